package commerce

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the most characters that a slug made of a name has.
const maxSlug = 80

// Slug makes the name that stands in an address of what people call a thing: "Ọlá's Ankara Cup" becomes
// "olas-ankara-cup". It is empty when nothing of the name can stand in an address.
func Slug(name string) string {
	var slug strings.Builder
	for _, r := range norm.NFD.String(plainLetters.Replace(strings.ToLower(name))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			slug.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		case slug.Len() > 0 && !strings.HasSuffix(slug.String(), "-"):
			slug.WriteByte('-')
		}
	}
	text := slug.String()
	return strings.Trim(text[:min(len(text), maxSlug)], "-")
}
