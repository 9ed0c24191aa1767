package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// A cart is an account's (owner) or a browser's (session: the hash of its cookie). The indexes hold what the shop
// promises: one open cart each, and one line per product and customization.
func init() {
	migrations.Register(func(app core.App) error {
		found, err := find(app, "users", "products")
		if err != nil {
			return err
		}
		carts := core.NewBaseCollection("carts")
		carts.Fields.Add(
			one("owner", found[0]),
			hiddenText("session"),
			status("open", "ordered", "merged"),
			&core.DateField{Name: "createdAt"},
			&core.DateField{Name: "updatedAt"},
		)
		carts.AddIndex("idx_carts_owner", true, "owner", "owner != '' AND status = 'open'")
		carts.AddIndex("idx_carts_session", true, "session", "session != '' AND status = 'open'")
		if err := app.Save(carts); err != nil {
			return err
		}

		quantity := whole("quantity", 1, 99)
		quantity.Required = true
		items := core.NewBaseCollection("cart_items")
		items.Fields.Add(
			part("cart", carts),
			part("product", found[1]),
			quantity,
			&core.JSONField{Name: "customizations", MaxSize: 256 << 10},
			requiredText("customizationKey", 64),
			&core.DateField{Name: "createdAt"},
		)
		items.AddIndex("idx_cart_items_line", true, "cart, product, customizationKey", "")
		return app.Save(items)
	}, drop("carts", "cart_items"))
}
