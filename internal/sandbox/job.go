package sandbox

import (
	"context"
	"slices"
	"time"
)

// glance is how often the clock is looked at while something waits; an injected clock tells nobody that it moved.
const glance = 50 * time.Millisecond

// What a job does when it is due.
const (
	jobDeliver = "deliver"
	jobLate    = "late"
	jobRefund  = "refund"
)

// job is work with a due time. It stays in the book until it is done.
type job struct {
	ID        uint64    `json:"id"`
	Kind      string    `json:"kind"`
	Due       time.Time `json:"due"`
	Event     string    `json:"event,omitempty"`
	Reference string    `json:"reference,omitempty"`
	Body      string    `json:"body,omitempty"` // what is signed and sent, byte for byte, at each attempt
	Attempts  int       `json:"attempts,omitempty"`
	Forged    bool      `json:"forged,omitempty"` // signed with another key and never retried, as a forger would
	Held      bool      `json:"held,omitempty"`   // waits for a later event to overtake it
	Refund    uint64    `json:"refund,omitempty"`

	running bool
}

// plan puts a job into the book; the caller holds the lock and saves.
func (s *Sandbox) plan(j *job) {
	j.ID = s.book.nextID()
	s.book.Jobs = append(s.book.Jobs, j)
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// finish takes a job out of the book; the caller holds the lock and saves.
func (s *Sandbox) finish(done *job) {
	s.book.Jobs = slices.DeleteFunc(s.book.Jobs, func(j *job) bool { return j == done })
}

// tell lets [Sandbox.Wait] look again; the caller holds the lock.
func (s *Sandbox) tell() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// work starts what is due until the sandbox is closed.
func (s *Sandbox) work() {
	for {
		waiting := s.startDue()
		var look <-chan time.Time
		if waiting {
			look = time.After(glance)
		}
		select {
		case <-s.ended.Done():
			return
		case <-s.wake:
		case <-look:
		}
	}
}

// startDue runs all that is due and tells whether something waits for its time.
func (s *Sandbox) startDue() (waiting bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for _, j := range slices.Clone(s.book.Jobs) {
		switch {
		case j.running:
		case j.Due.After(now):
			waiting = true
		case j.Kind == jobDeliver:
			if s.ended.Err() == nil {
				j.running = true
				s.workers.Go(func() { s.deliver(j) })
			}
		default:
			s.finish(j)
			if j.Kind == jobLate {
				s.arrive(j.Reference)
			} else {
				s.stepRefund(j.Refund)
			}
			s.save()
			s.tell()
			waiting = true
		}
	}
	return waiting
}

// Wait returns when no delivery, late payment or refund step is due or under way. What is due later by the clock,
// such as a retry, it does not wait for.
func (s *Sandbox) Wait(ctx context.Context) error {
	for {
		s.mu.Lock()
		now := s.now()
		busy := slices.ContainsFunc(s.book.Jobs, func(j *job) bool { return j.running || !j.Due.After(now) })
		changed := s.changed
		s.mu.Unlock()
		if !busy {
			return nil
		}
		select {
		case s.wake <- struct{}{}:
		default:
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.ended.Done():
			return context.Canceled
		case <-changed:
		}
	}
}
