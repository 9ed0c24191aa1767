package pb_migrations

import (
	"slices"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// Photos that shoppers upload for their gifts. Each is an account's (owner) or a browser's (session: the hash of its
// cookie); one that an order shows is kept with it.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "users", "orders", "customization_fields")
		if err != nil {
			return err
		}
		photos := core.NewBaseCollection("customization_photos")
		photos.Fields.Add(
			&core.FileField{Name: "photo", Required: true, MaxSelect: 1, MaxSize: 20 << 20, MimeTypes: []string{"image/jpeg"}, Protected: true, Thumbs: []string{"360x0"}},
			whole("width", 1, 3000),
			whole("height", 1, 3000),
			one("order", found[1]),
			one("owner", found[0]),
			hiddenText("session"),
			&core.DateField{Name: "createdAt", Required: true},
		)
		photos.AddIndex("idx_customization_photos_unused", false, "createdAt", "`order` = ''")
		if err := app.Save(photos); err != nil {
			return err
		}
		found[1].Fields.Add(&core.RelationField{Name: "photos", CollectionId: photos.Id, MaxSelect: 500, Help: "The photos that the shopper uploaded for the gifts of this order."})
		if err := app.Save(found[1]); err != nil {
			return err
		}
		if kind, ok := found[2].Fields.GetByName("kind").(*core.SelectField); ok && !slices.Contains(kind.Values, "photo") {
			kind.Values = append(kind.Values, "photo")
		}
		return app.Save(found[2])
	}, func(app core.App) error {
		found, err := find(app, "orders", "customization_fields")
		if err != nil {
			return err
		}
		found[0].Fields.RemoveByName("photos")
		if err := app.Save(found[0]); err != nil {
			return err
		}
		if kind, ok := found[1].Fields.GetByName("kind").(*core.SelectField); ok {
			kind.Values = slices.DeleteFunc(kind.Values, func(value string) bool { return value == "photo" })
		}
		if err := app.Save(found[1]); err != nil {
			return err
		}
		return drop("customization_photos")(app)
	})
}
