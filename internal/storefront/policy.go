package storefront

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
)

// inlineElement finds style and script elements with their attributes and content. The template is our own build's
// output, not a stranger's HTML, so a pattern is enough.
var (
	inlineElement = regexp.MustCompile(`(?is)<(style|script)((?:\s[^>]*)?)>(.*?)</(?:style|script)\s*>`)
	sourceAttr    = regexp.MustCompile(`(?i)\ssrc\s*=`)
	dataBlockAttr = regexp.MustCompile(`(?i)\stype\s*=\s*["']?application/(?:ld\+)?json`)
)

// pagePolicy is the Content-Security-Policy of pages made from index. Nothing inline runs or styles but what stands in
// the template itself, by its hash; JSON blocks are data and need none. A form may lead to Paystack's page, where the
// shopper pays.
func pagePolicy(index string) string {
	scripts, styles := "script-src 'self'", "style-src 'self'"
	for _, found := range inlineElement.FindAllStringSubmatch(index, -1) {
		name, attrs, content := strings.ToLower(found[1]), found[2], found[3]
		switch {
		case name == "style":
			styles += " " + sourceHash(content)
		case !sourceAttr.MatchString(attrs) && !dataBlockAttr.MatchString(attrs):
			scripts += " " + sourceHash(content)
		}
	}
	return strings.Join([]string{
		"default-src 'none'",
		scripts,
		styles,
		"img-src 'self' data:",
		"connect-src 'self'",
		"manifest-src 'self'",
		"form-action 'self' https://checkout.paystack.com",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	}, "; ")
}

// sourceHash is the hash source of CSP level 3, section 2.3.1, of an inline element's content. Browsers read line ends
// as \n before they hash.
func sourceHash(content string) string {
	sum := sha256.Sum256([]byte(strings.ReplaceAll(content, "\r\n", "\n")))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
