package commerce

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

func mug(change func(*Product)) map[string]Product {
	product := Product{ID: "mug", Name: "Ankara Mug", Price: 650_000, Active: true, Stock: Stock{Counted: true, Left: 5}, Fields: []Field{
		{Key: "inscription", Label: "Inscription", Kind: KindText, Limit: 24, Surcharge: 150_000},
	}}
	if change != nil {
		change(&product)
	}
	return map[string]Product{"mug": product}
}

func TestALineThatCannotBeBoughtSaysWhy(t *testing.T) {
	ada := Line{ID: "1", Product: "mug", Quantity: 3, Customizations: inscribed("Ada")}
	for name, row := range map[string]struct {
		products map[string]Product
		cart     Cart
		want     []string // the code of each line, "" when it can be bought
	}{
		"all is well":                                          {mug(nil), Cart{ada}, []string{""}},
		"the last pieces":                                      {mug(func(p *Product) { p.Stock.Left = 3 }), Cart{ada}, []string{""}},
		"one piece too few":                                    {mug(func(p *Product) { p.Stock.Left = 2 }), Cart{ada}, []string{CodeOutOfStock}},
		"none left":                                            {mug(func(p *Product) { p.Stock.Left = 0 }), Cart{ada}, []string{CodeOutOfStock}},
		"too few for two lines together":                       {mug(nil), Cart{ada, {ID: "2", Product: "mug", Quantity: 3}}, []string{CodeOutOfStock, CodeOutOfStock}},
		"just enough for two lines":                            {mug(nil), Cart{ada, {ID: "2", Product: "mug", Quantity: 2}}, []string{"", ""}},
		"made to order":                                        {mug(func(p *Product) { p.Stock = Stock{} }), Cart{ada}, []string{""}},
		"not sold any more":                                    {mug(func(p *Product) { p.Active = false }), Cart{ada}, []string{CodeProductUnavailable}},
		"not sold any more and none left":                      {mug(func(p *Product) { p.Active, p.Stock.Left = false, 0 }), Cart{ada}, []string{CodeProductUnavailable}},
		"a question that is asked no more":                     {mug(func(p *Product) { p.Fields = nil }), Cart{ada}, []string{CodeCustomizationInvalid}},
		"a question that is new and required":                  {mug(func(p *Product) { p.Fields = append(p.Fields, everyKind[0]) }), Cart{ada}, []string{CodeCustomizationInvalid}},
		"a required question that a plain line never answered": {mug(func(p *Product) { p.Fields = everyKind[:1] }), Cart{{ID: "1", Product: "mug", Quantity: 1}}, []string{CodeCustomizationInvalid}},
		"a question with a smaller limit":                      {mug(func(p *Product) { p.Fields[0].Limit = 2 }), Cart{ada}, []string{CodeCustomizationInvalid}},
		"an option that is now written in another way": {mug(func(p *Product) {
			p.Fields = []Field{{Key: "inscription", Label: "Inscription", Kind: KindChoice, Options: []Option{{Value: "ADA", Label: "Ada"}}}}
		}), Cart{ada}, []string{CodeCustomizationInvalid}},
		"one line of two": {mug(func(p *Product) { p.Fields = nil }), Cart{ada, {ID: "2", Product: "mug", Quantity: 1}}, []string{CodeCustomizationInvalid, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			quote := PriceCart(row.cart, row.products)
			for i, line := range quote.Lines {
				got := ""
				if line.Problem != nil {
					got = line.Problem.Code
					if line.Problem.Field != line.ID || line.Problem.Message == "" {
						t.Errorf("line %s is told %+v", line.ID, *line.Problem)
					}
				}
				if got != row.want[i] {
					t.Errorf("line %s: got %q, want %q", line.ID, got, row.want[i])
				}
			}
			if len(quote.Lines) != len(row.want) {
				t.Errorf("got %d lines, want %d", len(quote.Lines), len(row.want))
			}
		})
	}
}

func TestASurchargeIsPaidForEachPiece(t *testing.T) {
	quote := PriceCart(Cart{{ID: "1", Product: "mug", Quantity: 3, Customizations: inscribed("Ada")}, {ID: "2", Product: "mug", Quantity: 1}}, mug(nil))
	if line := quote.Lines[0]; line.UnitPrice != 800_000 || line.Total != 2_400_000 {
		t.Errorf("with words: %s each, %s together", line.UnitPrice, line.Total)
	}
	if line := quote.Lines[1]; line.UnitPrice != 650_000 || line.Total != 650_000 {
		t.Errorf("without words: %s each, %s together", line.UnitPrice, line.Total)
	}
	if quote.Subtotal != 3_050_000 || quote.ItemsCount != 4 {
		t.Errorf("%d pieces for %s", quote.ItemsCount, quote.Subtotal)
	}
}

func TestAnEmptyCartHasAnEmptyQuote(t *testing.T) {
	if got := PriceCart(nil, nil); got.Lines == nil || len(got.Lines) != 0 || got.ItemsCount != 0 || got.Subtotal != 0 {
		t.Errorf("got %#v, want an empty list", got)
	}
}

func TestALineWhoseProductIsGoneIsLeftOut(t *testing.T) {
	quote := PriceCart(Cart{{ID: "1", Product: "gone", Quantity: 9}, {ID: "2", Product: "mug", Quantity: 1}}, mug(nil))
	if len(quote.Lines) != 1 || quote.Lines[0].ID != "2" || quote.ItemsCount != 1 || quote.Subtotal != 650_000 {
		t.Errorf("got %+v", quote)
	}
}

func TestTheSubtotalIsTheSumOfTheLinesWithTheirSurcharges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := money.Kobo(rapid.Int64Range(0, int64(money.Max)).Draw(t, "price"))
		products := map[string]Product{"gift": {ID: "gift", Name: "Gift", Price: price, Active: true, Fields: everyKind}}
		var cart Cart
		var want money.Kobo
		pieces := 0
		for i := range rapid.IntRange(0, 6).Draw(t, "lines") {
			form := validForm.Draw(t, "form")
			words, err := Customize(everyKind, form.written(t, "form"))
			if err != nil {
				t.Fatal(err)
			}
			quantity := rapid.IntRange(1, MaxQuantity).Draw(t, "quantity")
			cart = append(cart, Line{ID: fmt.Sprint(i), Product: "gift", Quantity: quantity, Customizations: words})
			for range quantity {
				want += price + form.surcharge
			}
			pieces += quantity
		}
		quote := PriceCart(cart, products)
		var sum money.Kobo
		for i, line := range quote.Lines {
			if line.Problem != nil || !reflect.DeepEqual(line.Line, cart[i]) {
				t.Fatalf("line %+v became %+v with the problem %v", cart[i], line.Line, line.Problem)
			}
			sum += line.Total
		}
		if quote.Subtotal != want || sum != want || quote.ItemsCount != pieces {
			t.Fatalf("%d pieces for %s, lines for %s, want %d for %s", quote.ItemsCount, quote.Subtotal, sum, pieces, want)
		}
	})
}

func TestWhatWasGivenOnAProductsFormIsNotAskedAgain(t *testing.T) {
	products := map[string]Product{
		"mug":  {ID: "mug", Active: true, Fields: everyKind},
		"card": {ID: "card", Active: true},
	}
	for name, row := range map[string]struct {
		cart        Cart
		phone, town string
	}{
		"nothing was given": {Cart{{Product: "card", Quantity: 1}}, "", ""},
		"the first of each": {Cart{
			{Product: "card", Quantity: 1},
			{Product: "mug", Quantity: 1, Customizations: Customizations{"delivery_town": {Text: "Ikeja"}}},
			{Product: "mug", Quantity: 1, Customizations: Customizations{"delivery_town": {Text: "Ijebu-Ode"}, "phone": {Text: "+2348031234567"}}},
			{Product: "mug", Quantity: 1, Customizations: Customizations{"phone": {Text: "+2347012345678"}}},
		}, "+2348031234567", "Ikeja"},
		"only by the kind of the field": {Cart{{Product: "card", Quantity: 1, Customizations: Customizations{"phone": {Text: "+2348031234567"}}}}, "", ""},
	} {
		if phone, town := PriceCart(row.cart, products).Prefill(); phone != row.phone || town != row.town {
			t.Errorf("%s: got %q and %q, want %q and %q", name, phone, town, row.phone, row.town)
		}
	}
}
