package shop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/photo"
)

const (
	// silentDeaths is how often the drawing of a picture may end without a word, as when the program runs out of memory
	// over it, before it is given up: it would keep the shop from ever starting well again.
	silentDeaths = 5
	// longestWait is the longest time between two tries.
	longestWait = 24 * time.Hour
)

// DrawPictures draws all pictures of products and categories that wait for it, one at a time, and takes away what was
// drawn of those that are gone. It is the work of a single goroutine off every request's path. What is drawn is kept
// picture by picture, so a stop in the middle loses no more than one; the rest is drawn when it is called again. A
// picture that cannot be drawn is noted with a sentence for the owner and keeps none of the others back.
func (s *Shop) DrawPictures(ctx context.Context, app core.App) error {
	s.studio.Lock()
	defer s.studio.Unlock()
	var faults []error
	var encoder *photo.Encoder
	for ctx.Err() == nil {
		next, err := nextPicture(app, s.Now())
		if err != nil {
			return errors.Join(append(faults, err)...)
		}
		if next == nil {
			break
		}
		if encoder == nil {
			if encoder, err = photo.NewEncoder(ctx); err != nil {
				return err
			}
			defer encoder.Close()
		}
		faults = append(faults, s.drawPicture(ctx, app, encoder, *next))
	}
	return errors.Join(append(faults, sweepPictures(ctx, app))...)
}

// ResumePictures lets what waits for its next try be tried at once: the program has just started, so what stood in the
// way may be gone, or it was the program's own end.
func (s *Shop) ResumePictures(ctx context.Context, app core.App) error {
	_, err := app.NonconcurrentDB().NewQuery("UPDATE pictures SET nextAt = '' WHERE status = 'waiting' AND nextAt != ''").Execute()
	return wrap(err, "resume drawing")
}

func (s *Shop) drawPicture(ctx context.Context, app core.App, encoder *photo.Encoder, waiting waitingPicture) error {
	if waiting.Tries >= silentDeaths && waiting.Problem == "" {
		return setPicture(app, waiting.ID, dbx.Params{"status": "failed", "problem": "The shop could not draw this picture. Save it smaller, 2000 × 2000 points is plenty, and upload it again."})
	}
	wait := min(time.Minute<<min(waiting.Tries, 20), longestWait)
	if err := setPicture(app, waiting.ID, dbx.Params{"tries": waiting.Tries + 1, "problem": "", "nextAt": dateTime(s.Now().Add(wait)).String()}); err != nil {
		return err
	}
	drawing, err := s.draw(ctx, app, encoder, waiting)
	if err == nil {
		err = keepDrawing(app, waiting.ID, drawing, s.Now())
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, photo.ErrLarge), errors.Is(err, photo.ErrUnknown):
		return setPicture(app, waiting.ID, dbx.Params{"status": "failed", "problem": pictureProblem(drawing.Size, err)})
	case ctx.Err() != nil:
		return setPicture(app, waiting.ID, dbx.Params{"tries": waiting.Tries, "nextAt": ""})
	default:
		problem := "The shop could not read or keep the picture's file. It tries again by itself."
		return errors.Join(fmt.Errorf("draw the picture %s: %w", waiting.ID, err), setPicture(app, waiting.ID, dbx.Params{"problem": problem}))
	}
}

func (s *Shop) draw(ctx context.Context, app core.App, encoder *photo.Encoder, waiting waitingPicture) (photo.Drawing, error) {
	content, err := readOriginal(app, waiting)
	if err != nil {
		return photo.Drawing{}, err
	}
	select { // shoppers' photos are drawn at the same easel: one takes a few hundred megabytes
	case s.easel <- struct{}{}:
		defer func() { <-s.easel }()
		return encoder.Draw(ctx, content)
	case <-ctx.Done():
		return photo.Drawing{}, ctx.Err()
	}
}

func readOriginal(app core.App, waiting waitingPicture) ([]byte, error) {
	collection, err := app.FindCachedCollectionByNameOrId(pictureCollections[waiting.Kind])
	if err != nil {
		return nil, fmt.Errorf("find the collection of a picture: %w", err)
	}
	files, err := app.NewFilesystem()
	if err != nil {
		return nil, fmt.Errorf("open the pictures: %w", err)
	}
	defer files.Close()
	original, err := files.GetReader(collection.BaseFilesPath() + "/" + waiting.Record + "/" + waiting.Original)
	if err != nil {
		return nil, fmt.Errorf("open a picture: %w", err)
	}
	defer original.Close()
	content, err := io.ReadAll(io.LimitReader(original, maxPicture))
	return content, wrap(err, "read a picture")
}

// sweepPictures takes away what was drawn of files that are gone from the shop, but keeps what an order shows.
func sweepPictures(ctx context.Context, app core.App) error {
	const batch = 50
	for ctx.Err() == nil {
		gone, err := goneDrawings(app, batch)
		if err != nil || len(gone) == 0 {
			return err
		}
		for id, sold := range gone {
			if sold {
				if _, err := app.NonconcurrentDB().Update("pictures", dbx.Params{"status": "sold"}, dbx.HashExp{"id": id}).Execute(); err != nil {
					return fmt.Errorf("keep a picture for an order: %w", err)
				}
				continue
			}
			record, err := findOne(app, "pictures", dbx.HashExp{"id": id})
			if err != nil {
				return err
			}
			if err := app.Delete(record); err != nil {
				return fmt.Errorf("delete a picture: %w", err)
			}
		}
	}
	return nil
}

// ShownPicture gives the address in the storage, and the name, of what strangers may see of a file that the owner uploaded:
// what has been drawn of it, at its widest. It refuses one that is not drawn yet.
func (s *Shop) ShownPicture(ctx context.Context, app core.App, record, original string) (address, name string, err error) {
	drawn, err := findDrawn(app, record, original)
	if err != nil {
		return "", "", err
	}
	pictures, err := app.FindCachedCollectionByNameOrId("pictures")
	if err != nil {
		return "", "", fmt.Errorf("find pictures: %w", err)
	}
	if drawn == nil {
		return "", "", notFound("file", "There is no such picture.")
	}
	name = path.Base(drawn.view("").URL)
	return pictures.BaseFilesPath() + "/" + drawn.ID + "/" + name, name, nil
}
