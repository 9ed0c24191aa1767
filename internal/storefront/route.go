package storefront

import (
	"slices"
	"strings"
)

// Route is the pattern of one kind of page.
type Route struct {
	// Pattern is a path whose segments in braces, such as {slug}, stand for any text without a slash.
	Pattern string
	// Personal says that the page shows what belongs to one shopper, so no cache may keep it.
	Personal bool
}

// Every page of the storefront. Patterns do not overlap, so their order decides nothing.
var routes = []Route{
	{Pattern: "/"},
	{Pattern: "/category/{slug}"},
	{Pattern: "/products/{slug}"},
	{Pattern: "/search"},
	{Pattern: "/cart", Personal: true},
	{Pattern: "/checkout", Personal: true},
	{Pattern: "/payment-details/{reference}", Personal: true},
	{Pattern: "/payment-failed/{reference}", Personal: true},
	{Pattern: "/orders", Personal: true},
	{Pattern: "/orders/{id}", Personal: true},
	{Pattern: "/account", Personal: true},
}

// Routes returns every kind of page, in the order of a shopper's way through them.
func Routes() []Route { return slices.Clone(routes) }

// Match finds the pattern that a path (decoded, as in URL.Path) fits, and the texts that stand for its braces. One
// slash at the end is passed over: who cares compares path with the canonical one. A text in braces is never empty.
func Match(path string) (pattern string, params map[string]string, ok bool) {
	for _, route := range routes {
		if params, ok = fits(route.Pattern, path); ok {
			return route.Pattern, params, true
		}
	}
	return "", nil, false
}

// Personal reports whether pattern is one of [Routes] and personal.
func Personal(pattern string) bool {
	return slices.ContainsFunc(routes, func(r Route) bool { return r.Pattern == pattern && r.Personal })
}

func fits(pattern, path string) (map[string]string, bool) {
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(have) {
		return nil, false
	}
	params := map[string]string{}
	for i, segment := range want {
		name, isParam := strings.CutPrefix(segment, "{")
		switch {
		case isParam && have[i] != "":
			params[strings.TrimSuffix(name, "}")] = have[i]
		case isParam || segment != have[i]:
			return nil, false
		}
	}
	return params, true
}
