package storefront

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAcceptEncodingIsReadAsTheStandardSays(t *testing.T) {
	for field, want := range map[string]coding{
		"":                          identity,
		"identity":                  identity,
		"deflate":                   identity,
		"gzip":                      gzipped,
		"GZIP":                      gzipped,
		"x-gzip":                    gzipped,
		"br":                        brotlied,
		"gzip, deflate, br, zstd":   brotlied,
		"gzip;q=1.0, br;q=0.9":      gzipped,
		"gzip ; q=0.2 ,\tbr; Q=0.3": brotlied,
		"br;q=0, gzip":              gzipped,
		"br;q=0.000, gzip;q=0":      identity,
		"gzip;q=0.001":              gzipped,
		"gzip;q=0.5, identity":      identity,
		"gzip, identity;q=0.5":      gzipped,
		"*":                         brotlied,
		"br;q=0, *":                 gzipped,
		"*;q=0":                     identity,
		"*;q=0, gzip":               gzipped,
		"br;q=0.1, gzip;q=0.1, *":   identity,
		"identity;q=0":              identity, // nothing it takes is there
		"identity;q=0, gzip;q=0.1":  gzipped,
		"identity;q=0, *":           brotlied,
		"gzip;q=2, br;q=x, deflate": identity,
		"gzip;q=0.1234":             identity,
		"gzip;q=1.001":              identity,
		"gzip;q=1.000":              gzipped,
		"gzip;q=1.":                 gzipped,
		"gzip;q":                    identity,
		"gzip;level=1":              identity,
		"brotli, gz, bro":           identity,
		", ,;q=1, gzip":             gzipped,
		"gzip;q=0, gzip;q=1":        identity, // the first mention counts
	} {
		if got := acceptedCoding(http.Header{"Accept-Encoding": {field}}); got != want {
			t.Errorf("%q: %s, want %s", field, got, want)
		}
	}
	if got := acceptedCoding(http.Header{"Accept-Encoding": {"gzip", "br"}}); got != brotlied {
		t.Errorf("two header lines: %s", got)
	}
	if got := acceptedCoding(http.Header{}); got != identity {
		t.Errorf("no header: %s", got)
	}
}

// The law: of the codings we have, none that is taken weighs more than the chosen one, and none is chosen that was
// refused while another was welcome.
func TestTheHeaviestCodingIsChosen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.Permutation([]string{"br", "gzip", "identity", "zstd", "deflate"}).Draw(t, "names")
		names = names[:rapid.IntRange(0, len(names)).Draw(t, "count")]
		weight := map[string]int{}
		var elements []string
		for _, name := range names {
			q := rapid.IntRange(0, 1000).Draw(t, "weight of "+name)
			weight[name] = q
			if rapid.Bool().Draw(t, "loud") {
				name = strings.ToUpper(name)
			}
			elements = append(elements, fmt.Sprintf("%s;q=%d.%03d", name, q/1000, q%1000))
		}
		field := strings.Join(elements, rapid.SampledFrom([]string{",", ", ", " , "}).Draw(t, "comma"))
		chosen := acceptedCoding(http.Header{"Accept-Encoding": {field}})
		heaviest := max(weight["br"], weight["gzip"], weight["identity"])
		if heaviest == 0 && chosen != identity {
			t.Fatalf("%q: %s was not asked for", field, chosen)
		}
		if weight[string(chosen)] != heaviest {
			t.Fatalf("%q: chose %s", field, chosen)
		}
	})
}

func FuzzAcceptEncoding(f *testing.F) {
	for _, field := range []string{"", "gzip, br;q=0.5", "*;q=0", "br;q=1.0000,;=", "identity;q=0,x-gzip", "gzip;q=-1", "gzip;q=\x00"} {
		f.Add(field)
	}
	f.Fuzz(func(t *testing.T, field string) {
		for c, weight := range parseAcceptEncoding(field) {
			if weight < 0 || weight > 1000 || c == "" || string(c) != strings.ToLower(string(c)) {
				t.Fatalf("%q: %q weighs %d", field, c, weight)
			}
		}
		chosen := acceptedCoding(http.Header{"Accept-Encoding": {field}})
		lower := strings.ToLower(field)
		switch {
		case chosen != brotlied && chosen != gzipped && chosen != identity:
			t.Fatalf("%q: unknown coding %q", field, chosen)
		case chosen != identity && !strings.Contains(lower, string(chosen)) && !strings.Contains(lower, "*"):
			t.Fatalf("%q: %s was never named", field, chosen)
		}
	})
}
