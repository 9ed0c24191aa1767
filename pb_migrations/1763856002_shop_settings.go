package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// What the owner may say of the shop: one record, kept the only one by its unique number.
func init() {
	migrations.Register(func(app core.App) error {
		settings := core.NewBaseCollection("shop_settings")
		only := whole("only", 1, 1)
		only.Required, only.Hidden = true, true
		settings.Fields.Add(
			requiredText("shopName", 60),
			text("phone", 30),
			text("whatsapp", 30),
			&core.EmailField{Name: "email"},
			only,
		)
		settings.AddIndex("idx_shop_settings_only", true, "only", "")
		if err := app.Save(settings); err != nil {
			return err
		}
		record := core.NewRecord(settings)
		record.Set("shopName", "Love Giftings")
		record.Set("only", 1)
		return app.Save(record)
	}, drop("shop_settings"))
}
