package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// How many active products each category has of its own, kept by triggers: every page tells it, and counting a large
// catalogue each time would cost more than the rest of the page. Products outside of their dates are counted here, too.
func init() {
	const more = "INSERT INTO category_counts (category, products) VALUES (NEW.category, 1) ON CONFLICT (category) DO UPDATE SET products = products + 1;"
	const fewer = "UPDATE category_counts SET products = products - 1 WHERE category = OLD.category;"
	migrations.Register(func(app core.App) error {
		return execute(app,
			"CREATE TABLE category_counts (category TEXT PRIMARY KEY, products INTEGER NOT NULL) WITHOUT ROWID",
			"INSERT INTO category_counts (category, products) SELECT category, COUNT(*) FROM products WHERE active GROUP BY category",
			"CREATE TRIGGER count_products_insert AFTER INSERT ON products WHEN NEW.active BEGIN "+more+" END",
			"CREATE TRIGGER count_products_delete AFTER DELETE ON products WHEN OLD.active BEGIN "+fewer+" END",
			"CREATE TRIGGER count_products_leave AFTER UPDATE OF active, category ON products WHEN OLD.active AND (NOT NEW.active OR NEW.category != OLD.category) BEGIN "+fewer+" END",
			"CREATE TRIGGER count_products_enter AFTER UPDATE OF active, category ON products WHEN NEW.active AND (NOT OLD.active OR NEW.category != OLD.category) BEGIN "+more+" END",
		)
	}, func(app core.App) error {
		return execute(app, "DROP TRIGGER count_products_insert", "DROP TRIGGER count_products_delete", "DROP TRIGGER count_products_leave",
			"DROP TRIGGER count_products_enter", "DROP TABLE category_counts")
	})
}
