package shop

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/crash"
	"lovegiftings/internal/paystack"
)

// ErrSignature is returned for a webhook that Paystack did not sign.
var ErrSignature = errors.New("the signature is not Paystack's")

// ErrMalformed is returned for a webhook that is signed but says nothing: broken JSON, or a charge without a reference.
var ErrMalformed = errors.New("the event is malformed")

// HearWebhook puts Paystack's event into the inbox; [Shop.HandleEvents] acts on it later. body is exactly what was
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
	return write(ctx, app, "keep a webhook event", func(tx core.App) error {
		_, err := keepEvent(tx, clip(heard.Name), clip(heard.Reference), cmp.Or(heard.TransactionID, heard.ID), hashed(string(body)), s.now())
		return err
	})
}

// clip cuts a word of Paystack's to what a column holds. No reference of ours is as long.
func clip(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), 100)])
}

// mostEvents bounds how much one call of [Shop.HandleEvents] takes on.
const mostEvents = 200

// mostSilences bounds how often one round of work asks a Paystack that does not answer: each time may take as long as
// [paystackTime]. It is more than one, so that a single payment about which Paystack cannot say holds up no other.
const mostSilences = 3

// HandleEvents acts on what lies in the inbox, the oldest first: it asks Paystack about each. What Paystack cannot
// answer now stays in the inbox for the next call, and so does what meets a fault.
func (s *Shop) HandleEvents(ctx context.Context, app core.App) error {
	s.inbox.Lock()
	defer s.inbox.Unlock()
	events, err := openEvents(app, mostEvents)
	if err != nil {
		return err
	}
	var faults []error
	silences := 0
	for _, one := range events {
		if err := s.handle(ctx, app, one); isUnavailable(err) {
			if silences++; silences == mostSilences {
				break
			}
			continue
		} else if err != nil {
			faults = append(faults, err)
			continue
		}
		crash.Here("close a webhook event", crash.Begun)
		if err := closeEvent(app, one.ID, s.now()); err != nil {
			return err
		}
	}
	return errors.Join(faults...)
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
