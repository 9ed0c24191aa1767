package hooks_test

import (
	"testing"

	"lovegiftings/internal/paystack"
	"lovegiftings/internal/shoptest"
)

func TestAnotherSitesPageCannotWriteWithAShoppersCookie(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	line := b.Add(shoptest.Mug, 1, shoptest.Custom("")).Text("items.0.id")
	for _, foreign := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://thief.example"}, {"Origin", "null"},
		{"Origin", "https://thief.example", "Sec-Fetch-Site", "cross-site"},
	} {
		for _, write := range []struct {
			method, path string
			body         any
		}{
			{"POST", items, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")}},
			{"PATCH", items + "/" + line, map[string]any{"quantity": 9}},
			{"DELETE", items + "/" + line, nil},
			{"POST", checkout, shoptest.Form()},
			{"POST", orders + "/" + id + "/cancel", nil},
			{"POST", initialize, map[string]any{"order": id}},
			{"POST", "/api/paystack/verify/" + reference, nil},
		} {
			if answer := b.Do(write.method, write.path, write.body, foreign...); answer.Status != 403 {
				t.Errorf("%s %s with %v answered %d: %s", write.method, write.path, foreign, answer.Status, answer.Body)
			}
		}
		b.Get("/api/shop/cart", foreign...).Want(200)
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 {
		t.Errorf("the cart: %s", cart.Body)
	}
	if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "pending" {
		t.Errorf("the order is %s", status)
	}
}

func TestTheShopsOwnPagesAndProgramsMayWrite(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, own := range [][]string{nil, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}, {"Origin", s.URL}, {"Origin", s.URL, "Sec-Fetch-Site", "same-origin"}} {
		s.Browser(t).Post(items, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")}, own...).Want(200)
	}
}

func TestAWebhookProvesItselfByItsSignatureAlone(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	body := []byte(success("not-of-this-shop"))
	s.Browser(t).Post(webhook, body, paystack.SignatureHeader, shoptest.Sign(body), "Origin", "https://api.paystack.co", "Sec-Fetch-Site", "cross-site").Want(200)
	s.Heard(t)
}
