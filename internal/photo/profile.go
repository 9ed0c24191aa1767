package photo

import (
	"encoding/binary"
	"image"
	"math"
	"sync"
)

// profile is what the numbers of a picture mean: how bright each is, and the colours that its red, green and blue are, as
// XYZ under the light of ICC profiles (D50). Phones save pictures in a larger space than sRGB (Display P3); shown as sRGB,
// which a picture without a profile is, they look pale.
type profile struct {
	bright    [3][256]float64
	colorants [3][3]float64 // of red, green and blue
}

// fromXYZ gives red, green and blue of sRGB, linear, from XYZ under D50 (IEC 61966-2-1, adapted by Bradford).
var fromXYZ = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// toSRGB changes a picture in place to what it shows in sRGB. A profile that is no plain one of red, green and blue (ICC.1,
// "three-component matrix-based") is passed over.
func toSRGB(picture *image.NRGBA, icc []byte) {
	from, ok := readProfile(icc)
	if !ok {
		return
	}
	to := [3][3]float64{} // from linear red, green and blue of the profile to those of sRGB
	for row := range 3 {
		for column := range 3 {
			for i := range 3 {
				to[row][column] += fromXYZ[row][i] * from.colorants[column][i]
			}
		}
	}
	codes := sRGBCodes()
	for at := 0; at+3 < len(picture.Pix); at += 4 {
		point := picture.Pix[at : at+3]
		red, green, blue := from.bright[0][point[0]], from.bright[1][point[1]], from.bright[2][point[2]]
		for i := range point {
			linear := to[i][0]*red + to[i][1]*green + to[i][2]*blue
			point[i] = codes[int(min(max(linear, 0), 1)*float64(len(codes)-1)+0.5)]
		}
	}
}

// sRGBCodes gives the byte that stands for each of 16384 steps of brightness (IEC 61966-2-1).
var sRGBCodes = sync.OnceValue(func() []byte {
	codes := make([]byte, 1<<14)
	for i := range codes {
		linear := float64(i) / float64(len(codes)-1)
		code := 12.92 * linear
		if linear > 0.0031308 {
			code = 1.055*math.Pow(linear, 1/2.4) - 0.055
		}
		codes[i] = byte(code*255 + 0.5)
	}
	return codes
})

// readProfile reads an ICC profile (ICC.1:2022).
func readProfile(icc []byte) (profile, bool) {
	const header, entry, most = 128, 12, 100
	var read profile
	if len(icc) < header+4 || string(icc[16:20]) != "RGB " || string(icc[20:24]) != "XYZ " {
		return read, false
	}
	tags := map[string][]byte{}
	for i := range min(int(binary.BigEndian.Uint32(icc[header:])), most) {
		if header+4+(i+1)*entry > len(icc) {
			return read, false
		}
		tag := icc[header+4+i*entry:]
		offset, size := int64(binary.BigEndian.Uint32(tag[4:])), int64(binary.BigEndian.Uint32(tag[8:]))
		if offset+size > int64(len(icc)) {
			return read, false
		}
		tags[string(tag[:4])] = icc[offset : offset+size]
	}
	for i, color := range []string{"r", "g", "b"} {
		colorant, curve := tags[color+"XYZ"], tags[color+"TRC"]
		if len(colorant) < 20 {
			return read, false
		}
		for j := range 3 {
			read.colorants[i][j] = fixed(colorant[8+4*j:])
		}
		bright, ok := readCurve(curve)
		if !ok {
			return read, false
		}
		for code := range 256 {
			read.bright[i][code] = bright(float64(code) / 255)
		}
	}
	return read, true
}

// fixed is a number with sixteen bits after the point.
func fixed(written []byte) float64 { return float64(int32(binary.BigEndian.Uint32(written))) / 65536 }

// readCurve reads how bright a number is: a table, a power, or one of the formulas that ICC.1 numbers from 0 to 4.
func readCurve(written []byte) (func(float64) float64, bool) {
	const head = 12
	if len(written) < head {
		return nil, false
	}
	switch string(written[:4]) {
	case "curv":
		count := int64(binary.BigEndian.Uint32(written[8:]))
		if count*2 > int64(len(written)-head) {
			return nil, false
		}
		entry := func(i int) float64 { return float64(binary.BigEndian.Uint16(written[head+2*i:])) }
		switch count {
		case 0:
			return func(x float64) float64 { return x }, true
		case 1:
			power := entry(0) / 256
			return func(x float64) float64 { return math.Pow(x, power) }, true
		}
		return func(x float64) float64 {
			at, part := math.Modf(x * float64(count-1))
			next := min(int(at)+1, int(count)-1)
			return (entry(int(at))*(1-part) + entry(next)*part) / 65535
		}, true
	case "para":
		formula := binary.BigEndian.Uint16(written[8:])
		counts := []int{1, 3, 4, 5, 7}
		if int(formula) >= len(counts) || head+4*counts[formula] > len(written) {
			return nil, false
		}
		p := [7]float64{0, 1} // g, a, b, c, d, e, f
		for i := range counts[formula] {
			p[i] = fixed(written[head+4*i:])
		}
		g, a, b, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
		switch formula {
		case 0:
			d = math.Inf(-1)
		case 1:
			c, d = 0, -b/a
		case 2:
			c, d, e, f = 0, -b/a, c, c
		}
		return func(x float64) float64 {
			if x >= d {
				return math.Pow(max(a*x+b, 0), g) + e
			}
			return c*x + f
		}, true
	}
	return nil, false
}
