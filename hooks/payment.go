package hooks

import (
	"errors"
	"io"
	"net/http"
	"net/url"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shop"
)

func (h *hooks) postInitialize(e *core.RequestEvent) error {
	var body struct {
		Order    string   `json:"order"`
		Channels []string `json:"channels"`
	}
	if err := bind(e, &body); err != nil {
		return err
	}
	page, err := h.shop.Initialize(e.Request.Context(), e.App, shopper(e), body.Order, body.Channels)
	return send(e, http.StatusOK, page, err)
}

func (h *hooks) postVerify(e *core.RequestEvent) error {
	view, err := h.shop.Verify(e.Request.Context(), e.App, shopper(e), e.Request.PathValue("reference"))
	return send(e, http.StatusOK, view, err)
}

// postGlimpse tells whoever holds a reference how its payment stands.
func (h *hooks) postGlimpse(e *core.RequestEvent) error {
	view, err := h.shop.Glimpse(e.Request.Context(), e.App, e.Request.PathValue("reference"))
	return send(e, http.StatusOK, view, err)
}

// postOwnersVerify is the owner's "check again": it asks Paystack about any attempt.
func (h *hooks) postOwnersVerify(e *core.RequestEvent) error {
	view, err := h.shop.VerifyAny(e.Request.Context(), e.App, e.Request.PathValue("reference"))
	return send(e, http.StatusOK, view, err)
}

// getCallback is where Paystack's page sends the payer's browser. Its query proves nothing; it only says which payment
// to ask about (Paystack's documentation, "Accept payments": both parameters hold the reference).
func (h *hooks) getCallback(e *core.RequestEvent) error {
	query := e.Request.URL.Query()
	reference := query.Get("reference")
	if reference == "" {
		reference = query.Get("trxref")
	}
	if reference == "" {
		return e.Redirect(http.StatusSeeOther, "/orders")
	}
	failed, err := h.shop.HearCallback(e.Request.Context(), e.App, reference)
	if err != nil {
		logFault(e.App, e.Request, err) // the page asks again
	}
	page := "/payment-details/"
	if failed {
		page = "/payment-failed/"
	}
	e.Response.Header().Set("Cache-Control", "private, no-store")
	return e.Redirect(http.StatusSeeOther, page+url.PathEscape(reference))
}

// postWebhook keeps Paystack's event and answers at once; what it means is found out afterwards. Should the program end
// between the two, the clock finds the event in the inbox.
func (h *hooks) postWebhook(e *core.RequestEvent) error {
	body, err := io.ReadAll(e.Request.Body)
	if err != nil {
		return err
	}
	err = h.shop.HearWebhook(e.Request.Context(), e.App, body, e.Request.Header.Get("X-Paystack-Signature"))
	switch {
	case errors.Is(err, shop.ErrSignature):
		return e.UnauthorizedError("The signature is not Paystack's.", nil)
	case errors.Is(err, shop.ErrMalformed):
		return e.BadRequestError("The event is malformed.", nil)
	case err != nil:
		return err
	}
	h.shop.HandleSoon(e.App)
	return e.JSON(http.StatusOK, map[string]bool{"received": true})
}
