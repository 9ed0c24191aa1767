package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// An order keeps frozen copies of everything that was said when it was placed. The indexes hold what the shop promises:
// one order per cart, per number and per idempotency key.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "users", "products", "carts", "delivery_zones")
		if err != nil {
			return err
		}
		// A letter of a text may take up to 48 bytes, so the columns hold 48 times what the rules allow.
		number := requiredText("number", 20)
		number.Presentable = true
		orders := core.NewBaseCollection("orders")
		orders.Fields.Add( // in the order in which the dashboard shows them
			number,
			status("pending", "paid", "preparing", "dispatched", "delivered", "cancelled", "expired", "refunded"),
			requiredText("name", 4800),
			price("totalKobo"),
			requiredText("town", 80),
			text("state", 80),
			requiredText("address", 14400),
			requiredText("phone", 20),
			&core.EmailField{Name: "email", Required: true},
			text("note", 24000),
			text("giftTo", 4800),
			text("giftFrom", 4800),
			text("giftMessage", 9600),
			&core.DateField{Name: "createdAt", Required: true},
			&core.DateField{Name: "paidAt"},
			kobo("itemsKobo"),
			kobo("deliveryKobo"),
			kobo("discountKobo"),
			&core.SelectField{Name: "currency", Values: []string{"NGN"}, MaxSelect: 1, Required: true},
			whole("sequence", 1, 1<<31),
			one("owner", found[0]),
			hiddenText("session"),
			one("cart", found[2]),
			one("zone", found[3]),
			hiddenText("idempotencyKey"),
			hiddenText("requestHash"),
			&core.BoolField{Name: "cartRestored", Hidden: true},
		)
		orders.AddIndex("idx_orders_number", true, "number", "")
		orders.AddIndex("idx_orders_sequence", true, "sequence", "")
		orders.AddIndex("idx_orders_cart", true, "cart", "cart != ''")
		orders.AddIndex("idx_orders_idempotency_key", true, "idempotencyKey", "idempotencyKey != ''")
		orders.AddIndex("idx_orders_owner", false, "owner, createdAt", "owner != ''")
		orders.AddIndex("idx_orders_session", false, "session, createdAt", "session != ''")
		orders.AddIndex("idx_orders_pending", false, "createdAt", "status = 'pending'")
		if err := app.Save(orders); err != nil {
			return err
		}

		quantity := whole("quantity", 1, 99)
		quantity.Required = true
		name := requiredText("name", 120)
		name.Presentable = true
		items := core.NewBaseCollection("order_items")
		items.Fields.Add(
			part("order", orders),
			one("product", found[1]),
			name,
			text("slug", 100),
			&core.JSONField{Name: "image"},
			quantity,
			&core.JSONField{Name: "customizations", MaxSize: 256 << 10},
			&core.JSONField{Name: "customizationDetails", MaxSize: 1 << 20},
			price("unitPriceKobo"),
			price("lineKobo"),
			whole("stockTaken", 0, 99),
			whole("position", 0, 1000),
		)
		items.AddIndex("idx_order_items_order", false, "`order`, position", "")
		if err := app.Save(items); err != nil {
			return err
		}

		events := core.NewBaseCollection("order_events")
		events.Fields.Add(
			part("order", orders),
			requiredText("kind", 40),
			text("from", 20),
			text("to", 20),
			requiredText("by", 20),
			text("message", 500),
			&core.DateField{Name: "at", Required: true},
		)
		events.AddIndex("idx_order_events_order", false, "`order`, at", "")
		return app.Save(events)
	}, drop("orders", "order_items", "order_events"))
}
