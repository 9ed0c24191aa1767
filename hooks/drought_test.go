package hooks_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"lovegiftings/internal/money"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

// fate is what becomes of one order while nobody tells the shop anything: no webhook comes, no browser comes back and no
// page asks.
type fate struct {
	name  string
	begin func(*testing.T, *sale)
	// later happens after so long.
	later map[time.Duration]func(*testing.T, *sale)
	end   books
}

// refunded is a part of what a mug costs.
const refunded = money.Kobo(100_000)

var fates = []fate{
	{"paid at once", pays, nil, books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper"}},
	{"paid by a transfer that takes its time", func(t *testing.T, s *sale) { must(t, s.Sandbox.PayLate(s.references[0])) }, nil,
		books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper"}},
	{"paid when it had expired", nil, at(3*time.Hour, pays), books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper"}},
	{"paid on the third day", nil, at(60*time.Hour, pays), books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper"}},
	{"paid when it was cancelled", nil, map[time.Duration]func(*testing.T, *sale){
		10 * time.Minute: func(_ *testing.T, s *sale) { s.b.Post(orders+"/"+s.order+"/cancel", nil).Want(200) },
		20 * time.Minute: pays,
	}, books{Order: "cancelled", States: "review paid_late", Charges: 1, Cases: 1}},
	{"paid twice", func(t *testing.T, s *sale) {
		other, err := s.Sandbox.PayTwice(s.references[0])
		must(t, err)
		if other == "" {
			t.Fatal("only one payment was made")
		}
	}, nil, books{Order: "paid", States: "review paid_twice, success", Charges: 2, Paid: 1, Told: "owner, shopper", Cases: 1}},
	{"paid too little", func(t *testing.T, s *sale) { must(t, s.Sandbox.PayShort(s.references[0], 0)) }, nil,
		books{Order: "pending", States: "review wrong_amount", Charges: 1, Cases: 1}},
	{"declined", func(t *testing.T, s *sale) { must(t, s.Sandbox.Decline(s.references[0])) }, nil, books{Order: "expired", States: "failed"}},
	{"abandoned", nil, nil, books{Order: "expired", States: "pending"}},
	{"paid, refunded in part by the owner", pays, at(5*time.Hour, func(t *testing.T, s *sale) {
		id := refund(dashboard(t, s.Shop), s.Payment(t, s.references[0]).Id, int(refunded)).Want(200).Text("id")
		s.Until(t, func() bool { return s.Record(t, "refunds", id).GetString("providerId") != "" })
	}), books{Order: "paid", States: "success", Charges: 2, Paid: 1, Told: "owner, shopper"}},
	{"paid, refunded in part at Paystack", pays, at(5*time.Hour, func(t *testing.T, s *sale) { must(t, s.Sandbox.Refund(s.references[0], refunded)) }),
		books{Order: "paid", States: "success", Charges: 2, Paid: 1, Told: "owner, shopper"}},
	{"paid, refunded at Paystack", pays, at(5*time.Hour, func(t *testing.T, s *sale) { must(t, s.Sandbox.Refund(s.references[0], 0)) }),
		books{Order: "refunded", States: "refunded", Charges: 2, Paid: 1, Told: "owner, shopper"}},
	{"paid, disputed and lost", pays, disputed(sandbox.DisputeAccepted), books{Order: "refunded", States: "refunded", Charges: 2, Paid: 1, Told: "owner, shopper", Cases: 1}},
	{"paid, disputed and won", pays, disputed(sandbox.DisputeDeclined), books{Order: "paid", States: "success", Charges: 1, Paid: 1, Told: "owner, shopper", Cases: 1}},
}

func pays(t *testing.T, s *sale) { must(t, s.Sandbox.Pay(s.references[0])) }

func at(when time.Duration, what func(*testing.T, *sale)) map[time.Duration]func(*testing.T, *sale) {
	return map[time.Duration]func(*testing.T, *sale){when: what}
}

func disputed(resolution string) map[time.Duration]func(*testing.T, *sale) {
	return map[time.Duration]func(*testing.T, *sale){
		5 * time.Hour:  func(t *testing.T, s *sale) { must(t, s.Sandbox.Dispute(s.references[0])) },
		30 * time.Hour: func(t *testing.T, s *sale) { must(t, s.Sandbox.ResolveDispute(s.references[0], resolution)) },
	}
}

// flows is what came and what went back by reference, in kobo.
func flows(t *testing.T, s *shoptest.Shop) (paystack, ledger map[string]string) {
	t.Helper()
	came, back := map[string]money.Kobo{}, map[string]money.Kobo{}
	for _, one := range s.Sandbox.Transactions() {
		if !one.PaidAt.IsZero() {
			came[one.Reference] = one.AmountKobo
		}
	}
	for _, one := range s.Sandbox.Refunds() {
		if one.Status == "processed" {
			back[one.Reference] += one.AmountKobo
		}
	}
	for _, one := range s.Sandbox.Disputes() {
		if one.Resolution == sandbox.DisputeAccepted {
			back[one.Reference] += one.AmountKobo
		}
	}
	paystack, ledger = map[string]string{}, map[string]string{}
	for reference := range came {
		paystack[reference] = fmt.Sprintf("%d came, %d went back", came[reference], back[reference])
	}
	rows := []struct {
		Reference string     `db:"reference"`
		Came      money.Kobo `db:"came"`
		Back      money.Kobo `db:"back"`
	}{}
	must(t, s.App.DB().NewQuery(`SELECT reference, SUM(IIF(kind = 'charge', amountKobo, 0)) AS came, SUM(IIF(kind = 'charge', 0, amountKobo)) AS back
		FROM ledger_entries GROUP BY reference`).All(&rows))
	for _, row := range rows {
		ledger[row.Reference] = fmt.Sprintf("%d came, %d went back", row.Came, row.Back)
	}
	return paystack, ledger
}

func TestWhenNothingIsHeardForThreeDaysTheClockSettlesEverything(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	s.After(t, 0)
	sales := make([]*sale, proof(t, "PROOF_DROUGHT", fewDrought)/len(fates)*len(fates))
	for i := range sales {
		fate := fates[i%len(fates)]
		one := &sale{Shop: s, b: s.Browser(t)}
		one.order = one.b.Order().Text("id")
		if fate.name == "paid twice" {
			s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultLostAnswer, Count: 1}})
			one.b.Post(initialize, map[string]any{"order": one.order}).Want(503)
		}
		one.references = []string{one.b.Begin(one.order)}
		if fate.begin != nil {
			fate.begin(t, one)
		}
		sales[i] = one
		s.Clock.Pass(time.Second)
	}
	began := s.Now()
	for passed := time.Duration(0); passed < 72*time.Hour; {
		step := 10 * time.Minute
		if passed < 70*time.Minute {
			step = time.Minute
		}
		for i, one := range sales {
			for when, do := range fates[i%len(fates)].later {
				if when > passed-step && when <= passed {
					do(t, one)
				}
			}
		}
		s.Clock.Pass(step)
		must(t, s.Sandbox.Wait(t.Context()))
		s.After(t, 0)
		passed = s.Now().Sub(began)
	}
	for i, one := range sales {
		d := duel{Shop: s, order: one.order}
		if end := d.read(t); end != fates[i%len(fates)].end {
			t.Errorf("%s: it ended so: %+v, want %+v", fates[i%len(fates)].name, end, fates[i%len(fates)].end)
		}
	}
	if paystack, ledger := flows(t, s); !maps.Equal(paystack, ledger) {
		for reference, flow := range paystack {
			if ledger[reference] != flow {
				t.Errorf("%s: Paystack says that %s, the ledger says %q", reference, flow, ledger[reference])
			}
		}
		t.Errorf("Paystack's book has %d payments, the ledger %d", len(paystack), len(ledger))
	}
	if calls := s.Sandbox.Calls("verify"); calls > 100*len(sales) {
		t.Errorf("Paystack was asked %d times about %d sales", calls, len(sales))
	}
}
