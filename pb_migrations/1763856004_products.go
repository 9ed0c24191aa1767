package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// A product whose stock is not counted is made to order and never runs out.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "categories")
		if err != nil {
			return err
		}
		products := core.NewBaseCollection("products")
		name := requiredText("name", 120)
		name.Presentable = true
		products.Fields.Add(
			requiredOne("category", found[0]),
			name,
			slug(),
			text("description", 5000),
			price("priceKobo"),
			pictures("images", 8),
			&core.JSONField{Name: "imageSizes", Hidden: true},
			&core.BoolField{Name: "active"},
			&core.BoolField{Name: "stockCounted"},
			whole("stock", 0, 1_000_000),
			whole("position", 0, 1_000_000),
			&core.AutodateField{Name: "createdAt", OnCreate: true},
			&core.AutodateField{Name: "updatedAt", OnCreate: true, OnUpdate: true},
		)
		products.AddIndex("idx_products_slug", true, "slug", "")
		products.AddIndex("idx_products_category", false, "category, position", "")
		return app.Save(products)
	}, drop("products"))
}
