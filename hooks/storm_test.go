package hooks_test

import (
	"bytes"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

const (
	// deliveriesEach is how many deliveries come for each payment, one with another.
	deliveriesEach = 10
	// deliveryPace is the time between two deliveries, whatever became of those before.
	deliveryPace = 4 * time.Millisecond
	// acknowledged is how soon 99 of 100 deliveries must be answered, from the moment at which they were due.
	acknowledged = 250 * time.Millisecond
)

// delivery is one request to the webhook and how it must be answered.
type delivery struct {
	body      []byte
	signature string
	want      int
}

// storm makes the deliveries for payments: of ten two are forged, half a one is damaged, and the true ones are the same
// event again and again, some in other bytes, as after a change of Paystack's.
func storm(random *rand.Rand, references []string) []delivery {
	all := make([]delivery, 0, len(references)*deliveriesEach)
	for i := range len(references) * deliveriesEach {
		reference := references[i%len(references)]
		body := []byte(success(reference))
		if i/len(references)%3 == 1 {
			body = []byte(strings.Replace(string(body), `"amount":1`, `"amount":2`, 1))
		}
		one := delivery{body, shoptest.Sign(body), 200}
		switch i / len(references) {
		case 0, 1: // forged
			one.want = 401
			switch random.IntN(4) {
			case 0:
				one.signature = paystack.Sign("sk_test_of_somebody_else", body)
			case 1:
				one.signature = shoptest.Sign([]byte(success(references[random.IntN(len(references))] + "x")))
			case 2:
				one.body = bytes.Replace(body, []byte(reference), []byte("other-"+reference), 1)
			default:
				one.signature = strings.Repeat("0", 128)
			}
		case 2: // every other one is damaged: on its way, or before it was signed
			switch i % 4 {
			case 0:
				one.body, one.want = body[:random.IntN(len(body))], 401
			case 2:
				one.body = body[:random.IntN(len(body))]
				one.signature, one.want = shoptest.Sign(one.body), 400
			}
		}
		all = append(all, one)
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// offer sends the deliveries at their pace, without waiting for the answers to those before, and gives how long each
// answer took from the moment at which its delivery was due: a slow shop cannot hide by being asked less.
func offer(t *testing.T, s *shoptest.Shop, deliveries []delivery) []time.Duration {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 500, MaxIdleConnsPerHost: 500}}
	defer client.CloseIdleConnections()
	took := make([]time.Duration, len(deliveries))
	var under sync.WaitGroup
	began := time.Now()
	for i, one := range deliveries {
		due := began.Add(time.Duration(i) * deliveryPace)
		time.Sleep(time.Until(due))
		under.Go(func() {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+webhook, bytes.NewReader(one.body))
			if err != nil {
				t.Error(err)
				return
			}
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set(paystack.SignatureHeader, one.signature)
			answer, err := client.Do(request)
			took[i] = time.Since(due)
			if err != nil {
				t.Errorf("delivery %d: %v", i, err)
				return
			}
			answer.Body.Close()
			if answer.StatusCode != one.want {
				t.Errorf("delivery %d was answered %d, want %d: %s", i, answer.StatusCode, one.want, one.body)
			}
		})
	}
	under.Wait()
	return took
}

// percentile sorts and gives the time within which so many of 100 lie.
func percentile(took []time.Duration, hundredths int) time.Duration {
	slices.Sort(took)
	return took[min(len(took)-1, len(took)*hundredths/100)]
}

func TestAStormOfWebhooksPaysEveryOrderOnce(t *testing.T) {
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	s.After(t, 0)
	references := make([]string, proof(t, "PROOF_PAYMENTS", fewPayments))
	began := time.Now()
	inParallel(len(references), func(i int) {
		b := s.Browser(t)
		references[i] = b.Begin(b.Order().Text("id"))
		must(t, s.Sandbox.Pay(references[i]))
	})
	prepared := time.Since(began)
	deliveries := storm(rand.New(rand.NewPCG(1, 2)), references)
	began = time.Now()
	took := offer(t, s, deliveries)
	lasted := time.Since(began)
	s.Until(t, func() bool { return s.Count(t, "webhook_events", "handledAt = ''") == 0 })
	lag := time.Since(began) - lasted
	paid, charges, events, notices := 0, 0, 0, 0
	must(t, s.App.DB().NewQuery(`SELECT (SELECT COUNT(*) FROM orders WHERE status = 'paid'), (SELECT COUNT(*) FROM ledger_entries),
		(SELECT COUNT(*) FROM order_events WHERE kind = 'paid'), (SELECT COUNT(*) FROM notifications WHERE kind = 'order_paid')`).Row(&paid, &charges, &events, &notices))
	if n := len(references); paid != n || charges != n || events != n || notices != 2*n {
		t.Errorf("of %d orders %d are paid, with %d charges, %d events and %d notices", n, paid, charges, events, notices)
	}
	if calls := s.Sandbox.Calls("verify"); calls > len(references)*3/2 {
		t.Errorf("Paystack was asked %d times about %d payments", calls, len(references))
	}
	p99 := percentile(took, 99)
	t.Logf("%d payments in %s; %d deliveries in %s: half within %s, 99 %% within %s, all within %s; the last was acted on %s after it",
		len(references), prepared.Round(time.Second), len(deliveries), lasted.Round(time.Millisecond), percentile(took, 50), p99, took[len(took)-1], lag.Round(time.Millisecond))
	if unhurried && p99 > acknowledged {
		t.Errorf("99 of 100 deliveries were answered within %s, want %s", p99, acknowledged)
	}
}

func TestEventsAboutWhichPaystackIsSilentHoldUpNoOther(t *testing.T) {
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	references := []string{}
	for range 30 {
		b := s.Browser(t)
		references = append(references, b.Begin(b.Order().Text("id")))
		must(t, s.Sandbox.Pay(references[len(references)-1]))
	}
	// Whichever seven are asked about first hear nothing for as long as the shop listens.
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultSlow, Delay: time.Hour, Count: 7}})
	began := time.Now()
	for _, reference := range references {
		body := success(reference)
		told(t, s, body, shoptest.Sign([]byte(body))).Want(200)
	}
	s.Until(t, func() bool { return s.Count(t, "orders", "status = 'paid'") == len(references)-7 })
	if took := time.Since(began); unhurried && took > 6*time.Second {
		t.Errorf("the others were settled after %s", took)
	}
	must(t, s.HandleEvents(t.Context(), s.App)) // waits until the seven are given up
	s.After(t, 0)
	if paid := s.Count(t, "orders", "status = 'paid'"); paid != len(references) {
		t.Errorf("%d of %d orders are paid", paid, len(references))
	}
}
