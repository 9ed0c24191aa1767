package hooks_test

import (
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestSigningInJoinsTheGuestsCartWithTheLargerQuantities(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	phone := s.Browser(t)
	phone.SignUp("ada@example.com")
	phone.Add(shoptest.Mug, 3, shoptest.Custom("Ada"))
	phone.Add(shoptest.Mug, 1, shoptest.Custom("Bola"))

	laptop := s.Browser(t)
	laptop.Add(shoptest.Mug, 2, shoptest.Custom("Ada"))
	laptop.Add(shoptest.Mug, 4, shoptest.Custom("Bola"))
	laptop.Add(shoptest.Pack, 1, map[string]any{"recipient": "male"})
	laptop.SignIn("ada@example.com")
	want := func(b *shoptest.Browser, when string) {
		t.Helper()
		cart := b.Get("/api/shop/cart").Want(200)
		if cart.Len("items") != 3 || cart.Int("itemsCount") != 3+4+1 {
			t.Errorf("%s: %s", when, cart.Body)
		}
	}
	want(laptop, "after signing in")
	want(phone, "on the other device")
	laptop.SignIn("ada@example.com")
	want(laptop, "after signing in twice")
	if after := s.Count(t, "carts", "status = 'open'"); after != 1 {
		t.Errorf("%d carts are open", after)
	}
}

func TestRenewingATokenMergesNothing(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.SignUp("ada@example.com")
	token := b.Token
	b.Token = "" // she leaves, and a guest fills a cart
	b.Add(shoptest.Mug, 1, shoptest.Custom("Bola"))
	b.Token = token
	b.Token = b.Post("/api/collections/users/auth-refresh", nil).Want(200).Text("token")
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("renewing the token took the guest's cart: %s", cart.Body)
	}
	b.Token = ""
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 {
		t.Errorf("the guest's cart is gone: %s", cart.Body)
	}
}

func TestAWrongPasswordMergesNothing(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := s.Browser(t)
	owner.SignUp("ada@example.com")
	guest := s.Browser(t)
	guest.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	guest.Post("/api/collections/users/auth-with-password", map[string]any{"identity": "ada@example.com", "password": "a wrong password"}).Want(400)
	if cart := guest.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 1 {
		t.Errorf("the guest's cart is gone: %s", cart.Body)
	}
	if cart := owner.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("the account got the guest's cart: %s", cart.Body)
	}
}

func TestAnAccountsOrdersAreNotSeenByTheNextGuestOfTheSameBrowser(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")) // so that the browser has a guest's cookie
	b.SignUp("ada@example.com")
	id := b.Post(checkout, shoptest.Form()).Want(201).Text("id")
	reference := b.Begin(id)
	b.Add(shoptest.Pack, 1, map[string]any{"recipient": "male"})
	b.Token = ""
	if list := b.Get(orders).Want(200); list.Len("") != 0 {
		t.Errorf("the next guest sees %s", list.Body)
	}
	b.Get(orders+"/"+id).Refused(404, "order", "not_found")
	b.Get(checkout).Want(404)
	b.Post("/api/paystack/verify/"+reference, nil).Want(404)
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("the next guest sees the account's cart: %s", cart.Body)
	}
	b.SignIn("ada@example.com")
	if b.Get(orders).Want(200).Len("") != 1 || b.Get("/api/shop/cart").Want(200).Int("itemsCount") != 1 {
		t.Error("the account has lost its order or cart")
	}
}

func TestAGuestsOrdersStayWithTheBrowserAlsoAfterSigningIn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	b.SignUp("ada@example.com")
	if list := b.Get(orders).Want(200); list.Len("") != 1 || list.Text("0.id") != id {
		t.Errorf("after signing in: %s", list.Body)
	}
	other := s.Browser(t)
	other.SignIn("ada@example.com")
	other.Get(orders+"/"+id).Refused(404, "order", "not_found")
}

// The guest who signs in is one shopper: the pieces that the earlier order holds are free for the later one.
func TestAnOrderAfterSigningInReplacesTheGuestsUnpaidOne(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	first := b.OrderOf(shoptest.Flask, 3).Text("id")
	b.SignUp("ada@example.com")
	b.OrderOf(shoptest.Flask, 3)
	if status := b.Get(orders + "/" + first).Want(200).Text("status"); status != "cancelled" {
		t.Errorf("the guest's order is %s", status)
	}
	if left := s.Stock(t, shoptest.Flask); left != 0 {
		t.Errorf("%d flasks are left", left)
	}
}

func TestATokenThatDoesNotHoldIsAGuests(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for _, token := range []string{"nonsense", "eyJhbGciOiJub25lIn0.eyJpZCI6IngifQ.", "Bearer x"} {
		b.Token = token
		b.Get(orders).Want(200)
		b.Get("/api/shop/cart").Want(200)
	}
	b.Post("/api/collections/users/auth-refresh", nil).Want(401)
}

func TestAnOwnerWhoShopsIsAShopperLikeAnyOther(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, owner := s.Browser(t), s.Browser(t)
	id := ada.Order().Text("id")
	owner.Token = s.Superuser(t)
	if list := owner.Get(orders).Want(200); list.Len("") != 0 {
		t.Errorf("the shop's own pages show the owner %s", list.Body)
	}
	owner.Get(orders+"/"+id).Refused(404, "order", "not_found")
	if order := owner.Order(); order.Text("status") != "pending" {
		t.Errorf("the owner's order: %s", order.Body)
	}
}
