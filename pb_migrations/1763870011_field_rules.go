package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// What else the owner may ask of a customization field, and where on a product's first picture the words are shown.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "customization_fields", "products")
		if err != nil {
			return err
		}
		fields, products := found[0], found[1]
		fields.Fields.Add(
			whole("least", 0, 2000),
			&core.SelectField{Name: "allowed", MaxSelect: 1, Values: []string{"any", "engraver", "letters", "digits"}},
			&core.SelectField{Name: "emoji", MaxSelect: 1, Values: []string{"yes", "no"}},
			whole("extraDays", 0, 365),
			text("showWhenKey", 40),
			text("showWhenValue", 200),
		)
		if err := app.Save(fields); err != nil {
			return err
		}
		products.Fields.Add(whole("previewX", 0, 100), whole("previewY", 0, 100), whole("previewWidth", 0, 100))
		return app.Save(products)
	}, func(app core.App) error {
		found, err := find(app, "customization_fields", "products")
		if err != nil {
			return err
		}
		for _, name := range []string{"least", "allowed", "emoji", "extraDays", "showWhenKey", "showWhenValue"} {
			found[0].Fields.RemoveByName(name)
		}
		for _, name := range []string{"previewX", "previewY", "previewWidth"} {
			found[1].Fields.RemoveByName(name)
		}
		if err := app.Save(found[0]); err != nil {
			return err
		}
		return app.Save(found[1])
	})
}
