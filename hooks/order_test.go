package hooks_test

import (
	"fmt"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

const orders = "/api/shop/orders"

func TestMyOrdersAreMineAndTheNewestComesFirst(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, bola := s.Browser(t), s.Browser(t)
	first := ada.Order()
	s.Clock.Pass(time.Minute)
	theirs := bola.Order()
	second := ada.Order()
	list := ada.Get(orders).Want(200)
	if list.Len("") != 2 || list.Text("0.id") != second.Text("id") || list.Text("1.id") != first.Text("id") {
		t.Errorf("Ada's orders: %s", list.Body)
	}
	for _, id := range []string{theirs.Text("id"), theirs.Text("number"), "nosuchorder", "' OR 1=1 --"} {
		ada.Get(orders+"/"+escape(id)).Refused(404, "order", "not_found")
	}
	if visitor := s.Browser(t).Get(orders).Want(200); visitor.Len("") != 0 {
		t.Errorf("a visitor sees orders: %s", visitor.Body)
	}
}

func TestSomebodyElsesOrderCannotBeToldFromOneThatDoesNotExist(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, bola := s.Browser(t), s.Browser(t)
	id := ada.Order().Text("id")
	reference := ada.Begin(id)
	bola.Order()
	for _, pair := range [][2]shoptest.Answer{
		{bola.Get(orders + "/" + id), bola.Get(orders + "/nosuchorder0000")},
		{bola.Post(orders+"/"+id+"/cancel", nil), bola.Post(orders+"/nosuchorder0000/cancel", nil)},
		{bola.Post("/api/paystack/initialize", map[string]any{"order": id}), bola.Post("/api/paystack/initialize", map[string]any{"order": "nosuchorder0000"})},
	} {
		pair[0].Refused(404, "order", "not_found")
		if string(pair[0].Body) != string(pair[1].Body) {
			t.Errorf("the two answers differ:\n%s\n%s", pair[0].Body, pair[1].Body)
		}
	}
	bola.Post("/api/paystack/verify/"+reference, nil).Want(404)
	bola.Post("/api/paystack/verify/nosuch", nil).Want(404)
	if status := ada.Get(orders + "/" + id).Want(200).Text("status"); status != "pending" {
		t.Errorf("somebody else made the order %s", status)
	}
}

func TestACancelledOrderGoesBackIntoTheCartWhenAskedTo(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	order := b.OrderOf(shoptest.Flask, 2)
	cancel := orders + "/" + order.Text("id") + "/cancel"
	cancelled := b.Post(cancel, map[string]any{"restoreCart": true}).Want(200)
	if cancelled.Text("status") != "cancelled" || cancelled.At("canRestoreCart") != false || cancelled.At("canPay") != false || cancelled.At("canCancel") != false {
		t.Errorf("the order after its cancelling: %s", cancelled.Body)
	}
	cart := b.Get("/api/shop/cart").Want(200)
	if cart.Int("itemsCount") != 2 || cart.Text("items.0.customizations.inscription") != "Ada" || cart.At("items.0.available") != true {
		t.Errorf("the lines are not back: %s", cart.Body)
	}
	b.Delete(items + "/" + cart.Text("items.0.id")).Want(200)
	b.Post(cancel, map[string]any{"restoreCart": true}).Want(200)
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("they came back twice: %s", cart.Body)
	}
	if events := s.Count(t, "order_events", "kind = 'cancelled'"); events != 1 {
		t.Errorf("%d events tell of one cancelling", events)
	}
}

func TestTheLinesMayComeBackLaterOnceAndNeverDoubleTheCart(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	cancel := orders + "/" + b.OrderOf(shoptest.Mug, 2).Text("id") + "/cancel"
	if cancelled := b.Post(cancel, nil).Want(200); cancelled.At("canRestoreCart") != true {
		t.Errorf("the lines cannot come back: %s", cancelled.Body)
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("the lines came back unasked: %s", cart.Body)
	}
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	b.Add(shoptest.Mug, 1, shoptest.Custom("Bola"))
	for range 2 {
		b.Post(cancel, map[string]any{"restoreCart": true}).Want(200)
		if cart := b.Get("/api/shop/cart").Want(200); cart.Len("items") != 2 || cart.Int("itemsCount") != 3 {
			t.Errorf("the larger quantity of each line should be there: %s", cart.Body)
		}
	}
}

func TestAPaidOrderIsNotCancelledByTheShopper(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 1).Text("id")
	reference := b.Begin(id)
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	b.Verify(reference)
	for _, restore := range []bool{false, true} {
		b.Post(orders+"/"+id+"/cancel", map[string]any{"restoreCart": restore}).Refused(409, "status", "order_cannot_move")
	}
	order := b.Get(orders + "/" + id).Want(200)
	if order.Text("status") != "paid" || order.At("canCancel") != false || order.At("canRestoreCart") != false || s.Stock(t, shoptest.Flask) != 2 {
		t.Errorf("the paid order: %s", order.Body)
	}
	if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 0 {
		t.Errorf("paid lines came back: %s", cart.Body)
	}
	s.Heard(t)
}

func TestAStatusThatAClientSendsWithACancelIsNeverUsed(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	order := b.Post(orders+"/"+id+"/cancel", map[string]any{"status": "paid", "totalKobo": 1, "paidAt": "2026-01-01T00:00:00Z", "refund": true, "owner": "x"}).Want(200)
	if order.Text("status") != "cancelled" || order.At("paidAt") != nil || order.Int("totalKobo") != shoptest.MugPrice+shoptest.IbadanFee {
		t.Errorf("a lie was taken: %s", order.Body)
	}
}

func TestAnUnpaidOrderGoesAfterFortyFiveMinutesAndItsGiftsAreForSaleAgain(t *testing.T) {
	t.Parallel()
	for name, paying := range map[string]bool{"nobody ever began to pay": false, "a payment was begun and left": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			id := b.OrderOf(shoptest.Flask, 3).Text("id")
			if paying {
				b.Begin(id)
			}
			s.After(t, 44*time.Minute)
			if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "pending" || s.Stock(t, shoptest.Flask) != 0 {
				t.Fatalf("after 44 minutes the order is %s and %d flasks are left", status, s.Stock(t, shoptest.Flask))
			}
			s.After(t, 90*time.Second)
			order := b.Get(orders + "/" + id).Want(200)
			if order.Text("status") != "expired" || order.At("canRestoreCart") != true || s.Stock(t, shoptest.Flask) != 3 {
				t.Errorf("after 45 minutes %d flasks are left: %s", s.Stock(t, shoptest.Flask), order.Body)
			}
			if last := order.Text(fmt.Sprintf("events.%d.kind", order.Len("events")-1)); last != "expired" {
				t.Errorf("the last event is %s", last)
			}
			s.After(t, time.Minute)
			if left := s.Stock(t, shoptest.Flask); left != 3 {
				t.Errorf("another round gave back once more: %d", left)
			}
			b.Post(orders+"/"+id+"/cancel", map[string]any{"restoreCart": true}).Want(200)
			if cart := b.Get("/api/shop/cart").Want(200); cart.Int("itemsCount") != 3 {
				t.Errorf("the lines are not back: %s", cart.Body)
			}
		})
	}
}
