package photo

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"github.com/disintegration/imaging"
)

// Widths are those in which a picture is drawn for phones and screens, in points.
var Widths = []int{180, 360, 540, 720, 1080}

const (
	// tallest bounds the height of what is drawn, so that a picture as narrow as a ribbon stays small.
	tallest = 4096
	// PhoneBytes is what the WebP of a picture may weigh at [phoneWidth], as two thirds of a phone's screen show it.
	// Where a picture has so much in it that it would weigh more, it is drawn less finely.
	PhoneBytes = 15_000
	phoneWidth = 360
)

// qualities are tried from the finest on; both formats count to 100.
var qualities = []int{75, 66, 57, 48}

// Drawing is a picture redrawn for the storefront: upright, in sRGB, on white, without anything that its camera noted.
type Drawing struct {
	Size              // of the picture as it was sent, upright
	Color      string // the colour that takes up most of it, #rrggbb
	Renditions []Rendition
}

// Rendition is a picture in one width, twice: as WebP, and as JPEG for browsers that know no WebP.
type Rendition struct {
	Size
	WebP, JPEG []byte
}

// Draw draws a picture in all [Widths] that are narrower than it is, and in its own where that is less than the largest
// of them. Its errors are those of [Measure], and [ErrUnknown] for a picture that is broken further on. It takes a second
// or two of work and, for the largest pictures, a few hundred megabytes.
func (e *Encoder) Draw(ctx context.Context, content []byte) (Drawing, error) {
	size, err := Measure(content)
	if err != nil {
		return Drawing{Size: size}, err
	}
	large, err := largest(content, size)
	if err != nil {
		return Drawing{}, err
	}
	drawing := Drawing{Size: size}
	sheets := sheetsOf(large, Widths[len(Widths)-1])
	drawing.Color = colorOf(sheets[0])
	quality, err := e.quality(ctx, sheets)
	if err != nil {
		return Drawing{}, err
	}
	for _, sheet := range sheets {
		rendition := Rendition{Size: Size{sheet.Bounds().Dx(), sheet.Bounds().Dy()}}
		if rendition.WebP, err = e.encode(ctx, sheet, quality); err != nil {
			return Drawing{}, err
		}
		var written bytes.Buffer
		if err := jpeg.Encode(&written, sheet, &jpeg.Options{Quality: quality}); err != nil {
			return Drawing{}, fmt.Errorf("encode as JPEG: %w", err)
		}
		rendition.JPEG = written.Bytes()
		drawing.Renditions = append(drawing.Renditions, rendition)
		if err := ctx.Err(); err != nil {
			return Drawing{}, err
		}
	}
	return drawing, nil
}

// largest unpacks a picture and makes it as small as the widest rendition before it is turned: turning it whole would take
// twice its memory.
func largest(content []byte, size Size) (*image.NRGBA, error) {
	taken, beside, err := unpack(content)
	if err != nil {
		return nil, err
	}
	width, height := Widths[len(Widths)-1], tallest
	if size.Width*height < size.Height*width {
		width = max(1, size.Width*height/size.Height)
	}
	width = min(width, size.Width)
	height = min(tallest, max(1, scaled(size.Height, width, size.Width)))
	held := orientationOf(beside.exif)
	if held.swaps() {
		width, height = height, width
	}
	small := held.upright(imaging.Resize(taken, width, height, imaging.Lanczos))
	toSRGB(small, beside.icc)
	paper := imaging.New(small.Bounds().Dx(), small.Bounds().Dy(), color.White)
	draw.Draw(paper, paper.Bounds(), small, image.Point{}, draw.Over)
	return paper, nil
}

// sheetsOf gives a picture in each of [Widths] that is narrower than it, up to most, and then the picture itself where
// that is not wider than most.
func sheetsOf(large *image.NRGBA, most int) []*image.NRGBA {
	sheets, wide, high := []*image.NRGBA{}, large.Bounds().Dx(), large.Bounds().Dy()
	for _, width := range Widths {
		if width < wide && width <= most {
			sheets = append(sheets, imaging.Resize(large, width, max(1, scaled(high, width, wide)), imaging.Lanczos))
		}
	}
	if wide <= most {
		sheets = append(sheets, large)
	}
	return sheets
}

// quality is the finest in which the picture keeps to [PhoneBytes].
func (e *Encoder) quality(ctx context.Context, sheets []*image.NRGBA) (int, error) {
	phone := sheets[0]
	for _, sheet := range sheets {
		if sheet.Bounds().Dx() <= phoneWidth {
			phone = sheet
		}
	}
	for _, quality := range qualities {
		written, err := e.encode(ctx, phone, quality)
		if err != nil {
			return 0, err
		}
		if len(written) <= PhoneBytes {
			return quality, nil
		}
	}
	return qualities[len(qualities)-1], nil
}

// scaled is a length in the proportion of part to whole, rounded.
func scaled(length, part, whole int) int { return (length*part + whole/2) / whole }

// colorOf is the mean of those points that fall into the fullest of 512 equal parts of all colours.
func colorOf(picture *image.NRGBA) string {
	type part struct{ count, red, green, blue int }
	parts := [512]part{}
	fullest := 0
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		red, green, blue := int(picture.Pix[i]), int(picture.Pix[i+1]), int(picture.Pix[i+2])
		at := red>>5<<6 | green>>5<<3 | blue>>5
		parts[at] = part{parts[at].count + 1, parts[at].red + red, parts[at].green + green, parts[at].blue + blue}
		if parts[at].count > parts[fullest].count {
			fullest = at
		}
	}
	most := parts[fullest]
	return fmt.Sprintf("#%02x%02x%02x", most.red/most.count, most.green/most.count, most.blue/most.count)
}
