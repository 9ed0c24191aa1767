package hooks_test

import (
	"testing"

	"lovegiftings/internal/shoptest"
)

// booksOf100000 fills a shop with 100,000 paid orders, as checkout and settlement would have written them.
var booksOf100000 = []string{
	`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
		INSERT INTO orders (id, number, sequence, status, name, email, phone, town, address, totalKobo, itemsKobo, deliveryKobo, discountKobo, currency, createdAt, paidAt)
		SELECT printf('o%014d', i), 'LG-' || (5000 + i), 5000 + i, 'paid', 'Ada', 'ada@example.com', '1', 'Ikeja', 'A road', 2450000, 2200000, 250000, 0, 'NGN', '2026-11-23 09:00:00.000Z', '2026-11-23 09:00:00.000Z' FROM n`,
	`INSERT INTO order_items (id, [[order]], name, quantity, unitPriceKobo, lineKobo, position) SELECT 'i' || substr(id, 2), id, 'Test Mug', 2, 1100000, 2200000, 0 FROM orders`,
	`INSERT INTO order_events (id, [[order]], kind, [[from]], [[to]], [[by]], message, at) SELECT 'e' || substr(id, 2), id, 'placed', '', 'pending', 'shopper', '', createdAt FROM orders`,
	`INSERT INTO order_events (id, [[order]], kind, [[from]], [[to]], [[by]], message, at) SELECT 'f' || substr(id, 2), id, 'paid', 'pending', 'paid', 'paystack', '', createdAt FROM orders`,
	`INSERT INTO payments (id, [[order]], reference, status, amountKobo, currency, mode, createdAt) SELECT 'p' || substr(id, 2), id, 'r' || sequence, 'success', totalKobo, 'NGN', 'test', createdAt FROM orders`,
	`INSERT INTO ledger_entries (kind, reference, amountKobo, currency, mode, providerId, payment, [[order]], recordedAt) SELECT 'charge', reference, amountKobo, 'NGN', 'test', id, id, [[order]], createdAt FROM payments`,
	`INSERT INTO notifications (kind, audience, [[order]], status, createdAt)
		SELECT 'order_paid', audience.value, orders.id, 'queued', orders.createdAt FROM orders, json_each('["shopper", "owner"]') AS audience`,
}

// BenchmarkCheckOfTheBooks measures one look at the books of 100,000 orders. It reads only, so shoppers write meanwhile.
func BenchmarkCheckOfTheBooks(b *testing.B) {
	s := shoptest.Open(b)
	for _, statement := range booksOf100000 {
		if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
	for b.Loop() {
		if broken, err := s.Check(b.Context(), s.App); err != nil || len(broken) > 0 {
			b.Fatalf("%v %+v", err, broken)
		}
	}
}
