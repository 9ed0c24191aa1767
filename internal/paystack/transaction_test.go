package paystack

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/money"
)

const unpaid = `{"status":true,"message":"Verification successful","data":{"id":4099260516,"domain":"test","status":"abandoned",
	"reference":"ord-1001.a1","receipt_number":null,"amount":1250000,"message":null,"gateway_response":"The transaction was not completed",
	"paid_at":null,"created_at":"2026-11-22T20:14:24.000Z","channel":"card","currency":"NGN","ip_address":"1.2.3.4, 5.6.7.8","metadata":"",
	"log":null,"fees":null,"authorization":{},"customer":{"email":"ada@example.com","first_name":null},"plan":null,"paidAt":null,
	"createdAt":"2026-11-22T20:14:24.000Z","requested_amount":1250000}}`

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

func TestAReferenceThatCannotBeIsNotFoundWithoutACall(t *testing.T) {
	c := speakingTo(t, func(http.ResponseWriter, *http.Request) { t.Error("called") })
	for _, reference := range []string{"", ".", "..", "a/b", "a?b", "a b", "a%2Fb", "é", strings.Repeat("a", 201)} {
		if _, err := c.Verify(t.Context(), reference); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", reference, err)
		}
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

func TestEveryReadRefusesWhatIsNotItsShape(t *testing.T) {
	for name, read := range map[string]func(*Client) error{
		"verify":      func(c *Client) error { _, err := c.Verify(t.Context(), "ord-1"); return err },
		"transaction": func(c *Client) error { _, err := c.Transaction(t.Context(), 7); return err },
		"list":        func(c *Client) error { _, err := c.Transactions(t.Context(), TransactionQuery{}); return err },
		"timeline":    func(c *Client) error { _, err := c.Timeline(t.Context(), "ord-1"); return err },
		"refund":      func(c *Client) error { _, err := c.Refund(t.Context(), 7); return err },
		"refunds":     func(c *Client) error { _, err := c.Refunds(t.Context(), 7); return err },
		"all refunds": func(c *Client) error { _, err := c.RefundsSince(t.Context(), time.Time{}); return err },
		"dispute":     func(c *Client) error { _, err := c.Dispute(t.Context(), 7); return err },
		"disputes":    func(c *Client) error { _, err := c.DisputesSince(t.Context(), time.Time{}); return err },
		"make refund": func(c *Client) error { _, err := c.CreateRefund(t.Context(), CreateRefund{}); return err },
	} {
		for _, data := range []string{`"x"`, `7`, `[7]`, `[[]]`} {
			c := speakingTo(t, saying(200, `{"status":true,"message":"ok","data":`+data+`}`))
			if err := read(c); !errors.Is(err, ErrUnavailable) {
				t.Errorf("%s of %s: %v", name, data, err)
			}
		}
		if err := read(speakingTo(t, saying(404, `{"status":false,"message":"no"}`))); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := speakingTo(t, saying(200, unpaid)).Transaction(t.Context(), 7); !errors.Is(err, ErrUnavailable) {
		t.Errorf("another transaction: %v", err)
	}
	if line, err := speakingTo(t, saying(200, `{"status":true,"message":"ok","data":null}`)).Timeline(t.Context(), "ord-1"); err != nil || line.History != nil {
		t.Errorf("no timeline yet: %+v, %v", line, err)
	}
}
