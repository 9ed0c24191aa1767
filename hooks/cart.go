package hooks

import (
	"encoding/json"
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shop"
)

func (h *hooks) getCart(e *core.RequestEvent) error {
	return sendCart(e)(h.shop.Cart(e.Request.Context(), e.App, shopper(e)))
}

func (h *hooks) postCartItem(e *core.RequestEvent) error {
	var body struct {
		Product        string          `json:"product"`
		Quantity       int             `json:"quantity"`
		Customizations json.RawMessage `json:"customizations"`
	}
	if err := bind(e, &body); err != nil {
		return err
	}
	who, err := h.shopperForWriting(e)
	if err != nil {
		return err
	}
	item := shop.NewItem{Product: body.Product, Quantity: body.Quantity, Customizations: body.Customizations}
	return sendCart(e)(h.shop.AddItem(e.Request.Context(), e.App, who, item))
}

func (h *hooks) patchCartItem(e *core.RequestEvent) error {
	var body struct {
		Quantity       *int            `json:"quantity"`
		Customizations json.RawMessage `json:"customizations"`
	}
	if err := bind(e, &body); err != nil {
		return err
	}
	change := shop.ItemChange{Quantity: body.Quantity, Customizations: body.Customizations}
	return sendCart(e)(h.shop.ChangeItem(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("id"), change))
}

func (h *hooks) deleteCartItem(e *core.RequestEvent) error {
	return sendCart(e)(h.shop.RemoveItem(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("id")))
}

func sendCart(e *core.RequestEvent) func(shop.CartView, error) error {
	return func(cart shop.CartView, err error) error { return send(e, http.StatusOK, cart, err) }
}

// send answers with a personal value: it is never kept on the way.
func send(e *core.RequestEvent, status int, body any, err error) error {
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "private, no-store")
	return e.JSON(status, body)
}
