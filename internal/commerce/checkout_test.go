package commerce

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

var zones = []Zone{
	{ID: "z1", Town: "Ikeja", State: "Lagos State", Fee: 250_000},
	{ID: "z2", Town: "Ijebu-Ode", State: "Ogun State", Fee: 400_000},
}

func goodForm() CheckoutForm {
	return CheckoutForm{Email: "ada@example.com", Phone: "0803 123 4567", Name: "Ada Obi", Zone: "z1", Address: "12 Allen Avenue, by the church"}
}

func oneMug() Quote { return PriceCart(Cart{{ID: "1", Product: "mug", Quantity: 2}}, mug(nil)) }

func kobo(amount money.Kobo) *money.Kobo { return &amount }

func TestAnOrderIsPlacedWithItsSumsFrozen(t *testing.T) {
	form := goodForm()
	form.Email, form.Name, form.Zone = " ada@example.com ", "  Ada \n Obi ", " IKEJA"
	form.Note, form.Gift = " Ring\r\ntwice ", Gift{To: " Mama\nAda ", From: "Ada ", Message: "\nWith love,\n\n\n\nAda\n"}
	form.SeenTotal = kobo(1_550_000)
	draft, err := Place(oneMug(), form, zones)
	if err != nil {
		t.Fatal(err)
	}
	want := CheckoutForm{
		Email: "ada@example.com", Phone: "+2348031234567", Name: "Ada Obi", Zone: "z1", Address: form.Address,
		Note: "Ring\ntwice", Gift: Gift{To: "Mama Ada", From: "Ada", Message: "With love,\n\nAda"}, SeenTotal: form.SeenTotal,
	}
	if !reflect.DeepEqual(draft.Form, want) {
		t.Errorf("the form became %+v, want %+v", draft.Form, want)
	}
	if draft.Zone != zones[0] || draft.Items != 1_300_000 || draft.Delivery != 250_000 || draft.Discount != 0 || draft.Total != 1_550_000 {
		t.Errorf("placed as %+v", draft)
	}
	if !reflect.DeepEqual(draft.Lines, oneMug().Lines) {
		t.Errorf("the lines became %+v", draft.Lines)
	}
}

func TestAnOrderCostsItsLinesWithTheirSurchargesAndItsDelivery(t *testing.T) {
	placed := 0
	rapid.Check(t, func(t *rapid.T) {
		price := money.Kobo(rapid.Int64Range(1, 50_000_000).Draw(t, "price"))
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		var cart Cart
		want := zone.Fee
		for i := range rapid.IntRange(1, 4).Draw(t, "lines") {
			filled := validForm.Draw(t, "form")
			words, err := Customize(everyKind, filled.written(t, "form"))
			if err != nil {
				t.Fatal(err)
			}
			line := Line{ID: fmt.Sprint(i), Product: "gift", Quantity: rapid.IntRange(1, 5).Draw(t, "quantity"), Customizations: words}
			for range line.Quantity {
				want += price + filled.surcharge
			}
			cart = append(cart, line)
		}
		form := goodForm()
		form.Zone, form.SeenTotal = zone.ID, kobo(want)
		draft, err := Place(PriceCart(cart, map[string]Product{"gift": {ID: "gift", Name: "Gift", Price: price, Active: true, Fields: everyKind}}), form, zones)
		if want > money.Max {
			if refusal, ok := err.(*Refusal); !ok || !refusal.Has(CodeTotalTooLarge) {
				t.Fatalf("%s is more than can be paid: %v", want, err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		placed++
		var lines money.Kobo
		for _, line := range draft.Lines {
			lines += line.UnitPrice.Times(line.Quantity)
		}
		if draft.Total != want || draft.Items != lines || draft.Total != draft.Items+draft.Delivery-draft.Discount {
			t.Fatalf("lines of %s and delivery of %s cost %s, want %s", lines, draft.Delivery, draft.Total, want)
		}
	})
	if placed == 0 {
		t.Error("no order was placed")
	}
}

func TestATownIsFoundByItsIDOrName(t *testing.T) {
	for wanted, want := range map[string]string{"z2": "z2", "Ijebu-Ode": "z2", "ijebu-ode": "z2", " Ikeja ": "z1"} {
		form := goodForm()
		form.Zone = wanted
		if draft, err := Place(oneMug(), form, zones); err != nil || draft.Zone.ID != want {
			t.Errorf("%q is %q, %v, want %q", wanted, draft.Zone.ID, err, want)
		}
	}
}

func TestNoWishFindsNoTown(t *testing.T) {
	form := goodForm()
	form.Zone = " "
	_, err := Place(oneMug(), form, []Zone{{Town: "Nowhere"}, {ID: "z9"}})
	wantRefusal(t, err, Invalid, "zone zone_unserved")
}

func TestWhatMayBeLeftOutAtCheckout(t *testing.T) {
	if _, err := Place(oneMug(), goodForm(), zones); err != nil {
		t.Errorf("without note, gift and seen total: %v", err)
	}
}

func TestAFormWithAGapIsRefusedAtThatField(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*CheckoutForm)
		want   string
	}{
		"no e-mail":                       {func(f *CheckoutForm) { f.Email = "" }, "email email_invalid"},
		"an e-mail without an at":         {func(f *CheckoutForm) { f.Email = "ada.example.com" }, "email email_invalid"},
		"an e-mail without a host":        {func(f *CheckoutForm) { f.Email = "ada@" }, "email email_invalid"},
		"an e-mail without a top domain":  {func(f *CheckoutForm) { f.Email = "ada@example" }, "email email_invalid"},
		"a top domain of one letter":      {func(f *CheckoutForm) { f.Email = "ada@example.c" }, "email email_invalid"},
		"a host that begins with a dot":   {func(f *CheckoutForm) { f.Email = "ada@.com" }, "email email_invalid"},
		"a host that is a number":         {func(f *CheckoutForm) { f.Email = "ada@[127.0.0.1]" }, "email email_invalid"},
		"an e-mail with a name":           {func(f *CheckoutForm) { f.Email = "Ada <ada@example.com>" }, "email email_invalid"},
		"two e-mails":                     {func(f *CheckoutForm) { f.Email = "ada@example.com, obi@example.com" }, "email email_invalid"},
		"an e-mail with a new line":       {func(f *CheckoutForm) { f.Email = "ada@example.com\nBcc: all@example.com" }, "email email_invalid"},
		"an e-mail that reorders itself":  {func(f *CheckoutForm) { f.Email = "ada\u202emoc@example.com" }, "email email_invalid"},
		"an e-mail with an unseen space":  {func(f *CheckoutForm) { f.Email = "ada\u200b@example.com" }, "email email_invalid"},
		"an e-mail longer than any":       {func(f *CheckoutForm) { f.Email = strings.Repeat("a", 243) + "@example.com" }, "email email_invalid"},
		"no phone number":                 {func(f *CheckoutForm) { f.Phone = "" }, "phone phone_invalid"},
		"half a phone number":             {func(f *CheckoutForm) { f.Phone = "0803" }, "phone phone_invalid"},
		"no name":                         {func(f *CheckoutForm) { f.Name = " " }, "name name_missing"},
		"too long a name":                 {func(f *CheckoutForm) { f.Name = strings.Repeat("a", 101) }, "name text_too_long"},
		"a name that cannot be printed":   {func(f *CheckoutForm) { f.Name = bidiSwap }, "name text_invalid"},
		"a name that cannot be seen":      {func(f *CheckoutForm) { f.Name = "\u200d" }, "name text_invalid"},
		"no town":                         {func(f *CheckoutForm) { f.Zone = "" }, "zone zone_unserved"},
		"a town that is not served":       {func(f *CheckoutForm) { f.Zone = "Kano" }, "zone zone_unserved"},
		"no address":                      {func(f *CheckoutForm) { f.Address = "\n" }, "address address_missing"},
		"too long an address":             {func(f *CheckoutForm) { f.Address = strings.Repeat("a", 301) }, "address text_too_long"},
		"too long a note":                 {func(f *CheckoutForm) { f.Note = strings.Repeat("a", 501) }, "note text_too_long"},
		"too long a name on the card":     {func(f *CheckoutForm) { f.Gift.To = strings.Repeat("a", 101) }, "gift.to text_too_long"},
		"too long a sender on the card":   {func(f *CheckoutForm) { f.Gift.From = strings.Repeat("a", 101) }, "gift.from text_too_long"},
		"too long a card":                 {func(f *CheckoutForm) { f.Gift.Message = strings.Repeat("a", 201) }, "gift.message text_too_long"},
		"a card that cannot be printed":   {func(f *CheckoutForm) { f.Gift.Message = "a\x00b" }, "gift.message text_invalid"},
		"a note that is no UTF-8":         {func(f *CheckoutForm) { f.Note = "\xff" }, "note text_invalid"},
		"everything, all told at once":    {func(f *CheckoutForm) { *f = CheckoutForm{} }, "address address_missing, email email_invalid, name name_missing, phone phone_invalid, zone zone_unserved"},
		"a gap, before the price is told": {func(f *CheckoutForm) { f.Name, f.SeenTotal = "", kobo(1) }, "name name_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			form := goodForm()
			row.change(&form)
			_, err := Place(oneMug(), form, zones)
			wantRefusal(t, err, Invalid, row.want)
		})
	}
}

func TestTextsOfJustTheirLimitAreTaken(t *testing.T) {
	form := goodForm()
	form.Name, form.Address, form.Note = strings.Repeat("ẹ\u0301", 100), strings.Repeat(family, 300), strings.Repeat("a", 500)
	form.Gift = Gift{To: strings.Repeat("a", 100), From: strings.Repeat("a", 100), Message: strings.Repeat(family, 200)}
	form.Email = strings.Repeat("a", 242) + "@example.com"
	if _, err := Place(oneMug(), form, zones); err != nil {
		refusedFor(t, err)
		t.Error(err)
	}
}

func TestACartThatCannotBeBoughtIsRefused(t *testing.T) {
	cart := Cart{{ID: "1", Product: "mug", Quantity: 2}, {ID: "2", Product: "mug", Quantity: 1, Customizations: inscribed("Ada")}}
	for name, row := range map[string]struct {
		quote Quote
		want  string
	}{
		"an empty cart":                {PriceCart(nil, nil), "cart cart_empty"},
		"only products that are gone":  {PriceCart(cart, nil), "cart cart_empty"},
		"too few pieces":               {PriceCart(cart, mug(func(p *Product) { p.Stock.Left = 2 })), "1 out_of_stock, 2 out_of_stock"},
		"a product not sold":           {PriceCart(cart, mug(func(p *Product) { p.Active = false })), "1 product_unavailable, 2 product_unavailable"},
		"words that do not fit":        {PriceCart(cart, mug(func(p *Product) { p.Fields = nil })), "2 customization_invalid"},
		"more than one payment can be": {PriceCart(cart, mug(func(p *Product) { p.Price = money.Max / 2 })), "cart total_too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Place(row.quote, goodForm(), zones)
			wantRefusal(t, err, Conflict, row.want)
		})
	}
}

func TestAnEmptyCartIsToldBeforeTheForm(t *testing.T) {
	_, err := Place(PriceCart(nil, nil), CheckoutForm{}, zones)
	wantRefusal(t, err, Conflict, "cart cart_empty")
}

func TestAnOrderCostsWhatOnePaymentCanBe(t *testing.T) {
	free := []Zone{{ID: "z1", Town: "Ikeja"}}
	for price, code := range map[money.Kobo]string{money.Min - 1: "total_too_small", money.Min: "", money.Max: "", money.Max + 1: "total_too_large"} {
		quote := PriceCart(Cart{{ID: "1", Product: "mug", Quantity: 1}}, mug(func(p *Product) { p.Price = price }))
		_, err := Place(quote, goodForm(), free)
		if code == "" && err != nil {
			t.Errorf("a mug of %s is refused: %v", price, err)
		} else if code != "" {
			wantRefusal(t, err, Conflict, "cart "+code)
		}
	}
}

func TestATotalThatTheShopperDidNotSeeIsToldFirst(t *testing.T) {
	for _, seen := range []money.Kobo{0, 1, 1_549_999, 1_550_001, -1_550_000, 1_300_000} {
		form := goodForm()
		form.SeenTotal = kobo(seen)
		draft, err := Place(oneMug(), form, zones)
		wantRefusal(t, err, Conflict, "seenTotalKobo price_changed")
		if draft.Total != 1_550_000 || !strings.Contains(err.Error(), "₦15,500.00") {
			t.Errorf("seen %s: the new total is told as %s, %q", seen, draft.Total, err)
		}
	}
}
