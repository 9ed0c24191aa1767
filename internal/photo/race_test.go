//go:build race

package photo

// The race detector makes drawing, which is Go here but for the WebP, ten times slower.
const everyDemoPicture = 10
