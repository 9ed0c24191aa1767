package hooks_test

import (
	"strings"
	"sync"
	"testing"

	"lovegiftings/hooks"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// traded is a shop in which everything has happened once: an order paid, one cancelled, one refunded, money in review.
func traded(t *testing.T) *shoptest.Shop {
	t.Helper()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	bought(t, s, b)
	b.Post(orders+"/"+b.Order().Text("id")+"/cancel", nil).Want(200)
	order := b.Order().Text("id")
	reference := b.Begin(order)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	refund(owner, s.Payment(t, reference).Id, 0).Want(200)
	s.Refunded(t)
	late := b.Order().Text("id")
	reference = b.Begin(late)
	must(t, s.Sandbox.PayShort(reference, 0))
	s.Heard(t)
	s.Browser(t).Order()
	return s
}

// Each invariant must be able to fail: the books are broken by hand in the one way that it stands against.
func TestEachBrokenPromiseOfTheBooksIsFound(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	var mu sync.Mutex
	t.Run("group", func(t *testing.T) {
		for name, test := range map[string]struct {
			guard  string // the trigger that stands in the way
			by     string
			broken string
		}{
			"a charge is gone":              {"guard_ledger_entries_delete", "DELETE FROM ledger_entries WHERE kind = 'charge' AND [[order]] = (SELECT id FROM orders WHERE status = 'paid')", "a paid order has exactly one charge"},
			"a charge is of another amount": {"guard_ledger_entries_update", "UPDATE ledger_entries SET amountKobo = amountKobo - 1 WHERE kind = 'charge'", "a paid order has exactly one charge"},
			"an order is paid by hand":      {"", "UPDATE orders SET status = 'paid' WHERE status = 'pending'", "an order's status is what its last event says"},
			"a refund is forgotten":         {"guard_ledger_entries_delete", "DELETE FROM ledger_entries WHERE kind = 'refund'", "an order is called refunded"},
			"a refund is too large":         {"guard_ledger_entries_update", "UPDATE ledger_entries SET amountKobo = amountKobo + 1 WHERE kind = 'refund'", "no more goes back than came"},
			"a refund was never entered":    {"guard_ledger_entries_delete", "DELETE FROM ledger_entries WHERE kind = 'refund'", "a refund that is processed is in the ledger"},
			"more is promised than came":    {"guard_refunds_update", "UPDATE refunds SET amountKobo = amountKobo * 2", "no more is asked to go back than came"},
			"a charge without an order":     {"", "INSERT INTO ledger_entries (kind, reference, amountKobo, currency, mode, providerId, payment, [[order]], recordedAt) VALUES ('charge', 'x', 1, 'NGN', 'test', '7', '', '', '2026-11-23 09:00:00.000Z')", "every charge pays an order, goes back or is a payment case"},
			"a second charge":               {"", "DROP INDEX idx_ledger_entries_charge; INSERT INTO ledger_entries (kind, reference, amountKobo, currency, mode, providerId, payment, [[order]], recordedAt) SELECT kind, reference, amountKobo, currency, mode, '7', payment, [[order]], recordedAt FROM ledger_entries WHERE kind = 'charge' LIMIT 1", "a reference has one charge"},
			"a payment without its charge":  {"", "UPDATE payments SET status = 'pending' WHERE status = 'success'", "a payment has its status from the ledger"},
			"a review without a case":       {"guard_payment_cases_delete", "DELETE FROM payment_cases", "money in review is a payment case"},
			"a line of another price":       {"", "UPDATE order_items SET lineKobo = lineKobo + 1", "a total is its parts, and its items are its lines"},
			"a line is gone":                {"", "DELETE FROM order_items", "a total is its parts, and its items are its lines"},
			"an attempt of another amount":  {"guard_payments_update", "UPDATE payments SET amountKobo = amountKobo + 1", "an attempt asks for its order's total"},
			"a stock without history":       {"stock_products_update", "UPDATE products SET stock = stock + 1 WHERE stockCounted", "a stock is the sum of its history"},
			"a cancelled order that holds":  {"guard_order_events_update", "UPDATE orders SET status = 'cancelled' WHERE status = 'paid'; UPDATE order_events SET [[to]] = 'cancelled' WHERE [[to]] = 'paid'", "a cancelled or expired order holds no stock"},
			"an order holds too much":       {"", "UPDATE order_items SET quantity = 1", "no order holds more than it is for"},
			"an illegal move":               {"", "INSERT INTO order_events (id, [[order]], kind, [[from]], [[to]], [[by]], message, at) SELECT 'illegal00000000', id, 'x', 'cancelled', 'pending', 'shopper', '', '2026-11-23 09:00:00.000Z' FROM orders WHERE status = 'pending' LIMIT 1", "an order moves only along the table of moves"},
			"paid at no time":               {"", "UPDATE orders SET paidAt = '' WHERE status = 'paid'", "an order has the time at which it was paid"},
			"nobody was told":               {"guard_notifications_delete", "DELETE FROM notifications WHERE audience = 'owner'", "shopper and owner are each told once"},
			"one was told twice":            {"guard_notifications_delete", "DROP INDEX idx_notifications_once; UPDATE notifications SET audience = 'shopper'", "shopper and owner are each told once"},
			"an attempt is forgotten":       {"", "INSERT INTO payments (id, [[order]], reference, status, amountKobo, currency, mode, createdAt, nextCheckAt) SELECT 'forgotten000000', id, 'forgotten', 'pending', totalKobo, 'NGN', 'test', '2026-11-23 09:00:00.000Z', '' FROM orders WHERE status = 'pending' LIMIT 1", "an open attempt has a time at which it is asked about"},
			"a refund hangs":                {"", "UPDATE refunds SET status = 'processing', nextCheckAt = ''", "an open refund has a time at which it is asked about"},
			"a settled attempt is asked":    {"", "UPDATE payments SET nextCheckAt = '2026-11-23 09:00:00.000Z' WHERE status = 'success'", "a settled attempt is not asked about any more"},
			"an event lies about":           {"", "UPDATE webhook_events SET handledAt = '', receivedAt = '2026-11-23 07:00:00.000Z'", "what Paystack reports is acted on"},
			"a guard is gone":               {"guard_ledger_entries_delete", "SELECT 1", "the books are guarded against every writer"},
		} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := traded(t)
				if broken, err := s.Check(t.Context(), s.App); err != nil || len(broken) > 0 {
					t.Fatalf("before: %v %v", broken, err)
				}
				s.ByForce()
				for _, statement := range append(drop(test.guard), strings.Split(test.by, "; ")...) {
					if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
						t.Fatalf("%s: %v", statement, err)
					}
				}
				broken, err := s.Check(t.Context(), s.App)
				must(t, err)
				there := false
				for _, one := range broken {
					there = there || strings.HasPrefix(one.Invariant, test.broken)
					if strings.HasPrefix(one.Invariant, test.broken) {
						mu.Lock()
						found[one.Invariant] = true
						mu.Unlock()
					}
				}
				if !there {
					t.Errorf("found only %+v", broken)
				}
				if health := s.Browser(t).Get("/api/shop/health").Want(200); health.At("books.ok") != false || health.Int("books.broken") != len(broken) {
					t.Errorf("the health answer: %s", health.Body)
				}
			})
		}
	})
	for _, invariant := range shop.Invariants() {
		if !found[invariant] {
			t.Errorf("no test breaks this: %s", invariant)
		}
	}
}

func drop(trigger string) []string {
	if trigger == "" {
		return nil
	}
	return []string{"DROP TRIGGER " + trigger}
}

func TestTheCommandPrintsEachBrokenRow(t *testing.T) {
	t.Parallel()
	s := traded(t)
	run := func() (string, error) {
		command, out := hooks.CheckCommand(s.App, s.Shop), &strings.Builder{}
		command.SetOut(out)
		command.SetArgs([]string{})
		err := command.Execute()
		return out.String(), err
	}
	if said, err := run(); err != nil || said != "The books are right.\n" {
		t.Errorf("it says %q, %v", said, err)
	}
	s.Set(t, "orders", s.Payment(t, s.Sandbox.Transactions()[0].Reference).GetString("order"), map[string]any{"paidAt": ""})
	said, err := run()
	if err == nil || err.Error() != "the books are wrong: 2 rows" || !strings.HasPrefix(said, "LG-1001: ") || strings.Count(said, "\n") != 2 {
		t.Errorf("it says %q, %v", said, err)
	}
}
