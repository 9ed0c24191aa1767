package commerce

import (
	"strconv"

	"lovegiftings/internal/money"
)

// PriceRange is what a list of products is narrowed to. The zero value is no limit.
type PriceRange struct {
	Least money.Kobo
	Most  money.Kobo // 0 for no limit
}

// Limits gives the lowest and the highest price, both included.
func (r PriceRange) Limits() (least, most money.Kobo) {
	if r.Most == 0 {
		return r.Least, money.Max
	}
	return r.Least, r.Most
}

// ParsePriceRange reads a range as an address carries it, minPriceKobo and maxPriceKobo in whole kobo; an empty text is
// no limit. It refuses what is no price, and a range that ends below its beginning.
func ParsePriceRange(least, most string) (PriceRange, error) {
	var found problems
	limits := PriceRange{
		Least: found.price("minPriceKobo", least, 0),
		Most:  found.price("maxPriceKobo", most, 1),
	}
	if len(found) == 0 && limits.Most > 0 && limits.Most < limits.Least {
		found.add("maxPriceKobo", CodePriceInvalid, "The highest price is below the lowest one. Exchange them.")
	}
	return limits, found.refusal(Invalid)
}

func (p *problems) price(field, text string, least int64) money.Kobo {
	if text == "" {
		return 0
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil || number < least || number > int64(money.Max) {
		p.add(field, CodePriceInvalid, "Write the price in whole kobo, such as 500000 for ₦5,000, and at most "+strconv.FormatInt(int64(money.Max), 10)+".")
		return 0
	}
	return money.Kobo(number)
}
