package contract

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

const emptyCart = `{"id":"","items":[],"itemsCount":0,"subtotalKobo":0,"makingDays":0,"currency":"NGN","prefill":{"phone":"","zone":""}}`

const refused = `{"status":%d,"message":"Wait a minute.","data":{}}`

func document(t testing.TB) []byte {
	t.Helper()
	written, err := os.ReadFile("../../hooks/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return written
}

// recorder is a test that keeps its failures to itself.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, values ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, values...))
}

func answer(status int, body string, header ...string) *http.Response {
	response := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
	if body != "" {
		response.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		response.Header.Set(header[i], header[i+1])
	}
	return response
}

func ask(t testing.TB, method, path, body string) *http.Request {
	t.Helper()
	var from io.Reader
	if body != "" {
		from = strings.NewReader(body)
	}
	request, err := http.NewRequest(method, "http://shop.test"+path, from)
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func TestCheckHoldsAnExchangeAgainstTheDocument(t *testing.T) {
	contract := New(t, document(t))
	product := `{"id":"p1","slug":"mug","name":"Mug","priceKobo":850000,"category":{"slug":"cups","name":"Cups"},"images":[],"featured":false,"stock":%s,"description":"","customizationFields":[],"preview":{"x":50,"y":50,"width":50}}`
	priceChanged := `{"status":409,"message":"The total has changed.","data":{"seenTotalKobo":{"code":"price_changed","message":"The total has changed."}}%s}`
	form := `{"email":"a@example.com","phone":"08031234567","name":"Ada","zone":"z1","address":"12 Allen Avenue"}`
	signature := strings.Repeat("0", 128)
	tree := `[{"id":"c1","slug":"bottles","name":"Bottles","image":null,"productsCount":0,"products":[],"children":[%s]}]`
	order := string(marshal(t, parsed(t)["components"].(object)["schemas"].(object)["Order"].(object)["examples"].([]any)[0]))
	for _, exchange := range []struct {
		name     string
		request  *http.Request
		response *http.Response
		wrong    string // part of the failure; "" when the exchange is right
	}{
		{"a right answer", ask(t, "GET", "/api/shop/cart", ""), answer(200, emptyCart), ""},
		{"more members than the document knows", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, "{", `{"news":1,`, 1)), ""},
		{"an address and a query", ask(t, "GET", "/api/shop/products?sort=-price&page=2", ""), answer(200, `{"items":[],"page":2,"perPage":24,"totalItems":3}`), ""},
		{"a charset", ask(t, "GET", "/api/shop/cart", ""), answer(200, emptyCart, "Content-Type", "application/json; charset=utf-8"), ""},
		{"a missing member", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, `"itemsCount":0,`, "", 1)), "itemsCount"},
		{"a missing member inside", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, `,"zone":""`, "", 1)), "zone"},
		{"null for a list", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, "[]", "null", 1)), "items"},
		{"money as text", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, `"subtotalKobo":0`, `"subtotalKobo":"0"`, 1)), "subtotalKobo"},
		{"a fraction of a kobo", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, `"subtotalKobo":0`, `"subtotalKobo":0.5`, 1)), "subtotalKobo"},
		{"another currency", ask(t, "GET", "/api/shop/cart", ""), answer(200, strings.Replace(emptyCart, "NGN", "USD", 1)), "currency"},
		{"a name out of the list", ask(t, "GET", "/api/shop/products/mug", ""), answer(200, fmt.Sprintf(product, `{"state":"plenty"}`)), "state"},
		{"a condition met", ask(t, "GET", "/api/shop/products/mug", ""), answer(200, fmt.Sprintf(product, `{"state":"low","left":2}`)), ""},
		{"a condition not met", ask(t, "GET", "/api/shop/products/mug", ""), answer(200, fmt.Sprintf(product, `{"state":"low"}`)), "left"},
		{"a category within a category", ask(t, "GET", "/api/shop/catalog", ""), answer(200, fmt.Sprintf(tree, `{"id":"c2","slug":"stylish","name":"Stylish","image":null,"productsCount":0,"products":[],"children":[]}`)), ""},
		{"a wrong category within a category", ask(t, "GET", "/api/shop/catalog", ""), answer(200, fmt.Sprintf(tree, `{"id":"c2","slug":"stylish","name":"Stylish","image":null,"productsCount":0,"products":[]}`)), "children"},
		{"a whole order", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, order), ""},
		{"a time as the database writes it", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, strings.Replace(order, "22T20:14:24Z", "22 20:14:24.000Z", 1)), "createdAt"},
		{"a time that is not UTC", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, strings.Replace(order, "22T20:14:24Z", "22T21:14:24+01:00", 1)), "createdAt"},
		{"a phone number as it was typed", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, strings.Replace(order, "+2348031234567", "08031234567", 1)), "phone"},
		{"null where nothing may be", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, strings.Replace(order, `"gift":{`, `"gift":null,"was":{`, 1)), ""},
		{"null where something must be", ask(t, "GET", "/api/shop/orders/o1", ""), answer(200, strings.Replace(order, `"note":""`, `"note":null`, 1)), "note"},
		{"no body", ask(t, "GET", "/api/shop/cart", ""), answer(200, ""), "content type"},
		{"broken JSON", ask(t, "GET", "/api/shop/cart", ""), answer(200, emptyCart[:40]), "decoded"},
		{"a page for JSON", ask(t, "GET", "/api/shop/cart", ""), answer(200, "<html>", "Content-Type", "text/html"), "content type"},
		{"an unlisted status", ask(t, "GET", "/api/shop/cart", ""), answer(418, fmt.Sprintf(refused, 418)), "418"},
		{"an unknown path", ask(t, "GET", "/api/shop/wishes", ""), answer(200, "{}"), "the document has no GET /api/shop/wishes"},
		{"an unknown method", ask(t, "PUT", "/api/shop/cart", ""), answer(200, emptyCart), "the document has no PUT /api/shop/cart"},
		{"a refusal", ask(t, "GET", "/api/shop/checkout", ""), answer(404, fmt.Sprintf(refused, 404)), ""},
		{"a refusal with another status inside", ask(t, "GET", "/api/shop/checkout", ""), answer(404, fmt.Sprintf(refused, 400)), "says status 400"},
		{"a refusal with bare words for a field", ask(t, "GET", "/api/shop/checkout", ""), answer(404, `{"status":404,"message":"No.","data":{"order":"gone"}}`), "order"},
		{"a changed price with the cart", ask(t, "POST", "/api/shop/checkout", form), answer(409, fmt.Sprintf(priceChanged, `,"cart":`+emptyCart+`,"totalKobo":5`)), ""},
		{"a changed price without the cart", ask(t, "POST", "/api/shop/checkout", form), answer(409, fmt.Sprintf(priceChanged, "")), "cart"},
		{"Retry-After is there", ask(t, "GET", "/api/shop/cart", ""), answer(503, fmt.Sprintf(refused, 503), "Retry-After", "30"), ""},
		{"Retry-After is missing", ask(t, "GET", "/api/shop/cart", ""), answer(503, fmt.Sprintf(refused, 503)), "Retry-After"},
		{"a redirect to a page", ask(t, "GET", "/api/paystack/callback?reference=r1&trxref=r1", ""), answer(303, "", "Location", "/payment-failed/r1"), ""},
		{"a redirect to a page by its full address", ask(t, "GET", "/api/paystack/callback?trxref=r1", ""), answer(303, "", "Location", "https://shop.test/payment-details/r1"), ""},
		{"a redirect to elsewhere", ask(t, "GET", "/api/paystack/callback?reference=r1", ""), answer(303, "", "Location", "//evil.test/payment-failed/r1"), "location"},
		{"a redirect to nowhere", ask(t, "GET", "/api/paystack/callback?reference=r1", ""), answer(303, ""), "Location"},
		{"a right request", ask(t, "POST", "/api/shop/cart/items", `{"product":"mug","quantity":1,"priceKobo":1}`), answer(200, emptyCart), ""},
		{"a wrong request that was taken", ask(t, "POST", "/api/shop/cart/items", `{"product":"mug","quantity":100}`), answer(200, emptyCart), "quantity"},
		{"a wrong query that was taken", ask(t, "GET", "/api/shop/products?sort=cheapest", ""), answer(200, `{"items":[],"page":1,"perPage":24,"totalItems":0}`), "sort"},
		{"a wrong request that was refused", ask(t, "POST", "/api/shop/cart/items", `{"product":"mug","quantity":100}`), answer(400, fmt.Sprintf(refused, 400)), ""},
		{"an optional body left out", ask(t, "POST", "/api/shop/orders/o1/cancel", ""), answer(404, fmt.Sprintf(refused, 404)), ""},
		{"a webhook without a signature that was taken", ask(t, "POST", "/api/paystack/webhook", `{"event":"charge.success","data":{}}`), answer(200, ""), "x-paystack-signature"},
		{"a webhook with one", signed(ask(t, "POST", "/api/paystack/webhook", `{"event":"charge.success","data":{}}`), signature), answer(200, ""), ""},
	} {
		t.Run(exchange.name, func(t *testing.T) {
			body, _ := io.ReadAll(exchange.response.Body)
			exchange.response.Body = io.NopCloser(strings.NewReader(string(body)))
			probe := &recorder{TB: t}
			contract.Check(probe, exchange.request, exchange.response)
			said := strings.Join(probe.failures, "\n")
			switch {
			case exchange.wrong == "" && said != "":
				t.Errorf("a right exchange was refused:\n%s", said)
			case exchange.wrong != "" && !strings.Contains(said, exchange.wrong):
				t.Errorf("the failure must name %q, got %q", exchange.wrong, said)
			}
			if after, _ := io.ReadAll(exchange.response.Body); string(after) != string(body) {
				t.Errorf("the answer's body is %q after the check, want %q", after, body)
			}
		})
	}
}

func signed(request *http.Request, signature string) *http.Request {
	request.Header.Set("x-paystack-signature", signature)
	return request
}

func TestCheckLeavesTheRequestsBodyWithoutGetBody(t *testing.T) {
	contract := New(t, document(t))
	request := ask(t, "POST", "/api/shop/cart/items", `{"product":"mug","quantity":1}`)
	request.GetBody = nil
	contract.Check(t, request, answer(200, emptyCart))
	if left, _ := io.ReadAll(request.Body); string(left) != `{"product":"mug","quantity":1}` {
		t.Errorf("the request's body is %q after the check", left)
	}
}

func TestCoverageCountsOnlyWhatPassed(t *testing.T) {
	contract := New(t, document(t))
	before := contract.Uncovered()
	for _, wanted := range []string{"POST /api/shop/checkout 200", "POST /api/shop/checkout 201", "GET /api/paystack/callback 303", "GET /api/shop/cart 200"} {
		if !slices.Contains(before, wanted) {
			t.Errorf("%s is not expected at the beginning", wanted)
		}
	}
	if covered := contract.Covered(); len(covered) != 0 {
		t.Errorf("covered at the beginning: %q", covered)
	}
	probe := &recorder{TB: t}
	contract.Check(probe, ask(t, "GET", "/api/shop/cart", ""), answer(200, "{}"))
	contract.Check(probe, ask(t, "GET", "/api/shop/orders/o1", ""), answer(404, fmt.Sprintf(refused, 404)))
	if got := contract.Uncovered(); !slices.Equal(got, before) {
		t.Errorf("a failed answer and a refusal changed what is expected to %q", got)
	}
	contract.Check(probe, ask(t, "GET", "/api/shop/cart", ""), answer(200, emptyCart))
	if got, want := contract.Covered(), []string{"GET /api/shop/cart 200", "GET /api/shop/orders/{id} 404"}; !slices.Equal(got, want) {
		t.Errorf("covered %q, want %q", got, want)
	}
	if got := contract.Uncovered(); len(got) != len(before)-1 || slices.Contains(got, "GET /api/shop/cart 200") {
		t.Errorf("still expected: %q", got)
	}
}

func TestTransportChecksTheShopsAPIAndNothingElse(t *testing.T) {
	contract := New(t, document(t))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost && string(body) == `{"product":"mug","quantity":1}` {
			io.WriteString(w, emptyCart)
			return
		}
		io.WriteString(w, "{}")
	}))
	defer server.Close()
	for path, wrong := range map[string]bool{
		"/api/shop/cart":                    true,
		"/api/shop/unheard-of":              true,
		"/api/paystack/unheard-of":          true,
		"/api/openapi.json":                 true,
		"/api/collections/products/records": false,
		"/":                                 false,
	} {
		probe := &recorder{TB: t}
		client := &http.Client{Transport: contract.Transport(probe, nil)}
		response, err := client.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(response.Body); string(body) != "{}" {
			t.Errorf("%s: the client got %q", path, body)
		}
		response.Body.Close()
		if (len(probe.failures) > 0) != wrong {
			t.Errorf("%s: failures %q", path, probe.failures)
		}
	}
	client := &http.Client{Transport: contract.Transport(t, nil)}
	// io.MultiReader hides that the body could be had twice.
	request, _ := http.NewRequest(http.MethodPost, server.URL+"/api/shop/cart/items", io.MultiReader(strings.NewReader(`{"product":"mug","quantity":1}`)))
	request.Header.Set("Content-Type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	if got := contract.Covered(); !slices.Contains(got, "POST /api/shop/cart/items 200") {
		t.Errorf("covered %q", got)
	}
}

func TestLoadRefusesWhatIsNoDocument(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":               "",
		"another thing":         "hello: world",
		"no paths and no title": "openapi: 3.1.0\ninfo: {version: 1.0.0}\n",
	} {
		if _, err := Load([]byte(text)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestAContractMayBeSharedByTestsThatRunTogether(t *testing.T) {
	contract := New(t, document(t))
	var together sync.WaitGroup
	for i := range 16 {
		probe := &recorder{TB: t}
		body := emptyCart
		if i%2 == 1 {
			body = "{}"
		}
		together.Go(func() {
			contract.Check(probe, ask(t, "POST", "/api/shop/cart/items", `{"product":"mug","quantity":1}`), answer(200, body))
			contract.Uncovered()
			if wrong := len(probe.failures) > 0; wrong != (body == "{}") {
				t.Errorf("failures %q of %s", probe.failures, body)
			}
		})
	}
	together.Wait()
}
