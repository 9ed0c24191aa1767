package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// What a shopper may fill in: for a category with its subcategories, or for one product.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "categories", "products")
		if err != nil {
			return err
		}
		category, product := one("category", found[0]), one("product", found[1])
		category.CascadeDelete, product.CascadeDelete = true, true
		label := requiredText("label", 80)
		label.Presentable = true
		fields := core.NewBaseCollection("customization_fields")
		fields.Fields.Add(
			category,
			product,
			label,
			&core.TextField{Name: "key", Max: 40, Pattern: `^[a-z0-9]+(_[a-z0-9]+)*$`},
			text("help", 300),
			&core.SelectField{Name: "kind", MaxSelect: 1, Required: true, Values: []string{"text", "longtext", "color", "choice", "choices", "phone", "town", "date"}},
			&core.JSONField{Name: "options", MaxSize: 64 << 10},
			&core.BoolField{Name: "required"},
			whole("limit", 0, 2000),
			kobo("surchargeKobo"),
			whole("position", 0, 1_000_000),
		)
		fields.AddIndex("idx_customization_fields_category", true, "category, key", "category != ''")
		fields.AddIndex("idx_customization_fields_product", true, "product, key", "product != ''")
		return app.Save(fields)
	}, drop("customization_fields"))
}
