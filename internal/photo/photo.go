// Package photo turns a picture that anybody may have sent into pictures that are safe to keep and to show: upright, of
// bounded size, without what the camera noted. [Clean] draws a shopper's photo, [Encoder.Draw] the shop's own pictures.
package photo

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"github.com/disintegration/imaging"
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

// The ways in which a picture is refused.
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
	if _, err := Measure(content); err != nil {
		return Picture{}, err
	}
	taken, beside, err := unpack(content)
	if err != nil {
		return Picture{}, err
	}
	small := orientationOf(beside.exif).upright(imaging.Fit(taken, MaxSide, MaxSide, imaging.Lanczos))
	toSRGB(small, beside.icc)
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
