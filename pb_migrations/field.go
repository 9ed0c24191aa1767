// Package pb_migrations is the history of the shop's database: one file per concern, never edited once released.
//
// PocketBase keeps the base name of each file as the migration's key, so a file is never renamed either. All API rules
// of the shop's collections stay nil: the dashboard's superusers work on the records, shoppers go through the shop's
// own routes.
package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// maxKobo is the largest amount that Paystack takes in one payment, 10,000,000 naira.
const maxKobo = 1_000_000_000

func text(name string, max int) *core.TextField { return &core.TextField{Name: name, Max: max} }

func requiredText(name string, max int) *core.TextField {
	return &core.TextField{Name: name, Max: max, Required: true}
}

func hiddenText(name string) *core.TextField {
	return &core.TextField{Name: name, Max: 200, Hidden: true}
}

// whole is a number without a fraction, from least to most.
func whole(name string, least, most float64) *core.NumberField {
	return &core.NumberField{Name: name, OnlyInt: true, Min: types.Pointer(least), Max: types.Pointer(most)}
}

// kobo is an amount of money that may be 0.
func kobo(name string) *core.NumberField { return whole(name, 0, maxKobo) }

// price is an amount of money of at least one kobo. It is required because PocketBase reads "1,500" and other texts
// that are no number as 0.
func price(name string) *core.NumberField {
	field := whole(name, 1, maxKobo)
	field.Required = true
	return field
}

func one(name string, collection *core.Collection) *core.RelationField {
	return &core.RelationField{Name: name, CollectionId: collection.Id, MaxSelect: 1}
}

func requiredOne(name string, collection *core.Collection) *core.RelationField {
	field := one(name, collection)
	field.Required = true
	return field
}

// part is a relation to the record that this one belongs to and goes with.
func part(name string, collection *core.Collection) *core.RelationField {
	field := requiredOne(name, collection)
	field.CascadeDelete = true
	return field
}

func status(values ...string) *core.SelectField {
	return &core.SelectField{Name: "status", Values: values, MaxSelect: 1, Required: true}
}

func pictures(name string, most int) *core.FileField {
	return &core.FileField{
		Name: name, MaxSelect: most, MaxSize: 10 << 20,
		MimeTypes: []string{"image/jpeg", "image/png", "image/webp"},
		Thumbs:    []string{"180x0", "360x0", "540x0", "720x0"},
	}
}

// find returns collections that earlier migrations made, in the order of their names.
func find(app core.App, names ...string) ([]*core.Collection, error) {
	collections := make([]*core.Collection, len(names))
	for i, name := range names {
		collection, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return nil, err
		}
		collections[i] = collection
	}
	return collections, nil
}

// drop is the way back of a migration that made collections, given in the order of their making.
func drop(names ...string) func(core.App) error {
	return func(app core.App) error {
		for i := len(names) - 1; i >= 0; i-- {
			collection, err := app.FindCollectionByNameOrId(names[i])
			if err != nil {
				return err
			}
			if err := app.Delete(collection); err != nil {
				return err
			}
		}
		return nil
	}
}
