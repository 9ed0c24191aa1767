package commerce

import (
	"time"

	"lovegiftings/internal/money"
)

// Charge is what Paystack answered when the shop asked about a reference.
type Charge struct {
	Reference string
	Status    string // Paystack's word: success, failed, reversed, abandoned, ongoing, pending, processing, queued
	Amount    money.Kobo
	Currency  string
	Mode      string // "test" or "live"
	ID        string // Paystack's own number of the transaction
	Channel   string
	Fees      money.Kobo
	PaidAt    time.Time
}

// Outcome is what an answer of Paystack's means: where the payment and the order stand now.
type Outcome struct {
	Payment PaymentStatus
	Order   OrderStatus
	Case    CaseKind // set exactly when the payment goes to review
}

// Settle is the one place that turns Paystack's answer into states. The first row that fits, from the top, decides. It
// is safe to hear the same answer any number of times. stockBack says whether the pieces of an expired order can still
// be had; it is asked for no other order.
func Settle(order Order, payment Payment, charge Charge, stockBack bool) Outcome {
	stays := Outcome{Payment: payment.Status, Order: order.Status}
	review := func(kind CaseKind) Outcome {
		return Outcome{Payment: PaymentReview, Order: order.Status, Case: kind}
	}
	paid := Outcome{Payment: PaymentSuccess, Order: OrderPaid}
	switch {
	case payment.Status.Settled():
		return stays
	case charge.Status == "failed" || charge.Status == "reversed":
		return Outcome{Payment: PaymentFailed, Order: order.Status}
	case charge.Status != "success":
		return stays
	}
	switch order.Status {
	case OrderPending, OrderExpired:
		if kind := inexact(payment, charge); kind != "" {
			return review(kind)
		}
		if order.Status == OrderExpired && !stockBack {
			return review(CasePaidLate)
		}
		return paid
	case OrderCancelled:
		return review(CasePaidLate)
	default:
		return review(CasePaidTwice)
	}
}

// inexact names the first thing in which the charge is not exactly what was asked for. Too much is as wrong as too
// little: only a person can say what the payer meant.
func inexact(payment Payment, charge Charge) CaseKind {
	switch {
	case charge.Reference != payment.Reference:
		return CaseWrongReference
	case charge.Mode != payment.Mode:
		return CaseWrongMode
	case charge.Currency != money.Currency:
		return CaseWrongCurrency
	case charge.Amount != payment.Amount:
		return CaseWrongAmount
	}
	return ""
}
