//go:build !race

package killtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// audit looks what is left of all that was confirmed, in the data folder of a program that is dead. Before, the program's
// own command checks the books, and then the hours go by that the clock's last questions take.
func audit(t *testing.T, p *program, known *confirmed) {
	t.Helper()
	if said, err := p.command("check").CombinedOutput(); err != nil || !strings.Contains(string(said), "The books are right.") {
		t.Errorf("lovegiftings check: %v: %s", err, said)
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: p.folder, DBConnect: shop.Connect})
	if err := app.Bootstrap(); err != nil {
		t.Fatal(err)
	}
	defer app.ClearBootstrap()
	var damage string
	if err := app.DB().NewQuery("PRAGMA integrity_check").Row(&damage); err != nil || damage != "ok" {
		t.Errorf("the database is damaged: %s, %v", damage, err)
	}
	letTimePass(t, app, p)
	b := books{t, app}
	b.hold(known)
	b.equal(p, known)
}

// letTimePass does the clock's rounds of the next hours with the shop's own code: a refund whose answer was lost is
// looked for, and asked for again after ten minutes.
func letTimePass(t *testing.T, app core.App, p *program) {
	t.Helper()
	gateway, err := paystack.New(shoptest.Key, paystack.Options{BaseURL: strings.TrimPrefix(p.env[4], "PAYSTACK_BASE_URL=")})
	if err != nil {
		t.Fatal(err)
	}
	p.webhooks(false)
	ahead := time.Duration(0)
	s := shop.New(shop.Config{Paystack: gateway, Now: func() time.Time { return time.Now().Add(ahead) }, Random: rand.Reader, URL: func() string { return p.url }, Version: "test"})
	for range 12 {
		ahead += 11 * time.Minute
		for range 20 { // one round asks about sixty at most
			if err := s.Tick(context.Background(), app); err != nil {
				t.Fatalf("the clock's round: %v", err)
			}
			open, err := app.CountRecords("refunds", nil)
			if err != nil || open == 0 {
				break
			}
		}
		time.Sleep(50 * time.Millisecond) // a refund's steps at Paystack
	}
	if _, err := s.Reconcile(context.Background(), app); err != nil {
		t.Errorf("compare with Paystack's list: %v", err)
	}
	broken, err := s.Check(context.Background(), app)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range broken {
		t.Errorf("the books are wrong: %s: %s (broken: %s)", one.Record, one.Detail, one.Invariant)
	}
}

type books struct {
	t   *testing.T
	app core.App
}

func (b books) all(collection string) []*core.Record {
	b.t.Helper()
	records, err := b.app.FindAllRecords(collection)
	if err != nil {
		b.t.Fatal(err)
	}
	return records
}

// hold fails the test for all that was confirmed and is not there, or is there twice.
func (b books) hold(known *confirmed) {
	orders, paid, refunds, cases := map[string]*core.Record{}, map[string]bool{}, map[string]*core.Record{}, map[string]*core.Record{}
	for _, order := range b.all("orders") {
		orders[order.Id], paid[order.Id] = order, !order.GetDateTime("paidAt").IsZero()
	}
	for _, refund := range b.all("refunds") {
		refunds[refund.Id] = refund
	}
	for _, one := range b.all("payment_cases") {
		cases[one.Id] = one
	}
	for _, id := range sorted(known.orders) {
		if order := orders[id]; order == nil || order.GetString("number") != known.orders[id] {
			b.t.Errorf("the order %s, which was confirmed, is lost", known.orders[id])
		}
	}
	if len(orders) != len(known.orders) {
		b.t.Errorf("%d orders were confirmed, %d are there", len(known.orders), len(orders))
	}
	for _, id := range sorted(known.paid) {
		if order := orders[id]; order == nil || order.GetString("status") != "paid" || !paid[id] {
			b.t.Errorf("the order %s was confirmed as paid and is not", known.orders[id])
		}
	}
	for _, id := range sorted(known.refunds) {
		if refund := refunds[id]; refund == nil || refund.GetString("reference") != known.refunds[id] || refund.GetInt("amountKobo") != refundKobo || refund.GetString("status") != "processed" {
			b.t.Errorf("the refund of %s, which was confirmed, is %s", known.refunds[id], told(refund))
		}
	}
	if len(refunds) != len(known.refunds) {
		b.t.Errorf("%d refunds were confirmed, %d are there", len(known.refunds), len(refunds))
	}
	for _, id := range sorted(known.cases) {
		if one := cases[id]; one == nil || one.GetString("status") != "closed" || one.GetString("answer") != known.cases[id] {
			b.t.Errorf("the case %s was answered %q and is %s", id, known.cases[id], told(one))
		}
	}
	b.holdAttempts(known)
	b.holdWords("cart_items", "cart", known.carts)
	b.holdWords("order_items", "order", known.lines)
}

// told says what is there of a refund or a case.
func told(record *core.Record) string {
	if record == nil {
		return "lost"
	}
	return record.GetString("status") + " " + record.GetString("answer")
}

func (b books) holdAttempts(known *confirmed) {
	attempts := map[string]string{}
	for _, payment := range b.all("payments") {
		attempts[payment.GetString("reference")] = payment.GetString("order")
	}
	for _, reference := range sorted(known.pages) {
		if attempts[reference] != known.pages[reference] {
			b.t.Errorf("the attempt %s, whose page was given, is lost", reference)
		}
	}
}

// holdWords looks for the things with words on them: each that was confirmed lies once in its cart or order.
func (b books) holdWords(collection, in string, confirmed map[string]string) {
	there := map[string]int{}
	for _, line := range b.all(collection) {
		var custom map[string]any
		if err := line.UnmarshalJSONField("customizations", &custom); err != nil {
			b.t.Fatal(err)
		}
		there[fmt.Sprint(custom["inscription"], " in ", line.GetString(in))] += line.GetInt("quantity")
	}
	for _, words := range sorted(confirmed) {
		if pieces := there[words+" in "+confirmed[words]]; pieces != 1 {
			b.t.Errorf("%q was confirmed and is %d times in the %s", words, pieces, in)
		}
	}
}

// equal fails the test unless the money at Paystack is the money in the ledger, piece by piece, and everybody was told
// once.
func (b books) equal(p *program, known *confirmed) {
	charges, returns := map[string]money.Kobo{}, map[string]money.Kobo{}
	for _, entry := range b.all("ledger_entries") {
		if kobo := money.Kobo(entry.GetInt64("amountKobo")); entry.GetString("kind") == "charge" {
			charges[entry.GetString("reference")] += kobo
		} else {
			returns[entry.GetString("providerId")] += kobo
		}
	}
	paid := 0
	var sum money.Kobo
	for _, transaction := range p.box.Transactions() {
		if transaction.PaidAt.IsZero() {
			continue
		}
		paid++
		sum += transaction.AmountKobo
		if charges[transaction.Reference] != transaction.AmountKobo {
			b.t.Errorf("Paystack has %s under %s, the ledger %s", transaction.AmountKobo, transaction.Reference, charges[transaction.Reference])
		}
	}
	if len(charges) != paid || paid != len(known.paid) {
		b.t.Errorf("%d payments at Paystack, %d charges in the ledger, %d orders confirmed as paid", paid, len(charges), len(known.paid))
	}
	back := map[string]int{}
	for _, refund := range p.box.Refunds() {
		back[refund.Reference]++
		if returns[strconv.FormatUint(refund.ID, 10)] != refund.AmountKobo {
			b.t.Errorf("Paystack gave %s back, the ledger has %s", refund.AmountKobo, returns[strconv.FormatUint(refund.ID, 10)])
		}
	}
	for reference, times := range back {
		if times != 1 {
			b.t.Errorf("a refund of %s was made %d times", reference, times)
		}
	}
	if len(back) != len(known.refunds) || len(returns) != len(back) {
		b.t.Errorf("%d refunds at Paystack, %d in the ledger, %d confirmed", len(back), len(returns), len(known.refunds))
	}
	told := map[string]int{}
	for _, notice := range b.all("notifications") {
		told[notice.GetString("order")]++
	}
	for _, id := range sorted(known.paid) {
		if told[id] != 2 {
			b.t.Errorf("%d notices of the paid order %s", told[id], known.orders[id])
		}
	}
	b.t.Logf("confirmed and found: %d orders, %d of them paid with %s, %d refunds, %d answered cases, %d things in carts",
		len(known.orders), paid, sum, len(known.refunds), len(known.cases), len(known.carts))
}
