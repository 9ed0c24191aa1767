package paystack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const testKey = "sk_test_sandbox_0001"

// speakingTo is a client of a server that answers as said.
func speakingTo(t *testing.T, answer http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	c, err := New(testKey, Options{BaseURL: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func saying(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestKeysThatAreNotSecretKeysAreRefusedWithoutBeingShown(t *testing.T) {
	for _, key := range []string{"", "sk_test_", "pk_test_abcdef", "sk_prod_abcdef", " sk_test_abcdef", "sk_test_abc\n", "Bearer sk_test_abcdef"} {
		if _, err := New(key, Options{}); err == nil {
			t.Errorf("New(%q) was taken", key)
		} else if strings.Contains(err.Error(), "abc") {
			t.Errorf("the error shows the key: %v", err)
		}
	}
	for key, mode := range map[string]string{"sk_test_a1": "test", "sk_live_a1": "live"} {
		c, err := New(key, Options{})
		if err != nil || c.Mode() != mode {
			t.Errorf("New(%q): mode %v, error %v", key, c, err)
		}
		if shown := fmt.Sprintf("%v %+v %#v %s", c, c, c, c); strings.Contains(shown, key) {
			t.Errorf("printing the client shows the key: %s", shown)
		}
	}
}

func TestBaseURLsThatAreNotHTTPAreRefused(t *testing.T) {
	for _, base := range []string{"api.paystack.co", "ftp://api.paystack.co", "https://", "https://u:p@host", "https://host?x=1", "::"} {
		if _, err := New(testKey, Options{BaseURL: base}); err == nil {
			t.Errorf("base URL %q was taken", base)
		}
	}
}

func TestALiveKeyTravelsOverHTTPSOnly(t *testing.T) {
	for base, taken := range map[string]bool{
		"http://pay.example.com": false, "http://192.0.2.1:80": false, "https://pay.example.com": true,
		"http://127.0.0.1:8091": true, "http://localhost:8091": true, "http://[::1]:8091": true,
	} {
		if _, err := New("sk_live_a", Options{BaseURL: base}); (err == nil) != taken {
			t.Errorf("%s: %v", base, err)
		}
		if _, err := New("sk_test_a", Options{BaseURL: base}); err != nil {
			t.Errorf("%s with a test key: %v", base, err)
		}
	}
}

func TestOverHTTPSThePageMustBeHTTPSToo(t *testing.T) {
	c, _ := New(testKey, Options{})
	for address, want := range map[string]bool{"https://checkout.paystack.com/a": true, "http://checkout.paystack.com/a": false, "//x": false} {
		if c.page(address) != want {
			t.Errorf("%s: %v", address, !want)
		}
	}
}

func TestErrorsAreKnownByCodeAndStatusNotByMessage(t *testing.T) {
	sentinels := []error{ErrNotFound, ErrDuplicateReference, ErrInvalidEmail, ErrUnauthorized, ErrReversed, ErrUnavailable}
	body := func(code string) string {
		return `{"status":false,"message":"Words","meta":{"nextStep":"Do it"},"type":"validation_error","code":"` + code + `"}`
	}
	for name, row := range map[string]struct {
		status int
		body   string
		want   error
	}{
		"not found as 400":       {400, body("transaction_not_found"), ErrNotFound},
		"not found as 404":       {404, body("transaction_not_found"), ErrNotFound},
		"404 without a code":     {404, `{"status":false,"message":"Transaction not found"}`, ErrNotFound},
		"duplicate":              {400, body("duplicate_reference"), ErrDuplicateReference},
		"bad address":            {400, body("invalid_email_address"), ErrInvalidEmail},
		"wrong key":              {401, body("invalid_Key"), ErrUnauthorized},
		"wrong key as 400":       {400, body("invalid_Key"), ErrUnauthorized},
		"no header":              {401, `{"status":false,"message":"No Authorization Header was found"}`, ErrUnauthorized},
		"already reversed":       {400, body("transaction_reversed"), ErrReversed},
		"something else":         {400, body("invalid_amount"), nil},
		"500":                    {500, body("unknown"), ErrUnavailable},
		"503 with a known code":  {503, body("transaction_not_found"), ErrUnavailable},
		"429":                    {429, body("rate_limited"), ErrUnavailable},
		"408":                    {408, body(""), ErrUnavailable},
		"HTML":                   {502, "<html>Bad gateway</html>", ErrUnavailable},
		"HTML as 404":            {404, "<html>Not found</html>", ErrUnavailable},
		"somebody else's JSON":   {404, `{"error":"no such route"}`, ErrUnavailable},
		"200 that is no":         {200, `{"status":false,"message":"Hm"}`, ErrUnavailable},
		"400 that is yes":        {400, `{"status":true,"message":"Hm"}`, nil},
		"an empty body":          {200, ``, ErrUnavailable},
		"a redirect with a body": {302, body("transaction_not_found"), ErrUnavailable},
	} {
		_, err := speakingTo(t, saying(row.status, row.body)).Verify(t.Context(), "ord-1")
		var failure *Error
		if !errors.As(err, &failure) || failure.HTTPStatus != row.status {
			t.Errorf("%s: %v", name, err)
		}
		for _, sentinel := range sentinels {
			if errors.Is(err, sentinel) != (sentinel == row.want) {
				t.Errorf("%s: errors.Is(%v, %v) = %v", name, err, sentinel, sentinel != row.want)
			}
		}
	}
	_, err := speakingTo(t, saying(400, body("duplicate_reference"))).Initialize(t.Context(), Initialize{})
	var failure *Error
	if !errors.As(err, &failure) || failure.Code != "duplicate_reference" || failure.Type != "validation_error" ||
		failure.Message != "Words" || failure.NextStep != "Do it" {
		t.Errorf("%+v", failure)
	}
}

func TestErrorTextsKeepSecrets(t *testing.T) {
	for _, body := range []string{
		`{"status":false,"message":"Bad key ` + testKey + ` for ada@example.com\u0007\nnew line","code":"x` + testKey + `"}`,
		`garbage ` + testKey + ` ada@example.com`,
	} {
		_, err := speakingTo(t, saying(400, body)).Verify(t.Context(), "ord-1")
		for _, secret := range []string{testKey, "ada@", "\n", "\a", "garbage"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%q shows %q", err, secret)
			}
		}
	}
}

func TestATooLargeAnswerIsUnavailable(t *testing.T) {
	c := speakingTo(t, saying(200, unpaid+strings.Repeat(" ", maxAnswer)))
	if _, err := c.Verify(t.Context(), "ord-1001.a1"); !errors.Is(err, ErrUnavailable) {
		t.Errorf("%v", err)
	}
}

func TestRedirectsAreNotFollowedEvenByALentClient(t *testing.T) {
	var followed atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed.Store(true)
		saying(200, unpaid)(w, r)
	}))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	c, _ := New(testKey, Options{BaseURL: server.URL, HTTPClient: &http.Client{}})
	if _, err := c.Verify(t.Context(), "ord-1001.a1"); !errors.Is(err, ErrUnavailable) || followed.Load() {
		t.Errorf("%v, followed: %v", err, followed.Load())
	}
}

func TestABrokenConnectionIsTriedOnceMoreForReadsOnly(t *testing.T) {
	var calls atomic.Int32
	c := speakingTo(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			panic(http.ErrAbortHandler)
		}
		saying(200, unpaid)(w, r)
	})
	if _, err := c.Verify(t.Context(), "ord-1001.a1"); err != nil || calls.Load() != 2 {
		t.Errorf("verify: %v after %d calls", err, calls.Load())
	}
	calls.Store(0)
	if _, err := c.Initialize(t.Context(), Initialize{Reference: "ord-1"}); !errors.Is(err, ErrUnavailable) || calls.Load() != 1 {
		t.Errorf("initialize: %v after %d calls", err, calls.Load())
	}
	calls.Store(0)
	if _, err := c.CreateRefund(t.Context(), CreateRefund{Transaction: "ord-1"}); !errors.Is(err, ErrUnavailable) || calls.Load() != 1 {
		t.Errorf("refund: %v after %d calls", err, calls.Load())
	}
}

func TestNoAnswerIsUnavailable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	c, _ := New(testKey, Options{BaseURL: "http://" + address})
	if _, err := c.Verify(t.Context(), "ord-1"); !errors.Is(err, ErrUnavailable) || strings.Contains(err.Error(), address) {
		t.Errorf("nobody listens: %v", err)
	}

	silentServer := make(chan struct{})
	slow := speakingTo(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-silentServer:
		}
	})
	defer close(silentServer)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := slow.Verify(ctx, "ord-1"); !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("too slow: %v", err)
	}
	own, _ := New(testKey, Options{BaseURL: slow.base, HTTPClient: &http.Client{Timeout: 20 * time.Millisecond}})
	if _, err := own.Verify(t.Context(), "ord-1"); !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the lent client's timeout: %v", err)
	}
	gone, giveUp := context.WithCancel(t.Context())
	giveUp()
	if _, err := slow.Verify(gone, "ord-1"); !errors.Is(err, ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
}

func TestRateLimitsSayWhenToComeBack(t *testing.T) {
	c := speakingTo(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "7")
		saying(429, "slow down")(w, r)
	})
	_, err := c.Verify(t.Context(), "ord-1")
	var failure *Error
	if !errors.As(err, &failure) || failure.RetryAfter != 7*time.Second || !errors.Is(err, ErrUnavailable) {
		t.Errorf("%+v", failure)
	}
}
