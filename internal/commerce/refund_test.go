package commerce

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

func TestARefundMovesOnlyAlongItsTable(t *testing.T) {
	allowed := map[RefundStatus]string{
		"requested":       "unknown pending processing processed needs_attention failed refused",
		"unknown":         "pending processing processed needs_attention failed refused",
		"pending":         "processing processed needs_attention failed",
		"processing":      "processed needs_attention failed",
		"needs_attention": "processing processed failed",
	}
	want := []RefundStatus{"requested", "unknown", "pending", "processing", "processed", "needs_attention", "failed", "refused"}
	if !slices.Equal(RefundStatuses, want) {
		t.Errorf("got %q, want %q", RefundStatuses, want)
	}
	for _, from := range append(want, "", "queued") {
		for _, to := range append(want, "", "queued") {
			if want := slices.Contains(strings.Fields(allowed[from]), string(to)); from.MayBecome(to) != want {
				t.Errorf("%s may become %s: %v, want %v", from, to, !want, want)
			}
		}
		if from.Final() != (allowed[from] == "") {
			t.Errorf("%s is final: %v", from, from.Final())
		}
	}
}

func TestARefundsStatusSaysWhetherItsMoneyIsOnItsWay(t *testing.T) {
	for status, row := range map[RefundStatus]struct{ counts, sent bool }{
		"requested": {true, false}, "unknown": {true, false}, "pending": {true, true}, "processing": {true, true}, "processed": {true, true},
		"needs_attention": {true, true}, "failed": {false, true}, "refused": {false, false},
	} {
		if status.Counts() != row.counts || status.Sent() != row.sent {
			t.Errorf("%s counts: %v, sent: %v, want %+v", status, status.Counts(), status.Sent(), row)
		}
	}
}

func TestOnlyPaystacksOwnWordsMoveARefund(t *testing.T) {
	for word, want := range map[string]RefundStatus{
		"pending": "pending", "processing": "processing", "processed": "processed", "failed": "failed", "needs-attention": "needs_attention",
		"needs_attention": "", "requested": "", "unknown": "", "refused": "", "": "", "Processed": "", "reversed": "", "queued": "",
	} {
		if got := HeardRefund(word); got != want {
			t.Errorf("%q is heard as %q, want %q", word, got, want)
		}
	}
}

func TestARefundIsOfSomethingAndNeverOfMoreThanIsLeft(t *testing.T) {
	for _, row := range []struct {
		amount, left, want money.Kobo
		kind               RefusalKind
		problem            string
	}{
		{0, 100, 100, 0, ""}, {1, 100, 1, 0, ""}, {100, 100, 100, 0, ""}, {0, 1, 1, 0, ""}, {1, 1, 1, 0, ""},
		{101, 100, 0, Invalid, "amountKobo refund_invalid"}, {2, 1, 0, Invalid, "amountKobo refund_invalid"}, {-1, 100, 0, Invalid, "amountKobo refund_invalid"},
		{0, 0, 0, Conflict, "payment refund_invalid"}, {1, 0, 0, Conflict, "payment refund_invalid"}, {-1, 0, 0, Conflict, "payment refund_invalid"},
		{0, -1, 0, Conflict, "payment refund_invalid"}, {1, -1, 0, Conflict, "payment refund_invalid"}, {-1, -1, 0, Conflict, "payment refund_invalid"},
	} {
		got, err := AskRefund(row.amount, row.left)
		if got != row.want || (err != nil) != (row.problem != "") {
			t.Errorf("%d of %d: got %d, %v", row.amount, row.left, got, err)
		}
		if row.problem != "" {
			wantRefusal(t, err, row.kind, row.problem)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		amount, left := money.Kobo(rapid.Int64Range(-10, 1<<53).Draw(t, "amount")), money.Kobo(rapid.Int64Range(-10, 1<<53).Draw(t, "left"))
		if got, err := AskRefund(amount, left); err == nil && (got < 1 || got > left || (amount != 0 && got != amount)) || err != nil && got != 0 {
			t.Fatalf("%d of %d gives %d, %v", amount, left, got, err)
		}
	})
}

func TestAnOrderIsRefundedWhenAllOfItsMoneyHasGoneBackAndNotBefore(t *testing.T) {
	moves := []OrderStatus{"paid", "preparing", "dispatched", "delivered"}
	for _, order := range OrderStatuses {
		for _, payment := range PaymentStatuses {
			for back := money.Kobo(0); back <= 102; back++ {
				wantOrder, wantPayment := order, payment
				if back >= 100 && (payment == "success" || payment == "review") {
					wantPayment = "refunded"
					if payment == "success" && slices.Contains(moves, order) {
						wantOrder = "refunded"
					}
				}
				gotOrder, gotPayment := Returned(order, payment, 100, back)
				if gotOrder != wantOrder || gotPayment != wantPayment {
					t.Errorf("%s/%s with %d of 100 back is %s/%s, want %s/%s", order, payment, back, gotOrder, gotPayment, wantOrder, wantPayment)
				}
				if gotPayment != payment && MovePayment(payment, gotPayment, Paystack) != nil || gotOrder != order && MoveOrder(order, gotOrder, Paystack) != nil {
					t.Errorf("%s/%s becomes %s/%s, which the tables forbid", order, payment, gotOrder, gotPayment)
				}
			}
		}
	}
}

func TestARefundIsAskedAboutForAMonth(t *testing.T) {
	var got []time.Duration
	for next := NextRefundCheck(noon, noon); !next.IsZero() && len(got) < 200; next = NextRefundCheck(noon, next) {
		got = append(got, next.Sub(noon))
	}
	var want []time.Duration
	for next := NextCheck(noon, noon); !next.IsZero(); next = NextCheck(noon, next) {
		want = append(want, next.Sub(noon))
	}
	for day := 8; day <= 30; day++ {
		want = append(want, time.Duration(day)*24*time.Hour)
	}
	if !slices.Equal(got, want) {
		t.Errorf("asked after %v, want %v", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		age := time.Duration(rapid.Int64Range(0, int64(40*24*time.Hour)).Draw(t, "age"))
		next := NextRefundCheck(noon, noon.Add(age))
		if over := age >= 30*24*time.Hour; over != next.IsZero() || !over && (!next.After(noon.Add(age)) || next.Sub(noon.Add(age)) > 25*time.Hour) {
			t.Fatalf("after %v it is asked next at %v", age, next)
		}
	})
}
