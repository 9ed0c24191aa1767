package hooks

import (
	"net/http"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

func (h *hooks) postCheckout(e *core.RequestEvent) error {
	var body struct {
		Email     string             `json:"email"`
		Phone     string             `json:"phone"`
		Name      string             `json:"name"`
		Zone      string             `json:"zone"`
		Address   string             `json:"address"`
		Note      string             `json:"note"`
		Gift      commerce.Gift      `json:"gift"`
		Recipient commerce.Recipient `json:"recipient"`
		SeenTotal *money.Kobo        `json:"seenTotalKobo"`
	}
	if err := bind(e, &body); err != nil {
		return err
	}
	form := commerce.CheckoutForm{
		Email: body.Email, Phone: body.Phone, Name: body.Name, Zone: body.Zone, Address: body.Address,
		Note: body.Note, Gift: body.Gift, Recipient: body.Recipient, SeenTotal: body.SeenTotal,
	}
	order, made, err := h.shop.Checkout(e.Request.Context(), e.App, shopper(e), form, e.Request.Header.Get("Idempotency-Key"))
	status := http.StatusOK
	if made {
		status = http.StatusCreated
	}
	return send(e, status, order, err)
}

func (h *hooks) getCheckout(e *core.RequestEvent) error {
	order, err := h.shop.PendingOrder(e.Request.Context(), e.App, shopper(e))
	return send(e, http.StatusOK, order, err)
}
