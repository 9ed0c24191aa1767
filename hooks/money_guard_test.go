package hooks_test

import (
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

func TestTheDatabaseItselfKeepsThePromisesOfMoney(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	_, payment, _ := bought(t, s, b)
	refund(owner, payment, 100).Want(200)
	s.Refunded(t)
	order := b.Order().Text("id")
	reference := b.Begin(order)
	b.Post(orders+"/"+order+"/cancel", nil).Want(200)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	decide(owner, caseAbout(t, s, "paid_late"), "close", "She keeps it as a credit").Want(200)
	for _, statement := range []string{
		"UPDATE ledger_entries SET amountKobo = 1", "UPDATE ledger_entries SET reference = 'x'", "DELETE FROM ledger_entries",
		"INSERT INTO ledger_entries (id, kind, reference, amountKobo, currency, mode, providerId) SELECT 'x', kind, 'other', amountKobo, currency, mode, providerId FROM ledger_entries WHERE kind = 'charge' LIMIT 1",
		"INSERT INTO ledger_entries (id, kind, reference, amountKobo, currency, mode, providerId) SELECT 'x', kind, reference, amountKobo, currency, mode, '7' FROM ledger_entries WHERE kind = 'charge' LIMIT 1",
		"INSERT INTO ledger_entries (id, kind, reference, amountKobo, currency, mode, providerId) SELECT 'x', kind, 'other', amountKobo, currency, mode, providerId FROM ledger_entries WHERE kind = 'refund'",
		"UPDATE refunds SET amountKobo = amountKobo + 1", "UPDATE refunds SET `key` = 'x'", "UPDATE refunds SET providerId = '7'", "UPDATE refunds SET reference = 'x'", "DELETE FROM refunds",
		"INSERT INTO refunds (id, status, reference, amountKobo, `key`) SELECT 'x', 'requested', reference, 1, `key` FROM refunds",
		"INSERT INTO refunds (id, status, reference, amountKobo, providerId) SELECT 'x', 'requested', reference, 1, providerId FROM refunds",
		"INSERT INTO refunds (id, status, reference, amountKobo) VALUES ('x', 'requested', 'r', 0)", "INSERT INTO refunds (id, status, reference, amountKobo) VALUES ('x', 'requested', '', 1)",
		"UPDATE payment_cases SET note = 'x'", "UPDATE payment_cases SET status = 'open'", "DELETE FROM payment_cases",
		"INSERT INTO payment_cases (id, about, status) SELECT 'x', about, 'open' FROM payment_cases",
		"DELETE FROM notifications", "INSERT INTO notifications (id, `order`, kind, audience) SELECT 'x', `order`, kind, audience FROM notifications LIMIT 1",
		"INSERT INTO webhook_events (id, event, digest) SELECT 'x', event, digest FROM webhook_events LIMIT 1",
	} {
		if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err == nil {
			t.Errorf("the database allows %s", statement)
		}
	}
}

func TestAnEventThatCouldNotBeKeptIsNotTaken(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	reference := s.Browser(t)
	body := success(reference.Begin(reference.Order().Text("id")))
	run := func(statement string) {
		_, err := s.App.NonconcurrentDB().NewQuery(statement).Execute()
		must(t, err)
	}
	run("CREATE TRIGGER full BEFORE INSERT ON webhook_events BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
	if answer := told(t, s, body, shoptest.Sign([]byte(body))); answer.Status != 500 {
		t.Errorf("Paystack is answered %d, and sends it no more: %s", answer.Status, answer.Body)
	}
	run("DROP TRIGGER full")
	told(t, s, body, shoptest.Sign([]byte(body))).Want(200)
	s.Heard(t)
}

// Nothing but its event tells of a dispute, or of a refund in Paystack's dashboard: the clock asks about neither.
func TestAnEventOfWhichOnlyPaystackKnowsWaitsUntilItAnswers(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	_, _, reference := bought(t, s, s.Browser(t))
	s.Sandbox.SetFaults(sandbox.Faults{List: sandbox.Fault{Kind: sandbox.FaultDown}, Refund: sandbox.Fault{Kind: sandbox.Fault500}})
	must(t, s.Sandbox.Dispute(reference))
	must(t, s.Sandbox.Refund(reference, 100))
	s.Until(t, func() bool { return s.Count(t, "webhook_events", "event ~ 'dispute' || event ~ 'refund'") == 2 })
	must(t, s.HandleEvents(t.Context(), s.App))
	if waiting := s.Count(t, "webhook_events", "handledAt = ''"); waiting != 2 {
		t.Errorf("%d events wait", waiting)
	}
	s.Sandbox.SetFaults(sandbox.Faults{})
	s.After(t, time.Minute)
	if s.Count(t, "webhook_events", "handledAt = ''") != 0 || s.Count(t, "payment_cases", "kind = 'dispute'") != 1 || s.Count(t, "refunds", "") != 1 {
		t.Errorf("%d cases, %d refunds", s.Count(t, "payment_cases", ""), s.Count(t, "refunds", ""))
	}
	s.Refunded(t)
}

func TestAnEventSignedWithNoKeyIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	told(t, s, success("x"), paystack.Sign("", []byte(success("x")))).Want(401)
}

func TestAnOrderThatHoldsMoneyIsNotPaidByOtherMoneyAsWell(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order := b.Order().Text("id")
	s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultLostAnswer, Count: 1}})
	b.Post(initialize, map[string]any{"order": order}).Want(503)
	second := b.Begin(order) // the first one's page was lost; it can be paid all the same
	first := s.Sandbox.Transactions()[0].Reference
	must(t, s.Sandbox.Pay(second))
	s.Heard(t)
	owner.Patch(records("orders")+"/"+order, map[string]any{"status": "cancelled"}).Want(200)
	must(t, s.Sandbox.Pay(first))
	s.Heard(t)
	late := caseAbout(t, s, "paid_late")
	decide(owner, late, "reopen", "").Refused(409, "answer", "case_answer")
	decide(owner, caseAbout(t, s, "order_cancelled"), "refund", "").Want(200)
	s.Refunded(t)
	decide(owner, late, "reopen", "").Want(200)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" {
		t.Errorf("the order: %s", got.Body)
	}
}

func TestMoneyOnItsWayBackPaysNoOrder(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order, reference := short(t, s, b)
	record := caseAbout(t, s, "wrong_amount")
	refund(owner, s.Payment(t, reference).Id, 0).Want(200)
	decide(owner, record, "accept", "").Refused(409, "answer", "case_answer")
	if got := s.Record(t, "payment_cases", record.Id).GetString("possibleAnswers"); got != "" {
		t.Errorf("it can be answered by %q", got)
	}
	s.Refunded(t)
	decide(owner, record, "close", "Refunded").Want(200)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "pending" || got.Text("payment.status") != "refunded" {
		t.Errorf("the order: %s", got.Body)
	}
}

func TestABankThatTakesWhatWasRefundedIsACaseThatStaysOpen(t *testing.T) {
	t.Parallel()
	for name, refundFirst := range map[string]bool{"the refund first": true, "the bank first": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			owner, b := dashboard(t, s), s.Browser(t)
			_, payment, reference := bought(t, s, b)
			refund(owner, payment, 450_000).Want(200)
			s.Until(t, func() bool { return len(s.Sandbox.Refunds()) == 1 })
			if refundFirst {
				s.Refunded(t)
			}
			must(t, s.Sandbox.Dispute(reference))
			must(t, s.Sandbox.ResolveDispute(reference, sandbox.DisputeAccepted))
			s.Heard(t)
			s.Refunded(t)
			open, err := s.App.FindRecordsByFilter("payment_cases", "status = 'open'", "", 0, 0)
			must(t, err)
			if len(open) != 1 || !strings.Contains(open[0].GetString("headline"), "so ₦4,500.00 more went back than came") || open[0].GetString("possibleAnswers") != "close" {
				t.Fatalf("the open cases: %v", open)
			}
			decide(owner, open[0], "close", "Paystack has paid it back").Want(200)
		})
	}
}

func TestAnOrderCancelledWhileAllOfItsMoneyGoesBackNeedsNoDecisionUnlessTheRefundFails(t *testing.T) {
	t.Parallel()
	for card, cases := range map[string]int{"4081": 0, "1803": 1} {
		t.Run(card, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			owner, b := dashboard(t, s), s.Browser(t)
			order := b.Order().Text("id")
			reference := b.Begin(order)
			must(t, s.Sandbox.PayWith(reference, "card", card))
			s.Heard(t)
			refund(owner, s.Payment(t, reference).Id, 0).Want(200)
			owner.Patch(records("orders")+"/"+order, map[string]any{"status": "cancelled"}).Want(200)
			if broken, err := s.Check(t.Context(), s.App); err != nil || len(broken) > 0 || s.Count(t, "payment_cases", "") != 0 {
				t.Errorf("on its way back: %v %v, %d cases", broken, err, s.Count(t, "payment_cases", ""))
			}
			s.Refunded(t)
			if n := s.Count(t, "payment_cases", "kind = 'refund_failed' && possibleAnswers = 'refund, close'"); n != cases {
				t.Errorf("%d cases", n)
			}
		})
	}
}

func TestMoneyOfAnotherCurrencyIsNeverCalledNaira(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	s.PayIn(t, "USD", "ada@example.com", 1_234_50, nil)
	order := b.Order().Text("id")
	reference := b.Begin(order)
	s.Sandbox.SetWebhookURL("")
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultWrongCurrency, Count: 1}})
	must(t, s.Sandbox.PayWith(reference, "card", "1803"))
	b.Verify(reference)
	_, err := s.Reconcile(t.Context(), s.App)
	must(t, err)
	if got := caseAbout(t, s, "no_order").GetString("headline"); got != "Paystack has USD 1,234.50 that belongs to no order of this shop." {
		t.Errorf("it says %q", got)
	}
	decide(owner, caseAbout(t, s, "wrong_currency"), "refund", "").Want(200)
	if got := b.Get(orders + "/" + order).Want(200); !strings.Contains(string(got.Body), "The shop pays USD 8,500.00 back to you.") {
		t.Errorf("the shopper reads %s", got.Body)
	}
	s.Sandbox.SetWebhookURL(s.URL + webhook)
	s.Refunded(t)
	if got := caseAbout(t, s, "refund_failed"); !strings.HasPrefix(got.GetString("headline"), "The refund of USD 8,500.00 for order") || got.GetString("currency") != "USD" {
		t.Errorf("it says %q", got.GetString("headline"))
	}
}

func TestMoneyThatCameAndWentUnheardIsOnNeitherSideOfTheBooks(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	reference := s.PayOutside(t, "ada@example.com", 777_00, nil)
	must(t, s.Sandbox.Dispute(reference))
	must(t, s.Sandbox.ResolveDispute(reference, sandbox.DisputeAccepted))
	s.Heard(t)
	s.After(t, 25*time.Hour)
	if n := s.Count(t, "ledger_entries", ""); n != 0 {
		t.Errorf("%d entries", n)
	}
	if record := caseAbout(t, s, "dispute"); record.GetString("status") != "closed" {
		t.Errorf("the case: %v", record.PublicExport())
	}
}

func TestMoneyFoundLaterIsFoundWithWhatHasGoneBackOfIt(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	outside := s.PayOutside(t, "ada@example.com", 777_00, nil)
	own := b.Begin(b.Order().Text("id"))
	s.Sandbox.SetWebhookURL("")
	must(t, s.Sandbox.Pay(own))
	for _, reference := range []string{outside, own} {
		must(t, s.Sandbox.Refund(reference, 100_00))
	}
	for range 3 {
		s.Clock.Pass(sandbox.DefaultRefundStep)
		s.Heard(t)
	}
	_, err := s.Reconcile(t.Context(), s.App)
	must(t, err)
	if n := s.Count(t, "ledger_entries", "kind = 'refund' && amountKobo = 10000"); n != 2 {
		t.Errorf("%d refunds are in the ledger", n)
	}
	record := caseAbout(t, s, "no_order")
	decide(owner, record, "refund", "Not ours").Want(200)
	s.Until(t, func() bool { return len(s.Sandbox.Refunds()) == 3 })
	for range 5 {
		s.After(t, 5*time.Minute)
		s.Heard(t)
	}
	if n := s.Count(t, "ledger_entries", "kind = 'refund' && amountKobo = 67700"); n != 1 {
		t.Error("the rest has not gone back")
	}
}

func TestRefundsAndDisputesWhoseEventsNeverComeAreFoundAllTheSame(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	_, _, refunded := bought(t, s, b)
	other := b.Order().Text("id")
	disputed := b.Begin(other)
	must(t, s.Sandbox.Pay(disputed))
	s.Heard(t)
	s.Sandbox.SetWebhookURL("")
	must(t, s.Sandbox.Refund(refunded, 100_00))
	must(t, s.Sandbox.Dispute(disputed))
	s.After(t, 25*time.Hour)
	if record := caseAbout(t, s, "dispute"); record.GetString("status") != "open" || s.Count(t, "refunds", "key = ''") != 1 {
		t.Errorf("%d refunds, the case: %v", s.Count(t, "refunds", ""), record.PublicExport())
	}
	must(t, s.Sandbox.ResolveDispute(disputed, sandbox.DisputeAccepted))
	decide(dashboard(t, s), caseAbout(t, s, "dispute"), "close", "Answered in Paystack's dashboard").Want(200)
	for range 3 { // longer than lists are looked back
		s.After(t, 25*time.Hour)
		s.Heard(t)
	}
	if s.Count(t, "ledger_entries", "kind = 'chargeback'") != 1 || s.Count(t, "ledger_entries", "kind = 'refund'") != 1 || caseAbout(t, s, "dispute").GetString("status") != "closed" {
		t.Errorf("%d chargebacks, %d refunds", s.Count(t, "ledger_entries", "kind = 'chargeback'"), s.Count(t, "ledger_entries", "kind = 'refund'"))
	}
	if got := b.Get(orders + "/" + other).Want(200); got.Text("status") != "refunded" {
		t.Errorf("the order: %s", got.Body)
	}
}
