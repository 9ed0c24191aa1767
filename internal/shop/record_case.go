package shop

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// caseDraft is a payment case that is about to be opened.
type caseDraft struct {
	Kind      commerce.CaseKind
	Number    string // what makes it one case with its kind: a reference, or Paystack's number of a refund or a dispute
	Order     *core.Record
	Payment   *core.Record
	Refund    *core.Record
	Reference string
	Amount    money.Kobo
	Currency  string
	Heard     string
	Place     string
	Over      money.Kobo     // see [commerce.Facts]
	Evidence  map[string]any // what Paystack said, and what was expected; nothing about a person
}

// openCase opens a case unless there is one about the same thing, open or closed.
func openCase(tx core.App, draft caseDraft, now types.DateTime) error {
	about := string(draft.Kind) + " " + draft.Number
	there, err := findOne(tx, "payment_cases", dbx.HashExp{"about": about})
	if err != nil || there != nil {
		return err
	}
	facts := commerce.Facts{Amount: draft.Amount, Currency: draft.Currency, Heard: draft.Heard, Place: draft.Place, Over: draft.Over}
	values := map[string]any{
		"status": "open", "kind": string(draft.Kind), "reference": draft.Reference, "amountKobo": int64(draft.Amount), "currency": draft.Currency,
		"about": about, "openedAt": now,
	}
	if draft.Order != nil {
		order := orderOf(draft.Order)
		facts.Number, facts.Total = order.Number, order.Total
		values["order"] = order.ID
	} else if number, ok := draft.Evidence["orderNumber"].(string); ok {
		facts.Number = number
	}
	if draft.Payment != nil {
		values["payment"] = draft.Payment.Id
	}
	if draft.Refund != nil {
		values["refund"] = draft.Refund.Id
	}
	written, err := json.Marshal(draft.Evidence)
	if err != nil {
		return fmt.Errorf("write the evidence of a payment case: %w", err)
	}
	values["evidence"], values["headline"] = types.JSONRaw(written), draft.Kind.Headline(facts)
	record, err := create(tx, "payment_cases", values)
	if err != nil {
		return err
	}
	return refreshCase(tx, record)
}

// openReview opens the case of money that came otherwise than expected.
func openReview(tx core.App, kind commerce.CaseKind, order, payment *core.Record, charge commerce.Charge, now types.DateTime) error {
	asked := paymentOf(payment)
	place := charge.Currency
	if kind == commerce.CaseWrongMode {
		place = charge.Mode
	}
	return openCase(tx, caseDraft{
		Kind: kind, Number: asked.Reference, Order: order, Payment: payment, Reference: asked.Reference, Amount: charge.Amount, Currency: charge.Currency,
		Heard: charge.Status, Place: place,
		Evidence: map[string]any{
			"order":    map[string]any{"number": order.GetString("number"), "status": order.GetString("status"), "totalKobo": order.GetInt64("totalKobo")},
			"expected": map[string]any{"amountKobo": asked.Amount, "currency": money.Currency, "mode": asked.Mode, "reference": asked.Reference},
			"paystack": map[string]any{
				"status": charge.Status, "amountKobo": charge.Amount, "currency": charge.Currency, "mode": charge.Mode, "reference": charge.Reference,
				"transaction": charge.ID, "channel": charge.Channel, "feesKobo": charge.Fees, "paidAt": dateTime(charge.PaidAt),
			},
		},
	}, now)
}

// caseOf gives what the rules must know of a case's record, as things stand now.
func caseOf(app core.App, record *core.Record) (commerce.Case, error) {
	c := commerce.Case{Kind: commerce.CaseKind(record.GetString("kind"))}
	if id := record.GetString("order"); id != "" {
		order, err := app.FindRecordById("orders", id)
		if err != nil {
			return c, fmt.Errorf("find the order of a payment case: %w", err)
		}
		c.Order = orderOf(order).Status
	}
	if id := record.GetString("payment"); id != "" {
		payment, err := app.FindRecordById("payments", id)
		if err != nil {
			return c, fmt.Errorf("find the payment of a payment case: %w", err)
		}
		c.Payment = paymentOf(payment).Status
	}
	books, err := accountOf(app, record.GetString("reference"))
	c.Left = books.left()
	return c, err
}

// refreshCase writes down how an open case can be answered as things stand.
func refreshCase(tx core.App, record *core.Record) error {
	if record.GetString("status") != "open" {
		return nil
	}
	c, err := caseOf(tx, record)
	if err != nil {
		return err
	}
	answers := []string{}
	for _, answer := range c.Answers() {
		answers = append(answers, string(answer))
	}
	possible := strings.Join(answers, ", ")
	if possible == record.GetString("possibleAnswers") {
		return nil
	}
	record.Set("possibleAnswers", possible)
	return wrap(tx.Save(record), "save a payment case")
}

// refreshCases is [refreshCase] for all cases of an order.
func refreshCases(tx core.App, order string) error {
	cases := []*core.Record{}
	if err := tx.RecordQuery("payment_cases").Where(dbx.HashExp{"order": order, "status": "open"}).All(&cases); err != nil {
		return fmt.Errorf("find the payment cases of an order: %w", err)
	}
	for _, one := range cases {
		if err := refreshCase(tx, one); err != nil {
			return err
		}
	}
	return nil
}

// inReview reports whether money that came for the order waits for a person. Until then nobody pays it again and the
// shopper does not cancel it.
func inReview(app core.App, order string) (bool, error) {
	var waiting bool
	err := app.DB().NewQuery(`SELECT EXISTS (SELECT 1 FROM payments JOIN payment_cases ON payment_cases.payment = payments.id
		WHERE payments.[[order]] = {:order} AND payments.status = 'review' AND payment_cases.status = 'open')`).
		Bind(dbx.Params{"order": order}).Row(&waiting)
	return waiting, wrap(err, "look for money that waits for a decision")
}

// keepMoneyInStep does to the books what an order's step from one status to another means: a paid order is told of, and
// a paid order that is cancelled leaves money behind about which somebody must decide.
func keepMoneyInStep(tx core.App, order *core.Record, e event, now types.DateTime) error {
	if e.To == commerce.OrderPaid {
		for _, audience := range []string{audienceShopper, audienceOwner} {
			if err := queueNotification(tx, order.Id, noticeOrderPaid, audience, now); err != nil {
				return err
			}
		}
	}
	if e.To == commerce.OrderCancelled && e.From != commerce.OrderPending {
		if err := openCancelled(tx, order, now); err != nil {
			return err
		}
	}
	return refreshCases(tx, order.Id)
}

// openCancelled opens the case of each payment that is left with an order that was paid and then cancelled.
func openCancelled(tx core.App, order *core.Record, now types.DateTime) error {
	payments, err := readPayments(tx, order.Id)
	if err != nil {
		return err
	}
	for _, payment := range payments {
		if paymentOf(payment).Status != commerce.PaymentSuccess {
			continue
		}
		reference := paymentOf(payment).Reference
		books, err := accountOf(tx, reference)
		if err != nil {
			return err
		}
		if books.left() <= 0 {
			continue
		}
		err = openCase(tx, caseDraft{
			Kind: commerce.CaseOrderCancelled, Number: reference, Order: order, Payment: payment, Reference: reference, Amount: books.left(), Currency: books.Currency,
			Evidence: map[string]any{"chargedKobo": books.Charged, "refundedKobo": books.Back, "transaction": books.Transaction},
		}, now)
		if err != nil {
			return err
		}
	}
	return nil
}
