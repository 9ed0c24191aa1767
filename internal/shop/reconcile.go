package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/paystack"
)

const (
	reconcileEvery = 24 * time.Hour
	// reconcileOverlap is how far back each comparison looks beyond the last one: a payment may be listed late.
	reconcileOverlap = 48 * time.Hour
	// reconcileFirst is how far back the first comparison looks.
	reconcileFirst = 30 * 24 * time.Hour
	// reconcileTime bounds one comparison.
	reconcileTime = 4 * time.Minute
	// reconcilePage is how many payments one call lists.
	reconcilePage = 100
)

// Reconciled is what came of comparing Paystack's list with the ledger.
type Reconciled struct {
	Compared int // payments on Paystack's list
	Settled  int // attempts of ours of which the shop had not heard
	Unknown  int // payments that belong to no attempt of ours; each is a payment case
	Returned int // refunds and disputes of which the shop had not heard
}

// Reconcile compares Paystack's list of successful payments with the ledger. An attempt of ours that the shop has not
// heard of is asked about; money that belongs to no attempt is entered and becomes a payment case. Refunds and disputes of
// which no webhook has told are found in the same way. It is Paystack's own
// record that finds what a lost database forgot. Paystack that does not answer is a refusal of kind Unavailable.
func (s *Shop) Reconcile(ctx context.Context, app core.App) (Reconciled, error) {
	if app.IsTransactional() {
		return Reconciled{}, errors.New("reconcile: not inside a transaction")
	}
	ctx, cancel := context.WithTimeout(ctx, reconcileTime)
	defer cancel()
	now := s.Now()
	from := now.Add(-reconcileFirst)
	last, err := findOne(app, "checks", dbx.HashExp{"name": checkReconciliation})
	if err != nil {
		return Reconciled{}, err
	}
	if last != nil && !last.GetDateTime("until").IsZero() {
		from = last.GetDateTime("until").Time().Add(-reconcileOverlap)
	}
	var result Reconciled
	query := paystack.TransactionQuery{Status: paystack.StatusSuccess, From: from, PerPage: reconcilePage, UseCursor: true}
	for {
		page, err := s.Paystack.Transactions(ctx, query)
		if errors.Is(err, paystack.ErrUnavailable) || errors.Is(err, paystack.ErrUnauthorized) {
			return result, s.silent(app, err)
		}
		if err != nil {
			return result, fmt.Errorf("list Paystack's payments: %w", err)
		}
		for _, transaction := range page.Transactions {
			if err := s.compare(ctx, app, transaction, &result); err != nil {
				return result, err
			}
		}
		if page.Next == "" || len(page.Transactions) == 0 {
			break
		}
		query.Next = page.Next
	}
	if result.Returned, err = s.reconcileReturns(ctx, app, from); err != nil {
		return result, err
	}
	summary := fmt.Sprintf("%d payments on Paystack's list since %s; %d were news, %d belong to no order of this shop. %d refunds and disputes were news.",
		result.Compared, from.UTC().Format(time.DateTime), result.Settled, result.Unknown, result.Returned)
	return result, s.keepCheck(ctx, app, checkReconciliation, summary, []Broken{}, now)
}

func (s *Shop) compare(ctx context.Context, app core.App, transaction paystack.Transaction, result *Reconciled) error {
	if transaction.Status != paystack.StatusSuccess || transaction.Mode != s.Paystack.Mode() {
		return nil
	}
	result.Compared++
	id := strconv.FormatUint(transaction.ID, 10)
	entered, err := findOne(app, "ledger_entries", dbx.HashExp{"kind": entryCharge, "mode": transaction.Mode, "providerId": id})
	if err != nil || entered != nil {
		return err
	}
	payment, err := findPayment(app, transaction.Reference)
	if err != nil {
		return err
	}
	if payment != nil {
		result.Settled++
		if !s.pause(ctx) {
			return ctx.Err()
		}
		return s.ask(ctx, app, transaction.Reference)
	}
	result.Unknown++
	return write(ctx, app, "enter unknown money", func(tx core.App) error {
		charge, journal := chargeOf(transaction), journalIn(transaction.Metadata)
		if _, err := enterCharge(tx, nil, charge, s.now()); err != nil {
			return err
		}
		return openCase(tx, caseDraft{
			Kind: commerce.CaseNoOrder, Number: transaction.Reference, Reference: transaction.Reference, Amount: transaction.Amount, Currency: transaction.Currency, Heard: transaction.Status,
			Evidence: map[string]any{
				"orderNumber": journal.Number, "orderLines": journal.Lines,
				"paystack": map[string]any{
					"transaction": id, "amountKobo": transaction.Amount, "currency": transaction.Currency, "channel": transaction.Channel,
					"feesKobo": transaction.Fees, "paidAt": dateTime(transaction.PaidAt),
				},
			},
		}, s.now())
	})
}

var orderNumberShape = regexp.MustCompile(`^LG-[0-9]{1,9}$`)

// journal is what [Shop.Initialize] sends with each attempt, so that Paystack's book is a second journal of the shop's.
type journal struct {
	Number string `json:"order_number"`
	Lines  string `json:"order_lines"`
}

// journalIn reads a payment's metadata. A number that is none of this shop's is not believed, nor what stands with it.
func journalIn(metadata json.RawMessage) journal {
	var said journal
	if json.Unmarshal(metadata, &said) != nil || !orderNumberShape.MatchString(said.Number) {
		return journal{}
	}
	said.Lines = clip(said.Lines)
	return said
}

func chargeOf(transaction paystack.Transaction) commerce.Charge {
	return commerce.Charge{
		Reference: transaction.Reference, Status: transaction.Status, Amount: transaction.Amount, Currency: transaction.Currency,
		Mode: transaction.Mode, ID: strconv.FormatUint(transaction.ID, 10), Channel: transaction.Channel, Fees: transaction.Fees, PaidAt: transaction.PaidAt,
	}
}

// reconcileDaily compares when the last comparison is a day old, or when Paystack did not answer the comparison at the
// start. A Paystack that does not answer is asked by the next call.
func (s *Shop) reconcileDaily(ctx context.Context, app core.App) error {
	due, err := s.checkDue(app, checkReconciliation, reconcileEvery)
	if err != nil || !(due || s.uncompared.Load()) || !s.silence.over(s.Now()) {
		return err
	}
	_, err = s.Reconcile(ctx, app)
	s.silence.heard(err, s.Now())
	if isUnavailable(err) {
		return nil
	}
	s.uncompared.Store(err != nil)
	return err
}
