package hooks_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"pgregory.net/rapid"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// market is a shop with everybody who has to do with its money.
type market struct {
	t        testing.TB
	s        *shoptest.Shop
	ctx      context.Context
	shoppers []shop.Shopper // the last one is signed in
	orders   []placed
	mail     []posted // events of Paystack's that have not come to the shop yet
	empty    func() []posted
	postbox  string
	foreign  int          // refunds that were made in Paystack's dashboard
	power    atomic.Int64 // at which write from now the power fails; 0 is never
	struck   atomic.Bool  // it has failed
	totals   map[string]int
	closed   map[string]string // each closed case as it was then
	ledger   []string
}

type placed struct {
	who shop.Shopper
	id  string
}

// posted is an event as Paystack has sent it.
type posted struct {
	body      []byte
	signature string
}

func newPosted(body []byte, header http.Header) posted {
	return posted{body: body, signature: header.Get(paystack.SignatureHeader)}
}

func openMarket(t *testing.T, rt *rapid.T) *market {
	e := &episode{TB: t}
	rt.Cleanup(e.end)
	m := &market{t: e, s: shoptest.Open(e), ctx: context.Background(), totals: map[string]int{}, closed: map[string]string{}}
	m.s.ByForce() // the laws are looked at after each step
	m.postbox, m.empty = postbox(e)
	m.fitPower()
	users, err := m.s.App.FindCollectionByNameOrId("users")
	must(t, err)
	user := core.NewRecord(users)
	user.SetEmail("bola@example.com")
	user.SetPassword(shoptest.Password)
	must(t, m.s.App.Save(user))
	m.shoppers = []shop.Shopper{{Session: "ada"}, {Session: "chi"}, {User: user.Id, Session: "bola"}}
	return m
}

var errPower = errors.New("the power has failed")

// fitPower lets a write fail when its time has come, with every write after it: what a machine does whose power fails in
// the middle of an act. It also takes Paystack's events in the shop's place.
func (m *market) fitPower() {
	m.s.Sandbox.SetWebhookURL(m.postbox)
	fail := func(e *core.ModelEvent) error {
		if m.struck.Load() || m.power.Load() > 0 && m.power.Add(-1) == 0 {
			m.struck.Store(true)
			return errPower
		}
		return e.Next()
	}
	m.s.App.OnModelCreateExecute().BindFunc(fail)
	m.s.App.OnModelUpdateExecute().BindFunc(fail)
}

func (m *market) reopen() {
	m.power.Store(0)
	m.struck.Store(false)
	m.s.Reopen(m.t)
	m.fitPower()
}

// fine reports whether an act went through. A refusal is an answer, and after a power failure the shop opens again; any
// other error is a fault of the shop's.
func (m *market) fine(rt *rapid.T, err error) bool {
	if m.struck.Load() {
		m.reopen()
		return false
	}
	refusal := (*commerce.Refusal)(nil)
	switch {
	case err == nil:
		return true
	case errors.As(err, &refusal), errors.Is(err, shop.ErrSignature):
		return false
	case strings.HasPrefix(err.Error(), "the books are wrong"): // the laws tell of it, more exactly
		return false
	}
	rt.Fatalf("a fault: %v", err)
	return false
}

// collect takes what Paystack has sent.
func (m *market) collect(rt *rapid.T) {
	ctx, cancel := context.WithTimeout(m.ctx, 20*time.Second)
	defer cancel()
	if err := m.s.Sandbox.Wait(ctx); err != nil {
		rt.Fatalf("wait for the sandbox: %v", err)
	}
	sent := m.empty()
	slices.SortStableFunc(sent, func(a, b posted) int { return bytes.Compare(a.body[:30], b.body[:30]) })
	m.mail = append(m.mail, sent...)
}

func one[T any](rt *rapid.T, what string, of []T) T {
	if len(of) == 0 {
		rt.Skip("there is none yet")
	}
	return of[rapid.IntRange(0, len(of)-1).Draw(rt, what)]
}

// transaction is any payment that Paystack knows, the later ones more often.
func (m *market) transaction(rt *rapid.T) sandbox.Transaction {
	all := m.s.Sandbox.Transactions()
	if last := len(all) - 3; last > 0 && rapid.Bool().Draw(rt, "a late one") {
		all = all[last:]
	}
	return one(rt, "payment", all)
}

func (m *market) record(rt *rapid.T, collection, filter string) *core.Record {
	all, err := m.s.App.FindRecordsByFilter(collection, filter, "@rowid", 0, 0)
	must2(rt, err)
	return one(rt, "record", all)
}

func must2(rt *rapid.T, err error) {
	if err != nil {
		rt.Fatal(err)
	}
}

// keepsItsLaws looks at the books and at what no query of the present can see: what may never have changed.
func (m *market) keepsItsLaws(rt *rapid.T) {
	broken, err := m.s.Check(m.ctx, m.s.App)
	if !m.fine(rt, err) {
		return
	}
	for _, one := range broken {
		if one.Invariant != "what Paystack reports is acted on" { // not while it does not answer
			rt.Fatalf("%s: %s (broken: %s)", one.Record, one.Detail, one.Invariant)
		}
	}
	orders, err := m.s.App.FindRecordsByFilter("orders", "", "", 0, 0)
	must2(rt, err)
	for _, order := range orders {
		if was, known := m.totals[order.Id]; known && was != order.GetInt("totalKobo") {
			rt.Fatalf("the total of %s was %d and is %d", order.GetString("number"), was, order.GetInt("totalKobo"))
		}
		m.totals[order.Id] = order.GetInt("totalKobo")
	}
	cases, err := m.s.App.FindRecordsByFilter("payment_cases", "status = 'closed'", "", 0, 0)
	must2(rt, err)
	for _, record := range cases {
		is := row(record)
		if was, known := m.closed[record.Id]; known && was != is {
			rt.Fatalf("a closed case was\n%s and is\n%s", was, is)
		}
		m.closed[record.Id] = is
	}
	ledger := m.rows(rt, "ledger_entries")
	if len(ledger) < len(m.ledger) || !slices.Equal(ledger[:len(m.ledger)], m.ledger) {
		rt.Fatalf("the ledger was\n%s and is\n%s", strings.Join(m.ledger, "\n"), strings.Join(ledger, "\n"))
	}
	m.ledger = ledger
	m.keepsSecrets(rt)
}

// keepsSecrets looks whether each shopper sees the own orders and no other.
func (m *market) keepsSecrets(rt *rapid.T) {
	for _, who := range m.shoppers {
		seen, err := m.s.Orders(m.ctx, m.s.App, who)
		must2(rt, err)
		for _, order := range m.orders {
			sees := slices.ContainsFunc(seen, func(view shop.OrderView) bool { return view.ID == order.id })
			if _, err := m.s.Order(m.ctx, m.s.App, who, order.id); sees != (order.who == who) || (err == nil) != sees {
				rt.Fatalf("%+v sees the order of %+v: %v, %v", who, order.who, sees, err)
			}
		}
	}
}

func row(record *core.Record) string {
	kept := record.FieldsData()
	keys := slices.Sorted(maps.Keys(kept))
	parts := make([]string, len(keys))
	for i, key := range keys {
		value, _ := json.Marshal(kept[key])
		parts[i] = fmt.Sprintf("%s=%s", key, value)
	}
	return strings.Join(parts, " ")
}

func (m *market) rows(rt *rapid.T, collection string) []string {
	records, err := m.s.App.FindRecordsByFilter(collection, "", "@rowid", 0, 0)
	must2(rt, err)
	rows := make([]string, len(records))
	for i, record := range records {
		rows[i] = row(record)
	}
	return rows
}

// endsWell heals everything, lets eight days go by and compares Paystack's book with the shop's.
func (m *market) endsWell(rt *rapid.T) {
	m.s.Sandbox.SetFaults(sandbox.Faults{})
	m.reopen()
	for _, pace := range []struct {
		every time.Duration
		times int
	}{{11 * time.Minute, 6}, {time.Hour, 6}, {24 * time.Hour, 9}} {
		for range pace.times {
			m.s.Clock.Pass(pace.every)
			m.collect(rt)
			for _, one := range m.mail {
				m.hear(rt, one)
			}
			m.mail = nil
			if !m.fine(rt, m.s.Tick(m.ctx, m.s.App)) {
				m.keepsItsLaws(rt)
				rt.Fatal("the clock's round was refused")
			}
			m.collect(rt)
		}
	}
	m.keepsItsLaws(rt)
	if events := m.s.Count(m.t, "webhook_events", "handledAt = ''"); events > 0 {
		rt.Fatalf("%d events wait for ever", events)
	}
	m.booksAgree(rt)
}

// booksAgree compares charges, refunds and chargebacks to the kobo.
func (m *market) booksAgree(rt *rapid.T) {
	theirs, entered, refunds := map[string]string{}, map[string]bool{}, 0
	ours := m.entries(rt, entered)
	for _, paid := range m.s.Sandbox.Transactions() {
		name := fmt.Sprint("charge ", paid.ID)
		switch {
		case paid.Status == paystack.StatusSuccess, paid.Status == paystack.StatusReversed && entered[paid.Reference]:
			theirs[name] = fmt.Sprintf("%d %s", paid.AmountKobo, paid.Reference)
			if paid.Currency != money.Currency && m.s.Count(m.t, "ledger_entries", fmt.Sprintf("kind = 'charge' && reference = '%s' && currency = '%s'", paid.Reference, paid.Currency)) != 1 {
				rt.Fatalf("%s was paid in %s, and the ledger does not say so", paid.Reference, paid.Currency)
			}
			entered[paid.Reference] = true
		}
	}
	for _, back := range m.s.Sandbox.Refunds() {
		if entered[back.Reference] {
			refunds++
		}
		if back.Status == paystack.RefundProcessed && entered[back.Reference] {
			theirs[fmt.Sprint("refund ", back.ID)] = fmt.Sprintf("%d %s", back.AmountKobo, back.Reference)
		}
	}
	for _, dispute := range m.s.Sandbox.Disputes() {
		if dispute.Resolution == sandbox.DisputeAccepted && entered[dispute.Reference] {
			theirs[fmt.Sprint("chargeback ", dispute.ID)] = fmt.Sprintf("%d %s", dispute.AmountKobo, dispute.Reference)
		}
	}
	if !maps.Equal(theirs, ours) {
		rt.Fatalf("Paystack's book says\n%v\nand the ledger\n%v", theirs, ours)
	}
	known, foreign := m.s.Count(m.t, "refunds", "providerId != ''"), m.s.Count(m.t, "refunds", "key = ''")
	if known != refunds || foreign > m.foreign {
		rt.Fatalf("Paystack has %d refunds, the shop knows of %d; %d of them are called foreign, and %d were", refunds, known, foreign, m.foreign)
	}
	if waiting := m.s.Count(m.t, "refunds", "status = 'requested' || status = 'unknown' || status = 'pending' || status = 'processing'"); waiting > 0 {
		rt.Fatalf("%d refunds wait for ever", waiting)
	}
}

func (m *market) entries(rt *rapid.T, entered map[string]bool) map[string]string {
	records, err := m.s.App.FindRecordsByFilter("ledger_entries", "", "", 0, 0)
	must2(rt, err)
	ours := map[string]string{}
	for _, record := range records {
		if record.GetString("kind") == "charge" {
			entered[record.GetString("reference")] = true
		}
		ours[record.GetString("kind")+" "+record.GetString("providerId")] = fmt.Sprintf("%d %s", record.GetInt("amountKobo"), record.GetString("reference"))
	}
	return ours
}
