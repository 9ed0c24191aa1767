package storefront

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Texts made of what closes or opens things in HTML, in every letter case, among anything else.
func dangerousText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"</script>", "</SCRIPT", "<!--", "-->", "<script>", "]]>", "&lt;", "&#60;", "\u2028", "\u2029", `\`, `"`, "<", ">", "&", headMarker, bootMarker, "₦"}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "") })
}

func TestNoBootDataCanCloseItsScriptElement(t *testing.T) {
	const open, end = `<script type="application/json" id="boot">`, `</script>`
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.MapOf(dangerousText(), dangerousText()).Draw(t, "boot")
		boot := map[string]json.RawMessage{}
		for address, content := range texts {
			var raw strings.Builder
			encoder := json.NewEncoder(&raw)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(map[string]any{content: []string{content}}); err != nil {
				t.Fatal(err)
			}
			boot[address] = json.RawMessage(raw.String())
		}
		element, err := bootScript(boot)
		if err != nil {
			t.Fatal(err)
		}
		inside, ok := strings.CutPrefix(element, open)
		inside, ok2 := strings.CutSuffix(inside, end)
		if !ok || !ok2 {
			t.Fatalf("not one script element: %s", element)
		}
		if i := strings.IndexAny(inside, "<>&\u2028\u2029"); i >= 0 {
			t.Fatalf("%q stands in the script element: %s", inside[i:i+1], element)
		}
		var read map[string]map[string][]string
		if err := json.Unmarshal([]byte(inside), &read); err != nil {
			t.Fatalf("the browser cannot read it: %v", err)
		}
		for address, content := range texts {
			if got := read[address][content]; !slices.Equal(got, []string{content}) {
				t.Fatalf("%q at %q arrives as %q", content, address, got)
			}
		}
		if len(read) != len(texts) {
			t.Fatalf("%d addresses arrive as %d", len(texts), len(read))
		}
	})
}

func TestLineSeparatorsInBootDataAreEscaped(t *testing.T) {
	element, err := bootScript(map[string]json.RawMessage{"/a": json.RawMessage("\"\u2028\u2029\"")})
	if want := `{"/a":"\u2028\u2029"}`; err != nil || !strings.Contains(element, want) {
		t.Errorf("%v: %s", err, element)
	}
}

func TestNoTextOfAPageCanLeaveItsPlaceInTheHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := Page{
			Title:         dangerousText().Draw(t, "title"),
			Description:   dangerousText().Draw(t, "description"),
			CanonicalPath: "/" + dangerousText().Draw(t, "path"),
			ImageURL:      dangerousText().Draw(t, "image"),
		}
		head := pageHead(page, "https://shop.example")
		elements := 4 // title, canonical, og:type, og:url
		for _, text := range []string{page.Title, page.Description, page.Description, page.ImageURL} {
			if text != "" {
				elements++
			}
		}
		// The title has an end tag; every element but the title has two quoted attributes.
		if tags, quotes := strings.Count(head, "<"), strings.Count(head, `"`); tags != elements+1 || quotes != 4*(elements-1) {
			t.Fatalf("%d tags and %d quotes for %d elements:\n%s", tags, quotes, elements, head)
		}
		if strings.Contains(head, "<script") || strings.Contains(head, "<!--") {
			t.Fatalf("markup of the text stands in the head:\n%s", head)
		}
	})
}

func TestThePolicyNamesWhatTheTemplateHasInline(t *testing.T) {
	directives := func(index string) map[string]string {
		found := map[string]string{}
		for directive := range strings.SplitSeq(pagePolicy(index), "; ") {
			name, sources, _ := strings.Cut(directive, " ")
			found[name] = sources
		}
		return found
	}
	for _, c := range []struct{ name, index, scripts, styles string }{
		{"nothing inline", `<script type="module" src="/a.js"></script><link rel="stylesheet" href="/a.css">`, "'self'", "'self'"},
		{"a script", `<script>let a</script>`, "'self' " + sourceHash("let a"), "'self'"},
		{"a module in capitals", `<SCRIPT TYPE=module>let a</SCRIPT >`, "'self' " + sourceHash("let a"), "'self'"},
		{"data is no script", `<script type="application/ld+json">{}</script><script type='application/json'>{}</script>`, "'self'", "'self'"},
		{"two styles over lines", "<style>a{\n}</style>\n<style media=print>b{}</style>", "'self'", "'self' " + sourceHash("a{\n}") + " " + sourceHash("b{}")},
		{"windows line ends", "<style>a{\r\n}</style>", "'self'", "'self' " + sourceHash("a{\n}")},
		{"a word that begins alike", `<scripture></scripture><script src="/a.js"></script>`, "'self'", "'self'"},
	} {
		got := directives(c.index)
		if got["script-src"] != c.scripts || got["style-src"] != c.styles {
			t.Errorf("%s: script-src %s; style-src %s", c.name, got["script-src"], got["style-src"])
		}
	}
	want := []string{"base-uri", "connect-src", "default-src", "form-action", "frame-ancestors", "img-src", "manifest-src", "script-src", "style-src"}
	if got := slices.Sorted(maps.Keys(directives(testIndex))); !slices.Equal(got, want) {
		t.Errorf("directives %v", got)
	}
}

func TestASharedPictureHasAnAbsoluteAddress(t *testing.T) {
	for _, c := range []struct{ shopURL, image, want string }{
		{"https://shop.example", "/a.jpg", `<meta property="og:image" content="https://shop.example/a.jpg">`},
		{"https://shop.example", "https://cdn.example/a.jpg", `<meta property="og:image" content="https://cdn.example/a.jpg">`},
		{"", "/a.jpg", ""},
		{"https://shop.example", "", ""},
	} {
		head := pageHead(Page{ImageURL: c.image}, c.shopURL)
		if c.want == "" && strings.Contains(head, "og:image") || !strings.Contains(head, c.want) {
			t.Errorf("%s at %q:\n%s", c.image, c.shopURL, head)
		}
	}
}
