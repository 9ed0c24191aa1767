package shop

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// importChunk is how many rows are looked up at once, and written at once. SQLite keeps each page that a statement
// touches once for each statement, to be able to undo it, so few large ones cost less than many small ones.
const (
	importChunk = 500
	writeChunk  = 20_000
)

// importTable is one table while its rows are checked.
type importTable struct {
	importSheet
	collection *core.Collection
	fields     []core.Field
	cells      []int             // for each field the place of its column, -1 when there is none
	known      map[string]string // the ids of the records that are there, by [catalogueTable.identity]
	seen       map[string]int    // the lines that were read, by the same
}

// importRow is one row while it is checked.
type importRow struct {
	commerce.SheetRow
	values map[string]any
	id     string // of the record that it changes; empty when it adds one
	record *core.Record
}

// table checks the rows of one table and plans what they change.
func (r *importing) table(sheet importSheet) error {
	collection, err := r.app.FindCachedCollectionByNameOrId(sheet.collection)
	if err != nil {
		return fmt.Errorf("find %s: %w", sheet.collection, err)
	}
	one := &importTable{importSheet: sheet, collection: collection, fields: columns(collection), seen: map[string]int{}}
	for _, field := range one.fields {
		named := func(name string) bool { return strings.EqualFold(column(field.GetName()), name) }
		one.cells = append(one.cells, slices.IndexFunc(sheet.Columns, named))
	}
	for i, name := range sheet.Columns {
		if !slices.Contains(one.cells, i) {
			r.problem(ImportProblem{sheet.name, 1, "", fmt.Sprintf("There is no column %q in this table. Name it as an export does, or delete it.", name)})
		}
	}
	if one.known, err = sheet.identities(r.app); err != nil {
		return err
	}
	chunk := importChunk
	if sheet.collection == "customization_fields" { // whether a field can be shown depends on all of them
		chunk = max(len(sheet.Rows), 1)
	}
	checked := 0
	for rows := range slices.Chunk(parentsFirst(sheet), chunk) {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.chunk(one, rows); err != nil {
			return err
		}
		checked += len(rows)
		r.done += len(rows)
		r.tell(sheet.name, checked, len(sheet.Rows))
	}
	return nil
}

// chunk checks some rows: first what each says by itself, then, when all of them are known, what they say together.
func (r *importing) chunk(one *importTable, rows []commerce.SheetRow) error {
	var read []importRow
	var ids []any
	for _, row := range rows {
		values := r.values(one, row)
		if values == nil {
			continue
		}
		key := one.identity(values)
		if line, again := one.seen[key]; again {
			r.wrong(one, row, one.keys[len(one.keys)-1], fmt.Sprintf("Line %d is about the same. Delete one of them.", line))
			continue
		}
		one.seen[key] = row.Line
		id := one.known[key]
		if id != "" && one.foreign && one.importSheet.collection == "categories" {
			continue
		}
		if id != "" {
			ids = append(ids, id)
		}
		read = append(read, importRow{row, values, id, nil})
		if id == "" && one.importSheet.collection == "categories" { // a row below may name it as its parent
			read[len(read)-1].record = r.fresh(one, values)
		}
	}
	there := map[string]*core.Record{}
	for some := range slices.Chunk(ids, importChunk) {
		records := []*core.Record{}
		if err := r.app.RecordQuery(one.collection).WithContext(r.ctx).AndWhere(dbx.In("id", some...)).All(&records); err != nil {
			return fmt.Errorf("read %s: %w", one.importSheet.collection, err)
		}
		for _, record := range records {
			there[record.Id] = record
		}
	}
	for i := range read {
		row := &read[i]
		if row.id == "" {
			if row.record == nil {
				row.record = r.fresh(one, row.values)
			}
		} else if row.record = there[row.id]; row.record == nil {
			return errCatalogueMoved
		}
		row.record.Load(row.values)
		r.shelf.put(one.importSheet.collection, row.record)
	}
	for _, row := range read {
		if err := r.check(one, row); err != nil {
			return fmt.Errorf("%s, line %d: %w", one.name, row.Line, err)
		}
	}
	return nil
}

// fresh begins a record that is not there yet, with the id that it will have, so that rows below may name it.
func (r *importing) fresh(one *importTable, values map[string]any) *core.Record {
	record := core.NewRecord(one.collection)
	record.Id = core.GenerateDefaultRandomId()
	if slug, _ := values["slug"].(string); one.importSheet.collection == "categories" || one.importSheet.collection == "products" {
		if slug == "" {
			name, _ := values["name"].(string)
			slug = commerce.Slug(name)
		}
		r.shelf.ids[one.importSheet.collection][slug] = record.Id
	}
	return record
}

func (r *importing) wrong(one *importTable, row commerce.SheetRow, field, message string) {
	if strings.HasSuffix(field, koboSuffix) && strings.Contains(message, "kobo") { // the dashboard's sentence speaks of kobo
		message = "This cannot be the amount. " + inNaira
	}
	r.problem(ImportProblem{one.name, row.Line, column(field), message})
}

// values reads the cells of a row; nil when one of them cannot be read.
func (r *importing) values(one *importTable, row commerce.SheetRow) map[string]any {
	values, fine := map[string]any{}, true
	for i, field := range one.fields {
		if one.cells[i] < 0 || field.Type() == core.FieldTypeFile {
			continue
		}
		named := r.shelf.ids["categories"]
		if field.GetName() == "product" {
			named = r.shelf.ids["products"]
		}
		value, message := readCell(one.importSheet.collection, field, row.Cells[one.cells[i]], named)
		if message != "" {
			r.wrong(one, row, field.GetName(), message)
			fine = false
			continue
		}
		values[field.GetName()] = value
	}
	if !fine {
		return nil
	}
	return values
}

// check holds a row against every rule that a record of the catalogue must keep, and plans it when it keeps them.
func (r *importing) check(one *importTable, row importRow) error {
	told := map[string]bool{}
	wrong := func(field, message string) {
		if !told[field] {
			told[field] = true
			r.wrong(one, row.SheetRow, field, message)
		}
	}
	change, err := r.pictures(one, row, wrong)
	if err != nil {
		return err
	}
	if err := r.curate(row.record); err != nil {
		refusal, ok := errors.AsType[*commerce.Refusal](err)
		if !ok {
			return err
		}
		for _, problem := range refusal.Problems {
			wrong(problem.Field, problem.Message)
		}
	}
	for _, field := range one.collection.Fields {
		if field.Type() == core.FieldTypeRelation && row.record.GetString(field.GetName()) != "" {
			continue // the record that it names was found
		}
		if err := field.ValidateValue(r.ctx, r.app, row.record); err != nil {
			problem, ok := commerce.Mend(one.importSheet.collection, field.GetName(), false)
			if !ok {
				return fmt.Errorf("check %s: %w", field.GetName(), err)
			}
			wrong(field.GetName(), problem.Message)
		}
	}
	if len(told) > 0 {
		return nil
	}
	return r.add(one, row, change)
}

// curate completes a record as saving it would, with the catalogue as it will be in the place of the database.
func (r *importing) curate(record *core.Record) error {
	switch record.Collection().Name {
	case "products":
		return r.shop.CurateProduct(record)
	case "categories":
		return curateCategory(r.shelf.categories, record)
	case "customization_fields":
		return curateField(record, func(field commerce.Field) ([]commerce.Field, error) { return r.shelf.formAround(record, field), nil })
	default:
		return r.shop.CurateZone(record)
	}
}

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
