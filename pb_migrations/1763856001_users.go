package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The accounts of shoppers are PocketBase's own "users": anybody may open one, each sees and changes only its own, and
// none is deleted through the API, because orders name them.
func init() {
	migrations.Register(func(app core.App) error {
		users, err := app.FindCollectionByNameOrId("users")
		if err != nil {
			return err
		}
		users.DeleteRule = nil
		users.AuthAlert.Enabled = false // it would make sign-in wait for a mail server that may not be there
		users.Fields.RemoveByName("avatar")
		return app.Save(users)
	}, func(app core.App) error {
		return nil
	})
}
