package photo

import (
	"encoding/binary"
	"image"

	"github.com/disintegration/imaging"
)

// orientation is how a camera was held, as Exif writes it (CIPA DC-008, tag 0x0112): 1 to 8.
type orientation uint16

// swaps reports whether a picture that is shown upright has its width for its height.
func (o orientation) swaps() bool { return o >= 5 }

// upright turns what a camera took as it is to be shown.
func (o orientation) upright(taken *image.NRGBA) *image.NRGBA {
	switch o {
	case 2:
		return imaging.FlipH(taken)
	case 3:
		return imaging.Rotate180(taken)
	case 4:
		return imaging.FlipV(taken)
	case 5:
		return imaging.Transpose(taken)
	case 6:
		return imaging.Rotate270(taken) // it turns against the clock
	case 7:
		return imaging.Transverse(taken)
	case 8:
		return imaging.Rotate90(taken)
	}
	return taken
}

// orientationOf reads Exif: a TIFF file whose first directory has the orientation. What cannot be read is upright.
func orientationOf(exif []byte) orientation {
	const header, entry, tag, short = 8, 12, 0x0112, 3
	if len(exif) < header {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if exif[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(exif[4:]))
	if at+2 > int64(len(exif)) {
		return 1
	}
	entries := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(entries) < entry {
			break
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if held := orientation(order.Uint16(entries[8:])); held >= 1 && held <= 8 {
				return held
			}
			break
		}
		entries = entries[entry:]
	}
	return 1
}
