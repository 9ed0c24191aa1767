package pb_migrations

import (
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The history of every product's stock. It is only added to, and its last row always says what products.stock says, so
// the sum of a product's rows is its stock: the triggers hold that against every writer, the dashboard's SQL console
// included. What an order holds is the sum of its rows; that is why its lines no longer say it themselves.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "products", "orders", "order_items")
		if err != nil {
			return err
		}
		kind := &core.SelectField{Name: "kind", MaxSelect: 1, Required: true, Values: []string{"received", "adjusted", "reserved", "released", "sold", "returned"}}
		name := requiredText("name", 120)
		name.Presentable = true
		pieces := whole("pieces", -1_000_000, 1_000_000)
		pieces.Required = true
		moves := core.NewBaseCollection("stock_moves")
		moves.Fields.Add( // in the order in which the dashboard shows them
			one("product", found[0]), // empty when the product has been deleted; its name stays
			name,
			kind,
			pieces,
			whole("stockAfter", 0, 1_000_000),
			one("order", found[1]),
			requiredText("by", 20),
			text("note", 500),
			&core.DateField{Name: "at", Required: true},
		)
		moves.AddIndex("idx_stock_moves_product", false, "product", "")
		moves.AddIndex("idx_stock_moves_order", false, "`order`", "")
		if err := app.Save(moves); err != nil {
			return err
		}
		if err := beginHistory(app); err != nil {
			return err
		}
		found[2].Fields.RemoveByName("stockTaken")
		if err := app.Save(found[2]); err != nil {
			return err
		}
		for _, trigger := range stockTriggers {
			if _, err := app.NonconcurrentDB().NewQuery(trigger).Execute(); err != nil {
				return fmt.Errorf("%s: %w", trigger, err)
			}
		}
		return nil
	}, func(app core.App) error {
		for _, name := range []string{"stock_products_insert", "stock_products_update"} {
			if _, err := app.NonconcurrentDB().NewQuery("DROP TRIGGER " + name).Execute(); err != nil {
				return err
			}
		}
		found, err := find(app, "order_items")
		if err != nil {
			return err
		}
		found[0].Fields.Add(whole("stockTaken", 0, 99))
		if err := app.Save(found[0]); err != nil {
			return err
		}
		return drop("stock_moves")(app)
	})
}

// lastStock is what the history says of the product of a trigger's row.
const lastStock = "COALESCE((SELECT stockAfter FROM stock_moves WHERE product = %s ORDER BY _rowid_ DESC LIMIT 1), 0)"

// A stock that is written without a row of its history is the owner's doing, in the dashboard or in its SQL console:
// then the row is written here.
var stockTriggers = []string{
	"CREATE TRIGGER stock_moves_insert BEFORE INSERT ON stock_moves" +
		" WHEN NEW.pieces = 0 OR NEW.stockAfter < 0 OR NEW.stockAfter != NEW.pieces + " + fmt.Sprintf(lastStock, "NEW.product") +
		" BEGIN SELECT RAISE(ABORT, 'a row of the stock''s history goes on from the row before it'); END",
	"CREATE TRIGGER stock_moves_update BEFORE UPDATE ON stock_moves" +
		// PocketBase empties a relation to a record that it has just deleted.
		" WHEN NOT (NEW.product = '' AND OLD.product != '' AND NOT EXISTS (SELECT 1 FROM products WHERE id = OLD.product)" +
		" AND NEW.id = OLD.id AND NEW.name = OLD.name AND NEW.kind = OLD.kind AND NEW.pieces = OLD.pieces AND NEW.stockAfter = OLD.stockAfter" +
		" AND NEW.`order` = OLD.`order` AND NEW.`by` = OLD.`by` AND NEW.note = OLD.note AND NEW.at = OLD.at)" +
		" BEGIN SELECT RAISE(ABORT, 'the history of the stock is only added to'); END",
	"CREATE TRIGGER stock_moves_delete BEFORE DELETE ON stock_moves" +
		" BEGIN SELECT RAISE(ABORT, 'the history of the stock is only added to'); END",
	"CREATE TRIGGER stock_products_insert AFTER INSERT ON products" +
		" WHEN NEW.stock != " + fmt.Sprintf(lastStock, "NEW.id") + " BEGIN " + ownersMove + " END",
	"CREATE TRIGGER stock_products_update AFTER UPDATE OF stock ON products" +
		" WHEN NEW.stock != " + fmt.Sprintf(lastStock, "NEW.id") + " BEGIN " + ownersMove + " END",
}

var ownersMove = "INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, `order`, `by`, note, at)" +
	" SELECT NEW.id, NEW.name, CASE WHEN NEW.stock > was THEN 'received' ELSE 'adjusted' END, NEW.stock - was, NEW.stock, '', 'owner', ''," +
	" strftime('%Y-%m-%d %H:%M:%fZ', 'now') FROM (SELECT " + fmt.Sprintf(lastStock, "NEW.id") + " AS was);"

// beginHistory writes what is there already: what each product once received, and what orders hold of it.
func beginHistory(app core.App) error {
	products := []struct {
		ID    string `db:"id"`
		Name  string `db:"name"`
		Stock int    `db:"stock"`
	}{}
	if err := app.DB().Select("id", "name", "stock").From("products").All(&products); err != nil {
		return err
	}
	for _, product := range products {
		held := []struct {
			Order  string `db:"order"`
			Status string `db:"status"`
			Pieces int    `db:"pieces"`
		}{}
		err := app.DB().NewQuery("SELECT [[order]], orders.status, SUM(stockTaken) AS pieces FROM order_items JOIN orders ON orders.id = [[order]]" +
			" WHERE product = {:product} AND stockTaken > 0 GROUP BY [[order]]").Bind(dbx.Params{"product": product.ID}).All(&held)
		if err != nil {
			return err
		}
		after := product.Stock
		for _, one := range held {
			after += one.Pieces
		}
		move := func(kind, by, order string, pieces int) error {
			_, err := app.NonconcurrentDB().NewQuery("INSERT INTO stock_moves (product, name, kind, pieces, stockAfter, [[order]], [[by]], note, at)" +
				" VALUES ({:product}, {:name}, {:kind}, {:pieces}, {:after}, {:order}, {:by}, 'Found when the history began.', strftime('%Y-%m-%d %H:%M:%fZ', 'now'))").
				Bind(dbx.Params{"product": product.ID, "name": product.Name, "kind": kind, "pieces": pieces, "after": after, "order": order, "by": by}).Execute()
			return err
		}
		if after != 0 {
			if err := move("received", "owner", "", after); err != nil {
				return err
			}
		}
		for _, one := range held {
			after -= one.Pieces
			kind, by := "sold", "paystack"
			if one.Status == "pending" {
				kind, by = "reserved", "shopper"
			}
			if err := move(kind, by, one.Order, -one.Pieces); err != nil {
				return err
			}
		}
	}
	return nil
}
