package hooks_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

// patience is how long a shopper waits for words at most, whatever Paystack does.
const patience = 8 * time.Second

// What a shopper hears while something is wrong with Paystack.
const (
	noAnswer  = "no answer"  // 503 with a sentence and a time to come again
	page      = "a page"     // to pay on
	paidFor   = "paid"       // this and the next two: verify's answer
	notYet    = "not yet"    // nothing has changed
	forPeople = "in review:" // and for what
)

// faults says of each thing that can go wrong with a call what the shopper hears who begins to pay, and the one who has
// paid.
var faults = map[string]struct{ begins, hasPaid string }{
	sandbox.FaultSlow:           {noAnswer, noAnswer}, // those that take their time stand first
	sandbox.FaultLateAnswer:     {noAnswer, noAnswer},
	sandbox.FaultDrip:           {noAnswer, noAnswer},
	sandbox.FaultDown:           {noAnswer, noAnswer},
	sandbox.Fault500:            {noAnswer, noAnswer},
	sandbox.Fault429:            {noAnswer, noAnswer},
	sandbox.FaultUnauthorized:   {noAnswer, noAnswer},
	sandbox.FaultHTML:           {noAnswer, noAnswer},
	sandbox.FaultGarbage:        {noAnswer, noAnswer},
	sandbox.FaultEmpty:          {noAnswer, noAnswer},
	sandbox.FaultRedirect:       {noAnswer, noAnswer},
	sandbox.FaultRefused:        {noAnswer, noAnswer},
	sandbox.FaultTooLarge:       {noAnswer, noAnswer},
	sandbox.FaultDeep:           {noAnswer, noAnswer},
	sandbox.FaultHalf:           {noAnswer, noAnswer},
	sandbox.FaultLostAnswer:     {noAnswer, noAnswer},
	sandbox.FaultWrongLength:    {noAnswer, noAnswer},
	sandbox.FaultEncoding:       {noAnswer, noAnswer},
	sandbox.FaultWrongReference: {noAnswer, noAnswer},
	sandbox.FaultWrongTypes:     {noAnswer, noAnswer},
	sandbox.FaultNoData:         {noAnswer, noAnswer},
	sandbox.FaultNoFields:       {noAnswer, noAnswer},
	sandbox.FaultTwice:          {noAnswer, noAnswer},
	sandbox.FaultDuplicate:      {noAnswer, paidFor},
	sandbox.FaultNegative:       {page, noAnswer},
	sandbox.FaultFraction:       {page, noAnswer},
	sandbox.FaultHugeID:         {page, noAnswer},
	sandbox.FaultWrongStatus:    {page, notYet},
	sandbox.FaultWrongAmount:    {page, forPeople + "wrong_amount"},
	sandbox.FaultWrongCurrency:  {page, forPeople + "wrong_currency"},
	sandbox.FaultWrongMode:      {page, forPeople + "wrong_mode"},
	sandbox.FaultTextType:       {page, paidFor},
	sandbox.FaultWrongHost:      {page, paidFor}, // only over https is a page bound to a host
}

// words checks an answer that must come in time with words for a person, and gives what they say.
func words(t *testing.T, ask func() shoptest.Answer) string {
	t.Helper()
	began := time.Now()
	answer := ask()
	if took := time.Since(began); unhurried && took > patience {
		t.Errorf("the shopper waited for %s", took)
	}
	if answer.Status == 503 {
		answer.Refused(503, "payment", "payment_unavailable")
		if answer.Header.Get("Retry-After") == "" || !strings.HasSuffix(answer.Text("message"), ".") {
			t.Errorf("the shopper hears %s, to come again after %q", answer.Body, answer.Header.Get("Retry-After"))
		}
		return noAnswer
	}
	answer.Want(200)
	if !strings.Contains(string(answer.Body), `"order":{`) {
		return page
	}
	payment, order := answer.Text("payment.status"), answer.Text("order.status")
	switch {
	case payment == "success" && order == "paid":
		return paidFor
	case payment == "pending" && order == "pending":
		return notYet
	case payment == "review" && order == "pending":
		return forPeople
	}
	return payment + " and " + order
}

// Each of these lets one operation go wrong with Paystack, heals it, and brings the sale to its end.
var troubles = map[string]func(*testing.T, *shoptest.Shop, string){
	"initialize": func(t *testing.T, s *shoptest.Shop, kind string) {
		b := s.Browser(t)
		id := b.OrderOf(shoptest.Flask, 1).Text("id")
		s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: kind}})
		if heard := words(t, func() shoptest.Answer { return b.Post(initialize, map[string]any{"order": id}) }); heard != faults[kind].begins {
			t.Errorf("the shopper hears %s, not %s", heard, faults[kind].begins)
		}
		if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" || s.Count(t, "ledger_entries", "") != 0 {
			t.Errorf("nobody has paid, and the order: %s", order.Body)
		}
		s.Sandbox.SetFaults(sandbox.Faults{})
		reference := b.Begin(id)
		must(t, s.Sandbox.Pay(reference))
		if healed := b.Verify(reference); healed.Text("order.status") != "paid" || s.Stock(t, shoptest.Flask) != 2 {
			t.Errorf("healed, the order: %s", healed.Body)
		}
	},
	"verify": func(t *testing.T, s *shoptest.Shop, kind string) {
		b := s.Browser(t)
		id := b.OrderOf(shoptest.Flask, 1).Text("id")
		reference := b.Begin(id)
		must(t, s.Sandbox.Pay(reference))
		s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: kind}})
		want := faults[kind].hasPaid
		heard := words(t, func() shoptest.Answer { return b.Post("/api/paystack/verify/"+reference, nil) })
		if heard == forPeople {
			heard += s.Payment(t, reference).GetString("reason")
		}
		if heard != want {
			t.Errorf("the shopper hears %s, not %s", heard, want)
		}
		charged := want == paidFor || strings.HasPrefix(want, forPeople)
		if (s.Count(t, "ledger_entries", "") == 1) != charged || (b.Get(orders+"/"+id).Want(200).Text("status") == "paid") != (want == paidFor) {
			t.Errorf("%d charges, the order: %s", s.Count(t, "ledger_entries", ""), b.Get(orders+"/"+id).Body)
		}
		s.Sandbox.SetFaults(sandbox.Faults{})
		s.After(t, 2*time.Minute)
		if strings.HasPrefix(want, forPeople) {
			want = "pending" // until the owner has decided
		} else {
			want = "paid"
		}
		if got := b.Get(orders + "/" + id).Want(200); got.Text("status") != want || s.Count(t, "ledger_entries", "kind = 'charge'") != 1 {
			t.Errorf("healed, the order: %s", got.Body)
		}
	},
	"refund": func(t *testing.T, s *shoptest.Shop, kind string) {
		owner, b := dashboard(t, s), s.Browser(t)
		id := b.OrderOf(shoptest.Flask, 2).Text("id")
		reference := b.Begin(id)
		must(t, s.Sandbox.Pay(reference))
		b.Verify(reference)
		s.Sandbox.SetFaults(sandbox.Faults{Refund: sandbox.Fault{Kind: kind}})
		began := time.Now()
		asked := refund(owner, s.Payment(t, reference).Id, 100_000).Want(200).Text("id")
		if took := time.Since(began); unhurried && took > patience {
			t.Errorf("the owner waited for %s", took)
		}
		s.Until(t, func() bool {
			return s.Record(t, "refunds", asked).GetString("status") != "requested" && s.Sandbox.Calls("refund") > 0
		})
		if s.Count(t, "ledger_entries", "kind = 'refund'") != 0 {
			t.Error("money went back before Paystack said so")
		}
		s.Sandbox.SetFaults(sandbox.Faults{})
		_ = s.SendRefund(t.Context(), s.App, asked) // what is under way still ends as the fault has it
		s.Until(t, s.Sandbox.Idle)                  // what is slow acts in real time, and the clock leaps now
		for range 12 {
			s.After(t, 5*time.Minute)
		}
		s.Refunded(t)
		s.After(t, time.Hour)
		if refunds := s.Sandbox.Refunds(); len(refunds) != 1 || refunds[0].AmountKobo != 100_000 {
			t.Errorf("Paystack has %+v", refunds)
		}
		if status := s.Record(t, "refunds", asked).GetString("status"); status != "processed" || s.Count(t, "ledger_entries", "kind = 'refund' && amountKobo = 100000") != 1 {
			t.Errorf("healed, the refund is %s", status)
		}
		if got := b.Get(orders + "/" + id).Want(200); got.Text("status") != "paid" {
			t.Errorf("the order: %s", got.Body)
		}
	},
}

func TestWhateverIsWrongWithPaystackTheShopperHearsWordsAndNothingIsSettledWrongly(t *testing.T) {
	t.Parallel()
	slow := []string{sandbox.FaultSlow, sandbox.FaultLateAnswer, sandbox.FaultDrip}
	kinds := slow
	for _, kind := range sandbox.CallFaults() {
		if _, known := faults[kind]; !known {
			t.Errorf("nothing says what a shopper hears when Paystack is %s", kind)
		} else if !strings.Contains(strings.Join(slow, " "), kind) {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) < 25 {
		t.Fatalf("only %d things go wrong", len(kinds))
	}
	operations := []string{"initialize", "verify", "refund"}
	inParallel(len(kinds)*len(operations), func(i int) {
		kind, operation := kinds[i/len(operations)], operations[i%len(operations)]
		t.Run(kind+" "+operation, func(t *testing.T) {
			s := shoptest.Open(t)
			s.Sandbox.SetWebhookURL("")
			troubles[operation](t, s, kind)
		})
	})
}

// aside is what a shopper does who does not pay yet, measured.
func aside(b *shoptest.Browser, line string, number int) time.Duration {
	began := time.Now()
	b.Get("/api/shop/catalog").Want(200)
	b.Get("/api/shop/cart").Want(200)
	b.Patch(items+"/"+line, map[string]any{"quantity": 1 + number%2}).Want(200)
	return time.Since(began)
}

func TestOtherShoppersDoNotFeelThatPaystackHangs(t *testing.T) {
	const payers, visits, disturbance = 40, 1500, 1.1
	calm, troubled := shoptest.Open(t), shoptest.Open(t)
	troubled.Sandbox.SetWebhookURL("")
	type payer struct {
		b                *shoptest.Browser
		order, reference string
	}
	waiting := make([]payer, payers)
	inParallel(payers, func(i int) {
		b := troubled.Browser(t)
		waiting[i] = payer{b: b, order: b.Order().Text("id")}
		if i%2 == 0 {
			waiting[i].reference = b.Begin(waiting[i].order)
		}
	})
	hang := sandbox.Fault{Kind: sandbox.FaultSlow, Delay: time.Hour}
	troubled.Sandbox.SetFaults(sandbox.Faults{Initialize: hang, Verify: hang})
	stop := make(chan struct{})
	var hanging sync.WaitGroup
	for _, one := range waiting {
		hanging.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if one.reference != "" {
					one.b.Post("/api/paystack/verify/"+one.reference, nil).Want(503)
				} else {
					one.b.Post(initialize, map[string]any{"order": one.order}).Want(503)
				}
			}
		})
	}
	troubled.Until(t, func() bool { return troubled.Sandbox.Calls("initialize")+troubled.Sandbox.Calls("verify") >= payers })
	shops := []*shoptest.Browser{calm.Browser(t), troubled.Browser(t)}
	lines := [2]string{}
	for i, b := range shops {
		lines[i] = b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Text("items.0.id")
	}
	// What else this machine does strikes either shop by chance: a shop that is held up is so each time.
	times := 0.0
	for measurement := range 3 {
		took := [2][]time.Duration{}
		for visit := range visits {
			for i := range shops {
				at := (visit + i) % len(shops) // each is the first as often as the other
				took[at] = append(took[at], aside(shops[at], lines[at], visit))
			}
		}
		without, with := percentile(took[0], 99), percentile(took[1], 99)
		times = float64(with) / float64(without)
		t.Logf("measurement %d: %d visits: 99 %% within %s, and within %s while Paystack hangs for %d payers: %.2f times as long; half within %s and %s",
			measurement+1, visits, without, with, payers, times, percentile(took[0], 50), percentile(took[1], 50))
		if times <= disturbance || !unhurried {
			break
		}
	}
	if unhurried && times > disturbance {
		t.Errorf("while Paystack hangs, 99 %% of visits take %.2f times as long, want at most %.1f", times, disturbance)
	}
	close(stop)
	hanging.Wait()
}
