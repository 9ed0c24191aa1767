package photo

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"testing"
)

// displayP3 are the colours of phones' screens, and sRGBColors those of sRGB, as XYZ under D50.
var (
	displayP3  = [3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}
	sRGBColors = [3][3]float64{{0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}}
)

// curves are sRGB's brightness, written in each way that a profile may have.
func curves() map[string][]byte {
	number := func(to []byte, numbers ...float64) []byte {
		for _, one := range numbers {
			to = binary.BigEndian.AppendUint32(to, uint32(int32(math.Round(one*65536))))
		}
		return to
	}
	table := []byte("curv\x00\x00\x00\x00\x00\x00\x04\x00")
	for i := range 1024 {
		x := float64(i) / 1023
		linear := x / 12.92
		if x > 0.04045 {
			linear = math.Pow((x+0.055)/1.055, 2.4)
		}
		table = binary.BigEndian.AppendUint16(table, uint16(math.Round(linear*65535)))
	}
	return map[string][]byte{
		"a formula": number([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"), 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045),
		"a table":   table,
		"a power":   []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33"), // 2.2, nearly the same
	}
}

func profileOf(colorants [3][3]float64, curve []byte) []byte {
	icc := make([]byte, 128)
	copy(icc[16:], "RGB XYZ ")
	icc = binary.BigEndian.AppendUint32(icc, 6)
	var body []byte
	at := len(icc) + 6*12
	add := func(name string, content []byte) {
		icc = append(icc, name...)
		icc = binary.BigEndian.AppendUint32(icc, uint32(at+len(body)))
		icc = binary.BigEndian.AppendUint32(icc, uint32(len(content)))
		body = append(body, content...)
	}
	for i, name := range []string{"r", "g", "b"} {
		colorant := []byte("XYZ \x00\x00\x00\x00")
		for _, one := range colorants[i] {
			colorant = binary.BigEndian.AppendUint32(colorant, uint32(int32(math.Round(one*65536))))
		}
		add(name+"XYZ", colorant)
		add(name+"TRC", curve)
	}
	return append(icc, body...)
}

// paint is a picture of one colour in each format, with a profile.
func paint(t *testing.T, with color.NRGBA, icc []byte) map[string][]byte {
	t.Helper()
	picture := image.NewNRGBA(image.Rect(0, 0, 32, 32))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(with), image.Point{}, draw.Src)
	asJPEG := jpegOf(t, picture)
	for from := len(icc); from > 0; { // in two parts, the last one first put in
		start := max(0, from-len(icc)/2-1)
		number := byte(1)
		if start > 0 {
			number = 2
		}
		block := append([]byte("ICC_PROFILE\x00"), number, 2)
		block = append(block, icc[start:from]...)
		block = append(binary.BigEndian.AppendUint16([]byte{0xff, 0xe2}, uint16(len(block)+2)), block...)
		asJPEG, from = append(append(bytes.Clone(asJPEG[:2]), block...), asJPEG[2:]...), start
	}
	var asPNG, packed bytes.Buffer
	if err := png.Encode(&asPNG, picture); err != nil {
		t.Fatal(err)
	}
	writer := zlib.NewWriter(&packed)
	if _, err := writer.Write(icc); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	chunk := append([]byte("iCCPcamera\x00\x00"), packed.Bytes()...)
	framed := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	framed = binary.BigEndian.AppendUint32(append(framed, chunk...), crc32.ChecksumIEEE(chunk))
	encoded, err := open(t).encode(t.Context(), picture, 90)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"JPEG": asJPEG,
		"PNG":  append(append(bytes.Clone(asPNG.Bytes()[:33]), framed...), asPNG.Bytes()[33:]...),
		"WebP": riff(webpHeader(0x20, 32, 32), riffChunk("ICCP", icc), encoded[12:]),
	}
}

func TestThePhonesColoursAreDrawnAsTheyLook(t *testing.T) {
	// sRGB's pure red is this in Display P3 (CSS Color 4, sample conversions).
	red := color.NRGBA{R: 234, G: 51, B: 35, A: 255}
	for curve, written := range curves() {
		for name, one := range map[string]struct {
			colorants [3][3]float64
			want      [3]int
		}{"Display P3": {displayP3, [3]int{255, 0, 0}}, "sRGB": {sRGBColors, [3]int{234, 51, 35}}} {
			for format, content := range paint(t, red, profileOf(one.colorants, written)) {
				drawing, err := open(t).Draw(t.Context(), content)
				if err != nil {
					t.Fatalf("%s, %s by %s: %v", format, name, curve, err)
				}
				_, asJPEG := drawn(t, drawing.Renditions[0])
				r, g, b, _ := asJPEG.At(16, 16).RGBA()
				for i, got := range []int{int(r >> 8), int(g >> 8), int(b >> 8)} {
					if off := got - one.want[i]; off < -8 || off > 8 {
						t.Errorf("%s, %s by %s: it is drawn %d, %d, %d", format, name, curve, r>>8, g>>8, b>>8)
						break
					}
				}
			}
		}
	}
}

func FuzzProfile(f *testing.F) {
	for _, curve := range curves() {
		f.Add(profileOf(displayP3, curve))
	}
	f.Fuzz(func(t *testing.T, icc []byte) {
		picture := image.NewNRGBA(image.Rect(0, 0, 4, 4))
		toSRGB(picture, icc)
		for i := 3; i < len(picture.Pix); i += 4 {
			if picture.Pix[i] != 0 {
				t.Fatal("what is clear is so no more")
			}
		}
	})
}
