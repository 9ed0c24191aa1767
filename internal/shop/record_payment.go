package shop

import (
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// paymentOf gives what the rules must know of a payment's record.
func paymentOf(record *core.Record) commerce.Payment {
	return commerce.Payment{
		Reference: record.GetString("reference"), Status: commerce.PaymentStatus(record.GetString("status")),
		Amount: money.Kobo(record.GetInt64("amountKobo")), Mode: record.GetString("mode"),
		Heard: record.GetString("heard"), CheckedAt: record.GetDateTime("checkedAt").Time(),
	}
}

// readPayments reads all attempts to pay an order, newest first.
func readPayments(app core.App, order string) ([]*core.Record, error) {
	payments := []*core.Record{}
	err := app.RecordQuery("payments").Where(dbx.HashExp{"order": order}).OrderBy("createdAt DESC", "_rowid_ DESC").All(&payments)
	return payments, wrap(err, "read payments")
}

// findPayment reads the attempt with this reference; nil when it is not ours.
func findPayment(app core.App, reference string) (*core.Record, error) {
	return findOne(app, "payments", dbx.HashExp{"reference": reference})
}

// findPaymentOf is [findPayment] for a shopper. One of somebody else is refused like one that does not exist.
func findPaymentOf(app core.App, who Shopper, reference string) (payment, order *core.Record, err error) {
	payment, err = findPayment(app, reference)
	if err != nil {
		return nil, nil, err
	}
	if payment == nil {
		return nil, nil, notFound("reference", "There is no such payment.")
	}
	order, err = findOrder(app, who, payment.GetString("order"))
	return payment, order, err
}

// mayLapse reports whether an unpaid order may be let go: nobody is paying it, and no money that came for it waits for
// a decision.
func mayLapse(app core.App, order string, now time.Time) (bool, error) {
	if review, err := inReview(app, order); err != nil || review {
		return false, err
	}
	payments, err := readPayments(app, order)
	if err != nil {
		return false, err
	}
	for _, record := range payments {
		if payment := paymentOf(record); payment.Status != commerce.PaymentReview && !payment.Idle(now) {
			return false, nil
		}
	}
	return true, nil
}

// duePayments reads the references of unsettled attempts that it is time to ask about, the longest waiting first.
func duePayments(app core.App, now types.DateTime, most int64) ([]string, error) {
	references := []string{}
	err := app.DB().Select("reference").From("payments").
		Where(dbx.And(dbx.NewExp("nextCheckAt != ''"), dbx.NewExp("nextCheckAt <= {:now}", dbx.Params{"now": now.String()}))).
		OrderBy("nextCheckAt").Limit(most).Column(&references)
	return references, wrap(err, "find payments to ask about")
}

// postponeCheck puts off when it is time to ask about an attempt or a refund.
func postponeCheck(app core.App, table, column, value string, until types.DateTime) error {
	_, err := app.NonconcurrentDB().Update(table, dbx.Params{"nextCheckAt": until.String()}, dbx.And(dbx.HashExp{column: value}, dbx.NewExp("nextCheckAt != ''"))).Execute()
	return wrap(err, "put off a question")
}

// movePayment is the one place that changes a payment's status.
func movePayment(payment *core.Record, to commerce.PaymentStatus, by commerce.Actor) error {
	if err := commerce.MovePayment(commerce.PaymentStatus(payment.GetString("status")), to, by); err != nil {
		return err
	}
	payment.Set("status", string(to))
	return nil
}

// noteAnswer keeps what Paystack said of an attempt and when to ask again.
func noteAnswer(payment *core.Record, charge commerce.Charge, now types.DateTime) {
	payment.Set("heard", clip(charge.Status))
	payment.Set("checkedAt", now)
	payment.Set("nextCheckAt", nil)
	if !commerce.PaymentStatus(payment.GetString("status")).Settled() {
		if next := commerce.NextCheck(payment.GetDateTime("createdAt").Time(), now.Time()); !next.IsZero() {
			payment.Set("nextCheckAt", commerce.Jitter(payment.GetString("reference"), now.Time(), next))
		}
	}
	if charge.Status == paystack.StatusSuccess {
		payment.Set("providerId", charge.ID)
		payment.Set("channel", charge.Channel)
		payment.Set("paidKobo", int64(charge.Amount))
		payment.Set("feesKobo", int64(charge.Fees))
		payment.Set("paidAt", charge.PaidAt)
	}
}

// keepEvent puts a delivery of a webhook into the inbox and reports whether it is new.
func keepEvent(tx core.App, name, reference, subject, digest string, now types.DateTime) (bool, error) {
	if there, err := eventKept(tx, digest); err != nil || there {
		return false, err
	}
	_, err := create(tx, "webhook_events", map[string]any{"event": name, "reference": reference, "subject": subject, "digest": digest, "receivedAt": now})
	return err == nil, err
}

// eventKept reports whether a delivery with these bytes has been put into the inbox before.
func eventKept(app core.App, digest string) (bool, error) {
	there, err := findOne(app, "webhook_events", dbx.HashExp{"digest": digest})
	return there != nil, err
}

type inboxRow struct {
	ID        string `db:"id"`
	Event     string `db:"event"`
	Reference string `db:"reference"`
	Subject   string `db:"subject"`
}

// openEvents reads the deliveries that have not been acted on, the oldest first.
func openEvents(app core.App, most int64) ([]inboxRow, error) {
	rows := []inboxRow{}
	err := app.DB().Select("id", "event", "reference", "subject").From("webhook_events").Where(dbx.HashExp{"handledAt": ""}).
		OrderBy("receivedAt", "_rowid_").Limit(most).All(&rows)
	return rows, wrap(err, "read the webhook inbox")
}

func closeEvent(app core.App, id string, now types.DateTime) error {
	_, err := app.NonconcurrentDB().Update("webhook_events", dbx.Params{"handledAt": now.String()}, dbx.HashExp{"id": id}).Execute()
	if err != nil {
		return fmt.Errorf("close a webhook event: %w", err)
	}
	return nil
}
