package hooks_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

func TestAProductIsSoldOnlyWithinItsDates(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	from, until := shoptest.Start.Add(24*time.Hour), shoptest.Start.Add(48*time.Hour)
	stands := func(when string, sold bool) {
		t.Helper()
		status, listed := 404, []string{}
		if sold {
			status, listed = 200, []string{shoptest.Flask}
		}
		b.Get("/api/shop/products/" + shoptest.Flask).Want(status)
		b.Get("/products/" + shoptest.Flask).Want(status)
		for _, query := range []string{"q=flask", "q=flask&sort=price", "category=drinks&minPriceKobo=1000000"} {
			if got := found(t, b, query); !slices.Equal(got, listed) {
				t.Errorf("%s, %s lists %v", when, query, got)
			}
		}
		drinks := b.Get("/api/shop/catalog").Want(200)
		if count := drinks.Int("0.productsCount"); count != 1+len(listed) || drinks.Len("0.children.0.products") != count {
			t.Errorf("%s the catalogue has %d drinks: %s", when, count, drinks.Body)
		}
		if total := b.Get("/api/shop/products?category=drinks").Want(200); total.Int("totalItems") != 1+len(listed) || total.Len("items") != 1+len(listed) {
			t.Errorf("%s the drinks are %s", when, total.Body)
		}
		answer := s.Browser(t).Post("/api/shop/cart/items", map[string]any{"product": shoptest.Flask, "quantity": 1, "customizations": shoptest.Custom("")})
		if answer.Status != status {
			t.Errorf("%s it is put into a cart with %d", when, answer.Status)
		}
	}
	b.Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
	s.Set(t, "products", shoptest.Flask, map[string]any{"availableFrom": from, "availableUntil": until})
	stands("before", false)
	cart := b.Get("/api/shop/cart").Want(200)
	if cart.At("items.0.available") != false || cart.Text("items.0.problem.message") != "Test Flask can be ordered from 24 November 2026." {
		t.Errorf("the cart says %s", cart.Body)
	}
	b.Post(checkout, shoptest.Form()).Refused(409, cart.Text("items.0.id"), "product_unavailable")
	s.Clock.Pass(24 * time.Hour)
	stands("at the beginning", true)
	if cart := b.Get("/api/shop/cart").Want(200); cart.At("items.0.available") != true {
		t.Errorf("the cart says %s", cart.Body)
	}
	s.Clock.Pass(24*time.Hour - time.Millisecond)
	stands("just before the end", true)
	s.Clock.Pass(time.Millisecond)
	stands("at the end", false)
	if cart := b.Get("/api/shop/cart").Want(200); !strings.Contains(cart.Text("items.0.problem.message"), "not sold any more") {
		t.Errorf("the cart says %s", cart.Body)
	}
	b.Post(checkout, shoptest.Form()).Refused(409, cart.Text("items.0.id"), "product_unavailable")
	s.Set(t, "products", shoptest.Flask, map[string]any{"availableUntil": ""})
	stands("without an end", true)
	b.Post(checkout, shoptest.Form()).Want(201)
}

func TestASaleThatEndsBeforeItBeginsIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := records("products") + "/" + s.ProductRecord(t, shoptest.Mug).Id
	owner.Patch(mug, map[string]any{"availableFrom": "2026-12-02 00:00:00Z", "availableUntil": "2026-12-01 00:00:00Z"}).Refused(400, "availableUntil", "catalogue_invalid")
	owner.Patch(mug, map[string]any{"availableFrom": "2026-12-01 00:00:00Z", "availableUntil": "2026-12-02 00:00:00Z"}).Want(200)
}

func TestTheOwnersFeaturedProductsAreMarked(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Set(t, "products", shoptest.Mug, map[string]any{"featured": true})
	b := s.Browser(t)
	list, catalogue := b.Get("/api/shop/products").Want(200), b.Get("/api/shop/catalog").Want(200)
	if list.At("items.0.featured") != true || list.At("items.1.featured") != false || catalogue.At("0.children.0.products.0.featured") != true {
		t.Errorf("the list says %s and the catalogue %s", list.Body, catalogue.Body)
	}
}

func TestTheCatalogueCarriesTheFirstProductsAndCountsThemAll(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	names := []string{}
	for _, letter := range "ABCDEFGHIJKLMN" {
		names = append(names, "Cup "+string(letter), "")
	}
	shelf(t, s, names...)
	b := s.Browser(t)
	catalogue := b.Get("/api/shop/catalog").Want(200)
	if catalogue.Int("0.productsCount") != 16 || catalogue.Int("0.children.0.productsCount") != 16 || catalogue.Int("1.productsCount") != 1 {
		t.Errorf("the counts are wrong: %s", catalogue.Body)
	}
	if catalogue.Len("0.children.0.products") != 12 || catalogue.Text("0.children.0.products.2.name") != "Cup A" || catalogue.Text("0.children.0.products.11.name") != "Cup J" {
		t.Errorf("it does not carry the first 12: %s", catalogue.Body)
	}
	for i, change := range []map[string]any{{"active": false}, {"active": true}, {"category": categoryID(t, s, "gift-packs")}} {
		s.Set(t, "products", shoptest.Mug, change)
		want := [][2]int{{15, 1}, {16, 1}, {15, 2}}[i]
		if now := b.Get("/api/shop/catalog").Want(200); now.Int("0.productsCount") != want[0] || now.Int("1.productsCount") != want[1] {
			t.Errorf("after %v the counts are %d and %d", change, now.Int("0.productsCount"), now.Int("1.productsCount"))
		}
	}
	if err := s.App.Delete(s.ProductRecord(t, shoptest.Mug)); err != nil {
		t.Fatal(err)
	}
	if now := b.Get("/api/shop/catalog").Want(200); now.Int("1.productsCount") != 1 {
		t.Errorf("a deleted product is counted: %s", now.Body)
	}
}

func TestAnOldAddressLeadsToTheNewOne(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	mug := s.ProductRecord(t, shoptest.Mug)
	edit := records("products") + "/" + mug.Id
	moves := func(from, to string) {
		t.Helper()
		answer := b.Get(from).Want(301)
		if got := answer.Header.Get("Location"); got != to {
			t.Errorf("%s leads to %s, want %s", from, got, to)
		}
	}
	owner.Patch(edit, map[string]any{"slug": "second-mug"}).Want(200)
	owner.Patch(edit, map[string]any{"slug": "third-mug"}).Want(200)
	moves("/products/test-mug?utm=1&a=b", "/products/third-mug?utm=1&a=b")
	moves("/products/second-mug", "/products/third-mug")
	moves("/products/"+mug.Id, "/products/third-mug")
	if product := b.Get("/api/shop/products/test-mug").Want(200); product.Text("slug") != "third-mug" {
		t.Errorf("the old slug answers %s", product.Body)
	}
	owner.Patch(edit, map[string]any{"name": "Renamed"}).Want(200)
	owner.Patch(edit, map[string]any{"slug": "second-mug"}).Want(200)
	b.Get("/products/second-mug").Want(200)
	moves("/products/third-mug", "/products/second-mug")

	owner.Post(records("products"), map[string]any{"category": mug.GetString("category"), "name": "Test Mug", "priceKobo": 1000, "active": true}).Want(200)
	b.Get("/products/test-mug").Want(200)
	flask := records("products") + "/" + s.ProductRecord(t, shoptest.Flask).Id
	owner.Patch(flask, map[string]any{"slug": "third-mug"}).Want(200)
	b.Get("/products/third-mug").Want(200)
	moves("/products/test-flask", "/products/third-mug")
	owner.Patch(flask, map[string]any{"active": false}).Want(200)
	b.Get("/products/test-flask").Want(404)
	owner.Delete(flask).Want(204)
	b.Get("/products/test-flask").Want(404)

	cups := records("categories") + "/" + categoryID(t, s, "cups")
	owner.Patch(cups, map[string]any{"slug": "mugs-and-cups"}).Want(200)
	moves("/category/cups?sort=price", "/category/mugs-and-cups?sort=price")
	if list := b.Get("/api/shop/products?category=cups").Want(200); list.Int("totalItems") != 2 {
		t.Errorf("the old category lists %s", list.Body)
	}
	b.Get("/category/second-mug").Want(404)
	b.Get("/products/cups").Want(404)
}
