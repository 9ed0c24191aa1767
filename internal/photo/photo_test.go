package photo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime"
	"testing"
	"time"
)

// half is a picture whose left half is red and whose right half is blue.
func half(width, height int) image.Image {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			picture.Set(x, y, color.RGBA{B: 255, A: 255})
			if x < width/2 {
				picture.Set(x, y, color.RGBA{R: 255, A: 255})
			}
		}
	}
	return picture
}

func jpegOf(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var written bytes.Buffer
	if err := jpeg.Encode(&written, picture, nil); err != nil {
		t.Fatal(err)
	}
	return written.Bytes()
}

func pngHeader(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(chunk[4:], width)
	binary.BigEndian.PutUint32(chunk[8:], height)
	chunk[12], chunk[13] = 8, 2
	file := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(file, chunk...), crc32.ChecksumIEEE(chunk))
}

// widened says another size in a JPEG's frame header (ITU-T T.81, B.2.2).
func widened(content []byte, width, height uint16) []byte {
	wide := bytes.Clone(content)
	at := bytes.Index(wide, []byte{0xff, 0xc0}) + 5
	binary.BigEndian.PutUint16(wide[at:], height)
	binary.BigEndian.PutUint16(wide[at+2:], width)
	return wide
}

func TestAPhotoIsDrawnAnewUprightAndWithoutWhatTheCameraNoted(t *testing.T) {
	kept, err := Clean(jpegWith(jpegOf(t, half(400, 200)), camera(binary.BigEndian, 6))) // 6: to be turned a quarter clockwise
	if err != nil {
		t.Fatal(err)
	}
	if kept.Width != 200 || kept.Height != 400 || bytes.Contains(kept.JPEG, []byte("Exif")) || bytes.Contains(kept.JPEG, []byte("GPS")) {
		t.Fatalf("kept %d × %d, with what the camera noted: %v", kept.Width, kept.Height, bytes.Contains(kept.JPEG, []byte("Exif")))
	}
	drawn, err := jpeg.Decode(bytes.NewReader(kept.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, b, _ := drawn.At(100, 50).RGBA(); r < b {
		t.Error("the left half is not on top")
	}
}

func TestAPhotoIsMadeSmallerButNeverLarger(t *testing.T) {
	var wide bytes.Buffer
	if err := png.Encode(&wide, image.NewGray(image.Rect(0, 0, 6000, 300))); err != nil {
		t.Fatal(err)
	}
	if kept, err := Clean(wide.Bytes()); err != nil || kept.Width != MaxSide || kept.Height != 150 {
		t.Errorf("a wide one became %d × %d, %v", kept.Width, kept.Height, err)
	}
	if kept, err := Clean(jpegOf(t, half(20, 10))); err != nil || kept.Width != 20 || kept.Height != 10 {
		t.Errorf("a small one became %d × %d, %v", kept.Width, kept.Height, err)
	}
}

func TestWhatIsClearBecomesWhite(t *testing.T) {
	var clear bytes.Buffer
	if err := png.Encode(&clear, image.NewNRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	kept, err := Clean(clear.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	drawn, _ := jpeg.Decode(bytes.NewReader(kept.JPEG))
	if r, g, b, _ := drawn.At(4, 4).RGBA(); r < 0xf000 || g < 0xf000 || b < 0xf000 {
		t.Errorf("it is %x %x %x", r, g, b)
	}
}

func TestABombIsRefusedInMilliseconds(t *testing.T) {
	bombs := [][]byte{pngHeader(30_000, 30_000), pngHeader(24_000_001, 1), pngHeader(1<<31-1, 1<<31-1), make([]byte, MaxBytes+1)}
	for i, bomb := range bombs {
		began := time.Now()
		if _, err := Clean(bomb); !errors.Is(err, ErrLarge) && !errors.Is(err, ErrUnknown) {
			t.Errorf("bomb %d: %v", i, err)
		}
		if took := time.Since(began); took > 50*time.Millisecond {
			t.Errorf("bomb %d took %s", i, took)
		}
	}
}

func TestWhatIsNoPhotoIsRefused(t *testing.T) {
	var moving bytes.Buffer
	if err := gif.Encode(&moving, half(8, 8), nil); err != nil {
		t.Fatal(err)
	}
	whole := jpegOf(t, half(64, 64))
	for name, content := range map[string][]byte{
		"nothing": nil, "words": []byte("<svg onload=alert(1)>"), "a GIF": moving.Bytes(), "a header alone": pngHeader(10, 10), "half a photo": whole[:len(whole)/3],
	} {
		if _, err := Clean(content); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(jpegOf(f, half(9, 5)))
	f.Add(jpegWith(jpegOf(f, half(9, 5)), camera(binary.BigEndian, 8)))
	f.Add(pngHeader(10, 10))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && config.Width*config.Height > 1_000_000 {
			t.Skip("only its drawing would take time")
		}
		kept, err := Clean(content)
		if err != nil {
			return
		}
		config, format, err := image.DecodeConfig(bytes.NewReader(kept.JPEG))
		if err != nil || format != "jpeg" || config.Width != kept.Width || config.Height != kept.Height || config.Width > MaxSide || config.Height > MaxSide {
			t.Fatalf("kept %s of %d × %d as %d × %d, %v", format, config.Width, config.Height, kept.Width, kept.Height, err)
		}
	})
}

// Whatever the bytes are, no more memory is taken than what a picture within the limits needs, and a picture beyond
// them is refused by its header alone: in milliseconds, unpacking nothing.
func FuzzHeaders(f *testing.F) {
	small := jpegOf(f, half(9, 5))
	f.Add(small)
	f.Add(widened(small, 60_000, 60_000))
	f.Add(widened(small, 6_000, 4_001))
	f.Add(jpegWith(small, camera(binary.BigEndian, 8)))
	f.Add(pngHeader(30_000, 30_000))
	f.Add(pngHeader(4_900, 4_900))
	f.Add(pngHeader(1<<31-1, 1))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\xff\xff\xff\x0f\x07\x10\x11\x11\x88\x88\xfe\x07\x00"))
	f.Add([]byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff"))
	f.Add([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		config, _, err := image.DecodeConfig(bytes.NewReader(content))
		large := err == nil && (config.Width > MaxPixels || config.Height > MaxPixels || config.Width*config.Height > MaxPixels)
		if err == nil && !large && config.Width*config.Height > 1_000_000 {
			t.Skip("only its drawing would take time")
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err = Clean(content)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if large && !errors.Is(err, ErrLarge) && !errors.Is(err, ErrUnknown) {
			t.Fatalf("a picture of %d × %d is taken: %v", config.Width, config.Height, err)
		}
		// A picture of a million points is held three times, of up to eight bytes a point, and drawn smaller in steps.
		most, longest := uint64(100<<20), 5*time.Second
		if large {
			most, longest = 4<<20, time.Second
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > most || took > longest {
			t.Fatalf("%d bytes of %d × %d took %d bytes of memory and %s", len(content), config.Width, config.Height, grown, took)
		}
	})
}
