package shop

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pocketbase/pocketbase/core"
	"golang.org/x/sync/errgroup"

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

const (
	// mostEvents bounds how much one call of [Shop.HandleEvents] takes on.
	mostEvents = 200
	// eventsAtOnce is how many events are acted on at the same time: most of it is waiting for Paystack, and an event
	// about which Paystack cannot say would hold up the others for as long as [paystackTime].
	eventsAtOnce = 8
)

// inbox lets one read the webhook inbox at a time.
type inbox struct {
	sync.Mutex
	called atomic.Bool // somebody waits to read it, and has not begun
}

// HandleSoon is [Shop.HandleEvents] without waiting, until the inbox is empty; failed hears of faults. It is for whoever
// has just put an event there: of all who call while a round is under way, one waits for its turn and finds the events
// of the others too.
func (s *Shop) HandleSoon(app core.App, failed func(error)) {
	if s.inbox.called.Swap(true) {
		return
	}
	s.Go(func(ctx context.Context) {
		for more := true; more; {
			var err error
			if more, err = s.handleEvents(ctx, app); err != nil {
				failed(err)
			}
		}
	})
}

// HandleEvents acts on what lies in the inbox, the oldest first: it asks Paystack about each. What Paystack cannot
// answer now stays in the inbox for the next call, and so does what meets a fault.
func (s *Shop) HandleEvents(ctx context.Context, app core.App) error {
	_, err := s.handleEvents(ctx, app)
	return err
}

// handleEvents is [Shop.HandleEvents]; more says that another call has more to do.
func (s *Shop) handleEvents(ctx context.Context, app core.App) (more bool, err error) {
	s.inbox.Lock()
	defer s.inbox.Unlock()
	s.inbox.called.Store(false)
	events, err := openEvents(app, mostEvents)
	if err != nil {
		return false, err
	}
	var (
		work     errgroup.Group
		mu       sync.Mutex
		handled  int
		silences int // in a row
		faults   []error
	)
	work.SetLimit(eventsAtOnce)
	for _, one := range events {
		mu.Lock()
		enough := silences >= eventsAtOnce || ctx.Err() != nil
		mu.Unlock()
		if enough {
			break
		}
		work.Go(func() error {
			err := s.handle(ctx, app, one)
			if err == nil {
				err = closeEvent(app, one.ID, s.now())
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				handled++
				silences = 0
			case isUnavailable(err):
				silences++
			default:
				faults = append(faults, err)
			}
			return nil
		})
	}
	_ = work.Wait() // what went wrong is in faults
	return handled > 0 && len(events) == mostEvents, errors.Join(faults...)
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
