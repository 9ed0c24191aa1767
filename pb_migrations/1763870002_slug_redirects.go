package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The addresses that products and categories had before, so that old links still lead to them. Triggers write them, so
// that every writer's change of a slug is seen; what takes a slug anew takes it from the redirects.
func init() {
	migrations.Register(func(app core.App) error {
		redirects := core.NewBaseCollection("slug_redirects")
		redirects.Fields.Add(
			&core.SelectField{Name: "kind", Values: []string{"product", "category"}, MaxSelect: 1, Required: true},
			requiredText("oldSlug", 100),
			requiredText("record", 30),
		)
		redirects.AddIndex("idx_slug_redirects_old_slug", true, "kind, oldSlug", "")
		redirects.AddIndex("idx_slug_redirects_record", false, "kind, record", "")
		if err := app.Save(redirects); err != nil {
			return err
		}
		return execute(app, append(slugTriggers("product", "products"), slugTriggers("category", "categories")...)...)
	}, func(app core.App) error {
		for _, table := range []string{"products", "categories"} {
			err := execute(app, "DROP TRIGGER slug_"+table+"_insert", "DROP TRIGGER slug_"+table+"_update", "DROP TRIGGER slug_"+table+"_delete")
			if err != nil {
				return err
			}
		}
		return drop("slug_redirects")(app)
	})
}

func slugTriggers(kind, table string) []string {
	return []string{
		"CREATE TRIGGER slug_" + table + "_insert AFTER INSERT ON " + table + " BEGIN" +
			" DELETE FROM slug_redirects WHERE kind = '" + kind + "' AND oldSlug = NEW.slug; END",
		"CREATE TRIGGER slug_" + table + "_update AFTER UPDATE OF slug ON " + table + " WHEN NEW.slug != OLD.slug BEGIN" +
			" DELETE FROM slug_redirects WHERE kind = '" + kind + "' AND oldSlug IN (NEW.slug, OLD.slug);" +
			" INSERT INTO slug_redirects (kind, oldSlug, record) VALUES ('" + kind + "', OLD.slug, NEW.id); END",
		"CREATE TRIGGER slug_" + table + "_delete AFTER DELETE ON " + table + " BEGIN" +
			" DELETE FROM slug_redirects WHERE kind = '" + kind + "' AND record = OLD.id; END",
	}
}

func execute(app core.App, statements ...string) error {
	for _, statement := range statements {
		if _, err := app.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			return err
		}
	}
	return nil
}
