package storefront

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A page with the boot data of a home page of 32 products: unchanged since the last request, and changed each time.
func BenchmarkPage(b *testing.B) {
	catalog := json.RawMessage(`[` + strings.TrimSuffix(strings.Repeat(`{"slug":"cup","name":"A cup","priceKobo":1250000},`, 32), ",") + `]`)
	for _, changing := range []bool{false, true} {
		b.Run(fmt.Sprintf("changing=%v", changing), func(b *testing.B) {
			n := 0
			pages := func(context.Context, *http.Request) (Page, error) {
				page := Page{Title: "Love Giftings", Boot: map[string]json.RawMessage{"/api/shop/catalog": catalog}}
				if changing {
					n++
					page.Title = fmt.Sprint("Love Giftings ", n)
				}
				return page, nil
			}
			s, err := New(testFiles(), func() string { return "https://shop.example" }, pages)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", "/", nil)
				r.Header.Set("Accept-Encoding", "br")
				s.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}

// The largest file of a storefront, some 200 kB of script, in every coding: what the background work of New costs once.
func BenchmarkCompressFile(b *testing.B) {
	var script strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&script, "function f%d(a,b){return a*%d+b.t%x}\n", i, i*7919, i*i)
	}
	for b.Loop() {
		compressAll(map[string]*file{"/assets/a.js": newFile("/assets/a.js", []byte(script.String()))})
	}
}
