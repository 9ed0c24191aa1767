package hooks_test

import (
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestAShopperBuysAPersonalisedMug(t *testing.T) {
	s := shoptest.Open(t)
	b := s.Browser(t)
	order := b.Order()
	reference := b.Begin(order.Text("id"))
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	paid := b.Verify(reference)
	if paid.Text("order.status") != "paid" || paid.Text("payment.status") != "success" {
		t.Fatalf("the order is not paid: %s", paid.Body)
	}
	if list := b.Get("/api/shop/orders").Want(200); list.Text("0.number") != order.Text("number") || list.Text("0.status") != "paid" {
		t.Fatalf("my orders do not show it: %s", list.Body)
	}
	if b.Get("/api/shop/cart").Want(200).Int("itemsCount") != 0 {
		t.Fatal("the cart is not empty after the order")
	}
}
