package paystack

import (
	"context"
	"encoding/json"
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

	"lovegiftings/internal/money"
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

const unpaid = `{"status":true,"message":"Verification successful","data":{"id":4099260516,"domain":"test","status":"abandoned",
	"reference":"ord-1001.a1","receipt_number":null,"amount":1250000,"message":null,"gateway_response":"The transaction was not completed",
	"paid_at":null,"created_at":"2026-11-22T20:14:24.000Z","channel":"card","currency":"NGN","ip_address":"1.2.3.4, 5.6.7.8","metadata":"",
	"log":null,"fees":null,"authorization":{},"customer":{"email":"ada@example.com","first_name":null},"plan":null,"paidAt":null,
	"createdAt":"2026-11-22T20:14:24.000Z","requested_amount":1250000}}`

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

func TestInitializeSendsWhatPaystackReads(t *testing.T) {
	c := speakingTo(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != "POST" || r.URL.Path != "/transaction/initialize" || r.Header.Get("Authorization") != "Bearer "+testKey {
			t.Errorf("got %s %s", r.Method, r.URL)
		}
		var got map[string]any
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		want := `map[amount:1.25e+06 callback_url:https://shop.example.com/cb channels:[card] currency:NGN email:ada@example.com metadata:map[order_id:x1] reference:ord-1]`
		if fmt.Sprint(got) != want {
			t.Errorf("sent %v", got)
		}
		saying(200, `{"status":true,"message":"Authorization URL created","data":{"authorization_url":"http://pay.example.com/abc","access_code":"abc","reference":"ord-1"}}`)(w, r)
	})
	got, err := c.Initialize(t.Context(), Initialize{
		Email: "ada@example.com", Amount: 1250000, Currency: "NGN", Reference: "ord-1",
		CallbackURL: "https://shop.example.com/cb", Channels: []string{"card"}, Metadata: map[string]any{"order_id": "x1"},
	})
	if err != nil || got != (Authorization{URL: "http://pay.example.com/abc", AccessCode: "abc", Reference: "ord-1"}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnInitializeAnswerThatCannotBePaidOnIsUnavailable(t *testing.T) {
	for name, data := range map[string]string{
		"another reference":  `{"authorization_url":"https://pay.example.com/abc","access_code":"abc","reference":"other"}`,
		"no reference":       `{"authorization_url":"https://pay.example.com/abc","access_code":"abc"}`,
		"no access code":     `{"authorization_url":"https://pay.example.com/abc","reference":"ord-1"}`,
		"no page":            `{"access_code":"abc","reference":"ord-1"}`,
		"a script as a page": `{"authorization_url":"javascript:alert(1)","access_code":"abc","reference":"ord-1"}`,
		"a list":             `[]`,
		"nothing":            `null`,
	} {
		c := speakingTo(t, saying(200, `{"status":true,"message":"ok","data":`+data+`}`))
		if _, err := c.Initialize(t.Context(), Initialize{Reference: "ord-1"}); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
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

func TestAnUnpaidTransactionIsRead(t *testing.T) {
	c := speakingTo(t, saying(200, unpaid))
	got, err := c.Verify(t.Context(), "ord-1001.a1")
	want := Transaction{
		ID: 4099260516, Mode: "test", Status: "abandoned", Reference: "ord-1001.a1", Currency: "NGN", Channel: "card",
		GatewayResponse: "The transaction was not completed", Amount: 1250000, RequestedAmount: 1250000,
		CreatedAt: time.Date(2026, 11, 22, 20, 14, 24, 0, time.UTC), CustomerEmail: "ada@example.com",
	}
	if err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
}

func TestWhatVaryOnTheWireReadsAlike(t *testing.T) {
	for name, row := range map[string]struct {
		from, to string
		ok       func(Transaction) bool
	}{
		"metadata an object":      {`"metadata":""`, `"metadata":{"order_id":"1"}`, func(x Transaction) bool { return string(x.Metadata) == `{"order_id":"1"}` }},
		"metadata in a string":    {`"metadata":""`, `"metadata":"{\"order_id\":\"1\"}"`, func(x Transaction) bool { return string(x.Metadata) == `{"order_id":"1"}` }},
		"metadata null":           {`"metadata":""`, `"metadata":null`, func(x Transaction) bool { return x.Metadata == nil }},
		"metadata 0":              {`"metadata":""`, `"metadata":0`, func(x Transaction) bool { return x.Metadata == nil }},
		"metadata prose":          {`"metadata":""`, `"metadata":"hello"`, func(x Transaction) bool { return x.Metadata == nil }},
		"only paidAt":             {`"paidAt":null`, `"paidAt":"2026-11-22T21:15:02.000+01:00"`, func(x Transaction) bool { return x.PaidAt.Equal(time.Date(2026, 11, 22, 20, 15, 2, 0, time.UTC)) }},
		"a date nobody has seen":  {`"paid_at":null`, `"paid_at":"yesterday"`, func(x Transaction) bool { return x.PaidAt.IsZero() }},
		"no requested amount":     {`,"requested_amount":1250000`, ``, func(x Transaction) bool { return x.RequestedAmount == 1250000 }},
		"fees":                    {`"fees":null`, `"fees":28750`, func(x Transaction) bool { return x.Fees == 28750 }},
		"no customer":             {`{"email":"ada@example.com","first_name":null}`, `null`, func(x Transaction) bool { return x.CustomerEmail == "" }},
		"an id above 2^63":        {`4099260516`, `18446744073709551615`, func(x Transaction) bool { return x.ID == 1<<64-1 }},
		"a status of the future":  {`"abandoned"`, `"levitating"`, func(x Transaction) bool { return x.Status == "levitating" }},
		"a gateway that is quiet": {`"The transaction was not completed"`, `null`, func(x Transaction) bool { return x.GatewayResponse == "" }},
	} {
		body := strings.Replace(unpaid, row.from, row.to, 1)
		if body == unpaid {
			t.Fatalf("%s: nothing was replaced", name)
		}
		got, err := speakingTo(t, saying(200, body)).Verify(t.Context(), "ord-1001.a1")
		if err != nil || !row.ok(got) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestAVerifyAnswerOfAnyOtherShapeIsUnavailable(t *testing.T) {
	for name, swap := range map[string][2]string{
		"another reference":         {`"ord-1001.a1"`, `"ORD-1001.A1"`},
		"a fraction of a kobo":      {`"amount":1250000`, `"amount":1250000.5`},
		"a float that is whole":     {`"amount":1250000`, `"amount":1250000.0`},
		"an exponent":               {`"amount":1250000`, `"amount":125e4`},
		"an amount in a string":     {`"amount":1250000`, `"amount":"1250000"`},
		"a negative amount":         {`"amount":1250000`, `"amount":-1250000`},
		"an amount beyond doubles":  {`"amount":1250000`, `"amount":9007199254740992`},
		"an amount beyond 64 bits":  {`"amount":1250000`, `"amount":99999999999999999999`},
		"no amount":                 {`"amount":1250000,`, ``},
		"a null amount":             {`"amount":1250000`, `"amount":null`},
		"fees with a fraction":      {`"fees":null`, `"fees":1.5`},
		"requested with a fraction": {`"requested_amount":1250000`, `"requested_amount":1250000.01`},
		"no status":                 {`"status":"abandoned",`, ``},
		"a status that is a number": {`"status":"abandoned"`, `"status":1`},
		"no currency":               {`"currency":"NGN",`, ``},
		"no mode":                   {`"domain":"test",`, ``},
		"a mode of its own":         {`"domain":"test"`, `"domain":"staging"`},
		"no id":                     {`"id":4099260516,`, ``},
		"a negative id":             {`"id":4099260516`, `"id":-1`},
		"status false":              {`{"status":true`, `{"status":false`},
		"status a word":             {`{"status":true`, `{"status":"true"`},
		"more after the end":        {`"requested_amount":1250000}}`, `"requested_amount":1250000}}{}`},
		"broken off":                {`"requested_amount":1250000}}`, `"requested_amount":12500`},
	} {
		body := strings.Replace(unpaid, swap[0], swap[1], 1)
		if body == unpaid {
			t.Fatalf("%s: nothing was replaced", name)
		}
		if got, err := speakingTo(t, saying(200, body)).Verify(t.Context(), "ord-1001.a1"); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %+v, %v", name, got, err)
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

func TestAReferenceThatCannotBeIsNotFoundWithoutACall(t *testing.T) {
	c := speakingTo(t, func(http.ResponseWriter, *http.Request) { t.Error("called") })
	for _, reference := range []string{"", ".", "..", "a/b", "a?b", "a b", "a%2Fb", "é", strings.Repeat("a", 201)} {
		if _, err := c.Verify(t.Context(), reference); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", reference, err)
		}
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

func TestRefundsAreReadInBothShapes(t *testing.T) {
	created := `{"status":true,"message":"Refund has been queued for processing","data":{"transaction":{"id":11,"reference":"ord-1","amount":500},
		"status":"pending","currency":"NGN","domain":"test","amount":500,"id":77,"createdAt":"2026-11-22T20:14:24.000Z","merchant_note":"m","customer_note":"c","expected_at":"2026-12-02T20:14:24.000Z"}}`
	got, err := speakingTo(t, saying(200, created)).CreateRefund(t.Context(), CreateRefund{Transaction: "ord-1"})
	if err != nil || got.ID != 77 || got.TransactionID != 11 || got.TransactionReference != "ord-1" || got.Amount != 500 || got.ExpectedAt.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	fetched := `{"status":true,"message":"Refund retrieved","data":{"transaction":11,"status":"processed","currency":"NGN","domain":"test","amount":"500","id":"77","fully_deducted":1,"created_at":"2026-11-22 20:14:24"}}`
	got, err = speakingTo(t, saying(200, fetched)).Refund(t.Context(), 77)
	if err != nil || got.TransactionID != 11 || got.Amount != 500 || got.CreatedAt.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := speakingTo(t, saying(200, fetched)).Refund(t.Context(), 78); !errors.Is(err, ErrUnavailable) {
		t.Errorf("another refund's answer: %v", err)
	}
	for _, wrong := range []string{`"amount":"5.5"`, `"amount":null`, `"amount":-5`} {
		body := strings.Replace(fetched, `"amount":"500"`, wrong, 1)
		if _, err := speakingTo(t, saying(200, body)).Refund(t.Context(), 77); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
	if _, err := speakingTo(t, saying(200, strings.Replace(fetched, `:11,`, `:null,`, 1))).Refund(t.Context(), 77); !errors.Is(err, ErrUnavailable) {
		t.Errorf("no transaction: %v", err)
	}
}

func TestAListWithOneUnreadableItemIsUnavailable(t *testing.T) {
	item := unpaid[strings.Index(unpaid, `"data":`)+len(`"data":`) : len(unpaid)-1]
	list := func(items string) http.HandlerFunc {
		return saying(200, `{"status":true,"message":"Transactions retrieved","data":`+items+`,"meta":{"total":1,"total_volume":1250000,"skipped":0,"perPage":"50","page":1,"pageCount":1}}`)
	}
	got, err := speakingTo(t, list("["+item+"]")).Transactions(t.Context(), TransactionQuery{})
	if err != nil || len(got.Transactions) != 1 || got.Total != 1 || got.PerPage != 50 || got.TotalVolume != money.Kobo(1250000) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, items := range []string{"null", "{}", "[" + item + ",{}]", "[null]"} {
		if _, err := speakingTo(t, list(items)).Transactions(t.Context(), TransactionQuery{}); !errors.Is(err, ErrUnavailable) {
			t.Errorf("%s: %v", items, err)
		}
	}
}
