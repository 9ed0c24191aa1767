package shop

import (
	"bytes"
	"context"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// importPlan is all that an import will write, encoded as the database will read it: the records themselves would need
// ten times the memory.
type importPlan struct {
	statements []*importStatement
	rows       int
	store      []storedPicture
	drop       []string // keys of stored pictures
}

// importStatement writes rows that have the same columns to one table.
type importStatement struct {
	table, sql string
	full       [][]byte // JSON arrays of rows, at most [writeChunk] in each
	open       bytes.Buffer
	count      int // rows in open
}

// storedPicture is where a new picture will be stored, and its name in the folder.
type storedPicture struct{ key, from string }

// add plans the record of a row that was checked.
func (r *importing) add(one *importTable, row importRow, change pictureChange) error {
	record := row.record
	r.plan.named(record, change)
	record.IgnoreUnchangedFields(true)
	values, err := record.DBExport(r.app)
	if err != nil {
		return err
	}
	delete(values, core.FieldNameId)
	stamp := func(field *core.AutodateField, on bool) {
		delete(values, field.Name)
		if on {
			values[field.Name] = r.shop.now()
		}
	}
	fresh := record.IsNew()
	if !fresh && len(values) == 0 {
		r.report.Same++
		return nil
	}
	r.note(one, row, values)
	for _, field := range record.Collection().Fields {
		if dated, ok := field.(*core.AutodateField); ok {
			stamp(dated, fresh && dated.OnCreate || !fresh && dated.OnUpdate)
		}
	}
	return r.plan.add(record.TableName(), fresh, record.Id, values)
}

// note counts what a row does, and keeps the first of them for the owner to look at.
func (r *importing) note(one *importTable, row importRow, values map[string]any) {
	fresh := row.record.IsNew()
	if fresh {
		r.report.Added++
	} else {
		r.report.Changed++
	}
	if len(r.report.Changes) == mostChangesShown {
		return
	}
	change := ImportChange{File: one.name, Line: row.Line, New: fresh, Columns: []string{}}
	for _, name := range []string{"name", "label", "town"} {
		if text := row.record.GetString(name); text != "" {
			change.Name = text
		}
	}
	for _, field := range one.fields {
		if _, changes := values[field.GetName()]; changes && !fresh && field.GetName() != "imageSizes" {
			change.Columns = append(change.Columns, column(field.GetName()))
		}
	}
	r.report.Changes = append(r.report.Changes, change)
}

func (p *importPlan) add(table string, fresh bool, id string, values map[string]any) error {
	names := slices.Sorted(maps.Keys(values))
	row := []any{id}
	for _, name := range names {
		value, err := plain(values[name])
		if err != nil {
			return fmt.Errorf("write down %s: %w", name, err)
		}
		row = append(row, value)
	}
	written, err := json.Marshal(row)
	if err != nil {
		return fmt.Errorf("write down a row: %w", err)
	}
	p.rows++
	p.statement(table, statementFor(table, fresh, names)).add(written)
	return nil
}

func (p *importPlan) statement(table, sql string) *importStatement {
	for _, one := range p.statements {
		if one.sql == sql {
			return one
		}
	}
	p.statements = append(p.statements, &importStatement{table: table, sql: sql})
	return p.statements[len(p.statements)-1]
}

func statementFor(table string, fresh bool, names []string) string {
	cells := []string{}
	for i, name := range names {
		cell := fmt.Sprintf("sheet.value->>%d", i+1)
		if !fresh {
			cell = "[[" + name + "]] = " + cell
		}
		cells = append(cells, cell)
	}
	from := " FROM json_each({:rows}) AS sheet"
	if !fresh {
		return "UPDATE {{" + table + "}} SET " + strings.Join(cells, ", ") + from + " WHERE {{" + table + "}}.id = sheet.value->>0"
	}
	return "INSERT INTO {{" + table + "}} (id, [[" + strings.Join(names, "]], [[") + "]]) SELECT sheet.value->>0, " + strings.Join(cells, ", ") + from
}

func (s *importStatement) add(row []byte) {
	if s.count > 0 {
		s.open.WriteByte(',')
	}
	s.open.Write(row)
	if s.count++; s.count == writeChunk {
		s.close()
	}
}

func (s *importStatement) close() {
	if s.count > 0 {
		s.full = append(s.full, []byte("["+s.open.String()+"]"))
		s.open, s.count = bytes.Buffer{}, 0
	}
}

// plain is a value as the database keeps it, in a form that JSON carries there unchanged.
func plain(value any) (any, error) {
	if valuer, ok := value.(driver.Valuer); ok {
		kept, err := valuer.Value()
		if err != nil {
			return nil, err
		}
		value = kept
	}
	if content, ok := value.([]byte); ok {
		return string(content), nil
	}
	return value, nil
}

// write stores the new pictures, then writes the whole plan in one transaction, unless the catalogue has changed since
// version.
func (r *importing) write(version int64) error {
	undo, err := r.storePictures()
	if err != nil {
		return err
	}
	stored, written := len(r.plan.store), 0
	err = write(context.WithoutCancel(r.ctx), r.app, "write the catalogue", func(tx core.App) error {
		if now, err := catalogueVersion(tx); err != nil || now != version {
			return errors.Join(err, errCatalogueMoved)
		}
		for _, statement := range r.plan.statements {
			statement.close()
			for _, rows := range statement.full {
				if err := r.ctx.Err(); err != nil {
					return err
				}
				done, err := tx.DB().NewQuery(statement.sql).Bind(dbx.Params{"rows": string(rows)}).Execute()
				if err != nil {
					return fmt.Errorf("write %s: %w", statement.table, err)
				}
				count, _ := done.RowsAffected()
				written += int(count)
				r.progress(ImportProgress{fmt.Sprintf("%d of %d records written", written, r.plan.rows), stored + written, stored + r.plan.rows})
			}
		}
		if written != r.plan.rows {
			return fmt.Errorf("%d records were written, not %d", written, r.plan.rows)
		}
		return nil
	})
	if err != nil {
		undo()
		return err
	}
	r.dropPictures()
	return nil
}
