package commerce

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestASlugIsTheNameInAnAddress(t *testing.T) {
	for name, want := range map[string]string{
		"Ọlá's Ankara Cup":             "olas-ankara-cup",
		"O\u0323la\u0301’s Cup":        "olas-cup",
		"  Gift -- Pack (No. 2)! ":     "gift-pack-no-2",
		"Èkó & Ìbàdàn":                 "eko-ibadan",
		"500 ml":                       "500-ml",
		"":                             "",
		"你好":                           "",
		"!!!":                          "",
		strings.Repeat("a", 100):       strings.Repeat("a", 80),
		strings.Repeat("a", 79) + " b": strings.Repeat("a", 79),
	} {
		if got := Slug(name); got != want {
			t.Errorf("Slug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestASlugOfASlugIsItself(t *testing.T) {
	inAddress := regexp.MustCompile(`^([a-z0-9]+(-[a-z0-9]+)*)?$`)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.OneOf(trickyText, rapid.String()).Draw(t, "name")
		slug := Slug(name)
		if !inAddress.MatchString(slug) || len(slug) > 80 || Slug(slug) != slug {
			t.Fatalf("Slug(%q) = %q, Slug of that = %q", name, slug, Slug(slug))
		}
	})
}
