package hooks

import (
	"context"
	"time"

	"github.com/pocketbase/pocketbase/core"
)

// tickTime bounds one round of the clock's work.
const tickTime = 5 * time.Minute

// tick is the clock's work of one minute.
func (h *hooks) tick(app core.App) func() {
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), tickTime)
		defer cancel()
		if err := h.shop.Tick(ctx, app); err != nil {
			app.Logger().Error("the clock's round failed", "error", err.Error())
		}
		h.mayDraw() // what another process has imported, and what is to be tried again
	}
}
