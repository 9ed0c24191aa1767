package shop

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/paystack"
)

// reconcileRefunds finds the refunds that were made in Paystack's dashboard and of which no webhook has told.
func (s *Shop) reconcileRefunds(ctx context.Context, app core.App, from time.Time) error {
	for page := 1; ; page++ {
		said, err := s.Paystack.RefundsSince(ctx, from, page)
		if err != nil {
			return s.unlisted(app, err, "refunds")
		}
		for _, one := range said {
			known, err := findOne(app, "refunds", dbx.HashExp{"providerId": strconv.FormatUint(one.ID, 10)})
			if err != nil {
				return err
			}
			if known != nil {
				continue // its own time to be asked about comes
			}
			charge, err := findOne(app, "ledger_entries", dbx.HashExp{"kind": entryCharge, "mode": s.Paystack.Mode(), "providerId": strconv.FormatUint(one.TransactionID, 10)})
			if err != nil {
				return err
			}
			if charge == nil {
				continue // money that the shop never had
			}
			if !s.pause(ctx) {
				return ctx.Err()
			}
			if err := s.askRefunds(ctx, app, charge.GetString("reference")); err != nil {
				return err
			}
		}
		if len(said) < reconcilePage {
			return nil
		}
	}
}

// reconcileDisputes finds the disputes of which no webhook has told, and asks what became of those that are open.
func (s *Shop) reconcileDisputes(ctx context.Context, app core.App, from time.Time) error {
	numbers, err := openDisputes(app)
	if err != nil {
		return err
	}
	for page := 1; ; page++ {
		said, err := s.Paystack.DisputesSince(ctx, from, page)
		if err != nil {
			return s.unlisted(app, err, "disputes")
		}
		for _, one := range said {
			number := strconv.FormatUint(one.ID, 10)
			known, err := findOne(app, "payment_cases", dbx.HashExp{"about": string(commerce.CaseDispute) + " " + number})
			if err != nil {
				return err
			}
			if known == nil {
				numbers = append(numbers, number)
			}
		}
		if len(said) < reconcilePage {
			break
		}
	}
	for _, number := range numbers {
		if !s.pause(ctx) {
			return ctx.Err()
		}
		if err := s.askDispute(ctx, app, number); err != nil {
			return err
		}
	}
	return nil
}

func (s *Shop) unlisted(app core.App, err error, what string) error {
	if errors.Is(err, paystack.ErrUnavailable) || errors.Is(err, paystack.ErrUnauthorized) {
		return s.silent(app, err)
	}
	return fmt.Errorf("list Paystack's %s: %w", what, err)
}
