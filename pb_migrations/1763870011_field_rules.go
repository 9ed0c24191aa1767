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
		least, days := whole("least", 0, 2000), whole("extraDays", 0, 365)
		least.Help = "For choices: the fewest that a shopper may choose. The most is limit."
		days.Help = "Days that filling this in adds to the making. Options may have extraDays of their own."
		key, value := text("showWhenKey", 40), text("showWhenValue", 200)
		key.Help = "Ask this only when another field is filled in: that field's key, for example engraving."
		value.Help = "The answer which that field must have, for example name. Empty: any answer."
		fields.Fields.Add(
			least,
			&core.SelectField{
				Name: "allowed", MaxSelect: 1, Values: []string{"any", "engraver", "letters", "digits"},
				Help: "For texts: the characters that can be made. engraver: letters with their marks, digits and . , ' - & ! ? ( ) / + ♥. Empty: any.",
			},
			&core.SelectField{
				Name: "emoji", MaxSelect: 1, Values: []string{"yes", "no"},
				Help: "For texts: may there be emoji? Empty: yes where any characters are allowed, else no.",
			},
			days,
			key,
			value,
		)
		if options, ok := fields.Fields.GetByName("options").(*core.JSONField); ok {
			options.Help = `For color, choice and choices, for example [{"value": "gold", "label": "Gold", "swatch": "#e0a526", "surchargeKobo": 50000, "extraDays": 1}]. 50000 kobo are ₦500.`
		}
		if limit, ok := fields.Fields.GetByName("limit").(*core.NumberField); ok {
			limit.Help = "The most letters of a text, or the most choices. 0: 60 letters (long text 500), or all choices."
		}
		if surcharge, ok := fields.Fields.GetByName("surchargeKobo").(*core.NumberField); ok {
			surcharge.Help = "What filling this in adds to the price of one piece, in kobo: 50000 are ₦500."
		}
		if err := app.Save(fields); err != nil {
			return err
		}
		x, y, width := whole("previewX", 0, 100), whole("previewY", 0, 100), whole("previewWidth", 0, 100)
		x.Help = "Where the shopper's words are shown on the first picture: the middle, in percent from the left."
		y.Help = "The middle, in percent from the top."
		width.Help = "How wide the words may be, in percent of the picture. 0: the shop shows them in the middle."
		products.Fields.Add(x, y, width)
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
