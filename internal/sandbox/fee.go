package sandbox

import "lovegiftings/internal/money"

// tariff is a local price list in thousandths of a percent and subunits (support page "Pricing").
type tariff struct {
	perHundredThousand money.Kobo
	flat               money.Kobo
	flatFrom           money.Kobo // the flat part is waived below
	cap                money.Kobo // 0: none
}

var tariffs = map[string]tariff{
	"NGN": {perHundredThousand: 1500, flat: 100_00, flatFrom: 2500_00, cap: 2000_00},
	"GHS": {perHundredThousand: 1950},
	"ZAR": {perHundredThousand: 2900, flat: 1_00},
	"KES": {perHundredThousand: 2900},
	"XOF": {perHundredThousand: 3200},
	"USD": {perHundredThousand: 3900},
}

// Fee is what Paystack keeps of a local payment, in the currency's subunit. The percentage is rounded up, which is
// an inference that fits every published sample; 0 for a currency without a known price list.
func Fee(currency string, amount money.Kobo) money.Kobo {
	t := tariffs[currency]
	fee := (amount*t.perHundredThousand + 99_999) / 100_000
	if amount >= t.flatFrom {
		fee += t.flat
	}
	if t.cap > 0 {
		fee = min(fee, t.cap)
	}
	return fee
}
