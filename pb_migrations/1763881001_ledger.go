package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// maxWhole is the largest whole number that a number field keeps exactly. The ledger takes whatever Paystack confirms.
const maxWhole = 1<<53 - 1

// The books of the shop's money. ledger_entries is what Paystack has confirmed, and nothing else: a charge, money going
// back, money that a bank took back. It is only added to. refunds is what the owner asked for and how far it is.
// payment_cases is what a person must decide about, and what was decided.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "payments", "orders", "webhook_events")
		if err != nil {
			return err
		}
		payments, orders, inbox := found[0], found[1], found[2]

		reference := requiredText("reference", 200)
		reference.Presentable = true
		amount := whole("amountKobo", 0, maxWhole)
		ledger := core.NewBaseCollection("ledger_entries")
		ledger.Fields.Add(
			&core.SelectField{Name: "kind", Values: []string{"charge", "refund", "chargeback"}, MaxSelect: 1, Required: true},
			reference,
			amount,
			requiredText("currency", 10),
			&core.SelectField{Name: "mode", Values: []string{"test", "live"}, MaxSelect: 1, Required: true},
			requiredText("providerId", 30),
			one("payment", payments), // empty for money that belongs to no attempt of this shop's
			one("order", orders),
			whole("feesKobo", 0, maxWhole),
			text("channel", 100),
			&core.DateField{Name: "happenedAt"},
			&core.DateField{Name: "recordedAt", Required: true},
		)
		ledger.AddIndex("idx_ledger_entries_provider", true, "kind, mode, providerId", "")
		ledger.AddIndex("idx_ledger_entries_reference", false, "reference", "")
		ledger.AddIndex("idx_ledger_entries_payment", false, "payment", "payment != ''")
		ledger.AddIndex("idx_ledger_entries_order", false, "`order`", "`order` != ''")
		ledger.AddIndex("idx_ledger_entries_charge", true, "mode, reference", "kind = 'charge'")
		if err := app.Save(ledger); err != nil {
			return err
		}

		reference = text("reference", 200)
		reference.Presentable = true
		refunds := core.NewBaseCollection("refunds")
		refunds.Fields.Add( // the owner writes the first three
			one("payment", payments),
			whole("amountKobo", 0, maxKobo), // 0 when asked for: all that is left
			text("note", 500),
			&core.SelectField{Name: "status", MaxSelect: 1, Values: []string{"requested", "unknown", "pending", "processing", "processed", "needs_attention", "failed", "refused"}},
			reference,
			one("order", orders),
			text("providerId", 30),
			text("reason", 200), // Paystack's words, when it refused
			text("key", 40),     // empty for a refund that was made at Paystack
			text("by", 30),
			&core.DateField{Name: "createdAt"},
			&core.DateField{Name: "sentAt"},
			&core.DateField{Name: "checkedAt"},
			&core.DateField{Name: "nextCheckAt"},
			&core.DateField{Name: "processedAt"},
		)
		refunds.AddIndex("idx_refunds_key", true, "key", "key != ''")
		refunds.AddIndex("idx_refunds_provider", true, "providerId", "providerId != ''")
		refunds.AddIndex("idx_refunds_payment", false, "payment", "")
		refunds.AddIndex("idx_refunds_reference", false, "reference", "")
		refunds.AddIndex("idx_refunds_due", false, "nextCheckAt", "nextCheckAt != ''")
		if err := app.Save(refunds); err != nil {
			return err
		}

		headline := requiredText("headline", 500)
		headline.Presentable = true
		cases := core.NewBaseCollection("payment_cases")
		cases.Fields.Add(
			headline,
			status("open", "closed"),
			text("possibleAnswers", 200),
			&core.SelectField{Name: "answer", Values: []string{"accept", "reopen", "refund", "close"}, MaxSelect: 1}, // the owner's
			text("note", 1000), // the owner's
			&core.SelectField{Name: "kind", MaxSelect: 1, Required: true, Values: []string{
				"wrong_amount", "wrong_currency", "wrong_mode", "wrong_reference", "paid_late", "paid_twice", "order_cancelled", "no_order",
				"transfer_rejected", "refund_failed", "refund_needs_attention", "dispute",
			}},
			one("order", orders),
			one("payment", payments),
			one("refund", refunds),
			text("reference", 200),
			whole("amountKobo", 0, maxWhole),
			text("currency", 10),
			&core.JSONField{Name: "evidence", MaxSize: 64 << 10},
			requiredText("about", 300), // one case for one thing: its kind and Paystack's number or ours
			&core.DateField{Name: "openedAt", Required: true},
			&core.DateField{Name: "closedAt"},
			text("closedBy", 30),
		)
		cases.AddIndex("idx_payment_cases_about", true, "about", "")
		cases.AddIndex("idx_payment_cases_open", false, "openedAt", "status = 'open'")
		cases.AddIndex("idx_payment_cases_order", false, "`order`", "`order` != ''")
		cases.AddIndex("idx_payment_cases_reference", false, "reference", "")
		cases.AddIndex("idx_payment_cases_payment", false, "payment", "payment != ''")
		if err := app.Save(cases); err != nil {
			return err
		}

		inbox.Fields.Add(text("subject", 30)) // the number of what the event is about: a dispute's, a transaction's
		return app.Save(inbox)
	}, func(app core.App) error {
		found, err := find(app, "webhook_events")
		if err != nil {
			return err
		}
		found[0].Fields.RemoveByName("subject")
		if err := app.Save(found[0]); err != nil {
			return err
		}
		return drop("ledger_entries", "refunds", "payment_cases")(app)
	})
}
