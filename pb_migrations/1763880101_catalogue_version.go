package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// A number that grows whenever the catalogue becomes another one to somebody who checks an import against it: records
// that come or go, and what rules compare between records or columns. Triggers see every writer. Stock that is sold and
// prices that are edited do not count, for an import writes only the columns that it changes.
func init() {
	counted := []struct{ table, columns string }{
		{"categories", ""},
		{"customization_fields", ""},
		{"delivery_zones", " OF town"},
		{"products", " OF slug, category, images, availableFrom, availableUntil"},
	}
	migrations.Register(func(app core.App) error {
		if err := execute(app, "CREATE TABLE catalogue_version (version INTEGER NOT NULL)", "INSERT INTO catalogue_version (version) VALUES (1)"); err != nil {
			return err
		}
		for _, one := range counted {
			for event, of := range map[string]string{"insert": "", "update": one.columns, "delete": ""} {
				err := execute(app, "CREATE TRIGGER version_"+one.table+"_"+event+" AFTER "+event+of+" ON "+one.table+
					" BEGIN UPDATE catalogue_version SET version = version + 1; END")
				if err != nil {
					return err
				}
			}
		}
		return nil
	}, func(app core.App) error {
		for _, one := range counted {
			for _, event := range []string{"insert", "update", "delete"} {
				if err := execute(app, "DROP TRIGGER version_"+one.table+"_"+event); err != nil {
					return err
				}
			}
		}
		return execute(app, "DROP TABLE catalogue_version")
	})
}
