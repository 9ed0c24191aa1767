package shop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/filesystem"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/photo"
)

// unusedPhotoTime is how long a photo is kept that stands in no cart and no order.
const unusedPhotoTime = 7 * 24 * time.Hour

// mostPhotos bounds how many unused photos one shopper may keep, so that nobody fills the disk.
const mostPhotos = 100

// PhotoView is a photo that a shopper uploaded. Its ID is what a field of kind photo takes.
type PhotoView struct {
	ID     string `json:"id"`
	URL    string `json:"url"` // for the shopper alone
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// KeepPhoto draws a photo anew and keeps it for the shopper. It refuses what is no JPEG, PNG or WebP, or too large.
func (s *Shop) KeepPhoto(ctx context.Context, app core.App, who Shopper, content []byte) (PhotoView, error) {
	if who.nobody() {
		return PhotoView{}, errors.New("keep a photo: nobody sends it")
	}
	var kept int
	err := app.DB().Select("COUNT(*)").From("customization_photos").Where(dbx.And(owned(who), dbx.HashExp{"order": ""})).Row(&kept)
	if err != nil {
		return PhotoView{}, wrap(err, "count photos")
	}
	if kept >= mostPhotos {
		return PhotoView{}, commerce.Refuse(commerce.Conflict, "photo", commerce.CodePhotoInvalid, "You have uploaded many photos. Order first, or come back in some days.")
	}
	picture, err := s.drawPhoto(ctx, content)
	if errors.Is(err, photo.ErrLarge) {
		return PhotoView{}, commerce.Refuse(commerce.Invalid, "photo", commerce.CodePhotoInvalid, "This photo is too large. Choose one of at most 10 MB and 24 megapixels.")
	}
	if errors.Is(err, photo.ErrUnknown) {
		return PhotoView{}, commerce.Refuse(commerce.Invalid, "photo", commerce.CodePhotoInvalid, "This file cannot be read as a photo. Choose a JPEG, PNG or WebP picture.")
	}
	if err != nil {
		return PhotoView{}, err
	}
	file, err := filesystem.NewFileFromBytes(picture.JPEG, "photo.jpg")
	if err != nil {
		return PhotoView{}, fmt.Errorf("keep a photo: %w", err)
	}
	if who.User != "" {
		who.Session = "" // the next person at this browser must not see an account's photos
	}
	record, err := create(app, "customization_photos", map[string]any{
		"photo": file, "width": picture.Width, "height": picture.Height, "owner": who.User, "session": who.Session, "createdAt": s.now(),
	})
	return viewPhoto(record), err
}

func (s *Shop) drawPhoto(ctx context.Context, content []byte) (picture photo.Picture, err error) {
	err = s.atEasel(ctx, func() error {
		picture, err = photo.Clean(content)
		return err
	})
	return picture, err
}

// atEasel draws one photo at a time, because one takes a few hundred megabytes.
func (s *Shop) atEasel(ctx context.Context, draw func() error) error {
	select {
	case s.easel <- struct{}{}:
		defer func() { <-s.easel }()
		return draw()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func viewPhoto(record *core.Record) PhotoView {
	return PhotoView{ID: record.Id, URL: "/api/shop/photos/" + record.Id, Width: record.GetInt("width"), Height: record.GetInt("height")}
}

// SmallPhoto names the small picture of a photo as PocketBase names its thumbs: so many points wide and high, its middle.
const SmallPhoto = "160x160"

// Photo gives the JPEG of one of the shopper's photos, whole or as [SmallPhoto], which is drawn when it is first asked for.
func (s *Shop) Photo(ctx context.Context, app core.App, who Shopper, id string, small bool) ([]byte, error) {
	record, err := findPhoto(app, who, id)
	if err != nil {
		return nil, err
	}
	if record == nil {
		return nil, notFound("photo", "There is no such photo.")
	}
	files, err := app.NewFilesystem()
	if err != nil {
		return nil, fmt.Errorf("open the files: %w", err)
	}
	defer files.Close()
	name := record.GetString("photo")
	file := record.BaseFilesPath() + "/" + name
	if small {
		// Where PocketBase keeps the thumbs of a file, so that it deletes this one with the photo.
		thumb := record.BaseFilesPath() + "/thumbs_" + name + "/" + SmallPhoto + "_" + name
		if there, err := files.Exists(thumb); err != nil {
			return nil, fmt.Errorf("look for a small photo: %w", err)
		} else if !there {
			if err := s.atEasel(ctx, func() error { return files.CreateThumb(file, thumb, SmallPhoto) }); err != nil {
				return nil, fmt.Errorf("draw a small photo: %w", err)
			}
		}
		file = thumb
	}
	reader, err := files.GetReader(file)
	if err != nil {
		return nil, fmt.Errorf("open a photo: %w", err)
	}
	defer reader.Close()
	content, err := io.ReadAll(reader)
	return content, wrap(err, "read a photo")
}

func findPhoto(app core.App, who Shopper, id string) (*core.Record, error) {
	return findOne(app, "customization_photos", dbx.And(owned(who), dbx.HashExp{"id": id}))
}

// photosOf lists the photos that customizations name.
func photosOf(fields []commerce.Field, given commerce.Customizations) []string {
	ids := []string{}
	for _, field := range fields {
		if value, there := given[field.Key]; there && field.Kind == commerce.KindPhoto {
			ids = append(ids, value.Text)
		}
	}
	return ids
}

// checkPhotos refuses customizations with a photo that is not the shopper's, like one that does not exist.
func checkPhotos(app core.App, who Shopper, fields []commerce.Field, given commerce.Customizations) error {
	for _, field := range fields {
		for _, id := range photosOf([]commerce.Field{field}, given) {
			record, err := findPhoto(app, who, id)
			if err != nil {
				return err
			}
			if record == nil {
				return notFound(field.Key, field.Label+": there is no such photo. Upload it again.")
			}
		}
	}
	return nil
}

// keepPhotos ties photos to the order that shows them.
func keepPhotos(tx core.App, order *core.Record, lines []commerce.QuotedLine) error {
	ids := []string{}
	for _, line := range lines {
		ids = append(ids, photosOf(line.Product.Fields, line.Customizations)...)
	}
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		if _, err := tx.DB().Update("customization_photos", dbx.Params{"order": order.Id}, dbx.HashExp{"id": id}).Execute(); err != nil {
			return fmt.Errorf("keep the photos of an order: %w", err)
		}
	}
	order.Set("photos", ids)
	return wrap(tx.Save(order), "note the photos of an order")
}

// adoptPhotos makes the photos of a guest's browser those of the account that signs in there.
func adoptPhotos(tx core.App, who Shopper) error {
	_, err := tx.DB().Update("customization_photos", dbx.Params{"owner": who.User, "session": ""}, dbx.HashExp{"session": who.Session}).Execute()
	return wrap(err, "adopt a guest's photos")
}

// SweepPhotos deletes photos older than a week that no order and no line of a cart shows, a few at a time.
func (s *Shop) SweepPhotos(ctx context.Context, app core.App) error {
	unused := []*core.Record{}
	err := app.RecordQuery("customization_photos").Where(dbx.And(
		dbx.HashExp{"order": ""},
		dbx.NewExp("customization_photos.createdAt < {:old}", dbx.Params{"old": dateTime(s.Now().UTC().Add(-unusedPhotoTime)).String()}),
		dbx.NewExp(`NOT EXISTS (SELECT 1 FROM cart_items WHERE cart_items.customizations LIKE '%"' || customization_photos.id || '"%')`),
	)).OrderBy("createdAt").Limit(50).All(&unused)
	if err != nil {
		return wrap(err, "find unused photos")
	}
	var faults []error
	for _, record := range unused {
		faults = append(faults, wrap(app.Delete(record), "delete an unused photo"))
	}
	return errors.Join(faults...)
}
