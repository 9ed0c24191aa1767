//go:build !race

package hooks_test

// rounds is how often two shoppers press at the same moment.
const rounds = 1000
