package hooks_test

import (
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

func TestTheClockLetsASilentPaystackRestAndGoesOnWithOneQuestion(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	s.After(t, 0)
	references := []string{}
	for range 5 {
		b := s.Browser(t)
		references = append(references, b.Begin(b.Order().Text("id")))
	}
	for _, reference := range references {
		must(t, s.Sandbox.Pay(reference))
	}
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500}})
	asked := s.Sandbox.Calls("verify")
	for i, step := range []struct {
		after     time.Duration
		questions int
	}{
		{seconds(34), 1}, {seconds(1), 1}, {seconds(1), 1}, // three unanswered in a row
		{seconds(30), 0}, {seconds(29), 0}, {seconds(1), 1}, // a minute's rest, then one question
		{seconds(119), 0}, {seconds(1), 1}, // two minutes
		{seconds(239), 0}, {seconds(1), 1}, // four
		{seconds(479), 0}, {seconds(1), 1}, // eight
		{seconds(599), 0}, {seconds(1), 1}, // ten at most
	} {
		s.After(t, step.after)
		if got := s.Sandbox.Calls("verify") - asked; got != step.questions {
			t.Fatalf("step %d, %v later: %d questions, want %d", i, step.after, got, step.questions)
		}
		asked = s.Sandbox.Calls("verify")
	}
	s.Sandbox.SetFaults(sandbox.Faults{})
	if order := s.Browser(t); order.Post("/api/paystack/glimpse/"+references[0], nil).Want(200).Text("order.status") != "paid" {
		t.Error("a shopper's own question was held back")
	}
	s.After(t, 10*time.Minute)
	if paid := s.Count(t, "orders", "status = 'paid'"); paid != 5 {
		t.Errorf("%d of 5 orders are paid", paid)
	}
}

func TestTheClockAsksInAPaceThatSparesPaystack(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	s.After(t, 0)
	const attempts, pace = 6, 30 * time.Millisecond
	for range attempts {
		b := s.Browser(t)
		b.Begin(b.Order().Text("id"))
	}
	s.Pace = pace
	s.Clock.Pass(time.Minute)
	asked, begun := s.Sandbox.Calls("verify"), time.Now()
	must(t, s.AskDue(t.Context(), s.App))
	if took := time.Since(begun); took < (attempts-1)*pace || s.Sandbox.Calls("verify")-asked != attempts {
		t.Errorf("%d questions in %v", s.Sandbox.Calls("verify")-asked, took)
	}
}
