package hooks_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// BenchmarkExport measures how the catalogue of a shop with [crowd] products is written out.
func BenchmarkExport(b *testing.B) {
	s := shoptest.Open(b)
	s.Crowd(b, crowd)
	for b.Loop() {
		runtime.GC()
		watched, stop := context.WithCancel(b.Context())
		var group sync.WaitGroup
		most := uint64(0)
		group.Go(func() { most = heap(watched) })
		began := time.Now()
		err := s.Export(b.Context(), s.App, func(string) (io.WriteCloser, error) { return discarded{io.Discard}, nil }, func(string) {})
		took := time.Since(began)
		stop()
		group.Wait()
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(crowd/took.Seconds(), "rows/s")
		b.ReportMetric(float64(most)/1e6, "MB-heap")
	}
}

type discarded struct{ io.Writer }

func (discarded) Close() error { return nil }

// BenchmarkImport measures how the catalogue of a shop with [crowd] products is brought in: the check, the import into a
// shop that has none of them, the same once more, and one that changes each price. Meanwhile somebody writes to the
// shop every 2 ms, as shoppers do; what that one waits for at most is what an import costs the others.
func BenchmarkImport(b *testing.B) {
	s := shoptest.Open(b)
	s.Crowd(b, crowd)
	folder := b.TempDir()
	create := func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(folder, name)) }
	if err := s.Export(b.Context(), s.App, create, func(string) {}); err != nil {
		b.Fatal(err)
	}
	dearer := b.TempDir()
	if _, err := s.App.DB().NewQuery("UPDATE products SET priceKobo = priceKobo + 5000").Execute(); err != nil {
		b.Fatal(err)
	}
	create = func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(dearer, name)) }
	if err := s.Export(b.Context(), s.App, create, func(string) {}); err != nil {
		b.Fatal(err)
	}
	to := shoptest.Open(b)
	for _, measured := range []struct {
		name   string
		folder string
		dry    bool
		want   func(shop.ImportReport) bool
	}{
		{"check", folder, true, func(r shop.ImportReport) bool { return r.Added == crowd+110 }},
		{"new", folder, false, func(r shop.ImportReport) bool { return r.Added == crowd+110 }},
		{"same", folder, false, func(r shop.ImportReport) bool { return r.Same >= crowd && r.Added == 0 }},
		{"prices", dearer, false, func(r shop.ImportReport) bool { return r.Changed >= crowd && r.Added == 0 }},
	} {
		b.Run(measured.name, func(b *testing.B) {
			if b.N > 1 {
				b.Skip("an import is measured once")
			}
			runtime.GC()
			watched, stop := context.WithCancel(b.Context())
			var group sync.WaitGroup
			waits, most := []time.Duration{}, uint64(0)
			group.Go(func() { waits = write(watched, b, to.App) })
			group.Go(func() { most = heap(watched) })
			began := time.Now()
			report, err := to.Import(b.Context(), to.App, os.DirFS(measured.folder), measured.dry, func(shop.ImportProgress) {})
			took := time.Since(began)
			stop()
			group.Wait()
			if err != nil || len(report.Problems) > 0 || !measured.want(report) {
				b.Fatalf("%v: %d added, %d changed, %d the same, %d problems", err, report.Added, report.Changed, report.Same, len(report.Problems))
			}
			slices.Sort(waits)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(took.Seconds(), "s")
			b.ReportMetric(crowd/took.Seconds(), "rows/s")
			b.ReportMetric(float64(most)/1e6, "MB-heap")
			b.ReportMetric(waits[len(waits)-1].Seconds(), "s-longest-wait")
			b.ReportMetric(float64(waits[len(waits)/2].Microseconds())/1000, "ms-middle-wait")
		})
	}
}

// write writes to the shop until it is stopped, and gives how long each write took.
func write(ctx context.Context, b *testing.B, app core.App) []time.Duration {
	waits := []time.Duration{}
	for ctx.Err() == nil {
		began := time.Now()
		_, err := app.NonconcurrentDB().NewQuery(fmt.Sprintf("UPDATE shop_settings SET only = 1 WHERE %d > 0", len(waits)+1)).Execute()
		if err != nil {
			b.Error(err)
		}
		waits = append(waits, time.Since(began))
		time.Sleep(2 * time.Millisecond)
	}
	return waits
}

// heap gives the largest heap in use until it is stopped, in bytes.
func heap(ctx context.Context) (most uint64) {
	for ctx.Err() == nil {
		var now runtime.MemStats
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapInuse)
		time.Sleep(50 * time.Millisecond)
	}
	return most
}
