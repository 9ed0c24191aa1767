package commerce

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

var asked = Payment{Reference: "ref-1", Status: PaymentPending, Amount: 1_550_000, Mode: "test"}

// answers are the ways in which Paystack's answer can differ from what was asked for, each with the reason that it must
// be reviewed for; the first is exact.
var answers = []struct {
	name   string
	change func(*Charge)
	reason CaseKind
}{
	{"exact", func(*Charge) {}, ""},
	{"a kobo too little", func(c *Charge) { c.Amount-- }, CaseWrongAmount},
	{"a kobo too much", func(c *Charge) { c.Amount++ }, CaseWrongAmount},
	{"nothing", func(c *Charge) { c.Amount = 0 }, CaseWrongAmount},
	{"less than nothing", func(c *Charge) { c.Amount = -c.Amount }, CaseWrongAmount},
	{"dollars", func(c *Charge) { c.Currency = "USD" }, CaseWrongCurrency},
	{"naira in small letters", func(c *Charge) { c.Currency = "ngn" }, CaseWrongCurrency},
	{"no currency", func(c *Charge) { c.Currency = "" }, CaseWrongCurrency},
	{"play money", func(c *Charge) { c.Mode = "live" }, CaseWrongMode},
	{"no mode", func(c *Charge) { c.Mode = "" }, CaseWrongMode},
	{"another reference", func(c *Charge) { c.Reference = "ref-2" }, CaseWrongReference},
	{"the reference in capitals", func(c *Charge) { c.Reference = "REF-1" }, CaseWrongReference},
	{"nothing right but the word", func(c *Charge) { *c = Charge{Status: c.Status} }, CaseWrongReference},
}

var providerStatuses = []string{"success", "failed", "reversed", "abandoned", "ongoing", "pending", "processing", "queued", "", "not_found", "SUCCESS", "refunded"}

func charged(status string) Charge {
	return Charge{Reference: asked.Reference, Status: status, Amount: asked.Amount, Currency: money.Currency, Mode: asked.Mode}
}

// settlement is the table of section 7 of the architecture. The first row that fits decides; an empty column fits
// anything, and an empty answer stays what it was.
var settlement = []struct {
	name     string
	order    []OrderStatus
	payment  []PaymentStatus
	provider []string
	exact    string // "yes", "no" or either
	stock    string // "yes", "no" or either
	thenPay  PaymentStatus
	thenIs   OrderStatus
	reason   CaseKind // "inexact" stands for whatever is not exact
}{
	{name: "this payment is settled: safe to hear everything twice", payment: []PaymentStatus{"success", "review", "refunded"}},
	{name: "failed or reversed", provider: []string{"failed", "reversed"}, thenPay: "failed"},
	{name: "not finished: ask again later", provider: []string{"abandoned", "ongoing", "pending", "processing", "queued", "", "not_found", "SUCCESS", "refunded"}},
	{name: "pending and exact: paid", order: []OrderStatus{"pending"}, exact: "yes", thenPay: "success", thenIs: "paid"},
	{name: "pending and not exact", order: []OrderStatus{"pending"}, exact: "no", thenPay: "review", reason: "inexact"},
	{name: "expired, exact and in stock: the late payer gets the goods", order: []OrderStatus{"expired"}, exact: "yes", stock: "yes", thenPay: "success", thenIs: "paid"},
	{name: "expired and not exact", order: []OrderStatus{"expired"}, exact: "no", thenPay: "review", reason: "inexact"},
	{name: "expired otherwise, or cancelled: late", order: []OrderStatus{"expired", "cancelled"}, thenPay: "review", reason: CasePaidLate},
	{name: "paid by another payment: twice", order: []OrderStatus{"paid", "preparing", "dispatched", "delivered", "refunded"}, thenPay: "review", reason: CasePaidTwice},
}

func TestSettlementFollowsItsTable(t *testing.T) {
	fits := func(wanted string, is bool) bool { return wanted == "" || (wanted == "yes") == is }
	used := make([]int, len(settlement))
	everySettlement(func(order Order, payment Payment, charge Charge, stockBack bool, inexactness CaseKind) {
		at := -1
		for i, row := range settlement {
			if (row.order == nil || slices.Contains(row.order, order.Status)) && (row.payment == nil || slices.Contains(row.payment, payment.Status)) &&
				(row.provider == nil || slices.Contains(row.provider, charge.Status)) && fits(row.exact, inexactness == "") && fits(row.stock, stockBack) {
				at = i
				break
			}
		}
		if at < 0 {
			t.Fatalf("no row for %s/%s/%s", order.Status, payment.Status, charge.Status)
		}
		used[at]++
		row := settlement[at]
		want := Outcome{Payment: payment.Status, Order: order.Status, Case: row.reason}
		if row.thenPay != "" {
			want.Payment = row.thenPay
		}
		if row.thenIs != "" {
			want.Order = row.thenIs
		}
		if row.reason == "inexact" {
			want.Case = inexactness
		}
		if got := Settle(order, payment, charge, stockBack); got != want {
			t.Errorf("%s: order %s, payment %s, Paystack says %q (%s), stock back %v: got %+v, want %+v", row.name, order.Status, payment.Status, charge.Status, inexactness, stockBack, got, want)
		}
	})
	for i, row := range settlement {
		if used[i] == 0 {
			t.Errorf("the row %q was never reached", row.name)
		}
	}
}

func TestWhateverPaystackSaysThePromisesOfSettlementHold(t *testing.T) {
	walked := 0
	everySettlement(func(order Order, payment Payment, charge Charge, stockBack bool, inexactness CaseKind) {
		walked++
		got := Settle(order, payment, charge, stockBack)
		at := fmt.Sprintf("order %s, payment %s, Paystack says %q (%s), stock back %v gives %+v", order.Status, payment.Status, charge.Status, inexactness, stockBack, got)
		if payment.Status.Settled() && (got.Payment != payment.Status || got.Order != order.Status || got.Case != "") {
			t.Errorf("a settled payment moved: %s", at)
		}
		if got.Order != order.Status {
			if got.Order != OrderPaid || (order.Status != OrderPending && order.Status != OrderExpired) {
				t.Errorf("an order moved in a way that only others may: %s", at)
			}
			if charge.Status != "success" || inexactness != "" || got.Payment != PaymentSuccess {
				t.Errorf("an order was paid without exact money: %s", at)
			}
			if err := MoveOrder(order.Status, got.Order, Paystack); err != nil {
				t.Errorf("the order's own table forbids it: %s", at)
			}
		}
		if got.Payment != payment.Status {
			if err := MovePayment(payment.Status, got.Payment, Paystack); err != nil {
				t.Errorf("the payment's own table forbids it: %s", at)
			}
			if got.Payment == PaymentSuccess && got.Order != OrderPaid {
				t.Errorf("money was taken and nothing paid with it: %s", at)
			}
		}
		if goesToReview := got.Payment == PaymentReview && payment.Status != PaymentReview; (got.Case != "") != goesToReview {
			t.Errorf("a review has a reason exactly when it begins: %s", at)
		}
		if got.Payment == PaymentReview && got.Order != order.Status {
			t.Errorf("a review changed the order: %s", at)
		}
		if charge.Status == "success" && !payment.Status.Settled() && !got.Payment.Settled() {
			t.Errorf("money that came is nowhere: %s", at)
		}
		order.Status, payment.Status = got.Order, got.Payment
		for _, laterStock := range []bool{stockBack, !stockBack} {
			if again := Settle(order, payment, charge, laterStock); again.Payment != got.Payment || again.Order != got.Order || again.Case != "" {
				t.Errorf("hearing it again changed it to %+v: %s", again, at)
			}
		}
	})
	if want := len(OrderStatuses) * len(PaymentStatuses) * len(providerStatuses) * len(answers) * 2; walked != want {
		t.Errorf("%d of %d ways were walked", walked, want)
	}
}

func TestNoStoryOfAnswersTakesMoneyTwiceOrGivesGoodsForNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := Order{Status: OrderPending, Total: asked.Amount}
		attempts := make([]Payment, rapid.IntRange(1, 3).Draw(t, "attempts"))
		for i := range attempts {
			attempts[i] = asked
			attempts[i].Reference = fmt.Sprint("ref-", i)
		}
		for range rapid.IntRange(1, 20).Draw(t, "events") {
			if by := rapid.SampledFrom([]Actor{Shopper, Clock, Paystack, Paystack}).Draw(t, "who"); by != Paystack {
				to := map[Actor]OrderStatus{Shopper: OrderCancelled, Clock: OrderExpired}[by]
				if MoveOrder(order.Status, to, by) == nil {
					order.Status = to
				}
				continue
			}
			at := rapid.IntRange(0, len(attempts)-1).Draw(t, "attempt")
			charge := charged(rapid.SampledFrom(providerStatuses).Draw(t, "says"))
			charge.Reference = attempts[at].Reference
			charge.Amount += money.Kobo(rapid.SampledFrom([]int64{0, 0, 0, -1}).Draw(t, "off by"))
			outcome := Settle(order, attempts[at], charge, rapid.Bool().Draw(t, "stock back"))
			order.Status, attempts[at].Status = outcome.Order, outcome.Payment
		}
		taken := 0
		for _, attempt := range attempts {
			if attempt.Status == PaymentSuccess {
				taken++
			}
		}
		if (order.Status == OrderPaid) != (taken == 1) || taken > 1 {
			t.Fatalf("the order is %s and %d payments were taken for it", order.Status, taken)
		}
	})
}

// everySettlement walks every order status, payment status, word of Paystack's, way of being exact and stock.
func everySettlement(visit func(Order, Payment, Charge, bool, CaseKind)) {
	for _, orderStatus := range OrderStatuses {
		for _, paymentStatus := range PaymentStatuses {
			for _, word := range providerStatuses {
				for _, answer := range answers {
					for _, stockBack := range []bool{false, true} {
						payment, charge := asked, charged(word)
						payment.Status = paymentStatus
						answer.change(&charge)
						visit(Order{Status: orderStatus, Total: asked.Amount}, payment, charge, stockBack, answer.reason)
					}
				}
			}
		}
	}
}

func TestOfSeveralThingsThatAreNotRightTheFirstIsTold(t *testing.T) {
	kinds := []CaseKind{CaseWrongReference, CaseWrongMode, CaseWrongCurrency, CaseWrongAmount}
	for wrong := range 16 {
		charge, want := charged("success"), CaseKind("")
		for i, change := range []func(){func() { charge.Reference += "x" }, func() { charge.Mode = "live" }, func() { charge.Currency = "USD" }, func() { charge.Amount-- }} {
			if wrong&(1<<i) != 0 {
				change()
				if want == "" {
					want = kinds[i]
				}
			}
		}
		if got := Settle(Order{Status: OrderPending}, asked, charge, true); got.Case != want || (want == "") != (got.Order == OrderPaid) {
			t.Errorf("%+v gives %+v, want the case %q", charge, got, want)
		}
	}
}

func TestEachCaseOfASettlementIsOneOfTheKinds(t *testing.T) {
	reached := map[CaseKind]bool{}
	everySettlement(func(order Order, payment Payment, charge Charge, stockBack bool, _ CaseKind) {
		if kind := Settle(order, payment, charge, stockBack).Case; kind != "" {
			reached[kind] = true
		}
	})
	want := []CaseKind{CaseWrongAmount, CaseWrongCurrency, CaseWrongMode, CaseWrongReference, CasePaidLate, CasePaidTwice}
	for _, kind := range CaseKinds {
		if reached[kind] != slices.Contains(want, kind) {
			t.Errorf("the case %s is reached: %v", kind, reached[kind])
		}
	}
}
