//go:build !crash

package crash

// Here is a point. This program has none.
func Here(string, Stage) {}
