package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// A payment is one attempt to pay an order; all attempts are kept. The indexes hold what the shop promises: one payment
// per reference, one open attempt per order, and each delivery of a webhook kept once.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "orders")
		if err != nil {
			return err
		}
		reference := requiredText("reference", 100)
		reference.Presentable = true
		payments := core.NewBaseCollection("payments")
		payments.Fields.Add(
			requiredOne("order", found[0]),
			reference,
			status("pending", "success", "failed", "review", "refunded"),
			price("amountKobo"),
			&core.SelectField{Name: "currency", Values: []string{"NGN"}, MaxSelect: 1, Required: true},
			&core.SelectField{Name: "mode", Values: []string{"test", "live"}, MaxSelect: 1, Required: true},
			hiddenText("accessCode"),
			&core.TextField{Name: "authorizationUrl", Max: 500, Hidden: true},
			text("heard", 100),
			text("reason", 40),
			kobo("paidKobo"),
			kobo("feesKobo"),
			text("providerId", 30),
			text("channel", 30),
			&core.DateField{Name: "createdAt", Required: true},
			&core.DateField{Name: "checkedAt"},
			&core.DateField{Name: "nextCheckAt"},
			&core.DateField{Name: "paidAt"},
		)
		payments.AddIndex("idx_payments_reference", true, "reference", "")
		payments.AddIndex("idx_payments_open", true, "`order`", "status = 'pending'")
		payments.AddIndex("idx_payments_order", false, "`order`, createdAt", "")
		payments.AddIndex("idx_payments_due", false, "nextCheckAt", "nextCheckAt != ''")
		if err := app.Save(payments); err != nil {
			return err
		}

		inbox := core.NewBaseCollection("webhook_events")
		inbox.Fields.Add(
			requiredText("event", 100),
			text("reference", 100),
			requiredText("digest", 64),
			&core.DateField{Name: "receivedAt", Required: true},
			&core.DateField{Name: "handledAt"},
		)
		inbox.AddIndex("idx_webhook_events_digest", true, "digest", "")
		inbox.AddIndex("idx_webhook_events_open", false, "receivedAt", "handledAt = ''")
		return app.Save(inbox)
	}, drop("payments", "webhook_events"))
}
