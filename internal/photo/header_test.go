package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/gif"
	"image/png"
	"testing"
	"time"
)

// camera is what a camera notes: how it was held, in either order of bytes, and a place that nobody is to learn.
func camera(order binary.AppendByteOrder, held uint16) []byte {
	exif := []byte("MM\x00*\x00\x00\x00\x08")
	if order.String() == "LittleEndian" {
		exif = []byte("II*\x00\x08\x00\x00\x00")
	}
	for _, field := range []uint16{1, 0x0112, 3} {
		exif = order.AppendUint16(exif, field)
	}
	exif = order.AppendUint32(exif, 1)
	exif = order.AppendUint16(exif, held)
	exif = append(exif, 0, 0, 0, 0, 0, 0)
	return append(exif, "GPS of her house"...)
}

func jpegWith(content, exif []byte) []byte {
	block := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+8))
	block = append(append(block, "Exif\x00\x00"...), exif...)
	return append(append(bytes.Clone(content[:2]), block...), content[2:]...)
}

func pngWith(content, exif []byte) []byte {
	const header = 8 + 25 // the signature and IHDR
	chunk := append([]byte("eXIf"), exif...)
	framed := binary.BigEndian.AppendUint32(nil, uint32(len(exif)))
	framed = binary.BigEndian.AppendUint32(append(framed, chunk...), crc32.ChecksumIEEE(chunk))
	return append(append(bytes.Clone(content[:header]), framed...), content[header:]...)
}

func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), bytes.Join(chunks, nil)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func riffChunk(name string, body []byte) []byte {
	chunk := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body))), body...)
	if len(body)%2 == 1 {
		chunk = append(chunk, 0)
	}
	return chunk
}

// webpHeader is a VP8X chunk.
func webpHeader(flags byte, width, height int) []byte {
	return riffChunk("VP8X", []byte{flags, 0, 0, 0, byte(width - 1), byte((width - 1) >> 8), byte((width - 1) >> 16), byte(height - 1), byte((height - 1) >> 8), byte((height - 1) >> 16)})
}

func webpOf(t testing.TB, width, height int) []byte {
	t.Helper()
	encoder := open(t)
	written, err := encoder.encode(t.Context(), onPaper(half(width, height)), 90)
	if err != nil {
		t.Fatal(err)
	}
	return written
}

func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	var written bytes.Buffer
	if err := png.Encode(&written, half(width, height)); err != nil {
		t.Fatal(err)
	}
	return written.Bytes()
}

// taken is the same picture, 40 × 20, in each format, as a camera saves it that was held so.
func taken(t testing.TB, order binary.AppendByteOrder, held uint16) map[string][]byte {
	t.Helper()
	exif, webp := camera(order, held), webpOf(t, 40, 20)
	return map[string][]byte{
		"JPEG":        jpegWith(jpegOf(t, half(40, 20)), exif),
		"PNG":         pngWith(pngOf(t, 40, 20), exif),
		"WebP":        riff(webpHeader(8, 40, 20), webp[12:], riffChunk("EXIF", exif)),
		"marked WebP": riff(webpHeader(8, 40, 20), webp[12:], riffChunk("EXIF", append([]byte("Exif\x00\x00"), exif...))),
	}
}

func TestAPictureIsMeasuredAsItIsShown(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
		for held := range uint16(10) {
			want := Size{40, 20}
			if held >= 5 && held <= 8 {
				want = Size{20, 40}
			}
			for name, content := range taken(t, order, held) {
				if size, err := Measure(content); err != nil || size != want {
					t.Errorf("a %s of a camera that was held %d (%s) is measured as %v, %v", name, held, order, size, err)
				}
			}
		}
	}
}

func TestABombIsToldByItsHeaderInMilliseconds(t *testing.T) {
	wide := jpegOf(t, half(16, 16))
	frame := bytes.Index(wide, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(wide[frame+5:], 65_000)
	binary.BigEndian.PutUint16(wide[frame+7:], 65_000)
	polyglot := append(jpegOf(t, half(16, 16)), pngHeader(30_000, 30_000)...)
	for name, bomb := range map[string]struct {
		content []byte
		want    error
		size    Size
	}{
		"a PNG":              {pngHeader(30_000, 30_000), ErrLarge, Size{30_000, 30_000}},
		"a wide PNG":         {pngHeader(MaxPixels+1, 1), ErrLarge, Size{MaxPixels + 1, 1}},
		"the largest PNG":    {pngHeader(1<<31-1, 1<<31-1), ErrUnknown, Size{}},
		"a JPEG":             {wide, ErrLarge, Size{65_000, 65_000}},
		"a WebP":             {riff(webpHeader(0, 1<<14, 1<<14), riffChunk("VP8L", make([]byte, 32))), ErrLarge, Size{1 << 14, 1 << 14}},
		"too many bytes":     {make([]byte, MaxBytes+1), ErrLarge, Size{}},
		"a picture and more": {polyglot, nil, Size{16, 16}}, // what comes after a picture is never read
	} {
		began := time.Now()
		size, err := Measure(bomb.content)
		if took := time.Since(began); took > 50*time.Millisecond {
			t.Errorf("%s took %s", name, took)
		}
		if !errors.Is(err, bomb.want) || size != bomb.size {
			t.Errorf("%s is measured as %v, %v", name, size, err)
		}
	}
}

func TestWhatIsNoPictureOrBrokenOffIsToldByItsHeaders(t *testing.T) {
	var moving bytes.Buffer
	if err := gif.Encode(&moving, half(8, 8), nil); err != nil {
		t.Fatal(err)
	}
	whole := taken(t, binary.BigEndian, 6)
	for name, content := range map[string][]byte{
		"nothing": nil, "words": []byte("<svg onload=alert(1)>"), "a GIF": moving.Bytes(), "a PNG's header": pngHeader(10, 10),
		"a moving WebP": riff(webpHeader(2, 16, 16), riffChunk("ANIM", make([]byte, 6)), riffChunk("ANMF", make([]byte, 24))),
		"half a JPEG":   whole["JPEG"][:len(whole["JPEG"])/2], "most of a JPEG": whole["JPEG"][:len(whole["JPEG"])-2],
		"half a PNG": whole["PNG"][:len(whole["PNG"])/2], "most of a PNG": whole["PNG"][:len(whole["PNG"])-12],
		"half a WebP": whole["WebP"][:len(whole["WebP"])/2],
	} {
		if size, err := Measure(content); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s is measured as %v, %v", name, size, err)
		}
	}
}

func FuzzMeasure(f *testing.F) {
	for _, content := range taken(f, binary.LittleEndian, 7) {
		f.Add(content)
		f.Add(content[:len(content)/2])
	}
	f.Add(pngHeader(30_000, 30_000))
	f.Fuzz(func(t *testing.T, content []byte) {
		began := time.Now()
		size, err := Measure(content)
		if took := time.Since(began); took > time.Second {
			t.Fatalf("it took %s", took)
		}
		if err == nil && (size.Width < 1 || size.Height < 1 || size.Width*size.Height > MaxPixels) {
			t.Fatalf("it is measured as %v", size)
		}
		if err != nil && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrUnknown) {
			t.Fatal(err)
		}
	})
}
