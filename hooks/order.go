package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"
)

func (h *hooks) getOrders(e *core.RequestEvent) error {
	orders, err := h.shop.Orders(e.Request.Context(), e.App, shopper(e))
	return send(e, http.StatusOK, orders, err)
}

func (h *hooks) getOrder(e *core.RequestEvent) error {
	order, err := h.shop.Order(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("id"))
	return send(e, http.StatusOK, order, err)
}

func (h *hooks) postCancel(e *core.RequestEvent) error {
	var body struct {
		RestoreCart bool `json:"restoreCart"`
	}
	if err := bind(e, &body); err != nil {
		return err
	}
	order, err := h.shop.Cancel(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("id"), body.RestoreCart)
	return send(e, http.StatusOK, order, err)
}

// supersede lets an order that is made, wherever it is made, replace the same shopper's earlier pending ones.
func (h *hooks) supersede(e *core.RecordEvent) error {
	return inTransaction(e, func() error {
		if err := e.Next(); err != nil {
			return err
		}
		return h.shop.Supersede(e.App, e.Record)
	})
}

// inTransaction runs do with the event's app inside a transaction, so that what do writes stands or falls with the
// record.
func inTransaction(e *core.RecordEvent, do func() error) error {
	outer := e.App
	defer func() { e.App = outer }()
	return outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		return do()
	})
}

// editOrder is the owner's edit of an order in the dashboard.
func (h *hooks) editOrder(e *core.RecordRequestEvent) error {
	outer := e.App
	defer func() { e.App = outer }()
	return inDashboard(outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		return h.shop.EditOrder(tx, e.Record, e.Next)
	}))
}
