package shop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// ImportProblem is one thing that keeps a catalogue from being imported, for the person who wrote the file.
type ImportProblem struct {
	File    string
	Line    int // from 1; 0 when it is about the file as a whole
	Message string
}

// ImportReport is what an import did, or would do. With problems it does nothing at all.
type ImportReport struct {
	Added    int
	Changed  int
	Problems []ImportProblem
}

// errUndone rolls an import back that is only tried, or that has met problems.
var errUndone = errors.New("the import is undone")

// Import brings the tables of a folder into the catalogue, all or nothing: those that [Shop.Export] writes, or the
// product table of Shopify or WooCommerce. A row changes the record with its slug (a town by its name, a customization
// field by its key) and adds it when there is none; what no row names stays, and so does each field without a column.
// A dry run does everything and then undoes it, so it finds exactly the problems that the import would. It holds other
// writers up until it ends.
func (s *Shop) Import(ctx context.Context, app core.App, folder fs.FS, dryRun bool, progress func(string)) (ImportReport, error) {
	run := &importing{ctx: ctx, folder: folder, progress: progress}
	sheets, err := run.sheets()
	if err != nil {
		return run.report, err
	}
	err = write(ctx, app, "import the catalogue", func(tx core.App) error {
		run.app = tx
		for _, one := range sheets {
			if err := run.table(one); err != nil {
				return err
			}
		}
		if dryRun || len(run.report.Problems) > 0 {
			return errUndone
		}
		return nil
	})
	if errors.Is(err, errUndone) {
		err = nil
	}
	return run.report, err
}

// importing is one import under way.
type importing struct {
	ctx      context.Context
	app      core.App
	folder   fs.FS
	progress func(string)
	report   ImportReport
}

func (r *importing) problem(file string, line int, message string) {
	r.report.Problems = append(r.report.Problems, ImportProblem{file, line, message})
}

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
		content, err := fs.ReadFile(r.folder, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		sheet, err := commerce.ReadSheet(content)
		if broken, ok := errors.AsType[*commerce.SheetError](err); ok {
			r.problem(name, broken.Line, broken.Message)
			continue
		}
		at := slices.IndexFunc(catalogueTables, func(table catalogueTable) bool { return table.file() == name })
		switch system := commerce.ForeignShop(sheet); {
		case at >= 0:
			sheets = append(sheets, importSheet{catalogueTables[at], sheet, name, false})
		case system != "":
			r.progress(name + ": the products of " + system)
			products, categories := commerce.FromForeign(sheet)
			sheets = append(sheets, importSheet{catalogueTables[1], categories, name, true}, importSheet{catalogueTables[2], products, name, true})
		default:
			r.problem(name, 0, "This is no table of the shop's, of Shopify's or of WooCommerce's. Name it as an export does, for example products.csv, or take it away.")
		}
	}
	if len(names) == 0 {
		r.problem(".", 0, "There is no table here. Put products.csv and the other tables of an export here.")
	}
	slices.SortStableFunc(sheets, func(a, b importSheet) int { return place(a) - place(b) })
	return sheets, nil
}

func place(sheet importSheet) int {
	return slices.IndexFunc(catalogueTables, func(table catalogueTable) bool { return table.collection == sheet.collection })
}

// table imports one table.
func (r *importing) table(sheet importSheet) error {
	collection, err := r.app.FindCachedCollectionByNameOrId(sheet.collection)
	if err != nil {
		return fmt.Errorf("find %s: %w", sheet.collection, err)
	}
	fields := columns(collection)
	for _, name := range sheet.Columns {
		if !slices.ContainsFunc(fields, func(field core.Field) bool { return strings.EqualFold(column(field.GetName()), name) }) {
			r.problem(sheet.name, 1, fmt.Sprintf("There is no column %q in this table. Name it as an export does, or delete it.", name))
		}
	}
	slugs, err := slugsOf(r.app)
	if err != nil {
		return err
	}
	ids := map[string]map[string]string{"categories": {}, "products": {}}
	for _, named := range []string{"categories", "products"} {
		rows := []string{}
		if err := r.app.DB().Select("id").From(named).Column(&rows); err != nil {
			return fmt.Errorf("read %s: %w", named, err)
		}
		for _, id := range rows {
			ids[named][slugs[id]] = id
		}
	}
	seen := map[string]int{}
	for i, row := range parentsFirst(sheet) {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if i > 0 && i%100 == 0 {
			r.progress(fmt.Sprintf("%s: %d of %d rows", sheet.name, i, len(sheet.Rows)))
		}
		record, err := r.row(sheet, row, collection, fields, ids, seen)
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", sheet.name, row.Line, err)
		}
		if record != nil && ids[sheet.collection] != nil {
			ids[sheet.collection][record.GetString("slug")] = record.Id
		}
	}
	r.progress(fmt.Sprintf("%s: %d %s read", sheet.name, len(sheet.Rows), strings.ReplaceAll(sheet.collection, "_", " ")))
	return nil
}

// row imports one row. Without a record it has problems, or stays as it is.
func (r *importing) row(sheet importSheet, row commerce.SheetRow, collection *core.Collection, fields []core.Field, ids map[string]map[string]string, seen map[string]int) (*core.Record, error) {
	values, fine := map[string]any{}, true
	wrong := func(field, message string) {
		r.problem(sheet.name, row.Line, fmt.Sprintf("%s: %s", column(field), message))
		fine = false
	}
	for _, field := range fields {
		text, there := sheet.Cell(row, column(field.GetName()))
		if !there || field.Type() == core.FieldTypeFile {
			continue
		}
		named := ids["categories"]
		if field.GetName() == "product" {
			named = ids["products"]
		}
		value, message := readCell(sheet.collection, field, text, named)
		if message != "" {
			wrong(field.GetName(), message)
			continue
		}
		values[field.GetName()] = value
	}
	if !fine {
		return nil, nil
	}
	where, key := sheet.find(values)
	if line, again := seen[key]; again {
		wrong(sheet.keys[len(sheet.keys)-1], fmt.Sprintf("Line %d is about the same. Delete one of them.", line))
		return nil, nil
	}
	seen[key] = row.Line
	record, err := findOne(r.app, sheet.collection, where)
	if err != nil {
		return nil, err
	}
	fresh := record == nil
	if !fresh && sheet.foreign && sheet.collection == "categories" {
		return nil, nil
	}
	if fresh {
		record = core.NewRecord(collection)
	}
	record.Load(values)
	for _, field := range fields {
		text, there := sheet.Cell(row, field.GetName())
		if !there || field.Type() != core.FieldTypeFile {
			continue
		}
		files, missing, err := r.pictures(record, field.GetName(), text)
		if err != nil {
			return nil, err
		}
		for _, name := range missing {
			if sheet.foreign {
				r.progress(fmt.Sprintf("%s, line %d: the picture %s is not in the folder %s and is left out", sheet.name, row.Line, name, picturesFolder))
			} else {
				wrong(field.GetName(), fmt.Sprintf("The picture %s is not in the folder %s. Put it there, or take its name out.", name, picturesFolder))
			}
		}
		record.Set(field.GetName(), files)
	}
	record.IgnoreUnchangedFields(!fresh)
	if err := r.app.Save(record); err != nil {
		refusal, ok := errors.AsType[*commerce.Refusal](err)
		if !ok {
			return nil, err
		}
		for _, one := range refusal.Problems {
			if strings.HasSuffix(one.Field, koboSuffix) { // the dashboard's sentence speaks of kobo
				one.Message = "This cannot be the amount. " + inNaira
			}
			wrong(one.Field, one.Message)
		}
	}
	if fresh && fine {
		r.report.Added++
	} else if fine {
		r.report.Changed++
	}
	return record, nil
}
