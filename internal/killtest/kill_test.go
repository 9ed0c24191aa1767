//go:build !race

package killtest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/crash"
	"lovegiftings/internal/shoptest"
)

// killsVariable says how often the program is killed in all; each point is met at least once.
const killsVariable = "PROOF_KILLS"

// fewKills is how often it is killed when nothing is said.
const fewKills = 30

// seedVariable repeats the moments of an earlier run.
const seedVariable = "PROOF_SEED"

// crowd is how many shoppers are at work while the program is killed at random.
const crowd = 5

// scenario is a way to meet a point.
type scenario struct {
	point crash.Point
	pass  int
	meet  func(shopper, owner *person)
	deaf  bool // Paystack's events do not come: who comes back, or the clock, finds out
}

func buys(shopper, _ *person)          { shopper.buy() }
func leaves(shopper, _ *person)        { shopper.leave() }
func refunds(shopper, owner *person)   { _, reference := shopper.buy(); owner.refund(reference) }
func paysShort(shopper, owner *person) { shopper.short(owner) }

var scenarios = []scenario{
	{crash.CheckoutWritten, 1, buys, true},
	{crash.CheckoutCommitted, 1, buys, true},
	{crash.AttemptWritten, 1, buys, true},
	{crash.AttemptCommitted, 1, buys, true},
	{crash.PageBegun, 1, buys, true},
	{crash.PageWritten, 1, buys, true},
	{crash.PageCommitted, 1, buys, true},
	{crash.EventWritten, 1, leaves, false},
	{crash.EventCommitted, 1, leaves, false},
	{crash.EventHandled, 1, leaves, false},
	{crash.SettleBegun, 1, buys, true},
	{crash.NoticeWritten, 1, buys, true}, // the shopper's is queued, the owner's is not
	{crash.NoticeWritten, 2, buys, true}, // both are
	{crash.SettleWritten, 1, leaves, false},
	{crash.SettleCommitted, 1, leaves, false},
	{crash.RefundAsked, 1, refunds, true},
	{crash.RefundKept, 1, refunds, true},
	{crash.RefundSentWritten, 1, refunds, true},
	{crash.RefundSentCommitted, 1, refunds, true},
	{crash.RefundBegun, 1, refunds, true},
	{crash.RefundWritten, 1, refunds, true},
	{crash.RefundCommitted, 1, refunds, true},
	{crash.CaseWritten, 1, paysShort, true},
	{crash.CaseCommitted, 1, paysShort, true},
}

func TestEachPointHasAScenarioThatMeetsIt(t *testing.T) {
	met := map[crash.Point]bool{}
	for _, one := range scenarios {
		met[one.point] = true
	}
	for _, point := range crash.Points {
		if !met[point] {
			t.Errorf("nothing is killed at %q", point)
		}
		delete(met, point)
	}
	for point := range met {
		t.Errorf("%q is not in the list of points", point)
	}
}

func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return otherwise
	}
	value, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %q is no number", variable, text)
	}
	return value
}

// TestNothingConfirmedIsLostWhenTheProgramIsKilled kills the program at every point and then, with shoppers at work, at
// random, always on the same data folder, and starts it again each time.
func TestNothingConfirmedIsLostWhenTheProgramIsKilled(t *testing.T) {
	kills, seed := number(t, killsVariable, fewKills), number(t, seedVariable, int(time.Now().UnixNano()%1_000_000))
	t.Logf("%d kills, %s=%d", kills, seedVariable, seed)
	p, known := newProgram(t), newConfirmed()
	p.start(t)
	fill(t, p)
	for _, one := range scenarios {
		killAt(t, p, known, one)
	}
	killAtRandom(t, p, known, max(kills-len(scenarios), 1), rand.New(rand.NewPCG(uint64(seed), 0)))
	p.healthy(t)
	p.kill()
	t.Logf("%s", p.restarts())
	audit(t, p, known)
}

// fill puts enough into stock for everybody.
func fill(t *testing.T, p *program) {
	t.Helper()
	working(t, func() {
		owner := newPerson(t, p, nil)
		owner.signIn()
		id := owner.find("products", "slug = '"+shoptest.Flask+"'")[0]["id"].(string)
		owner.ask(http.MethodPatch, "/api/collections/products/records/"+id, map[string]any{"stock": 100_000}, 200)
	})
	if t.Failed() {
		t.FailNow()
	}
}

// working does somebody's work; what fails in it fails the test.
func working(t *testing.T, work func()) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case failed:
			t.Error(problem.error)
		default:
			panic(problem)
		}
	}()
	work()
}

// killAt lets the program die at a point while a shopper and the owner are at work, starts it again, and lets them go on
// until everything is confirmed.
func killAt(t *testing.T, p *program, known *confirmed, one scenario) {
	t.Helper()
	done := make(chan struct{})
	shopper, owner := newPerson(t, p, known), newPerson(t, p, known)
	working(t, owner.signIn)
	p.webhooks(!one.deaf)
	p.arm(t, one.point, one.pass)
	go func() {
		defer close(done)
		working(t, func() { one.meet(shopper, owner) })
	}()
	select {
	case <-p.ended:
	case <-done:
		select {
		case <-p.ended:
		case <-time.After(10 * time.Second): // what is sent after the answer
			t.Fatalf("nothing reaches the point %q", one.point)
		}
	}
	if !p.died(t) {
		t.Fatalf("the program did not die at %q", one.point)
	}
	p.disarm()
	p.start(t)
	p.healthy(t)
	<-done
	if t.Failed() {
		t.Fatalf("after the death at %q, passing %d", one.point, one.pass)
	}
}

// killAtRandom kills the program again and again while a crowd is at work: at a random moment, at a random passing of a
// random point, or while it starts.
func killAtRandom(t *testing.T, p *program, known *confirmed, kills int, random *rand.Rand) {
	t.Helper()
	p.webhooks(true)
	var wait sync.WaitGroup
	stop := make(chan struct{})
	for i := range crowd {
		taste := rand.New(rand.NewPCG(uint64(i), random.Uint64()))
		wait.Go(func() { working(t, func() { trade(newPerson(t, p, known), newPerson(t, p, known), taste, stop) }) })
	}
	for kill := range kills {
		moment := time.Duration(20+random.IntN(500)) * time.Millisecond
		switch random.IntN(5) {
		case 0, 1:
			p.arm(t, crash.Points[random.IntN(len(crash.Points))], 1+random.IntN(4))
			select {
			case <-p.ended:
			case <-time.After(4 * moment): // rare ones are not waited for
			}
		default:
			time.Sleep(moment)
		}
		p.kill()
		p.died(t)
		p.disarm()
		if random.IntN(5) == 0 {
			p.exec(t)
			time.Sleep(time.Duration(random.IntN(400)) * time.Millisecond)
			p.kill()
			p.died(t)
		}
		p.start(t)
		if kill%5 == 0 {
			p.healthy(t)
		}
		if t.Failed() {
			t.Logf("after %d kills at random", kill+1)
			break
		}
	}
	close(stop)
	wait.Wait()
}

// trade is what one shopper, and the owner about it, do until the day is over. What is begun is brought to its end.
func trade(shopper, owner *person, taste *rand.Rand, stop chan struct{}) {
	owner.signIn()
	for {
		select {
		case <-stop:
			return
		default:
		}
		switch taste.IntN(6) {
		case 0, 1:
			shopper.buy()
		case 2:
			shopper.leave()
		case 3:
			shopper.short(owner)
		case 4:
			_, reference := shopper.buy()
			owner.refund(reference)
		default:
			newPerson(shopper.t, shopper.p, shopper.known).add() // and leaves it in the cart
		}
	}
}

func TestTheBooksAreLookedAtAtTheStartAndWrongOnesAreToldWhileTheShopServes(t *testing.T) {
	p, known := newProgram(t), newConfirmed()
	p.start(t)
	fill(t, p)
	p.healthy(t)
	shopper := newPerson(t, p, known)
	var order string
	working(t, func() { order = shopper.order() })
	reference := ""
	working(t, func() { reference = shopper.begin(order) })
	p.kill()
	p.webhooks(false)
	if err := p.box.Pay(reference); err != nil {
		t.Fatal(err)
	}
	p.start(t)
	p.healthy(t) // nobody else asks: no event, no shopper, and the clock not for half a minute
	working(t, func() {
		if told := shopper.ask(http.MethodGet, "/api/shop/orders/"+order, nil, 200); told.text("status") != "paid" {
			t.Errorf("money that came while the shop was dead is not found at the start: %v", told.body)
		}
	})
	owner := newPerson(t, p, known)
	working(t, func() {
		owner.signIn()
		owner.ask(http.MethodPatch, "/api/settings", map[string]any{"logs": map[string]any{"maxDays": 5}}, 200) // test shops keep none
		owner.ask(http.MethodPost, "/api/sql", map[string]any{"query": "DROP TRIGGER guard_ledger_entries_update"}, 200)
	})
	p.kill()
	p.start(t)
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		health, err := p.health()
		if err == nil && health.Books != nil && health.Books.At.After(p.since) {
			if health.Books.OK || health.Books.Broken != 1 {
				t.Errorf("the shop finds nothing wrong: %+v", health.Books)
			}
			break
		}
		if time.Now().After(end) {
			t.Fatal("the shop has not looked at its books at its start")
		}
	}
	working(t, func() { newPerson(t, p, known).buy() })
	said, err := p.command("check").CombinedOutput()
	if err == nil || !strings.Contains(string(said), "guard_ledger_entries_update") {
		t.Errorf("the command says %v: %s", err, said)
	}
	working(t, func() {
		owner.until("the owner's log tells of it", func() (bool, error) {
			told, err := owner.once(http.MethodGet, "/api/logs?perPage=100", nil)
			items, _ := told.body["items"].([]any)
			return slices.ContainsFunc(items, func(item any) bool {
				entry, _ := item.(map[string]any)
				data, _ := entry["data"].(map[string]any)
				return strings.Contains(fmt.Sprint(entry["message"], data["error"]), "the books are wrong in 1 rows")
			}), err
		})
	})
}

// sorted gives a map's keys in an order that does not change.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
