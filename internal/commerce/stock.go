package commerce

// StockKind says why a product's stock changed: it is the kind of a row of the stock's history.
type StockKind string

// The kinds of stock move. The owner writes the first two, orders the others.
const (
	StockReceived StockKind = "received" // pieces came into the shop: the first count, or a greater one
	StockAdjusted StockKind = "adjusted" // the owner counted fewer
	StockReserved StockKind = "reserved" // an unpaid order holds them
	StockReleased StockKind = "released" // an order that was not paid lets them go
	StockSold     StockKind = "sold"     // a paid order has them
	StockReturned StockKind = "returned" // an order that was paid gives them back
)

// StockEffect is what an order's step does to its pieces: all that it holds goes back as Back, then what it is to hold is
// taken as Take. An empty kind is nothing.
type StockEffect struct {
	Back StockKind
	Take StockKind
}

// EffectOnStock says what becomes of an order's pieces when it goes from one status to another. A paid order's pieces
// are released and sold in one breath, so that the history tells both: when they left the shelf and when they were paid.
func EffectOnStock(from, to OrderStatus) StockEffect {
	switch {
	case from == OrderPending && to == OrderPaid:
		return StockEffect{Back: StockReleased, Take: StockSold}
	case from == OrderPending && !to.HoldsStock():
		return StockEffect{Back: StockReleased}
	case from.HoldsStock() && !to.HoldsStock():
		return StockEffect{Back: StockReturned}
	case !from.HoldsStock() && to.HoldsStock():
		return StockEffect{Take: StockSold}
	}
	return StockEffect{}
}
