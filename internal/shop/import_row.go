package shop

import (
	"errors"
	"fmt"
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
	schema *core.Collection
	fields []core.Field
	cells  []int             // for each field the place of its column, -1 when there is none
	known  map[string]string // the ids of the records that are there, by [catalogueTable.identity]
	seen   map[string]int    // the lines that were read, by the same
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
	one := &importTable{importSheet: sheet, schema: collection, fields: columns(collection), seen: map[string]int{}}
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
		if id != "" && one.foreign && one.collection == "categories" {
			continue
		}
		if id != "" {
			ids = append(ids, id)
		}
		read = append(read, importRow{row, values, id, nil})
		if id == "" && one.collection == "categories" { // a row below may name it as its parent
			read[len(read)-1].record = r.fresh(one, values)
		}
	}
	there := map[string]*core.Record{}
	for some := range slices.Chunk(ids, importChunk) {
		records := []*core.Record{}
		if err := r.app.RecordQuery(one.schema).WithContext(r.ctx).AndWhere(dbx.In("id", some...)).All(&records); err != nil {
			return fmt.Errorf("read %s: %w", one.collection, err)
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
		r.shelf.put(one.collection, row.record)
	}
	for _, row := range read {
		if err := r.check(one, row); err != nil {
			return wrap(err, fmt.Sprintf("%s, line %d", one.name, row.Line))
		}
	}
	return nil
}

// fresh begins a record that is not there yet, with the id that it will have, so that rows below may name it.
func (r *importing) fresh(one *importTable, values map[string]any) *core.Record {
	record := core.NewRecord(one.schema)
	record.Id = core.GenerateDefaultRandomId()
	if slug, _ := values["slug"].(string); one.collection == "categories" || one.collection == "products" {
		if slug == "" {
			name, _ := values["name"].(string)
			slug = commerce.Slug(name)
		}
		r.shelf.ids[one.collection][slug] = record.Id
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
		value, message := readCell(one.collection, field, row.Cells[one.cells[i]], named)
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
	for _, field := range one.schema.Fields {
		if field.Type() == core.FieldTypeRelation && row.record.GetString(field.GetName()) != "" {
			continue // the record that it names was found
		}
		if err := field.ValidateValue(r.ctx, r.app, row.record); err != nil {
			problem, ok := commerce.Mend(one.collection, field.GetName(), false)
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
