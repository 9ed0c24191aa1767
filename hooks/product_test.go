package hooks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestTheShopTellsItsNameAndThatPaymentsArePretended(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	settings, err := s.App.FindFirstRecordByData("shop_settings", "only", 1)
	if err != nil {
		t.Fatal(err)
	}
	s.Set(t, "shop_settings", settings.Id, map[string]any{"shopName": "Ada's Gifts", "phone": "+2348031234567", "whatsapp": "+2348031234568", "email": "hello@example.com"})
	config := s.Browser(t).Get("/api/shop/config").Want(200)
	for path, want := range map[string]any{
		"shopName": "Ada's Gifts", "currency": "NGN", "testMode": true, "sandbox": true, "version": "test",
		"contact.phone": "+2348031234567", "contact.whatsapp": "+2348031234568", "contact.email": "hello@example.com",
	} {
		if got := config.At(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestTheContractIsServed(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	if version := s.Browser(t).Get("/api/openapi.json").Want(200).Text("openapi"); !strings.HasPrefix(version, "3.1") {
		t.Fatalf("the contract is of OpenAPI %s", version)
	}
}

func TestTheCatalogueIsATreeInTheOwnersOrderWithoutWhatIsNotSold(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Set(t, "products", shoptest.Flask, map[string]any{"active": false})
	catalogue := s.Browser(t).Get("/api/shop/catalog").Want(200)
	if catalogue.Text("0.slug") != "drinks" || catalogue.Text("1.slug") != "gift-packs" || catalogue.Len("") != 2 {
		t.Fatalf("the uppermost categories are not drinks and gift packs: %s", catalogue.Body)
	}
	if catalogue.Len("0.products") != 0 || catalogue.Text("0.children.0.slug") != "cups" {
		t.Fatalf("the cups do not stand below the drinks: %s", catalogue.Body)
	}
	if catalogue.Len("0.children.0.products") != 1 || catalogue.Text("0.children.0.products.0.slug") != shoptest.Mug {
		t.Fatalf("the cups do not hold just the mug: %s", catalogue.Body)
	}
	s.Set(t, "categories", "gift-packs", map[string]any{"position": 0})
	s.Set(t, "categories", "drinks", map[string]any{"position": 5})
	if first := s.Browser(t).Get("/api/shop/catalog").Want(200).Text("0.slug"); first != "gift-packs" {
		t.Fatalf("first is %s after the owner moved the gift packs up", first)
	}
}

func TestProductsAreListedSearchedSortedAndPaged(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"", []string{shoptest.Mug, shoptest.Flask, shoptest.Pack}},
		{"?category=drinks", []string{shoptest.Mug, shoptest.Flask}},
		{"?category=cups", []string{shoptest.Mug, shoptest.Flask}},
		{"?category=gift-packs", []string{shoptest.Pack}},
		{"?q=FLASK", []string{shoptest.Flask}},
		{"?q=test%20mug", []string{shoptest.Mug}},
		{"?q=tea", []string{shoptest.Mug}},
		{"?q=gift", []string{shoptest.Pack}},
		{"?q=%25", nil},
		{"?q=_", nil},
		{"?q=%27%3B%20DROP%20TABLE%20products", nil},
		{"?category=drinks&q=pack", nil},
		{"?sort=price", []string{shoptest.Mug, shoptest.Flask, shoptest.Pack}},
		{"?sort=-price", []string{shoptest.Pack, shoptest.Flask, shoptest.Mug}},
		{"?sort=name", []string{shoptest.Flask, shoptest.Mug, shoptest.Pack}},
		{"?sort=position&perPage=2", []string{shoptest.Mug, shoptest.Flask}},
		{"?perPage=2&page=2", []string{shoptest.Pack}},
		{"?perPage=2&page=3", nil},
		{"?page=9223372036854775807", nil},
		{"?perPage=9223372036854775807", []string{shoptest.Mug, shoptest.Flask, shoptest.Pack}},
	} {
		answer := b.Get("/api/shop/products" + test.query).Want(200)
		got := []string{}
		for i := range answer.Len("items") {
			got = append(got, answer.Text(fmt.Sprintf("items.%d.slug", i)))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("products%s lists %v, want %v", test.query, got, test.want)
		}
	}
	page := b.Get("/api/shop/products?perPage=2&page=2").Want(200)
	if page.Int("totalItems") != 3 || page.Int("page") != 2 || page.Int("perPage") != 2 {
		t.Errorf("the page does not tell where it stands: %s", page.Body)
	}
	b.Get("/api/shop/products?category=cars").Refused(404, "category", "not_found")
	b.Get("/api/shop/products?sort=cheap").Refused(400, "sort", "sort_unknown")
}

func TestTheNewestProductsComeFirstWhenAskedFor(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	if _, err := s.App.NonconcurrentDB().NewQuery("UPDATE products SET createdAt = '2030-01-01 00:00:00.000Z' WHERE slug = 'test-flask'").Execute(); err != nil {
		t.Fatal(err)
	}
	if first := s.Browser(t).Get("/api/shop/products?sort=newest").Want(200).Text("items.0.slug"); first != shoptest.Flask {
		t.Fatalf("first is %s", first)
	}
}

func TestAProductTellsWhatAShopperMayFillIn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	mug := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	keys := []string{}
	for i := range mug.Len("customizationFields") {
		keys = append(keys, mug.Text(fmt.Sprintf("customizationFields.%d.key", i)))
	}
	if want := []string{"color", "inscription", "phone", "town"}; !slices.Equal(keys, want) {
		t.Fatalf("the form of the mug is %v, want %v of the category above its own", keys, want)
	}
	if mug.Int("customizationFields.1.maxLength") != 24 || mug.Text("customizationFields.0.options.1.swatch") != "#2b3a78" {
		t.Errorf("the fields do not tell their limits and colours: %s", mug.Body)
	}
	if mug.Text("customizationFields.3.options.0.value") != "Ibadan" || mug.Text("customizationFields.3.options.1.label") != "Ikeja, Lagos State" {
		t.Errorf("the towns are not those that are delivered to: %s", mug.Body)
	}
	if mug.Text("description") != "A mug.\n\nIt holds tea." || mug.Text("category.slug") != "cups" || mug.Int("priceKobo") != shoptest.MugPrice {
		t.Errorf("the product is not as its owner wrote it: %s", mug.Body)
	}
	pack := b.Get("/api/shop/products/" + shoptest.Pack).Want(200)
	if pack.Int("customizationFields.1.maxChoices") != 2 || pack.Int("customizationFields.1.options.0.surchargeKobo") != 50_000 {
		t.Errorf("the extras do not tell how many and at what price: %s", pack.Body)
	}
}

func TestAFieldOfTheProductItselfStandsInPlaceOfItsCategorys(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := s.Browser(t)
	owner.Token = s.Superuser(t)
	owner.Post("/api/collections/customization_fields/records", map[string]any{
		"product": s.ProductRecord(t, shoptest.Mug).Id, "key": "inscription", "label": "Name on the mug", "kind": "text", "limit": 5, "position": 9,
	}).Want(200)
	b := s.Browser(t)
	mug := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if mug.Len("customizationFields") != 4 || mug.Text("customizationFields.1.label") != "Name on the mug" || mug.Int("customizationFields.1.maxLength") != 5 {
		t.Errorf("the mug's own field does not stand in its place: %s", mug.Body)
	}
	if flask := b.Get("/api/shop/products/" + shoptest.Flask).Want(200); flask.Text("customizationFields.1.label") != "Inscription" {
		t.Errorf("the mug's field has gone to the flask as well: %s", flask.Body)
	}
}

func TestStockIsToldInWords(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, test := range []struct {
		left  int
		state string
	}{{10, "in_stock"}, {3, "low"}, {1, "low"}, {0, "out"}} {
		s.Set(t, "products", shoptest.Flask, map[string]any{"stock": test.left})
		flask := b.Get("/api/shop/products/" + shoptest.Flask).Want(200)
		if flask.Text("stock.state") != test.state {
			t.Errorf("with %d left the stock is %s, want %s", test.left, flask.Text("stock.state"), test.state)
		}
		if test.state == "low" && flask.Int("stock.left") != test.left {
			t.Errorf("with %d left the shopper reads %d", test.left, flask.Int("stock.left"))
		}
	}
	if state := b.Get("/api/shop/products/" + shoptest.Mug).Want(200).Text("stock.state"); state != "made_to_order" {
		t.Errorf("the mug is %s", state)
	}
}

func TestAProductThatIsNotSoldOrDoesNotExistIsNotFound(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	s.Set(t, "products", shoptest.Flask, map[string]any{"active": false})
	for _, slug := range []string{"no-such", shoptest.Flask, s.ProductRecord(t, shoptest.Flask).Id} {
		b.Get("/api/shop/products/"+slug).Refused(404, "product", "not_found")
	}
	if got := b.Get("/api/shop/products?q=flask").Want(200).Int("totalItems"); got != 0 {
		t.Errorf("the search still finds %d", got)
	}
}

func TestDeliveryTownsComeInTheOwnersOrderWithTheirFees(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	zones := s.Browser(t).Get("/api/shop/delivery-zones").Want(200)
	if zones.Len("") != 2 || zones.Text("0.town") != "Ibadan" || zones.Int("0.feeKobo") != shoptest.IbadanFee || zones.Text("1.state") != "Lagos State" {
		t.Fatalf("the towns are wrong: %s", zones.Body)
	}
}

func TestWhatIsTheSameForEverybodyIsAskedForAnewAndWhatIsPersonalIsNeverKept(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for path, want := range map[string]string{
		"/api/shop/catalog": "no-cache", "/api/shop/products": "no-cache", "/api/shop/config": "no-cache",
		"/api/shop/cart": "private, no-store", "/api/shop/orders": "private, no-store",
	} {
		if got := b.Get(path).Want(200).Header.Get("Cache-Control"); got != want {
			t.Errorf("%s is sent with Cache-Control %q, want %q", path, got, want)
		}
	}
}
