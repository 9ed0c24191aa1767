package commerce

import (
	"fmt"
	"slices"
	"time"

	"lovegiftings/internal/money"
)

// OrderStatus is where an order stands, in the words that a shopper reads.
type OrderStatus string

// The statuses of an order.
const (
	OrderPending    OrderStatus = "pending"
	OrderPaid       OrderStatus = "paid"
	OrderPreparing  OrderStatus = "preparing"
	OrderDispatched OrderStatus = "dispatched"
	OrderDelivered  OrderStatus = "delivered"
	OrderCancelled  OrderStatus = "cancelled"
	OrderExpired    OrderStatus = "expired"
	OrderRefunded   OrderStatus = "refunded"
)

// OrderStatuses lists them all, in the order in which an order passes them.
var OrderStatuses = []OrderStatus{OrderPending, OrderPaid, OrderPreparing, OrderDispatched, OrderDelivered, OrderCancelled, OrderExpired, OrderRefunded}

// Actor is who moves an order or a payment.
type Actor string

// The actors.
const (
	Shopper  Actor = "shopper"
	Owner    Actor = "owner"
	Paystack Actor = "paystack" // an answer of Paystack's that the shop asked for itself
	Clock    Actor = "clock"
	Decision Actor = "decision" // the owner's answer to a payment case
)

// Actors lists them all.
var Actors = []Actor{Shopper, Owner, Paystack, Clock, Decision}

// orderMoves is the only place that says how an order may move, and by whom.
var orderMoves = []struct {
	from, to OrderStatus
	by       []Actor
}{
	{OrderPending, OrderPaid, []Actor{Paystack, Decision}},
	{OrderPending, OrderCancelled, []Actor{Shopper, Owner}},
	{OrderPending, OrderExpired, []Actor{Clock}},
	{OrderExpired, OrderPaid, []Actor{Paystack, Decision}},
	{OrderCancelled, OrderPaid, []Actor{Decision}},
	{OrderPaid, OrderPreparing, []Actor{Owner}},
	{OrderPaid, OrderCancelled, []Actor{Owner}},
	{OrderPaid, OrderRefunded, []Actor{Paystack}},
	{OrderPreparing, OrderDispatched, []Actor{Owner}},
	{OrderPreparing, OrderCancelled, []Actor{Owner}},
	{OrderPreparing, OrderRefunded, []Actor{Paystack}},
	{OrderDispatched, OrderDelivered, []Actor{Owner}},
	{OrderDispatched, OrderRefunded, []Actor{Paystack}},
	{OrderDelivered, OrderRefunded, []Actor{Paystack}},
}

// MoveOrder says whether by may move an order from one status to another. The refusal is for the person who tried.
func MoveOrder(from, to OrderStatus, by Actor) error {
	for _, move := range orderMoves {
		if move.from == from && move.to == to && slices.Contains(move.by, by) {
			return nil
		}
	}
	message := fmt.Sprintf("This order is %s and cannot become %s.", from, to)
	if to == OrderCancelled && by == Shopper {
		message = fmt.Sprintf("This order is %s and cannot be cancelled here. Call the shop.", from)
	}
	return Refuse(Conflict, "status", CodeOrderCannotMove, message)
}

// HoldsStock reports whether an order in this status keeps its pieces from being sold to others.
func (s OrderStatus) HoldsStock() bool {
	return s != OrderCancelled && s != OrderExpired
}

// HoldTime is how long an unpaid order keeps its stock before the shop asks Paystack about it and lets it go.
const HoldTime = 45 * time.Minute

// Order is what the rules must know of an order.
type Order struct {
	ID     string
	Number string
	Status OrderStatus
	Total  money.Kobo
}

// OrderNumber writes the running number of an order as people read and say it.
func OrderNumber(sequence int) string { return fmt.Sprintf("LG-%d", sequence) }

// FirstOrder is the running number of the first order.
const FirstOrder = 1001
