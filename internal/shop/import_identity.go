package shop

import (
	"fmt"
	"path"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// identity says in one word which record values are about.
func (t catalogueTable) identity(values map[string]any) string {
	text := func(name string) string {
		value, _ := values[name].(string)
		return value
	}
	if t.collection == "delivery_zones" {
		town, _ := commerce.CleanLine(text("town"))
		return strings.ToLower(town)
	}
	key := ""
	for _, name := range t.keys {
		value := text(name)
		switch {
		case value == "" && name == "slug":
			value = commerce.Slug(text("name"))
		case value == "" && name == "key":
			value = commerce.FieldKey(text("label"))
		}
		key = path.Join(key, name+"="+value)
	}
	return key
}

// identities reads the ids of all records of a table.
func (t catalogueTable) identities(app core.App) (map[string]string, error) {
	rows, err := app.DB().Select(append([]string{"id"}, t.keys...)...).From(t.collection).Rows()
	if err != nil {
		return nil, fmt.Errorf("read the names in %s: %w", t.collection, err)
	}
	defer rows.Close()
	ids := map[string]string{}
	for rows.Next() {
		row := dbx.NullStringMap{}
		if err := rows.ScanMap(row); err != nil {
			return nil, fmt.Errorf("read the names in %s: %w", t.collection, err)
		}
		values := map[string]any{}
		for _, key := range t.keys {
			values[key] = row[key].String
		}
		ids[t.identity(values)] = row["id"].String
	}
	return ids, rows.Err()
}
