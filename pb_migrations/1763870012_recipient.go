package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// Who takes the delivery when that is not the buyer, and how many days the making adds, as said when the order was
// placed.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "orders", "order_items")
		if err != nil {
			return err
		}
		// A letter of a text may take up to 48 bytes.
		found[0].Fields.Add(text("recipientName", 4800), text("recipientPhone", 20), whole("makingDays", 0, 1_000_000))
		found[1].Fields.Add(whole("makingDays", 0, 1_000_000))
		if err := app.Save(found[0]); err != nil {
			return err
		}
		return app.Save(found[1])
	}, func(app core.App) error {
		found, err := find(app, "orders", "order_items")
		if err != nil {
			return err
		}
		for _, name := range []string{"recipientName", "recipientPhone", "makingDays"} {
			found[0].Fields.RemoveByName(name)
		}
		found[1].Fields.RemoveByName("makingDays")
		if err := app.Save(found[0]); err != nil {
			return err
		}
		return app.Save(found[1])
	})
}
