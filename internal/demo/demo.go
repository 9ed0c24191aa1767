// Package demo holds the catalogue that fills an empty shop started with --demo: what is sold, what
// shoppers may fill in, where the shop delivers, and a picture for everything.
//
// It knows nothing of how the shop keeps its data. The pictures are drawn by
// frontend/scripts/pictures/draw.mjs.
package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"lovegiftings/internal/money"
)

//go:embed catalog.json
var catalogJSON []byte

//go:embed pictures
var pictures embed.FS

// Catalogue is all that the demo shop sells. The order of each list is the order in which the shop shows it.
type Catalogue struct {
	Categories []Category `json:"categories"`
	Products   []Product  `json:"products"`
	Fields     []Field    `json:"fields"`
	Zones      []Zone     `json:"zones"`
}

// Category is a shelf of the shop. A parent always stands before its children.
type Category struct {
	Slug    string `json:"slug"`
	Name    string `json:"name"`
	Parent  string `json:"parent"`  // the parent's slug; "" at the top
	Picture string `json:"picture"` // a file name in [Pictures]
}

// Product is one thing for sale.
type Product struct {
	Slug        string     `json:"slug"`
	Name        string     `json:"name"`
	Category    string     `json:"category"`    // the category's slug
	Description string     `json:"description"` // plain text, a blank line between paragraphs
	PriceKobo   money.Kobo `json:"priceKobo"`
	Stock       *int       `json:"stock"`    // pieces left; nil when they are not counted
	Pictures    []string   `json:"pictures"` // file names in [Pictures], the main one first
}

// Field is a customization that shoppers fill in for every product of a category and its subcategories.
type Field struct {
	Category      string     `json:"category"` // the category's slug
	Key           string     `json:"key"`      // unique within a category
	Label         string     `json:"label"`
	Help          string     `json:"help"`
	Kind          string     `json:"kind"` // color, text, phone, town, choice or choices
	Required      bool       `json:"required"`
	Limit         int        `json:"limit"`         // the most letters of a text, the most options of choices; 0 for other kinds
	Options       []Option   `json:"options"`       // for color, choice and choices; a town's options are the zones
	SurchargeKobo money.Kobo `json:"surchargeKobo"` // added to a piece's price when the field is filled in
}

// Option is one answer that a field offers.
type Option struct {
	Value         string     `json:"value"` // unique within a field
	Label         string     `json:"label"`
	Swatch        string     `json:"swatch"`        // #rrggbb for colours, else ""
	SurchargeKobo money.Kobo `json:"surchargeKobo"` // added to a piece's price when chosen
}

// Zone is a place that the shop delivers to.
type Zone struct {
	Town    string     `json:"town"`
	State   string     `json:"state"`
	FeeKobo money.Kobo `json:"feeKobo"`
}

// Load reads the embedded catalogue. A member that no type here names is an error, so that a slip of
// the pen in catalog.json is noticed instead of being dropped.
func Load() (Catalogue, error) { return read(catalogJSON) }

func read(text []byte) (Catalogue, error) {
	var catalogue Catalogue
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&catalogue); err != nil {
		return Catalogue{}, fmt.Errorf("demo: catalog.json: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Catalogue{}, errors.New("demo: catalog.json: there is more after the catalogue")
	}
	return catalogue, nil
}

// Pictures holds a 1080 × 1080 JPEG for each file name in the catalogue.
func Pictures() fs.FS {
	folder, err := fs.Sub(pictures, "pictures")
	if err != nil {
		panic(err) // fs.Sub fails only on a malformed name, and this one is a constant
	}
	return folder
}
