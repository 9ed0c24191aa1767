package hooks

import (
	"context"
	"sync"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

const (
	// tickTime bounds one round of the clock's work.
	tickTime = 5 * time.Minute
	// listenEvery is how often Paystack is asked within a minute: PocketBase's clock goes by whole minutes, and a
	// payment is to be asked about after half of one.
	listenEvery = 10 * time.Second
	// listenUntil is how far into its minute a round asks.
	listenUntil = 55 * time.Second
)

// tick is the clock's work of one minute. A round that takes longer than its minute has the next ones left out.
func (h *hooks) tick(app core.App) func() {
	var round sync.Mutex
	return func() {
		if round.TryLock() {
			defer round.Unlock()
			h.shop.Run(func(ctx context.Context) { h.minute(ctx, app) })
		}
	}
}

func (h *hooks) minute(ctx context.Context, app core.App) {
	minute, ended := context.WithTimeout(ctx, listenUntil)
	defer ended()
	work, cancel := context.WithTimeout(ctx, tickTime)
	defer cancel()
	if err := h.shop.Tick(work, app); err != nil {
		app.Logger().Error("the clock's round failed", "error", err.Error())
	}
	beat := time.NewTicker(listenEvery)
	defer beat.Stop()
	for {
		select {
		case <-minute.Done():
			return
		case <-beat.C:
		}
		if err := h.shop.Listen(work, app); err != nil {
			app.Logger().Error("asking Paystack failed", "error", err.Error())
		}
		h.mayDraw() // what another process has imported, and what is to be tried again
	}
}
