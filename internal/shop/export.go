package shop

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// Export writes the catalogue: a CSV file per table, and every picture in the folder pictures. create opens a file to be
// written by its path with slashes, one at a time; progress is told in words what is done. A few records are held in
// memory, never a table.
func (s *Shop) Export(ctx context.Context, app core.App, create func(name string) (io.WriteCloser, error), progress func(string)) error {
	slugs, err := slugsOf(app)
	if err != nil {
		return err
	}
	for _, table := range catalogueTables {
		rows, pictures, err := exportTable(ctx, app, table, slugs, create)
		if err != nil {
			return fmt.Errorf("export %s: %w", table.collection, err)
		}
		if err := exportPictures(ctx, app, pictures, create); err != nil {
			return err
		}
		progress(fmt.Sprintf("%s: %d rows, %d pictures", table.file(), rows, len(pictures)))
	}
	return nil
}

// exportTable writes one table and gives the keys of its pictures.
func exportTable(ctx context.Context, app core.App, table catalogueTable, slugs map[string]string, create func(string) (io.WriteCloser, error)) (rows int, pictures []string, err error) {
	collection, err := app.FindCachedCollectionByNameOrId(table.collection)
	if err != nil {
		return 0, nil, err
	}
	ids := []string{}
	if err := app.DB().Select("id").From(table.collection).OrderBy("position", table.keys[len(table.keys)-1], "id").Column(&ids); err != nil {
		return 0, nil, err
	}
	file, err := create(table.file())
	if err != nil {
		return 0, nil, err
	}
	fields, names := columns(collection), []string{}
	for _, field := range fields {
		names = append(names, column(field.GetName()))
	}
	sheet, err := commerce.NewSheetWriter(file, names)
	if err != nil {
		file.Close()
		return 0, nil, err
	}
	for some := range slices.Chunk(ids, importChunk) {
		records, err := inOrder(ctx, app, collection, some)
		if err != nil {
			file.Close()
			return 0, nil, err
		}
		for _, record := range records {
			cells := []string{}
			for _, field := range fields {
				cells = append(cells, writeCell(record, field, slugs))
				if field.Type() == core.FieldTypeFile {
					for _, name := range record.GetStringSlice(field.GetName()) {
						pictures = append(pictures, record.BaseFilesPath()+"/"+name)
					}
				}
			}
			if err := sheet.Row(cells); err != nil {
				file.Close()
				return 0, nil, err
			}
			rows++
		}
	}
	if err := sheet.End(); err != nil {
		file.Close()
		return 0, nil, err
	}
	return rows, pictures, file.Close()
}

// inOrder reads records in the order of their ids. One that is gone by now is left out.
func inOrder(ctx context.Context, app core.App, collection *core.Collection, ids []string) ([]*core.Record, error) {
	places, wanted := map[string]int{}, make([]any, len(ids))
	for i, id := range ids {
		places[id], wanted[i] = i, id
	}
	records := []*core.Record{}
	err := app.RecordQuery(collection).WithContext(ctx).AndWhere(dbx.In("id", wanted...)).All(&records)
	slices.SortFunc(records, func(a, b *core.Record) int { return places[a.Id] - places[b.Id] })
	return records, err
}

func exportPictures(ctx context.Context, app core.App, keys []string, create func(string) (io.WriteCloser, error)) error {
	if len(keys) == 0 {
		return nil
	}
	files, err := app.NewFilesystem()
	if err != nil {
		return fmt.Errorf("open the pictures: %w", err)
	}
	defer files.Close()
	for _, key := range keys {
		if err := ctx.Err(); err != nil {
			return err
		}
		content, err := files.GetReader(key)
		if err != nil {
			return fmt.Errorf("read the picture %s: %w", path.Base(key), err)
		}
		file, err := create(path.Join(picturesFolder, path.Base(key)))
		if err == nil {
			_, err = io.Copy(file, content)
			if closed := file.Close(); err == nil {
				err = closed
			}
		}
		content.Close()
		if err != nil {
			return fmt.Errorf("write the picture %s: %w", path.Base(key), err)
		}
	}
	return nil
}
