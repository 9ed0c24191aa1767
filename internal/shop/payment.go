package shop

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// paystackTime is how long a shopper waits for Paystack at most, all calls of one act together.
const paystackTime = 7 * time.Second

// initializeRounds bounds how often one act begins anew after learning that an attempt has ended.
const initializeRounds = 3

// knownChannels are the ways to pay that Paystack has (API reference, "Initialize transaction"). [Shop.Initialize] refuses
// any other, which Paystack would refuse as well.
var knownChannels = []string{"card", "bank", "ussd", "qr", "eft", "mobile_money", "bank_transfer", "apple_pay", "capitec_pay", "payattitude"}

// Initialize gives the page on which the shopper pays an order. The reference is written before Paystack is called, so
// that nothing is lost by a crash; an attempt that is still open is handed back after asking Paystack about it. The
// amount and the e-mail address are the order's.
func (s *Shop) Initialize(ctx context.Context, app core.App, who Shopper, orderID string, channels []string) (PageView, error) {
	if app.IsTransactional() {
		return PageView{}, errors.New("initialize a payment: not inside a transaction")
	}
	for _, channel := range channels {
		if !slices.Contains(knownChannels, channel) {
			return PageView{}, commerce.Refuse(commerce.Invalid, "channels", commerce.CodeBodyInvalid, "Choose channels of: "+strings.Join(knownChannels, ", ")+".")
		}
	}
	order, err := findOrder(app, who, orderID)
	if err != nil {
		return PageView{}, err
	}
	shared := context.WithoutCancel(ctx)
	page, err, _ := s.calls.Do("initialize "+order.Id, func() (any, error) {
		ctx, cancel := context.WithTimeout(shared, paystackTime)
		defer cancel()
		for range initializeRounds {
			page, err := s.initialize(ctx, app, order.Id, channels)
			if page.Reference != "" || err != nil {
				return page, err
			}
		}
		return PageView{}, errPaystackSilent
	})
	if err != nil {
		return PageView{}, err
	}
	return page.(PageView), nil
}

// initialize does one round; without a page and without an error the attempt has just ended and another may begin.
func (s *Shop) initialize(ctx context.Context, app core.App, orderID string, channels []string) (PageView, error) {
	payment, order, err := s.openPayment(ctx, app, orderID)
	if err != nil {
		return PageView{}, err
	}
	reference := payment.GetString("reference")
	if payment.GetString("authorizationUrl") != "" {
		if err := s.ask(ctx, app, reference); err != nil {
			return PageView{}, err
		}
		payment, err = findPayment(app, reference)
		if err != nil || payment.GetString("status") != string(commerce.PaymentPending) {
			return PageView{}, err
		}
		return viewPage(payment), nil
	}
	lines, err := lineWords(app, order.Id)
	if err != nil {
		return PageView{}, err
	}
	authorization, err := s.Paystack.Initialize(ctx, paystack.Initialize{
		Email: order.GetString("email"), Amount: money.Kobo(payment.GetInt64("amountKobo")), Currency: money.Currency,
		Reference: reference, CallbackURL: s.URL() + "/api/paystack/callback", Channels: channels,
		Metadata: map[string]any{
			"order_id": order.Id, "order_number": order.GetString("number"), "order_lines": lines,
			"cancel_action": s.URL() + "/checkout?order=" + url.QueryEscape(order.Id),
			"custom_fields": []map[string]string{{"display_name": "Order", "variable_name": "order_number", "value": order.GetString("number")}},
		},
	})
	switch {
	case err == nil:
		return s.keepPage(ctx, app, reference, authorization)
	case errors.Is(err, paystack.ErrDuplicateReference):
		// Paystack has begun this attempt, but its page never reached us and cannot be had again.
		return PageView{}, s.endPayment(ctx, app, reference, "page_lost")
	case errors.Is(err, paystack.ErrInvalidEmail):
		if err := s.endPayment(ctx, app, reference, "email_refused"); err != nil {
			return PageView{}, err
		}
		return PageView{}, commerce.Refuse(commerce.Invalid, "email", commerce.CodeEmailInvalid, "Paystack does not take this e-mail address. Cancel the order and use another.")
	case errors.Is(err, paystack.ErrUnavailable), errors.Is(err, paystack.ErrUnauthorized):
		return PageView{}, s.silent(app, err)
	default:
		return PageView{}, fmt.Errorf("initialize a payment: %w", err)
	}
}

// lineWords says in a few words what an order is of, for Paystack's book: should the shop's own be lost, it tells what
// was paid for. What shoppers wrote on their gifts stays here.
func lineWords(app core.App, order string) (string, error) {
	items, err := readOrderItems(app, order)
	if err != nil {
		return "", err
	}
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = fmt.Sprintf("%d × %s", item.Quantity, item.Name)
	}
	return clip(strings.Join(words, ", ")), nil
}

// openPayment gives the order's open attempt, which it makes when there is none.
func (s *Shop) openPayment(ctx context.Context, app core.App, orderID string) (payment, order *core.Record, err error) {
	err = write(ctx, app, "open a payment", func(tx core.App) error {
		if order, err = tx.FindRecordById("orders", orderID); err != nil {
			return err
		}
		status := commerce.OrderStatus(order.GetString("status"))
		if !order.GetDateTime("paidAt").IsZero() {
			return commerce.Refuse(commerce.Conflict, "order", commerce.CodeOrderPaid, "This order is paid.")
		}
		if status != commerce.OrderPending {
			return commerce.Refuse(commerce.Conflict, "order", commerce.CodeOrderCannotMove, "This order is "+string(status)+" and cannot be paid.")
		}
		if review, err := inReview(tx, order.Id); err != nil || review {
			return cmp.Or(err, errInReview)
		}
		payment, err = findOne(tx, "payments", dbx.HashExp{"order": order.Id, "status": string(commerce.PaymentPending)})
		if payment != nil || err != nil {
			return err
		}
		reference, err := uuid.NewRandomFromReader(s.Random)
		if err != nil {
			return fmt.Errorf("make a reference: %w", err)
		}
		now := s.now()
		payment, err = create(tx, "payments", map[string]any{
			"order": order.Id, "reference": reference.String(), "status": string(commerce.PaymentPending),
			"amountKobo": order.GetInt64("totalKobo"), "currency": money.Currency, "mode": s.Paystack.Mode(),
			"createdAt": now, "nextCheckAt": commerce.Jitter(reference.String(), now.Time(), commerce.NextCheck(now.Time(), now.Time())),
		})
		if err != nil {
			return err
		}
		return logEvent(tx, order, event{Kind: "payment_started", By: commerce.Shopper, Message: "Payment started."}, now)
	})
	return payment, order, err
}

func (s *Shop) keepPage(ctx context.Context, app core.App, reference string, authorization paystack.Authorization) (PageView, error) {
	var payment *core.Record
	err := write(ctx, app, "keep a payment's page", func(tx core.App) error {
		var err error
		if payment, err = findPayment(tx, reference); err != nil {
			return err
		}
		payment.Set("accessCode", authorization.AccessCode)
		payment.Set("authorizationUrl", authorization.URL)
		return wrap(tx.Save(payment), "save a payment")
	})
	if err != nil {
		return PageView{}, err
	}
	return viewPage(payment), nil
}

// endPayment closes an attempt that nobody can pay. Should money come for it all the same, settlement takes it.
func (s *Shop) endPayment(ctx context.Context, app core.App, reference, reason string) error {
	return write(ctx, app, "end a payment", func(tx core.App) error {
		payment, err := findPayment(tx, reference)
		if err != nil {
			return err
		}
		if err := movePayment(payment, commerce.PaymentFailed, commerce.Paystack); err != nil {
			return err
		}
		payment.Set("reason", reason)
		return wrap(tx.Save(payment), "save a payment")
	})
}

var errInReview error = commerce.Refuse(commerce.Conflict, "order", commerce.CodeOrderCannotMove, "The shop is looking at a payment for this order. It will call you.")

// errPaystackSilent is the refusal for everything that only Paystack can answer when it does not.
var errPaystackSilent = commerce.Refuse(commerce.Unavailable, "payment", commerce.CodePaymentUnavailable,
	"Paystack does not answer at the moment. Your order is kept: try to pay again in a few minutes.")

// silent is errPaystackSilent for an error that the owner must hear of when it is a wrong key.
func (s *Shop) silent(app core.App, err error) error {
	if errors.Is(err, paystack.ErrUnauthorized) {
		app.Logger().Error("Paystack refuses the secret key", "error", err.Error())
	}
	return errPaystackSilent
}

// unanswered is the error of a call to Paystack about which nothing was learnt: the refusal when Paystack is silent or
// refuses the key, and a fault otherwise. what says what was being done.
func (s *Shop) unanswered(app core.App, err error, what string) error {
	if errors.Is(err, paystack.ErrUnavailable) || errors.Is(err, paystack.ErrUnauthorized) {
		return s.silent(app, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}

func isUnavailable(err error) bool {
	refusal, ok := errors.AsType[*commerce.Refusal](err)
	return ok && refusal.Kind == commerce.Unavailable
}
