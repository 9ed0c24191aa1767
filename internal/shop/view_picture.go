package shop

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// PictureView is a picture in several widths. Width and Height are those of the picture at URL, in pixels.
type PictureView struct {
	URL    string `json:"url"`
	Srcset string `json:"srcset"`
	WebP   string `json:"webp"`  // as Srcset; empty until the picture is drawn
	Color  string `json:"color"` // what stands in its place while it loads, #rrggbb; empty until the picture is drawn
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Alt    string `json:"alt"`
}

// thumbWidths are the widths in pixels in which PocketBase makes a picture when it is asked for; they stand in the
// migrations as thumbs. They are shown until a picture is drawn.
var thumbWidths = []int{180, 360, 540, 720}

// viewPictures shows the pictures of a record, but not those that cannot be drawn. names is a JSON array of file names,
// sizes a JSON object of their [width, height].
func viewPictures(collection, record, names, sizes string, drawn drawnJSON, alt string) []PictureView {
	var files []string
	var known map[string][2]int
	_ = json.Unmarshal([]byte(names), &files) // a field without files is no array
	_ = json.Unmarshal([]byte(sizes), &known) // a picture of unknown size is shown as a square
	rows := drawn.read()
	views := []PictureView{}
	for _, file := range files {
		at := slices.IndexFunc(rows, func(row drawnPicture) bool { return row.Original == file })
		switch {
		case at < 0:
			views = append(views, viewThumbs("/api/files/"+collection+"/"+record+"/"+file, known[file], alt))
		case len(rows[at].Files) > 0:
			views = append(views, rows[at].view(alt))
		}
	}
	return views
}

func viewThumbs(address string, size [2]int, alt string) PictureView {
	if size[0] <= 0 || size[1] <= 0 {
		size = [2]int{thumbWidths[len(thumbWidths)-1], thumbWidths[len(thumbWidths)-1]}
	}
	view, widths := PictureView{Alt: alt}, []string{}
	for i, width := range thumbWidths {
		if i == 0 || width <= size[0] { // the picture itself is never shown: it may say where it was taken
			view.URL = fmt.Sprintf("%s?thumb=%dx0", address, width)
			view.Width, view.Height = width, max(1, (size[1]*width+size[0]/2)/size[0])
			widths = append(widths, fmt.Sprintf("%s %dw", view.URL, width))
		}
	}
	view.Srcset = strings.Join(widths, ", ")
	return view
}

// view shows a picture that is drawn. Its files are named by their widths, the narrowest first.
func (d drawnPicture) view(alt string) PictureView {
	view, sets := PictureView{Color: d.Color, Alt: alt}, map[string][]string{}
	for _, name := range d.Files {
		kind := path.Ext(name)
		width, err := strconv.Atoi(strings.TrimSuffix(name, kind))
		if err != nil {
			continue // a name that the shop has not written
		}
		address := "/api/files/pictures/" + d.ID + "/" + name
		sets[kind] = append(sets[kind], fmt.Sprintf("%s %dw", address, width))
		if kind == jpegFile {
			view.URL, view.Width, view.Height = address, width, max(1, (d.Height*width+d.Width/2)/d.Width)
		}
	}
	view.Srcset, view.WebP = strings.Join(sets[jpegFile], ", "), strings.Join(sets[webpFile], ", ")
	return view
}

func (r productRow) pictures() []PictureView {
	return viewPictures("products", r.ID, r.Images, r.ImageSizes, r.Drawn, r.Name)
}

// picture is the product's first; nil when it has none.
func (r productRow) picture() *PictureView {
	if pictures := r.pictures(); len(pictures) > 0 {
		return &pictures[0]
	}
	return nil
}

func (r categoryRow) picture() *PictureView {
	if r.Image == "" {
		return nil
	}
	names, err := json.Marshal([]string{r.Image})
	if err != nil {
		panic(err) // a string always marshals
	}
	if pictures := viewPictures("categories", r.ID, string(names), r.ImageSizes, r.Drawn, ""); len(pictures) > 0 {
		return &pictures[0]
	}
	return nil
}

// soldPicture shows the picture of an order's line, as it was sold. A line from before the picture was drawn keeps the
// address of the product's file; what has been drawn of that is shown in its place, and is still there when the owner has
// taken the file away.
func soldPicture(app core.App, kept types.JSONRaw) (*PictureView, error) {
	var view *PictureView
	if err := json.Unmarshal(kept, &view); err != nil && len(kept) > 0 {
		return nil, fmt.Errorf("read the picture of an order's line: %w", err)
	}
	if view == nil {
		return nil, nil
	}
	address, _, _ := strings.Cut(view.URL, "?")
	file, ok := strings.CutPrefix(address, "/api/files/products/")
	record, original, parted := strings.Cut(file, "/")
	if !ok || !parted {
		return view, nil
	}
	drawn, err := findDrawn(app, record, original)
	if err != nil || drawn == nil {
		return view, err
	}
	now := drawn.view(view.Alt)
	return &now, nil
}
