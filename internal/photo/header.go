package photo

import (
	"bytes"
	"encoding/binary"
	"image"
	_ "image/jpeg" // formats that may be sent
	_ "image/png"
	"slices"

	_ "golang.org/x/image/webp"
)

// Size is how large a picture is as it is shown, in points: one that its camera calls turned is measured turned.
type Size struct{ Width, Height int }

// Measure reads a picture's headers, whatever the picture is called, and unpacks nothing, so that a picture bomb is told
// in milliseconds. Its errors are [ErrLarge], with the size where the header says one, and [ErrUnknown], also for a file
// that is broken off. What passes may still turn out broken when it is drawn.
func Measure(content []byte) (Size, error) {
	if len(content) > MaxBytes {
		return Size{}, ErrLarge
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || !slices.Contains(formats, format) || config.Width < 1 || config.Height < 1 {
		return Size{}, ErrUnknown
	}
	size := Size{config.Width, config.Height}
	if size.Width > MaxPixels || size.Height > MaxPixels || size.Width*size.Height > MaxPixels {
		return size, ErrLarge
	}
	exif, whole := partsOf(content, format)
	if !whole {
		return Size{}, ErrUnknown
	}
	if orientationOf(exif).swaps() {
		size.Width, size.Height = size.Height, size.Width
	}
	return size, nil
}

// partsOf finds what the camera noted (Exif) in a file, and whether the file goes on to its end. A WebP that moves counts
// as broken off: none of it can be drawn.
func partsOf(content []byte, format string) (exif []byte, whole bool) {
	switch format {
	case "jpeg":
		return jpegParts(content)
	case "png":
		return pngParts(content)
	default:
		return webpParts(content)
	}
}

// jpegParts walks the segments of a JPEG up to the points themselves (ITU-T T.81, annex B).
func jpegParts(content []byte) (exif []byte, whole bool) {
	const startOfScan, endOfImage, app1 = 0xda, 0xd9, 0xe1
	mark := []byte("Exif\x00\x00")
	for at := 2; at+4 <= len(content); {
		marker, length := content[at+1], int(binary.BigEndian.Uint16(content[at+2:]))
		switch {
		case content[at] != 0xff || length < 2 && marker != 0xff:
			return exif, false
		case marker == 0xff: // padding
			at++
			continue
		case marker == startOfScan:
			return exif, bytes.Contains(content[at:], []byte{0xff, endOfImage})
		case at+2+length > len(content):
			return exif, false
		}
		if body := content[at+4 : at+2+length]; marker == app1 && exif == nil && bytes.HasPrefix(body, mark) {
			exif = body[len(mark):]
		}
		at += 2 + length
	}
	return exif, false
}

// pngParts walks the chunks of a PNG (W3C, Portable Network Graphics, third edition).
func pngParts(content []byte) (exif []byte, whole bool) {
	const signature, frame = 8, 12 // a chunk's length, name and checksum
	for at := signature; at+frame <= len(content); {
		length, name := int64(binary.BigEndian.Uint32(content[at:])), string(content[at+4:at+8])
		if length > int64(len(content)-at-frame) {
			return exif, false
		}
		switch name {
		case "eXIf":
			exif = content[at+8 : at+8+int(length)]
		case "IEND":
			return exif, true
		}
		at += frame + int(length)
	}
	return exif, false
}

// webpParts walks the chunks of a WebP (RFC 9649).
func webpParts(content []byte) (exif []byte, whole bool) {
	const riff, frame, moving = 12, 8, 1 << 1
	if len(content) < riff || int64(binary.LittleEndian.Uint32(content[4:]))+frame > int64(len(content)) {
		return nil, false
	}
	for at := riff; at+frame <= len(content); {
		name, length := string(content[at:at+4]), int64(binary.LittleEndian.Uint32(content[at+4:]))
		if length > int64(len(content)-at-frame) {
			break
		}
		body := content[at+frame : at+frame+int(length)]
		if name == "VP8X" && length > 0 && body[0]&moving != 0 {
			return exif, false
		}
		if name == "EXIF" {
			exif = bytes.TrimPrefix(body, []byte("Exif\x00\x00")) // some programs put a JPEG's mark before it
		}
		at += frame + int(length+length%2)
	}
	return exif, true
}
