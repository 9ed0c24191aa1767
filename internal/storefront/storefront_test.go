package storefront

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

const testIndex = `<!doctype html><html lang="en-NG"><head><meta charset="utf-8">
<!--head-->
<style>body{margin:0}</style>
<script type="module" src="/assets/index-abc.js"></script>
</head><body><div id="root"><!--app--></div>
<!--boot-->
</body></html>
`

var testScript = strings.Repeat("console.log('a cup, a bottle, a journal');\n", 50)

func testFiles() fstest.MapFS {
	return fstest.MapFS{
		"index.html":             {Data: []byte(testIndex)},
		"assets/index-abc.js":    {Data: []byte(testScript)},
		"assets/tiny-abc.css":    {Data: []byte("a{}")},
		"assets/cup-abc.jpg":     {Data: bytes.Repeat([]byte("jpeg"), 200)},
		"favicon.svg":            {Data: []byte(strings.Repeat("<svg/>", 100))},
		"manifest.webmanifest":   {Data: []byte("{}")},
		"sw.js":                  {Data: []byte("//")},
		"robots.txt":             {Data: []byte("User-agent: *\n")},
		".vite/manifest.json":    {Data: []byte("{}")},
		".well-known/assets.txt": {Data: []byte("here")},
		"unknown.kind":           {Data: []byte("x")},
	}
}

// shop serves testFiles, and page for every page.
func shop(t *testing.T, page Page) *Storefront {
	t.Helper()
	return shopWith(t, func(context.Context, *http.Request) (Page, error) { return page, nil })
}

func shopWith(t *testing.T, pages Pages) *Storefront {
	t.Helper()
	s, err := New(testFiles(), func() string { return "https://shop.example/" }, pages)
	if err != nil {
		t.Fatal(err)
	}
	s.OnError = func(r *http.Request, err error) { t.Errorf("%s: %v", r.URL, err) }
	return s
}

// ask sends a request with header pairs and returns the recorded answer.
func ask(s http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// text reads and decodes the answer's body.
func text(t *testing.T, answer *http.Response) string {
	t.Helper()
	var reader io.Reader = answer.Body
	switch c := answer.Header.Get("Content-Encoding"); c {
	case "br":
		reader = brotli.NewReader(reader)
	case "gzip":
		unpacked, err := gzip.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		reader = unpacked
	case "":
	default:
		t.Fatalf("Content-Encoding %q", c)
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func wantHeader(t *testing.T, answer *http.Response, name, want string) {
	t.Helper()
	if got := answer.Header.Get(name); got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}

func wantStatus(t *testing.T, answer *http.Response, want int) {
	t.Helper()
	if answer.StatusCode != want {
		t.Errorf("status %d, want %d", answer.StatusCode, want)
	}
}

func TestNewRefusesABuildThatCannotBecomePages(t *testing.T) {
	pages := func(context.Context, *http.Request) (Page, error) { return Page{}, nil }
	for name, index := range map[string]string{
		"no head marker":         strings.Replace(testIndex, headMarker, "", 1),
		"no app marker":          strings.Replace(testIndex, appMarker, "", 1),
		"no boot marker":         strings.Replace(testIndex, bootMarker, "", 1),
		"a marker twice":         testIndex + bootMarker,
		"markers in wrong order": bootMarker + strings.Replace(testIndex, bootMarker, "", 1),
	} {
		files := testFiles()
		files["index.html"].Data = []byte(index)
		if _, err := New(files, func() string { return "" }, pages); err == nil {
			t.Errorf("%s: New made a storefront", name)
		}
	}
	if _, err := New(fstest.MapFS{}, func() string { return "" }, pages); err == nil {
		t.Error("no index.html: New made a storefront")
	}
}

func TestEveryAddressGetsItsKindOfAnswer(t *testing.T) {
	const page, script = "text/html; charset=utf-8", "text/javascript; charset=utf-8"
	const plain, forever = "text/plain; charset=utf-8", "public, max-age=31536000, immutable"
	for _, c := range []struct {
		target      string
		status      int
		contentType string
		cache       string
	}{
		{"/", 200, page, "no-cache"},
		{"/products/cup?ref=mail", 200, page, "no-cache"},
		{"/nowhere", 200, page, "no-cache"}, // what the caller's Pages says
		{"/cart", 200, page, "private, no-store"},
		{"/assets/index-abc.js", 200, script, forever},
		{"/assets/tiny-abc.css", 200, "text/css; charset=utf-8", forever},
		{"/assets/cup-abc.jpg", 200, "image/jpeg", forever},
		{"/assets/cup-abc.jpg?v=2", 200, "image/jpeg", forever},
		{"/favicon.svg", 200, "image/svg+xml", "public, max-age=3600"},
		{"/manifest.webmanifest", 200, "application/manifest+json", "public, max-age=3600"},
		{"/robots.txt", 200, plain, "public, max-age=3600"},
		{"/sw.js", 200, script, "no-cache"},
		{"/.well-known/assets.txt", 200, plain, "public, max-age=3600"},
		{"/unknown.kind", 200, "application/octet-stream", "public, max-age=3600"},
		{"/assets/index-old.js", 404, plain, "no-store"},
		{"/assets/no-extension", 404, plain, "no-store"},
		{"/assets/", 404, plain, "no-store"},
		{"/assets", 404, plain, "no-store"},
		{"/gone.PNG", 404, plain, "no-store"},
		{"/wp-login.php", 404, plain, "no-store"},
		{"/.vite/manifest.json", 404, plain, "no-store"},
		{"/api/shop/carts", 404, "application/json", "no-store"},
		{"/_/nowhere", 404, "application/json", "no-store"},
		{"/api", 404, "application/json", "no-store"},
	} {
		answer := ask(shop(t, Page{Title: "Cups"}), "GET", c.target)
		t.Run(c.target, func(t *testing.T) {
			wantStatus(t, answer, c.status)
			wantHeader(t, answer, "Content-Type", c.contentType)
			wantHeader(t, answer, "Cache-Control", c.cache)
			wantHeader(t, answer, "X-Content-Type-Options", "nosniff")
			if isPage := strings.Contains(text(t, answer), `<div id="root">`); isPage != (c.contentType == page) {
				t.Errorf("is the page template: %v", isPage)
			}
		})
	}
}

func TestTheTemplateItselfIsNoFile(t *testing.T) {
	if shop(t, Page{}).files["/index.html"] != nil {
		t.Error("the unfilled template can be served")
	}
}

func TestAPageIsTheTemplateWithItsHeadAndBootData(t *testing.T) {
	s := shop(t, Page{
		Title:         `Mugs & "cups" <!--boot-->`,
		Description:   "Cups for <you>",
		CanonicalPath: "/category/cups",
		ImageURL:      "/api/files/cup.jpg",
		Boot:          map[string]json.RawMessage{"/api/shop/config?a=1&b=2": json.RawMessage(`{"shopName": "</script>"}`)},
	})
	want := `<!doctype html><html lang="en-NG"><head><meta charset="utf-8">
<title>Mugs &amp; &#34;cups&#34; &lt;!--boot--&gt;</title>
<meta name="description" content="Cups for &lt;you&gt;">
<link rel="canonical" href="https://shop.example/category/cups">
<meta property="og:type" content="website">
<meta property="og:title" content="Mugs &amp; &#34;cups&#34; &lt;!--boot--&gt;">
<meta property="og:description" content="Cups for &lt;you&gt;">
<meta property="og:url" content="https://shop.example/category/cups">
<meta property="og:image" content="https://shop.example/api/files/cup.jpg">

<style>body{margin:0}</style>
<script type="module" src="/assets/index-abc.js"></script>
</head><body><div id="root"></div>
<script type="application/json" id="boot">{"/api/shop/config?a=1\u0026b=2":{"shopName":"\u003c/script\u003e"}}</script>
</body></html>
`
	if got := text(t, ask(s, "GET", "/category/cups")); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestAPageWithoutFactsStillHasATitleAndAnEmptyBoot(t *testing.T) {
	got := text(t, ask(shop(t, Page{}), "GET", "/"))
	for _, want := range []string{"<title></title>", `id="boot">{}</script>`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in:\n%s", want, got)
		}
	}
	for _, unwanted := range []string{"canonical", "og:url", "og:image", "description", "robots"} {
		if strings.Contains(got, unwanted) {
			t.Errorf("%s in:\n%s", unwanted, got)
		}
	}
}

func TestSearchEnginesAreKeptFromWhatIsNotForThem(t *testing.T) {
	for _, c := range []struct {
		name, target string
		page         Page
		noIndex      bool
	}{
		{"a product", "/products/cup", Page{}, false},
		{"a page that says so", "/search", Page{RobotsNoIndex: true}, true},
		{"an unknown address", "/nowhere", Page{Status: 404}, true},
		{"a personal page", "/elsewhere", Page{Personal: true}, true},
		{"a personal route", "/orders/abc", Page{}, true},
	} {
		got := text(t, ask(shop(t, c.page), "GET", c.target))
		if has := strings.Contains(got, `<meta name="robots" content="noindex">`); has != c.noIndex {
			t.Errorf("%s: noindex %v, want %v", c.name, has, c.noIndex)
		}
	}
}

func TestAPageTheShopDoesNotKnowIs404WithTheStorefrontInIt(t *testing.T) {
	s := shop(t, Page{Status: http.StatusNotFound, Title: "Not found"})
	answer := ask(s, "GET", "/products/gone")
	wantStatus(t, answer, 404)
	tag := answer.Header.Get("ETag")
	if !strings.Contains(text(t, answer), "<title>Not found</title>") {
		t.Error("the 404 is not a page")
	}
	wantStatus(t, ask(s, "GET", "/products/gone", "If-None-Match", tag), 404)
}

func TestAPageKeepsItsPromisesInHeaders(t *testing.T) {
	answer := ask(shop(t, Page{}), "GET", "/")
	wantHeader(t, answer, "Referrer-Policy", "strict-origin-when-cross-origin")
	wantHeader(t, answer, "Vary", "Accept-Encoding")
	wantHeader(t, answer, "Content-Security-Policy", "default-src 'none'; script-src 'self'; "+
		"style-src 'self' 'sha256-IAdwN3biDCQ3brrgp1m8kBEsPQYyqfREKOEfeoREopc='; img-src 'self' data:; connect-src 'self'; "+
		"manifest-src 'self'; form-action 'self' https://checkout.paystack.com; base-uri 'none'; frame-ancestors 'none'")
}

func TestAPersonalPageIsNeverKept(t *testing.T) {
	s := shop(t, Page{Personal: true})
	answer := ask(s, "GET", "/", "Accept-Encoding", "br", "If-None-Match", "*")
	wantStatus(t, answer, 200)
	wantHeader(t, answer, "Cache-Control", "private, no-store")
	wantHeader(t, answer, "ETag", "")
	if kept := s.sent.newest.Len(); kept != 0 {
		t.Errorf("%d personal pages are kept in memory", kept)
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		for _, target := range []string{"/", "/assets/index-abc.js", "/assets/gone.js"} {
			answer := ask(shop(t, Page{}), method, target)
			wantStatus(t, answer, http.StatusMethodNotAllowed)
			wantHeader(t, answer, "Allow", "GET, HEAD")
		}
		wantStatus(t, ask(shop(t, Page{}), method, "/api/nowhere"), 404)
	}
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	s := shop(t, Page{Title: "Cups"})
	for _, target := range []string{"/", "/cart", "/assets/index-abc.js", "/assets/gone.js", "/api/nowhere", "/search/"} {
		for _, accept := range []string{"", "gzip", "br"} {
			get, head := ask(s, "GET", target, "Accept-Encoding", accept), ask(s, "HEAD", target, "Accept-Encoding", accept)
			wantStatus(t, head, get.StatusCode)
			for name := range get.Header {
				if name != "Content-Type" || get.StatusCode != http.StatusMovedPermanently {
					wantHeader(t, head, name, get.Header.Get(name))
				}
			}
			if body, _ := io.ReadAll(head.Body); len(body) > 0 {
				t.Errorf("HEAD %s has a body of %d bytes", target, len(body))
			}
		}
	}
}

func TestAFaultIsReportedAndShownInWordsOnly(t *testing.T) {
	secret := errors.New("disk on fire at /var/data")
	for name, pages := range map[string]Pages{
		"an error":          func(context.Context, *http.Request) (Page, error) { return Page{}, secret },
		"an unknown status": func(context.Context, *http.Request) (Page, error) { return Page{Status: 302, Title: "on fire"}, nil },
	} {
		s := shopWith(t, pages)
		var heard []error
		s.OnError = func(_ *http.Request, err error) { heard = append(heard, err) }
		answer := ask(s, "GET", "/")
		wantStatus(t, answer, 500)
		wantHeader(t, answer, "Cache-Control", "no-store")
		wantHeader(t, answer, "Content-Type", "text/html; charset=utf-8")
		got := text(t, answer)
		if !strings.Contains(got, "The shop has a problem") || strings.Contains(got, "on fire") {
			t.Errorf("%s: the page says:\n%s", name, got)
		}
		if len(heard) != 1 || (name == "an error" && !errors.Is(heard[0], secret)) {
			t.Errorf("%s: reported %v", name, heard)
		}
		if !strings.Contains(answer.Header.Get("Content-Security-Policy"), "style-src 'sha256-") {
			t.Errorf("%s: the page's own style is not allowed", name)
		}
	}
}

func TestABrowserThatHungUpIsNotAFault(t *testing.T) {
	s := shopWith(t, func(ctx context.Context, _ *http.Request) (Page, error) { return Page{}, ctx.Err() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/", nil))
}

func TestBootDataThatIsNotJSONIsLeftOutAndReported(t *testing.T) {
	s := shop(t, Page{Boot: map[string]json.RawMessage{"/api/a": json.RawMessage(`{"a":`)}})
	var heard []error
	s.OnError = func(_ *http.Request, err error) { heard = append(heard, err) }
	answer := ask(s, "GET", "/")
	wantStatus(t, answer, 200)
	if got := text(t, answer); !strings.Contains(got, `id="boot">{}</script>`) || len(heard) != 1 {
		t.Errorf("reported %v; the page:\n%s", heard, got)
	}
}

func TestAddressesWithAnEndingSlashLeadToTheOneWithout(t *testing.T) {
	for from, to := range map[string]string{
		"/search/?q=cup":    "/search?q=cup",
		"/category/cups/":   "/category/cups",
		"/search%2F":        "/search",
		"/products/%C3%A9/": "/products/%C3%A9",
		"//":                "/",
		"/index.html?a=b":   "/?a=b",
	} {
		answer := ask(shop(t, Page{}), "GET", "http://shop.example"+from)
		wantStatus(t, answer, http.StatusMovedPermanently)
		wantHeader(t, answer, "Location", to)
	}
	for _, other := range []string{"/", "/nowhere/", "//evil.example/", "/%2Fevil.example/", "/products//"} {
		wantStatus(t, ask(shop(t, Page{}), "GET", "http://shop.example"+other), 200)
	}
}
