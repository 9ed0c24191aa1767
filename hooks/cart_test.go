package hooks_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"lovegiftings/internal/shoptest"
)

const items = "/api/shop/cart/items"

func TestReadingACartMakesNoneAndSetsNoCookie(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	cart := s.Browser(t).Get("/api/shop/cart").Want(200)
	if cart.Text("id") != "" || cart.Len("items") != 0 || cart.Int("itemsCount") != 0 || cart.Int("subtotalKobo") != 0 {
		t.Errorf("a new visitor has a cart: %s", cart.Body)
	}
	if cookie := cart.Header.Get("Set-Cookie"); cookie != "" {
		t.Errorf("reading set the cookie %s", cookie)
	}
	if count := s.Count(t, "carts", ""); count != 0 {
		t.Errorf("reading made %d carts", count)
	}
}

func TestTheFirstWriteSetsAGuestsCookieThatScriptsCannotRead(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	first := b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	cookie, err := http.ParseSetCookie(first.Header.Get("Set-Cookie"))
	if err != nil {
		t.Fatalf("the first write sets no cookie: %v", err)
	}
	if cookie.Name != "shop_session" || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure || cookie.MaxAge < 24*60*60 {
		t.Errorf("the cookie is %s", cookie)
	}
	if len(cookie.Value) != 43 {
		t.Errorf("the token %q has not 256 bits", cookie.Value)
	}
	if second := b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")); second.Header.Get("Set-Cookie") != "" {
		t.Errorf("the second write set the cookie again")
	}
	carts, err := s.App.FindAllRecords("carts")
	if err != nil || len(carts) != 1 {
		t.Fatalf("there are %d carts: %v", len(carts), err)
	}
	if kept := carts[0].GetString("session"); kept == "" || strings.Contains(kept, cookie.Value) {
		t.Errorf("the database keeps %q of the token", kept)
	}
}

func TestTheCookieTravelsOnlyEncryptedWhenTheShopsAddressIsHTTPS(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	s.URL = "https://shop.example"
	cookie, err := http.ParseSetCookie(b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Header.Get("Set-Cookie"))
	if err != nil || !cookie.Secure {
		t.Errorf("the cookie is %v (%v)", cookie, err)
	}
}

func TestACookieThatIsNoTokenOfOursIsReplaced(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, value := range []string{"", "x", "' OR 1=1 --", strings.Repeat("A", 42), strings.Repeat("A", 4000)} {
		answer := s.Browser(t).Post(items, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")}, "Cookie", "shop_session="+value).Want(200)
		if answer.Header.Get("Set-Cookie") == "" || answer.Int("itemsCount") != 1 {
			t.Errorf("the cookie %.20q was taken as it is: %s", value, answer.Body)
		}
	}
}

func TestTheSameGiftWithTheSameCustomizationsJoinsItsLine(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, spelling := range []string{
		`{"color":"wine","inscription":"Ada","phone":"0803 123 4567","town":"Ibadan"}`,
		`{"town":"Ibadan","phone":"0803 123 4567","inscription":"Ada","color":"wine"}`,
		`{ "color" : "wine" , "inscription" : "  Ada " , "phone":"+234 803 123 4567","town":"Ibadan"}`,
		`{"COLOR":"wine","Inscription":"Ada","phone":"08031234567","tOwN":"Ibadan"}`,
		`{"color":"Wine","inscription":"Ada","phone":"0803-123-4567","town":"IBADAN"}`,
		`{" color ":"wine","inscription":"\u0041da","phone":"0803 123 4567","town":"Ibadan"}`,
	} {
		b := s.Browser(t)
		b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
		cart := b.Post(items, []byte(`{"product":"`+shoptest.Mug+`","quantity":2,"customizations":`+spelling+`}`)).Want(200)
		if cart.Len("items") != 1 || cart.Int("items.0.quantity") != 3 || cart.Int("itemsCount") != 3 {
			t.Errorf("%s does not join the line: %s", spelling, cart.Body)
		}
	}
}

func TestDifferentCustomizationsStayApart(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for i, custom := range []map[string]any{
		{"color": "wine"}, {"color": "indigo"}, {"color": "wine", "inscription": "Ada"}, {"color": "wine", "inscription": "ada"}, {"color": "wine", "inscription": "A da"},
	} {
		if cart := b.Add(shoptest.Mug, 1, custom); cart.Len("items") != i+1 {
			t.Fatalf("%v has joined another line: %s", custom, cart.Body)
		}
	}
}

func TestChoicesInAnotherOrderAreTheSameChoices(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Pack, 1, map[string]any{"recipient": "female", "extras": []string{"chocolate", "card"}})
	cart := b.Add(shoptest.Pack, 1, map[string]any{"extras": []string{"card", "chocolate", "card"}, "recipient": "Female"})
	if cart.Len("items") != 1 || cart.Int("items.0.quantity") != 2 {
		t.Fatalf("the packs did not join: %s", cart.Body)
	}
	if cart.Int("items.0.unitPriceKobo") != shoptest.PackPrice+50_000 || cart.Int("subtotalKobo") != 2*(shoptest.PackPrice+50_000) {
		t.Errorf("the chocolate is not in the price: %s", cart.Body)
	}
	if cart.Text("items.0.customizationDetails.1.value") != "Chocolate, Card" {
		t.Errorf("the extras are not told in words: %s", cart.Body)
	}
}

func TestCountAndSubtotalAreTheServersAndStayAfterReload(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 2, shoptest.Custom("Ada"))
	b.Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
	cart := b.Get("/api/shop/cart").Want(200)
	if cart.Int("itemsCount") != 3 || cart.Int("subtotalKobo") != 2*shoptest.MugPrice+shoptest.FlaskPrice || cart.Int("items.0.lineKobo") != 2*shoptest.MugPrice {
		t.Errorf("the sums are wrong: %s", cart.Body)
	}
	zone := b.Get("/api/shop/delivery-zones").Want(200).Text("0.id")
	if cart.Text("prefill.phone") != "+2348031234567" || cart.Text("prefill.zone") != zone {
		t.Errorf("checkout would ask again for phone and town: %s", cart.Body)
	}
	s.Set(t, "products", shoptest.Mug, map[string]any{"priceKobo": 700_000})
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("subtotalKobo") != 2*700_000+shoptest.FlaskPrice {
		t.Errorf("the cart is not priced today: %s", cart.Body)
	}
}

func TestALineTakesANewQuantityNewCustomizationsOrBoth(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	line := items + "/" + b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Text("items.0.id")
	if cart := b.Patch(line, map[string]any{"quantity": 5}).Want(200); cart.Int("items.0.quantity") != 5 || cart.Text("items.0.customizations.inscription") != "Ada" {
		t.Errorf("the quantity alone was not changed: %s", cart.Body)
	}
	if cart := b.Patch(line, map[string]any{"customizations": map[string]any{"color": "indigo"}}).Want(200); cart.Int("items.0.quantity") != 5 || string(mustJSON(t, cart.At("items.0.customizations"))) != `{"color":"indigo"}` {
		t.Errorf("the customizations were not replaced: %s", cart.Body)
	}
	if cart := b.Patch(line, map[string]any{"quantity": 2, "customizations": shoptest.Custom("Bola")}).Want(200); cart.Int("itemsCount") != 2 || cart.Text("items.0.customizations.inscription") != "Bola" {
		t.Errorf("not both were changed: %s", cart.Body)
	}
	if cart := b.Patch(line, map[string]any{}).Want(200); cart.Int("itemsCount") != 2 {
		t.Errorf("a change of nothing changed something: %s", cart.Body)
	}
	if cart := b.Patch(line, map[string]any{"quantity": 0}).Want(200); cart.Len("items") != 0 {
		t.Errorf("quantity 0 did not remove the line: %s", cart.Body)
	}
	b.Patch(line, map[string]any{"quantity": 1}).Refused(404, "item", "not_found")
}

func TestTwoLinesThatBecomeAlikeAfterAChangeJoin(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 2, shoptest.Custom("Ada"))
	line := b.Add(shoptest.Mug, 3, shoptest.Custom("Bola")).Text("items.1.id")
	cart := b.Patch(items+"/"+line, map[string]any{"customizations": shoptest.Custom("Ada")}).Want(200)
	if cart.Len("items") != 1 || cart.Int("itemsCount") != 5 {
		t.Errorf("the lines did not join: %s", cart.Body)
	}
}

func TestALineIsRemoved(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	line := items + "/" + b.Add(shoptest.Flask, 1, shoptest.Custom("Ada")).Text("items.1.id")
	if cart := b.Delete(line).Want(200); cart.Len("items") != 1 || cart.Text("items.0.product.slug") != shoptest.Mug {
		t.Errorf("the flask is still there: %s", cart.Body)
	}
	b.Delete(line).Refused(404, "item", "not_found")
}

func TestAnotherGuestsLineIsNotFound(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, bola, visitor := s.Browser(t), s.Browser(t), s.Browser(t)
	line := items + "/" + ada.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Text("items.0.id")
	bola.Add(shoptest.Mug, 1, shoptest.Custom("Bola"))
	for _, other := range []*shoptest.Browser{bola, visitor} {
		other.Patch(line, map[string]any{"quantity": 9}).Refused(404, "item", "not_found")
		other.Delete(line).Refused(404, "item", "not_found")
	}
	if cart := ada.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 {
		t.Errorf("somebody else changed Ada's cart: %s", cart.Body)
	}
}

func TestALineThatCannotBeBoughtAnyMoreSaysWhy(t *testing.T) {
	t.Parallel()
	for code, change := range map[string]func(*shoptest.Shop){
		"product_unavailable": func(s *shoptest.Shop) { s.Set(t, "products", shoptest.Flask, map[string]any{"active": false}) },
		"out_of_stock":        func(s *shoptest.Shop) { s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1}) },
		"customization_invalid": func(s *shoptest.Shop) {
			s.Set(t, "customization_fields", fieldID(t, s, "color"), map[string]any{"options": []map[string]any{{"value": "black", "label": "Black", "swatch": "#000000"}}})
		},
	} {
		s := shoptest.Open(t)
		b := s.Browser(t)
		b.Add(shoptest.Flask, 2, shoptest.Custom("Ada"))
		b.Add(shoptest.Pack, 1, map[string]any{"recipient": "male"})
		change(s)
		cart := b.Get("/api/shop/cart").Want(200)
		if cart.At("items.0.available") != false || cart.Text("items.0.problem.code") != code || cart.Text("items.0.problem.message") == "" {
			t.Errorf("%s: the line does not say why: %s", code, cart.Body)
		}
		if cart.At("items.1.available") != true {
			t.Errorf("%s: the pack suffers with the flask: %s", code, cart.Body)
		}
		line := cart.Text("items.0.id")
		b.Post("/api/shop/checkout", shoptest.Form()).Refused(409, line, code)
		if cart := b.Delete(items + "/" + line).Want(200); cart.Len("items") != 1 {
			t.Errorf("%s: the line cannot be removed: %s", code, cart.Body)
		}
	}
}

func TestAProductThatIsDeletedLeavesTheCart(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	if err := s.App.Delete(s.ProductRecord(t, shoptest.Flask)); err != nil {
		t.Fatal(err)
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 || cart.Text("items.0.product.slug") != shoptest.Mug {
		t.Errorf("the cart still counts what is gone: %s", cart.Body)
	}
}

func TestStockIsCountedOverLinesWithDifferentInscriptions(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Flask, 2, shoptest.Custom("Ada"))
	cart := b.Add(shoptest.Flask, 1, shoptest.Custom("Bola"))
	add := map[string]any{"product": shoptest.Flask, "quantity": 1, "customizations": shoptest.Custom("Chidi")}
	b.Post(items, add).Refused(409, "quantity", "out_of_stock")
	b.Patch(items+"/"+cart.Text("items.1.id"), map[string]any{"quantity": 2}).Refused(409, "quantity", "out_of_stock")
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 3 || cart.At("items.0.available") != true {
		t.Errorf("a refusal changed the cart: %s", cart.Body)
	}
	if message := b.Post(items, add).Want(409).Text("message"); message != "Only 3 of Test Flask are left." {
		t.Errorf("the shopper reads %q", message)
	}
}

func TestWhenStockFellBelowTheCartItMayStillBeMadeLess(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	line := items + "/" + b.Add(shoptest.Flask, 3, shoptest.Custom("Ada")).Text("items.0.id")
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1})
	if cart := b.Patch(line, map[string]any{"quantity": 2}).Want(200); cart.Int("itemsCount") != 2 || cart.At("items.0.available") != false {
		t.Errorf("two instead of three: %s", cart.Body)
	}
	b.Patch(line, map[string]any{"quantity": 3}).Refused(409, "quantity", "out_of_stock")
	if cart := b.Patch(line, map[string]any{"quantity": 1}).Want(200); cart.At("items.0.available") != true {
		t.Errorf("one piece is there, yet: %s", cart.Body)
	}
}

func TestALineHoldsOneToNinetyNinePieces(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, quantity := range []int{-1, 0, 100, 1 << 40} {
		b.Post(items, map[string]any{"product": shoptest.Mug, "quantity": quantity, "customizations": shoptest.Custom("")}).Refused(400, "quantity", "quantity_invalid")
	}
	line := items + "/" + b.Add(shoptest.Mug, 99, shoptest.Custom("")).Text("items.0.id")
	b.Post(items, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")}).Refused(400, "quantity", "quantity_invalid")
	for _, quantity := range []int{-1, 100} {
		b.Patch(line, map[string]any{"quantity": quantity}).Refused(400, "quantity", "quantity_invalid")
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 99 {
		t.Errorf("a refusal changed the cart: %s", cart.Body)
	}
}

func TestACartHoldsFiftyLines(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for i := range 50 {
		b.Add(shoptest.Mug, 1, shoptest.Custom(fmt.Sprint("N", i)))
	}
	b.Post(items, map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("one more")}).Refused(409, "cart", "cart_full")
	if cart := b.Add(shoptest.Mug, 1, shoptest.Custom("N0")); cart.Int("itemsCount") != 51 {
		t.Errorf("the same again does not join in a full cart: %s", cart.Body)
	}
}

func TestCustomizationsThatBreakTheirFieldsRuleAreNamedByTheirKey(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, test := range []struct{ product, customizations, key, code string }{
		{shoptest.Mug, `{}`, "color", "customization_missing"},
		{shoptest.Mug, `null`, "color", "customization_missing"},
		{shoptest.Mug, `{"color":""}`, "color", "customization_missing"},
		{shoptest.Mug, `{"color":null}`, "color", "customization_missing"},
		{shoptest.Mug, `{"color":"green"}`, "color", "customization_invalid"},
		{shoptest.Mug, `{"color":["wine"]}`, "color", "customization_invalid"},
		{shoptest.Mug, `{"color":7}`, "color", "customization_invalid"},
		{shoptest.Mug, `{"color":{"a":1}}`, "color", "customization_invalid"},
		{shoptest.Mug, `{"color":"wine","COLOR":"wine"}`, "color", "customization_invalid"},
		{shoptest.Mug, `{"color":"wine","size":"XL"}`, "size", "customization_unknown"},
		{shoptest.Mug, `{"color":"wine","":"XL"}`, "customizations", "customization_unknown"},
		{shoptest.Mug, `{"color":"wine","inscription":"` + strings.Repeat("a", 25) + `"}`, "inscription", "customization_too_long"},
		{shoptest.Mug, `{"color":"wine","inscription":"a\u202eb"}`, "inscription", "customization_invalid"},
		{shoptest.Mug, `{"color":"wine","inscription":"a\u0000b"}`, "inscription", "customization_invalid"},
		{shoptest.Mug, `{"color":"wine","phone":"call me"}`, "phone", "phone_invalid"},
		{shoptest.Mug, `{"color":"wine","town":"Paris"}`, "town", "customization_invalid"},
		{shoptest.Mug, `[]`, "customizations", "customization_invalid"},
		{shoptest.Mug, `"wine"`, "customizations", "customization_invalid"},
		{shoptest.Pack, `{"recipient":"male","extras":["chocolate","card","candle"]}`, "extras", "customization_too_long"},
		{shoptest.Pack, `{"recipient":"male","extras":["gold"]}`, "extras", "customization_invalid"},
		{shoptest.Pack, `{"recipient":"male","extras":[1]}`, "extras", "customization_invalid"},
	} {
		b.Post(items, []byte(`{"product":"`+test.product+`","quantity":1,"customizations":`+test.customizations+`}`)).Refused(400, test.key, test.code)
	}
	if count := s.Count(t, "cart_items", ""); count != 0 {
		t.Errorf("%d lines were made all the same", count)
	}
}

func TestAPriceThatAClientSendsWithALineIsNeverUsed(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	lies := map[string]any{
		"price": 1, "priceKobo": 1, "unitPriceKobo": 1, "lineKobo": 1, "subtotalKobo": 1, "totalKobo": 1, "discountKobo": 100, "surchargeKobo": -5,
		"owner": "someone", "session": "x", "cart": "x", "available": true, "name": "Gold", "id": "x",
	}
	body := map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": shoptest.Custom("")}
	for key, value := range lies {
		body[key] = value
	}
	cart := b.Post(items, body).Want(200)
	line := items + "/" + cart.Text("items.0.id")
	lies["product"] = shoptest.Pack
	lies["quantity"] = 2
	cart = b.Patch(line, lies).Want(200)
	if cart.Int("items.0.unitPriceKobo") != shoptest.MugPrice || cart.Int("subtotalKobo") != 2*shoptest.MugPrice || cart.Text("items.0.product.name") != "Test Mug" {
		t.Errorf("something of the lies was taken: %s", cart.Body)
	}
}

func TestAProductIsPutInByIDOrSlugAndOnlyWhileItIsSold(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	if cart := b.Add(s.ProductRecord(t, shoptest.Mug).Id, 1, shoptest.Custom("")); cart.Len("items") != 1 || cart.Int("itemsCount") != 2 {
		t.Errorf("id and slug are two lines: %s", cart.Body)
	}
	s.Set(t, "products", shoptest.Flask, map[string]any{"active": false})
	for _, product := range []string{"no-such", "", shoptest.Flask} {
		b.Post(items, map[string]any{"product": product, "quantity": 1, "customizations": shoptest.Custom("")}).Refused(404, "product", "not_found")
	}
	s.Set(t, "products", shoptest.Flask, map[string]any{"active": true, "stock": 0})
	b.Post(items, map[string]any{"product": shoptest.Flask, "quantity": 1, "customizations": shoptest.Custom("")}).Refused(409, "quantity", "out_of_stock")
}
