package hooks_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"pgregory.net/rapid"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// history tells a product's stock moves, each with the stock after it.
func history(t testing.TB, s *shoptest.Shop, slug string) string {
	t.Helper()
	rows := []struct {
		Kind   string `db:"kind"`
		Pieces int    `db:"pieces"`
		After  int    `db:"stockAfter"`
	}{}
	err := s.App.DB().Select("kind", "pieces", "stockAfter").From("stock_moves").Where(dbx.HashExp{"product": s.ProductRecord(t, slug).Id}).OrderBy("_rowid_").All(&rows)
	if err != nil {
		t.Fatal(err)
	}
	told := make([]string, len(rows))
	for i, row := range rows {
		told[i] = fmt.Sprintf("%s %d (%d)", row.Kind, row.Pieces, row.After)
	}
	return strings.Join(told, ", ")
}

func TestAnOrdersWayStandsInTheHistoryOfItsStock(t *testing.T) {
	t.Parallel()
	paid := func(s *shoptest.Shop, b *shoptest.Browser, id string) {
		reference := b.Begin(id)
		must(t, s.Sandbox.Pay(reference))
		s.Heard(t)
	}
	const first = "received 3 (3), reserved -2 (1), "
	for name, test := range map[string]struct {
		walk func(s *shoptest.Shop, b *shoptest.Browser, id string)
		want string
		by   string
	}{
		"cancelled": {func(s *shoptest.Shop, b *shoptest.Browser, id string) { b.Post(orders+"/"+id+"/cancel", nil).Want(200) }, "released 2 (3)", "shopper"},
		"expired":   {func(s *shoptest.Shop, b *shoptest.Browser, id string) { s.After(t, commerce.HoldTime+time.Minute) }, "released 2 (3)", "clock"},
		"paid":      {paid, "released 2 (3), sold -2 (1)", "paystack"},
		"cancelled by the owner": {func(s *shoptest.Shop, b *shoptest.Browser, id string) {
			paid(s, b, id)
			dashboard(t, s).Patch(records("orders")+"/"+id, map[string]any{"status": "cancelled"}).Want(200)
		}, "released 2 (3), sold -2 (1), returned 2 (3)", "owner"},
		"paid late": {func(s *shoptest.Shop, b *shoptest.Browser, id string) {
			s.Sandbox.SetWebhookURL("")
			reference := b.Begin(id)
			s.After(t, commerce.HoldTime+time.Minute)
			must(t, s.Sandbox.Pay(reference))
			b.Verify(reference)
		}, "released 2 (3), sold -2 (1)", "paystack"},
		"replaced":              {func(s *shoptest.Shop, b *shoptest.Browser, id string) { b.OrderOf(shoptest.Flask, 1) }, "released 2 (3), reserved -1 (2)", "shopper"},
		"no longer counted":     {func(s *shoptest.Shop, b *shoptest.Browser, id string) { uncount(t, s); b.OrderOf(shoptest.Flask, 9) }, "released 2 (3)", "shopper"},
		"paid when not counted": {func(s *shoptest.Shop, b *shoptest.Browser, id string) { uncount(t, s); paid(s, b, id) }, "released 2 (3), sold -2 (1)", "paystack"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			id := b.OrderOf(shoptest.Flask, 2).Text("id")
			test.walk(s, b, id)
			if got := history(t, s, shoptest.Flask); name != "replaced" && got != first+test.want {
				t.Errorf("the history is\n%s, want\n%s", got, first+test.want)
			}
			last, err := s.App.FindRecordsByFilter("stock_moves", "order != ''", "-@rowid", 1, 0)
			must(t, err)
			if last[0].GetString("by") != test.by || last[0].GetString("name") != "Test Flask" {
				t.Errorf("the last row is of %s by %s", last[0].GetString("name"), last[0].GetString("by"))
			}
			keepsStockLaws(t, s)
		})
	}
}

func uncount(t *testing.T, s *shoptest.Shop) {
	dashboard(t, s).Patch(records("products")+"/"+s.ProductRecord(t, shoptest.Flask).Id, map[string]any{"stockCounted": false}).Want(200)
}

func TestTheHistoryOfTheStockCannotBeRewritten(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	before := history(t, s, shoptest.Flask)
	for _, statement := range []string{
		"UPDATE stock_moves SET pieces = 5", "UPDATE stock_moves SET product = ''", "UPDATE stock_moves SET note = 'x'", "DELETE FROM stock_moves",
		"INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, `by`) SELECT id, name, 'received', 5, 5, 'owner' FROM products",
		"INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, `by`) SELECT id, name, 'received', 0, stock, 'owner' FROM products WHERE stockCounted",
		"INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, `by`) SELECT id, name, 'adjusted', -4, -1, 'owner' FROM products WHERE stockCounted",
	} {
		if answer := owner.Post("/api/sql", map[string]any{"query": statement}); answer.Status < 400 {
			t.Errorf("the SQL console allows %s: %d %s", statement, answer.Status, answer.Body)
		}
	}
	row, err := s.App.FindFirstRecordByData("stock_moves", "kind", "received")
	must(t, err)
	for _, answer := range []shoptest.Answer{
		owner.Post(records("stock_moves"), row.PublicExport()), owner.Patch(records("stock_moves")+"/"+row.Id, map[string]any{"note": "x"}), owner.Delete(records("stock_moves") + "/" + row.Id),
	} {
		if answer.Status != 409 || answer.Text("data.id.code") != "record_protected" {
			t.Errorf("answered %d: %s", answer.Status, answer.Body)
		}
	}
	if after := history(t, s, shoptest.Flask); after != before {
		t.Errorf("the history has become %s", after)
	}
	owner.Post("/api/sql", map[string]any{"query": "UPDATE products SET stock = 7 WHERE slug = 'test-flask'"}).Want(200)
	owner.Post("/api/sql", map[string]any{"query": "UPDATE products SET stock = 2 WHERE slug = 'test-flask'"}).Want(200)
	if after := history(t, s, shoptest.Flask); after != before+", received 4 (7), adjusted -5 (2)" {
		t.Errorf("what the SQL console did stands so in the history: %s", after)
	}
	keepsStockLaws(t, s)
}

func TestADeletedProductsHistoryStays(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 2).Text("id")
	dashboard(t, s).Delete(records("products") + "/" + s.ProductRecord(t, shoptest.Flask).Id).Want(204)
	if s.Count(t, "stock_moves", "name = 'Test Flask' && product = ''") != 2 {
		t.Error("the history is gone")
	}
	b.Post(orders+"/"+id+"/cancel", nil).Want(200)
	if s.Count(t, "stock_moves", "") != 2 {
		t.Error("pieces of a product that is gone came back")
	}
}

func TestAProductAddedWithStockBeginsItsHistory(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	category := s.ProductRecord(t, shoptest.Mug).GetString("category")
	made := dashboard(t, s).Post(records("products"), map[string]any{"category": category, "name": "Birthday Mug", "priceKobo": 1, "active": true, "stockCounted": true, "stock": 3}).Want(200)
	if got := history(t, s, made.Text("slug")); got != "received 3 (3)" {
		t.Errorf("the history is %s", got)
	}
}

func TestFewPiecesAreListedForTheOwner(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	edit := records("products") + "/" + s.ProductRecord(t, shoptest.Flask).Id
	for stock := range 6 {
		owner.Patch(edit, map[string]any{"stock": stock}).Want(200)
		listed := owner.Get(records("report_low_stock")).Want(200)
		state := commerce.Stock{Counted: true, Left: stock}.State()
		if want := state == commerce.StockLow || state == commerce.StockOut; (listed.Len("items") == 1) != want || want && (listed.Text("items.0.name") != "Test Flask" || listed.Int("items.0.stock") != stock) {
			t.Errorf("%d pieces, which are %s: %s", stock, state, listed.Body)
		}
	}
	owner.Patch(edit, map[string]any{"stock": 1, "active": false}).Want(200)
	if listed := owner.Get(records("report_low_stock")).Want(200); listed.Len("items") != 0 {
		t.Errorf("a product that is not for sale is listed: %s", listed.Body)
	}
}

func TestTwoInscriptionsOfOneProductCannotSlipPastItsStock(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Flask, 2, shoptest.Custom("Ada"))
	two := map[string]any{"product": shoptest.Flask, "quantity": 2, "customizations": shoptest.Custom("Bola")}
	if early := b.Post(items, two).Refused(409, "quantity", "out_of_stock"); early.Text("message") != "Only 3 of Test Flask are left." {
		t.Errorf("two more than there are: %s", early.Body)
	}
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 4})
	b.Post(items, two).Want(200)
	s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 3})
	cart := b.Get("/api/shop/cart").Want(200)
	for i := range 2 {
		if line := fmt.Sprintf("items.%d.", i); cart.Len("items") != 2 || cart.Int(line+"quantity") != 2 || cart.At(line+"available") != false || cart.Text(line+"problem.message") != "Only 3 of Test Flask are left." {
			t.Fatalf("the cart: %s", cart.Body)
		}
	}
	refused := b.Post(checkout, shoptest.Form()).Want(409)
	if !strings.Contains(string(refused.Body), "Only 3 of Test Flask are left.") || s.Stock(t, shoptest.Flask) != 3 || s.Count(t, "orders", "") != 0 {
		t.Errorf("%d are left: %s", s.Stock(t, shoptest.Flask), refused.Body)
	}
}

// Two shoppers, each with two pieces of the same three under another inscription, press at the same moment.
func TestTwoShoppersPressingAtOnceNeverGetMoreThanThereIs(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	won := [2]int{}
	for round := range rounds {
		who := [2]shop.Shopper{{Session: fmt.Sprintf("ada %d", round)}, {Session: fmt.Sprintf("bola %d", round)}}
		putFlasks(t, s, who[0], "Ada", 2)
		putFlasks(t, s, who[1], "Bola", 1)
		putFlasks(t, s, who[1], "Chi", 1)
		var placed [2]shop.OrderView
		var refused [2]error
		var wait sync.WaitGroup
		for i := range who {
			wait.Go(func() { placed[i], _, refused[i] = s.Checkout(t.Context(), s.App, who[i], form, "") })
		}
		wait.Wait()
		winner := 0
		if refused[0] != nil {
			winner = 1
		}
		refusal, ok := errors.AsType[*commerce.Refusal](refused[1-winner])
		if refused[winner] != nil || !ok || !refusal.Has(commerce.CodeOutOfStock) || refusal.Error() != "Only 1 of Test Flask is left." || s.Stock(t, shoptest.Flask) != 1 {
			t.Fatalf("round %d: %v and %v, %d are left", round, refused[0], refused[1], s.Stock(t, shoptest.Flask))
		}
		won[winner]++
		if _, err := s.Cancel(t.Context(), s.App, who[winner], placed[winner].ID, false); err != nil {
			t.Fatal(err)
		}
	}
	keepsStockLaws(t, s)
	t.Logf("of %d rounds the first shopper won %d, the second %d", rounds, won[0], won[1])
}

// Three are left, two browsers hold two each under different inscriptions, and both press at the same moment, over HTTP.
func TestTwoBrowsersPressingAtOnceNeverGetMoreThanThereIs(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	browsers := [2]*shoptest.Browser{s.Browser(t), s.Browser(t)}
	words := [2]string{"Ada", "Bola"}
	won := [2]int{}
	for i, b := range browsers {
		b.Add(shoptest.Flask, 2, shoptest.Custom(words[i]))
	}
	for round := range rounds {
		var answers [2]shoptest.Answer
		var ready, done sync.WaitGroup
		ready.Add(2)
		press := make(chan struct{})
		for turn := range browsers {
			i := (turn + round) % 2 // the one that comes first differs
			b := browsers[i]
			done.Go(func() {
				ready.Done()
				<-press
				answers[i] = b.Post(checkout, shoptest.Form())
			})
		}
		ready.Wait()
		close(press)
		done.Wait()
		winner := 0
		if answers[0].Status == 409 {
			winner = 1
		}
		order, refused := answers[winner], answers[1-winner]
		if order.Status != 201 || refused.Status != 409 || refused.Text("message") != "Only 1 of Test Flask is left." || s.Stock(t, shoptest.Flask) != 1 {
			t.Fatalf("round %d: %s and %s, %d are left", round, answers[0].Body, answers[1].Body, s.Stock(t, shoptest.Flask))
		}
		won[winner]++
		browsers[winner].Post(orders+"/"+order.Text("id")+"/cancel", nil).Want(200)
		browsers[winner].Add(shoptest.Flask, 2, shoptest.Custom(words[winner])) // the other's cart still holds its two
	}
	keepsStockLaws(t, s)
	if rounds >= 1000 && min(won[0], won[1]) == 0 {
		t.Errorf("one browser won all %d rounds: they did not press at the same moment", rounds)
	}
	t.Logf("of %d rounds the first browser won %d, the second %d", rounds, won[0], won[1])
}

var form = commerce.CheckoutForm{Email: "ada@example.com", Phone: "08031234567", Name: "Ada Obi", Zone: "Ibadan", Address: "12 Ring Road"}

func putFlasks(t *testing.T, s *shoptest.Shop, who shop.Shopper, inscription string, quantity int) {
	t.Helper()
	_, err := s.AddItem(t.Context(), s.App, who, shop.NewItem{Product: shoptest.Flask, Quantity: quantity, Customizations: mustJSON(t, shoptest.Custom(inscription))})
	must(t, err)
}

// keepsStockLaws checks what must hold of the stock at every moment.
func keepsStockLaws(t interface {
	Helper()
	Errorf(string, ...any)
	Fatal(...any)
}, s *shoptest.Shop) {
	t.Helper()
	for law, query := range map[string]string{
		"a stock is the sum of its moves":                "SELECT COUNT(*) FROM products WHERE stock != (SELECT COALESCE(SUM(pieces), 0) FROM stock_moves WHERE product = products.id)",
		"a stock is never negative":                      "SELECT (SELECT COUNT(*) FROM products WHERE stock < 0) + (SELECT COUNT(*) FROM stock_moves WHERE stockAfter < 0)",
		"cancelled and expired orders hold nothing":      "SELECT COUNT(*) FROM (SELECT SUM(pieces) AS held FROM stock_moves JOIN orders ON orders.id = `order` WHERE orders.status IN ('cancelled', 'expired') GROUP BY `order`) WHERE held != 0",
		"no order gives back more than it took":          "SELECT COUNT(*) FROM (SELECT SUM(pieces) AS held FROM stock_moves WHERE `order` != '' GROUP BY `order`, product) WHERE held > 0",
		"only unpaid orders reserve, only paid ones own": "SELECT COUNT(*) FROM (SELECT SUM(CASE WHEN kind IN ('reserved', 'released') THEN pieces ELSE 0 END) AS reserved, SUM(CASE WHEN kind IN ('sold', 'returned') THEN pieces ELSE 0 END) AS sold, orders.status FROM stock_moves JOIN orders ON orders.id = `order` GROUP BY `order`, product) WHERE status = 'pending' AND sold != 0",
	} {
		var broken int
		if err := s.App.DB().NewQuery(query).Row(&broken); err != nil {
			t.Fatal(err)
		}
		if broken != 0 {
			t.Errorf("%s: broken %d times", law, broken)
		}
	}
}

// Whatever shoppers, Paystack, the clock and the owner do, in whatever order, the laws of the stock hold after each step.
func TestTheStockIsAlwaysTheSumOfItsHistory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := shoptest.Open(t)
		s.Sandbox.SetWebhookURL("")
		ctx := context.Background()
		type placed struct {
			who       shop.Shopper
			id        string
			reference string
		}
		var made []placed
		fine := func(err error) {
			if _, refused := errors.AsType[*commerce.Refusal](err); err != nil && !refused {
				rt.Fatalf("a fault: %v", err)
			}
		}
		one := func(rt *rapid.T) *placed {
			if len(made) == 0 {
				rt.Skip("no order is there yet")
			}
			return &made[rapid.IntRange(0, len(made)-1).Draw(rt, "order")]
		}
		shopper := rapid.SampledFrom([]shop.Shopper{{Session: "ada"}, {Session: "bola"}, {Session: "chi"}})
		set := func(values map[string]any) {
			record := s.ProductRecord(t, shoptest.Flask)
			record.Load(values)
			fine(s.App.Save(record))
		}
		rt.Repeat(map[string]func(*rapid.T){
			"check out": func(rt *rapid.T) {
				who := shopper.Draw(rt, "who")
				inscription := rapid.SampledFrom([]string{"Ada", "Bola"}).Draw(rt, "inscription")
				_, err := s.AddItem(ctx, s.App, who, shop.NewItem{Product: shoptest.Flask, Quantity: rapid.IntRange(1, 4).Draw(rt, "pieces"), Customizations: mustJSON(t, shoptest.Custom(inscription))})
				fine(err)
				order, _, err := s.Checkout(ctx, s.App, who, form, "")
				fine(err)
				if err == nil {
					made = append(made, placed{who: who, id: order.ID})
				}
			},
			"cancel": func(rt *rapid.T) {
				order := one(rt)
				_, err := s.Cancel(ctx, s.App, order.who, order.id, rapid.Bool().Draw(rt, "with the cart"))
				fine(err)
			},
			"begin to pay": func(rt *rapid.T) {
				order := one(rt)
				page, err := s.Initialize(ctx, s.App, order.who, order.id, nil)
				fine(err)
				if err == nil {
					order.reference = page.Reference
				}
			},
			"pay": func(rt *rapid.T) {
				order := one(rt)
				if order.reference == "" {
					rt.Skip("not begun")
				}
				_ = s.Sandbox.Pay(order.reference) // refused when it is paid
				_, err := s.Verify(ctx, s.App, order.who, order.reference)
				fine(err)
			},
			"let time go by": func(rt *rapid.T) {
				s.Clock.Pass(time.Duration(rapid.IntRange(1, 90).Draw(rt, "minutes")) * time.Minute)
				fine(s.Tick(ctx, s.App))
			},
			"the owner counts": func(rt *rapid.T) { set(map[string]any{"stock": rapid.IntRange(0, 8).Draw(rt, "stock")}) },
			"the owner counts or not": func(rt *rapid.T) {
				set(map[string]any{"stockCounted": rapid.IntRange(0, 3).Draw(rt, "counted") > 0})
			},
			"the owner moves an order": func(rt *rapid.T) {
				record := s.Record(t, "orders", one(rt).id)
				record.Set("status", rapid.SampledFrom([]string{"preparing", "cancelled", "dispatched"}).Draw(rt, "status"))
				fine(s.App.RunInTransaction(func(tx core.App) error {
					return s.EditOrder(tx, record, func() error { return tx.Save(record) })
				}))
			},
			"": func(rt *rapid.T) { keepsStockLaws(rt, s) },
		})
	})
}
