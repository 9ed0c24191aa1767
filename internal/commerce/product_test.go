package commerce

import "testing"

func TestStockIsToldInWords(t *testing.T) {
	for name, row := range map[string]struct {
		stock Stock
		want  StockState
	}{
		"what is not counted is made to order":            {Stock{}, StockMadeToOrder},
		"what is not counted never runs out":              {Stock{Left: -5}, StockMadeToOrder},
		"nothing left is out":                             {Stock{Counted: true}, StockOut},
		"less than nothing left is out":                   {Stock{Counted: true, Left: -1}, StockOut},
		"the last piece is low":                           {Stock{Counted: true, Left: 1}, StockLow},
		"three pieces are low":                            {Stock{Counted: true, Left: 3}, StockLow},
		"from four pieces on nobody is told how many are": {Stock{Counted: true, Left: 4}, StockIn},
	} {
		if got := row.stock.State(); got != row.want {
			t.Errorf("%s: got %s, want %s", name, got, row.want)
		}
	}
}

func TestStockCoversWhatIsThere(t *testing.T) {
	counted := Stock{Counted: true, Left: 2}
	if !counted.Covers(2) || counted.Covers(3) {
		t.Error("2 pieces cover 2 and not 3")
	}
	if (Stock{Counted: true}).Covers(1) {
		t.Error("nothing covers 1")
	}
	if !(Stock{}).Covers(MaxQuantity) {
		t.Error("what is made to order covers any quantity")
	}
}

func TestAShopperIsToldHowManyAreLeft(t *testing.T) {
	for left, want := range map[int]string{
		-1: "Ankara Mug is out of stock.", 0: "Ankara Mug is out of stock.", 1: "Only 1 of Ankara Mug is left.", 2: "Only 2 of Ankara Mug are left.",
	} {
		got := outOfStock("line", Product{Name: "Ankara Mug", Stock: Stock{Counted: true, Left: left}})
		if got.Message != want || got.Field != "line" || got.Code != CodeOutOfStock {
			t.Errorf("%d left: %+v", left, got)
		}
	}
}
