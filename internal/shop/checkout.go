package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// mostPending bounds how many of a shopper's unpaid orders are looked at. There is one, unless Paystack says that an
// earlier one is being paid.
const mostPending = 10

// PriceChanged is the refusal of a checkout whose total is not the one that the shopper saw. It wraps the
// [commerce.Refusal] and carries what the cart costs now.
type PriceChanged struct {
	*commerce.Refusal
	Cart  CartView
	Total int64 // kobo, delivery included
}

// Unwrap gives the refusal.
func (p *PriceChanged) Unwrap() error { return p.Refusal }

// Checkout turns the shopper's cart into an order and reports whether it is new. Pressed twice, or sent again with the
// same idempotency key, it answers with the first order. key may be empty.
func (s *Shop) Checkout(ctx context.Context, app core.App, who Shopper, form commerce.CheckoutForm, key string) (OrderView, bool, error) {
	if err := s.askAboutEarlier(ctx, app, who); err != nil {
		return OrderView{}, false, err
	}
	hash, key := requestHash(form), keyHash(who, key)
	var order *core.Record
	made := false
	err := write(ctx, app, "check out", func(tx core.App) error {
		var err error
		if order, err = placedAlready(tx, who, key, hash); order != nil || err != nil {
			return err
		}
		order, err = s.place(tx, who, form, key, hash)
		made = err == nil
		return err
	})
	if err != nil {
		return OrderView{}, false, err
	}
	view, err := s.viewOrder(app, order)
	return view, made, err
}

func (s *Shop) place(tx core.App, who Shopper, form commerce.CheckoutForm, key, hash string) (*core.Record, error) {
	cart, err := findCart(tx, who)
	if err != nil {
		return nil, err
	}
	quote, rows, err := s.quote(tx, who, cart)
	if err != nil {
		return nil, err
	}
	zones, err := readZones(tx)
	if err != nil {
		return nil, err
	}
	draft, err := commerce.Place(quote, form, zones)
	if refusal, ok := err.(*commerce.Refusal); ok && refusal.Has(commerce.CodePriceChanged) {
		return nil, &PriceChanged{Refusal: refusal, Cart: viewCart(cart, quote, rows, zones), Total: int64(draft.Total)}
	}
	if err != nil {
		return nil, err
	}
	session := who.Session
	if who.User != "" {
		session = "" // the next person at this browser must not see an account's orders
	}
	order, err := createOrder(tx, draft, rows, map[string]any{
		"owner": who.User, "session": session, placedFrom: who.Session, "cart": cart.Id, "idempotencyKey": key, "requestHash": hash,
	}, s.now())
	if err != nil {
		return nil, err
	}
	cart.Set("status", "ordered")
	cart.Set("updatedAt", s.now())
	return order, wrap(tx.Save(cart), "close a cart")
}

// placedAlready finds the order that this very request has made before: by its idempotency key or, when the cart is
// gone because the button was pressed twice, by its content.
func placedAlready(tx core.App, who Shopper, key, hash string) (*core.Record, error) {
	if key != "" {
		order, err := findOne(tx, "orders", dbx.HashExp{"idempotencyKey": key})
		if err != nil {
			return nil, err
		}
		if order != nil && order.GetString("requestHash") != hash {
			return nil, commerce.Refuse(commerce.Mismatch, "Idempotency-Key", commerce.CodeIdempotencyKeyReused, "This idempotency key was used for another order. Send a new one.")
		}
		if order != nil {
			return order, nil
		}
	}
	cart, err := findCart(tx, who)
	if err != nil {
		return nil, err
	}
	if lines, err := readLines(tx, cart); err != nil || len(lines) > 0 {
		return nil, err
	}
	latest, err := findOrders(tx, who, nil, 1)
	if err != nil || len(latest) == 0 || latest[0].GetString("status") != string(commerce.OrderPending) || latest[0].GetString("requestHash") != hash {
		return nil, err
	}
	return latest[0], nil
}

func requestHash(form commerce.CheckoutForm) string {
	written, err := json.Marshal(form)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return hashed(string(written))
}

// keyHash keeps one shopper's idempotency keys apart from another's.
func keyHash(who Shopper, key string) string {
	if key == "" {
		return ""
	}
	return hashed(fmt.Sprintf("%s\n%s\n%s", who.User, who.Session, key))
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// askAboutEarlier asks Paystack about every open payment of the shopper's pending orders, however lately it was asked: a
// payment may have been made since. So the checkout that follows replaces only orders that nobody is paying. When
// Paystack cannot say, the order stays and the clock asks on.
func (s *Shop) askAboutEarlier(ctx context.Context, app core.App, who Shopper) error {
	orders, err := findOrders(app, who, dbx.HashExp{"status": string(commerce.OrderPending)}, mostPending)
	if err != nil {
		return err
	}
	for _, order := range orders {
		payments, err := readPayments(app, order.Id)
		if err != nil {
			return err
		}
		for _, payment := range payments {
			if paymentOf(payment).Status == commerce.PaymentFailed {
				continue
			}
			if err := s.ask(ctx, app, payment.GetString("reference")); err != nil && !isUnavailable(err) {
				return err
			}
		}
	}
	return nil
}

// supersedable reads the shopper's pending orders that a newer one may replace: all but those with a payment under way.
func (s *Shop) supersedable(app core.App, who Shopper, but string) ([]*core.Record, error) {
	orders, err := findOrders(app, who, dbx.And(dbx.HashExp{"status": string(commerce.OrderPending)}, dbx.Not(dbx.HashExp{"id": but})), mostPending)
	if err != nil {
		return nil, err
	}
	free := []*core.Record{}
	for _, order := range orders {
		may, err := mayLapse(app, order.Id, s.Now())
		if err != nil {
			return nil, err
		}
		if may {
			free = append(free, order)
		}
	}
	return free, nil
}

// Supersede cancels the earlier pending orders of the shopper to whom a new order belongs, those that an account's owner
// placed as a guest of the same browser included, and gives their stock back. It belongs into the transaction that makes
// the new order.
func (s *Shop) Supersede(tx core.App, order *core.Record) error {
	earlier, err := s.supersedable(tx, placerOf(order), order.Id)
	if err != nil {
		return err
	}
	for _, one := range earlier {
		message := "Replaced by order " + order.GetString("number") + "."
		if err := moveOrder(tx, one, event{Kind: "superseded", To: commerce.OrderCancelled, By: commerce.Shopper, Message: message}, s.now()); err != nil {
			return wrap(err, "supersede an order")
		}
	}
	return nil
}
