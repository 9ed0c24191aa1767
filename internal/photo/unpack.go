package photo

import (
	"bytes"
	"image"
)

// unpack decodes a picture whole. A decoder that panics over a file made for that must not end the program, so such a file
// is one that cannot be read.
func unpack(content []byte) (taken image.Image, beside notes, err error) {
	defer func() {
		if recover() != nil {
			err = ErrUnknown
		}
	}()
	taken, format, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, notes{}, ErrUnknown
	}
	if format == "webp" {
		switch points := taken.(type) {
		case *image.YCbCr:
			widen(points)
		case *image.NYCbCrA:
			widen(&points.YCbCr)
		}
	}
	beside, _ = notesOf(content, format)
	return taken, beside, nil
}

// widen brings a lossy WebP's points from 16 to 235 (RFC 6386, section 9.2: ITU-R BT.601) to the 0 to 255 as which Go
// reads them, golang.org/x/image/webp included; otherwise black is grey.
func widen(picture *image.YCbCr) {
	var bright, tint [256]byte
	for i := range 256 {
		bright[i] = byte(min(max((float64(i)-16)*255/219, 0), 255) + 0.5)
		tint[i] = byte(min(max((float64(i)-128)*255/224+128, 0), 255) + 0.5)
	}
	for i, one := range picture.Y {
		picture.Y[i] = bright[one]
	}
	for _, plane := range [][]byte{picture.Cb, picture.Cr} {
		for i, one := range plane {
			plane[i] = tint[one]
		}
	}
}
