package shop

import (
	"context"
	"sync"
)

// errands are what goes on without a request: the clock's rounds, and what a request has begun and does not wait for. The
// database must stay open for them.
type errands struct {
	mu     sync.Mutex
	closed bool
	under  sync.WaitGroup
	ending context.Context // ends when the shop closes
	end    context.CancelFunc
}

func newErrands() *errands {
	ending, end := context.WithCancel(context.Background())
	return &errands{ending: ending, end: end}
}

func (e *errands) begin() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.under.Add(1)
	}
	return !e.closed
}

// Run does something and returns when it is done; the context ends when the shop closes. A closed shop does nothing.
func (s *Shop) Run(do func(context.Context)) {
	if !s.errands.begin() {
		return
	}
	defer s.errands.under.Done()
	do(s.errands.ending)
}

// Go is [Shop.Run] without waiting. What a closed shop leaves undone, the clock finds when it is open again.
func (s *Shop) Go(do func(context.Context)) {
	if !s.errands.begin() {
		return
	}
	go func() {
		defer s.errands.under.Done()
		do(s.errands.ending)
	}()
}

// Close begins nothing new, and returns when nothing is under way any more or when ctx ends.
func (s *Shop) Close(ctx context.Context) {
	s.errands.mu.Lock()
	s.errands.closed = true
	s.errands.mu.Unlock()
	s.errands.end()
	done := make(chan struct{})
	go func() {
		s.errands.under.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
