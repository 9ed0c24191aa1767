package shop

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
)

// findCart reads the open cart of an account or, failing one, of a browser; nil when there is none.
func findCart(app core.App, who Shopper) (*core.Record, error) {
	// The conditions of the indexes are repeated word for word; without them SQLite reads every cart.
	where := dbx.NewExp("owner = {:user} AND owner != '' AND status = 'open'", dbx.Params{"user": who.User})
	if who.User == "" {
		where = dbx.NewExp("session = {:session} AND session != '' AND owner = '' AND status = 'open'", dbx.Params{"session": who.Session})
	}
	if who.nobody() {
		return nil, nil
	}
	return findOne(app, "carts", where)
}

// findOne reads the one record that fits; nil when there is none.
func findOne(app core.App, collection string, where dbx.Expression) (*core.Record, error) {
	record := &core.Record{}
	err := app.RecordQuery(collection).Where(where).Limit(1).One(record)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find in %s: %w", collection, err)
	}
	return record, nil
}

// create makes a record of values and saves it.
func create(tx core.App, collection string, values map[string]any) (*core.Record, error) {
	found, err := tx.FindCachedCollectionByNameOrId(collection)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", collection, err)
	}
	record := core.NewRecord(found)
	record.Load(values)
	return record, wrap(tx.Save(record), "save in "+collection)
}

// openCart is [findCart] that makes a cart where there is none.
func openCart(tx core.App, who Shopper, now types.DateTime) (*core.Record, error) {
	cart, err := findCart(tx, who)
	if cart != nil || err != nil {
		return cart, err
	}
	if who.nobody() {
		return nil, errors.New("open a cart: nobody asks for it")
	}
	if who.User != "" {
		who.Session = "" // a cart is an account's or a browser's
	}
	return create(tx, "carts", map[string]any{"owner": who.User, "session": who.Session, "status": "open", "createdAt": now, "updatedAt": now})
}

// readLines reads the lines of a cart; none when cart is nil.
func readLines(app core.App, cart *core.Record) (commerce.Cart, error) {
	if cart == nil {
		return nil, nil
	}
	rows := []struct {
		ID             string `db:"id"`
		Product        string `db:"product"`
		Quantity       int    `db:"quantity"`
		Customizations string `db:"customizations"`
	}{}
	err := app.DB().Select("id", "product", "quantity", "COALESCE(customizations, '{}') AS customizations").From("cart_items").
		Where(dbx.HashExp{"cart": cart.Id}).OrderBy("createdAt", "_rowid_").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read the lines of a cart: %w", err)
	}
	lines := make(commerce.Cart, len(rows))
	for i, row := range rows {
		lines[i] = commerce.Line{ID: row.ID, Product: row.Product, Quantity: row.Quantity}
		if err := json.Unmarshal([]byte(row.Customizations), &lines[i].Customizations); err != nil {
			return nil, fmt.Errorf("read the customizations of a line: %w", err)
		}
	}
	return lines, nil
}

// writePlan makes a change of a cart true.
func writePlan(tx core.App, cart *core.Record, plan commerce.CartPlan, now types.DateTime) error {
	for _, id := range plan.Remove {
		record, err := tx.FindRecordById("cart_items", id)
		if err != nil {
			return fmt.Errorf("find a line to remove: %w", err)
		}
		if err := tx.Delete(record); err != nil {
			return fmt.Errorf("remove a line: %w", err)
		}
	}
	for _, line := range plan.Save {
		if err := saveLine(tx, cart, line, now); err != nil {
			return err
		}
	}
	cart.Set("updatedAt", now)
	return wrap(tx.Save(cart), "save a cart")
}

func saveLine(tx core.App, cart *core.Record, line commerce.Line, now types.DateTime) error {
	values := map[string]any{
		"cart": cart.Id, "product": line.Product, "quantity": line.Quantity,
		"customizations": types.JSONRaw(line.Customizations.Canonical()), "customizationKey": line.Customizations.Key(),
	}
	if line.ID == "" {
		values["createdAt"] = now
		_, err := create(tx, "cart_items", values)
		return err
	}
	record, err := tx.FindRecordById("cart_items", line.ID)
	if err != nil {
		return fmt.Errorf("find a line: %w", err)
	}
	record.Load(values)
	return wrap(tx.Save(record), "save a line")
}
