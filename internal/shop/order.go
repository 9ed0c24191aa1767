package shop

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// mostOrders is how many orders a shopper's list shows.
const mostOrders = 100

// Orders gives the shopper's orders, newest first, at most 100.
func (s *Shop) Orders(ctx context.Context, app core.App, who Shopper) ([]OrderView, error) {
	orders, err := findOrders(app, who, nil, mostOrders)
	if err != nil {
		return nil, err
	}
	views := make([]OrderView, len(orders))
	for i, order := range orders {
		if views[i], err = s.viewOrder(app, order); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// Order gives one of the shopper's orders.
func (s *Shop) Order(ctx context.Context, app core.App, who Shopper, id string) (OrderView, error) {
	order, err := findOrder(app, who, id)
	if err != nil {
		return OrderView{}, err
	}
	return s.viewOrder(app, order)
}

// PendingOrder gives the shopper's latest order that waits for its payment.
func (s *Shop) PendingOrder(ctx context.Context, app core.App, who Shopper) (OrderView, error) {
	orders, err := findOrders(app, who, dbx.HashExp{"status": string(commerce.OrderPending)}, 1)
	if err != nil {
		return OrderView{}, err
	}
	if len(orders) == 0 {
		return OrderView{}, notFound("order", "No order is waiting to be paid.")
	}
	return s.viewOrder(app, orders[0])
}

// Cancel cancels the shopper's unpaid order and gives its stock back. With restore, its lines come back into the cart,
// once, now or by a later call. Cancelling a cancelled order changes nothing.
func (s *Shop) Cancel(ctx context.Context, app core.App, who Shopper, id string, restore bool) (OrderView, error) {
	var order *core.Record
	err := write(ctx, app, "cancel an order", func(tx core.App) error {
		var err error
		if order, err = findOrder(tx, who, id); err != nil {
			return err
		}
		if order.GetString("status") != string(commerce.OrderCancelled) && !(restore && canRestore(order)) {
			if err := mayCancel(tx, order.Id); err != nil {
				return err
			}
			moved := event{Kind: "cancelled", To: commerce.OrderCancelled, By: commerce.Shopper, Message: "Order cancelled."}
			if err := moveOrder(tx, order, moved, s.now()); err != nil {
				return err
			}
		}
		if restore && canRestore(order) {
			return s.restoreCart(tx, who, order)
		}
		return nil
	})
	if err != nil {
		return OrderView{}, err
	}
	return s.viewOrder(app, order)
}

// mayCancel refuses to let a shopper cancel an order while money for it is on its way or waits for a person.
func mayCancel(tx core.App, order string) error {
	if review, err := inReview(tx, order); err != nil || review {
		return cmp.Or(err, errInReview)
	}
	payments, err := readPayments(tx, order)
	if err != nil {
		return err
	}
	for _, payment := range payments {
		if paymentOf(payment).UnderWay() {
			return errUnderWay
		}
	}
	return nil
}

var errUnderWay error = commerce.Refuse(commerce.Conflict, "order", commerce.CodeOrderCannotMove, "A payment for this order is under way. Wait until your bank has answered.")

// canRestore reports whether the lines of an order that came to nothing may go back into the cart.
func canRestore(order *core.Record) bool {
	status := commerce.OrderStatus(order.GetString("status"))
	return (status == commerce.OrderCancelled || status == commerce.OrderExpired) && !order.GetBool("cartRestored") && order.GetDateTime("paidAt").IsZero()
}

func (s *Shop) restoreCart(tx core.App, who Shopper, order *core.Record) error {
	items, err := readOrderItems(tx, order.Id)
	if err != nil {
		return err
	}
	lines := commerce.Cart{}
	for _, item := range items {
		if item.Product == "" {
			continue
		}
		line, err := item.cartLine()
		if err != nil {
			return err
		}
		lines = append(lines, line)
	}
	cart, err := openCart(tx, who, s.now())
	if err != nil {
		return err
	}
	there, err := readLines(tx, cart)
	if err != nil {
		return err
	}
	if err := writePlan(tx, cart, commerce.Merge(lines, there), s.now()); err != nil {
		return err
	}
	order.Set("cartRestored", true)
	return wrap(tx.Save(order), "note that a cart was restored")
}

// EditOrder is what the owner's edit of an order in the dashboard goes through: edited is about to be saved by save,
// inside the transaction tx. A move that the table does not allow is refused, and so is any change of what was agreed:
// lines, sums, number and owner.
func (s *Shop) EditOrder(tx core.App, edited *core.Record, save func() error) error {
	stored, err := tx.FindRecordById("orders", edited.Id)
	if err != nil {
		return wrap(err, "find the order to edit")
	}
	for _, name := range []string{"number", "sequence", "owner", "session", "cart", "itemsKobo", "deliveryKobo", "discountKobo", "totalKobo", "currency", "makingDays", "photos", "createdAt", "paidAt"} {
		if stored.GetString(name) != edited.GetString(name) || !slices.Equal(stored.GetStringSlice(name), edited.GetStringSlice(name)) {
			return commerce.Refuse(commerce.Conflict, name, commerce.CodeRecordProtected, "This was agreed with the shopper and cannot be changed.")
		}
	}
	to := commerce.OrderStatus(edited.GetString("status"))
	if from := commerce.OrderStatus(stored.GetString("status")); from != to {
		edited.Set("status", string(from))
		moved := event{Kind: string(to), To: to, By: commerce.Owner, Message: "The shop set the order to " + string(to) + "."}
		if err := moveOrder(tx, edited, moved, s.now()); err != nil {
			return err
		}
	}
	return save()
}

// Expire lets unpaid orders go that are older than [commerce.HoldTime], after asking Paystack about each, and gives
// their stock back. An order with a payment under way, or about which Paystack cannot say, waits.
func (s *Shop) Expire(ctx context.Context, app core.App) error {
	old := s.Now().UTC().Add(-commerce.HoldTime)
	orders := []*core.Record{}
	err := app.RecordQuery("orders").Where(dbx.And(dbx.HashExp{"status": string(commerce.OrderPending)}, dbx.NewExp("createdAt < {:old}", dbx.Params{"old": dateTime(old).String()}))).
		OrderBy("createdAt").Limit(50).All(&orders)
	if err != nil {
		return wrap(err, "find orders to expire")
	}
	var faults []error
	silences := 0
	for i, order := range orders {
		if i > 0 && !s.pause(ctx) {
			break
		}
		if err := s.expire(ctx, app, order); isUnavailable(err) {
			if silences++; silences == mostSilences {
				break
			}
		} else if err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

func (s *Shop) expire(ctx context.Context, app core.App, order *core.Record) error {
	payments, err := readPayments(app, order.Id)
	if err != nil {
		return err
	}
	for _, payment := range payments {
		if err := s.ask(ctx, app, payment.GetString("reference")); err != nil {
			return err
		}
	}
	return write(ctx, app, "expire an order", func(tx core.App) error {
		order, err := tx.FindRecordById("orders", order.Id)
		if err != nil || order.GetString("status") != string(commerce.OrderPending) {
			return wrap(err, "find the order to expire")
		}
		if may, err := mayLapse(tx, order.Id, s.Now()); err != nil || !may {
			return err
		}
		return moveOrder(tx, order, event{Kind: "expired", To: commerce.OrderExpired, By: commerce.Clock, Message: "Not paid in time. The gifts are for sale again."}, s.now())
	})
}
