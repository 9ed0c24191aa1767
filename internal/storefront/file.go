package storefront

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
)

const (
	indexFile = "index.html"
	// Vite writes a hash of the content into the name of every file in this folder, so such a file never changes.
	assetsPath = "/assets/"
)

// What the extensions of the shop's files mean. The machine's own table of types is not asked: a container has none.
var contentTypes = map[string]string{
	".avif":        "image/avif",
	".css":         "text/css; charset=utf-8",
	".gif":         "image/gif",
	".htm":         "text/html; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".mjs":         "text/javascript; charset=utf-8",
	".pdf":         "application/pdf",
	".php":         "text/plain; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff":        "font/woff",
	".woff2":       "font/woff2",
	".xml":         "application/xml",
}

// A file is one file of the build, ready to be sent.
type file struct {
	*body
	contentType string
	cache       string
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", f.contentType)
	w.Header().Set("Cache-Control", f.cache)
	f.send(w, r, http.StatusOK, true)
}

// looksLikeFile reports whether an address that is no file of the build asks for one all the same: a page in its place
// would be taken for a broken script, or for success by whoever probes for /wp-login.php.
func looksLikeFile(p string) bool {
	_, known := contentTypes[strings.ToLower(path.Ext(p))]
	return known || strings.HasPrefix(p, assetsPath) || p == strings.TrimSuffix(assetsPath, "/")
}

// readFiles reads every file of the build but the page template and what is hidden, by its address.
func readFiles(files fs.FS) (map[string]*file, error) {
	table := map[string]*file{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && name != "." && entry.Name() != ".well-known"
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir() || name == indexFile:
			return nil
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		table["/"+name] = newFile("/"+name, content)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the built files: %w", err)
	}
	return table, nil
}

func newFile(address string, content []byte) *file {
	contentType, known := contentTypes[strings.ToLower(path.Ext(address))]
	if !known {
		contentType = "application/octet-stream"
	}
	cache := "public, max-age=3600"
	switch {
	case strings.HasPrefix(address, assetsPath):
		cache = "public, max-age=31536000, immutable"
	case strings.HasPrefix(contentType, "text/javascript"):
		cache = "no-cache" // a script without a hash in its name is a service worker, and an old one outlives the shop
	}
	return &file{newBody(content, isCompressible(contentType), fileBrotliLevel), contentType, cache}
}

// isCompressible leaves out what is compressed in itself: photographs, fonts, PDFs, and whatever is unknown.
func isCompressible(contentType string) bool {
	switch contentType {
	case "application/json", "application/manifest+json", "application/wasm", "application/xml", "image/svg+xml", "image/x-icon":
		return true
	}
	return strings.HasPrefix(contentType, "text/")
}

// compressAll makes the compressed forms of all files, the largest first since the script that pages wait for is among
// them. A request that comes earlier makes the form that it needs, once.
func compressAll(table map[string]*file) {
	files := slices.SortedFunc(maps.Values(table), func(a, b *file) int { return len(b.plain) - len(a.plain) })
	for _, c := range []coding{brotlied, gzipped} {
		for _, f := range files {
			f.encoded(c)
		}
	}
}
