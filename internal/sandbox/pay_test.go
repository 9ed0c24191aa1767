package sandbox

import (
	"errors"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

func TestAPaymentIsPaidOnlyOnce(t *testing.T) {
	st := perform(t)
	acts := map[string]func(string) error{
		"pay": st.Pay, "decline": st.Decline, "late": st.PayLate,
		"short": func(r string) error { return st.PayShort(r, 0) },
		"twice": func(r string) error { _, err := st.PayTwice(r); return err },
	}
	for first, end := range map[string]string{"pay": "success", "decline": "failed", "short": "success"} {
		st.open(first)
		if err := acts[first](first); err != nil {
			t.Fatal(err)
		}
		before := st.verified(first)
		for name, act := range acts {
			if err := act(first); !errors.Is(err, ErrClosed) {
				t.Errorf("%s after %s: %v", name, first, err)
			}
		}
		if after := st.verified(first); after.Status != end || after.Amount != before.Amount {
			t.Errorf("%s became %+v", first, after)
		}
	}
	for name, act := range acts {
		if err := act("nobody"); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s of an unknown payment: %v", name, err)
		}
	}
}

func TestTooLittleIsASuccessOfLess(t *testing.T) {
	st := perform(t)
	for reference, row := range map[string]struct{ ask, want money.Kobo }{"half": {0, 625000}, "almost": {1249999, 1249999}, "a-kobo": {1, 1}} {
		st.open(reference)
		if err := st.PayShort(reference, row.ask); err != nil {
			t.Fatal(err)
		}
		got := st.verified(reference)
		if got.Status != "success" || got.Amount != row.want || got.RequestedAmount != 1250000 || got.Fees != Fee("NGN", row.want) {
			t.Errorf("%s: %+v", reference, got)
		}
	}
	st.settled()
	for _, h := range st.ear.all() {
		if h.event.Amount >= 1250000 || !strings.Contains(string(h.body), `"requested_amount":1250000`) {
			t.Errorf("told %s", h.body)
		}
	}
	st.open("all")
	for _, amount := range []money.Kobo{1250000, 1250001, -1} {
		if err := st.PayShort("all", amount); !errors.Is(err, ErrAmount) {
			t.Errorf("%d: %v", amount, err)
		}
	}
}

func TestLateMoneyArrivesUnlessItWasPaidMeanwhile(t *testing.T) {
	st := perform(t, func(o *Options) { o.LateAfter = 2 * time.Minute })
	st.open("late")
	st.open("hasty")
	st.open("gone")
	for _, err := range []error{st.PayLate("late"), st.PayLate("late"), st.PayLate("hasty"), st.PayLate("gone"), st.Pay("hasty"), st.Decline("gone")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	st.settled()
	if steps := st.Transactions()[0].Steps; len(steps) != 1 {
		t.Errorf("announced %d times: %+v", len(steps), steps)
	}
	if got := st.verified("late"); got.Status != "ongoing" || got.Amount != 1250000 || !got.PaidAt.IsZero() {
		t.Errorf("meanwhile: %+v", got)
	}
	st.clock.move(2*time.Minute - time.Millisecond)
	st.settled()
	if got := st.verified("late").Status; got != "ongoing" {
		t.Errorf("too early: %s", got)
	}
	st.clock.move(time.Millisecond)
	st.settled()
	if got := st.verified("late"); got.Status != "success" || got.Channel != "bank_transfer" || got.PaidAt.IsZero() {
		t.Errorf("at last: %+v", got)
	}
	if got := st.verified("gone").Status; got != "failed" {
		t.Errorf("late money revived a failed payment: %s", got)
	}
	if got := st.ear.names(); got != "charge.success charge.success" {
		t.Errorf("heard %s: hasty's and late's are wanted", got)
	}
}

func TestPayingTwiceTakesAnEarlierPageOfTheSameOrder(t *testing.T) {
	same := func(in *paystack.Initialize) { in.Metadata = map[string]any{"order_id": "1001"} }
	st := perform(t)
	st.open("first", same)
	st.open("stranger")
	st.open("second", same)
	other, err := st.PayTwice("second")
	if err != nil || other != "first" {
		t.Fatalf("%q, %v", other, err)
	}
	st.settled()
	for reference, want := range map[string]string{"first": "success", "second": "success", "stranger": "abandoned"} {
		if got := st.verified(reference).Status; got != want {
			t.Errorf("%s is %s", reference, got)
		}
	}
	if n := len(st.ear.all()); n != 2 {
		t.Errorf("heard %d", n)
	}
	st.open("third", same) // first and second are closed
	if other, err := st.PayTwice("third"); err != nil || other != "" {
		t.Fatalf("%q, %v", other, err)
	}
	st.settled()
	all := st.ear.all()
	if len(all) != 4 || all[2].event.Key() != all[3].event.Key() || all[3].event.Reference != "third" {
		t.Errorf("heard %d", len(all))
	}
}

func TestTestCardsEndAsDocumented(t *testing.T) {
	st := perform(t)
	for last4, want := range map[string]string{
		"4081": "success", "5408": "failed", "0037": "failed", "7812": "success", "6666": "success", "7804": "success", "4796": "success",
		"7853": "failed", "1803": "success", "1902": "success",
	} {
		st.open(last4)
		if err := st.PayWith(last4, "card", last4); err != nil {
			t.Fatal(err)
		}
		got := st.verified(last4)
		if got.Status != want || (want == "failed") != (got.GatewayResponse != "Successful") {
			t.Errorf("%s: %+v", last4, got)
		}
	}
	if got := st.verified("0037").GatewayResponse; got != "Insufficient Funds" {
		t.Errorf("0037: %s", got)
	}
}

func TestRefundsGoThroughTheirSteps(t *testing.T) {
	st := perform(t, func(o *Options) { o.RefundStep = time.Minute })
	ctx := t.Context()
	st.open("ord-1")
	if _, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "ord-1"}); err == nil {
		t.Error("an unpaid transaction was refunded")
	}
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	part, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "ord-1", Amount: 250000, MerchantNote: "broken"})
	if err != nil || part.Status != "pending" || part.Amount != 250000 || part.TransactionReference != "ord-1" ||
		part.MerchantNote != "broken" || part.CustomerNote != "Refund for transaction ord-1" {
		t.Fatalf("%+v, %v", part, err)
	}
	var statuses []string
	for range 3 {
		st.settled()
		got, err := st.client.Refund(ctx, part.ID)
		if err != nil || got.TransactionID != part.TransactionID {
			t.Fatalf("%+v, %v", got, err)
		}
		statuses = append(statuses, got.Status)
		st.clock.move(time.Minute)
	}
	st.settled()
	if statuses[0] != "pending" || statuses[1] != "processing" || statuses[2] != "processed" {
		t.Errorf("steps %v", statuses)
	}
	if got := st.verified("ord-1").Status; got != "success" {
		t.Errorf("after a part it is %s", got)
	}
	if _, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "ord-1", Amount: 1000001}); err == nil {
		t.Error("more than is left was refunded")
	}
	rest, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "4099260516"}) // by id: the rest
	if err != nil || rest.Amount != 1000000 {
		t.Fatalf("%+v, %v", rest, err)
	}
	st.settled()
	for range 2 {
		st.clock.move(time.Minute)
		st.settled()
	}
	if got := st.verified("ord-1").Status; got != "reversed" {
		t.Errorf("after all it is %s", got)
	}
	if _, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "ord-1", Amount: 1}); !errors.Is(err, paystack.ErrReversed) {
		t.Errorf("%v", err)
	}
	if _, err := st.client.CreateRefund(ctx, paystack.CreateRefund{Transaction: "nobody"}); !errors.Is(err, paystack.ErrNotFound) {
		t.Errorf("%v", err)
	}
	list, err := st.client.Refunds(ctx, part.TransactionID)
	if err != nil || len(list) != 2 || list[0].ID != rest.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if none, err := st.client.Refunds(ctx, 1); err != nil || len(none) != 0 {
		t.Errorf("%+v, %v", none, err)
	}
	want := "charge.success refund.pending refund.processing refund.processed refund.pending refund.processing refund.processed"
	if got := st.ear.names(); got != want {
		t.Errorf("heard %s", got)
	}
	for _, h := range st.ear.all()[1:] {
		if h.event.Reference != "ord-1" || h.event.Amount == 0 || !h.signed {
			t.Errorf("%+v", h.event)
		}
	}
}

func TestRefundsOfTheTroubledCardsEndInTrouble(t *testing.T) {
	st := perform(t, func(o *Options) { o.RefundStep = time.Minute })
	for last4, end := range map[string]string{"1803": "failed", "1902": "needs-attention"} {
		st.open(last4)
		if err := st.PayWith(last4, "card", last4); err != nil {
			t.Fatal(err)
		}
		r, err := st.client.CreateRefund(t.Context(), paystack.CreateRefund{Transaction: last4})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			st.clock.move(time.Minute)
			st.settled()
		}
		if got, err := st.client.Refund(t.Context(), r.ID); err != nil || got.Status != end {
			t.Errorf("%s: %+v, %v", last4, got, err)
		}
		if got := st.verified(last4).Status; got != "success" {
			t.Errorf("%s: the transaction is %s", last4, got)
		}
	}
	if again, err := st.client.CreateRefund(t.Context(), paystack.CreateRefund{Transaction: "1803"}); err != nil || again.Amount != 1250000 {
		t.Errorf("after a failed refund another is refused: %+v, %v", again, err)
	}
	st.settled()
	all := st.ear.all()
	if last := all[len(all)-1]; last.event.Amount != 1250000 {
		t.Errorf("%+v", last.event)
	}
	path := "/refund/retry_with_customer_details/"
	details := `{"refund_account_details":{"currency":"NGN","account_number":"0000000000","bank_id":"9"}}`
	st.mu.Lock()
	var stuck, failed string
	for _, r := range st.book.Refunds {
		switch r.Status {
		case "needs-attention":
			stuck = base10(r.ID, 10)
		case "failed":
			failed = base10(r.ID, 10)
		}
	}
	st.mu.Unlock()
	if got := st.ask("POST", path+failed, asJSON, details); got.status != 422 || got.body["code"] != "invalid_params" {
		t.Errorf("%d %s", got.status, got.raw)
	}
	if got := st.ask("POST", path+stuck, asJSON, `{}`); got.status != 400 {
		t.Errorf("%d %s", got.status, got.raw)
	}
	if got := st.ask("POST", path+stuck, asJSON, details); got.status != 200 || got.text("data", "status") != "processing" {
		t.Errorf("%d %s", got.status, got.raw)
	}
	st.clock.move(time.Minute)
	st.settled()
	if got := st.verified("1902").Status; got != "reversed" {
		t.Errorf("after the retry it is %s", got)
	}
}
