// Package photo turns a picture that anybody may have sent into one that is safe to keep: a plain JPEG, upright, of
// bounded size, without what the camera noted.
package photo

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // formats that may be sent
	"slices"

	"github.com/disintegration/imaging"
	_ "golang.org/x/image/webp"
)

const (
	// MaxBytes is the most that a picture may weigh as it is sent.
	MaxBytes = 10 << 20
	// MaxPixels is the most points that a picture may have as it is sent.
	MaxPixels = 24_000_000
	// MaxSide is the longest side, in points, of what is kept.
	MaxSide = 3000

	quality = 90
)

var formats = []string{"jpeg", "png", "webp"}

// The ways in which [Clean] refuses a picture.
var (
	ErrUnknown = errors.New("no JPEG, PNG or WebP picture")
	ErrLarge   = errors.New("too large a picture")
)

// Picture is a picture that may be kept.
type Picture struct {
	JPEG          []byte
	Width, Height int
}

// Clean reads a picture by its content, whatever it is called, and draws it anew. What is too large is refused by its
// header alone, before anything is unpacked.
func Clean(content []byte) (Picture, error) {
	if len(content) > MaxBytes {
		return Picture{}, ErrLarge
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || !slices.Contains(formats, format) || config.Width < 1 || config.Height < 1 {
		return Picture{}, ErrUnknown
	}
	if config.Width > MaxPixels || config.Height > MaxPixels || config.Width*config.Height > MaxPixels {
		return Picture{}, ErrLarge
	}
	sent, err := imaging.Decode(bytes.NewReader(content), imaging.AutoOrientation(true))
	if err != nil {
		return Picture{}, ErrUnknown
	}
	small := imaging.Fit(sent, MaxSide, MaxSide, imaging.Lanczos)
	size := small.Bounds()
	paper := image.NewRGBA(size)
	draw.Draw(paper, size, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(paper, size, small, size.Min, draw.Over)
	var written bytes.Buffer
	if err := jpeg.Encode(&written, paper, &jpeg.Options{Quality: quality}); err != nil {
		return Picture{}, fmt.Errorf("write a photo: %w", err)
	}
	return Picture{JPEG: written.Bytes(), Width: size.Dx(), Height: size.Dy()}, nil
}
