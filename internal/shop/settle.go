package shop

import (
	"context"
	"errors"
	"fmt"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/paystack"
)

// Verify asks Paystack about one of the shopper's payments and gives the payment and its order as they stand then.
func (s *Shop) Verify(ctx context.Context, app core.App, who Shopper, reference string) (VerifyView, error) {
	if _, _, err := findPaymentOf(app, who, reference); err != nil {
		return VerifyView{}, err
	}
	if err := s.ask(ctx, app, reference); err != nil {
		return VerifyView{}, err
	}
	payment, order, err := findPaymentOf(app, who, reference)
	if err != nil {
		return VerifyView{}, err
	}
	view, err := s.viewOrder(app, order)
	return VerifyView{Payment: viewPayment(payment), Order: view}, err
}

// VerifyAny is [Shop.Verify] for the owner, who may ask about every attempt.
func (s *Shop) VerifyAny(ctx context.Context, app core.App, reference string) (VerifyView, error) {
	if err := s.ask(ctx, app, reference); err != nil {
		return VerifyView{}, err
	}
	payment, err := findPayment(app, reference)
	if err != nil {
		return VerifyView{}, err
	}
	if payment == nil {
		return VerifyView{}, notFound("reference", "There is no such payment.")
	}
	order, err := app.FindRecordById("orders", payment.GetString("order"))
	if err != nil {
		return VerifyView{}, fmt.Errorf("find the order of a payment: %w", err)
	}
	view, err := s.viewOrder(app, order)
	return VerifyView{Payment: viewPayment(payment), Order: view}, err
}

// Glimpse asks Paystack about a payment for whoever holds its reference, which nobody can guess: a payer who comes back
// in another browser than the one that ordered, or looks on another phone. It tells nothing about the person or the
// gifts. When Paystack cannot say, what is known is told.
func (s *Shop) Glimpse(ctx context.Context, app core.App, reference string) (GlimpseView, error) {
	if err := s.ask(ctx, app, reference); err != nil && !isUnavailable(err) {
		return GlimpseView{}, err
	}
	payment, err := findPayment(app, reference)
	if err != nil {
		return GlimpseView{}, err
	}
	if payment == nil {
		return GlimpseView{}, notFound("reference", "There is no such payment.")
	}
	order, err := app.FindRecordById("orders", payment.GetString("order"))
	if err != nil {
		return GlimpseView{}, fmt.Errorf("find the order of a payment: %w", err)
	}
	view := viewPayment(payment)
	return GlimpseView{
		Payment: GlimpsedPayment{Reference: view.Reference, Status: view.Status, Amount: view.Amount, ProviderStatus: view.ProviderStatus},
		Order:   GlimpsedOrder{Number: order.GetString("number"), Status: order.GetString("status")},
	}, nil
}

// HearCallback asks Paystack about a payment whose payer's browser has come back, whoever that is, and reports whether
// it failed. A reference that is not ours, or about which Paystack cannot say, has not.
func (s *Shop) HearCallback(ctx context.Context, app core.App, reference string) (failed bool, err error) {
	if err := s.ask(ctx, app, reference); err != nil && !isUnavailable(err) {
		return false, err
	}
	payment, err := findPayment(app, reference)
	return payment != nil && payment.GetString("status") == string(commerce.PaymentFailed), err
}

// ask is the one way in which the shop learns what became of a payment: it asks Paystack and settles what it hears. A
// reference that is not ours, or that is settled, is not asked about. It must not run inside a transaction.
func (s *Shop) ask(ctx context.Context, app core.App, reference string) error {
	if app.IsTransactional() {
		return errors.New("ask Paystack: not inside a transaction")
	}
	payment, err := findPayment(app, reference)
	if err != nil || payment == nil || paymentOf(payment).Status.Settled() {
		return err
	}
	// Several may wait for the one answer, so it does not end with the first of them.
	shared := context.WithoutCancel(ctx)
	_, err, _ = s.calls.Do("ask "+reference, func() (any, error) {
		ctx, cancel := context.WithTimeout(shared, paystackTime)
		defer cancel()
		charge, err := s.charge(ctx, app, reference)
		if err != nil {
			return nil, err
		}
		return nil, s.settle(shared, app, charge)
	})
	return err
}

// charge gives Paystack's answer about a reference; one that Paystack does not know is [commerce.HeardNothing].
func (s *Shop) charge(ctx context.Context, app core.App, reference string) (commerce.Charge, error) {
	transaction, err := s.Paystack.Verify(ctx, reference)
	switch {
	case errors.Is(err, paystack.ErrNotFound):
		return commerce.Charge{Reference: reference, Status: commerce.HeardNothing}, nil
	case errors.Is(err, paystack.ErrUnavailable), errors.Is(err, paystack.ErrUnauthorized):
		return commerce.Charge{}, s.silent(app, err)
	case err != nil:
		return commerce.Charge{}, fmt.Errorf("ask Paystack about a payment: %w", err)
	}
	return chargeOf(transaction), nil
}

// settle writes what an answer of Paystack's means.
func (s *Shop) settle(ctx context.Context, app core.App, charge commerce.Charge) error {
	return write(ctx, app, "settle a payment", func(tx core.App) error {
		payment, err := findPayment(tx, charge.Reference)
		if err != nil || payment == nil {
			return err
		}
		order, err := tx.FindRecordById("orders", payment.GetString("order"))
		if err != nil {
			return fmt.Errorf("find the order of a payment: %w", err)
		}
		before := orderOf(order)
		stockBack := false
		if before.Status == commerce.OrderExpired {
			if stockBack, err = stockThere(tx, order.Id); err != nil {
				return err
			}
		}
		outcome := commerce.Settle(before, paymentOf(payment), charge, stockBack)
		return s.writeOutcome(tx, order, payment, charge, outcome)
	})
}

func (s *Shop) writeOutcome(tx core.App, order, payment *core.Record, charge commerce.Charge, outcome commerce.Outcome) error {
	was := paymentOf(payment).Status
	if was.Settled() {
		return nil
	}
	now := s.now()
	if was != outcome.Payment {
		if err := movePayment(payment, outcome.Payment, commerce.Paystack); err != nil {
			return err
		}
		payment.Set("reason", string(outcome.Case))
	}
	noteAnswer(payment, charge, now)
	if err := tx.Save(payment); err != nil {
		return fmt.Errorf("save a payment: %w", err)
	}
	if charge.Status == paystack.StatusSuccess {
		if _, err := enterCharge(tx, payment, charge, now); err != nil {
			return err
		}
	}
	if outcome.Case != "" {
		if err := openReview(tx, outcome.Case, order, payment, charge, now); err != nil {
			return err
		}
	}
	switch {
	case outcome.Order != orderOf(order).Status:
		return moveOrder(tx, order, event{Kind: "paid", To: outcome.Order, By: commerce.Paystack, Message: "Payment received. Thank you."}, now)
	case was != outcome.Payment && outcome.Payment == commerce.PaymentReview:
		return logEvent(tx, order, event{Kind: "payment_review", By: commerce.Paystack, Message: "A payment needs a look by the shop. The shop will call you."}, now)
	case was != outcome.Payment && outcome.Payment == commerce.PaymentFailed:
		return logEvent(tx, order, event{Kind: "payment_failed", By: commerce.Paystack, Message: "A payment did not go through."}, now)
	}
	return nil
}
