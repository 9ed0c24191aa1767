package commerce

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// Alphabet is the characters that a text field takes.
type Alphabet string

// The alphabets. Their letters are those of the Latin alphabet as Nigeria writes it, with the hooks, dots and tone
// marks of Hausa, Igbo, Yoruba and their neighbours. A space, and in a long text a line break, is in each of them. The
// lists are spelled out, rather than taken from Unicode's tables, so that browsers of every age agree with the server.
const (
	AlphabetAny      Alphabet = "any"      // whatever can be printed
	AlphabetEngraver Alphabet = "engraver" // what an engraver can cut: letters, digits and a few signs
	AlphabetLetters  Alphabet = "letters"
	AlphabetDigits   Alphabet = "digits" // 0 to 9
)

const engraverSigns = ".,'’-&!?()/+♥"

var latin = &unicode.RangeTable{
	R16: []unicode.Range16{
		{'A', 'Z', 1}, {'a', 'z', 1},
		{0x00C0, 0x00D6, 1}, {0x00D8, 0x00F6, 1}, {0x00F8, 0x024F, 1}, // é ñ ā Ɓ Ɗ Ƙ ƙ Ƴ ƴ ǹ …
		{0x0253, 0x0254, 1}, {0x0256, 0x0257, 1}, {0x0259, 0x0259, 1}, {0x025B, 0x025B, 1}, // ɓ ɔ ɖ ɗ ə ɛ
		{0x0263, 0x0263, 1}, {0x0269, 0x0269, 1}, {0x0272, 0x0272, 1}, {0x028A, 0x028B, 1}, // ɣ ɩ ɲ ʊ ʋ
		{0x0300, 0x0304, 1}, {0x0307, 0x0308, 1}, {0x030C, 0x030D, 1}, // tone marks that stand alone
		{0x0323, 0x0323, 1}, {0x0329, 0x0329, 1}, {0x0331, 0x0331, 1},
		{0x1E00, 0x1EFF, 1}, // ẹ ị ṅ ọ ṣ ụ …
	},
}

// has reports whether the alphabet has a character, emoji aside.
func (a Alphabet) has(r rune) bool {
	digit := r >= '0' && r <= '9'
	switch {
	case r == ' ', r == '\n':
		return true
	case a == AlphabetEngraver:
		return digit || unicode.Is(latin, r) || strings.ContainsRune(engraverSigns, r)
	case a == AlphabetLetters:
		return unicode.Is(latin, r)
	case a == AlphabetDigits:
		return digit
	default:
		return true
	}
}

// words says what the alphabet has, for a shopper who typed something else.
func (a Alphabet) words() string {
	switch a {
	case AlphabetEngraver:
		return "Use letters, digits and . , ' - & ! ? ( ) / + ♥."
	case AlphabetLetters:
		return "Use letters and spaces only."
	default:
		return "Use the digits 0 to 9 only."
	}
}

// Alphabet is the characters that the field takes besides emoji.
func (f Field) Alphabet() Alphabet {
	if f.Allowed == "" {
		return AlphabetAny
	}
	return f.Allowed
}

// TakesEmoji reports whether the field's text may hold emoji: as the owner said or, failing that, when it takes any
// characters.
func (f Field) TakesEmoji() bool {
	if f.Emoji == "" {
		return f.Alphabet() == AlphabetAny
	}
	return f.Emoji == EmojiYes
}

// spell leaves out what makes no difference where no emoji can be: the selectors between a plain and a coloured heart,
// which phones add unasked.
func (f Field) spell(text string) string {
	if f.TakesEmoji() {
		return text
	}
	return strings.Map(func(r rune) rune {
		if isSelector(r) {
			return -1
		}
		return r
	}, text)
}

// stranger finds the first letter of a clean text that the field does not take and says what to do; "" when there is
// none.
func (f Field) stranger(text string) string {
	takes, alphabet := f.TakesEmoji(), f.Alphabet()
	for letters := uniseg.NewGraphemes(text); letters.Next(); {
		for _, r := range letters.Runes() {
			switch {
			case isEmoji(r) && !takes:
				return fmt.Sprintf("%s cannot have emoji. Take out %s.", f.Label, letters.Str())
			case isEmoji(r), joinsEmoji(r) && takes, alphabet.has(r):
			default:
				return fmt.Sprintf("%s cannot have %s. %s", f.Label, letters.Str(), alphabet.words())
			}
		}
	}
	return ""
}
