package shop

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/photo"
)

// The kinds of files that are drawn, as their names end.
const (
	webpFile = ".webp"
	jpegFile = ".jpg"
)

// pictureCollections are the collections whose pictures are drawn, by the kind that a row of pictures has.
var pictureCollections = map[string]string{"product": "products", "category": "categories"}

// drawnPicture is what has been drawn of a file that the owner uploaded. Without files, it cannot be drawn.
type drawnPicture struct {
	ID       string   `json:"id"`
	Original string   `json:"original"` // the file's name
	Width    int      `json:"width"`    // of the original, as it is shown
	Height   int      `json:"height"`
	Color    string   `json:"color"`
	Files    []string `json:"files"` // named by their widths, the narrowest first
}

// drawnJSON is an array of [drawnPicture] as [selectDrawn] makes it.
type drawnJSON string

func (d drawnJSON) read() []drawnPicture {
	var rows []drawnPicture
	_ = json.Unmarshal([]byte(d), &rows) // the database has made it
	return rows
}

const drawnObject = "json_object('id', id, 'original', original, 'width', width, 'height', height, 'color', color, 'files', json(files))"

// selectDrawn is a column: what has been drawn for a row of a table, and what cannot be.
func selectDrawn(table string) string {
	return "(SELECT json_group_array(" + drawnObject + ") FROM pictures WHERE record = " + table + ".id AND status IN ('drawn', 'failed')) AS drawn"
}

// findDrawn finds what has been drawn of one file, also when it is gone from the shop; nil when nothing has.
func findDrawn(app core.App, record, original string) (*drawnPicture, error) {
	var found drawnJSON
	err := app.DB().NewQuery("SELECT json_group_array(" + drawnObject + ") FROM (SELECT * FROM pictures WHERE record = {:record} AND original = {:original} AND drawnAt != '' ORDER BY drawnAt DESC LIMIT 1)").
		Bind(dbx.Params{"record": record, "original": original}).Row(&found)
	if err != nil {
		return nil, wrap(err, "find a picture")
	}
	if rows := found.read(); len(rows) > 0 {
		return &rows[0], nil
	}
	return nil, nil
}

// waitingPicture is a file that is to be drawn.
type waitingPicture struct {
	ID       string `db:"id"`
	Kind     string `db:"kind"`
	Record   string `db:"record"`
	Original string `db:"original"`
	Tries    int    `db:"tries"`   // so far
	Problem  string `db:"problem"` // what stood in the way the last time
}

// nextPicture gives a file that is to be drawn now; nil when none is. What was uploaded last comes first: its owner looks
// at the page, while nobody waits for the thousand of an import.
func nextPicture(app core.App, now time.Time) (*waitingPicture, error) {
	next := &waitingPicture{}
	err := app.DB().Select("id", "kind", "record", "original", "tries", "problem").From("pictures").
		Where(dbx.NewExp("status = 'waiting' AND nextAt <= {:now}", dbx.Params{"now": dateTime(now).String()})).OrderBy("rowid DESC").Limit(1).One(next)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return next, wrap(err, "look for a picture to draw")
}

// setPicture writes what has become of a waiting file, unless it is gone by now.
func setPicture(app core.App, id string, values dbx.Params) error {
	_, err := app.NonconcurrentDB().Update("pictures", values, dbx.HashExp{"id": id, "status": "waiting"}).Execute()
	return wrap(err, "note what became of a picture")
}

// keepDrawing writes a drawing's files to the storage and then that they are there.
func keepDrawing(app core.App, id string, drawing photo.Drawing, now time.Time) error {
	pictures, err := app.FindCachedCollectionByNameOrId("pictures")
	if err != nil {
		return fmt.Errorf("find pictures: %w", err)
	}
	files, err := app.NewFilesystem()
	if err != nil {
		return fmt.Errorf("open the pictures: %w", err)
	}
	defer files.Close()
	names := []string{}
	for _, rendition := range drawing.Renditions {
		webp, jpeg := fmt.Sprintf("%d%s", rendition.Width, webpFile), fmt.Sprintf("%d%s", rendition.Width, jpegFile)
		folder := pictures.BaseFilesPath() + "/" + id + "/"
		if err := errors.Join(files.Upload(rendition.WebP, folder+webp), files.Upload(rendition.JPEG, folder+jpeg)); err != nil {
			return fmt.Errorf("keep a picture: %w", err)
		}
		names = append(names, webp, jpeg)
	}
	written, err := json.Marshal(names)
	if err != nil {
		return fmt.Errorf("write down a picture's files: %w", err)
	}
	return setPicture(app, id, dbx.Params{
		"status": "drawn", "problem": "", "files": string(written), "width": drawing.Width, "height": drawing.Height, "color": drawing.Color,
		"nextAt": "", "drawnAt": dateTime(now).String(),
	})
}

// goneDrawings gives some pictures that are no longer in the shop, each with whether an order shows it.
func goneDrawings(app core.App, most int) (ids map[string]bool, err error) {
	rows := []struct {
		ID   string `db:"id"`
		Sold bool   `db:"sold"`
	}{}
	err = app.DB().NewQuery("SELECT id, EXISTS (SELECT 1 FROM order_items WHERE drawnAt != '' AND (image LIKE '%/' || pictures.id || '/%' OR image LIKE '%/' || record || '/' || original || '%')) AS sold" +
		" FROM pictures WHERE status = 'gone' LIMIT {:most}").Bind(dbx.Params{"most": most}).All(&rows)
	ids = map[string]bool{}
	for _, row := range rows {
		ids[row.ID] = row.Sold
	}
	return ids, wrap(err, "look for pictures that are gone")
}
