package shop

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// Export writes the catalogue: a CSV file per table, and every picture in the folder pictures. create opens a file to be
// written by its path with slashes; progress is told in words what is done.
func (s *Shop) Export(ctx context.Context, app core.App, create func(name string) (io.WriteCloser, error), progress func(string)) error {
	write := func(name string, content io.Reader) error {
		file, err := create(name)
		if err != nil {
			return fmt.Errorf("create %s: %w", name, err)
		}
		if _, err := io.Copy(file, content); err != nil {
			file.Close()
			return fmt.Errorf("write %s: %w", name, err)
		}
		return wrap(file.Close(), "close "+name)
	}
	slugs, err := slugsOf(app)
	if err != nil {
		return err
	}
	for _, table := range catalogueTables {
		records := []*core.Record{}
		if err := app.RecordQuery(table.collection).OrderBy("position", table.keys[len(table.keys)-1], "id").All(&records); err != nil {
			return fmt.Errorf("read %s: %w", table.collection, err)
		}
		collection, err := app.FindCachedCollectionByNameOrId(table.collection)
		if err != nil {
			return fmt.Errorf("find %s: %w", table.collection, err)
		}
		fields := columns(collection)
		var sheet commerce.Sheet
		for _, field := range fields {
			sheet.Columns = append(sheet.Columns, column(field.GetName()))
		}
		for _, record := range records {
			row := commerce.SheetRow{}
			for _, field := range fields {
				row.Cells = append(row.Cells, writeCell(record, field, slugs))
			}
			sheet.Rows = append(sheet.Rows, row)
		}
		if err := write(table.file(), bytes.NewReader(commerce.WriteSheet(sheet))); err != nil {
			return err
		}
		pictures, err := exportPictures(ctx, app, records, fields, write)
		if err != nil {
			return err
		}
		progress(fmt.Sprintf("%s: %d rows, %d pictures", table.file(), len(records), pictures))
	}
	return nil
}

func exportPictures(ctx context.Context, app core.App, records []*core.Record, fields []core.Field, write func(string, io.Reader) error) (count int, err error) {
	files, err := app.NewFilesystem()
	if err != nil {
		return 0, fmt.Errorf("open the pictures: %w", err)
	}
	defer files.Close()
	for _, record := range records {
		for _, field := range fields {
			if field.Type() != core.FieldTypeFile {
				continue
			}
			for _, name := range record.GetStringSlice(field.GetName()) {
				if err := ctx.Err(); err != nil {
					return count, err
				}
				content, err := files.GetReader(record.BaseFilesPath() + "/" + name)
				if err != nil {
					return count, fmt.Errorf("read the picture %s: %w", name, err)
				}
				err = write(path.Join(picturesFolder, name), content)
				content.Close()
				if err != nil {
					return count, err
				}
				count++
			}
		}
	}
	return count, nil
}
