package sandbox

import (
	"bytes"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v5"
)

// routes is everything that the sandbox answers.
func (s *Sandbox) routes() http.Handler {
	e := echo.New()
	e.Logger = s.options.Logger
	e.IPExtractor = echo.ExtractIPDirect()
	api := func(method, path string, op operation, answer func(*echo.Context) reply) {
		e.Add(method, path, s.api(op, answer))
	}
	api(http.MethodPost, "/transaction/initialize", opInitialize, s.initialize)
	api(http.MethodGet, "/transaction/verify/:reference", opVerify, s.verify)
	api(http.MethodGet, "/transaction", opList, s.list)
	api(http.MethodGet, "/transaction/:id", opList, s.fetch)
	api(http.MethodGet, "/transaction/timeline/:id", opList, s.timeline)
	api(http.MethodPost, "/refund", opRefund, s.createRefund)
	api(http.MethodGet, "/refund", opRefund, s.listRefunds)
	api(http.MethodGet, "/refund/:id", opRefund, s.fetchRefund)
	api(http.MethodPost, "/refund/retry_with_customer_details/:id", opRefund, s.retryRefund)
	api(http.MethodGet, "/dispute", opList, s.listDisputes)
	api(http.MethodGet, "/dispute/:id", opList, s.fetchDispute)
	api(http.MethodGet, "/integration/payment_session_timeout", opNone, s.sessionTimeout)
	api(http.MethodPut, "/integration/payment_session_timeout", opNone, s.sessionTimeout)
	e.GET("/transaction/verify_access_code/:code", func(c *echo.Context) error {
		return write(c, s.verifyAccessCode(c))
	})

	e.GET("/checkout/:code", s.showCheckout)
	e.POST("/checkout/:code", s.pressButton)
	e.GET("/", s.showCover)

	local := e.Group("/sandbox", onlyThisMachine)
	local.GET("/faults", s.showFaults)
	local.POST("/faults", s.putFaults)
	local.DELETE("/faults", s.clearFaults)
	local.GET("/transactions", s.showTransactions)
	local.POST("/transactions/:reference/:action", s.act)
	local.GET("/webhooks", s.showWebhooks)

	e.RouteNotFound("/*", func(c *echo.Context) error {
		return write(c, refused(http.StatusNotFound, "Endpoint not found", "", "", ""))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A path with and without a trailing slash is the same one (the WooCommerce plugin sends it).
		if trimmed := strings.TrimRight(r.URL.Path, "/"); trimmed != r.URL.Path && trimmed != "" {
			again := *r
			again.URL = new(url.URL)
			*again.URL = *r.URL
			again.URL.Path, again.URL.RawPath = trimmed, strings.TrimRight(r.URL.RawPath, "/")
			r = &again
		}
		e.ServeHTTP(w, r)
	})
}

// api checks the key, strikes with the operation's fault, and writes the answer.
func (s *Sandbox) api(op operation, answer func(*echo.Context) reply) echo.HandlerFunc {
	return func(c *echo.Context) error {
		if wrong := s.authorize(c.Request()); wrong != nil {
			return write(c, *wrong)
		}
		s.mu.Lock()
		fault := s.faults.take(op)
		s.calls[op]++
		s.mu.Unlock()
		s.answering.Add(1)
		defer s.answering.Add(-1)
		if done, err := s.before(c, fault, op); done || err != nil {
			return err
		}
		return s.after(c, fault, answer(c))
	}
}

// wrongKey is the answer to a key that is not the account's.
var wrongKey = refused(http.StatusUnauthorized, "Invalid key", validation, "invalid_Key", "Ensure that you provide the correct authorization key for the request.")

// authorize wants "Authorization: Bearer <secret key>". Pick: a bare key and a public key are wrong keys.
func (s *Sandbox) authorize(request *http.Request) *reply {
	header := request.Header.Get("Authorization")
	if strings.TrimSpace(header) == "" {
		r := refused(http.StatusUnauthorized, "No Authorization Header was found", "", "", "")
		return &r
	}
	scheme, key, _ := strings.Cut(header, " ")
	if strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(key), []byte(s.options.SecretKey)) == 1 {
		return nil
	}
	return &wrongKey
}

func write(c *echo.Context, r reply) error {
	raw, err := encode(r.body)
	if err != nil {
		return err
	}
	return c.Blob(r.status, jsonType, raw)
}

// param is a part of the path with its percent signs opened.
func param(c *echo.Context, name string) string {
	raw := c.Param(name)
	if opened, err := url.PathUnescape(raw); err == nil && bytes.ContainsRune([]byte(raw), '%') {
		return opened
	}
	return raw
}
