package hooks_test

import (
	"os"
	"strconv"
	"testing"
)

// proof is how often a test tries something: as often as the environment variable says, which `make proof` sets, or
// otherwise this often.
func proof(t testing.TB, variable string, otherwise int) int {
	t.Helper()
	written := os.Getenv(variable)
	if written == "" {
		return otherwise
	}
	n, err := strconv.Atoi(written)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q and should be a number", variable, written)
	}
	return n
}
