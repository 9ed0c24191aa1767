package shop

import (
	"context"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// EnsureOwner makes the first superuser of a shop that has none, and reports whether it did.
func (s *Shop) EnsureOwner(ctx context.Context, app core.App, email, password string) (bool, error) {
	count, err := app.CountRecords(core.CollectionNameSuperusers)
	if err != nil || count > 0 {
		return false, wrap(err, "count the owners")
	}
	err = write(ctx, app, "make the first owner", func(tx core.App) error {
		_, err := create(tx, core.CollectionNameSuperusers, map[string]any{"email": email, "password": password, "passwordConfirm": password})
		return err
	})
	return err == nil, err
}

// Protect is the answer to an edit in the dashboard that would break the books: the shop writes these records itself.
func Protect() error {
	return commerce.Refuse(commerce.Conflict, "id", commerce.CodeRecordProtected, "The shop keeps these records itself. They cannot be added, changed or deleted here.")
}
