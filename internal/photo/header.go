package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	_ "image/jpeg" // formats that may be sent
	_ "image/png"
	"io"
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
	notes, whole := notesOf(content, format)
	if !whole {
		return Size{}, ErrUnknown
	}
	if orientationOf(notes.exif).swaps() {
		size.Width, size.Height = size.Height, size.Width
	}
	return size, nil
}

// notes are what stands in a file beside the picture.
type notes struct {
	exif []byte // what the camera noted
	icc  []byte // what the numbers of the picture mean, see [profile]
}

// notesOf finds the notes in a file, and whether the file goes on to its end. A WebP that moves counts as broken off: none
// of it can be drawn.
func notesOf(content []byte, format string) (found notes, whole bool) {
	switch format {
	case "jpeg":
		return jpegNotes(content)
	case "png":
		return pngNotes(content)
	default:
		return webpNotes(content)
	}
}

// jpegNotes walks the segments of a JPEG up to the points themselves (ITU-T T.81, annex B).
func jpegNotes(content []byte) (found notes, whole bool) {
	const startOfScan, endOfImage, app1, app2 = 0xda, 0xd9, 0xe1, 0xe2
	exif, icc := []byte("Exif\x00\x00"), []byte("ICC_PROFILE\x00")
	for at := 2; at+4 <= len(content); {
		marker, length := content[at+1], int(binary.BigEndian.Uint16(content[at+2:]))
		switch {
		case content[at] != 0xff || length < 2 && marker != 0xff:
			return found, false
		case marker == 0xff: // padding
			at++
			continue
		case marker == startOfScan:
			return found, bytes.Contains(content[at:], []byte{0xff, endOfImage})
		case at+2+length > len(content):
			return found, false
		}
		body := content[at+4 : at+2+length]
		if marker == app1 && found.exif == nil && bytes.HasPrefix(body, exif) {
			found.exif = body[len(exif):]
		}
		if marker == app2 && bytes.HasPrefix(body, icc) && len(body) > len(icc)+2 { // a part, after its number and their count
			found.icc = append(found.icc, body[len(icc)+2:]...)
		}
		at += 2 + length
	}
	return found, false
}

// pngNotes walks the chunks of a PNG (W3C, Portable Network Graphics, third edition).
func pngNotes(content []byte) (found notes, whole bool) {
	const signature, frame = 8, 12 // a chunk's length, name and checksum
	for at := signature; at+frame <= len(content); {
		length, name := int64(binary.BigEndian.Uint32(content[at:])), string(content[at+4:at+8])
		if length > int64(len(content)-at-frame) {
			return found, false
		}
		switch name {
		case "eXIf":
			found.exif = content[at+8 : at+8+int(length)]
		case "iCCP":
			found.icc = unpackProfile(content[at+8 : at+8+int(length)])
		case "IEND":
			return found, true
		}
		at += frame + int(length)
	}
	return found, false
}

// webpNotes walks the chunks of a WebP (RFC 9649).
func webpNotes(content []byte) (found notes, whole bool) {
	const riff, frame, moving = 12, 8, 1 << 1
	if len(content) < riff || int64(binary.LittleEndian.Uint32(content[4:]))+frame > int64(len(content)) {
		return found, false
	}
	for at := riff; at+frame <= len(content); {
		name, length := string(content[at:at+4]), int64(binary.LittleEndian.Uint32(content[at+4:]))
		if length > int64(len(content)-at-frame) {
			break
		}
		body := content[at+frame : at+frame+int(length)]
		if name == "VP8X" && length > 0 && body[0]&moving != 0 {
			return found, false
		}
		if name == "EXIF" {
			found.exif = bytes.TrimPrefix(body, []byte("Exif\x00\x00")) // some programs put a JPEG's mark before it
		}
		if name == "ICCP" {
			found.icc = body
		}
		at += frame + int(length+length%2)
	}
	return found, true
}

// unpackProfile reads a PNG's profile: its name, a zero, its way of packing (0: zlib), and what is packed.
func unpackProfile(chunk []byte) []byte {
	const most = 1 << 20 // no profile of a camera is as large; a bomb is
	_, packed, parted := bytes.Cut(chunk, []byte{0})
	if !parted || len(packed) < 1 || packed[0] != 0 {
		return nil
	}
	reader, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	unpacked, err := io.ReadAll(io.LimitReader(reader, most))
	if err != nil {
		return nil
	}
	return unpacked
}
