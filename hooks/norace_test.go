//go:build !race

package hooks_test

// rounds is how often two shoppers press at the same moment.
const rounds = 1000

// unhurried says whether times can be asserted: the race detector slows everything.
const unhurried = true

// How often a storm strikes where nothing slows it, see [proof].
const (
	fewCheckouts = wanting
	fewBarriers  = 1000
	fewDrought   = 140 // sales
	fewPayments  = 2000
)
