package commerce

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryUsualSpellingOfANumberIsRead(t *testing.T) {
	for text, want := range map[string]string{
		"08031234567":                       "+2348031234567",
		"0803 123 4567":                     "+2348031234567",
		"0803-123-4567":                     "+2348031234567",
		"0803.123.4567":                     "+2348031234567",
		"(0803) 123 4567":                   "+2348031234567",
		"8031234567":                        "+2348031234567",
		"  0803 123 4567  ":                 "+2348031234567",
		"+2348031234567":                    "+2348031234567",
		"+234 803 123 4567":                 "+2348031234567",
		"+ 234 803 123 4567":                "+2348031234567",
		"+234 (0) 803 123 4567":             "+2348031234567",
		"+23408031234567":                   "+2348031234567",
		"2348031234567":                     "+2348031234567",
		"23408031234567":                    "+2348031234567",
		"002348031234567":                   "+2348031234567",
		"00234 (0) 803 123 4567":            "+2348031234567",
		"0803\u00a0123\u20114567":           "+2348031234567",
		"0803\u2010123\u20144567":           "+2348031234567", // the dashes of other keyboards
		"\u202a+234 803 123 4567\u202c":     "+2348031234567", // as copied out of a phone's contacts
		"\u2068+234\u00a0803 1234567\u2069": "+2348031234567",
		"0803\u200b1234567":                 "+2348031234567",
		"07012345678":                       "+2347012345678",
		"09012345678":                       "+2349012345678",
		"+44 7911 123456":                   "+447911123456",
		"0044 7911 123456":                  "+447911123456",
		"+1 (212) 555-0100":                 "+12125550100",
		"+49 30 901820":                     "+4930901820",
	} {
		if got, ok := NormalizePhone(text); !ok || got != want {
			t.Errorf("NormalizePhone(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestWhatIsNoNumberIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                          "",
		"a lone plus":                      "+",
		"a plus in the middle":             "0803+1234567",
		"two pluses":                       "++2348031234567",
		"letters":                          "0803CALLME0",
		"too few digits":                   "0803123456",
		"too many digits":                  "080312345678",
		"a Nigerian number of no mobile":   "06031234567",
		"a short number with country code": "+23480312345",
		"a long number with country code":  "+23480312345678",
		"a trunk zero after the plus":      "+08031234567",
		"a country code without plus":      "447911123456",
		"longer than any number":           "+1234567890123456",
		"shorter than any number":          "+1234567",
		"only zeros":                       "0000000000000",
		"two numbers":                      "08031234567, 08031234568",
		"two numbers with a slash":         "08031234567/08031234568",
		"digits of another script":         "٠٨٠٣١٢٣٤٥٦٧",
		"an extension":                     "0803 123 4567 x12",
		"broken UTF-8":                     "08031234567\xff",
		"a null byte":                      "0803\x001234567",
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := NormalizePhone(text); ok || got != "" {
				t.Errorf("NormalizePhone(%q) = %q, %v, want a refusal", text, got, ok)
			}
		})
	}
}

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{7,14}$`)

// phoneHolds are the laws of NormalizePhone for any text at all.
func phoneHolds(t interface{ Fatalf(string, ...any) }, text string) {
	number, ok := NormalizePhone(text)
	if !ok {
		if number != "" {
			t.Fatalf("%q is no number but gives %q", text, number)
		}
		return
	}
	if !e164.MatchString(number) {
		t.Fatalf("%q gives %q, which is not E.164", text, number)
	}
	if strings.HasPrefix(number, "+234") && !regexp.MustCompile(`^\+234[789][0-9]{9}$`).MatchString(number) {
		t.Fatalf("%q gives %q, which no Nigerian mobile has", text, number)
	}
	if again, ok := NormalizePhone(number); !ok || again != number {
		t.Fatalf("%q gives %q, and that gives %q, %v", text, number, again, ok)
	}
}

func TestNormalizingANumberTwiceIsOnce(t *testing.T) {
	spelling := rapid.StringOfN(rapid.SampledFrom([]rune("00123456789  -().+\u00a0\u202a")), 0, 22, -1)
	prefixed := rapid.Custom(func(t *rapid.T) string {
		return rapid.SampledFrom([]string{"", "0", "+", "+234", "+234 (0)", "234", "00", "00234", "+44"}).Draw(t, "prefix") + spelling.Draw(t, "rest")
	})
	rapid.Check(t, func(t *rapid.T) { phoneHolds(t, prefixed.Draw(t, "text")) })
}

func TestEveryMobileNumberIsOneInAllItsSpellings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		national := rapid.StringMatching(`[789][0-9]{9}`).Draw(t, "number")
		split := rapid.IntRange(0, 10).Draw(t, "split")
		spaced := national[:split] + rapid.SampledFrom([]string{"", " ", "-", ".", " - ", "\u00a0"}).Draw(t, "gap") + national[split:]
		for _, prefix := range []string{"", "0", "+234", "+234 0", "+234 (0) ", "00234", "00 234 ", "234", "234 0"} {
			if got, ok := NormalizePhone(prefix + spaced); !ok || got != "+234"+national {
				t.Fatalf("NormalizePhone(%q) = %q, %v, want +234%s", prefix+spaced, got, ok, national)
			}
		}
	})
}

func FuzzNormalizePhone(f *testing.F) {
	for _, text := range []string{
		"", "+", "0", "00", "000", "+00", "0803 123 4567", "+234 (0) 803 123 4567", "00234803", "2348031234567", "+44 7911 123456", "+1-212-555-0100",
		"\u202a+2348031234567\u202c", "٠٨٠٣", "0803\xff", "+2340000000000", "+234", "00+2348031234567", "null", "[]", family, yorubaNFD,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { phoneHolds(t, text) })
}
