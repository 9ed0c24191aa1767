package storefront

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMatchFindsThePageOfAPath(t *testing.T) {
	for _, c := range []struct {
		path, pattern string
		params        map[string]string
	}{
		{"/", "/", nil},
		{"//", "/", nil},
		{"/category/cups", "/category/{slug}", map[string]string{"slug": "cups"}},
		{"/category/cups/", "/category/{slug}", map[string]string{"slug": "cups"}},
		{"/products/the-cup", "/products/{slug}", map[string]string{"slug": "the-cup"}},
		{"/search", "/search", nil},
		{"/cart", "/cart", nil},
		{"/checkout/", "/checkout", nil},
		{"/payment-details/a-1", "/payment-details/{reference}", map[string]string{"reference": "a-1"}},
		{"/payment-failed/a-1", "/payment-failed/{reference}", map[string]string{"reference": "a-1"}},
		{"/orders", "/orders", nil},
		{"/orders/", "/orders", nil},
		{"/orders/abc", "/orders/{id}", map[string]string{"id": "abc"}},
		{"/account", "/account", nil},
		{"", "", nil},
		{"/category", "", nil},
		{"/category/", "", nil},
		{"/category//", "", nil},
		{"/category/cups/red", "", nil},
		{"/Category/cups", "", nil},
		{"/orders/abc//", "", nil},
		{"cart", "", nil},
		{"/cart/1", "", nil},
		{"/nowhere", "", nil},
	} {
		pattern, params, ok := Match(c.path)
		if pattern != c.pattern || ok != (c.pattern != "") || !maps.Equal(params, c.params) {
			t.Errorf("%q: %q %v %v", c.path, pattern, params, ok)
		}
	}
}

func TestEveryPatternMatchesItselfFilledInAndNoOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		route := rapid.SampledFrom(Routes()).Draw(t, "route")
		text := rapid.StringMatching(`[^/{}]{1,20}`).Draw(t, "text")
		segments := strings.Split(route.Pattern, "/")
		for i, segment := range segments {
			if strings.HasPrefix(segment, "{") {
				segments[i] = text
			}
		}
		path := strings.Join(segments, "/")
		pattern, params, ok := Match(path)
		if !ok || pattern != route.Pattern {
			t.Fatalf("%q matches %q, want %q", path, pattern, route.Pattern)
		}
		for _, got := range params {
			if got != text {
				t.Fatalf("%q: params %v", path, params)
			}
		}
	})
}

func TestTheBrowserKnowsTheSamePages(t *testing.T) {
	source, err := os.ReadFile("../../frontend/src/app/routes.ts")
	if err != nil {
		t.Fatal(err)
	}
	var browser, server []string
	for _, found := range regexp.MustCompile(`(?m)^\s*\w+:\s*"(/[^"]*)",`).FindAllStringSubmatch(string(source), -1) {
		browser = append(browser, regexp.MustCompile(`:(\w+)`).ReplaceAllString(found[1], "{$1}"))
	}
	for _, route := range Routes() {
		server = append(server, route.Pattern)
	}
	if !slices.Equal(browser, server) {
		t.Errorf("the browser's list\n%q\nis not the server's\n%q", browser, server)
	}
}

func TestPagesOfOneShopperArePersonal(t *testing.T) {
	personal := map[string]bool{
		"/cart": true, "/checkout": true, "/payment-details/{reference}": true, "/payment-failed/{reference}": true,
		"/orders": true, "/orders/{id}": true, "/account": true,
	}
	for _, route := range Routes() {
		if Personal(route.Pattern) != personal[route.Pattern] || route.Personal != personal[route.Pattern] {
			t.Errorf("%s: personal %v", route.Pattern, route.Personal)
		}
	}
	if Personal("/nowhere") {
		t.Error("an unknown pattern is personal")
	}
}

func TestRoutesAreACopy(t *testing.T) {
	Routes()[0].Pattern = "/elsewhere"
	if Routes()[0].Pattern != "/" {
		t.Error("a caller changed the list of pages")
	}
}
