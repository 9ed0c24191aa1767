package shop

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// LetFieldGo refuses to delete a customization field on whose answer it depends whether another is asked, because that
// one would then be asked always. Where the same key comes from somewhere else in the form, such as from the category
// above, nothing is lost. A field that goes with its product or category is let go.
func (s *Shop) LetFieldGo(app core.App, record *core.Record) error {
	collection, owner := "categories", record.GetString("category")
	if owner == "" {
		collection, owner = "products", record.GetString("product")
	}
	if there, err := findOne(app, collection, dbx.HashExp{"id": owner}); err != nil || there == nil {
		return err // PocketBase deletes the owner before what goes with it
	}
	key := record.GetString("key")
	rows, err := readFieldRows(app, dbx.NewExp("TRUE"))
	if err != nil {
		return err
	}
	categories, err := readCategories(app)
	if err != nil {
		return err
	}
	for _, waiting := range rows {
		if waiting.ShowWhenKey != key || waiting.ID == record.Id {
			continue
		}
		category := waiting.Category
		if waiting.Product != "" {
			if err := app.DB().Select("category").From("products").Where(dbx.HashExp{"id": waiting.Product}).Row(&category); err != nil {
				return fmt.Errorf("find the product of a field: %w", err)
			}
		}
		path := pathTo(categories, category)
		stands := func(owner string) bool {
			return owner == waiting.Product || slices.ContainsFunc(path, func(above categoryRow) bool { return above.ID == owner })
		}
		replaced := slices.ContainsFunc(rows, func(other fieldRow) bool {
			return other.Key == key && other.ID != record.Id && stands(other.Category+other.Product)
		})
		if stands(owner) && !replaced {
			message := fmt.Sprintf("%s is shown only when %s is answered. Change or delete %s first, then delete this one.", waiting.Label, record.GetString("label"), waiting.Label)
			return commerce.Refuse(commerce.Conflict, "id", commerce.CodeRecordProtected, message)
		}
	}
	return nil
}
