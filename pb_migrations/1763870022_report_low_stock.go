package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// What the owner should order again, the most urgent first: products for sale of which few or none are left. The limit
// is the one from which on shoppers are told how many are left.
func init() {
	migrations.Register(func(app core.App) error {
		report := core.NewViewCollection("report_low_stock")
		report.ViewQuery = "SELECT products.id, products.name, products.stock, products.category, products.priceKobo FROM products" +
			" WHERE products.active = TRUE AND products.stockCounted = TRUE AND products.stock <= 3 ORDER BY products.stock, products.name"
		return app.Save(report)
	}, drop("report_low_stock"))
}
