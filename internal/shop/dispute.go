package shop

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/paystack"
)

// askDispute asks Paystack about a dispute and writes what it says: a case for the owner, and the ledger when the bank
// has taken the money back.
func (s *Shop) askDispute(ctx context.Context, app core.App, number string) error {
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return nil // no dispute of Paystack's has such a number
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paystackTime)
	defer cancel()
	dispute, err := s.Paystack.Dispute(ctx, id)
	switch {
	case errors.Is(err, paystack.ErrNotFound):
		return nil
	case err != nil:
		return s.unanswered(app, err, "ask Paystack about a dispute")
	}
	return write(context.WithoutCancel(ctx), app, "settle a dispute", func(tx core.App) error { return s.settleDispute(tx, dispute) })
}

func (s *Shop) settleDispute(tx core.App, dispute paystack.Dispute) error {
	now, number := s.now(), strconv.FormatUint(dispute.ID, 10)
	draft := caseDraft{
		Kind: commerce.CaseDispute, Number: number, Reference: dispute.Reference, Amount: dispute.Amount, Currency: dispute.Currency, Heard: dispute.Status,
		Evidence: map[string]any{"paystack": map[string]any{
			"dispute": number, "status": dispute.Status, "resolution": dispute.Resolution, "category": dispute.Category, "dueAt": dateTime(dispute.DueAt),
		}},
	}
	payment, err := findPayment(tx, dispute.Reference)
	if err != nil {
		return err
	}
	if payment != nil {
		draft.Payment = payment
		if draft.Order, err = tx.FindRecordById("orders", payment.GetString("order")); err != nil {
			return fmt.Errorf("find the order of a dispute: %w", err)
		}
	}
	if err := openCase(tx, draft, now); err != nil {
		return err
	}
	books, err := accountOf(tx, dispute.Reference)
	if err != nil {
		return err
	}
	// Money that came and went before the shop has heard of it is in the ledger on neither side.
	if dispute.Lost() && dispute.Amount > 0 && books.Transaction != "" {
		e := entry{
			Kind: entryChargeback, ProviderID: number, Reference: dispute.Reference, Amount: dispute.Amount, Currency: dispute.Currency, Mode: dispute.Mode, HappenedAt: now,
		}
		if payment != nil {
			e.Payment, e.Order = payment.Id, payment.GetString("order")
		}
		if fresh, err := enter(tx, e, now); err != nil {
			return err
		} else if fresh {
			if err := keepReturnsInStep(tx, dispute.Reference, payment, now); err != nil {
				return err
			}
		}
	}
	if dispute.Status != paystack.DisputeResolved {
		return nil
	}
	record, err := findOne(tx, "payment_cases", dbx.HashExp{"about": string(commerce.CaseDispute) + " " + number, "status": "open"})
	if err != nil || record == nil {
		return err
	}
	note := "Decided for the shop: the money stays."
	if dispute.Lost() {
		note = "Decided for the customer: the money went back."
	}
	record.Load(map[string]any{"status": "closed", "answer": string(commerce.AnswerClose), "note": note, "closedAt": now, "closedBy": string(commerce.Paystack)})
	return wrap(tx.Save(record), "close a payment case")
}

// askRejected asks Paystack which attempt a rejected bank transfer was for: the event carries no reference, only the
// number of the transaction (documentation, "Pay with Transfer").
func (s *Shop) askRejected(ctx context.Context, app core.App, number string) error {
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paystackTime)
	defer cancel()
	transaction, err := s.Paystack.Transaction(ctx, id)
	switch {
	case errors.Is(err, paystack.ErrNotFound):
		return nil
	case err != nil:
		return s.unanswered(app, err, "ask Paystack about a rejected transfer")
	}
	return write(context.WithoutCancel(ctx), app, "note a rejected transfer", func(tx core.App) error {
		payment, err := findPayment(tx, transaction.Reference)
		if err != nil || payment == nil {
			return err
		}
		order, err := tx.FindRecordById("orders", payment.GetString("order"))
		if err != nil {
			return fmt.Errorf("find the order of a rejected transfer: %w", err)
		}
		return openCase(tx, caseDraft{
			Kind: commerce.CaseTransferRejected, Number: transaction.Reference, Order: order, Payment: payment, Reference: transaction.Reference,
			Amount: transaction.RequestedAmount, Currency: transaction.Currency, Heard: transaction.Status,
			Evidence: map[string]any{"paystack": map[string]any{"transaction": number, "status": transaction.Status, "expectedKobo": transaction.RequestedAmount}},
		}, s.now())
	})
}
