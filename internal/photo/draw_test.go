package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io/fs"
	"slices"
	"sync"
	"testing"

	"golang.org/x/image/webp"

	"lovegiftings/internal/demo"
)

// shared is one encoder for all tests of the package: to make one takes longer than to draw a small picture.
var shared = sync.OnceValues(func() (*Encoder, error) { return NewEncoder(context.Background()) })

func open(t testing.TB) *Encoder {
	t.Helper()
	encoder, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return encoder
}

func onPaper(picture image.Image) *image.NRGBA {
	paper := image.NewNRGBA(picture.Bounds())
	draw.Draw(paper, paper.Bounds(), picture, image.Point{}, draw.Src)
	return paper
}

// drawn reads what was drawn, after checking that both formats are what they are said to be.
func drawn(t *testing.T, rendition Rendition) (asWebP, asJPEG image.Image) {
	t.Helper()
	asWebP, err := webp.Decode(bytes.NewReader(rendition.WebP))
	if err != nil {
		t.Fatal(err)
	}
	asJPEG, err = jpeg.Decode(bytes.NewReader(rendition.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range []image.Image{asWebP, asJPEG} {
		if one.Bounds().Dx() != rendition.Width || one.Bounds().Dy() != rendition.Height {
			t.Errorf("%v is drawn as %v", rendition.Size, one.Bounds())
		}
	}
	return asWebP, asJPEG
}

// TestAPictureIsDrawnUprightAndWithoutWhatTheCameraNoted follows the red half of a picture, which a camera sees left.
func TestAPictureIsDrawnUprightAndWithoutWhatTheCameraNoted(t *testing.T) {
	encoder := open(t)
	red := map[uint16]image.Point{1: {8, 10}, 2: {31, 10}, 3: {31, 10}, 4: {8, 10}, 5: {10, 8}, 6: {10, 8}, 7: {10, 31}, 8: {10, 31}}
	for held, at := range red {
		for name, content := range taken(t, binary.BigEndian, held) {
			drawing, err := encoder.Draw(t.Context(), content)
			if err != nil {
				t.Fatalf("%s held %d: %v", name, held, err)
			}
			if len(drawing.Renditions) != 1 || drawing.Renditions[0].Size != drawing.Size {
				t.Fatalf("%s held %d is drawn as %+v", name, held, drawing.Size)
			}
			asWebP, asJPEG := drawn(t, drawing.Renditions[0])
			for _, one := range []image.Image{asWebP, asJPEG} {
				if r, _, b, _ := one.At(at.X, at.Y).RGBA(); r < 2*b {
					t.Errorf("%s held %d: it is not red at %v", name, held, at)
				}
			}
			for _, file := range [][]byte{drawing.Renditions[0].WebP, drawing.Renditions[0].JPEG} {
				if bytes.Contains(file, []byte("GPS")) || bytes.Contains(file, []byte("Exif")) || bytes.Contains(file, []byte("EXIF")) {
					t.Errorf("%s held %d tells what the camera noted", name, held)
				}
			}
		}
	}
}

// TestAQuarterTurnGoesTheRightWay tells the orientations apart that a picture of two halves cannot: its corner is green.
func TestAQuarterTurnGoesTheRightWay(t *testing.T) {
	encoder := open(t)
	picture := image.NewNRGBA(image.Rect(0, 0, 60, 30))
	draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(picture, image.Rect(0, 0, 20, 10), image.NewUniform(color.NRGBA{G: 128, A: 255}), image.Point{}, draw.Src)
	corner := map[uint16]image.Point{1: {5, 4}, 2: {54, 4}, 3: {54, 25}, 4: {5, 25}, 5: {4, 5}, 6: {25, 5}, 7: {25, 54}, 8: {4, 54}}
	for held, at := range corner {
		drawing, err := encoder.Draw(t.Context(), jpegWith(jpegOf(t, picture), camera(binary.LittleEndian, held)))
		if err != nil {
			t.Fatal(err)
		}
		asWebP, asJPEG := drawn(t, drawing.Renditions[0])
		for _, one := range []image.Image{asWebP, asJPEG} {
			if r, g, _, _ := one.At(at.X, at.Y).RGBA(); r > g/2 {
				t.Errorf("held %d: the green corner is not at %v", held, at)
			}
		}
	}
}

func TestAPictureIsDrawnInEachWidthThatIsNotLargerThanItself(t *testing.T) {
	encoder := open(t)
	for _, one := range []struct {
		width, height int
		want          []Size
	}{
		{2000, 1000, []Size{{180, 90}, {360, 180}, {540, 270}, {720, 360}, {1080, 540}}},
		{1080, 1080, []Size{{180, 180}, {360, 360}, {540, 540}, {720, 720}, {1080, 1080}}},
		{500, 300, []Size{{180, 108}, {360, 216}, {500, 300}}},
		{181, 10, []Size{{180, 10}, {181, 10}}},
		{180, 90, []Size{{180, 90}}},
		{1, 1, []Size{{1, 1}}},
		{9000, 3, []Size{{180, 1}, {360, 1}, {540, 1}, {720, 1}, {1080, 1}}},
		{300, 9000, []Size{{136, 4080}}},
	} {
		var content bytes.Buffer
		if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, one.width, one.height))); err != nil {
			t.Fatal(err)
		}
		drawing, err := encoder.Draw(t.Context(), content.Bytes())
		if err != nil {
			t.Fatalf("%d × %d: %v", one.width, one.height, err)
		}
		sizes := []Size{}
		for _, rendition := range drawing.Renditions {
			drawn(t, rendition)
			sizes = append(sizes, rendition.Size)
		}
		if !slices.Equal(sizes, one.want) || drawing.Size != (Size{one.width, one.height}) || drawing.Color != "#000000" {
			t.Errorf("%d × %d is drawn as %v, measured %v, of the colour %s", one.width, one.height, sizes, drawing.Size, drawing.Color)
		}
	}
}

func TestWhatIsClearIsDrawnOnWhite(t *testing.T) {
	var content bytes.Buffer
	if err := png.Encode(&content, image.NewNRGBA(image.Rect(0, 0, 30, 30))); err != nil {
		t.Fatal(err)
	}
	drawing, err := open(t).Draw(t.Context(), content.Bytes())
	if err != nil || drawing.Color != "#ffffff" {
		t.Errorf("its colour is %s, %v", drawing.Color, err)
	}
}

func TestAPictureThatIsBrokenFurtherOnIsRefused(t *testing.T) {
	content := pngOf(t, 40, 20)
	content[bytes.Index(content, []byte("IDAT"))+8] ^= 0xff
	if _, err := Measure(content); err != nil {
		t.Fatalf("its headers are fine, but: %v", err)
	}
	if _, err := open(t).Draw(t.Context(), content); !errors.Is(err, ErrUnknown) {
		t.Errorf("it is drawn: %v", err)
	}
}

func TestADrawingIsTheSameEachTime(t *testing.T) {
	content := jpegOf(t, half(200, 100))
	first, err := open(t).Draw(t.Context(), content)
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewEncoder(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := other.Draw(t.Context(), content)
	err = errors.Join(err, other.Close())
	if err != nil || !bytes.Equal(first.Renditions[0].WebP, second.Renditions[0].WebP) || !bytes.Equal(first.Renditions[0].JPEG, second.Renditions[0].JPEG) {
		t.Errorf("it is another one: %v", err)
	}
}

// Only what a phone shows is drawn: all widths of all the demo's pictures take half a minute.
func TestTheDemosPicturesAreLightOnAPhone(t *testing.T) {
	encoder, weights, seen := open(t), []int{}, 0
	err := fs.WalkDir(demo.Pictures(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if seen++; seen%everyDemoPicture != 0 {
			return nil
		}
		content, err := fs.ReadFile(demo.Pictures(), name)
		if err != nil {
			return err
		}
		size, err := Measure(content)
		if err != nil {
			return err
		}
		large, err := largest(content, size)
		if err != nil {
			return err
		}
		sheets := sheetsOf(large, phoneWidth)
		quality, err := encoder.quality(t.Context(), sheets)
		if err != nil {
			return err
		}
		written, err := encoder.encode(t.Context(), sheets[len(sheets)-1], quality)
		weights = append(weights, len(written))
		if len(written) > PhoneBytes {
			t.Errorf("%s weighs %d bytes at %d points and quality %d", name, len(written), sheets[len(sheets)-1].Bounds().Dx(), quality)
		}
		return err
	})
	if err != nil || len(weights) == 0 {
		t.Fatalf("%d pictures are weighed: %v", len(weights), err)
	}
	slices.Sort(weights)
	t.Logf("%d pictures: median %d, most %d bytes", len(weights), weights[len(weights)/2], weights[len(weights)-1])
}

func BenchmarkDraw(b *testing.B) {
	content, err := fs.ReadFile(demo.Pictures(), "adire-moon-mug.jpg")
	if err != nil {
		b.Fatal(err)
	}
	encoder := open(b)
	for b.Loop() {
		if _, err := encoder.Draw(b.Context(), content); err != nil {
			b.Fatal(err)
		}
	}
}
