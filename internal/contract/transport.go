package contract

import (
	"net/http"
	"strings"
	"testing"
)

// Transport holds every exchange with the shop's API that goes through it against the document, so that a test client
// made with it cannot get a wrong answer unnoticed. Pages, the dashboard's routes and other collections pass unchecked;
// anything under /api/shop/, /api/paystack/ and /api/owner/ is checked even when the document does not know it. base nil means
// [http.DefaultTransport].
func (c *Contract) Transport(t testing.TB, base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return roundTripper(func(request *http.Request) (*http.Response, error) {
		kept, err := unread(request)
		if err != nil {
			return nil, err
		}
		response, err := base.RoundTrip(request)
		if err == nil && c.concerns(kept) {
			t.Helper()
			c.Check(t, kept, response)
		}
		return response, err
	})
}

func (c *Contract) concerns(request *http.Request) bool {
	if strings.HasPrefix(request.URL.Path, "/api/shop/") || strings.HasPrefix(request.URL.Path, "/api/paystack/") || strings.HasPrefix(request.URL.Path, "/api/owner/") {
		return true
	}
	_, err := c.router.FindRoute(request)
	return err == nil
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }
