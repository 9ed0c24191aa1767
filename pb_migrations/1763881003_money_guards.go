package pb_migrations

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// moneyGuards hold the books against every writer, the dashboard's SQL console included.
var moneyGuards = []string{
	"CREATE TRIGGER guard_ledger_entries_update BEFORE UPDATE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END",
	"CREATE TRIGGER guard_ledger_entries_delete BEFORE DELETE ON ledger_entries BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END",
	"CREATE TRIGGER guard_refunds_insert BEFORE INSERT ON refunds WHEN NEW.amountKobo < 1 OR NEW.status = '' OR NEW.reference = ''" +
		" BEGIN SELECT RAISE(ABORT, 'a refund is of a payment and an amount'); END",
	"CREATE TRIGGER guard_refunds_update BEFORE UPDATE ON refunds WHEN NEW.amountKobo != OLD.amountKobo OR NEW.reference != OLD.reference OR NEW.payment != OLD.payment" +
		" OR NEW.key != OLD.key OR (OLD.providerId != '' AND NEW.providerId != OLD.providerId)" +
		" BEGIN SELECT RAISE(ABORT, 'what a refund is of is frozen'); END",
	"CREATE TRIGGER guard_refunds_delete BEFORE DELETE ON refunds BEGIN SELECT RAISE(ABORT, 'refunds are kept for ever'); END",
	"CREATE TRIGGER guard_payment_cases_update BEFORE UPDATE ON payment_cases WHEN OLD.status = 'closed' OR NEW.about != OLD.about OR NEW.kind != OLD.kind" +
		" BEGIN SELECT RAISE(ABORT, 'a closed case is closed'); END",
	"CREATE TRIGGER guard_payment_cases_delete BEFORE DELETE ON payment_cases BEGIN SELECT RAISE(ABORT, 'cases are kept for ever'); END",
	"CREATE TRIGGER guard_notifications_delete BEFORE DELETE ON notifications BEGIN SELECT RAISE(ABORT, 'what people were told is kept'); END",
}

// moneyHistory enters into the new books what the shop knows already: the money that came, what is to be decided about
// it, and the payments of which everybody was told in another way.
var moneyHistory = []string{
	`INSERT INTO ledger_entries (kind, reference, amountKobo, currency, mode, providerId, payment, [[order]], feesKobo, channel, happenedAt, recordedAt)
		SELECT 'charge', reference, paidKobo, currency, mode, providerId, id, [[order]], feesKobo, channel, paidAt, checkedAt
		FROM payments WHERE status IN ('success', 'review', 'refunded') AND providerId != ''`,
	`INSERT INTO payment_cases (headline, status, kind, possibleAnswers, [[order]], payment, reference, amountKobo, currency, evidence, about, openedAt)
		SELECT 'A payment of order ' || orders.number || ' waits for a decision.', 'open', payments.reason, 'refund, close', payments.[[order]], payments.id,
			payments.reference, payments.paidKobo, payments.currency, '{}', payments.reason || ' ' || payments.reference, payments.checkedAt
		FROM payments JOIN orders ON orders.id = payments.[[order]] WHERE payments.status = 'review'`,
	`INSERT INTO notifications (kind, audience, [[order]], status, createdAt, sentAt)
		SELECT 'order_paid', audience.value, orders.id, 'sent', orders.paidAt, orders.paidAt
		FROM orders, json_each('["shopper", "owner"]') AS audience WHERE orders.paidAt != ''`,
}

func init() {
	migrations.Register(func(app core.App) error {
		for _, statement := range append(append([]string{}, moneyHistory...), moneyGuards...) {
			if _, err := app.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	}, func(app core.App) error {
		for _, table := range []string{"ledger_entries", "refunds", "payment_cases", "notifications"} {
			names := []string{}
			if err := app.DB().Select("name").From("sqlite_master").Where(dbx.HashExp{"type": "trigger", "tbl_name": table}).Column(&names); err != nil {
				return err
			}
			for _, name := range names {
				if _, err := app.NonconcurrentDB().NewQuery("DROP TRIGGER " + name).Execute(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
