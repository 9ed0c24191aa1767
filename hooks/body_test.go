package hooks_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestNoBrokenBodyBreaksTheShop(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	line := b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Text("items.0.id")
	order := s.Browser(t)
	id := order.Order().Text("id")
	deep := strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000)
	for _, body := range []string{
		`{`, `{]`, `null`, `[]`, `[1,2]`, `"text"`, `7`, `true`, "\x00", "\xff\xfe", `{"quantity":"1"}`, `{"quantity":1.5}`, `{"quantity":1e99}`, `{"quantity":[]}`,
		`{"product":7}`, `{"product":null,"quantity":null}`, `{"product":{"a":1}}`, `{"email":7}`, `{"gift":[]}`, `{"gift":"x"}`, `{"seenTotalKobo":"1"}`, `{"seenTotalKobo":1.5}`,
		`{"restoreCart":"yes"}`, `{"order":7}`, `{"order":null}`, `{"channels":"card"}`, `{"channels":[1]}`, deep, `{"customizations":` + deep + `,"product":"test-mug","quantity":1}`,
		`{"a":1,"a":1}`, `{"quantity":1,"quantity":2}`, `{"product":"test-mug","quantity":1,"customizations":{"color":"\ud800"}}`,
	} {
		for _, at := range []struct {
			who          *shoptest.Browser
			method, path string
		}{
			{b, "POST", items}, {b, "PATCH", items + "/nosuchline"}, {b, "POST", "/api/shop/checkout"},
			{b, "POST", "/api/shop/orders/nosuchorder/cancel"}, {b, "POST", "/api/paystack/initialize"}, {b, "POST", "/api/paystack/verify/nosuch"},
		} {
			if answer := at.who.Do(at.method, at.path, []byte(body)); answer.Status < 400 || answer.Status >= 500 {
				t.Errorf("%s %s with %.60q answered %d: %s", at.method, at.path, body, answer.Status, answer.Body)
			}
		}
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 || cart.Text("items.0.id") != line {
		t.Errorf("a broken body changed the cart: %s", cart.Body)
	}
	if status := order.Get("/api/shop/orders/" + id).Want(200).Text("status"); status != "pending" {
		t.Errorf("a broken body made the order %s", status)
	}
}

func TestABodyOfAnotherKindOrNoneIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	good := mustJSON(t, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")})
	b.Post(items, good, "Content-Type", "text/plain").Refused(400, "body", "body_invalid")
	b.Post(items, good, "Content-Type", "").Refused(400, "body", "body_invalid")
	if answer := b.Post(items, nil); answer.Status < 400 || answer.Status > 499 {
		t.Errorf("no body at all answered %d", answer.Status)
	}
}

func TestABodyThatIsTooLargeIsRefusedWithoutBeingRead(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	huge := mustJSON(t, map[string]any{"product": strings.Repeat("x", 300<<10), "quantity": 1})
	for _, path := range []string{items, "/api/shop/checkout", "/api/paystack/initialize", "/api/paystack/webhook"} {
		if answer := s.Browser(t).Post(path, huge).Want(413); answer.Int("status") != 413 || answer.Text("message") == "" {
			t.Errorf("%s: %s", path, answer.Body)
		}
		// Sent in pieces, without its length told beforehand.
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, io.MultiReader(bytes.NewReader(huge)))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s in pieces answered %d", path, answer.StatusCode)
		}
	}
}

func mustJSON(t testing.TB, value any) []byte {
	t.Helper()
	written, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func fieldID(t *testing.T, s *shoptest.Shop, key string) string {
	t.Helper()
	field, err := s.App.FindFirstRecordByData("customization_fields", "key", key)
	if err != nil {
		t.Fatal(err)
	}
	return field.Id
}

// escape makes one part of a path of any text.
func escape(text string) string { return url.PathEscape(text) }
