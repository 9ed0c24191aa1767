package hooks_test

import (
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

// bought pays for two flasks and gives the order with its payment's id and reference.
func bought(t *testing.T, s *shoptest.Shop, b *shoptest.Browser) (order, payment, reference string) {
	t.Helper()
	order = b.OrderOf(shoptest.Flask, 2).Text("id")
	reference = b.Begin(order)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	return order, s.Payment(t, reference).Id, reference
}

func refund(owner *shoptest.Browser, payment string, kobo any) shoptest.Answer {
	return owner.Post(records("refunds"), map[string]any{"payment": payment, "amountKobo": kobo, "note": "The lid was cracked"})
}

func TestAPartIsRefundedAndThenTheRestAndNeverMore(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order, payment, _ := bought(t, s, b)
	first := refund(owner, payment, 450_000).Want(200)
	if first.Text("status") != "requested" || first.Text("order") != order || first.Text("key") == "" {
		t.Errorf("the refund: %s", first.Body)
	}
	refund(owner, payment, 2_000_001).Refused(400, "amountKobo", "refund_invalid")
	refund(owner, payment, -1).Refused(400, "amountKobo", "refund_invalid")
	s.Refunded(t)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" || got.Text("payment.status") != "success" {
		t.Errorf("a part refunded: %s", got.Body)
	}
	rest := refund(owner, payment, 0).Want(200)
	if rest.Int("amountKobo") != 2_000_000 {
		t.Errorf("the rest is %s", rest.Body)
	}
	refund(owner, payment, 0).Refused(409, "payment", "refund_invalid")
	s.Refunded(t)
	got := b.Get(orders + "/" + order).Want(200)
	if got.Text("status") != "refunded" || got.Text("payment.status") != "refunded" || s.Count(t, "ledger_entries", "kind = 'refund'") != 2 {
		t.Errorf("all refunded: %s", got.Body)
	}
	if refunds := s.Sandbox.Refunds(); len(refunds) != 2 || refunds[0].AmountKobo+refunds[1].AmountKobo != 2_450_000 {
		t.Errorf("Paystack has %+v", refunds)
	}
	refund(owner, payment, 1).Refused(409, "payment", "refund_invalid")
	owner.Patch(records("refunds")+"/"+rest.Text("id"), map[string]any{"note": "x"}).Want(409)
	owner.Delete(records("refunds") + "/" + rest.Text("id")).Want(409)
	b.Post(records("refunds"), map[string]any{"payment": payment}).Want(403)
}

func TestARefundNeedsAPaymentThatHasMoney(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	reference := b.Begin(b.Order().Text("id"))
	refund(owner, s.Payment(t, reference).Id, 0).Refused(409, "payment", "refund_invalid")
	refund(owner, "", 0).Refused(400, "payment", "refund_invalid")
	refund(owner, "nothing", 0).Refused(400, "payment", "refund_invalid")
	for _, wrong := range []any{"12abc", "1,500", true} {
		refund(owner, s.Payment(t, reference).Id, wrong).Refused(400, "amountKobo", "catalogue_invalid")
	}
}

func TestARefundIsAskedForOnceWhateverBecomesOfTheAnswer(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{
		sandbox.FaultDown, sandbox.Fault500, sandbox.Fault429, sandbox.FaultHTML, sandbox.FaultGarbage, sandbox.FaultHalf, sandbox.FaultLostAnswer,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			owner, b := dashboard(t, s), s.Browser(t)
			order, payment, _ := bought(t, s, b)
			s.Sandbox.SetWebhookURL("")
			s.Sandbox.SetFaults(sandbox.Faults{Refund: sandbox.Fault{Kind: kind, Count: 1}})
			id := refund(owner, payment, 100_000).Want(200).Text("id")
			s.Until(t, func() bool {
				return s.Record(t, "refunds", id).GetString("status") == "unknown" && s.Sandbox.Calls("refund") >= 1
			})
			for range 12 {
				s.After(t, 5*time.Minute)
			}
			s.Refunded(t)
			s.After(t, time.Hour)
			if refunds := s.Sandbox.Refunds(); len(refunds) != 1 || refunds[0].AmountKobo != 100_000 {
				t.Errorf("Paystack has %+v", refunds)
			}
			if status := s.Record(t, "refunds", id).GetString("status"); status != "processed" {
				t.Errorf("the refund is %s", status)
			}
			if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" {
				t.Errorf("the order: %s", got.Body)
			}
		})
	}
}

func TestARefundThatFailsOrNeedsDetailsIsACase(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ card, status, kind, answers string }{
		"failed":        {"1803", "failed", "refund_failed", "refund, close"},
		"needs details": {"1902", "needs_attention", "refund_needs_attention", "close"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			owner, b := dashboard(t, s), s.Browser(t)
			order := b.Order().Text("id")
			reference := b.Begin(order)
			must(t, s.Sandbox.PayWith(reference, "card", test.card))
			s.Heard(t)
			id := refund(owner, s.Payment(t, reference).Id, 0).Want(200).Text("id")
			s.Refunded(t)
			if status := s.Record(t, "refunds", id).GetString("status"); status != test.status {
				t.Errorf("the refund is %s", status)
			}
			record := caseAbout(t, s, test.kind)
			if record.GetString("refund") != id || record.GetString("possibleAnswers") != test.answers || !strings.Contains(record.GetString("headline"), "order LG-1001") {
				t.Errorf("the case: %v", record.PublicExport())
			}
			if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" || s.Count(t, "ledger_entries", "kind = 'refund'") != 0 {
				t.Errorf("the order: %s", got.Body)
			}
		})
	}
}

func TestARefundThatPaystackRefusesIsACaseWithItsReason(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	_, payment, reference := bought(t, s, b)
	s.Sandbox.SetWebhookURL("")
	must(t, s.Sandbox.Refund(reference, 0)) // in Paystack's own dashboard; the shop has not heard
	id := refund(owner, payment, 0).Want(200).Text("id")
	s.Until(t, func() bool { return s.Record(t, "refunds", id).GetString("status") == "refused" })
	record := caseAbout(t, s, "refund_failed")
	if !strings.Contains(record.GetString("evidence"), "fully reversed") {
		t.Errorf("the evidence: %s", record.GetString("evidence"))
	}
}

func TestARefundMadeInPaystacksDashboardIsEnteredToo(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	order, _, reference := bought(t, s, b)
	must(t, s.Sandbox.Refund(reference, 450_000))
	must(t, s.Sandbox.Refund(reference, 0))
	s.Refunded(t)
	got := b.Get(orders + "/" + order).Want(200)
	if got.Text("status") != "refunded" || s.Count(t, "refunds", "key = ''") != 2 || s.Count(t, "ledger_entries", "kind = 'refund'") != 2 {
		t.Errorf("%d refunds, the order: %s", s.Count(t, "refunds", ""), got.Body)
	}
}

func TestMoneyThatBelongsToNoOrderIsFoundAndCanGoBack(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	reference := s.PayOutside(t, "ada@example.com", 777_00, map[string]any{"order_number": "LG-4711", "order_lines": "2 × Adire Moon Mug"})
	s.After(t, 25*time.Hour)
	record := caseAbout(t, s, "no_order")
	if got := record.GetString("headline"); got != "Paystack has ₦777.00 for order LG-4711, but this shop does not know that payment." {
		t.Errorf("it says %q", got)
	}
	if !strings.Contains(record.GetString("evidence"), `"orderLines":"2 × Adire Moon Mug"`) {
		t.Errorf("the evidence: %s", record.GetString("evidence"))
	}
	if s.Count(t, "ledger_entries", "kind = 'charge' && reference = '"+reference+"'") != 1 {
		t.Error("the money is not in the ledger")
	}
	decide(owner, record, "refund", "Not ours").Want(200)
	s.Refunded(t)
	if s.Count(t, "ledger_entries", "kind = 'refund'") != 1 || s.Count(t, "payment_cases", "") != 1 {
		t.Error("the refund is not in the ledger")
	}
	s.After(t, 25*time.Hour)
	if s.Count(t, "payment_cases", "") != 1 {
		t.Error("the same money is another case")
	}
}
