package shop

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/paystack"
)

// ErrSignature is returned for a webhook that Paystack did not sign.
var ErrSignature = errors.New("the signature is not Paystack's")

// ErrMalformed is returned for a webhook that is signed but says nothing: broken JSON, or a charge without a reference.
var ErrMalformed = errors.New("the event is malformed")

// HearWebhook puts Paystack's event into the inbox; [Shop.HandleEvents] acts on it later. body is exactly what was
// received. Nothing of it is kept but the event's name and reference: it is a reason to ask Paystack, never proof.
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
		_, err := keepEvent(tx, clip(heard.Name), clip(heard.Reference), hashed(string(body)), s.now())
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

// HandleEvents acts on what lies in the inbox, the oldest first: it asks Paystack about each reference. What Paystack
// cannot answer now stays in the inbox for the next call, and so does what meets a fault.
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
		if one.Event == paystack.EventChargeSuccess {
			if err := s.ask(ctx, app, one.Reference); isUnavailable(err) {
				if silences++; silences == mostSilences {
					break
				}
				continue
			} else if err != nil {
				faults = append(faults, err)
				continue
			}
		}
		if err := closeEvent(app, one.ID, s.now()); err != nil {
			return err
		}
	}
	return errors.Join(faults...)
}

// mostQuestions bounds how many payments one call of [Shop.AskDue] asks about.
const mostQuestions = 60

// AskDue asks Paystack about the unsettled payments whose time has come (see [commerce.NextCheck]). It stops at the
// first that Paystack cannot answer: the others would only wait as long. The next call begins with those others.
func (s *Shop) AskDue(ctx context.Context, app core.App) error {
	due, err := duePayments(app, s.now(), mostQuestions)
	if err != nil {
		return err
	}
	var faults []error
	for _, reference := range due {
		err := s.ask(ctx, app, reference)
		if err == nil {
			continue
		}
		if err := postponeCheck(app, reference, dateTime(s.Now().Add(askAgain))); err != nil {
			return err
		}
		if isUnavailable(err) {
			break
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// askAgain is how long a payment waits about which nothing could be learnt.
const askAgain = time.Minute

// Tick does what the clock asks for: the inbox, the payments that are due, the orders that nobody paid, the photos that
// nobody used, the products that the search does not know yet.
func (s *Shop) Tick(ctx context.Context, app core.App) error {
	return errors.Join(s.HandleEvents(ctx, app), s.AskDue(ctx, app), s.Expire(ctx, app), s.SweepPhotos(ctx, app), s.Index(ctx, app))
}
