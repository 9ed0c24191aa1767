package shop

import (
	"context"
	"errors"
	"sync"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/crash"
)

const (
	// mostEvents bounds how much one call of [Shop.HandleEvents] takes on.
	mostEvents = 200
	// eventsAtOnce is how many events are acted on at the same time: most of it is waiting for Paystack, and an event
	// about which Paystack cannot say must not hold up the others for as long as [paystackTime].
	eventsAtOnce = 8
)

// inbox is who acts on the webhook inbox at the moment. Each event is taken by one worker; a worker goes on until nothing
// is left to take.
type inbox struct {
	mu       sync.Mutex
	over     chan struct{} // closed and replaced whenever an event is over
	workers  int
	taken    map[string]bool  // the ids of events that are being acted on
	resting  map[string]error // those that could not be: they wait for the next [Shop.HandleEvents]
	silences int              // how often Paystack did not answer, in a row
}

func newInbox() *inbox {
	return &inbox{over: make(chan struct{}), taken: map[string]bool{}, resting: map[string]error{}}
}

// HandleSoon has somebody act on what lies in the inbox, without waiting. What cannot be acted on now, the clock finds.
func (s *Shop) HandleSoon(app core.App) {
	s.inbox.mu.Lock()
	defer s.inbox.mu.Unlock()
	if s.inbox.workers >= eventsAtOnce || !s.errands.begin() {
		return // those at work do not stop before they have looked again
	}
	s.inbox.workers++
	go func() {
		defer s.errands.under.Done()
		for s.handleNext(s.errands.ending, app) {
		}
	}()
}

// HandleEvents acts on what lies in the inbox, the oldest first: it asks Paystack about each, and returns when all of it
// is over. What Paystack cannot answer now stays in the inbox for the next call, and so does what meets a fault. It stops
// when Paystack is silent again and again.
func (s *Shop) HandleEvents(ctx context.Context, app core.App) error {
	s.inbox.wait(ctx) // what was asked about before this call began is not enough
	s.inbox.mu.Lock()
	s.inbox.silences = 0
	clear(s.inbox.resting)
	s.inbox.workers++
	s.inbox.mu.Unlock()
	for range eventsAtOnce - 1 {
		s.HandleSoon(app)
	}
	left := mostEvents
	for left > 0 && s.handleNext(ctx, app) {
		left--
	}
	if left == 0 {
		s.inbox.mu.Lock()
		s.inbox.workers--
		s.inbox.mu.Unlock()
		s.HandleSoon(app)
		return s.inbox.faults()
	}
	s.inbox.wait(ctx)
	return s.inbox.faults()
}

// handleNext takes one event and acts on it. False means that nothing was left to take, and that the worker is one no
// longer.
func (s *Shop) handleNext(ctx context.Context, app core.App) bool {
	event, ok := s.inbox.take(ctx, app)
	if !ok {
		return false
	}
	err := s.handle(ctx, app, event)
	if err == nil {
		crash.Here("close a webhook event", crash.Begun)
		err = closeEvent(app, event.ID, s.now())
	}
	s.inbox.end(event.ID, err)
	return true
}

// take gives the oldest event that nobody has taken.
func (i *inbox) take(ctx context.Context, app core.App) (inboxRow, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if ctx.Err() == nil && i.silences < eventsAtOnce {
		events, err := openEvents(app, int64(len(i.taken)+len(i.resting)+1))
		if err != nil {
			i.resting[""] = err
		}
		for _, event := range events {
			if _, rests := i.resting[event.ID]; !rests && !i.taken[event.ID] {
				i.taken[event.ID] = true
				return event, true
			}
		}
	}
	i.workers--
	return inboxRow{}, false
}

func (i *inbox) end(id string, err error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.taken, id)
	switch {
	case isUnavailable(err):
		i.silences++
		i.resting[id] = err
	case err != nil:
		i.resting[id] = err
	default:
		i.silences = 0
	}
	close(i.over)
	i.over = make(chan struct{})
}

// wait returns when what is taken now is over.
func (i *inbox) wait(ctx context.Context) {
	i.mu.Lock()
	before := map[string]bool{}
	for id := range i.taken {
		before[id] = true
	}
	for ctx.Err() == nil {
		busy := false
		for id := range before {
			busy = busy || i.taken[id]
		}
		if !busy {
			break
		}
		over := i.over
		i.mu.Unlock()
		select {
		case <-over:
		case <-ctx.Done():
		}
		i.mu.Lock()
	}
	i.mu.Unlock()
}

// faults are those that events have met since the last call of [Shop.HandleEvents] began. That Paystack does not answer is
// none.
func (i *inbox) faults() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	var faults []error
	for _, err := range i.resting {
		if !isUnavailable(err) {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}
