package hooks

import (
	"errors"
	"net/http"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
)

const (
	sessionCookie = "shop_session"
	sessionAge    = 180 * 24 * 60 * 60 // seconds

	// maxBody bounds the bodies of the shop's routes, in bytes.
	maxBody = 256 << 10
)

// shopper says who asks. A superuser who looks at the shop is a shopper like any other.
func shopper(e *core.RequestEvent) shop.Shopper {
	var who shop.Shopper
	if e.Auth != nil && e.Auth.Collection().Name == "users" {
		who.User = e.Auth.Id
	}
	if cookie, err := e.Request.Cookie(sessionCookie); err == nil {
		who.Session = shop.SessionHash(cookie.Value)
	}
	return who
}

// shopperForWriting is [shopper] for the first write: a guest without a session gets one.
func (h *hooks) shopperForWriting(e *core.RequestEvent) (shop.Shopper, error) {
	who := shopper(e)
	if who.User != "" || who.Session != "" {
		return who, nil
	}
	token, err := h.shop.NewSession()
	if err != nil {
		return who, err
	}
	e.SetCookie(&http.Cookie{
		Name: sessionCookie, Value: token, Path: "/", MaxAge: sessionAge,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: h.shop.Secure(),
	})
	who.Session = shop.SessionHash(token)
	return who, nil
}

// ownPages lets a browser write only from the shop's own pages. Paystack's webhook proves itself by its signature,
// whatever headers come with it.
func ownPages() *http.CrossOriginProtection {
	protection := http.NewCrossOriginProtection()
	protection.AddInsecureBypassPattern("POST /api/paystack/webhook")
	return protection
}

// sameOrigin refuses writes that another site's page sends with a shopper's cookie (net/http, CrossOriginProtection).
func (h *hooks) sameOrigin(e *core.RequestEvent) error {
	if h.origins.Check(e.Request) != nil {
		return e.ForbiddenError("This came from another site.", nil)
	}
	return e.Next()
}

// bind reads a JSON body. It refuses one that is no object of the right types.
func bind(e *core.RequestEvent, body any) error {
	err := e.BindBody(body)
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*router.ApiError](err); ok && known.Status == http.StatusRequestEntityTooLarge {
		return err
	}
	return commerce.Refuse(commerce.Invalid, "body", commerce.CodeBodyInvalid, "The request could not be read. Send a JSON object as the API's document says.")
}
