package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The settings that a shop starts with; afterwards they are the owner's. Addresses of shoppers stay out of the logs.
func init() {
	migrations.Register(func(app core.App) error {
		settings := app.Settings()
		settings.Meta.AppName = "Love Giftings"
		settings.Logs.LogIP = false
		settings.Logs.LogAuthId = false
		return app.Save(settings)
	}, func(app core.App) error {
		return nil
	})
}
