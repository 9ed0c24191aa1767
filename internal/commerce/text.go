package commerce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// bytesPerLetter bounds what one letter may weigh, so that a letter under thousands of accents is not one letter.
// The longest emoji sequence in Unicode's own list (a family with skin tones) has 41 bytes.
const bytesPerLetter = 48

// Letters counts text as people count it: grapheme clusters, so that "ẹ́" and a flag are one each
// (Unicode Standard Annex 29).
func Letters(text string) int { return uniseg.GraphemeClusterCount(text) }

// unseen are the characters that people paste without knowing and that print nothing: zero-width space, byte order mark,
// soft hyphen, word joiner. They are dropped.
var unseen = strings.NewReplacer("\u200b", "", "\ufeff", "", "\u00ad", "", "\u2060", "")

// CleanLine gives the canonical form of one line of text: NFC, with each run of white space made one space and none at
// the ends, and without what nobody sees. ok is false for text that cannot be printed as it stands: broken UTF-8, control characters, characters that
// reorder or hide others, private characters. CleanLine of its own answer changes nothing.
func CleanLine(text string) (clean string, ok bool) {
	if !utf8.ValidString(text) {
		return "", false
	}
	clean = strings.Join(strings.Fields(norm.NFC.String(unseen.Replace(text))), " ")
	return clean, printable(clean)
}

// CleanText is [CleanLine] for text of several lines: line breaks stay, written as "\n", at most one empty line stands
// between two others, and none at the ends.
func CleanText(text string) (clean string, ok bool) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text)
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line, fine := CleanLine(line)
		if !fine {
			return "", false
		}
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		lines = append(lines, line)
	}
	return strings.TrimSuffix(strings.Join(lines, "\n"), "\n"), true
}

// printable refuses what would not come out of an engraver or a printer as the shopper saw it on the screen. Joiners
// and tags stay, because emoji and several scripts are spelled with them, but alone they are a blank cup.
func printable(text string) bool {
	seen := text == ""
	for _, r := range text {
		seen = seen || !unicode.In(r, unicode.M, unicode.Cf)
		switch {
		case r == '\u200c', r == '\u200d', r >= 0xE0020 && r <= 0xE007F:
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs), r == utf8.RuneError:
			return false
		}
	}
	return seen
}

// tooLong reports whether clean text has more letters than limit, or weighs more than that many letters can.
func tooLong(text string, limit int) bool {
	return len(text) > limit*bytesPerLetter || Letters(text) > limit
}
