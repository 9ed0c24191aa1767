package commerce

import (
	"fmt"
	"time"

	"lovegiftings/internal/money"
)

// Product is what the rules must know of a product.
type Product struct {
	ID     string
	Name   string
	Price  money.Kobo
	Active bool // on sale now
	// SoldFrom is when the sale of a product that is not on sale yet begins; zero when it has begun or never will.
	SoldFrom time.Time
	Stock    Stock
	Fields   []Field // what a shopper may fill in, in the owner's order
}

// Stock is how many pieces of a product are there. When it is not counted the product is made to order and never runs
// out.
type Stock struct {
	Counted bool
	Left    int
}

// StockState is the stock as said to a shopper.
type StockState string

// The states of stock in the HTTP contract.
const (
	StockIn          StockState = "in_stock"
	StockLow         StockState = "low"
	StockOut         StockState = "out"
	StockMadeToOrder StockState = "made_to_order"
)

// lowStock is the number of pieces from which on a shopper is told how many are left.
const lowStock = 3

// State says how the stock is told to a shopper.
func (s Stock) State() StockState {
	switch {
	case !s.Counted:
		return StockMadeToOrder
	case s.Left <= 0:
		return StockOut
	case s.Left <= lowStock:
		return StockLow
	default:
		return StockIn
	}
}

// Covers reports whether quantity pieces can be sold.
func (s Stock) Covers(quantity int) bool { return !s.Counted || quantity <= s.Left }

// outOfStock says how many are left; the field it is told at is the caller's.
func outOfStock(field string, product Product) Problem {
	message := fmt.Sprintf("Only %d of %s are left.", product.Stock.Left, product.Name)
	switch {
	case product.Stock.Left <= 0:
		message = fmt.Sprintf("%s is out of stock.", product.Name)
	case product.Stock.Left == 1:
		message = fmt.Sprintf("Only 1 of %s is left.", product.Name)
	}
	return Problem{Field: field, Code: CodeOutOfStock, Message: message}
}

// lagos is Nigeria's time: one hour ahead of UTC all the year.
var lagos = time.FixedZone("WAT", 60*60)

func unavailable(field string, product Product) Problem {
	if !product.SoldFrom.IsZero() {
		return Problem{Field: field, Code: CodeProductUnavailable, Message: product.Name + " can be ordered from " + product.SoldFrom.In(lagos).Format("2 January 2006") + "."}
	}
	return Problem{Field: field, Code: CodeProductUnavailable, Message: product.Name + " is not sold any more."}
}
