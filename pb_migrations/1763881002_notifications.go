package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// notifications is what people are to be told, written in the transaction that gives the reason: the index holds that
// nobody is told the same of an order twice. checks is what the shop found when it looked at its own books, one row for
// each way of looking.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "orders")
		if err != nil {
			return err
		}
		kind := requiredText("kind", 40)
		kind.Presentable = true
		notifications := core.NewBaseCollection("notifications")
		notifications.Fields.Add(
			kind,
			&core.SelectField{Name: "audience", Values: []string{"shopper", "owner"}, MaxSelect: 1, Required: true},
			requiredOne("order", found[0]),
			status("queued", "sent", "failed"),
			&core.DateField{Name: "createdAt", Required: true},
			&core.DateField{Name: "sentAt"},
		)
		notifications.AddIndex("idx_notifications_once", true, "`order`, kind, audience", "")
		notifications.AddIndex("idx_notifications_queued", false, "createdAt", "status = 'queued'")
		if err := app.Save(notifications); err != nil {
			return err
		}

		name := requiredText("name", 40)
		name.Presentable = true
		checks := core.NewBaseCollection("checks")
		checks.Fields.Add(
			name,
			&core.BoolField{Name: "ok"},
			text("summary", 1000),
			&core.JSONField{Name: "found", MaxSize: 256 << 10},
			&core.DateField{Name: "at", Required: true},
			&core.DateField{Name: "until"}, // up to when Paystack's list has been compared
		)
		checks.AddIndex("idx_checks_name", true, "name", "")
		return app.Save(checks)
	}, drop("notifications", "checks"))
}
