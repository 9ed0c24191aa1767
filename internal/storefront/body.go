package storefront

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

const (
	// Below this many bytes a compressed body saves nothing on the wire: it fits the same packet.
	smallestCompressed = 256
	// Files are compressed once per start, so at full effort; pages while somebody waits.
	fileBrotliLevel = brotli.BestCompression
	pageBrotliLevel = 5
	// pageCacheBytes bounds the uncompressed bytes of the pages whose compressed forms are kept: some 400 pages.
	pageCacheBytes = 8 << 20
)

// A body is the content of an answer with its compressed forms, each made at most once, when first asked for.
type body struct {
	plain        []byte
	tag          string // of the content, without quotes and coding
	compressible bool
	brotliLevel  int

	brotliOnce, gzipOnce   sync.Once
	brotliBytes, gzipBytes []byte
}

func newBody(plain []byte, compressible bool, brotliLevel int) *body {
	sum := sha256.Sum256(plain)
	return &body{
		plain:        plain,
		tag:          base64.RawURLEncoding.EncodeToString(sum[:]),
		compressible: compressible && len(plain) >= smallestCompressed,
		brotliLevel:  brotliLevel,
	}
}

// encoded returns the content in the coding c, or plain and identity where that coding would not make it smaller.
func (b *body) encoded(c coding) ([]byte, coding) {
	if !b.compressible {
		return b.plain, identity
	}
	var packed []byte
	switch c {
	case brotlied:
		b.brotliOnce.Do(func() { b.brotliBytes = packBrotli(b.plain, b.brotliLevel) })
		packed = b.brotliBytes
	case gzipped:
		b.gzipOnce.Do(func() { b.gzipBytes = packGzip(b.plain) })
		packed = b.gzipBytes
	}
	if packed == nil || len(packed) >= len(b.plain) {
		return b.plain, identity
	}
	return packed, c
}

// etag is a strong validator, so it differs between the codings of one content (RFC 9110, section 8.8.3.3).
func (b *body) etag(c coding) string {
	if c == identity {
		return `"` + b.tag + `"`
	}
	return `"` + b.tag + "-" + string(c) + `"`
}

// unchanged reports whether an If-None-Match field names this content in any coding: a browser that holds it in one
// coding needs it in no other.
func (b *body) unchanged(ifNoneMatch string) bool {
	if strings.Trim(ifNoneMatch, " \t") == "*" {
		return true
	}
	for tag := range strings.SplitSeq(ifNoneMatch, ",") {
		tag = strings.TrimPrefix(strings.Trim(tag, " \t"), "W/")
		for _, c := range []coding{identity, gzipped, brotlied} {
			if tag == b.etag(c) {
				return true
			}
		}
	}
	return false
}

// send writes the answer in the coding that the client likes best. The caller has set the headers that say what the
// content is and who may keep it; a body that may not be kept gets no ETag.
func (b *body) send(w http.ResponseWriter, r *http.Request, status int, keep bool) {
	h := w.Header()
	accepted := identity
	if b.compressible {
		h.Add("Vary", "Accept-Encoding")
		accepted = acceptedCoding(r.Header)
	}
	content, used := b.encoded(accepted)
	if keep {
		h.Set("ETag", b.etag(used))
		if status == http.StatusOK && b.unchanged(strings.Join(r.Header.Values("If-None-Match"), ",")) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if used != identity {
		h.Set("Content-Encoding", string(used))
	}
	h.Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // an error here means that the client is gone
	}
}

// pageWriters are kept for the next page, since a new one takes a megabyte.
var pageWriters = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, pageBrotliLevel) }}

func packBrotli(plain []byte, level int) []byte {
	var packed bytes.Buffer
	var w *brotli.Writer
	if level == pageBrotliLevel {
		w = pageWriters.Get().(*brotli.Writer)
		w.Reset(&packed)
		defer pageWriters.Put(w)
	} else {
		w = brotli.NewWriterLevel(&packed, level)
	}
	_, writeErr := w.Write(plain)
	if err := w.Close(); writeErr != nil || err != nil {
		return nil
	}
	return packed.Bytes()
}

func packGzip(plain []byte) []byte {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil
	}
	_, writeErr := w.Write(plain)
	if err := w.Close(); writeErr != nil || err != nil {
		return nil
	}
	return packed.Bytes()
}

// A bodyCache keeps the pages that were sent last, so that a page that has not changed is compressed once.
type bodyCache struct {
	mu     sync.Mutex
	limit  int // bytes of plain content
	size   int
	newest *list.List // of *body
	byTag  map[string]*list.Element
}

func newBodyCache(limit int) *bodyCache {
	return &bodyCache{limit: limit, newest: list.New(), byTag: map[string]*list.Element{}}
}

// shared returns the kept body with the content of b, or keeps b and returns it.
func (c *bodyCache) shared(b *body) *body {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kept, ok := c.byTag[b.tag]; ok {
		c.newest.MoveToFront(kept)
		return kept.Value.(*body)
	}
	c.byTag[b.tag] = c.newest.PushFront(b)
	c.size += len(b.plain)
	for c.size > c.limit && c.newest.Len() > 1 {
		oldest := c.newest.Remove(c.newest.Back()).(*body)
		delete(c.byTag, oldest.tag)
		c.size -= len(oldest.plain)
	}
	return b
}
