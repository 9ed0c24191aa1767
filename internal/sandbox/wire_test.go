package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

func truncate(t *testing.T, file string) {
	t.Helper()
	if err := os.Truncate(file, 10); err != nil {
		t.Fatal(err)
	}
}

const (
	asJSON = "application/json"
	asForm = "application/x-www-form-urlencoded"
)

func TestInitializeRefusesInPaystacksWords(t *testing.T) {
	st := perform(t)
	st.open("taken")
	for name, row := range map[string]struct {
		kind, body    string
		message, code string
	}{
		"no e-mail":            {asJSON, `{"amount":100}`, "Email Address is required", "missing_params"},
		"empty e-mail":         {asForm, `email=&amount=100`, "Email Address is required", "missing_params"},
		"bad e-mail":           {asJSON, `{"email":"ada","amount":100}`, "Invalid Email Address Passed", "invalid_email_address"},
		"reserved domain":      {asJSON, `{"email":"ada@shop.local","amount":100}`, "Invalid Email Address Passed", "invalid_email_address"},
		"e-mail with a name":   {asJSON, `{"email":"Ada <ada@example.com>","amount":100}`, "Invalid Email Address Passed", "invalid_email_address"},
		"no amount":            {asJSON, `{"email":"ada@example.com"}`, "Invalid Amount Sent", "invalid_amount"},
		"amount in words":      {asJSON, `{"email":"ada@example.com","amount":"much"}`, "Invalid Amount Sent", "invalid_amount"},
		"negative amount":      {asJSON, `{"email":"ada@example.com","amount":-5}`, "Invalid Amount Sent", "invalid_amount"},
		"amount a list":        {asJSON, `{"email":"ada@example.com","amount":[1]}`, "Invalid Amount Sent", "invalid_amount"},
		"hexadecimal amount":   {asJSON, `{"email":"ada@example.com","amount":"0x10p4"}`, "Invalid Amount Sent", "invalid_amount"},
		"fraction":             {asJSON, `{"email":"ada@example.com","amount":1998.9999999999998}`, `"amount" must be an integer`, "invalid_params"},
		"fraction in a string": {asForm, `email=ada@example.com&amount=100.5`, `"amount" must be an integer`, "invalid_params"},
		"zero":                 {asJSON, `{"email":"ada@example.com","amount":0}`, "You must specify a valid amount", "invalid_amount"},
		"over the ceiling":     {asJSON, `{"email":"ada@example.com","amount":1000000001}`, "Transaction amount limit exceeded", "invalid_amount"},
		"duplicate":            {asJSON, `{"email":"ada@example.com","amount":100,"reference":"taken"}`, "Duplicate Transaction Reference", "duplicate_reference"},
		"slash":                {asJSON, `{"email":"ada@example.com","amount":100,"reference":"a/b"}`, "Invalid character in transaction reference", "invalid_character_in_reference"},
		"colon":                {asJSON, `{"email":"ada@example.com","amount":100,"reference":"a:b"}`, "Invalid character in transaction reference", "invalid_character_in_reference"},
		"currency":             {asJSON, `{"email":"ada@example.com","amount":100,"currency":"USD"}`, "Currency not supported by merchant", "unsupported_currency"},
		"broken JSON":          {asJSON, `{"email":"ada@example.com","amount":100`, "Invalid Amount Sent", "invalid_amount"},
		"a form called JSON":   {asJSON, `email=ada@example.com&amount=100`, "Invalid Amount Sent", "invalid_amount"},
		"a list":               {asJSON, `[]`, "Invalid Amount Sent", "invalid_amount"},
		"two documents":        {asJSON, `{"email":"ada@example.com","amount":100}{}`, "Invalid Amount Sent", "invalid_amount"},
		"nothing":              {asJSON, ``, "Invalid Amount Sent", "invalid_amount"},
		"too much":             {asJSON, `{"email":"ada@example.com","amount":100,"label":"` + strings.Repeat("x", maxBody) + `"}`, "Invalid Amount Sent", "invalid_amount"},
	} {
		got := st.ask("POST", "/transaction/initialize", row.kind, row.body)
		if got.status != 400 || got.body["status"] != false || got.body["message"] != row.message ||
			got.body["type"] != "validation_error" || got.body["code"] != row.code || got.text("meta", "nextStep") == nil {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
		}
	}
	if n := len(st.Transactions()); n != 1 {
		t.Errorf("refusals left %d transactions", n)
	}
}

func TestInitializeTakesWhatRealIntegrationsSend(t *testing.T) {
	st := perform(t)
	for name, row := range map[string]struct{ path, kind, body string }{
		"JSON":                      {"/transaction/initialize", asJSON, `{"email":"ada@example.com","amount":20000,"metadata":{"order_id":"7"}}`},
		"JSON with a charset":       {"/transaction/initialize", asJSON + "; charset=utf-8", `{"email":"ada@example.com","amount":20000,"metadata":{"order_id":"7"}}`},
		"JSON without a type":       {"/transaction/initialize", "", `{"email":"ada@example.com","amount":20000,"metadata":{"order_id":"7"}}`},
		"amount in a string":        {"/transaction/initialize", asJSON, `{"email":"ada@example.com","amount":"20000","metadata":{"order_id":"7"}}`},
		"whole in JavaScript":       {"/transaction/initialize", asJSON, `{"email":"ada@example.com","amount":2e4,"metadata":{"order_id":"7"}}`},
		"stringified metadata":      {"/transaction/initialize", asJSON, `{"email":"ada@example.com","amount":20000,"metadata":"{\"order_id\": \"7\"}"}`},
		"form with brackets":        {"/transaction/initialize", asForm, `email=ada%40example.com&amount=20000&metadata[order_id]=7&metadata[custom_fields][0][value]=x`},
		"form, stringified":         {"/transaction/initialize", asForm, `email=ada%40example.com&amount=20000&metadata={"order_id":"7"}`},
		"trailing slash":            {"/transaction/initialize/", asForm, `email=ada%40example.com&amount=20000&metadata[order_id]=7`},
		"small letters as currency": {"/transaction/initialize", asJSON, `{"email":"ada@example.com","amount":20000,"currency":"ngn","metadata":{"order_id":"7"}}`},
	} {
		got := st.ask("POST", row.path, row.kind, row.body)
		reference, _ := got.text("data", "reference").(string)
		if got.status != 200 || got.body["message"] != "Authorization URL created" || len(reference) != 15 {
			t.Errorf("%s: %d %s", name, got.status, got.raw)
			continue
		}
		x := st.ask("GET", "/transaction/verify/"+reference, "", "")
		if x.text("data", "metadata", "order_id") != "7" || st.verified(reference).Amount != 20000 || st.verified(reference).Currency != "NGN" {
			t.Errorf("%s: kept %s", name, x.raw)
		}
	}
}

func TestBracketKeysBecomeObjectsAndArrays(t *testing.T) {
	request, _ := http.NewRequest("POST", "/", strings.NewReader(
		"channels[]=card&channels[]=ussd&metadata[custom_fields][0][value]=a&metadata[custom_fields][1][value]=b&metadata[cancel_action]=http://x&email=e"))
	request.Header.Set("Content-Type", asForm)
	body, err := readBody(request)
	if err != nil {
		t.Fatal(err)
	}
	raw, _ := encode(body)
	if want := `{"channels":["card","ussd"],"email":"e","metadata":{"cancel_action":"http://x","custom_fields":[{"value":"a"},{"value":"b"}]}}`; string(raw) != want {
		t.Errorf("got %s", raw)
	}
}

func FuzzBodies(f *testing.F) {
	f.Add(asForm, "email=a@example.com&amount=1&metadata[a][0][b]=c&channels[]=x&metadata[[]]=1&a=1&a[b]=2")
	f.Add(asJSON, `{"email":"a@example.com","amount":"1e3","metadata":"{\"a\":1}","channels":["x",1]}`)
	f.Fuzz(func(t *testing.T, kind, raw string) {
		request, err := http.NewRequest("POST", "/", strings.NewReader(raw))
		if err != nil {
			t.Skip()
		}
		request.Header["Content-Type"] = []string{kind}
		body, err := readBody(request)
		if err != nil {
			return
		}
		if amount, err := body.amount("amount"); err == nil && (amount <= 0 || amount > money.Max) {
			t.Errorf("amount %d from %q", amount, raw)
		}
		if kept := body.metadata(); kept != nil && !json.Valid(kept) {
			t.Errorf("metadata %q from %q", kept, raw)
		}
	})
}

func TestChunkedBodiesWithoutATypeAreRead(t *testing.T) {
	st := perform(t)
	// A reader of unknown length makes Go send Transfer-Encoding: chunked, as Paystack's Node SDK does.
	request, _ := http.NewRequest("POST", st.url+"/transaction/initialize",
		io.MultiReader(strings.NewReader(`{"email":"ada@example.com",`), strings.NewReader(`"amount":20000,"reference":"chunked"}`)))
	request.Header.Set("Authorization", "Bearer "+testKey)
	if got := st.send(request); got.status != 200 || got.text("data", "reference") != "chunked" {
		t.Errorf("%d %s", got.status, got.raw)
	}
}

func TestTheKeyIsWantedEverywhereButByTheBrowser(t *testing.T) {
	st := perform(t)
	code := st.open("ord-1").AccessCode
	for _, path := range []string{"/transaction/verify/ord-1", "/transaction", "/transaction/1", "/transaction/timeline/ord-1", "/refund", "/refund/1"} {
		got := st.askWith("GET", path, "", "", "")
		if got.status != 401 || got.body["message"] != "No Authorization Header was found" || got.body["code"] != nil {
			t.Errorf("%s without a key: %d %s", path, got.status, got.raw)
		}
		for _, header := range []string{testKey, "Bearer sk_test_other", "Bearer pk_test_sandbox_0001", "Basic " + testKey, "Bearer"} {
			got := st.askWith("GET", path, "", "", header)
			if got.status != 401 || got.body["message"] != "Invalid key" || got.body["type"] != "validation_error" || got.body["code"] != "invalid_Key" {
				t.Errorf("%s with %q: %d %s", path, header, got.status, got.raw)
			}
		}
	}
	if got := st.askWith("GET", "/transaction/verify_access_code/"+code, "", "", ""); got.status != 200 || got.text("data", "reference") != "ord-1" {
		t.Errorf("access code: %d %s", got.status, got.raw)
	}
	if got := st.askWith("GET", "/transaction/verify_access_code/nonsense", "", "", ""); got.status != 404 {
		t.Errorf("unknown access code: %d %s", got.status, got.raw)
	}
}

func TestReadsRefuseInPaystacksWords(t *testing.T) {
	st := perform(t)
	for path, want := range map[string]struct {
		status        int
		message, code any
	}{
		"/transaction/verify/nobody":    {400, "Transaction reference not found.", "transaction_not_found"},
		"/transaction/verify/a%2Fb":     {400, "Transaction reference not found.", "transaction_not_found"},
		"/transaction/verify/":          {400, "Transaction ID should be numeric.", nil},
		"/transaction/ord-1":            {400, "Transaction ID should be numeric.", nil},
		"/transaction/-1":               {400, "Transaction ID should be numeric.", nil},
		"/transaction/1":                {404, "Transaction not found", "transaction_not_found"},
		"/transaction/timeline/nobody":  {404, "Transaction ID or reference is invalid", "transaction_not_found"},
		"/refund/1":                     {404, "Refund not found", "refund_not_found"},
		"/something/else":               {404, "Endpoint not found", nil},
		"/transaction/verify/%20ord-1":  {400, "Transaction reference not found.", "transaction_not_found"},
		"/transaction/verify/nobody///": {400, "Transaction reference not found.", "transaction_not_found"},
	} {
		got := st.ask("GET", path, "", "")
		if got.status != want.status || got.body["message"] != want.message || got.body["code"] != want.code || got.body["status"] != false {
			t.Errorf("%s: %d %s", path, got.status, got.raw)
		}
	}
	other := perform(t, func(o *Options) { o.NotFoundStatus = 404 })
	for _, st := range []*stage{st, other} {
		if _, err := st.client.Verify(t.Context(), "nobody"); !errors.Is(err, paystack.ErrNotFound) {
			t.Errorf("the client hears %v", err)
		}
	}
	if got := other.ask("GET", "/transaction/verify/nobody", "", ""); got.status != 404 {
		t.Errorf("switched: %d", got.status)
	}
}

func TestTheClientKnowsTheSandboxsErrors(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	other, _ := paystack.New("sk_test_other", paystack.Options{BaseURL: st.url})
	for name, row := range map[string]struct {
		client *paystack.Client
		in     paystack.Initialize
		want   error
	}{
		"duplicate": {st.client, paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-1"}, paystack.ErrDuplicateReference},
		"e-mail":    {st.client, paystack.Initialize{Email: "ada@shop.local", Amount: 100}, paystack.ErrInvalidEmail},
		"key":       {other, paystack.Initialize{Email: "ada@example.com", Amount: 100}, paystack.ErrUnauthorized},
	} {
		if _, err := row.client.Initialize(t.Context(), row.in); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

var verifyKeys = strings.Fields(`amount authorization channel connect createdAt created_at currency customer domain fees fees_breakdown
	fees_split gateway_response id ip_address log message metadata order_id paidAt paid_at plan plan_object pos_transaction_data
	receipt_number reference requested_amount source split status subaccount transaction_date`)

func TestAnUnpaidTransactionHasTheObservedShape(t *testing.T) {
	st := perform(t)
	st.open("ord-1", func(in *paystack.Initialize) { in.Metadata = nil })
	got := st.ask("GET", "/transaction/verify/ord-1", "", "")
	data := got.body["data"].(map[string]any)
	if keys := slices.Sorted(maps.Keys(data)); len(keys) != 32 || !slices.Equal(keys, verifyKeys) {
		t.Errorf("keys %v", keys)
	}
	for name, want := range map[string]any{
		"status": "abandoned", "gateway_response": "The transaction was not completed", "channel": "card", "paid_at": nil, "paidAt": nil,
		"log": nil, "fees": nil, "metadata": "", "plan": nil, "domain": "test",
		"created_at": "2026-11-22T20:14:24.000Z", "createdAt": "2026-11-22T20:14:24.000Z", "transaction_date": "2026-11-22T20:14:24.000Z",
	} {
		if data[name] != want {
			t.Errorf("%s is %v, not %v", name, data[name], want)
		}
	}
	if !bytes.Contains(got.raw, []byte(`"authorization":{}`)) || !bytes.Contains(got.raw, []byte(`"requested_amount":1250000`)) ||
		got.body["message"] != "Verification successful" {
		t.Errorf("%s", got.raw)
	}
}

func TestAPaidTransactionSaysSoEverywhere(t *testing.T) {
	st := perform(t)
	st.open("ord-1", func(in *paystack.Initialize) { in.Metadata = map[string]any{"note": "Tom & Jerry <3 café"} })
	st.clock.move(38 * time.Second)
	if err := st.Pay("ord-1"); err != nil {
		t.Fatal(err)
	}
	got := st.verified("ord-1")
	if got.Status != "success" || got.Amount != 1250000 || got.RequestedAmount != 1250000 || got.Fees != 28750 || got.Mode != "test" ||
		!got.PaidAt.Equal(time.Date(2026, 11, 22, 20, 15, 2, 0, time.UTC)) || got.CustomerEmail != "ada@example.com" || got.GatewayResponse != "Successful" {
		t.Errorf("verify: %+v", got)
	}
	wire := st.ask("GET", "/transaction/verify/ord-1", "", "")
	if wire.text("data", "authorization", "card_type") != "visa " || wire.text("data", "paidAt") != wire.text("data", "paid_at") ||
		wire.text("data", "log", "success") != true || !bytes.Contains(wire.raw, []byte("Tom & Jerry <3 café")) {
		t.Errorf("verify: %s", wire.raw)
	}
	if byID, err := st.client.Transaction(t.Context(), got.ID); err != nil || byID.Status != "success" || byID.Reference != "ord-1" {
		t.Errorf("fetch: %+v, %v", byID, err)
	}
	if line, err := st.client.Timeline(t.Context(), "ord-1"); err != nil || !line.Success || len(line.History) != 2 {
		t.Errorf("timeline: %+v, %v", line, err)
	}
	page, err := st.client.Transactions(t.Context(), paystack.TransactionQuery{Status: "success"})
	if err != nil || len(page.Transactions) != 1 || page.Total != 1 || page.TotalVolume != 1250000 {
		t.Errorf("list: %+v, %v", page, err)
	}
	fetched := st.ask("GET", "/transaction/4099260516", "", "")
	if fetched.text("data", "transaction_date") != nil || !bytes.Contains(fetched.raw, []byte(`"plan":{}`)) || !bytes.Contains(fetched.raw, []byte(`"helpdesk_link":null`)) {
		t.Errorf("fetch: %s", fetched.raw)
	}
}

func TestListsPageByNumberAndByCursor(t *testing.T) {
	st := perform(t)
	for _, reference := range []string{"r1", "r2", "r3", "r4", "r5"} {
		st.open(reference)
		st.clock.move(time.Hour)
	}
	if err := st.Pay("r2"); err != nil {
		t.Fatal(err)
	}
	names := func(page paystack.TransactionPage, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, x := range page.Transactions {
			all = append(all, x.Reference)
		}
		return strings.Join(all, " ")
	}
	ctx := t.Context()
	for want, query := range map[string]paystack.TransactionQuery{
		"r5 r4 r3 r2 r1": {},
		"r3 r2":          {Page: 2, PerPage: 2},
		"r1":             {Page: 3, PerPage: 2},
		"":               {Page: 9, PerPage: 2},
		"r2":             {Status: "success"},
		"r4 r3":          {From: st.clock.now().Add(-3 * time.Hour), To: st.clock.now().Add(-2 * time.Hour)},
	} {
		if got := names(st.client.Transactions(ctx, query)); got != want {
			t.Errorf("%+v: %q, want %q", query, got, want)
		}
	}
	var walked []string
	query := paystack.TransactionQuery{UseCursor: true, PerPage: 2}
	for {
		page, err := st.client.Transactions(ctx, query)
		walked = append(walked, names(page, err))
		if len(walked) == 2 { // what comes in meanwhile does not shift the pages
			st.open("r6")
		}
		if page.Next == "" {
			back, err := st.client.Transactions(ctx, paystack.TransactionQuery{UseCursor: true, PerPage: 2, Previous: page.Previous})
			walked = append(walked, "back: "+names(back, err))
			break
		}
		query.Next = page.Next
	}
	if got := strings.Join(walked, ", "); got != "r5 r4, r3 r2, r1, back: r3 r2" {
		t.Errorf("walked %s", got)
	}
	meta := st.ask("GET", "/transaction?use_cursor=true&perPage=2", "", "").text("meta").(map[string]any)
	if len(meta) != 3 || meta["previous"] != nil || meta["next"] == nil {
		t.Errorf("meta %v", meta)
	}
}

func TestFeesFitEveryPublishedSample(t *testing.T) {
	for _, row := range []struct {
		currency    string
		amount, fee money.Kobo
	}{
		{"NGN", 25_000, 375}, {"NGN", 39_100, 587}, {"NGN", 5_641_000, 94_615}, {"NGN", 250_000, 13_750}, {"NGN", 249_999, 3_750},
		{"NGN", 12_666_667, 200_000}, {"NGN", 1_000_000_000, 200_000}, {"ZAR", 500_000, 14_600}, {"EUR", 500_000, 0},
	} {
		if got := Fee(row.currency, row.amount); got != row.fee {
			t.Errorf("%s %d: %d, want %d", row.currency, row.amount, got, row.fee)
		}
	}
}

func TestTheSessionTimeoutStopsPayingInTime(t *testing.T) {
	st := perform(t)
	if got := st.ask("PUT", "/integration/payment_session_timeout", asJSON, `{"timeout":30}`); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.raw)
	}
	if got := st.ask("GET", "/integration/payment_session_timeout", "", ""); string(got.raw) !=
		`{"status":true,"message":"Payment session timeout retrieved","data":{"payment_session_timeout":30}}` {
		t.Errorf("%s", got.raw)
	}
	if got := st.ask("PUT", "/integration/payment_session_timeout", asJSON, `{"timeout":"soon"}`); got.status != 400 {
		t.Errorf("%d %s", got.status, got.raw)
	}
	code := st.open("ord-1").AccessCode
	st.clock.move(time.Hour) // the session begins when the page is opened
	st.askWith("GET", "/checkout/"+code, "", "", "")
	st.clock.move(31 * time.Second)
	if got := st.press(code, "action", "pay"); got.status != 409 || !bytes.Contains(got.raw, []byte("Session timeout exceeded")) {
		t.Errorf("%d", got.status)
	}
	if got := st.verified("ord-1").Status; got != "abandoned" {
		t.Errorf("it is %s", got)
	}
}
