package shop

import (
	"fmt"
	"strings"
	"time"

	"lovegiftings/internal/commerce"
)

// inboxTime is how long an event of a webhook may wait while Paystack answers.
const inboxTime = time.Hour

// askedFor is how long Paystack is asked about an attempt, see [commerce.NextCheck].
const askedFor = 7 * 24 * time.Hour

// invariant is something that always holds of the shop's books. query gives each row that breaks it: record is what a
// person finds it by, detail says what is wrong. {:now}, {:lately} and {:week} are times.
type invariant struct {
	name  string
	query string
}

// paidStatuses are those of an order that has been paid and is not over for want of money.
const paidStatuses = "('paid', 'preparing', 'dispatched', 'delivered')"

// A plus before a column keeps SQLite from an index that is worse than the one meant.
//
// invariants is the list. A row is a broken promise, whoever broke it: the program, a person in the database, a disk.
var invariants = []invariant{
	{"a paid order has exactly one charge that pays it, of its total or of what the owner accepted", `
		SELECT orders.number AS record, 'charges that pay it: ' || COUNT(charge.id) AS detail FROM orders
		LEFT JOIN payments ON payments.[[order]] = orders.id AND payments.status = 'success'
		LEFT JOIN ledger_entries AS charge ON charge.payment = payments.id AND charge.payment != '' AND +charge.kind = 'charge' AND +charge.mode = payments.mode
			AND ((charge.amountKobo = orders.totalKobo AND charge.currency = orders.currency)
				OR EXISTS (SELECT 1 FROM payment_cases WHERE payment_cases.payment = payments.id AND payment_cases.payment != '' AND payment_cases.status = 'closed' AND answer IN ('accept', 'reopen')))
		WHERE orders.status IN ` + paidStatuses + ` GROUP BY orders.id HAVING COUNT(charge.id) != 1 OR COUNT(payments.id) != 1`},
	{"an order is called refunded when all of its money went back, and not before", `
		SELECT record, 'charged ' || came || ', went back ' || back AS detail FROM (
			SELECT orders.number AS record, COALESCE(SUM(IIF(entry.kind = 'charge', entry.amountKobo, 0)), 0) AS came, COALESCE(SUM(IIF(entry.kind = 'charge', 0, entry.amountKobo)), 0) AS back
			FROM orders LEFT JOIN payments ON payments.[[order]] = orders.id AND payments.status = 'refunded' LEFT JOIN ledger_entries AS entry ON entry.payment = payments.id AND entry.payment != ''
			WHERE orders.status = 'refunded' GROUP BY orders.id
		) WHERE came = 0 OR came > back`},
	{"every charge pays an order, goes back or is a payment case", `
		SELECT charge.reference AS record, charge.amountKobo || ' kobo' AS detail FROM ledger_entries AS charge
		LEFT JOIN payments ON payments.id = charge.payment LEFT JOIN orders ON orders.id = payments.[[order]]
		WHERE charge.kind = 'charge' AND NOT COALESCE(payments.status = 'success' AND orders.status IN ` + paidStatuses + `, FALSE)
			AND NOT COALESCE(payments.status = 'refunded', FALSE)
			AND NOT EXISTS (SELECT 1 FROM payment_cases WHERE payment_cases.reference = charge.reference)
			AND (SELECT COALESCE(SUM(amountKobo), 0) FROM refunds WHERE refunds.reference = charge.reference AND refunds.status NOT IN ('failed', 'refused')) < charge.amountKobo`},
	{"a reference has one charge", `
		SELECT reference AS record, COUNT(*) || ' charges' AS detail FROM ledger_entries WHERE kind = 'charge' GROUP BY mode, reference HAVING COUNT(*) > 1`},
	{"no more goes back than came", `
		SELECT reference AS record, 'charged ' || SUM(IIF(kind = 'charge', amountKobo, 0)) || ', went back ' || SUM(IIF(kind = 'charge', 0, amountKobo)) AS detail
		FROM ledger_entries GROUP BY reference
		HAVING MAX(SUM(IIF(kind = 'refund', amountKobo, 0)), SUM(IIF(kind = 'chargeback', amountKobo, 0))) > SUM(IIF(kind = 'charge', amountKobo, 0))
			OR (SUM(IIF(kind = 'charge', 0, amountKobo)) > SUM(IIF(kind = 'charge', amountKobo, 0)) AND NOT EXISTS (SELECT 1 FROM payment_cases WHERE about = 'dispute of ' || ledger_entries.reference))`},
	{"no more is asked to go back than came", `
		SELECT refunds.reference AS record, 'refunds of ' || SUM(IIF(key != '', refunds.amountKobo, 0)) || ', at Paystack of ' || SUM(IIF(status NOT IN ('requested', 'unknown'), refunds.amountKobo, 0)) AS detail FROM refunds
		WHERE refunds.status NOT IN ('failed', 'refused') GROUP BY refunds.reference
		HAVING MAX(SUM(IIF(key != '', refunds.amountKobo, 0)), SUM(IIF(status NOT IN ('requested', 'unknown'), refunds.amountKobo, 0))) >
			(SELECT COALESCE(SUM(amountKobo), 0) FROM ledger_entries WHERE kind = 'charge' AND ledger_entries.reference = refunds.reference)`},
	{"a refund that is processed is in the ledger", `
		SELECT refunds.reference AS record, 'refund ' || refunds.providerId AS detail FROM refunds WHERE refunds.status = 'processed'
			AND NOT EXISTS (SELECT 1 FROM ledger_entries WHERE +kind = 'refund' AND ledger_entries.reference = refunds.reference AND ledger_entries.providerId = refunds.providerId AND ledger_entries.amountKobo = refunds.amountKobo)`},
	{"a payment has its status from the ledger", `
		SELECT payments.reference AS record, payments.status || ', charges in the ledger: ' || COUNT(charge.id) AS detail FROM payments
		LEFT JOIN ledger_entries AS charge ON charge.payment = payments.id AND charge.payment != '' AND charge.kind = 'charge'
		GROUP BY payments.id HAVING (payments.status IN ('success', 'review', 'refunded')) != (COUNT(charge.id) = 1)`},
	{"money in review is a payment case", `
		SELECT reference AS record, reason AS detail FROM payments WHERE status = 'review'
			AND NOT EXISTS (SELECT 1 FROM payment_cases WHERE payment_cases.payment = payments.id AND payment_cases.payment != '')`},
	{"a total is its parts, and its items are its lines", `
		SELECT orders.number AS record, 'lines ' || COALESCE(SUM(order_items.lineKobo), 0) || ', items ' || orders.itemsKobo || ', total ' || orders.totalKobo AS detail
		FROM orders LEFT JOIN order_items ON order_items.[[order]] = orders.id GROUP BY orders.id
		HAVING COALESCE(SUM(order_items.lineKobo), 0) != orders.itemsKobo OR orders.totalKobo != orders.itemsKobo + orders.deliveryKobo - orders.discountKobo
			OR SUM(order_items.lineKobo != order_items.unitPriceKobo * order_items.quantity) > 0`},
	{"an attempt asks for its order's total", `
		SELECT payments.reference AS record, payments.amountKobo || ' of ' || orders.totalKobo AS detail FROM payments JOIN orders ON orders.id = payments.[[order]]
		WHERE payments.amountKobo != orders.totalKobo OR payments.currency != orders.currency`},
	{"a stock is the sum of its history", `
		SELECT products.slug AS record, 'stock ' || products.stock || ', history ' || COALESCE(SUM(stock_moves.pieces), 0) AS detail FROM products
		LEFT JOIN stock_moves ON stock_moves.product = products.id GROUP BY products.id HAVING products.stock != COALESCE(SUM(stock_moves.pieces), 0) OR products.stock < 0`},
	{"a cancelled or expired order holds no stock", `
		SELECT orders.number AS record, -SUM(stock_moves.pieces) || ' pieces' AS detail FROM orders JOIN stock_moves ON stock_moves.[[order]] = orders.id AND stock_moves.product != ''
		WHERE orders.status IN ('cancelled', 'expired') GROUP BY orders.id, stock_moves.product HAVING SUM(stock_moves.pieces) != 0`},
	{"no order holds more than it is for", `
		SELECT orders.number AS record, -SUM(stock_moves.pieces) || ' pieces' AS detail FROM orders JOIN stock_moves ON stock_moves.[[order]] = orders.id AND stock_moves.product != ''
		GROUP BY orders.id, stock_moves.product
		HAVING -SUM(stock_moves.pieces) > (SELECT COALESCE(SUM(quantity), 0) FROM order_items WHERE order_items.[[order]] = orders.id AND order_items.product = stock_moves.product)`},
	{"an order moves only along the table of moves", `
		SELECT orders.number AS record, [[from]] || ' to ' || [[to]] || ' by ' || [[by]] AS detail FROM order_events JOIN orders ON orders.id = order_events.[[order]]
		WHERE [[to]] != '' AND [[from]] != '' AND [[from]] || ' ' || [[to]] || ' ' || [[by]] NOT IN (` + legalMoves() + `)`},
	{"an order's status is what its last event says", `
		SELECT orders.number AS record, orders.status || ', last event ' || COALESCE((SELECT [[to]] FROM order_events WHERE [[order]] = orders.id AND [[to]] != '' ORDER BY order_events._rowid_ DESC LIMIT 1), 'none') AS detail
		FROM orders WHERE orders.status != COALESCE((SELECT [[to]] FROM order_events WHERE [[order]] = orders.id AND [[to]] != '' ORDER BY order_events._rowid_ DESC LIMIT 1), '')`},
	{"an order has the time at which it was paid exactly when it was", `
		SELECT number AS record, 'paidAt ' || paidAt AS detail FROM orders
		WHERE (paidAt != '') != EXISTS (SELECT 1 FROM order_events WHERE [[order]] = orders.id AND [[to]] = 'paid')`},
	{"shopper and owner are each told once that an order is paid", `
		SELECT orders.number AS record, COUNT(notifications.id) || ' notices' AS detail FROM orders
		LEFT JOIN notifications ON notifications.[[order]] = orders.id AND notifications.kind = '` + noticeOrderPaid + `'
		GROUP BY orders.id HAVING COUNT(notifications.id) != IIF(orders.paidAt != '', 2, 0) OR COUNT(DISTINCT notifications.audience) != COUNT(notifications.id)`},
	{"an open attempt has a time at which it is asked about", `
		SELECT reference AS record, 'begun ' || createdAt AS detail FROM payments WHERE status = 'pending' AND nextCheckAt = '' AND createdAt > {:week}`},
	{"an open refund has a time at which it is asked about", `
		SELECT reference AS record, status || ' since ' || createdAt AS detail FROM refunds
		WHERE status NOT IN ('processed', 'failed', 'refused') AND nextCheckAt = '' AND createdAt > {:week}`},
	{"a settled attempt is not asked about any more", `
		SELECT reference AS record, status AS detail FROM payments WHERE status NOT IN ('pending', 'failed') AND nextCheckAt != ''`},
	{"what Paystack reports is acted on", `
		SELECT event AS record, 'received ' || receivedAt AS detail FROM webhook_events WHERE handledAt = '' AND receivedAt < {:lately}`},
	{"the books are guarded against every writer", `
		SELECT value AS record, 'the trigger is gone' AS detail FROM json_each('` + guardNames() + `')
		WHERE NOT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND sqlite_master.name = value)`},
}

// Invariants lists what always holds of the shop's books, each as a sentence; see [Shop.Check].
func Invariants() []string {
	names := make([]string, len(invariants))
	for i, one := range invariants {
		names[i] = one.name
	}
	return names
}

// legalMoves is the table of moves as SQL text constants.
func legalMoves() string {
	moves := []string{}
	for _, from := range commerce.OrderStatuses {
		for _, to := range commerce.OrderStatuses {
			for _, by := range commerce.Actors {
				if commerce.MoveOrder(from, to, by) == nil {
					moves = append(moves, fmt.Sprintf("'%s %s %s'", from, to, by))
				}
			}
		}
	}
	return strings.Join(moves, ", ")
}

// guardNames lists as a JSON array the triggers that hold the books; the migrations make them.
func guardNames() string {
	return `["` + strings.Join([]string{
		"guard_orders_insert", "guard_orders_update", "guard_order_items_insert", "guard_payments_update", "guard_payments_delete",
		"guard_order_events_update", "guard_order_events_delete", "guard_ledger_entries_update", "guard_ledger_entries_delete",
		"guard_refunds_insert", "guard_refunds_update", "guard_refunds_delete", "guard_payment_cases_update", "guard_payment_cases_delete",
		"guard_notifications_delete", "stock_moves_insert", "stock_moves_update", "stock_moves_delete", "stock_products_insert", "stock_products_update",
	}, `", "`) + `"]`
}
