package commerce

import "testing"

func TestEachStepOfAnOrderTellsWhatBecomesOfItsPieces(t *testing.T) {
	want := map[[2]OrderStatus]StockEffect{
		{OrderPending, OrderPaid}:        {Back: StockReleased, Take: StockSold},
		{OrderPending, OrderCancelled}:   {Back: StockReleased},
		{OrderPending, OrderExpired}:     {Back: StockReleased},
		{OrderExpired, OrderPaid}:        {Take: StockSold},
		{OrderCancelled, OrderPaid}:      {Take: StockSold},
		{OrderPaid, OrderCancelled}:      {Back: StockReturned},
		{OrderPreparing, OrderCancelled}: {Back: StockReturned},
	}
	for _, move := range orderMoves {
		if got := EffectOnStock(move.from, move.to); got != want[[2]OrderStatus{move.from, move.to}] {
			t.Errorf("%s to %s: %+v", move.from, move.to, got)
		}
	}
}

func TestWhatAnOrderHoldsFollowsFromItsStatus(t *testing.T) {
	for _, from := range OrderStatuses {
		for _, to := range OrderStatuses {
			effect := EffectOnStock(from, to)
			takes, gives := effect.Take != "", effect.Back != ""
			if from.HoldsStock() == to.HoldsStock() && takes != gives || from.HoldsStock() && !to.HoldsStock() && (takes || !gives) || !from.HoldsStock() && to.HoldsStock() && (!takes || gives) {
				t.Errorf("%s to %s: %+v", from, to, effect)
			}
		}
	}
}
