package money

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsReadAsShoppersWriteThem(t *testing.T) {
	for amount, want := range map[Kobo]string{
		0:             "₦0.00",
		5:             "₦0.05",
		100:           "₦1.00",
		99_999:        "₦999.99",
		1_250_000:     "₦12,500.00",
		Max:           "₦10,000,000.00",
		-1_234_567_89: "-₦1,234,567.89",
		1<<63 - 1:     "₦92,233,720,368,547,758.07",
		-1 << 63:      "-₦92,233,720,368,547,758.08",
	} {
		if got := amount.String(); got != want {
			t.Errorf("Kobo(%d).String() = %q, want %q", int64(amount), got, want)
		}
	}
}

func TestParseTakesWhatAnOwnerTypes(t *testing.T) {
	for text, want := range map[string]Kobo{
		"12500":       1_250_000,
		"12,500":      1_250_000,
		"₦12,500.50":  1_250_050,
		" 12500.5 ":   1_250_050,
		"-₦1.00":      -100,
		"0":           0,
		"1,234,567.8": 123_456_780,
	} {
		if got, err := Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) = %d, %v, want %d", text, got, err, want)
		}
	}
}

func TestParseRefusesWhatIsNotAnAmount(t *testing.T) {
	for _, text := range []string{
		"", "₦", "-", ".", "1.", "1.234", ".5", "1,2", "1,2345", "1234,567", ",1", "1e3", "12 500", "१२", "0x10", "--1",
		"99999999999999999999", "90071992547409.92",
	} {
		if got, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %d, want a refusal", text, got)
		}
	}
}

func TestParseReadsBackWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := Kobo(rapid.Int64Range(-(1<<53-1), 1<<53-1).Draw(t, "amount"))
		if got, err := Parse(amount.String()); err != nil || got != amount {
			t.Fatalf("Parse(%q) = %d, %v, want %d", amount.String(), got, err, amount)
		}
	})
}

func TestTimesAndSumAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := Kobo(rapid.Int64Range(0, int64(Max)).Draw(t, "price"))
		quantity := rapid.IntRange(0, 99).Draw(t, "quantity")
		pieces := make([]Kobo, quantity)
		for i := range pieces {
			pieces[i] = price
		}
		if Sum(pieces...) != price.Times(quantity) {
			t.Fatalf("%d pieces at %s: %s by adding, %s by multiplying", quantity, price, Sum(pieces...), price.Times(quantity))
		}
	})
}
