package shop

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
)

// stockMove is one change of a product's stock.
type stockMove struct {
	Product string
	Kind    commerce.StockKind
	Pieces  int // what the stock grows by
	Order   string
	By      commerce.Actor
}

// moveStock is the one place in which the shop changes a stock: it writes the row of the history and the stock together.
// What the owner writes into a product's stock has its row from the database (migration stock_moves), so that no way
// leads past the history. A product that has been deleted has no stock.
func moveStock(tx core.App, move stockMove, now types.DateTime) error {
	if move.Pieces == 0 {
		return nil
	}
	values := dbx.Params{
		"product": move.Product, "kind": string(move.Kind), "pieces": move.Pieces, "order": move.Order, "by": string(move.By), "at": now.String(),
	}
	_, err := tx.DB().NewQuery(`INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, [[order]], [[by]], at)
		SELECT id, name, {:kind}, {:pieces}, stock + {:pieces}, {:order}, {:by}, {:at} FROM products WHERE id = {:product}`).Bind(values).Execute()
	if err != nil {
		return fmt.Errorf("write the history of a stock: %w", err)
	}
	_, err = tx.DB().NewQuery("UPDATE products SET stock = stock + {:pieces} WHERE id = {:product}").
		Bind(dbx.Params{"product": move.Product, "pieces": move.Pieces}).Execute()
	return wrap(err, "change a stock")
}

// takeStock takes move's pieces, all or, when the product is not counted, none. ok is false when there are too few; then
// nothing is taken.
func takeStock(tx core.App, move stockMove, now types.DateTime) (ok bool, err error) {
	var stock commerce.Stock
	err = tx.DB().Select("stockCounted", "stock").From("products").Where(dbx.HashExp{"id": move.Product}).Row(&stock.Counted, &stock.Left)
	if err != nil {
		return false, fmt.Errorf("read a stock: %w", err)
	}
	if !stock.Counted || !stock.Covers(move.Pieces) {
		return !stock.Counted, nil
	}
	move.Pieces = -move.Pieces
	return true, moveStock(tx, move, now)
}

// orderedPieces is how many pieces of a product belong to an order.
type orderedPieces struct {
	Product string `db:"product"`
	Pieces  int    `db:"pieces"`
}

// heldBy reads what an order holds: what its rows of the history have taken and not given back. Products that have been
// deleted are left out.
func heldBy(app core.App, order string) ([]orderedPieces, error) {
	held := []orderedPieces{}
	err := app.DB().Select("product", "-SUM(pieces) AS pieces").From("stock_moves").Where(dbx.And(dbx.HashExp{"order": order}, dbx.NewExp("product != ''"))).
		GroupBy("product").Having(dbx.NewExp("SUM(pieces) != 0")).OrderBy("product").All(&held)
	return held, wrap(err, "read what an order holds")
}

// stockThere reports whether everything that an order once held can be had again.
func stockThere(tx core.App, order string) (bool, error) {
	var short int
	err := tx.DB().NewQuery(`SELECT COUNT(*) FROM (
			SELECT product, SUM(quantity) AS wanted FROM order_items WHERE [[order]] = {:order} GROUP BY product
		) AS lines LEFT JOIN products ON products.id = lines.product
		WHERE products.id IS NULL OR (products.stockCounted = TRUE AND products.stock < lines.wanted)`).
		Bind(dbx.Params{"order": order}).Row(&short)
	return short == 0, wrap(err, "look for the stock of an order")
}

// keepStockInStep does to the stock what an order's step from one status to another means. An order that holds nothing
// gives nothing back, so a second time changes nothing.
func keepStockInStep(tx core.App, order string, step event, now types.DateTime) error {
	effect := commerce.EffectOnStock(step.From, step.To)
	pieces, err := heldBy(tx, order)
	if err != nil {
		return err
	}
	if effect.Back != "" {
		for _, held := range pieces {
			if err := moveStock(tx, stockMove{Product: held.Product, Kind: effect.Back, Pieces: held.Pieces, Order: order, By: step.By}, now); err != nil {
				return err
			}
		}
	} else if effect.Take != "" {
		err := tx.DB().Select("product", "SUM(quantity) AS pieces").From("order_items").Where(dbx.HashExp{"order": order}).GroupBy("product").OrderBy("product").All(&pieces)
		if err != nil {
			return fmt.Errorf("read what an order is to hold: %w", err)
		}
	}
	if effect.Take == "" {
		return nil
	}
	for _, wanted := range pieces {
		move := stockMove{Product: wanted.Product, Kind: effect.Take, Pieces: wanted.Pieces, Order: order, By: step.By}
		if effect.Back != "" { // what was held is there, whether the product is still counted or not
			move.Pieces = -move.Pieces
			err = moveStock(tx, move, now)
		} else if ok, failed := takeStock(tx, move, now); failed != nil || !ok {
			err = fmt.Errorf("take stock again: product %s: enough is there: %t: %w", wanted.Product, ok, failed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
