package shop

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// mostSilences is how many questions in a row Paystack leaves unanswered before the clock lets it rest. It is more than
// one, so that a single payment about which Paystack cannot say holds up no other.
const mostSilences = 3

// Pace is how long the clock waits between two questions, so that it asks Paystack at most twice a second.
const Pace = 500 * time.Millisecond

// mostQuestions bounds how many payments, and how many refunds, one call of [Shop.Listen] asks about.
const mostQuestions = 60

// askAgain is how long a payment or a refund waits about which nothing could be learnt.
const askAgain = time.Minute

// Listen acts on what lies in the inbox and asks Paystack about the unsettled payments and refunds whose time has come
// (see [commerce.NextCheck]). The clock calls it every few seconds.
func (s *Shop) Listen(ctx context.Context, app core.App) error {
	return errors.Join(s.HandleEvents(ctx, app), s.AskDue(ctx, app))
}

// AskDue asks Paystack about the unsettled payments and refunds whose time has come. It stops at the first that Paystack
// cannot answer: the others would only wait as long. The next call begins with those others.
func (s *Shop) AskDue(ctx context.Context, app core.App) error {
	payments, err := duePayments(app, s.now(), mostQuestions)
	if err != nil {
		return err
	}
	refunds, err := dueRefunds(app, s.now(), mostQuestions)
	if err != nil {
		return err
	}
	return errors.Join(
		s.askAll(ctx, app, "payments", "reference", payments, s.ask),
		s.askAll(ctx, app, "refunds", "id", refunds, s.SendRefund),
	)
}

// askAll asks about one after the other, in the pace that spares Paystack. What is left unanswered is put off.
func (s *Shop) askAll(ctx context.Context, app core.App, table, column string, names []string, ask func(context.Context, core.App, string) error) error {
	var faults []error
	for i, name := range names {
		if !s.silence.over(s.Now()) {
			break
		}
		if i > 0 && !s.pause(ctx) {
			break
		}
		err := ask(ctx, app, name)
		s.silence.heard(err, s.Now())
		if err == nil {
			continue
		}
		if err := postponeCheck(app, table, column, name, dateTime(s.Now().Add(askAgain))); err != nil {
			return err
		}
		if isUnavailable(err) {
			break
		}
		faults = append(faults, err)
	}
	return errors.Join(faults...)
}

// pause waits between two questions of the clock; false means that there is no time for another.
func (s *Shop) pause(ctx context.Context) bool {
	if s.Pace <= 0 {
		return ctx.Err() == nil
	}
	wait := time.NewTimer(s.Pace)
	defer wait.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-wait.C:
		return true
	}
}

// silence is the clock's circuit breaker: after [mostSilences] unanswered questions in a row the clock lets Paystack
// rest, for a minute at first and then for up to ten, and goes on with one question. Shoppers' own questions are never
// held back.
type silence struct {
	mu    sync.Mutex
	count int
	until time.Time
}

// longestRest is how long the clock lets a silent Paystack rest at most.
const longestRest = 10 * time.Minute

func (b *silence) over(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !now.Before(b.until)
}

func (b *silence) heard(err error, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !isUnavailable(err) {
		b.count, b.until = 0, time.Time{}
		return
	}
	if b.count++; b.count >= mostSilences {
		b.until = now.Add(min(time.Minute<<min(b.count-mostSilences, 10), longestRest))
	}
}

// Tick does what the clock asks for each minute: [Shop.Listen], the orders that nobody paid, the photos that nobody used,
// the products that the search does not know yet, and at their times the looks at the shop's own books.
func (s *Shop) Tick(ctx context.Context, app core.App) error {
	return errors.Join(
		s.Listen(ctx, app), s.Expire(ctx, app), s.SweepPhotos(ctx, app), s.Index(ctx, app), s.reconcileDaily(ctx, app), s.checkOften(ctx, app),
	)
}
