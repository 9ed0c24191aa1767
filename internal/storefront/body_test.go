package storefront

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
)

func TestABodyIsSentInTheCodingTheBrowserLikes(t *testing.T) {
	s := shop(t, Page{Title: strings.Repeat("Cups and bottles. ", 40)})
	for _, c := range []struct{ target, accept, coding, vary string }{
		{"/assets/index-abc.js", "gzip, deflate, br, zstd", "br", "Accept-Encoding"},
		{"/assets/index-abc.js", "gzip", "gzip", "Accept-Encoding"},
		{"/assets/index-abc.js", "", "", "Accept-Encoding"},
		{"/", "br;q=0.5, gzip;q=0.8", "gzip", "Accept-Encoding"},
		{"/", "br", "br", "Accept-Encoding"},
		{"/favicon.svg", "br", "br", "Accept-Encoding"},
		{"/assets/cup-abc.jpg", "br", "", ""},  // compressed in itself
		{"/assets/tiny-abc.css", "br", "", ""}, // too small to gain
	} {
		answer := ask(s, "GET", c.target, "Accept-Encoding", c.accept)
		wantHeader(t, answer, "Content-Encoding", c.coding)
		wantHeader(t, answer, "Vary", c.vary)
		length, _ := strconv.Atoi(answer.Header.Get("Content-Length"))
		plain := text(t, ask(s, "GET", c.target))
		if c.coding != "" && length >= len(plain) {
			t.Errorf("%s as %s: %d bytes of %d", c.target, c.coding, length, len(plain))
		}
		if got := text(t, answer); got != plain {
			t.Errorf("%s as %s is not what it is without", c.target, c.coding)
		}
	}
}

func TestContentLengthIsExact(t *testing.T) {
	s := shop(t, Page{})
	for _, target := range []string{"/", "/assets/index-abc.js", "/robots.txt", "/gone.js"} {
		for _, accept := range []string{"br", "gzip", "identity"} {
			answer := ask(s, "GET", target, "Accept-Encoding", accept)
			var sent bytes.Buffer
			if _, err := sent.ReadFrom(answer.Body); err != nil {
				t.Fatal(err)
			}
			wantHeader(t, answer, "Content-Length", strconv.Itoa(sent.Len()))
		}
	}
}

func TestWhatTheBrowserHasIsNotSentAgain(t *testing.T) {
	s := shop(t, Page{Title: strings.Repeat("Cups. ", 100)})
	for _, target := range []string{"/", "/assets/index-abc.js", "/robots.txt"} {
		tags := map[string]bool{}
		for _, accept := range []string{"br", "gzip", ""} {
			tag := ask(s, "GET", target, "Accept-Encoding", accept).Header.Get("ETag")
			tags[tag] = true
			for _, field := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				answer := ask(s, "GET", target, "Accept-Encoding", accept, "If-None-Match", field)
				wantStatus(t, answer, http.StatusNotModified)
				wantHeader(t, answer, "ETag", tag)
				if got := text(t, &http.Response{Header: http.Header{}, Body: answer.Body}); got != "" {
					t.Errorf("304 for %s has a body", target)
				}
			}
			for _, field := range []string{`"other"`, strings.Trim(tag, `"`), "", `W/"*"`} {
				wantStatus(t, ask(s, "GET", target, "Accept-Encoding", accept, "If-None-Match", field), 200)
			}
		}
		if target != "/robots.txt" && len(tags) != 3 {
			t.Errorf("%s: three codings have %d ETags", target, len(tags))
		}
	}
}

func TestAPageThatChangesChangesItsETag(t *testing.T) {
	one := ask(shop(t, Page{Title: "One"}), "GET", "/").Header.Get("ETag")
	two := ask(shop(t, Page{Title: "Two"}), "GET", "/").Header.Get("ETag")
	if one == "" || one == two {
		t.Errorf("ETags %s and %s", one, two)
	}
}

func TestAPageIsCompressedOnceHoweverManyAskForIt(t *testing.T) {
	s := shop(t, Page{Title: strings.Repeat("Cups. ", 100)})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			wantStatus(t, ask(s, "GET", "/", "Accept-Encoding", "br"), 200)
			wantStatus(t, ask(s, "GET", "/assets/index-abc.js", "Accept-Encoding", "gzip"), 200)
		})
	}
	all.Wait()
	if n := s.sent.newest.Len(); n != 1 {
		t.Fatalf("%d bodies are kept for one page", n)
	}
	kept := s.sent.newest.Front().Value.(*body)
	before, _ := kept.encoded(brotlied)
	after, _ := kept.encoded(brotlied)
	if &before[0] != &after[0] {
		t.Error("asking again compressed again")
	}
}

func TestTheCacheKeepsWhatWasAskedForLastWithinItsLimit(t *testing.T) {
	cache := newBodyCache(1000)
	page := func(n int) *body { return newBody(fmt.Appendf(nil, "%0300d", n), true, pageBrotliLevel) }
	first := cache.shared(page(1))
	cache.shared(page(2))
	cache.shared(page(3))
	if cache.shared(page(1)) != first {
		t.Error("a page within the limit was forgotten")
	}
	cache.shared(page(4)) // drops 2, the one asked for longest ago
	if cache.size != 900 || cache.newest.Len() != 3 || len(cache.byTag) != 3 {
		t.Errorf("%d bytes in %d bodies, %d by tag", cache.size, cache.newest.Len(), len(cache.byTag))
	}
	if cache.shared(page(1)) != first || cache.byTag[page(2).tag] != nil {
		t.Error("the wrong page was dropped")
	}
}
