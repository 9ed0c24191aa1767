package shoptest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// The words of a crowd's names.
var (
	crowdLooks  = strings.Fields("Adire Ankara Ṣàngó Ọ̀ṣun Indigo Wine Ivory Sunrise Harmattan Lagoon Golden Royal Calabash Clay Enamel Copper Walnut Marble Velvet Linen")
	crowdThings = strings.Fields("Mug Cup Bottle Flask Tumbler Journal Notebook Sketchbook Hamper Box Candle Frame Keyring Teapot Plate Apron Pillow Blanket Clock Pen")
	crowdFor    = strings.Fields("Birthday Wedding Graduation Naming Anniversary Retirement Valentine Christmas Eid Housewarming")
)

// Crowd adds many products on sale to the shop, by SQL in a few seconds, in 10 categories of 10 categories each. The
// same number gives the same products: crowd-0 and so on. It is meant for measuring.
func (s *Shop) Crowd(t testing.TB, products int) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	name := func() string { return crowdName(random.IntN(4000)) }
	err := s.App.RunInTransaction(func(tx core.App) error {
		leaves := []string{}
		for top := range 10 {
			for below := range 11 {
				id, parent, label := fmt.Sprintf("crowdcat%02d%05d", top, below), fmt.Sprintf("crowdcat%02d%05d", top, 0), crowdFor[top]
				if below == 0 {
					parent = ""
				} else {
					label += " " + crowdThings[below]
					leaves = append(leaves, id)
				}
				_, err := tx.DB().Insert("categories", dbx.Params{"id": id, "name": label, "slug": fmt.Sprintf("crowd-%d-%d", top, below), "parent": parent, "position": 10 + top}).Execute()
				if err != nil {
					return err
				}
			}
		}
		const batch = 2_000
		for start := 0; start < products; start += batch {
			rows := [][]any{}
			for i := start; i < min(start+batch, products); i++ {
				title := crowdLooks[random.IntN(20)] + " " + name() + " " + crowdThings[random.IntN(20)]
				about := []string{"A " + strings.ToLower(crowdThings[random.IntN(20)]) + " made for a " + crowdFor[random.IntN(10)] + "."}
				for range 20 {
					about = append(about, strings.ToLower(name()))
				}
				rows = append(rows, []any{fmt.Sprintf("crowd%010d", i), fmt.Sprintf("crowd-%d", i), title, strings.Join(about, " "), leaves[random.IntN(len(leaves))], 100_000 + random.IntN(5_000)*1000, random.IntN(1_000)})
			}
			written, err := json.Marshal(rows)
			if err != nil {
				return err
			}
			_, err = tx.DB().NewQuery(`INSERT INTO products (id, slug, name, description, category, priceKobo, position, createdAt, updatedAt, active, images)
				SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, '2026-01-01 00:00:00.000Z', '2026-01-01 00:00:00.000Z', TRUE, '[]'
				FROM json_each({:rows})`).Bind(dbx.Params{"rows": string(written)}).Execute()
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("fill the shop: %v", err)
	}
}

// crowdName makes a name of syllables, another one for each number.
func crowdName(number int) string {
	syllables := []string{"ba", "de", "fu", "go", "ki", "la", "mo", "nu", "re", "si", "ta", "wo", "ye", "zu", "cha", "sho"}
	return strings.ToUpper(syllables[number%16][:1]) + syllables[number%16][1:] + syllables[number/16%16] + syllables[number/256%16] + "n"
}
