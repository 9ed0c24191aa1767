package commerce

import "lovegiftings/internal/money"

// Quote is a cart with its prices. It is made afresh at every reading: a cart keeps no price.
type Quote struct {
	Lines      []QuotedLine
	ItemsCount int // the sum of the quantities
	Subtotal   money.Kobo
	MakingDays int // of the line that takes longest
}

// QuotedLine is one line with its price and, when it cannot be bought as it stands, the reason.
type QuotedLine struct {
	Line
	Product   Product
	Details   []Detail
	UnitPrice money.Kobo // of one piece, its customizations included
	Total     money.Kobo
	// MakingDays is the sum of what the customizations of a piece add. The steps on one piece follow one another (a cup is
	// engraved, then painted, then packed), but the lines of an order are made side by side, so that days add up within a
	// line and an order takes as long as its slowest line.
	MakingDays int
	Problem    *Problem
}

// PriceCart prices a cart. products holds what the lines name; a line whose product is not there is left out.
func PriceCart(cart Cart, products map[string]Product) Quote {
	wanted := map[string]int{}
	for _, line := range cart {
		wanted[line.Product] += line.Quantity
	}
	quote := Quote{Lines: []QuotedLine{}}
	for _, line := range cart {
		product, ok := products[line.Product]
		if !ok {
			continue
		}
		priced := priceLine(line, product)
		if priced.Problem == nil && !product.Stock.Covers(wanted[line.Product]) {
			problem := outOfStock(line.ID, product)
			priced.Problem = &problem
		}
		quote.Lines = append(quote.Lines, priced)
		quote.ItemsCount += line.Quantity
		quote.Subtotal += priced.Total
		quote.MakingDays = max(quote.MakingDays, priced.MakingDays)
	}
	return quote
}

func priceLine(line Line, product Product) QuotedLine {
	priced := QuotedLine{Line: line, Product: product, Details: Details(product.Fields, line.Customizations), UnitPrice: product.Price}
	for _, detail := range priced.Details {
		priced.UnitPrice += detail.Surcharge
		priced.MakingDays += detail.ExtraDays
	}
	priced.Total = priced.UnitPrice.Times(line.Quantity)
	if !product.Active {
		problem := unavailable(line.ID, product)
		priced.Problem = &problem
		return priced
	}
	again, err := Customize(product.Fields, []byte(line.Customizations.Canonical()))
	if err != nil || again.Key() != line.Customizations.Key() {
		priced.Problem = &Problem{Field: line.ID, Code: CodeCustomizationInvalid, Message: "What can be chosen for " + product.Name + " has changed. Change it or remove it."}
	}
	return priced
}

// Prefill is what a shopper gave on a product's form and need not be asked again at checkout: the first phone number
// and the first delivery town in the cart, or "".
func (q Quote) Prefill() (phone, town string) {
	for _, line := range q.Lines {
		for _, detail := range line.Details {
			switch {
			case detail.Kind == KindPhone && phone == "":
				phone = detail.Value
			case detail.Kind == KindTown && town == "":
				town = line.Customizations[detail.Key].Text
			}
		}
	}
	return phone, town
}
