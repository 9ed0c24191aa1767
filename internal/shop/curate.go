package shop

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/photo"
)

// CurateProduct completes a product that is about to be saved (its slug, the sizes of its pictures) and refuses one that
// could not be sold.
func (s *Shop) CurateProduct(record *core.Record) error {
	if err := curateSlug(record); err != nil {
		return err
	}
	from, until := record.GetDateTime("availableFrom"), record.GetDateTime("availableUntil")
	if !until.IsZero() && !until.After(from) {
		return commerce.Refuse(commerce.Invalid, "availableUntil", commerce.CodeCatalogueInvalid, "The sale would end before it begins. Choose a later end, or leave it empty for no end.")
	}
	return curatePictures(record, "images")
}

// CurateCategory is [Shop.CurateProduct] for a category. It refuses one that would contain itself.
func (s *Shop) CurateCategory(app core.App, record *core.Record) error {
	categories, err := readCategories(app)
	if err != nil {
		return err
	}
	return curateCategory(categories, record)
}

// curateCategory is [Shop.CurateCategory] among these categories.
func curateCategory(categories []categoryRow, record *core.Record) error {
	for _, above := range pathTo(categories, record.GetString("parent")) {
		if above.ID == record.Id {
			return commerce.Refuse(commerce.Invalid, "parent", commerce.CodeCatalogueInvalid, "A category cannot stand below itself. Choose another parent.")
		}
	}
	if err := curateSlug(record); err != nil {
		return err
	}
	return curatePictures(record, "image")
}

// CurateZone brings a delivery town that is about to be saved into the form in which shoppers choose it.
func (s *Shop) CurateZone(record *core.Record) error {
	for _, name := range []string{"town", "state"} {
		clean, ok := commerce.CleanLine(record.GetString(name))
		if !ok {
			return commerce.Refuse(commerce.Invalid, name, commerce.CodeCatalogueInvalid, "This has a character that cannot be printed. Type it again.")
		}
		record.Set(name, clean)
	}
	return nil
}

// curateSlug makes the slug of the name once; later names leave it as it is, so that addresses stay.
func curateSlug(record *core.Record) error {
	if record.GetString("slug") != "" {
		return nil
	}
	slug := commerce.Slug(record.GetString("name"))
	if slug == "" {
		return commerce.Refuse(commerce.Invalid, "slug", commerce.CodeCatalogueInvalid, "Write a slug in small letters, digits and -, for example ankara-cup.")
	}
	record.Set("slug", slug)
	return nil
}

// pictureProblem says to the owner why a picture cannot be taken; size is told where its header says one.
func pictureProblem(size photo.Size, err error) string {
	switch {
	case errors.Is(err, photo.ErrLarge) && size.Width > 0:
		return fmt.Sprintf("This picture has %d × %d points. Make it smaller: 2000 × 2000 is plenty.", size.Width, size.Height)
	case errors.Is(err, photo.ErrLarge):
		return "This picture is larger than 10 MB. Save it smaller: 2000 × 2000 points is plenty."
	default:
		return "This picture cannot be read. Save it as JPEG, PNG or WebP and upload it again."
	}
}

// curatePictures notes the size of each new picture, as it is shown, and forgets those that are gone. It looks at a
// picture's header only, so that a picture bomb is refused at once.
func curatePictures(record *core.Record, field string) error {
	sizes := map[string][2]int{}
	if raw := record.GetString("imageSizes"); raw != "" {
		_ = json.Unmarshal([]byte(raw), &sizes) // what cannot be read is measured anew when it is uploaded anew
	}
	kept := map[string][2]int{}
	for _, name := range record.GetStringSlice(field) {
		if size, ok := sizes[name]; ok {
			kept[name] = size
		}
	}
	for _, file := range record.GetUnsavedFiles(field) {
		reader, err := file.Reader.Open()
		if err != nil {
			return fmt.Errorf("open a picture: %w", err)
		}
		content, err := io.ReadAll(io.LimitReader(reader, maxPicture))
		if err := errors.Join(err, reader.Close()); err != nil {
			return fmt.Errorf("read a picture: %w", err)
		}
		size, err := photo.Measure(content)
		if err != nil {
			return commerce.Refuse(commerce.Invalid, field, commerce.CodeCatalogueInvalid, pictureProblem(size, err))
		}
		kept[file.Name] = [2]int{size.Width, size.Height}
	}
	if len(kept)+len(sizes) > 0 {
		record.Set("imageSizes", kept)
	}
	return nil
}
