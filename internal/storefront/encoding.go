package storefront

import (
	"net/http"
	"strconv"
	"strings"
)

// A coding is a content coding of RFC 9110, section 8.4.1.
type coding string

const (
	identity coding = "identity"
	gzipped  coding = "gzip"
	brotlied coding = "br"
)

// acceptedCoding chooses how to encode an answer for a request whose body exists in all codings: the one that the
// client weighs highest (RFC 9110, section 12.5.3), brotli before gzip before none where it weighs them alike. Where
// nothing is said about identity, it is taken only when neither other coding is wanted. A client that refuses
// everything gets identity, as the section allows.
func acceptedCoding(h http.Header) coding {
	weights := parseAcceptEncoding(strings.Join(h.Values("Accept-Encoding"), ","))
	best, bestWeight := identity, 0
	for _, c := range []coding{brotlied, gzipped, identity} {
		weight, said := weights[c]
		if !said {
			weight = weights["*"]
		}
		if weight > bestWeight {
			best, bestWeight = c, weight
		}
	}
	return best
}

// parseAcceptEncoding reads the weights, in thousandths, of the codings named in an Accept-Encoding field. Names are
// in lower case, x-gzip reads as gzip, the first mention of a name counts, and an element with a broken weight is as if
// it were not there.
func parseAcceptEncoding(field string) map[coding]int {
	weights := map[coding]int{}
	for element := range strings.SplitSeq(field, ",") {
		name, rest, hasParams := strings.Cut(element, ";")
		c := coding(strings.ToLower(strings.Trim(name, " \t")))
		if c == "x-gzip" {
			c = gzipped
		}
		weight, ok := 1000, true
		if hasParams {
			weight, ok = parseWeight(rest)
		}
		if _, said := weights[c]; ok && c != "" && !said {
			weights[c] = weight
		}
	}
	return weights
}

// parseWeight reads "q=" and a qvalue of RFC 9110, section 12.4.2 (0 to 1 with at most three decimals), in thousandths.
func parseWeight(param string) (int, bool) {
	name, value, _ := strings.Cut(strings.Trim(param, " \t"), "=")
	whole, decimals, _ := strings.Cut(value, ".")
	if !strings.EqualFold(name, "q") || (whole != "0" && whole != "1") || len(decimals) > 3 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+(decimals + "000")[:3], 10, 16)
	if err != nil || n > 1000 {
		return 0, false
	}
	return int(n), true
}
