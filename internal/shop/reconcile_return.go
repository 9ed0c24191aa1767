package shop

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// reconcileReturns asks about the refunds and disputes since from of which the shop has not heard, and about each dispute
// that is open: only an event tells of them, and an event that never comes must not leave the ledger wrong. It gives how
// many were news.
func (s *Shop) reconcileReturns(ctx context.Context, app core.App, from time.Time) (news int, err error) {
	refunds, err := s.Paystack.RefundsSince(ctx, from)
	if err != nil {
		return 0, s.unanswered(app, err, "list what Paystack has given back")
	}
	asked := []string{}
	for _, refund := range refunds {
		known, err := findOne(app, "refunds", dbx.HashExp{"providerId": strconv.FormatUint(refund.ID, 10)})
		if err != nil {
			return news, err
		}
		charge, err := findOne(app, "ledger_entries", dbx.HashExp{"kind": entryCharge, "providerId": strconv.FormatUint(refund.TransactionID, 10)})
		if err != nil {
			return news, err
		}
		if known != nil || charge == nil {
			continue
		}
		news++
		if reference := charge.GetString("reference"); !slices.Contains(asked, reference) {
			asked = append(asked, reference)
			if !s.pause(ctx) {
				return news, ctx.Err()
			}
			if err := s.askRefunds(ctx, app, reference); err != nil {
				return news, err
			}
		}
	}
	disputes, err := s.Paystack.DisputesSince(ctx, from)
	if err != nil {
		return news, s.unanswered(app, err, "list what Paystack has given back")
	}
	numbers, err := openDisputes(app, s.Now().Add(-longestDispute))
	if err != nil {
		return news, err
	}
	for _, dispute := range disputes {
		number := strconv.FormatUint(dispute.ID, 10)
		known, err := findOne(app, "payment_cases", dbx.HashExp{"about": string(commerce.CaseDispute) + " " + number})
		if err != nil {
			return news, err
		}
		if known == nil {
			news++
			numbers = append(numbers, number)
		}
	}
	for _, number := range numbers {
		if !s.pause(ctx) {
			return news, ctx.Err()
		}
		if err := s.askDispute(ctx, app, number); err != nil {
			return news, err
		}
	}
	return news, nil
}

// longestDispute is how long the shop asks how a dispute has ended; card schemes decide within months.
const longestDispute = 180 * 24 * time.Hour

// openDisputes reads Paystack's numbers of the disputes since a time of whose end Paystack has not told: that the owner has
// closed a case moves no money.
func openDisputes(app core.App, since time.Time) ([]string, error) {
	abouts := []string{}
	err := app.DB().Select("about").From("payment_cases").Where(dbx.And(
		dbx.HashExp{"kind": string(commerce.CaseDispute)}, dbx.Not(dbx.HashExp{"closedBy": string(commerce.Paystack)}),
		dbx.NewExp("openedAt > {:since}", dbx.Params{"since": dateTime(since).String()}),
	)).OrderBy("openedAt").Column(&abouts)
	numbers := []string{}
	for _, about := range abouts {
		if number := strings.TrimPrefix(about, string(commerce.CaseDispute)+" "); !strings.HasPrefix(number, "of ") {
			numbers = append(numbers, number)
		}
	}
	return numbers, wrap(err, "read the open disputes")
}
