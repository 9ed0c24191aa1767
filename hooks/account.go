package hooks

import (
	"github.com/pocketbase/pocketbase/core"
)

// signedIn joins the guest's cart into the account's. It runs after PocketBase's own checks, a second factor included,
// and in one transaction with them, so that the answer leaves only when the carts are joined. Renewing a token is no
// sign-in: then AuthMethod is empty.
func (h *hooks) signedIn(e *core.RecordAuthRequestEvent) error {
	if e.AuthMethod == "" {
		return e.Next()
	}
	outer := e.App
	defer func() { e.App = outer }()
	return outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		if err := e.Next(); err != nil {
			return err
		}
		who := shopper(e.RequestEvent)
		who.User = e.Record.Id
		return h.shop.MergeCarts(e.Request.Context(), tx, who)
	})
}
