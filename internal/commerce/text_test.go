package commerce

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

const (
	family     = "👨‍👩‍👧‍👦"                             // four people, three joiners, one letter
	yorubaNFC  = "\u1eb8\u0301 \u1ecd\u0300 \u1e63"    // Ẹ́ ọ̀ ṣ as a good keyboard writes it
	yorubaNFD  = "E\u0323\u0301 o\u0323\u0300 s\u0323" // the same in parts
	bidiSwap   = "abc\u202edef\u202c"                  // shown as abcfed
	wales      = "🏴󠁧󠁢󠁷󠁬󠁳󠁿"                             // a flag spelled with tags
	hiddenTags = "\U000E0061\U000E0062"
)

func TestOneLineIsWashed(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"nothing stays nothing":                    {"", ""},
		"blank is nothing":                         {" \t\u00a0\u3000\n ", ""},
		"ends are trimmed and runs are one space":  {"  Ada \t\n  Obi\u00a0\u2003N. ", "Ada Obi N."},
		"parts of a letter are put together":       {"e\u0301", "é"},
		"Yoruba in parts equals Yoruba whole":      {yorubaNFD, yorubaNFC},
		"marks in another order are the same":      {"e\u0301\u0323", "ẹ\u0301"},
		"a family of emoji stays together":         {family, family},
		"a flag spelled with tags stays":           {wales, wales},
		"a heart keeps its coloured look":          {"Ada ❤️", "Ada ❤️"},
		"a zero-width non-joiner inside stays":     {"می\u200cخواهم", "می\u200cخواهم"},
		"angle brackets and quotes are just text":  {`<b>"Ada" & 'Obi'</b>`, `<b>"Ada" & 'Obi'</b>`},
		"a line separator is one space":            {"a\u2028b", "a b"},
		"what nobody sees is dropped":              {"\ufeffA\u200bd\u00ada\u2060", "Ada"},
		"an accent finds its letter past it":       {"e\u200b\u0301", "é"},
		"letter case and punctuation stay as sent": {"ÀDÙKẸ́, mi ò!", norm.NFC.String("ÀDÙKẸ́, mi ò!")},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := CleanLine(row.text); !ok || got != row.want {
				t.Errorf("CleanLine(%+q) = %+q, %v, want %+q", row.text, got, ok, row.want)
			}
		})
	}
}

func TestWhatCannotBePrintedIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"broken UTF-8":                      "a\xffb",
		"a lone surrogate":                  "\xed\xa0\x80",
		"the sign for an unreadable letter": "a\ufffdb",
		"a null byte":                       "a\x00b",
		"an escape code":                    "a\x1b[31mb",
		"text that reorders itself":         bidiSwap,
		"an isolate":                        "a\u2066b\u2069",
		"a right-to-left mark":              "a\u200fb",
		"a private letter":                  "\ue000",
		"joiners with nothing to join":      "\u200d\u200d",
		"tags with nothing to tag":          hiddenTags,
		"an accent on nothing":              "\u0301",
		"a variation of nothing":            "\ufe0f",
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := CleanLine(text); ok {
				t.Errorf("CleanLine(%+q) took it as %+q", text, got)
			}
			if got, ok := CleanText("A first line.\n" + text); ok {
				t.Errorf("CleanText took it as %+q", got)
			}
		})
	}
}

func TestSeveralLinesAreWashed(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"nothing stays nothing":              {"", ""},
		"empty lines alone are nothing":      {"\n \n\t\n", ""},
		"line breaks stay":                   {"Dear Ada,\nwith love", "Dear Ada,\nwith love"},
		"line breaks of Windows and old Mac": {"a\r\nb\rc", "a\nb\nc"},
		"separators of Unicode":              {"a\u2028b\u2029c", "a\nb\n\nc"},
		"at most one empty line":             {"a\n\n\n \n\nb", "a\n\nb"},
		"none at the ends":                   {"\n\n a \n\n", "a"},
		"each line is washed":                {"  a \t b \n e\u0301 ", "a b\né"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := CleanText(row.text); !ok || got != row.want {
				t.Errorf("CleanText(%+q) = %+q, %v, want %+q", row.text, got, ok, row.want)
			}
		})
	}
}

func TestLettersAreCountedAsPeopleCountThem(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "Ada": 3, "ẹ\u0301": 1, "e\u0323\u0301": 1, yorubaNFC: 5, yorubaNFD: 5,
		family: 1, "🇳🇬": 1, wales: 1, "👩🏿‍❤️‍💋‍👨🏾": 1, "a b": 3,
	} {
		if got := Letters(text); got != want {
			t.Errorf("Letters(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestALetterUnderThousandsOfAccentsIsTooLong(t *testing.T) {
	heap := "a" + strings.Repeat("\u0301", 1000)
	if Letters(heap) != 1 {
		t.Fatalf("the heap counts as %d letters", Letters(heap))
	}
	if !tooLong(heap, 24) {
		t.Error("it was taken as one letter of 24")
	}
	if tooLong(strings.Repeat("👩🏿‍❤️‍💋‍👨🏾", 24), 24) {
		t.Error("24 of the longest emoji are more than 24 letters")
	}
	if tooLong(strings.Repeat("a", 24), 24) || !tooLong(strings.Repeat("a", 25), 24) {
		t.Error("24 letters must fit a limit of 24, and 25 must not")
	}
}

// trickyText draws text that is thick with what makes washing hard.
var trickyText = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{
			" ", "\n", "\r", "\r\n", "\t", "\u00a0", "\u2028", "\u2029", "\u2000", "\u200d", "\u200c", "\ufe0f", "\u0301", "\u0323", "\u0308", "e", "o", "s",
			family, yorubaNFC, yorubaNFD, "\u202e", "\u1100", "\u1161", "\u11a8", "\u0344", "\u212b", "\U0001D160", "\u034f", strings.Repeat("\u0323\u0301", 20), hiddenTags, wales,
		}),
		rapid.StringN(0, 3, -1),
	), 0, 12).Draw(t, "pieces")
	return strings.Join(pieces, "")
})

func TestWashingTwiceIsWashingOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { washedHolds(t, trickyText.Draw(t, "text")) })
}

// washedHolds are the laws of both washes for any text at all.
func washedHolds(t interface{ Fatalf(string, ...any) }, text string) {
	for name, wash := range map[string]func(string) (string, bool){"CleanLine": CleanLine, "CleanText": CleanText} {
		clean, ok := wash(text)
		if !ok {
			continue
		}
		if !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean) {
			t.Fatalf("%s(%+q) = %+q is not NFC", name, text, clean)
		}
		if strings.TrimSpace(clean) != clean || strings.Contains(clean, "  ") || strings.Contains(clean, "\n\n\n") {
			t.Fatalf("%s(%+q) = %+q has space left over", name, text, clean)
		}
		if name == "CleanLine" && strings.ContainsAny(clean, "\n\r\u2028\u2029") {
			t.Fatalf("%s(%+q) = %+q is not one line", name, text, clean)
		}
		if again, ok := wash(clean); !ok || again != clean {
			t.Fatalf("%s of its own answer %+q gives %+q, %v", name, clean, again, ok)
		}
	}
	if line, ok := CleanLine(text); ok {
		if same, ok := CleanText(line); !ok || same != line {
			t.Fatalf("the line %+q is another as a text: %+q, %v", line, same, ok)
		}
	}
}

func FuzzCleanLine(f *testing.F) {
	for _, text := range []string{
		"", " ", "Ada Obi", family, wales, hiddenTags, yorubaNFC, yorubaNFD, bidiSwap, "\u2067x\u2069", "a\xff", "\xed\xa0\x80", "a\x00b", "\ufeff", "\ufffd",
		"a\r\nb\rc\u2028d\u2029e", "\u00a0\u3000", "\u0301", "e\u0301\u0323", "\u0344", "\u212b", "a" + strings.Repeat("\u0301", 100), strings.Repeat("\u0323\u0301", 40),
		"\u1100\u1161\u11a8", "\U0001D160", "\U0010FFFF", "\u0378", "x\u200dy",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { washedHolds(t, text) })
}
