//go:build race

package hooks_test

import (
	"flag"
	"os"
)

// The race detector makes SQLite, which is Go here, ten times slower, and finds what it finds in a few rounds.
const rounds = 60

// unhurried says whether times can be asserted: the race detector slows everything.
const unhurried = false

// How often a storm strikes, see [proof].
const (
	fewCheckouts = 100
	fewBarriers  = 100
	fewDrought   = 28 // sales
	fewPayments  = 50
)

func init() {
	if os.Getenv("RAPID_CHECKS") == "" {
		_ = flag.Set("rapid.checks", "15")
	}
}
