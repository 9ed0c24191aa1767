package hooks_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/shoptest"
)

// found lists the slugs that a search answers, in its order.
func found(t testing.TB, b *shoptest.Browser, query string) []string {
	t.Helper()
	answer := b.Get("/api/shop/products?" + query).Want(200)
	slugs := []string{}
	for i := range answer.Len("items") {
		slugs = append(slugs, answer.Text(fmt.Sprintf("items.%d.slug", i)))
	}
	if total := answer.Int("totalItems"); total < len(slugs) {
		t.Errorf("%s says that it finds %d and shows %v", query, total, slugs)
	}
	return slugs
}

func q(text string) string { return "q=" + url.QueryEscape(text) }

// shelf puts more products into a shop, named and described in turn, all in the cups.
func shelf(t testing.TB, s *shoptest.Shop, names ...string) {
	t.Helper()
	owner := s.Browser(t)
	owner.Token = s.Superuser(t)
	category := s.ProductRecord(t, shoptest.Mug).GetString("category")
	for i := 0; i < len(names); i += 2 {
		owner.Post(records("products"), map[string]any{"category": category, "name": names[i], "description": names[i+1], "priceKobo": 100_000 * (i + 1), "position": 10 + i, "active": true}).Want(200)
	}
}

func TestSearchForgivesAccentsPluralsAndTypos(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	shelf(t, s, "Ṣẹ̀rẹ̀ Calabash", "Music for a naming day.", "Ƙanon Ɗaki Journal", "A notebook.", "Àdìrẹ Boxes", "Indigo cloth.", "Candy Jar", "Sweets.")
	b := s.Browser(t)
	for search, want := range map[string][]string{
		"sere":             {"sere-calabash"},
		"ṢẸRẸ":             {"sere-calabash"},
		"kanon daki":       {"kanon-daki-journal"},
		"Ƙanon":            {"kanon-daki-journal"},
		"adire":            {"adire-boxes"},
		"adire box":        {"adire-boxes"},
		"box adire":        {"adire-boxes"},
		"candies":          {"candy-jar"},
		"candies jars":     {"candy-jar"},
		"cal":              {"sere-calabash"},
		"naming d":         {"sere-calabash"},
		"calabsh":          {"sere-calabash"},
		"calabahs":         {"sere-calabash"},
		"kalabesh":         {"sere-calabash"},
		"jornal":           {"kanon-daki-journal"},
		"notbook":          {"kanon-daki-journal"},
		"swets":            {"candy-jar"},
		"cnady":            {"candy-jar"},
		"adre boxs":        {"adire-boxes"},
		"mugs":             {shoptest.Mug},
		"test mugs":        {shoptest.Mug},
		"gift packs":       {shoptest.Pack},
		"tests giff":       {shoptest.Pack},
		"drinks calabash":  {"sere-calabash"},
		"calabash tractor": {},
		"alabash ind":      {},
		"tractor":          {},
		"\x00":             {},
		"\" OR mug*":       {},
		"name:mug":         {},
	} {
		if got := found(t, b, q(search)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", search, got, want)
		}
	}
}

func TestSearchKnowsNigerianWordsHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	shelf(t, s, "Ẹ̀bùn Ọjọ́ Ìbí Tumbler", "Fún ọ̀rẹ́ rẹ.", "Aṣọ-Òkè Pouch", "Handwoven in Ìṣẹ́yìn.", "Gèlè Ribbon", "For owambe.", "Ọnụ Ọma Bowl", "Onyinye nwa ọhụrụ.",
		"Ƙwarya Set", "Kyauta ga 'yan mata.", "Ankara Diary", "Adinkra and ankara.", "Zobo Pitcher", "Wedding, birthday or anniversary.", "Jollof Spoons", "Engraved in Abẹ́òkúta.")
	b := s.Browser(t)
	for search, want := range map[string]string{
		"ebun":           "ebun-ojo-ibi-tumbler",
		"ojo ibi":        "ebun-ojo-ibi-tumbler",
		"ẸBÙN OJO":       "ebun-ojo-ibi-tumbler",
		"tumblar":        "ebun-ojo-ibi-tumbler",
		"tumbller":       "ebun-ojo-ibi-tumbler",
		"aso oke":        "aso-oke-pouch",
		"aso-oke":        "aso-oke-pouch",
		"Aso Òke pouchs": "aso-oke-pouch",
		"iseyin":         "aso-oke-pouch",
		"handwovn":       "aso-oke-pouch",
		"geles":          "gele-ribbon",
		"owanbe":         "gele-ribbon",
		"onu oma":        "onu-oma-bowl",
		"onyiye":         "onu-oma-bowl",
		"ohuru":          "onu-oma-bowl",
		"kwarya":         "kwarya-set",
		"kwariya":        "kwarya-set",
		"yan mata":       "kwarya-set",
		"kyuata":         "kwarya-set",
		"ankra":          "ankara-diary",
		"ankarra diry":   "ankara-diary",
		"dairy":          "ankara-diary",
		"zobbo":          "zobo-pitcher",
		"weding":         "zobo-pitcher",
		"brithday":       "zobo-pitcher",
		"anniversery":    "zobo-pitcher",
		"annivesary zo":  "zobo-pitcher",
		"jolof":          "jollof-spoons",
		"jellof spoon":   "jollof-spoons",
		"abeokuta":       "jollof-spoons",
		"abeokuto":       "jollof-spoons",
		"spo":            "jollof-spoons",
	} {
		if got := found(t, b, q(search)); !slices.Equal(got, []string{want}) {
			t.Errorf("%q finds %v, want %s", search, got, want)
		}
	}
}

func TestABeginningFindsWhatBeginsSoAndTheWordItself(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	shelf(t, s, "Madeira Jug", "", "Glass", "Made in Aba.", "Saucer", "A made-up word is madeleines.", "Basin", "Remade.")
	b := s.Browser(t)
	for search, want := range map[string][]string{
		"m":          {"madeira-jug", shoptest.Mug},
		"ma":         {"glass", "madeira-jug", "saucer"},
		"made":       {"glass", "madeira-jug", "saucer"},
		"made a":     {"saucer"}, // a single letter begins words of names only
		"madeir":     {"madeira-jug"},
		"madele":     {"saucer"},
		"made made":  {"glass", "saucer"},
		"made glass": {"glass"},
		"rem":        {"basin"},
	} {
		got := found(t, b, q(search))
		slices.Sort(got)
		if !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%q finds %v, want %v", search, got, want)
		}
	}
}

func TestWhatFitsBestComesFirst(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	shelf(t, s, "Tall Glass", "Goes with a teapot.", "Teapot", "For two.", "Teapots Stand", "Of wood, and for many other things that are not named here.")
	b := s.Browser(t)
	if got := found(t, b, q("teapot")); !slices.Equal(got, []string{"teapot", "teapots-stand", "tall-glass"}) {
		t.Errorf("the order is %v", got)
	}
	if got := found(t, b, q("teapot")+"&sort=-price"); !slices.Equal(got, []string{"teapots-stand", "teapot", "tall-glass"}) {
		t.Errorf("sorted by price the order is %v", got)
	}
	for sort, want := range map[string]string{"position": "tall-glass", "name": "tall-glass", "newest": "teapots-stand"} {
		if got := found(t, b, q("teapot")+"&sort="+sort); len(got) != 3 || sort != "newest" && got[0] != want {
			t.Errorf("sorted by %s the order is %v", sort, got)
		}
	}
	if got := found(t, b, q("teapot")+"&perPage=1&page=2"); !slices.Equal(got, []string{"teapots-stand"}) {
		t.Errorf("the second page is %v", got)
	}
}

func TestSearchIsNarrowedByCategoryAndPrice(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for query, want := range map[string][]string{
		q("test") + "&category=drinks":                                            {shoptest.Mug, shoptest.Flask},
		q("test") + "&category=gift-packs":                                        {shoptest.Pack},
		q("test") + "&minPriceKobo=1100000&sort=price":                            {shoptest.Flask, shoptest.Pack},
		q("test") + "&maxPriceKobo=600000":                                        {shoptest.Mug},
		q("tset") + "&category=drinks&minPriceKobo=1000000":                       {shoptest.Flask},
		"minPriceKobo=600001&maxPriceKobo=1999999":                                {shoptest.Flask},
		"category=drinks&minPriceKobo=600001":                                     {shoptest.Flask},
		"category=drinks&minPriceKobo=1&maxPriceKobo=2000000&sort=-price":         {shoptest.Flask, shoptest.Mug},
		"minPriceKobo=0&sort=name&perPage=2&page=2":                               {shoptest.Pack},
		"minPriceKobo=600000&maxPriceKobo=2000000&sort=position&perPage=1&page=3": {shoptest.Pack},
	} {
		got := found(t, b, query)
		if query == q("test")+"&category=drinks" {
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s lists %v, want %v", query, got, want)
		}
	}
	for query, field := range map[string]string{
		"minPriceKobo=abc": "minPriceKobo", "minPriceKobo=-1": "minPriceKobo", "minPriceKobo=1.5": "minPriceKobo", "maxPriceKobo=0": "maxPriceKobo",
		"maxPriceKobo=99999999999999999999": "maxPriceKobo", "minPriceKobo=5&maxPriceKobo=4": "maxPriceKobo",
	} {
		b.Get("/api/shop/products?"+query).Refused(400, field, "price_invalid")
	}
}

func TestTheSearchKeepsInStepWithEveryWriter(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	sql := func(statement string) {
		t.Helper()
		if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			t.Fatal(err)
		}
	}
	finds := func(text string, want ...string) {
		t.Helper()
		if got := found(t, b, q(text)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	finds("flask", shoptest.Flask)
	s.Set(t, "products", shoptest.Flask, map[string]any{"name": "Silver Jug"})
	finds("flask")
	finds("silver jug", shoptest.Flask)
	sql("UPDATE products SET description = 'Holds zobo' WHERE slug = 'test-flask'")
	finds("zobo", shoptest.Flask)
	sql("UPDATE products SET active = FALSE WHERE slug = 'test-flask'")
	finds("zobo")
	sql("UPDATE products SET active = TRUE WHERE slug = 'test-flask'")
	finds("zobo", shoptest.Flask)
	s.Set(t, "categories", "drinks", map[string]any{"name": "Kitchenware"})
	finds("kitchenware zobo", shoptest.Flask)
	finds("drinks zobo")
	s.Set(t, "categories", "cups", map[string]any{"parent": ""})
	finds("kitchenware zobo")
	sql("UPDATE products SET category = (SELECT id FROM categories WHERE slug = 'drinks') WHERE slug = 'test-flask'")
	finds("kitchenware zobo", shoptest.Flask)
	sql("UPDATE products SET priceKobo = 5 WHERE slug = 'test-flask'")
	if got := found(t, b, q("zobo")+"&maxPriceKobo=5"); !slices.Equal(got, []string{shoptest.Flask}) {
		t.Errorf("the new price is not searched by: %v", got)
	}
	sql("VACUUM")
	finds("zobo", shoptest.Flask)
	sql("DELETE FROM products WHERE slug = 'test-flask'")
	finds("zobo")
	shelf(t, s, "New Zobo Glass", "")
	finds("zobo", "new-zobo-glass")
}

func TestManyProductsAreFoundByOneWordAndPagedWithoutRepeating(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Crowd(t, 2_000)
	if err := s.Index(t.Context(), s.App); err != nil {
		t.Fatal(err)
	}
	b := s.Browser(t)
	for _, query := range []string{q("made"), q("mug"), q("birthday m"), "category=crowd-3-0", "category=crowd-3-0&minPriceKobo=300000", "sort=price", q("wedding") + "&sort=name"} {
		seen := map[string]bool{}
		total := b.Get("/api/shop/products?" + query).Want(200).Int("totalItems")
		for page := 1; page <= total/100+1; page++ {
			for _, slug := range found(t, b, fmt.Sprintf("%s&perPage=100&page=%d", query, page)) {
				if seen[slug] {
					t.Fatalf("%s shows %s twice", query, slug)
				}
				seen[slug] = true
			}
		}
		if len(seen) != total || total < 30 {
			t.Errorf("%s shows %d of %d", query, len(seen), total)
		}
	}
	shelf(t, s, "The Made One", "")
	if first := found(t, b, q("made")+"&perPage=1"); !slices.Equal(first, []string{"the-made-one"}) {
		t.Errorf("the first of many does not have the word in its name: %v", first)
	}
}

func TestAnyTextMayBeSearchedFor(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-z]{0,3}[ "*^:(){}+\-,.'%_\\]{0,3}|AND|OR|NOT|NEAR\(|name|mug){0,6}`)).Draw(t, "text")
		sort := rapid.SampledFrom([]string{"", "&sort=price", "&sort=position", "&category=drinks", "&minPriceKobo=5"}).Draw(t, "more")
		if answer := b.Get("/api/shop/products?" + q(text) + sort); answer.Status != 200 {
			t.Fatalf("%q was answered %d: %s", text, answer.Status, answer.Body)
		}
	})
}
