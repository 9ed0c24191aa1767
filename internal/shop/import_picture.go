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

// pictures gives the value of a field of pictures: the names that stay and the files that are new. missing are names
// that neither the record nor the folder has.
func (r *importing) pictures(record *core.Record, field, cell string) (value []any, missing []string, err error) {
	value = []any{}
	for name := range strings.SplitSeq(cell, listSeparator) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		has := slices.Contains(record.GetStringSlice(field), name)
		content, err := r.readPicture(name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && has:
			value = append(value, name)
			continue
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, name)
			continue
		case err != nil:
			return nil, nil, fmt.Errorf("read the picture %s: %w", name, err)
		}
		if has {
			if same, err := r.sameAsStored(record, name, content); err != nil {
				return nil, nil, err
			} else if same {
				value = append(value, name)
				continue
			}
		}
		file, err := filesystem.NewFileFromBytes(content, name)
		if err != nil {
			return nil, nil, fmt.Errorf("take the picture %s: %w", name, err)
		}
		if storedName.MatchString(name) && !has {
			file.Name = name
		}
		value = append(value, file)
	}
	return value, missing, nil
}

func (r *importing) readPicture(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	file, err := r.folder.Open(path.Join(picturesFolder, name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxPicture))
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
