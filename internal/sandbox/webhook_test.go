package sandbox

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"
)

func TestChargeSuccessIsSignedAndShapedAsDocumented(t *testing.T) {
	st := perform(t)
	st.open("ord-1", nothing)
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	all := st.ear.all()
	if len(all) != 1 {
		t.Fatalf("heard %d events", len(all))
	}
	got := all[0]
	if !got.signed || !st.client.Signed(got.body, got.header.Get("x-paystack-signature")) {
		t.Error("the signature is wrong")
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "Paystack/2.0", "Accept": "application/json, text/plain, */*",
	} {
		if got.header.Get(name) != want {
			t.Errorf("%s: %q", name, got.header.Get(name))
		}
	}
	if got.header.Get("X-Datadog-Trace-Id") == "" {
		t.Error("no trace header")
	}
	if e := got.event; e.Name != "charge.success" || e.Reference != "ord-1" || e.ID != "4099260516" || e.Amount != 1250000 || e.Mode != "test" {
		t.Errorf("%+v", e)
	}
	for _, part := range []string{`{"event":"charge.success","data":{"id":4099260516,`, `"plan":{}`, `"log":null`, `"requested_amount":1250000`, `"fees":28750`, `"source":{"type":"api"`} {
		if !bytes.Contains(got.body, []byte(part)) {
			t.Errorf("no %s in %s", part, got.body)
		}
	}
	if bytes.Contains(got.body, []byte("transaction_date")) {
		t.Errorf("transaction_date in %s", got.body)
	}
}

func TestNoEventTellsOfFailureAndNoURLHearsNothing(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	if err := st.Decline("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.SetWebhookURL("")
	st.open("ord-2")
	if err := st.Pay("ord-2"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	if got := st.ear.names(); got != "" {
		t.Errorf("heard %q", got)
	}
}

func TestTheRetrySchedulesAreTheDocumentedOnes(t *testing.T) {
	live, test := RetrySchedule("live"), RetrySchedule("test")
	if len(live) != 76 || live[0] != 3*time.Minute || live[3] != 3*time.Minute || live[4] != time.Hour || live[75] != time.Hour {
		t.Errorf("live: %v", live)
	}
	if len(test) != 10 || slices.ContainsFunc(test, func(d time.Duration) bool { return d != time.Hour }) {
		t.Errorf("test: %v", test)
	}
}

func TestAnythingBut200IsDeliveredAgainByTheSchedule(t *testing.T) {
	st := perform(t, func(o *Options) { o.Retry = []time.Duration{time.Minute, time.Hour, 2 * time.Hour} })
	answers := []int{201, 302, 500, 200}
	st.ear.answer = func(nth int) int { return answers[nth-1] }
	st.open("ord-1")
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	for i, wait := range []time.Duration{time.Minute, time.Hour, 2 * time.Hour} {
		st.clock.move(wait - time.Second)
		st.settled()
		if n := len(st.ear.all()); n != i+1 {
			t.Fatalf("%d deliveries a second before try %d", n, i+2)
		}
		st.clock.move(time.Second)
		st.settled()
		if n := len(st.ear.all()); n != i+2 {
			t.Fatalf("%d deliveries when try %d is due", n, i+2)
		}
	}
	st.clock.move(1000 * time.Hour)
	st.settled()
	all := st.ear.all()
	if len(all) != 4 {
		t.Errorf("%d deliveries after the 200", len(all))
	}
	for _, h := range all {
		if !h.signed || !bytes.Equal(h.body, all[0].body) {
			t.Error("a retry differs from the first delivery")
		}
	}
	var statuses []int
	for _, d := range st.Deliveries() {
		statuses = append(statuses, d.Status)
	}
	if !slices.Equal(statuses, answers) {
		t.Errorf("logged %v", statuses)
	}
}

func TestRetriesEndWithTheSchedule(t *testing.T) {
	st := perform(t, func(o *Options) { o.SecretKey = testKey; o.Retry = nil })
	st.ear.answer = func(int) int { return 503 }
	st.open("ord-1")
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	for range 30 {
		st.clock.move(time.Hour)
		st.settled()
	}
	if n := len(st.ear.all()); n != 11 {
		t.Errorf("%d deliveries: a first one and 10 hourly ones are documented", n)
	}
}

func TestAShopThatIsAwayIsToldWhenItIsBack(t *testing.T) {
	st := perform(t)
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	st.mu.Lock()
	back := st.webhookURL
	st.mu.Unlock()
	st.SetWebhookURL(gone.URL)
	st.open("ord-1")
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	if d := st.Deliveries(); len(d) != 1 || d[0].Status != 0 {
		t.Errorf("%+v", d)
	}
	st.SetWebhookURL(back)
	st.clock.move(time.Hour)
	st.settled()
	if got := st.ear.names(); got != "charge.success" {
		t.Errorf("heard %q", got)
	}
}

func TestWebhookFaults(t *testing.T) {
	pay := func(st *stage, reference string) {
		st.t.Helper()
		st.open(reference)
		if err := st.Pay(reference); err != nil {
			st.t.Fatal(err)
		}
		st.settled()
	}
	t.Run("lost, once", func(t *testing.T) {
		st := perform(t)
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultLost, Count: 1}})
		pay(st, "ord-1")
		st.clock.move(100 * time.Hour)
		pay(st, "ord-2")
		if all := st.ear.all(); len(all) != 1 || all[0].event.Reference != "ord-2" {
			t.Errorf("heard %d", len(all))
		}
	})
	t.Run("late", func(t *testing.T) {
		st := perform(t)
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultLate, Delay: time.Minute}})
		pay(st, "ord-1")
		if n := len(st.ear.all()); n != 0 {
			t.Errorf("heard %d at once", n)
		}
		st.clock.move(time.Minute)
		st.settled()
		if n := len(st.ear.all()); n != 1 {
			t.Errorf("heard %d later", n)
		}
	})
	t.Run("doubled", func(t *testing.T) {
		st := perform(t)
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultDoubled}})
		pay(st, "ord-1")
		all := st.ear.all()
		if len(all) != 2 || !bytes.Equal(all[0].body, all[1].body) || !all[0].signed || !all[1].signed {
			t.Errorf("heard %d", len(all))
		}
	})
	t.Run("reordered", func(t *testing.T) {
		st := perform(t)
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultReordered, Count: 1}})
		pay(st, "ord-1")
		if n := len(st.ear.all()); n != 0 {
			t.Errorf("heard %d before another event", n)
		}
		pay(st, "ord-2")
		all := st.ear.all()
		if len(all) != 2 || all[0].event.Reference != "ord-2" || all[1].event.Reference != "ord-1" {
			t.Errorf("heard %+v", all)
		}
	})
	t.Run("reordered with nothing to overtake", func(t *testing.T) {
		st := perform(t)
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultReordered}})
		pay(st, "ord-1")
		st.clock.move(overtakeWithin)
		st.settled()
		if n := len(st.ear.all()); n != 1 {
			t.Errorf("heard %d", n)
		}
	})
	t.Run("forged", func(t *testing.T) {
		st := perform(t)
		st.ear.answer = func(int) int { return 401 }
		st.SetFaults(Faults{Webhook: Fault{Kind: FaultForged}})
		pay(st, "ord-1")
		st.clock.move(100 * time.Hour)
		st.settled()
		if all := st.ear.all(); len(all) != 1 || all[0].signed || all[0].event.Reference != "ord-1" {
			t.Errorf("heard %d", len(all))
		}
	})
}

func TestAForgerSaysPaidOfWhatIsNot(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	if err := st.Forge("ord-1"); err != nil {
		t.Fatal(err)
	}
	st.settled()
	all := st.ear.all()
	if len(all) != 1 || all[0].signed || all[0].event.Status != "success" || all[0].event.Reference != "ord-1" {
		t.Errorf("%+v", all)
	}
	if got := st.verified("ord-1").Status; got != "abandoned" {
		t.Errorf("it is %s", got)
	}
}

func TestDisputesAndRejectedTransfersAreTold(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	if err := st.Dispute("ord-1"); !errors.Is(err, ErrUnpaid) {
		t.Errorf("%v", err)
	}
	if err := st.RemindDispute("ord-1"); !errors.Is(err, ErrNoDispute) {
		t.Errorf("%v", err)
	}
	for _, act := range []func() error{
		func() error { return st.RejectTransfer("ord-1") },
		func() error { return st.Pay("ord-1") },
		func() error { return st.Dispute("ord-1") },
		func() error { return st.RemindDispute("ord-1") },
		func() error { return st.ResolveDispute("ord-1", DisputeAccepted) },
	} {
		if err := act(); err != nil {
			t.Fatal(err)
		}
		st.settled()
	}
	if got := st.ear.names(); got != "bank.transfer.rejected charge.success charge.dispute.create charge.dispute.remind charge.dispute.resolve" {
		t.Errorf("heard %s", got)
	}
	for i, h := range st.ear.all() {
		if i == 0 {
			if h.event.Reference != "" || h.event.TransactionID != "4099260516" {
				t.Errorf("rejected: %+v", h.event)
			}
		} else if h.event.Reference != "ord-1" || !h.signed {
			t.Errorf("%+v", h.event)
		}
	}
	if got := st.verified("ord-1").Status; got != "reversed" {
		t.Errorf("it is %s", got)
	}
}

func TestCloseBreaksOffADeliveryThatHangs(t *testing.T) {
	release := make(chan struct{})
	began := make(chan struct{}, 1)
	shop := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		began <- struct{}{}
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	defer shop.Close()
	defer close(release)
	st := perform(t, func(o *Options) { o.WebhookURL = shop.URL })
	st.open("ord-1")
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	<-began
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := st.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait said %v while a delivery was under way", err)
	}
	st.Close()
	if d := st.Deliveries(); len(d) != 0 {
		t.Errorf("a delivery that was broken off counts: %+v", d)
	}
}
