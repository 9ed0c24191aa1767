package commerce

import (
	"slices"
	"strings"
	"testing"
)

func TestAnOrderMovesOnlyAlongItsTable(t *testing.T) {
	type step struct{ from, to OrderStatus }
	allowed := map[step][]Actor{
		{"pending", "paid"}:         {"paystack", "decision"},
		{"pending", "cancelled"}:    {"shopper", "owner"},
		{"pending", "expired"}:      {"clock"},
		{"expired", "paid"}:         {"paystack", "decision"},
		{"cancelled", "paid"}:       {"decision"},
		{"paid", "preparing"}:       {"owner"},
		{"preparing", "dispatched"}: {"owner"},
		{"dispatched", "delivered"}: {"owner"},
		{"paid", "cancelled"}:       {"owner"},
		{"preparing", "cancelled"}:  {"owner"},
		{"paid", "refunded"}:        {"paystack"},
		{"preparing", "refunded"}:   {"paystack"},
		{"dispatched", "refunded"}:  {"paystack"},
		{"delivered", "refunded"}:   {"paystack"},
	}
	statuses := []OrderStatus{"pending", "paid", "preparing", "dispatched", "delivered", "cancelled", "expired", "refunded", "", "lost"}
	actors := []Actor{"shopper", "owner", "paystack", "clock", "decision", "", "stranger"}
	for _, known := range OrderStatuses {
		if !slices.Contains(statuses, known) {
			t.Errorf("the status %s is not walked here", known)
		}
	}
	for _, known := range Actors {
		if !slices.Contains(actors, known) {
			t.Errorf("the actor %s is not walked here", known)
		}
	}
	for _, from := range statuses {
		for _, to := range statuses {
			for _, by := range actors {
				err := MoveOrder(from, to, by)
				if want := slices.Contains(allowed[step{from, to}], by); (err == nil) != want {
					t.Errorf("%s to %s by %s: %v, want allowed %v", from, to, by, err, want)
				}
				if err != nil {
					wantRefusal(t, err, Conflict, "status order_cannot_move")
				}
			}
		}
	}
}

func TestEachStatusOfAnOrderIsListedOnce(t *testing.T) {
	want := []OrderStatus{"pending", "paid", "preparing", "dispatched", "delivered", "cancelled", "expired", "refunded"}
	if !slices.Equal(OrderStatuses, want) {
		t.Errorf("got %q, want %q", OrderStatuses, want)
	}
}

func TestAShopperWhoCannotCancelIsToldWhatToDo(t *testing.T) {
	if err := MoveOrder(OrderPreparing, OrderCancelled, Shopper); !strings.Contains(err.Error(), "Call the shop.") {
		t.Errorf("told %q", err)
	}
	if err := MoveOrder(OrderDelivered, OrderPaid, Owner); err.Error() != "This order is delivered and cannot become paid." {
		t.Errorf("told %q", err)
	}
}

func TestOnlyAnOrderThatWasLetGoGivesItsStockBack(t *testing.T) {
	for status, want := range map[OrderStatus]bool{
		"pending": true, "paid": true, "preparing": true, "dispatched": true, "delivered": true, "refunded": true, "cancelled": false, "expired": false,
	} {
		if got := status.HoldsStock(); got != want {
			t.Errorf("%s holds its stock: %v, want %v", status, got, want)
		}
	}
}

func TestOrdersAreNumberedFromTheFirst(t *testing.T) {
	if got := OrderNumber(FirstOrder); got != "LG-1001" {
		t.Errorf("the first order is %s", got)
	}
}
