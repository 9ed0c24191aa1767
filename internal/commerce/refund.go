package commerce

import (
	"fmt"
	"slices"
	"time"

	"lovegiftings/internal/money"
)

// RefundStatus is where money on its way back stands.
type RefundStatus string

// The statuses of a refund.
const (
	RefundRequested      RefundStatus = "requested" // written down; Paystack has not been called yet
	RefundUnknown        RefundStatus = "unknown"   // Paystack was called, and its answer was lost
	RefundPending        RefundStatus = "pending"   // this and the next: Paystack has it
	RefundProcessing     RefundStatus = "processing"
	RefundProcessed      RefundStatus = "processed"       // the customer's bank has it
	RefundNeedsAttention RefundStatus = "needs_attention" // Paystack wants the customer's account
	RefundFailed         RefundStatus = "failed"          // the money is back with the shop
	RefundRefused        RefundStatus = "refused"         // Paystack said no; nothing was moved
)

// RefundStatuses lists them all.
var RefundStatuses = []RefundStatus{
	RefundRequested, RefundUnknown, RefundPending, RefundProcessing, RefundProcessed, RefundNeedsAttention, RefundFailed, RefundRefused,
}

// refundMoves is the only place that says how a refund may move. Paystack may skip steps, and tell of them in any order.
var refundMoves = map[RefundStatus][]RefundStatus{
	RefundRequested:      {RefundUnknown, RefundPending, RefundProcessing, RefundProcessed, RefundNeedsAttention, RefundFailed, RefundRefused},
	RefundUnknown:        {RefundPending, RefundProcessing, RefundProcessed, RefundNeedsAttention, RefundFailed, RefundRefused},
	RefundPending:        {RefundProcessing, RefundProcessed, RefundNeedsAttention, RefundFailed},
	RefundProcessing:     {RefundProcessed, RefundNeedsAttention, RefundFailed},
	RefundNeedsAttention: {RefundProcessing, RefundProcessed, RefundFailed},
}

// MayBecome says whether a refund may move from one status to another.
func (s RefundStatus) MayBecome(to RefundStatus) bool { return slices.Contains(refundMoves[s], to) }

// Final reports whether nothing moves a refund any more.
func (s RefundStatus) Final() bool { return len(refundMoves[s]) == 0 }

// Counts reports whether a refund's money is on its way or gone, so that it cannot be refunded again.
func (s RefundStatus) Counts() bool { return s != RefundFailed && s != RefundRefused }

// Sent reports whether Paystack is known to have a refund.
func (s RefundStatus) Sent() bool {
	return s != RefundRequested && s != RefundUnknown && s != RefundRefused
}

// HeardRefund translates Paystack's word for a refund's status (documentation, "Refunds"); "" for a word that is not
// known, which changes nothing.
func HeardRefund(word string) RefundStatus {
	switch word {
	case "pending", "processing", "processed", "failed":
		return RefundStatus(word)
	case "needs-attention":
		return RefundNeedsAttention
	}
	return ""
}

// AskRefund checks what the owner asks to be refunded. left is what was charged less all refunds that count; amount 0
// asks for all of that. It gives the amount.
func AskRefund(amount, left money.Kobo) (money.Kobo, error) {
	switch {
	case left <= 0:
		return 0, Refuse(Conflict, "payment", CodeRefundInvalid, "Nothing is left to refund of this payment.")
	case amount < 0:
		return 0, Refuse(Invalid, "amountKobo", CodeRefundInvalid, "Write the amount in kobo, or leave it empty to refund all that is left.")
	case amount > left:
		return 0, Refuse(Invalid, "amountKobo", CodeRefundInvalid, fmt.Sprintf("At most %s (%d kobo) is left to refund of this payment.", left, int64(left)))
	case amount == 0:
		return left, nil
	}
	return amount, nil
}

// Returned says where a payment and its order stand when back of its charge has gone back to the payer, by refunds and
// by banks. Both stay as they are until all of it has.
func Returned(order OrderStatus, payment PaymentStatus, charged, back money.Kobo) (OrderStatus, PaymentStatus) {
	if back < charged || (payment != PaymentSuccess && payment != PaymentReview) {
		return order, payment
	}
	if payment == PaymentSuccess && MoveOrder(order, OrderRefunded, Paystack) == nil {
		order = OrderRefunded
	}
	return order, PaymentRefunded
}

// refundUntil is how long a refund is asked about: banks take up to ten working days (support page, "Refunds").
const refundUntil = 30 * 24 * time.Hour

// NextRefundCheck says when to ask Paystack next about a refund asked for at created: in the steps of [NextCheck], then
// daily to day 30. It is zero when it is time to stop asking.
func NextRefundCheck(created, now time.Time) time.Time {
	if next := NextCheck(created, now); !next.IsZero() {
		return next
	}
	const day = 24 * time.Hour
	if next := now.Sub(created).Truncate(day) + day; next <= refundUntil {
		return created.Add(next)
	}
	return time.Time{}
}
