package hooks_test

import (
	"bytes"
	"strings"
	"testing"

	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

const webhook = "/api/paystack/webhook"

// told posts a body with a signature, as Paystack's server does: no cookie, no token.
func told(t *testing.T, s *shoptest.Shop, body, signature string) shoptest.Answer {
	t.Helper()
	headers := []string{paystack.SignatureHeader, signature}
	if signature == "" {
		headers = nil
	}
	return s.Browser(t).Post(webhook, []byte(body), headers...)
}

func success(reference string) string {
	return `{"event":"charge.success","data":{"id":4099260516,"domain":"test","status":"success","reference":"` + reference + `","amount":1,"currency":"NGN"}}`
}

func TestATrueWebhookSettlesThePaymentAlone(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	s.Heard(t)
	order := b.Get(orders + "/" + id).Want(200)
	if order.Text("status") != "paid" || order.Text("payment.status") != "success" {
		t.Errorf("the order: %s", order.Body)
	}
	payment := s.Payment(t, reference)
	if payment.GetInt("paidKobo") != order.Int("totalKobo") || payment.GetString("channel") != "card" || payment.GetString("providerId") == "" || payment.GetInt("feesKobo") == 0 {
		t.Errorf("what Paystack said was not kept: %v", payment.PublicExport())
	}
	if deliveries := s.Sandbox.Deliveries(); len(deliveries) != 1 || deliveries[0].Status != 200 {
		t.Errorf("deliveries: %+v", deliveries)
	}
}

func TestAWebhookIsAReasonToAskAndNeverProof(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	told(t, s, success(reference), shoptest.Sign([]byte(success(reference)))).Want(200)
	s.Heard(t)
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" || order.Text("payment.status") != "pending" {
		t.Errorf("a well signed lie has moved the order: %s", order.Body)
	}
}

func TestAWebhookThatPaystackDidNotSignIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	body := success(reference)
	right := shoptest.Sign([]byte(body))
	for name, signature := range map[string]string{
		"missing": "", "of another key": paystack.Sign("sk_test_of_somebody_else", []byte(body)), "of another body": shoptest.Sign([]byte(body + " ")),
		"cut": right[:126], "with more": right + "00", "no hex": strings.Repeat("z", 128), "zeros": strings.Repeat("0", 128),
	} {
		if answer := told(t, s, body, signature); answer.Status != 401 {
			t.Errorf("a signature %s answered %d: %s", name, answer.Status, answer.Body)
		}
	}
	changed := bytes.Replace([]byte(body), []byte(`"amount":1`), []byte(`"amount":2`), 1)
	told(t, s, string(changed), right).Want(401)
	told(t, s, "{", "").Want(401) // whoever is not Paystack learns nothing of what is read
	if err := s.Sandbox.Forge(reference); err != nil {
		t.Fatal(err)
	}
	s.Heard(t)
	if deliveries := s.Sandbox.Deliveries(); len(deliveries) != 1 || deliveries[0].Status != 401 {
		t.Errorf("the forged delivery: %+v", deliveries)
	}
	if s.Count(t, "webhook_events", "") != 0 {
		t.Error("something was stored")
	}
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" {
		t.Errorf("the order: %s", order.Body)
	}
}

func TestASignedWebhookThatSaysNothingIsMalformed(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, body := range []string{
		`{`, ``, `null`, `[]`, `"charge.success"`, `{"event":"charge.success"}`, `{"event":"charge.success","data":null}`, `{"event":"charge.success","data":[]}`,
		`{"event":"charge.success","data":{}}`, `{"event":"charge.success","data":{"reference":""}}`, `{"event":"charge.success","data":{"reference":7}}`,
		`{"event":"","data":{"reference":"x"}}`, `{"event":7,"data":{"reference":"x"}}`, `{"event":"refund.processed","data":{"reference":"x"}}`,
		`{"event":"charge.dispute.create","data":{"reference":"x"}}`, strings.Repeat("[", 100_000),
	} {
		if answer := told(t, s, body, shoptest.Sign([]byte(body))); answer.Status != 400 {
			t.Errorf("%.60s answered %d: %s", body, answer.Status, answer.Body)
		}
	}
	if s.Count(t, "webhook_events", "") != 0 {
		t.Error("something was stored")
	}
}

func TestEventsAndReferencesThatAreNotOursAreTaken(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	long := strings.Repeat("ọ", 5000)
	for _, body := range []string{
		success("not-of-this-shop"), success(long), success(`' OR 1=1 --`), `{"event":"subscription.create","data":{"id":1}}`, `{"event":"` + long + `","data":{}}`,
		`{"event":"transfer.success","data":{"reference":"x"}}`, `{"event":"bank.transfer.rejected","data":{"bank_transfer":{"transaction_id":7}}}`,
		`{"event":"refund.processed","data":{"transaction_reference":"x"}}`, `{"event":"charge.dispute.create","data":{"transaction":{"reference":"x"}}}`,
	} {
		if answer := told(t, s, body, shoptest.Sign([]byte(body))); answer.Status != 200 {
			t.Errorf("%.60s answered %d: %s", body, answer.Status, answer.Body)
		}
	}
	s.Heard(t)
}

func TestTheSameDeliveryTwiceIsKeptOnceAndPaysOnce(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetFaults(sandbox.Faults{Webhook: sandbox.Fault{Kind: sandbox.FaultDoubled}})
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	s.Heard(t)
	for _, delivery := range s.Sandbox.Deliveries() {
		if delivery.Status != 200 {
			t.Errorf("a delivery was answered %d", delivery.Status)
		}
	}
	if len(s.Sandbox.Deliveries()) != 2 || s.Count(t, "webhook_events", "") != 1 || s.Count(t, "order_events", "kind = 'paid'") != 1 {
		t.Errorf("%d rows of %d deliveries, %d paid events", s.Count(t, "webhook_events", ""), len(s.Sandbox.Deliveries()), s.Count(t, "order_events", "kind = 'paid'"))
	}
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" {
		t.Errorf("the order: %s", order.Body)
	}
}

func TestAnEventThatPaystackCouldNotExplainAtOnceIsAskedAboutByTheClock(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500}})
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	if err := s.Sandbox.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	if deliveries := s.Sandbox.Deliveries(); len(deliveries) != 1 || deliveries[0].Status != 200 {
		t.Fatalf("the event was not taken: %+v", deliveries)
	}
	if open := s.Count(t, "webhook_events", "handledAt = ''"); open != 1 {
		t.Fatalf("%d events wait in the inbox", open)
	}
	s.Sandbox.SetFaults(sandbox.Faults{})
	s.After(t, 0) // no payment is due yet: the inbox alone is the reason to ask
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" || s.Count(t, "webhook_events", "handledAt = ''") != 0 {
		t.Errorf("the order: %s", order.Body)
	}
}

func TestAPaymentThatPaystackCannotExplainHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	s.After(t, 0) // Paystack's list is compared now, and not when the payments are there
	references, paid := []string{}, 0
	for range 3 {
		b := s.Browser(t)
		reference := b.Begin(b.Order().Text("id"))
		must(t, s.Sandbox.Pay(reference))
		references = append(references, reference)
	}
	// Paystack cannot say anything of whichever payment it is asked about first.
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500, Count: 1}})
	s.After(t, seconds(34))
	s.After(t, 0)
	for _, reference := range references {
		if s.Payment(t, reference).GetString("status") == "success" {
			paid++
		}
	}
	if paid != 2 {
		t.Errorf("of the two others %d are paid", paid)
	}
	s.After(t, seconds(61))
	if s.Count(t, "payments", "status = 'success'") != 3 {
		t.Error("the first was not asked about again")
	}
}

func TestAnEventThatPaystackCannotExplainHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.After(t, 0)
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500}})
	for range 3 {
		b := s.Browser(t)
		reference := b.Begin(b.Order().Text("id"))
		must(t, s.Sandbox.Pay(reference))
		must(t, s.Sandbox.Wait(t.Context()))
	}
	must(t, s.HandleEvents(t.Context(), s.App)) // returns when nobody else handles them
	if open := s.Count(t, "webhook_events", "handledAt = ''"); open != 3 {
		t.Fatalf("%d events wait for Paystack", open)
	}
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500, Count: 1}})
	s.After(t, 0)
	if open := s.Count(t, "webhook_events", "handledAt = ''"); open != 1 {
		t.Errorf("%d events wait behind the one", open)
	}
}
