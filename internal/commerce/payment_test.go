package commerce

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAPaymentMovesOnlyAlongItsTable(t *testing.T) {
	type step struct{ from, to PaymentStatus }
	allowed := map[step][]Actor{
		{"pending", "success"}:  {"paystack"},
		{"pending", "failed"}:   {"paystack"},
		{"pending", "review"}:   {"paystack"},
		{"failed", "success"}:   {"paystack"},
		{"failed", "review"}:    {"paystack"},
		{"review", "success"}:   {"decision"},
		{"review", "refunded"}:  {"paystack"},
		{"success", "refunded"}: {"paystack"},
	}
	statuses := []PaymentStatus{"pending", "success", "failed", "review", "refunded", "", "abandoned"}
	actors := []Actor{"shopper", "owner", "paystack", "clock", "decision", "", "stranger"}
	for _, known := range PaymentStatuses {
		if !slices.Contains(statuses, known) {
			t.Errorf("the status %s is not walked here", known)
		}
	}
	for _, from := range statuses {
		for _, to := range statuses {
			for _, by := range actors {
				err := MovePayment(from, to, by)
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

func TestEachStatusOfAPaymentIsListedOnceAndKnowsWhetherItIsSettled(t *testing.T) {
	want := []PaymentStatus{"pending", "success", "failed", "review", "refunded"}
	if !slices.Equal(PaymentStatuses, want) {
		t.Errorf("got %q, want %q", PaymentStatuses, want)
	}
	for status, want := range map[PaymentStatus]bool{"pending": false, "failed": false, "success": true, "review": true, "refunded": true} {
		if got := status.Settled(); got != want {
			t.Errorf("%s is settled: %v, want %v", status, got, want)
		}
	}
}

var noon = time.Date(2027, 2, 14, 12, 0, 0, 0, time.UTC)

func TestAnAttemptIsLeftBehindOnlyWhenNobodyIsPayingIt(t *testing.T) {
	for name, row := range map[string]struct {
		payment Payment
		want    bool
	}{
		"it failed":                           {Payment{Status: PaymentFailed}, true},
		"it failed long ago":                  {Payment{Status: PaymentFailed, Heard: "failed", CheckedAt: noon.Add(-time.Hour)}, true},
		"nobody asked about it yet":           {Payment{Status: PaymentPending}, false},
		"it was left a moment ago":            {Payment{Status: PaymentPending, Heard: "abandoned", CheckedAt: noon.Add(-time.Minute + 1)}, true},
		"it had been left a minute ago":       {Payment{Status: PaymentPending, Heard: "abandoned", CheckedAt: noon.Add(-time.Minute)}, false},
		"Paystack never heard of it":          {Payment{Status: PaymentPending, Heard: "not_found", CheckedAt: noon}, true},
		"Paystack had never heard of it once": {Payment{Status: PaymentPending, Heard: "not_found", CheckedAt: noon.Add(-time.Hour)}, false},
		"somebody is paying":                  {Payment{Status: PaymentPending, Heard: "ongoing", CheckedAt: noon}, false},
		"a bank is thinking":                  {Payment{Status: PaymentPending, Heard: "processing", CheckedAt: noon}, false},
		"it waits in a queue":                 {Payment{Status: PaymentPending, Heard: "queued", CheckedAt: noon}, false},
		"a transfer is on its way":            {Payment{Status: PaymentPending, Heard: "pending", CheckedAt: noon}, false},
		"a word that is new to us":            {Payment{Status: PaymentPending, Heard: "dreaming", CheckedAt: noon}, false},
		"it succeeded":                        {Payment{Status: PaymentSuccess, Heard: "abandoned", CheckedAt: noon}, false},
		"a person looks at it":                {Payment{Status: PaymentReview, Heard: "abandoned", CheckedAt: noon}, false},
		"it was paid back":                    {Payment{Status: PaymentRefunded, Heard: "abandoned", CheckedAt: noon}, true},
	} {
		if got := row.payment.Idle(noon); got != row.want {
			t.Errorf("%s: idle %v, want %v", name, got, row.want)
		}
	}
}

func TestPaystackIsAskedLessAndLessOften(t *testing.T) {
	var want []time.Duration
	want = append(want, 30*time.Second, time.Minute, 2*time.Minute, 5*time.Minute, 10*time.Minute, 20*time.Minute, 30*time.Minute)
	for hour := 1; hour <= 72; hour++ {
		want = append(want, time.Duration(hour)*time.Hour)
	}
	for day := 4; day <= 7; day++ {
		want = append(want, time.Duration(day)*24*time.Hour)
	}
	var got []time.Duration
	for next := NextCheck(noon, noon); !next.IsZero(); next = NextCheck(noon, next) {
		got = append(got, next.Sub(noon))
		if len(got) > len(want) {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("asked after %v, want %v", got, want)
	}
}

func TestTheNextQuestionIsAlwaysAheadAndWithinAWeek(t *testing.T) {
	const week = 7 * 24 * time.Hour
	rapid.Check(t, func(t *rapid.T) {
		age := time.Duration(rapid.OneOf(
			rapid.Int64Range(-int64(time.Hour), int64(2*week)),
			rapid.Int64Range(0, int64(2*time.Hour)),
			rapid.Map(rapid.IntRange(0, 200), func(hours int) int64 { return int64(hours) * int64(time.Hour) }),
		).Draw(t, "age"))
		now := noon.Add(age)
		next := NextCheck(noon, now)
		if age >= week {
			if !next.IsZero() {
				t.Fatalf("after %v it is asked again at %v", age, next.Sub(noon))
			}
			return
		}
		if next.IsZero() || !next.After(now) || next.Sub(noon) > week {
			t.Fatalf("after %v it is asked next at %v", age, next.Sub(noon))
		}
		if next.Sub(now) > 24*time.Hour+time.Hour {
			t.Fatalf("after %v nobody asks for %v", age, next.Sub(now))
		}
		if earlier := NextCheck(noon, now.Add(-time.Duration(rapid.Int64Range(0, int64(week)).Draw(t, "before")))); earlier.After(next) {
			t.Fatalf("a question at %v was put off to %v", next.Sub(noon), earlier.Sub(noon))
		}
	})
}

func TestTheTimesOfAskingAreSpreadByATenthAtMost(t *testing.T) {
	spread := map[time.Duration]bool{}
	for _, wait := range []time.Duration{30 * time.Second, time.Hour, 24 * time.Hour} {
		for i := range 200 {
			key := strings.Repeat("k", i)
			got := Jitter(key, noon, noon.Add(wait)).Sub(noon)
			if got < wait || got > wait+wait/10 {
				t.Fatalf("after %v it is asked at %v", wait, got)
			}
			if again := Jitter(key, noon, noon.Add(wait)).Sub(noon); again != got {
				t.Fatalf("the same key is asked at %v and at %v", got, again)
			}
			spread[got] = true
		}
	}
	if len(spread) < 300 {
		t.Errorf("600 questions fall on %d moments", len(spread))
	}
	if !Jitter("k", noon, time.Time{}).IsZero() {
		t.Error("what is not asked any more is asked")
	}
}
