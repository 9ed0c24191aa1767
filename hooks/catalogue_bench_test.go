//go:build unix

package hooks_test

import (
	"database/sql"
	"io"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

// crowd is how many products a shop of the benchmarks has.
const crowd = 100_000

// BenchmarkCatalogue measures what shoppers wait for in a shop with [crowd] products, over HTTP, and beside each the
// bare SQL that the same database needs at least for such an answer: the limit. It reports the time of one answer, the
// slowest of a hundred (p99), and how many times the limit an answer takes. Where other work shares the processors, the
// processor time of an answer (cpu-ms), the client's included, says more than the time until it is there.
func BenchmarkCatalogue(b *testing.B) {
	s := shoptest.Open(b)
	s.Crowd(b, crowd)
	if err := s.Index(b.Context(), s.App); err != nil {
		b.Fatal(err)
	}
	const card = "SELECT id, slug, name, priceKobo, images, stock FROM products WHERE "
	const join = " f JOIN search_items i ON i.number = f.number JOIN products p ON p.id = i.product"
	newest := func(match string) string {
		return "SELECT p.id, p.slug, p.name, p.priceKobo, p.images, p.stock FROM (SELECT rowid AS number FROM search WHERE search MATCH '" + match + "' ORDER BY rowid DESC LIMIT 24)" + join
	}
	counted := func(match string) string { return "SELECT COUNT(*) FROM search WHERE search MATCH '" + match + "'" }
	both := func(match string) []string { return []string{counted(match), newest(match)} }
	for _, measured := range []struct {
		name, path string
		limit      []string // statements; nil when no single one stands for it
	}{
		{"search/two_words", "/api/shop/products?q=indigo+journals", both(`"indigo" AND "journal"`)},
		{"search/rare_word", "/api/shop/products?q=cup+badezun", both(`"cup" AND "badezun"`)},
		{"search/common_word", "/api/shop/products?q=mug", []string{counted(`"mug"`), newest(`"·mug"`)}},
		{"search/word_of_all", "/api/shop/products?q=made", both(`"made"`)},
		{"search/words_of_all", "/api/shop/products?q=made+for+a", both(`"made" AND "for" AND "¹a"`)},
		{"search/while_typing", "/api/shop/products?q=indigo+jo", both(`"indigo" AND "jo" *`)},
		{"search/first_letter", "/api/shop/products?q=m", both(`"¹m"`)},
		{"search/first_letter_of_all", "/api/shop/products?q=a", both(`"¹a"`)},
		{"search/typo", "/api/shop/products?q=calabsh+candle", both(`"calabash" AND "candle"`)},
		{"search/typos", "/api/shop/products?q=kalabesh+jornal+brithday", both(`"calabash" AND "journal" AND "birthday"`)},
		{"search/nothing", "/api/shop/products?q=tractorengine", []string{counted(`"tractorengine"`)}},
		{"search/category_and_price", "/api/shop/products?q=mug&category=crowd-3-0&minPriceKobo=1000000&maxPriceKobo=2000000&sort=price",
			[]string{`SELECT p.id, p.slug, p.name, p.priceKobo, p.images, p.stock FROM search JOIN search_items i ON i.number = search.rowid JOIN products p ON p.id = i.product WHERE search MATCH '"·mug"' AND p.category LIKE 'crowdcat03%' AND i.priceKobo BETWEEN 1000000 AND 2000000 ORDER BY i.priceKobo LIMIT 24`}},
		{"list/category", "/api/shop/products?category=crowd-3-1&perPage=24", []string{card + "category = 'crowdcat0300001' AND active = TRUE ORDER BY position, name LIMIT 24", "SELECT products FROM category_counts WHERE category = 'crowdcat0300001'"}},
		{"list/category_above", "/api/shop/products?category=crowd-3-0&sort=price", []string{card + "category LIKE 'crowdcat03%' AND active = TRUE ORDER BY priceKobo LIMIT 24"}},
		{"list/all_page_1000", "/api/shop/products?page=1000", nil},
		{"product", "/api/shop/products/crowd-4711", []string{"SELECT * FROM products WHERE slug = 'crowd-4711'", "SELECT * FROM categories", "SELECT * FROM customization_fields WHERE category != ''", "SELECT * FROM delivery_zones"}},
		{"catalog", "/api/shop/catalog", []string{"SELECT * FROM categories", "SELECT * FROM category_counts", card + "category = 'crowdcat0300001' AND active = TRUE ORDER BY position, name LIMIT 120"}},
		{"page/home", "/", nil},
		{"page/category", "/category/crowd-3-1", nil},
		{"page/product", "/products/crowd-4711", nil},
	} {
		b.Run(measured.name, func(b *testing.B) {
			once := func() {
				response, err := http.Get(s.URL + measured.path)
				if err != nil {
					b.Fatal(err)
				}
				defer response.Body.Close()
				if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
					b.Fatalf("%s answered %d, %v", measured.path, response.StatusCode, err)
				}
			}
			once()
			times, worktimes := []time.Duration{}, []time.Duration{}
			for b.Loop() {
				began, worked := time.Now(), processorTime(b)
				once()
				times, worktimes = append(times, time.Since(began)), append(worktimes, processorTime(b)-worked)
			}
			slices.Sort(times)
			slices.Sort(worktimes)
			middle, work := times[len(times)/2], worktimes[len(worktimes)/2]
			b.ReportMetric(float64(work.Microseconds())/1000, "cpu-ms/answer")
			b.ReportMetric(float64(worktimes[len(worktimes)*99/100].Microseconds())/1000, "cpu-ms/p99")
			b.ReportMetric(float64(middle.Microseconds())/1000, "ms/answer")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "ms/p99")
			if measured.limit == nil {
				return
			}
			limit := bare(b, s, measured.limit)
			b.ReportMetric(float64(limit.Microseconds())/1000, "cpu-ms/limit")
			b.ReportMetric(float64(work)/float64(limit), "times-limit")
		})
	}
}

// processorTime is how long this process has worked so far.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// bare measures the processor time of statements on the shop's database: the middle of 50 rounds, all rows read.
func bare(b *testing.B, s *shoptest.Shop, statements []string) time.Duration {
	times := []time.Duration{}
	for range 50 {
		began := processorTime(b)
		for _, statement := range statements {
			rows, err := s.App.DB().NewQuery(statement).Rows()
			if err != nil {
				b.Fatalf("%s: %v", statement, err)
			}
			for rows.Next() {
				if err := rows.ScanMap(map[string]sql.NullString{}); err != nil {
					b.Fatal(err)
				}
			}
			if err := rows.Err(); err != nil {
				b.Fatal(err)
			}
			rows.Close()
		}
		times = append(times, processorTime(b)-began)
	}
	slices.Sort(times)
	return times[len(times)/2]
}
