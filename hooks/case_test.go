package hooks_test

import (
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shoptest"
)

// caseAbout is the one case of a kind.
func caseAbout(t *testing.T, s *shoptest.Shop, kind string) *core.Record {
	t.Helper()
	cases, err := s.App.FindRecordsByFilter("payment_cases", "kind = {:kind}", "", 0, 0, map[string]any{"kind": kind})
	must(t, err)
	if len(cases) != 1 {
		t.Fatalf("%d cases of the kind %s", len(cases), kind)
	}
	return cases[0]
}

func decide(owner *shoptest.Browser, record *core.Record, answer, note string) shoptest.Answer {
	return owner.Patch(records("payment_cases")+"/"+record.Id, map[string]any{"answer": answer, "note": note})
}

// short begins an order of flasks and pays half of it.
func short(t *testing.T, s *shoptest.Shop, b *shoptest.Browser) (order, reference string) {
	t.Helper()
	order = b.OrderOf(shoptest.Flask, 2).Text("id")
	reference = b.Begin(order)
	must(t, s.Sandbox.PayShort(reference, 0))
	s.Heard(t)
	return order, reference
}

func TestMoneyOfAWrongAmountIsACaseThatTellsWhatHappenedAndWhatCanBeDone(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	order, reference := short(t, s, s.Browser(t))
	record := caseAbout(t, s, "wrong_amount")
	total := s.Record(t, "orders", order).GetInt("totalKobo")
	if record.GetString("status") != "open" || record.GetString("order") != order || record.GetString("reference") != reference || record.GetInt("amountKobo") != total/2 {
		t.Errorf("the case: %v", record.PublicExport())
	}
	if got := record.GetString("headline"); got != "Order LG-1001 costs ₦24,500.00, but ₦12,250.00 came." {
		t.Errorf("it says %q", got)
	}
	if got := record.GetString("possibleAnswers"); got != "accept, refund" {
		t.Errorf("it can be answered by %q", got)
	}
	evidence := record.GetString("evidence")
	for _, word := range []string{`"amountKobo":1225000`, `"amountKobo":2450000`, `"status":"pending"`, `"channel":"bank_transfer"`, reference} {
		if !strings.Contains(evidence, word) {
			t.Errorf("the evidence does not show %s: %s", word, evidence)
		}
	}
	if strings.Contains(evidence, "ada@example.com") || strings.Contains(evidence, "Ada") {
		t.Errorf("the evidence names a person: %s", evidence)
	}
}

func TestTheOwnerAcceptsMoneyOfAWrongAmountIntoItsOrder(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order, reference := short(t, s, b)
	record := caseAbout(t, s, "wrong_amount")
	decide(owner, record, "accept", "She will pay the rest at the door").Want(200)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" || got.Text("payment.status") != "success" || got.At("paidAt") == nil {
		t.Errorf("the order: %s", got.Body)
	}
	record = s.Record(t, "payment_cases", record.Id)
	if record.GetString("status") != "closed" || record.GetString("closedBy") == "" || record.GetDateTime("closedAt").IsZero() {
		t.Errorf("the case: %v", record.PublicExport())
	}
	if s.Count(t, "notifications", "kind = 'order_paid'") != 2 || s.Stock(t, shoptest.Flask) != 1 {
		t.Errorf("%d notices, %d flasks", s.Count(t, "notifications", ""), s.Stock(t, shoptest.Flask))
	}
	decide(owner, record, "refund", "Changed my mind").Refused(409, "answer", "case_answer")
	owner.Post("/api/owner/payments/"+reference+"/verify", nil).Want(200)
	b.Post("/api/owner/payments/"+reference+"/verify", nil).Want(401)
	owner.Post("/api/owner/payments/nothing/verify", nil).Want(404)
}

func TestAnOrderWhoseMoneyWaitsIsNotLetGoUntilSomebodyHasDecided(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order, _ := short(t, s, b)
	s.After(t, 3*time.Hour)
	record := caseAbout(t, s, "wrong_amount")
	decide(owner, record, "close", "Never mind").Refused(409, "answer", "case_answer")
	decide(owner, record, "reopen", "").Refused(409, "answer", "case_answer")
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "pending" {
		t.Fatalf("the order: %s", got.Body)
	}
	decide(owner, record, "refund", "").Want(200)
	s.Refunded(t)
	s.After(t, time.Hour)
	got := b.Get(orders + "/" + order).Want(200)
	if got.Text("status") != "expired" || got.Text("payment.status") != "refunded" || s.Stock(t, shoptest.Flask) != 3 {
		t.Errorf("the order: %s", got.Body)
	}
}

func TestTheOwnerReopensAnOrderForWhichMoneyCameLateWhenItsPiecesAreThere(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order := b.OrderOf(shoptest.Flask, 2).Text("id")
	reference := b.Begin(order)
	b.Post(orders+"/"+order+"/cancel", nil).Want(200)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	record := caseAbout(t, s, "paid_late")
	if got := record.GetString("possibleAnswers"); got != "reopen, refund, close" {
		t.Errorf("it can be answered by %q", got)
	}
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1})
	decide(owner, record, "reopen", "").Refused(409, "answer", "out_of_stock")
	if again := s.Record(t, "payment_cases", record.Id); again.GetString("status") != "open" || again.GetString("answer") != "" {
		t.Errorf("a refused answer was kept: %v", again.PublicExport())
	}
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 2})
	decide(owner, record, "reopen", "").Want(200)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" || s.Stock(t, shoptest.Flask) != 0 {
		t.Errorf("%d flasks are left, the order: %s", s.Stock(t, shoptest.Flask), got.Body)
	}
}

func TestACaseIsClosedOnlyWithANote(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order := b.Order().Text("id")
	reference := b.Begin(order)
	b.Post(orders+"/"+order+"/cancel", nil).Want(200)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	record := caseAbout(t, s, "paid_late")
	decide(owner, record, "close", "  ").Refused(400, "note", "case_answer")
	owner.Patch(records("payment_cases")+"/"+record.Id, map[string]any{"note": "Called, no answer"}).Want(200)
	owner.Patch(records("payment_cases")+"/"+record.Id, map[string]any{"status": "closed"}).Refused(409, "status", "record_protected")
	decide(owner, record, "close", "She wants to keep it as a credit").Want(200)
	owner.Delete(records("payment_cases") + "/" + record.Id).Want(409)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "cancelled" {
		t.Errorf("the order: %s", got.Body)
	}
}

func TestAPaidOrderThatTheOwnerCancelsLeavesACaseUntilItsMoneyIsDecidedAbout(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	order := b.Order().Text("id")
	must(t, s.Sandbox.Pay(b.Begin(order)))
	s.Heard(t)
	owner.Patch(records("orders")+"/"+order, map[string]any{"status": "cancelled"}).Want(200)
	record := caseAbout(t, s, "order_cancelled")
	if got := record.GetString("possibleAnswers"); got != "refund, close" {
		t.Errorf("it can be answered by %q", got)
	}
	decide(owner, record, "refund", "Out of wine-coloured mugs").Want(200)
	s.Refunded(t)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "cancelled" || got.Text("payment.status") != "refunded" {
		t.Errorf("the order: %s", got.Body)
	}
}

func TestADisputeIsACaseAndWhenItIsLostTheMoneyIsGone(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		resolution     string
		order, payment string
		chargebacks    int
	}{
		"lost": {"merchant-accepted", "refunded", "refunded", 1},
		"won":  {"declined", "paid", "success", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			order := b.Order().Text("id")
			reference := b.Begin(order)
			must(t, s.Sandbox.Pay(reference))
			s.Heard(t)
			must(t, s.Sandbox.Dispute(reference))
			must(t, s.Sandbox.RemindDispute(reference))
			s.Heard(t)
			record := caseAbout(t, s, "dispute")
			if record.GetString("status") != "open" || !strings.Contains(record.GetString("headline"), "order LG-1001 back") || !strings.Contains(record.GetString("evidence"), "dueAt") {
				t.Errorf("the case: %v", record.PublicExport())
			}
			must(t, s.Sandbox.ResolveDispute(reference, test.resolution))
			s.Heard(t)
			got := b.Get(orders + "/" + order).Want(200)
			if got.Text("status") != test.order || got.Text("payment.status") != test.payment || s.Count(t, "ledger_entries", "kind = 'chargeback'") != test.chargebacks {
				t.Errorf("%d chargebacks, the order: %s", s.Count(t, "ledger_entries", "kind = 'chargeback'"), got.Body)
			}
			if again := caseAbout(t, s, "dispute"); again.GetString("status") != "closed" || again.GetString("closedBy") != "paystack" {
				t.Errorf("the case: %v", again.PublicExport())
			}
		})
	}
}

func TestARejectedTransferIsACaseAndTheOrderStillWaits(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	order := b.Order().Text("id")
	reference := b.Begin(order)
	must(t, s.Sandbox.RejectTransfer(reference))
	s.Heard(t)
	record := caseAbout(t, s, "transfer_rejected")
	if record.GetString("order") != order || record.GetString("possibleAnswers") != "close" {
		t.Errorf("the case: %v", record.PublicExport())
	}
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	if got := b.Get(orders + "/" + order).Want(200); got.Text("status") != "paid" {
		t.Errorf("the order: %s", got.Body)
	}
}
