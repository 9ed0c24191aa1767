package storefront

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
)

// A template is index.html cut at its markers, so that nothing put into one place can be taken for a marker.
type template struct {
	beforeHead, headToApp, appToBoot, afterBoot string
}

const (
	headMarker = "<!--head-->"
	appMarker  = "<!--app-->"
	bootMarker = "<!--boot-->"
)

func parseTemplate(index string) (template, error) {
	for _, marker := range []string{headMarker, appMarker, bootMarker} {
		if n := strings.Count(index, marker); n != 1 {
			return template{}, fmt.Errorf("the marker %s stands %d times in it, and must stand once", marker, n)
		}
	}
	beforeHead, rest, _ := strings.Cut(index, headMarker)
	headToApp, rest, hasApp := strings.Cut(rest, appMarker)
	appToBoot, afterBoot, hasBoot := strings.Cut(rest, bootMarker)
	if !hasApp || !hasBoot {
		return template{}, fmt.Errorf("the markers must stand in the order %s, %s, %s", headMarker, appMarker, bootMarker)
	}
	return template{beforeHead, headToApp, appToBoot, afterBoot}, nil
}

func (s *Storefront) servePage(w http.ResponseWriter, r *http.Request) {
	pattern, _, matched := Match(r.URL.Path)
	if matched && len(r.URL.Path) > 1 && strings.HasSuffix(r.URL.Path, "/") {
		bare := url.URL{Path: strings.TrimSuffix(r.URL.Path, "/")}
		redirect(w, r, bare.EscapedPath())
		return
	}
	page, err := s.pages(r.Context(), r)
	if err == nil && page.Status != 0 && page.Status != http.StatusOK && page.Status != http.StatusNotFound {
		err = fmt.Errorf("a page has status %d", page.Status)
	}
	if err != nil {
		if r.Context().Err() == nil { // otherwise the browser has hung up, which is nobody's fault
			s.report(r, fmt.Errorf("storefront: page: %w", err))
		}
		sendProblem(w, r)
		return
	}
	if page.RedirectPath != "" {
		moved := url.URL{Path: page.RedirectPath}
		redirect(w, r, moved.EscapedPath())
		return
	}
	if page.Status == 0 {
		page.Status = http.StatusOK
	}
	page.Personal = page.Personal || Personal(pattern)
	boot, err := bootScript(page.Boot)
	if err != nil {
		// The page fetches what it does not find in itself, so it is whole without boot data.
		s.report(r, fmt.Errorf("storefront: boot data: %w", err))
		boot, _ = bootScript(nil)
	}

	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", s.policy)
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	content := newBody(s.page.fill(pageHead(page, s.shopURL()), boot), true, pageBrotliLevel)
	if page.Personal {
		h.Set("Cache-Control", "private, no-store")
		content.send(w, r, page.Status, false)
		return
	}
	h.Set("Cache-Control", "no-cache")
	s.sent.shared(content).send(w, r, page.Status, true)
}

// fill puts the parts of one page into the template. The app's own place stays empty: the browser renders there.
func (t template) fill(head, boot string) []byte {
	return []byte(t.beforeHead + head + t.headToApp + t.appToBoot + boot + t.afterBoot)
}

// pageHead writes the elements that tell search engines and chat apps what the page is. shopURL may be empty, which
// leaves addresses relative and out of the og: tags, where only absolute ones are understood.
func pageHead(page Page, shopURL string) string {
	shopURL = strings.TrimRight(shopURL, "/")
	var head strings.Builder
	element := func(format, value string) {
		if value != "" {
			fmt.Fprintf(&head, format+"\n", html.EscapeString(value))
		}
	}
	absolute := func(address string) string {
		if strings.HasPrefix(address, "/") {
			if shopURL == "" {
				return ""
			}
			return shopURL + address
		}
		return address
	}
	fmt.Fprintf(&head, "<title>%s</title>\n", html.EscapeString(page.Title))
	element(`<meta name="description" content="%s">`, page.Description)
	if page.CanonicalPath != "" {
		element(`<link rel="canonical" href="%s">`, shopURL+page.CanonicalPath)
	}
	if page.RobotsNoIndex || page.Personal || page.Status == http.StatusNotFound {
		element(`<meta name="robots" content="%s">`, "noindex")
	}
	element(`<meta property="og:type" content="%s">`, "website")
	element(`<meta property="og:title" content="%s">`, page.Title)
	element(`<meta property="og:description" content="%s">`, page.Description)
	element(`<meta property="og:url" content="%s">`, absolute(page.CanonicalPath))
	element(`<meta property="og:image" content="%s">`, absolute(page.ImageURL))
	return head.String()
}

// bootScript writes the element that the browser reads its first data from. It fails when an answer is not JSON. That no
// text in the data closes the element rests on json.Marshal, which escapes <, >, &, U+2028 and U+2029 also in raw parts.
func bootScript(boot map[string]json.RawMessage) (string, error) {
	if boot == nil {
		boot = map[string]json.RawMessage{}
	}
	data, err := json.Marshal(boot)
	if err != nil {
		return "", err
	}
	return `<script type="application/json" id="boot">` + string(data) + `</script>`, nil
}
