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

// ReviewReason says why money waits for a person.
type ReviewReason string

// The reasons for a review.
const (
	WrongAmount    ReviewReason = "wrong_amount"
	WrongCurrency  ReviewReason = "wrong_currency"
	WrongMode      ReviewReason = "wrong_mode"
	WrongReference ReviewReason = "wrong_reference"
	PaidLate       ReviewReason = "paid_late" // the order was cancelled, or expired and its stock is gone
	PaidTwice      ReviewReason = "paid_twice"
)

// Outcome is what an answer of Paystack's means: where the payment and the order stand now.
type Outcome struct {
	Payment PaymentStatus
	Order   OrderStatus
	Reason  ReviewReason // set exactly when the payment goes to review
}

// Settle is the one place that turns Paystack's answer into states. The first row that fits, from the top, decides. It
// is safe to hear the same answer any number of times. stockBack says whether the pieces of an expired order can still
// be had; it is asked for no other order.
func Settle(order Order, payment Payment, charge Charge, stockBack bool) Outcome {
	stays := Outcome{Payment: payment.Status, Order: order.Status}
	review := func(reason ReviewReason) Outcome {
		return Outcome{Payment: PaymentReview, Order: order.Status, Reason: reason}
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
		if reason := inexact(payment, charge); reason != "" {
			return review(reason)
		}
		if order.Status == OrderExpired && !stockBack {
			return review(PaidLate)
		}
		return paid
	case OrderCancelled:
		return review(PaidLate)
	default:
		return review(PaidTwice)
	}
}

// inexact names the first thing in which the charge is not exactly what was asked for. Too much is as wrong as too
// little: only a person can say what the payer meant.
func inexact(payment Payment, charge Charge) ReviewReason {
	switch {
	case charge.Reference != payment.Reference:
		return WrongReference
	case charge.Mode != payment.Mode:
		return WrongMode
	case charge.Currency != money.Currency:
		return WrongCurrency
	case charge.Amount != payment.Amount:
		return WrongAmount
	}
	return ""
}
