package shoptest

import (
	"context"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
)

// Custom is a filled-in form that every drink of the catalogue takes.
func Custom(inscription string) map[string]any {
	return map[string]any{"color": "wine", "inscription": inscription, "phone": "0803 123 4567", "town": "Ibadan"}
}

// Add puts pieces of a product into the browser's cart and gives the cart.
func (b *Browser) Add(product string, quantity int, customizations map[string]any) Answer {
	b.t.Helper()
	return b.Post("/api/shop/cart/items", map[string]any{"product": product, "quantity": quantity, "customizations": customizations}).Want(200)
}

// Form is a checkout form that is right as it is, for delivery to Ibadan. Each name with its value, in turn, takes the
// place of what the form has there or joins it.
func Form(changes ...any) map[string]any {
	form := map[string]any{
		"email": "ada@example.com", "phone": "0803 123 4567", "name": "Ada Obi", "zone": "Ibadan", "address": "12 Ring Road, opposite the bakery",
	}
	for i := 0; i+1 < len(changes); i += 2 {
		form[changes[i].(string)] = changes[i+1]
	}
	return form
}

// Order puts one mug into the cart, checks out and gives the order.
func (b *Browser) Order() Answer {
	b.t.Helper()
	return b.OrderOf(Mug, 1)
}

// OrderOf is [Browser.Order] for pieces of a drink.
func (b *Browser) OrderOf(drink string, quantity int) Answer {
	b.t.Helper()
	b.Add(drink, quantity, Custom("Ada"))
	return b.Post("/api/shop/checkout", Form()).Want(201)
}

// Begin begins to pay an order and gives the reference.
func (b *Browser) Begin(order string) string {
	b.t.Helper()
	return b.Post("/api/paystack/initialize", map[string]any{"order": order}).Want(200).Text("reference")
}

// Verify asks what became of a payment and gives the payment with its order.
func (b *Browser) Verify(reference string) Answer {
	b.t.Helper()
	return b.Post("/api/paystack/verify/"+reference, nil).Want(200)
}

// Password is that of every account that a test makes.
const Password = "a long password"

// SignUp opens an account and signs in; the browser's cart joins the account's.
func (b *Browser) SignUp(email string) {
	b.t.Helper()
	b.Post("/api/collections/users/records", map[string]any{"email": email, "password": Password, "passwordConfirm": Password, "name": "Ada Obi"}).Want(200)
	b.SignIn(email)
}

// SignIn signs in to an account that [Browser.SignUp] has opened.
func (b *Browser) SignIn(email string) {
	b.t.Helper()
	b.Token = b.Post("/api/collections/users/auth-with-password", map[string]any{"identity": email, "password": Password}).Want(200).Text("token")
}

// After lets time go by and then does one round of the clock's work.
func (s *Shop) After(t testing.TB, d time.Duration) {
	t.Helper()
	s.Clock.Pass(d)
	if err := s.Tick(t.Context(), s.App); err != nil {
		t.Fatalf("the clock's round: %v", err)
	}
}

// Heard returns when the shop has heard and handled all that the sandbox had to tell it.
func (s *Shop) Heard(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := s.Sandbox.Wait(ctx); err != nil {
		t.Fatalf("wait for the sandbox's webhooks: %v", err)
	}
	for s.Count(t, "webhook_events", "handledAt = ''") > 0 {
		select {
		case <-ctx.Done():
			t.Fatal("the webhook inbox does not empty")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Refunded lets all refunds go through that Paystack has, and returns when the shop knows.
func (s *Shop) Refunded(t testing.TB) {
	t.Helper()
	s.Until(t, func() bool { return s.Count(t, "refunds", "status = 'requested' || status = 'unknown'") == 0 })
	for range 3 {
		s.Heard(t)
		s.Clock.Pass(sandbox.DefaultRefundStep)
	}
	s.Heard(t)
	s.After(t, 0)
}

// Until waits until something that goes on by itself has happened.
func (s *Shop) Until(t testing.TB, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !happened(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("what was waited for did not happen")
		}
	}
}

// PayOutside makes a payment on the merchant's account that this shop has not begun, and gives its reference.
func (s *Shop) PayOutside(t testing.TB, email string, amount money.Kobo, metadata map[string]any) string {
	t.Helper()
	return s.PayIn(t, money.Currency, email, amount, metadata)
}

// PayIn is [Shop.PayOutside] in another currency, in hundredths of it; the sandbox takes USD.
func (s *Shop) PayIn(t testing.TB, currency, email string, amount money.Kobo, metadata map[string]any) string {
	t.Helper()
	authorization, err := s.Paystack.Initialize(t.Context(), paystack.Initialize{Email: email, Amount: amount, Currency: currency, Metadata: metadata})
	if err != nil {
		t.Fatalf("begin a payment: %v", err)
	}
	if err := s.Sandbox.Pay(authorization.Reference); err != nil {
		t.Fatalf("pay: %v", err)
	}
	return authorization.Reference
}

// Sign signs a webhook's body as Paystack does.
func Sign(body []byte) string { return paystack.Sign(Key, body) }

// Payment reads the payment with this reference.
func (s *Shop) Payment(t testing.TB, reference string) *core.Record {
	t.Helper()
	record, err := s.App.FindFirstRecordByData("payments", "reference", reference)
	if err != nil {
		t.Fatalf("find payment %s: %v", reference, err)
	}
	return record
}

// ProductRecord reads a product by its slug.
func (s *Shop) ProductRecord(t testing.TB, slug string) *core.Record {
	t.Helper()
	record, err := s.App.FindFirstRecordByData("products", "slug", slug)
	if err != nil {
		t.Fatalf("find product %s: %v", slug, err)
	}
	return record
}

// Stock is how many pieces of a product are left.
func (s *Shop) Stock(t testing.TB, slug string) int {
	t.Helper()
	return s.ProductRecord(t, slug).GetInt("stock")
}
