package hooks_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

const checkout = "/api/shop/checkout"

func TestACheckoutFreezesWhatWasSaid(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 2, shoptest.Custom("Ada"))
	b.Add(shoptest.Pack, 1, map[string]any{"recipient": "female", "extras": []string{"chocolate"}})
	form := shoptest.Form("note", "Ring twice", "gift", map[string]any{"to": "Chidi", "from": "Ada", "message": "Happy birthday"},
		"seenTotalKobo", 2*shoptest.MugPrice+shoptest.PackPrice+50_000+shoptest.IbadanFee)
	order := b.Post(checkout, form).Want(201)
	for path, want := range map[string]any{
		"number": "LG-1001", "status": "pending", "currency": "NGN", "email": "ada@example.com", "phone": "+2348031234567", "name": "Ada Obi",
		"zone.town": "Ibadan", "zone.state": "Oyo State", "address": "12 Ring Road, opposite the bakery", "note": "Ring twice", "gift.message": "Happy birthday",
		"itemsKobo": float64(2*shoptest.MugPrice + shoptest.PackPrice + 50_000), "deliveryKobo": float64(shoptest.IbadanFee), "discountKobo": 0.0,
		"totalKobo":        float64(2*shoptest.MugPrice + shoptest.PackPrice + 50_000 + shoptest.IbadanFee),
		"items.0.lineKobo": float64(2 * shoptest.MugPrice),
		"items.0.name":     "Test Mug",
		"items.1.quantity": 1.0,
		"createdAt":        "2026-11-23T09:00:00Z",
		"paidAt":           nil,
		"payment":          nil,
		"canPay":           true,
		"canCancel":        true,
		"canRestoreCart":   false,
		"events.0.kind":    "placed",
		"items.1.customizationDetails.1.surchargeKobo": 50_000.0,
	} {
		if got := order.At(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	// The owner changes everything that can be changed.
	s.Set(t, "products", shoptest.Mug, map[string]any{"priceKobo": 1, "name": "Another Mug", "slug": "another-mug"})
	s.Set(t, "customization_fields", fieldID(t, s, "color"), map[string]any{"label": "Paint"})
	s.Set(t, "delivery_zones", order.Text("zone.id"), map[string]any{"feeKobo": 1, "town": "New Ibadan"})
	again := b.Get("/api/shop/orders/" + order.Text("id")).Want(200)
	if string(again.Body) != string(order.Body) {
		t.Errorf("the order changed with the catalogue:\n%s\n%s", order.Body, again.Body)
	}
	if amount := b.Post("/api/paystack/initialize", map[string]any{"order": order.Text("id")}).Want(200).Int("amountKobo"); amount != order.Int("totalKobo") {
		t.Errorf("%d kobo would be paid for an order of %d", amount, order.Int("totalKobo"))
	}
}

func TestEachGapInTheCheckoutFormIsRefusedAtItsField(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	for _, test := range []struct {
		field, sent string
		code        string
	}{
		{"email", "", "email_invalid"}, {"email", "ada", "email_invalid"}, {"email", "ada@example", "email_invalid"}, {"email", "Ada <ada@example.com>", "email_invalid"},
		{"phone", "", "phone_invalid"}, {"phone", "12", "phone_invalid"},
		{"name", "  ", "name_missing"}, {"name", strings.Repeat("a", 101), "text_too_long"}, {"name", "a\u202eb", "text_invalid"},
		{"zone", "", "zone_unserved"}, {"zone", "Paris", "zone_unserved"},
		{"address", "", "address_missing"}, {"address", strings.Repeat("a", 301), "text_too_long"},
		{"note", strings.Repeat("a", 501), "text_too_long"},
	} {
		b.Post(checkout, shoptest.Form(test.field, test.sent)).Refused(400, test.field, test.code)
	}
	b.Post(checkout, shoptest.Form("gift", map[string]any{"message": strings.Repeat("a", 201)})).Refused(400, "gift.message", "text_too_long")
	nothing := b.Post(checkout, map[string]any{})
	for field, code := range map[string]string{"email": "email_invalid", "phone": "phone_invalid", "name": "name_missing", "zone": "zone_unserved", "address": "address_missing"} {
		nothing.Refused(400, field, code)
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 || s.Count(t, "orders", "") != 0 {
		t.Errorf("a refusal has ordered something: %s", cart.Body)
	}
}

func TestAnEmptyCartIsNotOrdered(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Post(checkout, shoptest.Form()).Refused(409, "cart", "cart_empty")
	b.Post(checkout, map[string]any{}).Refused(409, "cart", "cart_empty")
	line := b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")).Text("items.0.id")
	b.Delete(items + "/" + line).Want(200)
	b.Post(checkout, shoptest.Form()).Refused(409, "cart", "cart_empty")
}

func TestAPriceThatMovedIsShownBeforeAnythingIsOrdered(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	s.Set(t, "products", shoptest.Mug, map[string]any{"priceKobo": 650_000})
	changed := b.Post(checkout, shoptest.Form("seenTotalKobo", shoptest.MugPrice+shoptest.IbadanFee)).Refused(409, "seenTotalKobo", "price_changed")
	if changed.Int("totalKobo") != 650_000+shoptest.IbadanFee || changed.Int("cart.subtotalKobo") != 650_000 || changed.Int("cart.items.0.unitPriceKobo") != 650_000 {
		t.Errorf("the answer does not bring what it costs now: %s", changed.Body)
	}
	if s.Count(t, "orders", "") != 0 {
		t.Error("an order was made all the same")
	}
	b.Post(checkout, shoptest.Form("seenTotalKobo", changed.Int("totalKobo"))).Want(201)
}

func TestADearerDeliveryIsAPriceThatMoved(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	seen := shoptest.MugPrice + shoptest.IbadanFee
	b.Post(checkout, shoptest.Form("seenTotalKobo", seen, "zone", "Ikeja")).Refused(409, "seenTotalKobo", "price_changed")
	b.Post(checkout, shoptest.Form("seenTotalKobo", seen)).Want(201)
}

func TestAnOrderAbovePaystacksLimitIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	s.Set(t, "products", shoptest.Mug, map[string]any{"priceKobo": 900_000_000})
	b.Add(shoptest.Mug, 2, shoptest.Custom("Ada"))
	b.Post(checkout, shoptest.Form()).Refused(409, "cart", "total_too_large")
	s.Set(t, "products", shoptest.Mug, map[string]any{"priceKobo": 1_000_000_000})
	b.Patch(items+"/"+b.Get("/api/shop/cart").Text("items.0.id"), map[string]any{"quantity": 99}).Want(200)
	b.Post(checkout, shoptest.Form()).Refused(409, "cart", "total_too_large")
}

func TestStockIsTakenByTheOrderAndGivenBackByItsCancelling(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, bola := s.Browser(t), s.Browser(t)
	line := bola.Add(shoptest.Flask, 2, shoptest.Custom("Bola")).Text("items.0.id")
	order := ada.OrderOf(shoptest.Flask, 2)
	if left := s.Stock(t, shoptest.Flask); left != 1 {
		t.Fatalf("%d flasks are left", left)
	}
	bola.Post(checkout, shoptest.Form()).Refused(409, line, "out_of_stock")
	ada.Post("/api/shop/orders/"+order.Text("id")+"/cancel", nil).Want(200)
	ada.Post("/api/shop/orders/"+order.Text("id")+"/cancel", nil).Want(200)
	if left := s.Stock(t, shoptest.Flask); left != 3 {
		t.Fatalf("%d flasks are left after the cancelling", left)
	}
	bola.Post(checkout, shoptest.Form()).Want(201)
	if left := s.Stock(t, shoptest.Flask); left != 1 {
		t.Errorf("%d flasks are left after Bola's order", left)
	}
}

func TestARefusedCheckoutTakesNoStock(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Flask, 2, shoptest.Custom("Ada"))
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	s.Set(t, "products", shoptest.Mug, map[string]any{"active": false})
	b.Post(checkout, shoptest.Form()).Want(409)
	if left := s.Stock(t, shoptest.Flask); left != 3 {
		t.Errorf("%d flasks are left", left)
	}
}

func TestTwoClicksMakeOneOrder(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]string{"with an idempotency key": {"Idempotency-Key", "6f1b"}, "without": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			b.Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
			const clicks = 8
			var answers [clicks]shoptest.Answer
			var wait sync.WaitGroup
			for i := range clicks {
				wait.Go(func() { answers[i] = b.Post(checkout, shoptest.Form(), headers...) })
			}
			wait.Wait()
			made, ids := 0, map[string]bool{}
			for _, answer := range answers {
				if answer.Status == http.StatusCreated {
					made++
				} else {
					answer.Want(200)
				}
				ids[answer.Text("id")] = true
			}
			if made != 1 || len(ids) != 1 || s.Count(t, "orders", "") != 1 || s.Stock(t, shoptest.Flask) != 2 {
				t.Errorf("%d answers of 201, orders %v, %d flasks left", made, ids, s.Stock(t, shoptest.Flask))
			}
		})
	}
}

func TestAnIdempotencyKeyAnswersTheSameOrderOrRefusesAnotherForm(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b, other := s.Browser(t), s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	key := []string{"Idempotency-Key", "one"}
	first := b.Post(checkout, shoptest.Form(), key...).Want(201)
	b.Add(shoptest.Pack, 1, map[string]any{"recipient": "male"})
	if again := b.Post(checkout, shoptest.Form(), key...).Want(200); again.Text("id") != first.Text("id") {
		t.Errorf("the key answers another order: %s", again.Body)
	}
	b.Post(checkout, shoptest.Form("name", "Bola"), key...).Refused(422, "Idempotency-Key", "idempotency_key_reused")
	if count := s.Count(t, "orders", ""); count != 1 {
		t.Errorf("there are %d orders", count)
	}
	other.Add(shoptest.Mug, 1, shoptest.Custom("Bola"))
	if stranger := other.Post(checkout, shoptest.Form("name", "Bola"), key...).Want(201); stranger.Text("id") == first.Text("id") {
		t.Error("another shopper's key opens Ada's order")
	}
	second := b.Post(checkout, shoptest.Form("name", "Bola"), "Idempotency-Key", "two").Want(201)
	if second.Text("number") != "LG-1003" {
		t.Errorf("the order after the second one is %s", second.Text("number"))
	}
}

func TestAnIdempotencyKeyIsNotUsedUpByARefusal(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	b.Post(checkout, shoptest.Form("email", ""), "Idempotency-Key", "k").Want(400)
	b.Post(checkout, shoptest.Form(), "Idempotency-Key", "k").Want(201)
}

func TestANewerOrderReplacesAnEarlierUnpaidOne(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b, stranger := s.Browser(t), s.Browser(t)
	theirs := stranger.Order()
	first := b.OrderOf(shoptest.Flask, 3)
	// The pieces of the first order are for sale to its own shopper.
	second := b.OrderOf(shoptest.Flask, 2)
	replaced := b.Get("/api/shop/orders/" + first.Text("id")).Want(200)
	if replaced.Text("status") != "cancelled" || replaced.Text("events.1.kind") != "superseded" || !strings.Contains(replaced.Text("events.1.message"), second.Text("number")) {
		t.Errorf("the first order was not replaced: %s", replaced.Body)
	}
	if left := s.Stock(t, shoptest.Flask); left != 1 {
		t.Errorf("%d flasks are left", left)
	}
	if pending := b.Get(checkout).Want(200); pending.Text("id") != second.Text("id") || pending.Int("totalKobo") != second.Int("totalKobo") {
		t.Errorf("the checkout page shows another order: %s", pending.Body)
	}
	if status := stranger.Get("/api/shop/orders/" + theirs.Text("id")).Want(200).Text("status"); status != "pending" {
		t.Errorf("a stranger's order is %s", status)
	}
}

func TestAnEarlierOrderWithAPaymentIsReplacedOnlyAfterAskingPaystack(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		then func(*shoptest.Shop, string) error // what happens to the first order's payment
		want string
	}{
		{"nobody is paying", func(s *shoptest.Shop, _ string) error { return nil }, "cancelled"},
		{"it was declined", func(s *shoptest.Shop, reference string) error { return s.Sandbox.Decline(reference) }, "cancelled"},
		{"it is being paid", func(s *shoptest.Shop, reference string) error { return s.Sandbox.PayLate(reference) }, "pending"},
		{"it is paid", func(s *shoptest.Shop, reference string) error { return s.Sandbox.Pay(reference) }, "paid"},
		{"Paystack is down", func(s *shoptest.Shop, _ string) error {
			s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultDown}})
			return nil
		}, "pending"},
		{"Paystack talks nonsense", func(s *shoptest.Shop, _ string) error {
			s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultGarbage}})
			return nil
		}, "pending"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			s.Sandbox.SetWebhookURL("")
			b := s.Browser(t)
			first := b.Order().Text("id")
			reference := b.Begin(first)
			if err := test.then(s, reference); err != nil {
				t.Fatal(err)
			}
			second := b.Order()
			if status := b.Get("/api/shop/orders/" + first).Want(200).Text("status"); status != test.want {
				t.Errorf("the first order is %s, want %s", status, test.want)
			}
			if second.Text("status") != "pending" || s.Count(t, "order_events", "kind = 'paid'") > 1 {
				t.Errorf("the second order: %s", second.Body)
			}
			if status := s.Payment(t, reference).GetString("status"); status == "review" {
				t.Errorf("the first payment is in %s", status)
			}
		})
	}
}

// What Paystack said before the shopper pressed "pay" proves nothing about now.
func TestAnEarlierOrderThatWasPaidAMomentAgoIsNotReplaced(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	b := s.Browser(t)
	first := b.Order().Text("id")
	reference := b.Begin(first)
	if said := b.Verify(reference).Text("payment.providerStatus"); said != "abandoned" {
		t.Fatalf("before it is paid Paystack says %s", said)
	}
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	s.Clock.Pass(10 * time.Second)
	b.Order()
	if status := b.Get("/api/shop/orders/" + first).Want(200).Text("status"); status != "paid" {
		t.Errorf("the order that was paid is %s", status)
	}
}

func TestNothingThatAClientSendsWithACheckoutIsUsedButTheForm(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	order := b.Post(checkout, shoptest.Form(
		"totalKobo", 1, "total", 1, "itemsKobo", 1, "deliveryKobo", 0, "discountKobo", 849_999, "discount", 849_999, "amountKobo", 1, "feeKobo", 0, "currency", "USD",
		"status", "paid", "paidAt", "2026-01-01T00:00:00Z", "reference", "mine", "payment", map[string]any{"status": "success"}, "number", "LG-1", "sequence", 1,
		"owner", "someone", "session", "x", "cart", "x", "user", "someone", "items", []any{map[string]any{"product": shoptest.Pack, "unitPriceKobo": 1}}, "id", "x",
		"createdAt", "2001-01-01T00:00:00Z",
	)).Want(201)
	for path, want := range map[string]any{
		"totalKobo": float64(shoptest.MugPrice + shoptest.IbadanFee), "itemsKobo": float64(shoptest.MugPrice), "deliveryKobo": float64(shoptest.IbadanFee), "discountKobo": 0.0,
		"currency": "NGN", "status": "pending", "paidAt": nil, "payment": nil, "number": "LG-1001", "items.0.slug": shoptest.Mug, "createdAt": "2026-11-23T09:00:00Z",
	} {
		if got := order.At(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if order.Len("items") != 1 || s.Record(t, "orders", order.Text("id")).GetString("owner") != "" {
		t.Errorf("lines or owner were taken from the request: %s", order.Body)
	}
}

func TestNobodysPendingOrderIsShownToAVisitor(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Get(checkout).Refused(404, "order", "not_found")
	b.Order()
	b.Get(checkout).Want(200)
	s.Browser(t).Get(checkout).Refused(404, "order", "not_found")
}
