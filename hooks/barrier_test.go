package hooks_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

// duel is one order of one flask, and everything that happens to it when the barrier opens.
type duel struct {
	*shoptest.Shop
	shopper    *shoptest.Browser
	payer      *shoptest.Browser // the one whom Paystack sends back; it has no cookie
	owner      *shoptest.Browser
	order      string
	references []string
	besides    []func() // what happens at the same moment besides hearing of the money
}

// begin begins the one attempt and gives its reference.
func (d *duel) begin() string {
	d.references = []string{d.shopper.Begin(d.order)}
	return d.references[0]
}

// books is what is left of an order's effects when all is over.
type books struct {
	Order   string `db:"status"`
	States  string `db:"states"`  // of its payments, with their reasons, in order
	Charges int    `db:"charges"` // in the ledger
	Paid    int    `db:"paid"`    // events that say so
	Told    string `db:"told"`    // who is told that it is paid
	Pieces  int    `db:"pieces"`  // taken out of the stock
	Cases   int    `db:"cases"`
}

func (d *duel) read(t *testing.T) books {
	t.Helper()
	var b books
	must(t, d.App.DB().NewQuery(`SELECT status,
		(SELECT GROUP_CONCAT(TRIM(status || ' ' || reason), ', ' ORDER BY status, reason) FROM payments WHERE [[order]] = orders.id) AS states,
		(SELECT COUNT(*) FROM ledger_entries WHERE [[order]] = orders.id) AS charges,
		(SELECT COUNT(*) FROM order_events WHERE [[order]] = orders.id AND kind = 'paid') AS paid,
		COALESCE((SELECT GROUP_CONCAT(audience, ', ' ORDER BY audience) FROM notifications WHERE [[order]] = orders.id AND kind = 'order_paid'), '') AS told,
		(SELECT COALESCE(-SUM(pieces), 0) FROM stock_moves WHERE [[order]] = orders.id) AS pieces,
		(SELECT COUNT(*) FROM payment_cases WHERE [[order]] = orders.id) AS cases
		FROM orders WHERE id = {:id}`).Bind(map[string]any{"id": d.order}).One(&b))
	return b
}

// The ends that commerce.Settle allows of an order with one attempt that was paid in full.
var (
	paidOnce  = books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper", Pieces: 1}
	cameLate  = books{Order: "cancelled", States: "review paid_late", Charges: 1, Cases: 1}
	paidTwice = books{Order: "paid", States: "review paid_twice, success", Charges: 2, Paid: 1, Told: "owner, shopper", Pieces: 1, Cases: 1}
)

// duels are what may happen while the news of the money arrives from all sides, each with the ends that it may have.
var duels = []struct {
	name    string
	prepare func(*testing.T, *duel)
	ends    []books
}{
	{"paid", func(t *testing.T, d *duel) { must(t, d.Sandbox.Pay(d.begin())) }, []books{paidOnce}},
	{"being cancelled", func(t *testing.T, d *duel) {
		must(t, d.Sandbox.Pay(d.begin()))
		d.besides = append(d.besides, func() {
			if answer := d.shopper.Post(orders+"/"+d.order+"/cancel", nil); answer.Status != 200 && answer.Status != 409 {
				t.Errorf("cancelling answered %d: %s", answer.Status, answer.Body)
			}
		})
	}, []books{paidOnce, cameLate}},
	{"being paid", func(t *testing.T, d *duel) {
		reference := d.begin()
		d.besides = append(d.besides, func() { must(t, d.Sandbox.Pay(reference)) })
	}, []books{paidOnce}},
	{"being superseded", func(t *testing.T, d *duel) {
		must(t, d.Sandbox.Pay(d.begin()))
		d.shopper.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
		d.besides = append(d.besides, func() {
			if answer := d.shopper.Post(checkout, shoptest.Form()); answer.Status != 201 && answer.Status != 409 {
				t.Errorf("checking out anew answered %d: %s", answer.Status, answer.Body)
			}
		})
	}, []books{paidOnce, cameLate}},
	{"expiring", func(t *testing.T, d *duel) {
		reference := d.begin()
		d.Clock.Pass(46 * time.Minute)
		d.besides = append(d.besides,
			func() { must(t, d.Expire(t.Context(), d.App)) },
			func() { must(t, d.Sandbox.Pay(reference)) },
		)
	}, []books{paidOnce}},
	{"paid by two attempts", func(t *testing.T, d *duel) {
		// Paystack has begun an attempt whose page never reached the shop; the shopper then begins another.
		d.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultLostAnswer, Count: 1}})
		d.shopper.Post(initialize, map[string]any{"order": d.order}).Want(503)
		second := d.shopper.Begin(d.order)
		first, err := d.Sandbox.PayTwice(second)
		must(t, err)
		if first == "" {
			t.Fatal("only one payment was made")
		}
		d.references = []string{first, second}
	}, []books{paidTwice}},
}

// clash lets everything happen at once: two deliveries of the webhook, the payer's way back, the page that waits, the
// clock and the owner's check, for each of the attempts.
func (d *duel) clash(t *testing.T) {
	t.Helper()
	happen := append([]func(){func() { must(t, d.AskDue(t.Context(), d.App)) }}, d.besides...)
	status := func(who string, answer shoptest.Answer, want int) {
		if answer.Status != want {
			t.Errorf("%s was answered %d: %s", who, answer.Status, answer.Body)
		}
	}
	for _, reference := range d.references {
		body := success(reference)
		another := strings.Replace(body, `"amount":1`, `"amount":2`, 1)
		happen = append(happen,
			func() {
				status("the webhook", d.payer.Post(webhook, []byte(body), "X-Paystack-Signature", shoptest.Sign([]byte(body))), 200)
			},
			func() {
				status("the webhook", d.payer.Post(webhook, []byte(another), "X-Paystack-Signature", shoptest.Sign([]byte(another))), 200)
			},
			func() { status("the payer", d.payer.Get("/api/paystack/callback?reference="+reference), 303) },
			func() { status("the page", d.shopper.Post("/api/paystack/verify/"+reference, nil), 200) },
			func() { status("the owner", d.owner.Post("/api/owner/payments/"+reference+"/verify", nil), 200) },
		)
	}
	var ready, done sync.WaitGroup
	barrier := make(chan struct{})
	for _, do := range happen {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-barrier
			do()
		})
	}
	ready.Wait()
	close(barrier)
	done.Wait()
	// Whoever asked before the money came has heard nothing; this is the next time that somebody asks.
	for _, reference := range d.references {
		status("the owner", d.owner.Post("/api/owner/payments/"+reference+"/verify", nil), 200)
	}
}

func TestOneBarrierForAllWhoHearOfAPaymentLeavesOneEffect(t *testing.T) {
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	owner, payer := dashboard(t, s), s.Browser(t)
	total := proof(t, "PROOF_BARRIERS", fewBarriers)
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": total})
	ended := map[string]int{}
	began, shopper := time.Now(), s.Browser(t)
	for round := range total {
		if round%len(duels) == 0 {
			shopper = s.Browser(t)
		}
		kind := duels[round%len(duels)]
		d := &duel{Shop: s, owner: owner, payer: payer, shopper: shopper}
		d.order = shopper.OrderOf(shoptest.Flask, 1).Text("id")
		kind.prepare(t, d)
		s.Clock.Pass(31 * time.Second)
		d.clash(t)
		end, allowed := d.read(t), false
		for i, one := range kind.ends {
			if end == one {
				allowed = true
				ended[fmt.Sprintf("%s, end %d", kind.name, i+1)]++
			}
		}
		if !allowed {
			t.Fatalf("round %d, %s: it ended so: %+v; it may end so: %+v", round, kind.name, end, kind.ends)
		}
	}
	s.Heard(t)
	t.Logf("%d rounds in %s: %v", total, time.Since(began).Round(time.Millisecond), ended)
}
