package hooks_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"pgregory.net/rapid"

	"lovegiftings/internal/money"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// Shoppers, the owner, Paystack, the clock and the power supply do what they like, in whatever order. After each step the
// books are right; and when everything is healed and a week has gone by, Paystack's own book and the ledger agree to the kobo.
func TestWhateverHappensNoMoneyIsLostDoubledOrGuessed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := openMarket(t, rt)
		rt.Repeat(map[string]func(*rapid.T){
			"":                              m.keepsItsLaws,
			"a shopper checks out":          m.checkOut,
			"a shopper begins to pay":       m.begin,
			"a shopper pays":                m.buy,
			"a shopper comes back":          m.comeBack,
			"a shopper cancels":             m.cancel,
			"Paystack is paid":              m.pay,
			"Paystack gives back":           m.giveBack,
			"a bank disputes":               m.dispute,
			"money comes from outside":      m.payOutside,
			"an event is delivered":         m.deliver,
			"an event is lost":              m.lose,
			"Paystack falters":              m.falter,
			"Paystack is well":              func(*rapid.T) { m.s.Sandbox.SetFaults(sandbox.Faults{}) },
			"the owner moves an order":      m.move,
			"the owner refunds":             m.refund,
			"the owner answers a case":      m.answer,
			"the owner counts":              m.count,
			"the owner looks":               m.look,
			"the clock goes on":             m.passTime,
			"the power will fail":           func(rt *rapid.T) { m.power.Store(int64(rapid.IntRange(1, 6).Draw(rt, "at the write"))) },
			"the machine is started anew":   func(*rapid.T) { m.reopen() },
			"a part is refunded, then more": m.refundTwice,
		})
		m.endsWell(rt)
	})
}

func (m *market) checkOut(rt *rapid.T) {
	who := rapid.SampledFrom(m.shoppers).Draw(rt, "who")
	product := rapid.SampledFrom([]string{shoptest.Flask, shoptest.Flask, shoptest.Mug}).Draw(rt, "what")
	_, err := m.s.AddItem(m.ctx, m.s.App, who, shop.NewItem{Product: product, Quantity: rapid.IntRange(1, 2).Draw(rt, "pieces"), Customizations: mustJSON(m.t, shoptest.Custom("Ada"))})
	if m.fine(rt, err) {
		order, _, err := m.s.Checkout(m.ctx, m.s.App, who, form, "")
		if m.fine(rt, err) {
			m.orders = append(m.orders, placed{who, order.ID})
		}
	}
}

func (m *market) begin(rt *rapid.T) {
	order := one(rt, "order", m.orders)
	_, err := m.s.Initialize(m.ctx, m.s.App, order.who, order.id, nil)
	m.fine(rt, err)
}

// buy is the straight way, so that many stories get as far as a paid order.
func (m *market) buy(rt *rapid.T) {
	order := one(rt, "order", m.orders)
	page, err := m.s.Initialize(m.ctx, m.s.App, order.who, order.id, nil)
	if m.fine(rt, err) {
		_ = m.s.Sandbox.Pay(page.Reference) // refused when it is over
		m.collect(rt)
		_, err = m.s.Verify(m.ctx, m.s.App, order.who, page.Reference)
		m.fine(rt, err)
	}
}

func (m *market) comeBack(rt *rapid.T) {
	reference := m.transaction(rt).Reference
	if rapid.Bool().Draw(rt, "by the callback") {
		_, err := m.s.HearCallback(m.ctx, m.s.App, reference)
		m.fine(rt, err)
		return
	}
	_, err := m.s.Verify(m.ctx, m.s.App, rapid.SampledFrom(m.shoppers).Draw(rt, "who"), reference)
	m.fine(rt, err)
}

func (m *market) cancel(rt *rapid.T) {
	order := one(rt, "order", m.orders)
	_, err := m.s.Cancel(m.ctx, m.s.App, order.who, order.id, rapid.Bool().Draw(rt, "with the cart"))
	m.fine(rt, err)
}

func (m *market) pay(rt *rapid.T) {
	reference, box := m.transaction(rt).Reference, m.s.Sandbox
	how := rapid.SampledFrom([]string{"all", "all", "short", "late", "twice", "not", "a card that takes no refund", "a card that wants details", "rejected", "forged"}).Draw(rt, "how")
	_ = map[string]func() error{ // each is refused when the payment is over
		"all":                         func() error { return box.Pay(reference) },
		"short":                       func() error { return box.PayShort(reference, 0) },
		"late":                        func() error { return box.PayLate(reference) },
		"twice":                       func() error { _, err := box.PayTwice(reference); return err },
		"not":                         func() error { return box.Decline(reference) },
		"a card that takes no refund": func() error { return box.PayWith(reference, "card", "1803") },
		"a card that wants details":   func() error { return box.PayWith(reference, "card", "1902") },
		"rejected":                    func() error { return box.RejectTransfer(reference) },
		"forged":                      func() error { return box.Forge(reference) },
	}[how]()
	m.collect(rt)
}

// giveBack is a refund in Paystack's own dashboard.
func (m *market) giveBack(rt *rapid.T) {
	transaction := m.transaction(rt)
	amount := rapid.SampledFrom([]money.Kobo{0, 1, transaction.AmountKobo / 2}).Draw(rt, "amount")
	if m.s.Sandbox.Refund(transaction.Reference, amount) == nil {
		m.foreign++
	}
	m.collect(rt)
}

func (m *market) dispute(rt *rapid.T) {
	reference, box := m.transaction(rt).Reference, m.s.Sandbox
	_ = map[string]func() error{
		"asks":    func() error { return box.Dispute(reference) },
		"reminds": func() error { return box.RemindDispute(reference) },
		"wins":    func() error { return box.ResolveDispute(reference, sandbox.DisputeAccepted) },
		"loses":   func() error { return box.ResolveDispute(reference, sandbox.DisputeDeclined) },
	}[rapid.SampledFrom([]string{"asks", "asks", "reminds", "wins", "wins", "loses"}).Draw(rt, "the bank")]()
	m.collect(rt)
}

func (m *market) payOutside(rt *rapid.T) {
	m.s.Sandbox.SetFaults(sandbox.Faults{})
	m.s.PayIn(m.t, rapid.SampledFrom([]string{"NGN", "NGN", "USD"}).Draw(rt, "currency"), "ada@example.com", money.Kobo(rapid.IntRange(5_000, 500_000).Draw(rt, "amount")), map[string]any{"order_number": "LG-1001"})
	m.collect(rt)
}

// deliver brings one of Paystack's events, whichever; it may be brought again, and the power may fail before it is acted on.
func (m *market) deliver(rt *rapid.T) {
	at := rapid.IntRange(0, max(0, len(m.mail)-1)).Draw(rt, "event")
	if len(m.mail) == 0 {
		rt.Skip("no event is there")
	}
	one := m.mail[at]
	if !rapid.Bool().Draw(rt, "and again later") {
		m.mail = append(m.mail[:at:at], m.mail[at+1:]...)
	}
	m.hear(rt, one)
	if rapid.IntRange(0, 3).Draw(rt, "acted on") > 0 {
		m.fine(rt, m.s.HandleEvents(m.ctx, m.s.App))
	}
}

func (m *market) hear(rt *rapid.T, one posted) {
	err := m.s.HearWebhook(m.ctx, m.s.App, one.body, one.signature)
	if err != nil && m.fine(rt, err) {
		rt.Fatalf("the event was not taken: %v", err)
	}
}

// lose lets an event be lost for good: what it tells of is found without it.
func (m *market) lose(rt *rapid.T) {
	if len(m.mail) == 0 {
		rt.Skip("no event is there")
	}
	at := rapid.IntRange(0, len(m.mail)-1).Draw(rt, "event")
	m.mail = append(m.mail[:at:at], m.mail[at+1:]...)
}

func (m *market) falter(rt *rapid.T) {
	fault := sandbox.Fault{
		Kind: rapid.SampledFrom([]string{
			sandbox.FaultDown, sandbox.Fault500, sandbox.Fault429, sandbox.FaultHTML, sandbox.FaultGarbage, sandbox.FaultHalf, sandbox.FaultHalf, sandbox.FaultLostAnswer, sandbox.FaultLostAnswer,
		}).Draw(rt, "fault"),
		Count: rapid.IntRange(1, 3).Draw(rt, "times"),
	}
	m.s.Sandbox.SetFaults(map[string]sandbox.Faults{
		"initialize": {Initialize: fault}, "verify": {Verify: fault}, "list": {List: fault}, "refund": {Refund: fault}, "all": {Initialize: fault, Verify: fault, List: fault, Refund: fault},
		"currency": {Verify: sandbox.Fault{Kind: sandbox.FaultWrongCurrency, Count: 1}},
	}[rapid.SampledFrom([]string{"initialize", "verify", "list", "refund", "refund", "all", "currency"}).Draw(rt, "of")])
}

func (m *market) move(rt *rapid.T) {
	record := m.s.Record(m.t, "orders", one(rt, "order", m.orders).id)
	record.Set("status", rapid.SampledFrom([]string{"cancelled", "cancelled", "preparing", "dispatched", "delivered", "paid", "refunded"}).Draw(rt, "to"))
	m.fine(rt, m.s.App.RunInTransaction(func(tx core.App) error {
		return m.s.EditOrder(tx, record, func() error { return tx.Save(record) })
	}))
}

func (m *market) refund(rt *rapid.T) {
	payment := m.record(rt, "payments", "providerId != ''")
	whole := payment.GetInt("paidKobo")
	id := m.ask(rt, payment, rapid.SampledFrom([]int{0, 0, 1, whole / 2, whole - 1, whole + 1}).Draw(rt, "amount"))
	if id != "" && rapid.IntRange(0, 3).Draw(rt, "sent") > 0 {
		m.fine(rt, m.s.SendRefund(m.ctx, m.s.App, id))
		m.collect(rt)
	}
}

// refundTwice asks for two refunds of the same money at once.
func (m *market) refundTwice(rt *rapid.T) {
	payment := m.record(rt, "payments", "providerId != ''")
	first, second := m.ask(rt, payment, payment.GetInt("paidKobo")/2), m.ask(rt, payment, 0)
	var wait sync.WaitGroup
	errs := [2]error{}
	for i, id := range []string{first, second} {
		if id != "" && !m.struck.Load() {
			wait.Go(func() { errs[i] = m.s.SendRefund(m.ctx, m.s.App, id) })
		}
	}
	wait.Wait()
	m.fine(rt, errors.Join(errs[:]...))
	m.collect(rt)
}

func (m *market) ask(rt *rapid.T, payment *core.Record, amount int) string {
	collection, err := m.s.App.FindCollectionByNameOrId("refunds")
	must(m.t, err)
	draft := core.NewRecord(collection)
	draft.Load(map[string]any{"payment": payment.Id, "amountKobo": amount, "note": "The lid was cracked"})
	err = m.s.App.RunInTransaction(func(tx core.App) error {
		return m.s.AskRefund(tx, draft, "owner", func() error { return tx.Save(draft) })
	})
	if !m.fine(rt, err) {
		return ""
	}
	return draft.Id
}

func (m *market) answer(rt *rapid.T) {
	record, refund := m.record(rt, "payment_cases", ""), ""
	record.Set("answer", rapid.SampledFrom([]string{"accept", "reopen", "reopen", "refund", "refund", "close"}).Draw(rt, "answer"))
	record.Set("note", rapid.SampledFrom([]string{"", "She called"}).Draw(rt, "note"))
	err := m.s.App.RunInTransaction(func(tx core.App) (err error) {
		refund, err = m.s.AnswerCase(tx, record, "owner", func() error { return tx.Save(record) })
		return err
	})
	if m.fine(rt, err) && refund != "" && rapid.Bool().Draw(rt, "sent") {
		m.fine(rt, m.s.SendRefund(m.ctx, m.s.App, refund))
		m.collect(rt)
	}
}

func (m *market) count(rt *rapid.T) {
	record := m.s.ProductRecord(m.t, shoptest.Flask)
	record.Set("stock", rapid.IntRange(0, 9).Draw(rt, "stock"))
	m.fine(rt, m.s.App.Save(record))
}

func (m *market) look(rt *rapid.T) {
	if rapid.Bool().Draw(rt, "at all payments") {
		_, err := m.s.Reconcile(m.ctx, m.s.App)
		m.fine(rt, err)
		return
	}
	_, err := m.s.VerifyAny(m.ctx, m.s.App, m.transaction(rt).Reference)
	m.fine(rt, err)
}

func (m *market) passTime(rt *rapid.T) {
	m.s.Clock.Pass(rapid.SampledFrom([]time.Duration{
		time.Second, 10 * time.Second, time.Minute, 5 * time.Minute, 11 * time.Minute, 46 * time.Minute, 5 * time.Hour, 25 * time.Hour, 50 * time.Hour,
	}).Draw(rt, "time"))
	m.collect(rt)
	if rapid.Bool().Draw(rt, "with the clock's work") {
		m.fine(rt, m.s.Tick(m.ctx, m.s.App))
		m.collect(rt)
	}
}

// postbox takes Paystack's events in the shop's place, so that the market decides what becomes of each.
func postbox(t testing.TB) (address string, empty func() []posted) {
	var mu sync.Mutex
	var taken []posted
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		taken = append(taken, newPosted(body, r.Header))
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []posted {
		mu.Lock()
		defer mu.Unlock()
		now := taken
		taken = nil
		return now
	}
}

// episode is a test that ends with each story of a property, so that its shop does not stay open until the last.
type episode struct {
	testing.TB
	undo []func()
}

func (e *episode) Cleanup(do func()) { e.undo = append(e.undo, do) }

func (e *episode) Context() context.Context { return context.Background() }

func (e *episode) end() {
	for i := len(e.undo) - 1; i >= 0; i-- {
		e.undo[i]()
	}
}
