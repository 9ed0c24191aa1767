// Package storefront serves the built React shop: its files, and one page of HTML for every address of the shop.
//
// It knows how an answer is sent (cache headers, compressed bodies, content security policy, real 404s) and which
// addresses are pages ([Routes]). What a page is called and what data it starts with is asked of the caller by [Pages].
package storefront

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
)

// Page is what the server knows about the page at a path.
type Page struct {
	// Status is 200 (or 0, which means the same) or 404. A page with another status is a fault.
	Status int
	// RedirectPath, when set, is the path (decoded, beginning with one slash) to which this page has moved for good. The
	// answer is 301 with the query kept, and nothing else of the Page is used.
	RedirectPath string
	// Title is the text of the title element, and what is shown where the page is shared.
	Title string
	// Description is one or two sentences for search engines and shared links; empty leaves it out.
	Description string
	// CanonicalPath is the path (with the query that matters, if any) under which this page should be known; empty
	// leaves it out. The shop's public address is put in front.
	CanonicalPath string
	// ImageURL is the picture shown where the page is shared: an absolute URL, or a path of this shop; empty leaves it out.
	ImageURL string
	// Boot holds, by API URL, the answers that the page would fetch first. The browser reads them from the page instead.
	Boot map[string]json.RawMessage
	// Personal marks a page that must never be kept by a cache. Pages of personal routes are so without saying it.
	Personal bool
	// RobotsNoIndex asks search engines to leave the page out. Personal pages and 404s are left out without saying it.
	RobotsNoIndex bool
}

// Pages tells what stands at the path of r, which is a GET or HEAD request for a page and not for a file. An address
// that the shop does not know is a Page with status 404; an error becomes a bare page with status 500.
type Pages func(ctx context.Context, r *http.Request) (Page, error)

// Storefront is an [http.Handler] for everything that is not the API or the dashboard. It is safe for concurrent use.
type Storefront struct {
	// OnError, when set before serving, hears of every fault: an error of Pages, a page with an unknown status, boot
	// data that is not JSON. The shopper is never shown its text.
	OnError func(r *http.Request, err error)

	files   map[string]*file
	page    template
	policy  string
	shopURL func() string
	pages   Pages
	sent    *bodyCache
}

// New reads all of files (the output of the frontend's build) into memory and starts compressing them in the
// background. It fails when index.html is absent or does not hold each of the markers <!--head-->, <!--app--> and
// <!--boot--> exactly once. shopURL is asked for each page and answers the public address of the shop, such as
// https://shop.example; a slash at its end is dropped.
func New(files fs.FS, shopURL func() string, pages Pages) (*Storefront, error) {
	if shopURL == nil || pages == nil {
		return nil, errors.New("storefront: shopURL and pages are required")
	}
	index, err := fs.ReadFile(files, indexFile)
	if err != nil {
		return nil, fmt.Errorf("storefront: read the page template: %w", err)
	}
	page, err := parseTemplate(string(index))
	if err != nil {
		return nil, fmt.Errorf("storefront: %s: %w", indexFile, err)
	}
	table, err := readFiles(files)
	if err != nil {
		return nil, fmt.Errorf("storefront: %w", err)
	}
	go compressAll(table)
	return &Storefront{
		files:   table,
		page:    page,
		policy:  pagePolicy(string(index)),
		shopURL: shopURL,
		pages:   pages,
		sent:    newBodyCache(pageCacheBytes),
	}, nil
}

// ServeHTTP answers with a file, a page, or a real 404. A page's address with a slash at its end is redirected to the
// one without. Addresses under /api/ and /_/ that reach the storefront are unknown to the server: they are answered
// 404 in the API's error shape and never with a page.
func (s *Storefront) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	path := r.URL.Path
	switch {
	case path == "/api" || path == "/_" || strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/_/"):
		sendUnknownAPI(w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		sendText(w, r, http.StatusMethodNotAllowed, "This address can only be read.\n")
	case path == "/"+indexFile:
		redirect(w, r, "/")
	case s.files[path] != nil:
		s.files[path].serve(w, r)
	case looksLikeFile(path):
		sendText(w, r, http.StatusNotFound, "There is no file at this address.\n")
	default:
		s.servePage(w, r)
	}
}

func (s *Storefront) report(r *http.Request, err error) {
	if s.OnError != nil {
		s.OnError(r, err)
	}
}

// redirect sends the browser to another path of the shop with the query kept. path begins with exactly one slash.
func redirect(w http.ResponseWriter, r *http.Request, path string) {
	if r.URL.RawQuery != "" {
		path += "?" + r.URL.RawQuery
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.Redirect(w, r, path, http.StatusMovedPermanently)
}
