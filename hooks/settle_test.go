package hooks_test

import (
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

// sale is one order on its way to be paid, with every attempt that was made.
type sale struct {
	*shoptest.Shop
	b          *shoptest.Browser
	order      string
	references []string
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ways are all the ways in which the shop can learn what became of a payment. They must all come to the same end.
var ways = map[string]func(*testing.T, *sale){
	"the shopper's page asks": func(t *testing.T, s *sale) {
		for _, reference := range s.references {
			s.b.Verify(reference)
		}
	},
	"the shopper comes back": func(t *testing.T, s *sale) {
		for _, reference := range s.references {
			s.b.Get("/api/paystack/callback?trxref=" + reference + "&reference=" + reference).Want(303)
		}
	},
	"Paystack reports it": func(t *testing.T, s *sale) { s.Heard(t) },
	"nothing is heard and only the clock asks": func(t *testing.T, s *sale) {
		s.After(t, 61*time.Minute)
	},
	"everything at once": func(t *testing.T, s *sale) {
		for _, reference := range s.references {
			s.b.Get("/api/paystack/callback?reference=" + reference).Want(303)
			s.b.Verify(reference)
		}
		s.Heard(t)
		s.After(t, 61*time.Minute)
	},
}

// heard says of which ways Paystack's report is a part.
func heard(way string) bool { return way == "Paystack reports it" || way == "everything at once" }

// end is how a sale must end.
type end struct {
	order   string
	payment string // of the first attempt
	reason  string
	stock   int // flasks left of three; the order is for two
}

func TestWhateverTheWayASaleComesToTheSameEnd(t *testing.T) {
	t.Parallel()
	wrong := func(kind string) func(*testing.T, *sale) {
		return func(t *testing.T, s *sale) {
			must(t, s.Sandbox.Pay(s.references[0]))
			s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: kind}})
		}
	}
	expire := func(t *testing.T, s *sale) {
		s.After(t, 46*time.Minute)
		if status := s.b.Get(orders + "/" + s.order).Want(200).Text("status"); status != "expired" {
			t.Fatalf("before the late money the order is %s", status)
		}
	}
	for name, test := range map[string]struct {
		happens func(*testing.T, *sale)
		end     end
		silent  bool // Paystack reports nothing of it
	}{
		"paid":     {func(t *testing.T, s *sale) { must(t, s.Sandbox.Pay(s.references[0])) }, end{"paid", "success", "", 1}, false},
		"declined": {func(t *testing.T, s *sale) { must(t, s.Sandbox.Decline(s.references[0])) }, end{"pending", "failed", "", 1}, true},
		"paid too little": {func(t *testing.T, s *sale) { must(t, s.Sandbox.PayShort(s.references[0], 0)) },
			end{"pending", "review", "wrong_amount", 1}, false},
		"another amount":   {wrong(sandbox.FaultWrongAmount), end{"pending", "review", "wrong_amount", 1}, false},
		"another currency": {wrong(sandbox.FaultWrongCurrency), end{"pending", "review", "wrong_currency", 1}, false},
		"another mode":     {wrong(sandbox.FaultWrongMode), end{"pending", "review", "wrong_mode", 1}, false},
		"paid after cancelling": {func(t *testing.T, s *sale) {
			s.b.Post(orders+"/"+s.order+"/cancel", nil).Want(200)
			must(t, s.Sandbox.Pay(s.references[0]))
		}, end{"cancelled", "review", "paid_late", 3}, false},
		"paid after expiring, the goods still there": {func(t *testing.T, s *sale) {
			expire(t, s)
			must(t, s.Sandbox.Pay(s.references[0]))
		}, end{"paid", "success", "", 1}, false},
		"paid after expiring, the goods sold": {func(t *testing.T, s *sale) {
			expire(t, s)
			s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1})
			must(t, s.Sandbox.Pay(s.references[0]))
		}, end{"expired", "review", "paid_late", 1}, false},
		"paid after expiring, the product gone": {func(t *testing.T, s *sale) {
			expire(t, s)
			must(t, s.App.Delete(s.ProductRecord(t, shoptest.Flask)))
			must(t, s.Sandbox.Pay(s.references[0]))
		}, end{"expired", "review", "paid_late", -1}, false},
		"replaced, then paid": {func(t *testing.T, s *sale) {
			s.b.Order()
			must(t, s.Sandbox.Pay(s.references[0]))
		}, end{"cancelled", "review", "paid_late", 3}, false},
	} {
		for way, learn := range ways {
			if test.silent && way == "Paystack reports it" {
				continue
			}
			t.Run(name+": "+way, func(t *testing.T) {
				t.Parallel()
				s := &sale{Shop: shoptest.Open(t)}
				if !heard(way) {
					s.Sandbox.SetWebhookURL("")
				}
				s.b = s.Browser(t)
				s.order = s.b.OrderOf(shoptest.Flask, 2).Text("id")
				s.references = []string{s.b.Begin(s.order)}
				test.happens(t, s)
				want := test.end
				learn(t, s)
				if want.order == "pending" && (way == "everything at once" || !heard(way) && way[:7] == "nothing") {
					want.order, want.stock = s.unpaidAfterAnHour(want)
				}
				order := s.b.Get(orders + "/" + s.order).Want(200)
				payment := s.Payment(t, s.references[0])
				got := end{order.Text("status"), payment.GetString("status"), payment.GetString("reason"), want.stock}
				if want.stock >= 0 {
					got.stock = s.Stock(t, shoptest.Flask)
				}
				if got != want {
					t.Errorf("it ended so: %+v, want %+v", got, want)
				}
				if paid := s.Count(t, "order_events", "kind = 'paid'"); (paid == 1) != (want.order == "paid") || paid > 1 {
					t.Errorf("%d events tell that it was paid", paid)
				}
				if (order.At("paidAt") != nil) != (want.order == "paid") {
					t.Errorf("paidAt is %v", order.At("paidAt"))
				}
			})
		}
	}
}

// unpaidAfterAnHour is how an order that nobody paid stands when the clock has gone on for an hour: it has expired,
// unless money of its own lies with the shop for a person to look at.
func (s *sale) unpaidAfterAnHour(want end) (order string, stock int) {
	if want.payment == "review" {
		return "pending", want.stock
	}
	return "expired", 3
}

func TestAPaymentInReviewKeepsTheOrderFromBeingPaidAgainOrCancelled(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	must(t, s.Sandbox.PayShort(reference, 0))
	order := b.Verify(reference)
	if order.At("order.canPay") != false || order.At("order.canCancel") != false {
		t.Errorf("the order offers to be paid again or cancelled: %s", order.Body)
	}
	b.Post(initialize, map[string]any{"order": id}).Refused(409, "order", "order_cannot_move")
	b.Post(orders+"/"+id+"/cancel", map[string]any{"restoreCart": true}).Refused(409, "order", "order_cannot_move")
	if list := b.Get(orders).Want(200); list.Text("0.status") != "pending" || b.Get("/api/shop/cart").Want(200).Int("itemsCount") != 0 {
		t.Errorf("the order was cancelled all the same: %s", list.Body)
	}
	s.Heard(t)
}

func TestMoneyThatComesTwiceBuysOnceAndTheOtherIsKeptForTheOwner(t *testing.T) {
	t.Parallel()
	for way, learn := range ways {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			s := &sale{Shop: shoptest.Open(t)}
			if !heard(way) {
				s.Sandbox.SetWebhookURL("")
			}
			s.b = s.Browser(t)
			s.order = s.b.Order().Text("id")
			// The answer to the first attempt is lost, so that Paystack has two of the same order.
			s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultLostAnswer, Count: 1}})
			s.b.Post(initialize, map[string]any{"order": s.order}).Want(503)
			second := s.b.Begin(s.order)
			first, err := s.Sandbox.PayTwice(second)
			must(t, err)
			if first == "" {
				t.Fatal("only one payment was made")
			}
			s.references = []string{second, first}
			learn(t, s)
			states := map[string]int{}
			for _, reference := range s.references {
				payment := s.Payment(t, reference)
				states[payment.GetString("status")+" "+payment.GetString("reason")]++
			}
			if len(states) != 2 || states["review paid_twice"] != 1 || states["success "]+states["success page_lost"] != 1 {
				t.Errorf("the two payments are %v", states)
			}
			if order := s.b.Get(orders + "/" + s.order).Want(200); order.Text("status") != "paid" || s.Count(t, "order_events", "kind = 'paid'") != 1 {
				t.Errorf("the order: %s", order.Body)
			}
		})
	}
}

func TestATransferThatComesLateIsFoundByTheClockAndTheOrderWaitsForIt(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	b := s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 2).Text("id")
	reference := b.Begin(id)
	must(t, s.Sandbox.PayLate(reference))
	s.After(t, 34*time.Second)
	if payment := s.Payment(t, reference); payment.GetString("heard") != "ongoing" {
		t.Fatalf("Paystack says %s", payment.GetString("heard"))
	}
	s.Clock.Pass(27 * time.Second)
	must(t, s.Sandbox.Wait(t.Context()))
	s.After(t, time.Minute)
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" {
		t.Errorf("the order: %s", order.Body)
	}
}

func TestAnOrderIsNotGivenUpWhilePaystackCannotBeAsked(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b, other := s.Browser(t), s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 3).Text("id")
	b.Begin(id)
	nobodyBegan := other.Order().Text("id")
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultDown}})
	s.After(t, 46*time.Minute)
	s.After(t, 10*time.Hour)
	if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "pending" || s.Stock(t, shoptest.Flask) != 0 {
		t.Errorf("the order is %s with %d flasks left", status, s.Stock(t, shoptest.Flask))
	}
	if status := other.Get(orders + "/" + nobodyBegan).Want(200).Text("status"); status != "expired" {
		t.Errorf("the order that nobody began to pay is %s", status)
	}
	s.Sandbox.SetFaults(sandbox.Faults{})
	s.After(t, time.Minute)
	if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "expired" || s.Stock(t, shoptest.Flask) != 3 {
		t.Errorf("afterwards the order is %s with %d flasks left", status, s.Stock(t, shoptest.Flask))
	}
}

func TestAnOrderBeingPaidIsNotGivenUp(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 3).Text("id")
	reference := b.Begin(id)
	s.Clock.Pass(46 * time.Minute)
	must(t, s.Sandbox.PayLate(reference))
	s.After(t, 0)
	if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "pending" || s.Stock(t, shoptest.Flask) != 0 {
		t.Errorf("the order is %s with %d flasks left", status, s.Stock(t, shoptest.Flask))
	}
	s.Clock.Pass(2 * time.Minute)
	s.Heard(t)
	if status := b.Get(orders + "/" + id).Want(200).Text("status"); status != "paid" {
		t.Errorf("the order is %s", status)
	}
}

func TestTheClockStopsAskingAfterAWeek(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	reference := b.Begin(b.Order().Text("id"))
	for range 8 {
		s.After(t, 24*time.Hour)
	}
	if next := s.Payment(t, reference).GetDateTime("nextCheckAt"); !next.IsZero() {
		t.Errorf("it would be asked again at %s", next)
	}
	// A report of Paystack's is a reason to ask all the same.
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	if payment := s.Payment(t, reference); payment.GetString("status") != "success" {
		t.Errorf("the payment is %s", payment.GetString("status"))
	}
}
