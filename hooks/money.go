package hooks

import (
	"context"
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/crash"
)

// answerCase is the owner's answer to a payment case in the dashboard.
func (h *hooks) answerCase(e *core.RecordRequestEvent) error {
	outer, refund := e.App, ""
	defer func() { e.App = outer }()
	err := outer.RunInTransaction(func(tx core.App) (err error) {
		e.App = tx
		refund, err = h.shop.AnswerCase(tx, e.Record, e.Auth.Id, e.Next)
		crash.Here("answer a case", crash.Written)
		return err
	})
	crash.Here("answer a case", crash.Committed)
	if err == nil && refund != "" {
		h.sendRefund(outer, refund)
	}
	return inDashboard(err)
}

// askRefund is a refund that the owner writes in the dashboard.
func (h *hooks) askRefund(e *core.RecordRequestEvent) error {
	outer := e.App
	defer func() { e.App = outer }()
	err := outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		err := h.shop.AskRefund(tx, e.Record, e.Auth.Id, e.Next)
		crash.Here("ask for a refund", crash.Written)
		return err
	})
	crash.Here("ask for a refund", crash.Committed)
	if err == nil {
		h.sendRefund(outer, e.Record.Id)
	}
	return inDashboard(err)
}

// sendRefund brings a refund that was just written down to Paystack, without keeping the owner waiting. Should it not
// get there, the clock goes on with it.
func (h *hooks) sendRefund(app core.App, id string) {
	h.shop.Go(func(ctx context.Context) {
		if err := h.shop.SendRefund(ctx, app, id); err != nil {
			app.Logger().Warn("a refund could not be sent yet", "error", err.Error())
		}
	})
}

// getHealth tells how the shop is, its books included.
func (h *hooks) getHealth(e *core.RequestEvent) error {
	view, err := h.shop.Health(e.Request.Context(), e.App)
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "no-store")
	return e.JSON(http.StatusOK, view)
}
