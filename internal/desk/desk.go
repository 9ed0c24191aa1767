// Package desk holds the owner's own pages in PocketBase's dashboard: main.js, which PocketBase runs there as an
// extension. It is plain JavaScript without a build step, and public, so it holds no secret.
package desk

import "embed"

//go:embed main.js
var files embed.FS

// Files are the pages as PocketBase serves them (core.UIExtension).
func Files() embed.FS { return files }
