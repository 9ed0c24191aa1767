package shop

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// The kinds of ledger entry.
const (
	entryCharge     = "charge"     // money came
	entryRefund     = "refund"     // money went back because the owner said so
	entryChargeback = "chargeback" // a bank took money back
)

// entry is one line of the ledger: something that Paystack has confirmed.
type entry struct {
	Kind       string
	ProviderID string // Paystack's number of the transaction, refund or dispute
	Reference  string // the transaction's
	Payment    string // empty for money that belongs to no attempt of the shop's
	Order      string
	Amount     money.Kobo
	Currency   string
	Mode       string
	Fees       money.Kobo
	Channel    string
	HappenedAt types.DateTime
}

// enter writes an entry unless it is in the ledger already, and reports whether it is new.
func enter(tx core.App, e entry, now types.DateTime) (bool, error) {
	there, err := findOne(tx, "ledger_entries", dbx.HashExp{"kind": e.Kind, "mode": e.Mode, "providerId": e.ProviderID})
	if err != nil || there != nil {
		return false, err
	}
	_, err = create(tx, "ledger_entries", map[string]any{
		"kind": e.Kind, "providerId": e.ProviderID, "reference": e.Reference, "payment": e.Payment, "order": e.Order, "amountKobo": int64(e.Amount),
		"currency": e.Currency, "mode": e.Mode, "feesKobo": int64(e.Fees), "channel": clip(e.Channel), "happenedAt": e.HappenedAt, "recordedAt": now,
	})
	return err == nil, err
}

// enterCharge enters money that came. payment is nil for money that belongs to no attempt of the shop's.
func enterCharge(tx core.App, payment *core.Record, charge commerce.Charge, now types.DateTime) (bool, error) {
	e := entry{
		Kind: entryCharge, ProviderID: charge.ID, Reference: charge.Reference, Amount: charge.Amount, Currency: charge.Currency, Mode: charge.Mode,
		Fees: charge.Fees, Channel: charge.Channel, HappenedAt: dateTime(charge.PaidAt),
	}
	if payment != nil {
		e.Payment, e.Order = payment.Id, payment.GetString("order")
	}
	return enter(tx, e, now)
}

// account is what the books say of one reference.
type account struct {
	Transaction string     // Paystack's number of the charge; empty when nothing was charged
	Charged     money.Kobo // what came
	Back        money.Kobo // what has gone back, by refunds and by banks
	Taken       money.Kobo // what of that banks have taken
	Promised    money.Kobo // what is on its way back besides
	Currency    string
	Mode        string
}

// left is what may still be refunded.
func (a account) left() money.Kobo { return a.Charged - a.Back - a.Promised }

// accountOf reads the books of a reference.
func accountOf(app core.App, reference string) (account, error) {
	rows := []struct {
		Kind       string     `db:"kind"`
		ProviderID string     `db:"providerId"`
		Amount     money.Kobo `db:"amountKobo"`
		Currency   string     `db:"currency"`
		Mode       string     `db:"mode"`
	}{}
	err := app.DB().Select("kind", "providerId", "amountKobo", "currency", "mode").From("ledger_entries").Where(dbx.HashExp{"reference": reference}).All(&rows)
	if err != nil {
		return account{}, fmt.Errorf("read the ledger: %w", err)
	}
	var a account
	for _, row := range rows {
		if row.Kind == entryCharge {
			a.Transaction, a.Currency, a.Mode = row.ProviderID, row.Currency, row.Mode
			a.Charged += row.Amount
		} else {
			a.Back += row.Amount
			if row.Kind == entryChargeback {
				a.Taken += row.Amount
			}
		}
	}
	refunds, err := readRefunds(app, reference)
	if err != nil {
		return account{}, err
	}
	for _, refund := range refunds {
		if status := refundStatus(refund); status.Counts() && status != commerce.RefundProcessed {
			a.Promised += money.Kobo(refund.GetInt64("amountKobo"))
		}
	}
	return a, nil
}

// keepReturnsInStep does what follows when money has gone back: a payment and its order move when all of it has, and
// what a bank took besides a refund is a case. payment is nil for money that belongs to no attempt of the shop's.
func keepReturnsInStep(tx core.App, reference string, payment *core.Record, now types.DateTime) error {
	books, err := accountOf(tx, reference)
	if err != nil {
		return err
	}
	if err := openTakenTwice(tx, reference, payment, books, now); err != nil || payment == nil {
		return err
	}
	order, err := tx.FindRecordById("orders", payment.GetString("order"))
	if err != nil {
		return fmt.Errorf("find the order of a payment: %w", err)
	}
	was, stood := paymentOf(payment).Status, orderOf(order).Status
	toOrder, toPayment := commerce.Returned(stood, was, books.Charged, books.Back)
	if toPayment != was {
		if err := movePayment(payment, toPayment, commerce.Paystack); err != nil {
			return err
		}
		if err := tx.Save(payment); err != nil {
			return fmt.Errorf("save a payment: %w", err)
		}
	}
	if toOrder != stood {
		return moveOrder(tx, order, event{Kind: "refunded", To: toOrder, By: commerce.Paystack, Message: "The money has gone back to you."}, now)
	}
	return refreshCases(tx, order.Id)
}

// openTakenTwice opens the case of money that a bank took back although it was refunded: Paystack has stopped neither.
func openTakenTwice(tx core.App, reference string, payment *core.Record, books account, now types.DateTime) error {
	over := books.Back - books.Charged
	if over <= 0 || books.Taken == 0 {
		return nil
	}
	draft := caseDraft{
		Kind: commerce.CaseDispute, Number: "of " + reference, Payment: payment, Reference: reference, Amount: books.Back, Currency: books.Currency, Over: over,
		Evidence: map[string]any{"chargedKobo": books.Charged, "backKobo": books.Back, "takenByBanksKobo": books.Taken, "transaction": books.Transaction},
	}
	if payment != nil {
		order, err := tx.FindRecordById("orders", payment.GetString("order"))
		if err != nil {
			return fmt.Errorf("find the order of a payment: %w", err)
		}
		draft.Order = order
	}
	return openCase(tx, draft, now)
}
