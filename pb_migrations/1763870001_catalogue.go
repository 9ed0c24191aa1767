package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// What a product's place in the catalogue needs: a flag for the home page, the dates between which it is sold (an empty
// one is no limit), and an index for each order in which lists come.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "products")
		if err != nil {
			return err
		}
		products := found[0]
		products.Fields.Add(
			&core.BoolField{Name: "featured"},
			&core.DateField{Name: "availableFrom"},
			&core.DateField{Name: "availableUntil"},
		)
		products.AddIndex("idx_products_listing", false, "category, active, position, name, id, priceKobo, availableFrom, availableUntil", "")
		products.AddIndex("idx_products_price", false, "active, priceKobo, id, category, availableFrom, availableUntil", "")
		products.AddIndex("idx_products_name", false, "active, name COLLATE NOCASE, id, category, availableFrom, availableUntil", "")
		products.AddIndex("idx_products_newest", false, "active, createdAt, id, category, availableFrom, availableUntil", "")
		products.AddIndex("idx_products_scheduled", false, "availableFrom, availableUntil, active, category", "availableFrom != '' OR availableUntil != ''")
		return app.Save(products)
	}, func(app core.App) error {
		found, err := find(app, "products")
		if err != nil {
			return err
		}
		for _, name := range []string{"listing", "price", "name", "newest", "scheduled"} {
			found[0].RemoveIndex("idx_products_" + name)
		}
		for _, name := range []string{"featured", "availableFrom", "availableUntil"} {
			found[0].Fields.RemoveByName(name)
		}
		return app.Save(found[0])
	})
}
