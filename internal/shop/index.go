package shop

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// indexBatch is how many products one transaction brings into the search index, so that no import holds up a checkout.
const indexBatch = 250

// Index brings the search index up to date with the products. Database triggers mark what has changed, whoever changed
// it; a search does the next batch itself, so that what the owner saves is found at once.
func (s *Shop) Index(ctx context.Context, app core.App) error {
	for {
		done, err := s.indexSome(ctx, app)
		if err != nil || done < indexBatch {
			return err
		}
	}
}

type staleRow struct {
	Number      int64  `db:"number"`
	Product     string `db:"product"`
	Name        string `db:"name"`
	Description string `db:"description"`
	Category    string `db:"category"`
	Active      bool   `db:"active"`
}

// indexSome brings one batch up to date and says how many products that were.
func (s *Shop) indexSome(ctx context.Context, app core.App) (int, error) {
	var stale bool
	if err := app.DB().NewQuery("SELECT EXISTS (SELECT 1 FROM search_items WHERE stale = 1)").Row(&stale); err != nil || !stale {
		return 0, wrap(err, "look for changed products")
	}
	rows := []staleRow{}
	err := write(ctx, app, "index products", func(tx core.App) error {
		err := tx.DB().NewQuery("SELECT number, product, products.name, description, products.category, active FROM search_items JOIN products ON products.id = product WHERE stale = 1 ORDER BY number LIMIT {:batch}").
			Bind(dbx.Params{"batch": indexBatch}).All(&rows)
		if err != nil {
			return fmt.Errorf("read changed products: %w", err)
		}
		return indexRows(tx, rows)
	})
	return len(rows), err
}

// indexRows writes what is found of products. Those that are not active are not found.
func indexRows(tx core.App, rows []staleRow) error {
	numbers, entries, items, words := []int64{}, [][]any{}, [][]any{}, map[string]bool{}
	for _, row := range rows {
		numbers = append(numbers, row.Number)
		if !row.Active {
			continue
		}
		name := commerce.IndexText(row.Name)
		kept := map[string]bool{categoryMark(row.Category): true}
		for word := range strings.FieldsSeq(name + " " + commerce.IndexText(row.Description)) {
			kept[word], words[word] = true, true
			if len([]rune(word)) == 1 {
				kept[letterSign+word] = true
			}
		}
		for word := range strings.FieldsSeq(name) {
			kept[nameSign+word], kept[letterSign+string([]rune(word)[:1])] = true, true
		}
		entries = append(entries, []any{row.Number, strings.Join(slices.Sorted(maps.Keys(kept)), " ")})
		items = append(items, []any{row.Number, name, row.Category})
	}
	for _, step := range []struct {
		statement string
		rows      any
	}{
		{"DELETE FROM search WHERE rowid IN (SELECT value FROM json_each({:rows}))", numbers},
		{"INSERT INTO search (rowid, words) SELECT value->>0, value->>1 FROM json_each({:rows})", entries},
		{"INSERT OR IGNORE INTO search_vocabulary (word) SELECT value FROM json_each({:rows})", slices.Sorted(maps.Keys(words))},
		{"UPDATE search_items SET stale = 0 WHERE number IN (SELECT value FROM json_each({:rows}))", numbers},
		{"UPDATE search_items SET name = value->>1, category = value->>2 FROM json_each({:rows}) WHERE number = value->>0", items},
	} {
		written, err := json.Marshal(step.rows)
		if err != nil {
			return fmt.Errorf("write down what to index: %w", err)
		}
		if _, err := tx.DB().NewQuery(step.statement).Bind(dbx.Params{"rows": string(written)}).Execute(); err != nil {
			return fmt.Errorf("index products: %w", err)
		}
	}
	return nil
}
