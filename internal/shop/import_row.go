package shop

import (
	"path"
	"strings"

	"github.com/pocketbase/dbx"

	"lovegiftings/internal/commerce"
)

// parentsFirst puts the rows of categories behind those of their parents.
func parentsFirst(sheet importSheet) []commerce.SheetRow {
	if sheet.collection != "categories" || !sheet.Has("parent") {
		return sheet.Rows
	}
	var sorted []commerce.SheetRow
	waiting := sheet.Rows
	for len(waiting) > 0 {
		there := map[string]bool{}
		for _, row := range waiting {
			slug, _ := sheet.Cell(row, "slug")
			there[slug] = true
		}
		var later []commerce.SheetRow
		for _, row := range waiting {
			if parent, _ := sheet.Cell(row, "parent"); there[parent] {
				later = append(later, row)
			} else {
				sorted = append(sorted, row)
			}
		}
		if len(later) == len(waiting) { // a circle, which saving refuses
			return append(sorted, later...)
		}
		waiting = later
	}
	return sorted
}

// find says which record a row is about, to the database and in one word.
func (t catalogueTable) find(values map[string]any) (dbx.Expression, string) {
	text := func(name string) string {
		value, _ := values[name].(string)
		return value
	}
	if t.collection == "delivery_zones" {
		town, _ := commerce.CleanLine(text("town"))
		return dbx.NewExp("town = {:town} COLLATE NOCASE", dbx.Params{"town": town}), strings.ToLower(town)
	}
	made := map[string]string{"slug": commerce.Slug(text("name")), "key": commerce.FieldKey(text("label"))}
	where, key := dbx.HashExp{}, ""
	for _, name := range t.keys {
		value := text(name)
		if value == "" {
			value = made[name]
		}
		where[name] = value
		key = path.Join(key, name+"="+value)
	}
	return where, key
}
