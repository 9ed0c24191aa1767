package shop

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// resendAfter is how long a refund whose answer was lost is looked for in Paystack's list before it is asked for again:
// Paystack knows no idempotency key for refunds, so a list that lags must not lead to a second one.
const resendAfter = 10 * time.Minute

// AskRefund is what a refund that the owner writes in the dashboard goes through: draft, which names a payment and an
// amount in kobo (0 is all that is left), is about to be saved by save, inside the transaction tx; by is the owner's id.
// [Shop.SendRefund] is to be called after the transaction.
func (s *Shop) AskRefund(tx core.App, draft *core.Record, by string, save func() error) error {
	payment, err := findOne(tx, "payments", dbx.HashExp{"id": draft.GetString("payment")})
	if err != nil {
		return err
	}
	if payment == nil {
		return commerce.Refuse(commerce.Invalid, "payment", commerce.CodeRefundInvalid, "Choose the payment that is to be refunded.")
	}
	request := refundRequest{Reference: paymentOf(payment).Reference, Amount: money.Kobo(draft.GetInt64("amountKobo")), Note: draft.GetString("note"), By: by}
	values, err := s.refundValues(tx, request)
	if err != nil {
		return err
	}
	draft.Load(values)
	if err := save(); err != nil {
		return err
	}
	return s.refundStarted(tx, draft)
}

// refundRequest is a refund that the owner wants.
type refundRequest struct {
	Reference string
	Amount    money.Kobo // 0: all that is left
	Note      string
	By        string
}

func (s *Shop) requestRefund(tx core.App, request refundRequest) (*core.Record, error) {
	values, err := s.refundValues(tx, request)
	if err != nil {
		return nil, err
	}
	refund, err := create(tx, "refunds", values)
	if err != nil {
		return nil, err
	}
	return refund, s.refundStarted(tx, refund)
}

// refundValues are the columns of a new refund: its key is written before Paystack is called, so that the refund is
// found again at Paystack whatever happens in between.
func (s *Shop) refundValues(tx core.App, request refundRequest) (map[string]any, error) {
	books, err := accountOf(tx, request.Reference)
	if err != nil {
		return nil, err
	}
	amount, err := commerce.AskRefund(request.Amount, books.left())
	if err != nil {
		return nil, err
	}
	key, err := uuid.NewRandomFromReader(s.Random)
	if err != nil {
		return nil, fmt.Errorf("make a refund's key: %w", err)
	}
	now := s.now()
	values := map[string]any{
		"status": string(commerce.RefundRequested), "reference": request.Reference, "amountKobo": int64(amount), "note": request.Note, "by": request.By,
		"key": key.String(), "createdAt": now, "nextCheckAt": commerce.NextRefundCheck(now.Time(), now.Time()),
	}
	payment, err := findPayment(tx, request.Reference)
	if payment != nil {
		values["payment"], values["order"] = payment.Id, payment.GetString("order")
	}
	return values, err
}

func (s *Shop) refundStarted(tx core.App, refund *core.Record) error {
	if refund.GetString("order") == "" {
		return nil
	}
	order, err := tx.FindRecordById("orders", refund.GetString("order"))
	if err != nil {
		return fmt.Errorf("find the order of a refund: %w", err)
	}
	books, err := accountOf(tx, refund.GetString("reference"))
	if err != nil {
		return err
	}
	amount := commerce.InCurrency(money.Kobo(refund.GetInt64("amountKobo")), books.Currency)
	message := fmt.Sprintf("The shop pays %s back to you. Banks take up to ten working days.", amount)
	if err := logEvent(tx, order, event{Kind: "refund_started", By: commerce.Owner, Message: message}, s.now()); err != nil {
		return err
	}
	return refreshCases(tx, order.Id)
}

// SendRefund does the next thing that brings a refund forward: it asks Paystack for it, or looks what became of it. A
// refund that is over is left alone. What Paystack cannot answer now is asked again by the clock.
func (s *Shop) SendRefund(ctx context.Context, app core.App, id string) error {
	if app.IsTransactional() {
		return errors.New("send a refund: not inside a transaction")
	}
	shared := context.WithoutCancel(ctx)
	_, err, _ := s.calls.Do("refund "+id, func() (any, error) {
		ctx, cancel := context.WithTimeout(shared, paystackTime)
		defer cancel()
		refund, err := app.FindRecordById("refunds", id)
		if err != nil {
			return nil, fmt.Errorf("find a refund: %w", err)
		}
		switch {
		case refundStatus(refund).Final():
			return nil, nil
		case refundStatus(refund) == commerce.RefundRequested:
			return nil, s.postRefund(ctx, app, id)
		}
		if err := s.askRefunds(ctx, app, refund.GetString("reference")); err != nil {
			return nil, err
		}
		refund, err = app.FindRecordById("refunds", id)
		if err != nil {
			return nil, fmt.Errorf("find a refund: %w", err)
		}
		if refundStatus(refund) == commerce.RefundUnknown && s.Now().Sub(refund.GetDateTime("sentAt").Time()) >= resendAfter {
			return nil, s.postRefund(ctx, app, id)
		}
		return nil, nil
	})
	return err
}

// postRefund asks Paystack for a refund. That it was asked for is written first: should the answer be lost, or the
// program end here, Paystack's list is looked at before anything is sent again.
func (s *Shop) postRefund(ctx context.Context, app core.App, id string) error {
	var refund *core.Record
	sent := false
	err := write(ctx, app, "send a refund", func(tx core.App) (err error) {
		if refund, err = tx.FindRecordById("refunds", id); err != nil {
			return err
		}
		if sent = refundStatus(refund).Sent() || refundStatus(refund).Final(); sent { // Paystack told of it this moment
			return nil
		}
		refund.Set("status", string(commerce.RefundUnknown))
		refund.Set("sentAt", s.now())
		planRefundCheck(refund, s.now())
		return wrap(tx.Save(refund), "save a refund")
	})
	if err != nil || sent {
		return err
	}
	reference := refund.GetString("reference")
	said, err := s.Paystack.CreateRefund(ctx, paystack.CreateRefund{
		Transaction: reference, Amount: money.Kobo(refund.GetInt64("amountKobo")), MerchantNote: refundNote(refund.GetString("key")),
	})
	switch {
	case err == nil:
		return s.settleRefunds(ctx, app, reference, []paystack.Refund{said})
	case errors.Is(err, paystack.ErrUnavailable), errors.Is(err, paystack.ErrUnauthorized):
		return s.silent(app, err)
	}
	refused, ok := errors.AsType[*paystack.Error](err)
	if !ok {
		return fmt.Errorf("ask Paystack for a refund: %w", err)
	}
	return write(context.WithoutCancel(ctx), app, "note a refused refund", func(tx core.App) error {
		refund, err := tx.FindRecordById("refunds", id)
		if err != nil || refundStatus(refund) != commerce.RefundUnknown {
			return err
		}
		refund.Set("status", string(commerce.RefundRefused))
		refund.Set("reason", clip(refused.Message))
		refund.Set("nextCheckAt", nil)
		if err := tx.Save(refund); err != nil {
			return fmt.Errorf("save a refund: %w", err)
		}
		payment, err := findPayment(tx, reference)
		if err != nil {
			return err
		}
		return openRefundCase(tx, commerce.CaseRefundFailed, refund, payment, "refused", s.now())
	})
}

// refundNote carries a refund's key to Paystack and back, for the merchant's eyes only.
func refundNote(key string) string { return "Refund " + key }

// askRefunds asks Paystack about all refunds of a reference, those that were made in Paystack's dashboard included.
func (s *Shop) askRefunds(ctx context.Context, app core.App, reference string) error {
	books, err := accountOf(app, reference)
	if err != nil || books.Transaction == "" {
		return err
	}
	transaction, err := strconv.ParseUint(books.Transaction, 10, 64)
	if err != nil {
		return fmt.Errorf("read a transaction's number: %w", err)
	}
	said, err := s.Paystack.Refunds(ctx, transaction)
	switch {
	case errors.Is(err, paystack.ErrNotFound):
		return nil
	case err != nil:
		return s.unanswered(app, err, "ask Paystack about refunds")
	}
	return s.settleRefunds(context.WithoutCancel(ctx), app, reference, said)
}

// settleRefunds writes what Paystack said of the refunds of a reference.
func (s *Shop) settleRefunds(ctx context.Context, app core.App, reference string, said []paystack.Refund) error {
	return write(ctx, app, "settle refunds", func(tx core.App) error {
		payment, err := findPayment(tx, reference)
		if err != nil {
			return err
		}
		known, err := readRefunds(tx, reference)
		if err != nil {
			return err
		}
		for _, one := range said {
			heard := commerce.HeardRefund(one.Status)
			if heard == "" {
				continue
			}
			refund := sameRefund(known, one)
			if refund == nil {
				if refund, err = s.adoptRefund(tx, payment, reference, one); err != nil {
					return err
				}
				known = append(known, refund)
			}
			// What is paid back in part is told by its amount, whatever the rest of the answer says.
			if one.Amount != money.Kobo(refund.GetInt64("amountKobo")) {
				return fmt.Errorf("settle refunds: Paystack's refund %d has another amount than ours", one.ID)
			}
			if err := noteRefund(tx, refund, payment, heard, one, s.now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// sameRefund finds our record of what Paystack speaks of: by Paystack's number or, when that was never learnt, by the
// key that travelled with it.
func sameRefund(known []*core.Record, said paystack.Refund) *core.Record {
	id := strconv.FormatUint(said.ID, 10)
	for _, refund := range known {
		if refund.GetString("providerId") == id {
			return refund
		}
	}
	for _, refund := range known {
		if key := refund.GetString("key"); key != "" && refund.GetString("providerId") == "" && strings.Contains(said.MerchantNote, refundNote(key)) {
			return refund
		}
	}
	return nil
}

// adoptRefund writes down a refund that was made at Paystack without the shop.
func (s *Shop) adoptRefund(tx core.App, payment *core.Record, reference string, said paystack.Refund) (*core.Record, error) {
	values := map[string]any{
		"status": string(commerce.RefundUnknown), "reference": reference, "amountKobo": int64(said.Amount), "note": "Made in Paystack's dashboard.",
		"providerId": strconv.FormatUint(said.ID, 10), "createdAt": s.now(),
	}
	if payment != nil {
		values["payment"], values["order"] = payment.Id, payment.GetString("order")
	}
	return create(tx, "refunds", values)
}
