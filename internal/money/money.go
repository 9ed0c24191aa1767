// Package money holds the shop's one money type: whole kobo.
//
// Nothing in the shop multiplies or divides an amount by 100 except [Kobo.String] and [Parse].
package money

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Currency is the ISO 4217 code of every amount in the shop.
const Currency = "NGN"

// Kobo is an amount in hundredths of a naira, the unit in which Paystack takes and gives amounts
// (Paystack API reference, "Supported currency": amounts are in the currency's subunit).
type Kobo int64

// Max is the largest amount that Paystack takes in one payment: 10,000,000 naira
// (Paystack documentation, "Transaction amount limit exceeded").
const Max Kobo = 10_000_000 * koboPerNaira

// Min is the smallest amount that Paystack takes in one payment: 50 naira (Paystack documentation, "Supported currency").
const Min Kobo = 50 * koboPerNaira

const koboPerNaira = 100

// ErrInvalid is returned by [Parse] for a text that is not an amount of naira and kobo.
var ErrInvalid = errors.New("money: write an amount such as 12500 or 12,500.50")

// Times returns the price of quantity pieces at k each.
func (k Kobo) Times(quantity int) Kobo { return k * Kobo(quantity) }

// Sum adds amounts; the sum of none is 0.
func Sum(amounts ...Kobo) Kobo {
	var total Kobo
	for _, amount := range amounts {
		total += amount
	}
	return total
}

// String writes k as shoppers read it: ₦12,500.00, with a minus sign in front when negative.
func (k Kobo) String() string {
	sign, n := "", uint64(k)
	if k < 0 {
		sign, n = "-", uint64(-k)
	}
	naira := strconv.FormatUint(n/koboPerNaira, 10)
	var grouped strings.Builder
	for i, digit := range naira {
		if i > 0 && (len(naira)-i)%3 == 0 {
			grouped.WriteByte(',')
		}
		grouped.WriteRune(digit)
	}
	return fmt.Sprintf("%s₦%s.%02d", sign, grouped.String(), n%koboPerNaira)
}

// Parse reads what [Kobo.String] writes and what an owner types: an optional minus and naira sign,
// naira with or without grouping commas, and at most two decimals. It returns [ErrInvalid] for
// anything else, an amount of more than 2^53-1 kobo included (PocketBase keeps numbers as float64).
func Parse(text string) (Kobo, error) {
	rest, negative := strings.CutPrefix(strings.TrimSpace(text), "-")
	rest = strings.TrimPrefix(rest, "₦")
	naira, kobo, hasKobo := strings.Cut(rest, ".")
	if hasKobo && (len(kobo) == 0 || len(kobo) > 2) {
		return 0, ErrInvalid
	}
	naira, ok := ungroup(naira)
	if !ok || !onlyDigits(kobo) {
		return 0, ErrInvalid
	}
	digits := naira + (kobo + "00")[:2]
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n > 1<<53-1 {
		return 0, ErrInvalid
	}
	if negative {
		n = -n
	}
	return Kobo(n), nil
}

// ungroup takes the commas out of a whole number when they stand where grouping puts them.
func ungroup(naira string) (string, bool) {
	groups := strings.Split(naira, ",")
	for i, group := range groups {
		if !onlyDigits(group) || group == "" || (i > 0 && len(group) != 3) || (len(groups) > 1 && len(group) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func onlyDigits(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}
