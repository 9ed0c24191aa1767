package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The pictures of products and categories, one row for each file that the owner has uploaded: the queue of those that
// wait to be drawn for the storefront, and what has been drawn of them. Triggers, which see every writer, add a row for
// each new file and mark the row of one that is gone. A row names its record in plain text, because a relation would be
// emptied with it, and orders go on showing what was sold.
func init() {
	migrations.Register(func(app core.App) error {
		original := requiredText("original", 255)
		original.Presentable = true
		state := status("waiting", "drawn", "failed", "gone", "sold")
		state.Help = "sold: no longer in the shop, kept for the orders that show it"
		pictures := core.NewBaseCollection("pictures")
		pictures.Fields.Add( // in the order in which the dashboard shows them
			original,
			&core.SelectField{Name: "kind", Values: []string{"product", "category"}, MaxSelect: 1, Required: true},
			requiredText("record", 15),
			state,
			&core.TextField{Name: "problem", Max: 500, Help: "why the picture could not be drawn, and what to do"},
			&core.FileField{Name: "files", MaxSelect: 10, MaxSize: 10 << 20, MimeTypes: []string{"image/webp", "image/jpeg"}},
			whole("width", 0, 24_000_000),
			whole("height", 0, 24_000_000),
			text("color", 7),
			whole("tries", 0, 1000),
			&core.DateField{Name: "nextAt"},
			&core.DateField{Name: "drawnAt"},
		)
		pictures.AddIndex("idx_pictures_shown", true, "record, original", "status IN ('waiting', 'drawn', 'failed')")
		pictures.AddIndex("idx_pictures_record", false, "record, original, status", "")
		pictures.AddIndex("idx_pictures_waiting", false, "nextAt", "status = 'waiting'")
		pictures.AddIndex("idx_pictures_gone", false, "record", "status = 'gone'")
		if err := app.Save(pictures); err != nil {
			return err
		}
		if err := execute(app, pictureTriggers("products", "product", "images", "json_each(NEW.images)")...); err != nil {
			return err
		}
		if err := execute(app, pictureTriggers("categories", "category", "image", "(SELECT NEW.image AS value)")...); err != nil {
			return err
		}
		return execute(app,
			"INSERT INTO pictures (kind, record, original, status) SELECT 'product', products.id, value, 'waiting' FROM products, json_each(products.images) WHERE value != ''",
			"INSERT INTO pictures (kind, record, original, status) SELECT 'category', id, image, 'waiting' FROM categories WHERE image != ''",
		)
	}, func(app core.App) error {
		for _, table := range []string{"products", "categories"} {
			for _, event := range []string{"insert", "update", "delete"} {
				if err := execute(app, "DROP TRIGGER pictures_"+table+"_"+event); err != nil {
					return err
				}
			}
		}
		return drop("pictures")(app)
	})
}

// pictureTriggers are those of one table; files selects the names of a new row's files, which stand in column, as value.
func pictureTriggers(table, kind, column, files string) []string {
	add := "INSERT OR IGNORE INTO pictures (kind, record, original, status) SELECT '" + kind + "', NEW.id, value, 'waiting' FROM " + files + " WHERE value != '';"
	gone := "UPDATE pictures SET status = 'gone', nextAt = '' WHERE record = OLD.id AND status IN ('waiting', 'drawn', 'failed')"
	return []string{
		"CREATE TRIGGER pictures_" + table + "_insert AFTER INSERT ON " + table + " BEGIN " + add + " END",
		"CREATE TRIGGER pictures_" + table + "_update AFTER UPDATE OF " + column + " ON " + table + " WHEN NEW." + column + " != OLD." + column +
			" BEGIN " + gone + " AND original NOT IN (SELECT value FROM " + files + "); " + add + " END",
		"CREATE TRIGGER pictures_" + table + "_delete AFTER DELETE ON " + table + " BEGIN " + gone + "; END",
	}
}
