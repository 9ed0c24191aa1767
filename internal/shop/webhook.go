package shop

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/paystack"
)

// ErrSignature is returned for a webhook that Paystack did not sign.
var ErrSignature = errors.New("the signature is not Paystack's")

// ErrMalformed is returned for a webhook that is signed but says nothing: broken JSON, or a charge without a reference.
var ErrMalformed = errors.New("the event is malformed")

// HearWebhook puts Paystack's event into the inbox; [Shop.HandleSoon] acts on it. body is exactly what was
// received. Nothing of it is kept but the event's name, reference and number: it is a reason to ask Paystack, never
// proof, and it carries card digits and authorisation codes that are nobody's business here.
func (s *Shop) HearWebhook(ctx context.Context, app core.App, body []byte, signature string) error {
	if !s.Paystack.Signed(body, signature) {
		return ErrSignature
	}
	heard, err := paystack.ParseEvent(body)
	if err != nil {
		return ErrMalformed
	}
	about := strings.HasPrefix(heard.Name, "charge.") || strings.HasPrefix(heard.Name, "refund.")
	if about && heard.Reference == "" {
		return ErrMalformed
	}
	digest := hashed(string(body))
	// A repeated delivery need not wait for those who write.
	if there, err := eventKept(app, digest); err != nil || there {
		return err
	}
	return write(ctx, app, "keep a webhook event", func(tx core.App) error {
		_, err := keepEvent(tx, clip(heard.Name), clip(heard.Reference), cmp.Or(heard.TransactionID, heard.ID), digest, s.now())
		return err
	})
}

// clip cuts a word of Paystack's to what a column holds. No reference of ours is as long.
func clip(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), 100)])
}

// handle acts on one event. Those of other names are only kept.
func (s *Shop) handle(ctx context.Context, app core.App, event inboxRow) error {
	switch {
	case event.Event == paystack.EventChargeSuccess:
		return s.ask(ctx, app, event.Reference)
	case strings.HasPrefix(event.Event, "refund."):
		if err := s.ask(ctx, app, event.Reference); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), paystackTime)
		defer cancel()
		return s.askRefunds(ctx, app, event.Reference)
	case strings.HasPrefix(event.Event, "charge.dispute."):
		if err := s.ask(ctx, app, event.Reference); err != nil {
			return err
		}
		return s.askDispute(ctx, app, event.Subject)
	case event.Event == paystack.EventTransferRejected:
		return s.askRejected(ctx, app, event.Subject)
	}
	return nil
}
