package hooks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"lovegiftings/internal/shoptest"
)

// boot reads the data that a page carries for its first view.
func boot(t *testing.T, page shoptest.Answer) map[string]json.RawMessage {
	t.Helper()
	_, rest, found := strings.Cut(string(page.Body), `<script type="application/json" id="boot">`)
	text, _, closed := strings.Cut(rest, "</script>")
	var data map[string]json.RawMessage
	if err := json.Unmarshal([]byte(text), &data); !found || !closed || err != nil {
		t.Fatalf("the page carries no data (%v): %s", err, page.Body)
	}
	return data
}

func TestEachPageIsWholeOnADirectVisit(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, test := range []struct {
		path, title string
		status      int
		boot        string // what it carries besides config and catalogue
		kept        bool   // may be kept on the way
	}{
		{"/", "Love Giftings", 200, "", true},
		{"/category/cups", "Cups: Love Giftings", 200, "", true},
		{"/products/" + shoptest.Mug, "Test Mug: Love Giftings", 200, "/api/shop/products/" + shoptest.Mug, true},
		{"/search", "Search: Love Giftings", 200, "", true},
		{"/cart", "Your cart: Love Giftings", 200, "", false},
		{"/checkout", "Checkout: Love Giftings", 200, "", false},
		{"/payment-details/some-reference", "Your payment: Love Giftings", 200, "", false},
		{"/payment-failed/some-reference", "Payment not made: Love Giftings", 200, "", false},
		{"/orders", "My orders: Love Giftings", 200, "", false},
		{"/orders/someorder", "Your order: Love Giftings", 200, "", false},
		{"/account", "Your account: Love Giftings", 200, "", false},
		{"/category/cars", "Page not found: Love Giftings", 404, "", true},
		{"/products/no-such", "Page not found: Love Giftings", 404, "", true},
		{"/no/such/page", "Page not found: Love Giftings", 404, "", true},
	} {
		page := b.Get(test.path)
		if page.Status != test.status || !strings.Contains(string(page.Body), "<title>"+test.title+"</title>") {
			t.Errorf("%s answered %d: %s", test.path, page.Status, page.Body)
			continue
		}
		data := boot(t, page)
		for _, url := range []string{"/api/shop/config", "/api/shop/catalog", test.boot} {
			if url == "" {
				continue
			}
			if fetched := b.Get(url).Want(200); strings.TrimSpace(string(fetched.Body)) != string(data[url]) {
				t.Errorf("%s carries another %s than is fetched:\n%s\n%s", test.path, url, data[url], fetched.Body)
			}
		}
		if private := strings.Contains(page.Header.Get("Cache-Control"), "no-store"); private == test.kept {
			t.Errorf("%s is sent with Cache-Control %s", test.path, page.Header.Get("Cache-Control"))
		}
		if noindex := strings.Contains(string(page.Body), `content="noindex"`); noindex != (test.status == 404 || !test.kept) {
			t.Errorf("%s: search engines keep it out: %v", test.path, noindex)
		}
	}
}

func TestNoPageCarriesDataOfAShopper(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	for _, path := range []string{"/", "/cart", "/checkout", "/orders", "/orders/" + id, "/account"} {
		page := b.Get(path).Want(200)
		if strings.Contains(string(page.Body), "ada@example.com") || strings.Contains(string(page.Body), "LG-1001") || page.Header.Get("Set-Cookie") != "" {
			t.Errorf("%s carries something of the shopper's: %s", path, page.Body)
		}
	}
}

func TestAProductsPageTellsSearchEnginesWhatItIs(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Set(t, "products", shoptest.Mug, map[string]any{"name": `Mug "A" </script><b>`, "description": "It holds <tea>.\n\nAnd more."})
	page := string(s.Browser(t).Get("/products/" + shoptest.Mug).Want(200).Body)
	for _, want := range []string{
		`<link rel="canonical" href="` + s.URL + `/products/test-mug">`, `<meta name="description" content="It holds &lt;tea&gt;.">`,
		`<title>Mug &#34;A&#34; &lt;/script&gt;&lt;b&gt;: Love Giftings</title>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s: %s", want, page)
		}
	}
	if strings.Contains(page, "</script><b>") {
		t.Errorf("a name closes the script: %s", page)
	}
}

func TestAnUnknownAddressOfTheAPIIsNoPage(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, path := range []string{"/api/nosuch", "/api/nosuch/at/all"} {
		if answer := s.Browser(t).Get(path).Want(404); !strings.Contains(answer.Header.Get("Content-Type"), "json") {
			t.Errorf("%s answers %s", path, answer.Header.Get("Content-Type"))
		}
	}
}

func TestAProductThatIsTakenOffSaleHasNoPage(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Get("/products/" + shoptest.Flask).Want(200)
	s.Set(t, "products", shoptest.Flask, map[string]any{"active": false})
	b.Get("/products/" + shoptest.Flask).Want(404)
}
