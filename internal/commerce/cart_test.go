package commerce

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// after gives the cart that stands when a plan was written: what goes first goes, what has an id is replaced, what has
// none is new.
func (c Cart) after(plan CartPlan) Cart {
	lines := slices.DeleteFunc(slices.Clone(c), func(line Line) bool { return slices.Contains(plan.Remove, line.ID) })
	for _, line := range plan.Save {
		at := slices.IndexFunc(lines, func(there Line) bool { return there.ID == line.ID })
		if line.ID == "" || at < 0 {
			line.ID = fmt.Sprintf("new%d", len(lines))
			lines = append(lines, line)
			continue
		}
		lines[at] = line
	}
	return lines
}

// plenty is a product that never runs out; the rules of joining know nothing else of it.
var plenty = Product{Active: true}

func inscribed(text string) Customizations { return Customizations{"inscription": {Text: text}} }

func TestAGiftPutIntoTheCart(t *testing.T) {
	ada := Line{ID: "1", Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}
	full := Cart{}
	for i := range MaxLines {
		full = append(full, Line{ID: fmt.Sprint(i), Product: fmt.Sprint("gift", i), Quantity: 1})
	}
	for name, row := range map[string]struct {
		cart Cart
		line Line
		want []Line
	}{
		"stands in an empty cart":                 {nil, Line{Product: "mug", Quantity: 3}, []Line{{Product: "mug", Quantity: 3}}},
		"joins its like":                          {Cart{ada}, Line{Product: "mug", Quantity: 3, Customizations: inscribed("Ada")}, []Line{{ID: "1", Product: "mug", Quantity: 5, Customizations: inscribed("Ada")}}},
		"stays apart with other words":            {Cart{ada}, Line{Product: "mug", Quantity: 3, Customizations: inscribed("Obi")}, []Line{{Product: "mug", Quantity: 3, Customizations: inscribed("Obi")}}},
		"stays apart without words":               {Cart{ada}, Line{Product: "mug", Quantity: 3}, []Line{{Product: "mug", Quantity: 3}}},
		"stays apart when another gift":           {Cart{ada}, Line{Product: "cup", Quantity: 3, Customizations: inscribed("Ada")}, []Line{{Product: "cup", Quantity: 3, Customizations: inscribed("Ada")}}},
		"no words and an empty form are the same": {Cart{{ID: "1", Product: "mug", Quantity: 1}}, Line{Product: "mug", Quantity: 1, Customizations: Customizations{}}, []Line{{ID: "1", Product: "mug", Quantity: 2, Customizations: Customizations{}}}},
		"may fill its line":                       {Cart{{ID: "1", Product: "mug", Quantity: 98}}, Line{Product: "mug", Quantity: 1}, []Line{{ID: "1", Product: "mug", Quantity: 99}}},
		"stands last when there is room for one":  {full[1:], Line{Product: "mug", Quantity: 1}, []Line{{Product: "mug", Quantity: 1}}},
		"joins its like in a full cart":           {full, Line{Product: "gift7", Quantity: 1}, []Line{{ID: "7", Product: "gift7", Quantity: 2}}},
	} {
		t.Run(name, func(t *testing.T) {
			plan, err := row.cart.Add(row.line, plenty)
			if err != nil || !reflect.DeepEqual(plan.Save, row.want) || len(plan.Remove) != 0 {
				t.Errorf("got %+v, %v, want to save %+v", plan, err, row.want)
			}
		})
	}
	for name, row := range map[string]struct {
		cart Cart
		line Line
		kind RefusalKind
		want string
	}{
		"none at all":                     {nil, Line{Product: "mug"}, Invalid, "quantity quantity_invalid"},
		"fewer than none":                 {nil, Line{Product: "mug", Quantity: -1}, Invalid, "quantity quantity_invalid"},
		"too many":                        {nil, Line{Product: "mug", Quantity: 100}, Invalid, "quantity quantity_invalid"},
		"too many together":               {Cart{{ID: "1", Product: "mug", Quantity: 98}}, Line{Product: "mug", Quantity: 2}, Invalid, "quantity quantity_invalid"},
		"one more gift than a cart holds": {full, Line{Product: "mug", Quantity: 1}, Conflict, "cart cart_full"},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			_, err := row.cart.Add(row.line, plenty)
			wantRefusal(t, err, row.kind, row.want)
		})
	}
}

func TestALineIsChanged(t *testing.T) {
	ada := Line{ID: "1", Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}
	obi := Line{ID: "2", Product: "mug", Quantity: 3, Customizations: inscribed("Obi")}
	cup := Line{ID: "3", Product: "cup", Quantity: 99}
	cart := Cart{ada, obi, cup}
	with := func(line Line, quantity int, words Customizations) Line {
		line.Quantity, line.Customizations = quantity, words
		return line
	}
	for name, row := range map[string]struct {
		to   Line
		want CartPlan
	}{
		"to another quantity":             {with(ada, 5, inscribed("Ada")), CartPlan{Save: []Line{with(ada, 5, inscribed("Ada"))}}},
		"to what it was":                  {ada, CartPlan{Save: []Line{ada}}},
		"to other words":                  {with(ada, 2, inscribed("Ngozi")), CartPlan{Save: []Line{with(ada, 2, inscribed("Ngozi"))}}},
		"to the words of another":         {with(ada, 2, inscribed("Obi")), CartPlan{Save: []Line{with(ada, 5, inscribed("Obi"))}, Remove: []string{"2"}}},
		"to none and goes":                {with(ada, 0, inscribed("Ada")), CartPlan{Remove: []string{"1"}}},
		"to none, whatever words it has":  {with(ada, 0, inscribed("Obi")), CartPlan{Remove: []string{"1"}}},
		"to the words of another product": {with(cup, 1, inscribed("Ada")), CartPlan{Save: []Line{with(cup, 1, inscribed("Ada"))}}},
	} {
		t.Run(name, func(t *testing.T) {
			if plan, err := cart.Change(row.to, plenty); err != nil || !reflect.DeepEqual(plan, row.want) {
				t.Errorf("got %+v, %v, want %+v", plan, err, row.want)
			}
		})
	}
	for name, row := range map[string]struct {
		to   Line
		kind RefusalKind
		want string
	}{
		"a line of nobody's":                   {Line{ID: "9", Product: "mug", Quantity: 1}, NotFound, "item not_found"},
		"a line without an id":                 {Line{Product: "mug", Quantity: 1}, NotFound, "item not_found"},
		"removing what is not there":           {Line{ID: "9"}, NotFound, "item not_found"},
		"fewer than none":                      {with(ada, -1, nil), Invalid, "quantity quantity_invalid"},
		"too many":                             {with(ada, 100, nil), Invalid, "quantity quantity_invalid"},
		"fewer than none, made up by its like": {with(ada, -1, inscribed("Obi")), Invalid, "quantity quantity_invalid"},
		"too many together":                    {with(ada, 97, inscribed("Obi")), Invalid, "quantity quantity_invalid"},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			_, err := cart.Change(row.to, plenty)
			wantRefusal(t, err, row.kind, row.want)
		})
	}
}

func TestStockAndSaleBoundWhatGoesIntoTheCart(t *testing.T) {
	ada := Line{ID: "1", Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}
	obi := Line{ID: "2", Product: "mug", Quantity: 3, Customizations: inscribed("Obi")}
	cart := Cart{ada, obi, {ID: "3", Product: "cup", Quantity: 40}}
	with := func(line Line, quantity int, words Customizations) Line {
		line.Quantity, line.Customizations = quantity, words
		return line
	}
	left := func(pieces int) Product {
		return Product{Name: "Ankara Mug", Active: true, Stock: Stock{Counted: true, Left: pieces}}
	}
	gone := Product{Name: "Ankara Mug"}
	const soldOut, notSold = "quantity out_of_stock", "product product_unavailable"
	for name, row := range map[string]struct {
		change  func(Line, Product) (CartPlan, error)
		line    Line
		product Product
		want    string // "" when it is taken
	}{
		"the last piece is put in":                          {cart.Add, Line{Product: "mug", Quantity: 1}, left(6), ""},
		"one more than are left is not put in":              {cart.Add, Line{Product: "mug", Quantity: 2}, left(6), soldOut},
		"the last piece joins its like":                     {cart.Add, Line{Product: "mug", Quantity: 1, Customizations: inscribed("Ada")}, left(6), ""},
		"one more than are left does not join its like":     {cart.Add, Line{Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}, left(6), soldOut},
		"what is not sold is not put in":                    {cart.Add, Line{Product: "mug", Quantity: 1}, gone, notSold},
		"a line takes the last piece":                       {cart.Change, with(ada, 3, ada.Customizations), left(6), ""},
		"a line does not take one more":                     {cart.Change, with(ada, 4, ada.Customizations), left(6), soldOut},
		"fewer may stay though they are too many":           {cart.Change, with(obi, 2, obi.Customizations), left(1), ""},
		"as many may stay though they are too many":         {cart.Change, with(obi, 3, inscribed("Ngozi")), left(1), ""},
		"one more may not when they are too many":           {cart.Change, with(obi, 4, obi.Customizations), left(1), soldOut},
		"two lines may become one though they are too many": {cart.Change, with(ada, 2, inscribed("Obi")), left(1), ""},
		"two lines may not become one with one too many":    {cart.Change, with(ada, 3, inscribed("Obi")), left(5), soldOut},
		"two lines may become one with the last piece":      {cart.Change, with(ada, 3, inscribed("Obi")), left(6), ""},
		"fewer of what is not sold may stay":                {cart.Change, with(obi, 1, obi.Customizations), gone, ""},
		"more of what is not sold may not":                  {cart.Change, with(obi, 4, obi.Customizations), gone, notSold},
		"what is not sold may be removed":                   {cart.Change, Line{ID: "1"}, gone, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := row.change(row.line, row.product)
			if row.want != "" {
				wantRefusal(t, err, Conflict, row.want)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

// anyLine draws a line out of so few gifts and words that lines are often alike.
var anyLine = rapid.Custom(func(t *rapid.T) Line {
	return Line{
		Product:        rapid.SampledFrom([]string{"mug", "cup", "journal"}).Draw(t, "product"),
		Quantity:       rapid.IntRange(1, 40).Draw(t, "quantity"),
		Customizations: rapid.SampledFrom([]Customizations{nil, {}, inscribed("Ada"), inscribed("Obi"), {"extras": {Many: []string{"Ada"}}}, {"inscription": {Text: "Ada"}, "colour": {Text: "wine"}}}).Draw(t, "words"),
	}
})

// anyCart draws a cart as it is kept: an id for each line, and no two lines alike.
func anyCart(owner string, most int) *rapid.Generator[Cart] {
	return rapid.Custom(func(t *rapid.T) Cart {
		var cart Cart
		for i, line := range rapid.SliceOfNDistinct(anyLine, 0, most, func(l Line) string { return l.Product + l.Customizations.Key() }).Draw(t, "lines") {
			line.ID = fmt.Sprint(owner, i)
			cart = append(cart, line)
		}
		for i := range rapid.SampledFrom([]int{0, 0, MaxLines - len(cart) - 2, MaxLines - len(cart)}).Draw(t, "others") {
			cart = append(cart, Line{ID: fmt.Sprint(owner, "other", i), Product: fmt.Sprint(owner, "other", i), Quantity: 1})
		}
		return cart
	})
}

func TestJoiningIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anyLine.Draw(t, "a"), anyLine.Draw(t, "b")
		a.ID, b.ID = "a", "b"
		one, err := Cart{a}.Add(b, plenty)
		if err != nil {
			t.Fatal(err)
		}
		other, err := Cart{b}.Add(a, plenty)
		if err != nil {
			t.Fatal(err)
		}
		joined := one.Save[0].ID == "a"
		if joined != (other.Save[0].ID == "b") {
			t.Fatalf("b joins a: %v, but a joins b: %v", joined, !joined)
		}
		if alike := a.Product == b.Product && maps.EqualFunc(a.Customizations, b.Customizations, func(x, y Value) bool { return reflect.DeepEqual(x, y) }); joined != alike {
			t.Fatalf("%+v and %+v are joined: %v", a, b, joined)
		}
		if joined && (one.Save[0].Quantity != a.Quantity+b.Quantity || other.Save[0].Quantity != a.Quantity+b.Quantity) {
			t.Fatalf("together they are %d or %d", one.Save[0].Quantity, other.Save[0].Quantity)
		}
	})
}

func TestNoChangeOfACartLosesAPieceOrLeavesTwoLinesAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cart := anyCart("own", 8).Draw(t, "cart")
		pieces := count(cart)
		line := anyLine.Draw(t, "line")
		product := Product{Name: "Gift", Active: rapid.Bool().Draw(t, "active"), Stock: Stock{Counted: rapid.Bool().Draw(t, "counted"), Left: rapid.IntRange(0, 60).Draw(t, "left")}}
		var plan CartPlan
		var err error
		if len(cart) > 0 && rapid.Bool().Draw(t, "change") {
			there := cart[rapid.IntRange(0, len(cart)-1).Draw(t, "which")]
			line.ID, line.Product = there.ID, there.Product
			pieces -= there.Quantity
			plan, err = cart.Change(line, product)
		} else {
			plan, err = cart.Add(line, product)
		}
		if err != nil {
			refusal, ok := err.(*Refusal)
			if !ok || (refusal.Has(CodeCartFull) && len(cart) < MaxLines) {
				t.Fatalf("%d lines: %v", len(cart), err)
			}
			return
		}
		after := cart.after(plan)
		if got := count(after); got != pieces+line.Quantity {
			t.Fatalf("%d pieces and %d more are %d", pieces, line.Quantity, got)
		}
		wellKept(t, after)
		was, is := cart.pieces(line.Product), after.pieces(line.Product)
		if is > was && (!product.Active || !product.Stock.Covers(is)) {
			t.Fatalf("%d pieces became %d of %+v", was, is, product)
		}
	})
}

func TestMergingDropsNothingAndDoublesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		guest, own := anyCart("guest", 8).Draw(t, "guest"), anyCart("own", 8).Draw(t, "own")
		before := slices.Clone(own)
		plan := Merge(guest, own)
		if !reflect.DeepEqual(own, before) {
			t.Fatal("merging wrote into the account's cart")
		}
		merged := own.after(plan)
		wellKept(t, merged)
		if len(plan.Remove) != 0 {
			t.Fatalf("merging removes %q", plan.Remove)
		}
		if again := Merge(guest, merged); len(again.Save)+len(again.Remove) != 0 {
			t.Fatalf("merged again, it would still write %+v", again)
		}
		left := 0
		for _, line := range guest {
			at := slices.IndexFunc(merged, line.same)
			if at < 0 {
				left++
				continue
			}
			want := line.Quantity
			if mine := slices.IndexFunc(own, line.same); mine >= 0 {
				want = max(want, own[mine].Quantity)
			}
			if merged[at].Quantity != want {
				t.Fatalf("%+v has %d pieces, want the larger of the two: %d", line, merged[at].Quantity, want)
			}
		}
		if left > 0 && len(merged) < MaxLines {
			t.Fatalf("%d lines of the guest were dropped, and the cart has only %d", left, len(merged))
		}
		for i, line := range own {
			if merged[i].ID != line.ID || merged[i].Quantity < line.Quantity {
				t.Fatalf("the account's own %+v became %+v", line, merged[i])
			}
		}
	})
}

func TestMergingIntoAnEmptyCartIsTheGuestsCart(t *testing.T) {
	guest := Cart{{ID: "g1", Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}, {ID: "g2", Product: "cup", Quantity: 1}}
	want := []Line{{Product: "mug", Quantity: 2, Customizations: inscribed("Ada")}, {Product: "cup", Quantity: 1}}
	if got := Merge(guest, nil); !reflect.DeepEqual(got, CartPlan{Save: want}) {
		t.Errorf("got %+v, want the same lines without ids", got)
	}
	if got := Merge(nil, guest); !reflect.DeepEqual(got, CartPlan{}) {
		t.Errorf("an empty guest's cart would write %+v", got)
	}
}

func count(cart Cart) int {
	pieces := 0
	for _, line := range cart {
		pieces += line.Quantity
	}
	return pieces
}

// wellKept fails when a cart could not be kept as it is.
func wellKept(t *rapid.T, cart Cart) {
	if len(cart) > MaxLines {
		t.Fatalf("the cart has %d lines", len(cart))
	}
	for i, line := range cart {
		if line.Quantity < 1 || line.Quantity > MaxQuantity {
			t.Fatalf("%+v has %d pieces", line, line.Quantity)
		}
		if slices.ContainsFunc(cart[i+1:], line.same) {
			t.Fatalf("%+v stands twice", line)
		}
	}
}
