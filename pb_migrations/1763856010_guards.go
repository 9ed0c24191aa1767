package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// guards are promises that hold against every writer, the shop's own SQL included: PocketBase checks a field's limits
// only when a record is saved through it.
var guards = []struct{ name, when, table, broken, message string }{
	{"guard_products_insert", "INSERT", "products", "NEW.priceKobo < 1 OR NEW.stock < 0", "a product needs a price and no negative stock"},
	{"guard_products_update", "UPDATE", "products", "NEW.priceKobo < 1 OR NEW.stock < 0", "a product needs a price and no negative stock"},
	{"guard_cart_items_insert", "INSERT", "cart_items", "NEW.quantity NOT BETWEEN 1 AND 99", "a quantity is from 1 to 99"},
	{"guard_cart_items_update", "UPDATE", "cart_items", "NEW.quantity NOT BETWEEN 1 AND 99", "a quantity is from 1 to 99"},
	{"guard_orders_insert", "INSERT", "orders", "NEW.totalKobo != NEW.itemsKobo + NEW.deliveryKobo - NEW.discountKobo", "a total is its parts"},
	{"guard_orders_update", "UPDATE", "orders", "NEW.totalKobo != OLD.totalKobo OR NEW.itemsKobo != OLD.itemsKobo OR NEW.deliveryKobo != OLD.deliveryKobo OR NEW.discountKobo != OLD.discountKobo", "the sums of an order are frozen"},
	{"guard_order_items_insert", "INSERT", "order_items", "NEW.lineKobo != NEW.unitPriceKobo * NEW.quantity", "a line is its price times its quantity"},
	{"guard_payments_update", "UPDATE", "payments", "NEW.reference != OLD.reference OR NEW.amountKobo != OLD.amountKobo OR NEW.`order` != OLD.`order`", "what an attempt is for is frozen"},
	{"guard_payments_delete", "DELETE", "payments", "TRUE", "attempts are kept for ever"},
	{"guard_order_events_update", "UPDATE", "order_events", "TRUE", "the log of an order is only added to"},
	{"guard_order_events_delete", "DELETE", "order_events", "TRUE", "the log of an order is only added to"},
}

func init() {
	migrations.Register(func(app core.App) error {
		for _, guard := range guards {
			_, err := app.NonconcurrentDB().NewQuery("CREATE TRIGGER " + guard.name + " BEFORE " + guard.when + " ON " + guard.table +
				" WHEN " + guard.broken + " BEGIN SELECT RAISE(ABORT, '" + guard.message + "'); END").Execute()
			if err != nil {
				return err
			}
		}
		return nil
	}, func(app core.App) error {
		for _, guard := range guards {
			if _, err := app.NonconcurrentDB().NewQuery("DROP TRIGGER " + guard.name).Execute(); err != nil {
				return err
			}
		}
		return nil
	})
}
