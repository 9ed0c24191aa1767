package shop

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"

	"lovegiftings/internal/photo"
)

// maxPicture bounds how much of a picture is read, in bytes: one more than a picture may have, so that a larger one is
// refused as such.
const maxPicture = photo.MaxBytes + 1

// storedName fits a name that PocketBase gave a file: it ends in ten random letters. An import keeps it, so that it does
// not grow with each export and import.
var storedName = regexp.MustCompile(`^[a-z0-9_-]+_[a-z0-9]{10}\.[a-z0-9]+$`)

// pictureChange is what an import does to the pictures of one record.
type pictureChange struct {
	names map[string][]string // of each field, as they will stand in the database
	fresh map[string]string   // for the name of each new one the name in the folder that it comes from
}

// pictures sets the fields of pictures of a row's record: names that stay and files that are new. A name that neither
// the record nor the folder has is told.
func (r *importing) pictures(one *importTable, row importRow, wrong func(field, message string)) (pictureChange, error) {
	change := pictureChange{names: map[string][]string{}, fresh: map[string]string{}}
	for i, field := range one.fields {
		if one.cells[i] < 0 || field.Type() != core.FieldTypeFile {
			continue
		}
		value, names := []any{}, []string{}
		for name := range strings.SplitSeq(row.Cells[one.cells[i]], listSeparator) {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			has := slices.Contains(row.record.GetStringSlice(field.GetName()), name)
			file, err := r.picture(row.record, name, has)
			switch {
			case err == nil && file == nil:
				value, names = append(value, name), append(names, name)
			case err == nil:
				value, names, change.fresh[file.Name] = append(value, file), append(names, file.Name), name
			case !errors.Is(err, fs.ErrNotExist):
				return change, wrap(err, "read the picture "+name)
			case one.foreign:
				r.report.Notes = append(r.report.Notes, ImportProblem{one.name, row.Line, field.GetName(), fmt.Sprintf("The picture %s is not in the folder %s and is left out.", name, picturesFolder)})
			default:
				wrong(field.GetName(), fmt.Sprintf("The picture %s is not in the folder %s. Put it there, or take its name out.", name, picturesFolder))
			}
		}
		row.record.Set(field.GetName(), value)
		change.names[field.GetName()] = names
	}
	return change, nil
}

// picture reads a picture; nil when the record has the same already. has is whether the record has one with this name.
func (r *importing) picture(record *core.Record, name string, has bool) (*filesystem.File, error) {
	content, err := r.readPicture(name)
	if errors.Is(err, fs.ErrNotExist) && has {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if has {
		if same, err := r.sameAsStored(record, name, content); err != nil || same {
			return nil, err
		}
	}
	file, err := filesystem.NewFileFromBytes(content, name)
	if err != nil {
		return nil, err
	}
	if storedName.MatchString(name) && !has {
		file.Name = name
	}
	return file, nil
}

func (r *importing) readPicture(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	file, err := r.folder.Open(path.Join(picturesFolder, name))
	if err != nil {
		return nil, unread(name, err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, maxPicture))
	return content, unread(name, err)
}

func (r *importing) sameAsStored(record *core.Record, name string, content []byte) (bool, error) {
	files, err := r.app.NewFilesystem()
	if err != nil {
		return false, fmt.Errorf("open the pictures: %w", err)
	}
	defer files.Close()
	stored, err := files.GetReader(record.BaseFilesPath() + "/" + name)
	if err != nil {
		return false, nil // it is lost, so what the folder has takes its place
	}
	defer stored.Close()
	before, err := io.ReadAll(stored)
	return bytes.Equal(before, content), wrap(err, "read a stored picture")
}

// storePictures stores the new pictures before the records that name them are written. undo deletes them again.
func (r *importing) storePictures() (undo func(), err error) {
	files, err := r.app.NewFilesystem()
	if err != nil {
		return nil, fmt.Errorf("open the pictures: %w", err)
	}
	stored := []string{}
	undo = func() {
		for _, key := range stored {
			if err := files.Delete(key); err != nil {
				r.app.Logger().Warn("a picture of an import that was undone is left", "error", err.Error())
			}
		}
		files.Close()
	}
	for i, one := range r.plan.store {
		content, err := r.readPicture(one.from)
		if err == nil {
			err = r.ctx.Err()
		}
		var file *filesystem.File
		if err == nil {
			file, err = filesystem.NewFileFromBytes(content, one.from)
		}
		if err == nil {
			err = files.UploadFile(file, one.key)
		}
		if err != nil {
			undo()
			return nil, fmt.Errorf("store the picture %s: %w", one.from, err)
		}
		stored = append(stored, one.key)
		if i%10 == 9 || i == len(r.plan.store)-1 {
			r.progress(ImportProgress{fmt.Sprintf("%d of %d pictures stored", i+1, len(r.plan.store)), i + 1, len(r.plan.store) + r.plan.rows})
		}
	}
	return undo, nil
}

// dropPictures deletes the pictures that no record names any more, with their thumbnails. What stays behind costs only
// its room.
func (r *importing) dropPictures() {
	files, err := r.app.NewFilesystem()
	if err != nil {
		r.app.Logger().Warn("the old pictures of an import are left", "error", err.Error())
		return
	}
	defer files.Close()
	for _, key := range r.plan.drop {
		errs := files.DeletePrefix(path.Dir(key) + "/thumbs_" + path.Base(key) + "/")
		if err := files.Delete(key); err != nil && !errors.Is(err, filesystem.ErrNotFound) {
			errs = append(errs, err)
		}
		if err := errors.Join(errs...); err != nil {
			r.app.Logger().Warn("an old picture of an import is left", "error", err.Error())
		}
	}
}

// named replaces the new files of a record by their names, as they stand in the database, and plans to store them and
// to drop those that the record had before.
func (p *importPlan) named(record *core.Record, change pictureChange) {
	for field, names := range change.names {
		for _, name := range names {
			if from := change.fresh[name]; from != "" {
				p.store = append(p.store, storedPicture{record.BaseFilesPath() + "/" + name, from})
			}
		}
		for _, name := range record.Original().GetStringSlice(field) {
			if !slices.Contains(names, name) {
				p.drop = append(p.drop, record.BaseFilesPath()+"/"+name)
			}
		}
		record.Set(field, names)
	}
}
