//go:build !race

package photo

// everyDemoPicture is how far the demo's pictures that are weighed are apart.
const everyDemoPicture = 1
