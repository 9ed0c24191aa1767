package shop

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"lovegiftings/internal/commerce"
)

// maxTable bounds a table, in bytes: one is read whole.
const maxTable = 64 << 20

// importSheet is a table to import. One of another shop system changes no category that is there, and its pictures may
// be missing.
type importSheet struct {
	catalogueTable
	commerce.Sheet
	name    string
	foreign bool
}

// sheets reads the tables of the folder in the order in which they are imported.
func (r *importing) sheets() ([]importSheet, error) {
	names, err := fs.Glob(r.folder, "*.csv")
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	var sheets []importSheet
	for _, name := range names {
		sheet, err := r.readTable(name)
		if broken, ok := errors.AsType[*commerce.SheetError](err); ok {
			r.problem(ImportProblem{name, broken.Line, "", broken.Message})
			continue
		}
		if err != nil {
			return nil, wrap(err, "read "+name)
		}
		at := tableNamed(name)
		switch system := commerce.ForeignShop(sheet); {
		case system != "":
			r.progress(ImportProgress{Text: name + ": the products of " + system})
			products, categories := commerce.FromForeign(sheet)
			sheets = append(sheets, importSheet{catalogueTables[1], categories, name, true}, importSheet{catalogueTables[2], products, name, true})
		case at < 0:
			r.problem(ImportProblem{name, 0, "", "This is no table of the shop's, of Shopify's or of WooCommerce's. Name it as an export does, for example products.csv, or take it away."})
		case slices.ContainsFunc(sheets, func(one importSheet) bool { return !one.foreign && one.collection == catalogueTables[at].collection }):
			r.problem(ImportProblem{name, 0, "", "There is another table of the same here. Take one of the two away."})
		default:
			sheets = append(sheets, importSheet{catalogueTables[at], sheet, name, false})
		}
	}
	if len(names) == 0 {
		r.problem(ImportProblem{".", 0, "", "There is no table here. Put products.csv and the other tables of an export here."})
	}
	slices.SortStableFunc(sheets, func(a, b importSheet) int { return place(a) - place(b) })
	return sheets, nil
}

func (r *importing) readTable(name string) (commerce.Sheet, error) {
	file, err := r.folder.Open(name)
	if err != nil {
		return commerce.Sheet{}, unread(name, err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxTable+1))
	if err != nil {
		return commerce.Sheet{}, unread(name, err)
	}
	if len(content) > maxTable {
		return commerce.Sheet{}, &commerce.SheetError{Line: 1, Message: fmt.Sprintf("This table is larger than %d MB. Divide its rows among several imports.", maxTable>>20)}
	}
	return commerce.ReadSheet(content)
}

// tableNamed finds the table of a file. What browsers and people put behind a name is no matter: products (1).csv and
// products-new.csv are products.
func tableNamed(name string) int {
	return slices.IndexFunc(catalogueTables, func(table catalogueTable) bool {
		rest, ok := strings.CutPrefix(strings.TrimSuffix(strings.ToLower(name), ".csv"), table.collection)
		return ok && (rest == "" || strings.ContainsAny(rest[:1], " -.("))
	})
}

func place(sheet importSheet) int {
	return slices.IndexFunc(catalogueTables, func(table catalogueTable) bool { return table.collection == sheet.collection })
}

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
		if len(later) == len(waiting) { // a circle, which checking refuses
			return append(sorted, later...)
		}
		waiting = later
	}
	return sorted
}
