package hooks_test

import (
	"sync"
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestTheLastPieceIsSoldOnceHoweverManyWantIt(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1})
	const shoppers = 60
	var browsers [shoppers]*shoptest.Browser
	for i := range browsers {
		browsers[i] = s.Browser(t)
		browsers[i].Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
	}
	var answers [shoppers]shoptest.Answer
	var wait sync.WaitGroup
	for i, b := range browsers {
		wait.Go(func() { answers[i] = b.Post(checkout, shoptest.Form()) })
	}
	wait.Wait()
	statuses := map[int]int{}
	for _, answer := range answers {
		statuses[answer.Status]++
	}
	if statuses[201] != 1 || statuses[409] != shoppers-1 {
		t.Errorf("the answers are %v", statuses)
	}
	if s.Count(t, "orders", "") != 1 || s.Stock(t, shoptest.Flask) != 0 {
		t.Errorf("%d orders, %d flasks left", s.Count(t, "orders", ""), s.Stock(t, shoptest.Flask))
	}
}

func TestOnePaymentHeardFromAllSidesAtOncePaysOnce(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	s.Sandbox.SetWebhookURL("")
	must(t, s.Sandbox.Pay(reference))
	var wait sync.WaitGroup
	answers := make(chan shoptest.Answer, 20*3)
	for range 20 {
		wait.Go(func() { answers <- b.Post("/api/paystack/verify/"+reference, nil) })
		wait.Go(func() { answers <- s.Browser(t).Get("/api/paystack/callback?reference=" + reference) })
		wait.Go(func() {
			body := success(reference)
			answers <- told(t, s, body, shoptest.Sign([]byte(body)))
		})
	}
	wait.Go(func() { must(t, s.Tick(t.Context(), s.App)) })
	wait.Wait()
	close(answers)
	for answer := range answers {
		if answer.Status != 200 && answer.Status != 303 {
			t.Errorf("an answer is %d: %s", answer.Status, answer.Body)
		}
	}
	s.Heard(t)
	if paid := s.Count(t, "order_events", "kind = 'paid'"); paid != 1 {
		t.Errorf("%d events tell that it was paid", paid)
	}
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" || s.Count(t, "webhook_events", "") != 1 {
		t.Errorf("the order: %s", order.Body)
	}
}

func TestOneCartFilledFromManyTabsLosesNothing(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() { b.Add(shoptest.Mug, 1, shoptest.Custom("Ada")) })
	}
	wait.Wait()
	if cart := b.Get("/api/shop/cart").Want(200); cart.Len("items") != 1 || cart.Int("itemsCount") != 21 {
		t.Errorf("the cart: %s", cart.Body)
	}
}

func TestCancellingWhileTheMoneyComesEndsInOneOfTwoWays(t *testing.T) {
	t.Parallel()
	for range 5 {
		s := shoptest.Open(t)
		s.Sandbox.SetWebhookURL("")
		b := s.Browser(t)
		id := b.OrderOf(shoptest.Flask, 1).Text("id")
		reference := b.Begin(id)
		must(t, s.Sandbox.Pay(reference))
		var wait sync.WaitGroup
		var cancelled, verified shoptest.Answer
		wait.Go(func() { cancelled = b.Post(orders+"/"+id+"/cancel", nil) })
		wait.Go(func() { verified = b.Post("/api/paystack/verify/"+reference, nil) })
		wait.Wait()
		order, payment := b.Get(orders+"/"+id).Want(200).Text("status"), s.Payment(t, reference).GetString("status")
		switch stock := s.Stock(t, shoptest.Flask); {
		case verified.Status != 200:
			t.Errorf("verify answered %d: %s", verified.Status, verified.Body)
		case cancelled.Status == 409 && order == "paid" && payment == "success" && stock == 2:
		case cancelled.Status == 200 && order == "cancelled" && payment == "review" && stock == 3:
		default:
			t.Errorf("cancel answered %d, the order is %s, the payment %s, %d flasks left", cancelled.Status, order, payment, stock)
		}
	}
}
