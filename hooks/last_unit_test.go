package hooks_test

import (
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

// wanting is how many shoppers want the last piece at the same moment.
const wanting = 1000

// inParallel does something for each number below n, some at once.
func inParallel(n int, do func(int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range 16 {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

func TestTheLastUnitIsSoldOnceToAThousandWhoWantItAtTheSameMoment(t *testing.T) {
	s := shoptest.Open(t)
	shoppers := min(wanting, proof(t, "PROOF_CHECKOUTS", fewCheckouts))
	sales := proof(t, "PROOF_CHECKOUTS", fewCheckouts) / shoppers
	flask := s.ProductRecord(t, shoptest.Flask).Id
	browsers := make([]*shoptest.Browser, shoppers)
	arrives := func(i int) {
		browsers[i] = s.Browser(t)
		browsers[i].Add(shoptest.Flask, 1, shoptest.Custom("Ada"))
	}
	inParallel(shoppers, arrives)
	began, buyer := time.Now(), 0
	for sale := range sales {
		s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 1})
		if sale > 0 {
			arrives(buyer) // somebody else stands there for the next last piece
		}
		answers := make([]shoptest.Answer, shoppers)
		var ready, done sync.WaitGroup
		barrier := make(chan struct{})
		for i, b := range browsers {
			ready.Add(1)
			done.Go(func() {
				ready.Done()
				<-barrier
				answers[i] = b.Post(checkout, shoptest.Form())
			})
		}
		ready.Wait()
		close(barrier)
		done.Wait()
		sold := 0
		for i, answer := range answers {
			switch answer.Status {
			case 201:
				sold++
				buyer = i
			case 409:
				for line := range answer.At("data").(map[string]any) {
					answer.Refused(409, line, "out_of_stock")
				}
			default:
				t.Fatalf("sale %d: a shopper was answered %d: %s", sale, answer.Status, answer.Body)
			}
		}
		taken := 0
		must(t, s.App.DB().NewQuery("SELECT -COALESCE(SUM(pieces), 0) FROM stock_moves WHERE product = {:flask} AND [[order]] != ''").
			Bind(map[string]any{"flask": flask}).Row(&taken))
		if stock, placed := s.Stock(t, shoptest.Flask), s.Count(t, "orders", ""); sold != 1 || stock != 0 || placed != sale+1 || taken != sale+1 {
			t.Fatalf("sale %d: %d shoppers were sold the one piece; %d orders, %d pieces taken, %d left", sale, sold, placed, taken, stock)
		}
	}
	t.Logf("%d sales of a last piece, %d checkouts, in %s", sales, sales*shoppers, time.Since(began).Round(time.Millisecond))
}
