//go:build !race

package killtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

// patience is how long anybody repeats what was not answered.
const patience = 60 * time.Second

// refundKobo is what each refund gives back: a part, so that a second one would go through and be seen.
const refundKobo = 100_00

// confirmed is all that the shop has confirmed to somebody. It must never be lost.
type confirmed struct {
	mu      sync.Mutex
	serial  int
	carts   map[string]string // words on a thing that lies in a cart, to the cart's id
	orders  map[string]string // order's id to its number
	lines   map[string]string // words on a thing that was ordered, to the order's id
	pages   map[string]string // reference of an attempt to the order's id
	paid    map[string]string // order's id to the reference that pays it
	refunds map[string]string // refund's id to the reference
	cases   map[string]string // case's id to the answer
}

func newConfirmed() *confirmed {
	return &confirmed{
		carts: map[string]string{}, orders: map[string]string{}, lines: map[string]string{}, pages: map[string]string{}, paid: map[string]string{},
		refunds: map[string]string{}, cases: map[string]string{},
	}
}

// note writes something down.
func (c *confirmed) note(write func(*confirmed)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	write(c)
}

// words are on no other thing.
func (c *confirmed) words() (words string) {
	c.note(func(c *confirmed) { c.serial++; words = fmt.Sprintf("For number %d", c.serial) })
	return words
}

// person is a shopper or the owner: a browser that repeats what was not answered until it is.
type person struct {
	t      *testing.T
	p      *program
	known  *confirmed
	client *http.Client
	token  string
}

func newPerson(t *testing.T, p *program, known *confirmed) *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, p: p, known: known, client: &http.Client{Jar: jar, Timeout: 20 * time.Second, Transport: &http.Transport{}}}
}

type answer struct {
	status int
	body   map[string]any
}

func (a answer) text(name string) string {
	text, _ := a.body[name].(string)
	return text
}

// once sends a request; an error means that nobody knows what became of it.
func (w *person) once(method, path string, body any, headers ...string) (answer, error) {
	written, err := json.Marshal(body)
	if err != nil {
		return answer{}, err
	}
	request, err := http.NewRequestWithContext(context.Background(), method, w.p.url+path, bytes.NewReader(written))
	if err != nil {
		return answer{}, err
	}
	request.Header.Set("Content-Type", "application/json")
	if w.token != "" {
		request.Header.Set("Authorization", w.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := w.client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return answer{}, err
	}
	told := answer{status: response.StatusCode}
	_ = json.Unmarshal(content, &told.body) // an answer that is no object has no fields
	if told.status >= 500 {
		return told, fmt.Errorf("%s %s answered %d: %s", method, path, told.status, content)
	}
	return told, nil
}

// failed ends this person's work; the test goes on to its end.
type failed struct{ error }

// until repeats an attempt until it is done.
func (w *person) until(what string, try func() (done bool, err error)) {
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); {
		done, err := try()
		if done {
			return
		}
		if err != nil {
			last = err
		}
		time.Sleep(10 * time.Millisecond)
	}
	panic(failed{fmt.Errorf("%s: not within %s, last: %v", what, patience, last)})
}

// ask repeats a request until it has this status, or one of those.
func (w *person) ask(method, path string, body any, wanted ...int) (told answer) {
	w.until(method+" "+path, func() (bool, error) {
		var err error
		if told, err = w.once(method, path, body); err != nil {
			return false, err
		}
		for _, status := range wanted {
			if told.status == status {
				return true, nil
			}
		}
		panic(failed{fmt.Errorf("%s %s answered %d: %v", method, path, told.status, told.body)})
	})
	return told
}

// inCart counts the pieces with these words on them in the cart.
func inCart(cart answer, words string) int {
	items, _ := cart.body["items"].([]any)
	for _, one := range items {
		item, _ := one.(map[string]any)
		if custom, _ := item["customizations"].(map[string]any); custom["inscription"] == words {
			quantity, _ := item["quantity"].(float64)
			return int(quantity)
		}
	}
	return 0
}

// add puts one piece into the cart and gives the words on it.
func (w *person) add() string {
	words, cart := w.known.words(), ""
	w.until("add to the cart", func() (bool, error) {
		told, err := w.once(http.MethodPost, "/api/shop/cart/items", map[string]any{"product": shoptest.Flask, "quantity": 1, "customizations": shoptest.Custom(words)})
		if err != nil {
			// Whether it lies in the cart is seen there; adding it again without looking would double it.
			told = w.ask(http.MethodGet, "/api/shop/cart", nil, 200)
		}
		switch pieces := inCart(told, words); pieces {
		case 0:
			return false, err
		case 1:
			cart = told.text("id")
			return true, nil
		default:
			panic(failed{fmt.Errorf("%d pieces of one lie in the cart", pieces)})
		}
	})
	w.known.note(func(c *confirmed) { c.carts[words] = cart })
	return words
}

var keys atomic.Int64

// order makes one order of one piece and gives its id.
func (w *person) order() (id string) {
	words, key := w.add(), fmt.Sprintf("key-%d", keys.Add(1))
	w.until("check out", func() (bool, error) {
		told, err := w.once(http.MethodPost, "/api/shop/checkout", shoptest.Form(), "Idempotency-Key", key)
		if err != nil {
			return false, err
		}
		if told.status != 200 && told.status != 201 {
			panic(failed{fmt.Errorf("the checkout answered %d: %v", told.status, told.body)})
		}
		id = told.text("id")
		w.known.note(func(c *confirmed) {
			delete(c.carts, words)
			c.orders[id], c.lines[words] = told.text("number"), id
		})
		return true, nil
	})
	return id
}

// begin gives the reference under which an order is paid.
func (w *person) begin(order string) string {
	page := w.ask(http.MethodPost, "/api/paystack/initialize", map[string]any{"order": order}, 200)
	w.known.note(func(c *confirmed) { c.pages[page.text("reference")] = order })
	return page.text("reference")
}

// pays notes that the order is confirmed as paid.
func (w *person) pays(order, reference string) {
	w.known.note(func(c *confirmed) { c.paid[order] = reference })
}

// buy orders, pays and asks what became of it.
func (w *person) buy() (order, reference string) {
	order = w.order()
	reference = w.begin(order)
	if err := w.p.box.Pay(reference); err != nil {
		panic(failed{err})
	}
	w.until("the payment is confirmed", func() (bool, error) {
		told, err := w.once(http.MethodPost, "/api/paystack/verify/"+reference, nil)
		if err != nil {
			return false, err
		}
		seen, _ := told.body["order"].(map[string]any)
		return seen["status"] == "paid", fmt.Errorf("it is %d %v", told.status, told.body)
	})
	w.pays(order, reference)
	return order, reference
}

// leave orders, pays and never comes back; the order is looked at until it is paid.
func (w *person) leave() {
	order := w.order()
	reference := w.begin(order)
	if err := w.p.box.Pay(reference); err != nil {
		panic(failed{err})
	}
	w.until("the payment is heard of", func() (bool, error) {
		told, err := w.once(http.MethodGet, "/api/shop/orders/"+order, nil)
		return told.text("status") == "paid", err
	})
	w.pays(order, reference)
}

// signIn makes this person the owner.
func (w *person) signIn() {
	w.token = w.ask(http.MethodPost, "/api/collections/_superusers/auth-with-password", map[string]any{"identity": ownerEmail, "password": ownerPassword}, 200).text("token")
}

// find gives the records that fit a filter of PocketBase's.
func (w *person) find(collection, filter string) []map[string]any {
	told := w.ask(http.MethodGet, "/api/collections/"+collection+"/records?perPage=500&filter="+url.QueryEscape(filter), nil, 200)
	items, _ := told.body["items"].([]any)
	found := make([]map[string]any, len(items))
	for i, item := range items {
		found[i], _ = item.(map[string]any)
	}
	return found
}

// refund gives a part of a payment back, as the owner, once.
func (w *person) refund(reference string) {
	payment := w.find("payments", "reference = '"+reference+"'")[0]["id"]
	w.until("ask for a refund", func() (bool, error) {
		told, err := w.once(http.MethodPost, "/api/collections/refunds/records", map[string]any{"payment": payment, "amountKobo": refundKobo, "note": "The lid was cracked"})
		id := told.text("id")
		if err != nil {
			// Whether it was written down is seen in the list; asking again without looking would double it.
			there := w.find("refunds", "reference = '"+reference+"'")
			if len(there) == 0 {
				return false, err
			}
			id, _ = there[0]["id"].(string)
		} else if told.status != 200 {
			panic(failed{fmt.Errorf("the refund answered %d: %v", told.status, told.body)})
		}
		w.known.note(func(c *confirmed) { c.refunds[id] = reference })
		return true, nil
	})
}

// short pays too little, as a shopper, and accepts it, as the owner.
func (w *person) short(owner *person) {
	order := w.order()
	reference := w.begin(order)
	if err := w.p.box.PayShort(reference, 0); err != nil {
		panic(failed{err})
	}
	var id string
	w.until("the wrong amount is a case", func() (bool, error) {
		if _, err := w.once(http.MethodPost, "/api/paystack/verify/"+reference, nil); err != nil {
			return false, err
		}
		cases := owner.find("payment_cases", "reference = '"+reference+"'")
		if len(cases) == 1 {
			id, _ = cases[0]["id"].(string)
		}
		return len(cases) == 1, nil
	})
	owner.until("the case is answered", func() (bool, error) {
		told, err := owner.once(http.MethodPatch, "/api/collections/payment_cases/records/"+id, map[string]any{"answer": "accept", "note": "The rest is paid at the door"})
		if err != nil {
			return false, err
		}
		if told.status != 200 && told.status != 409 { // 409: it had been answered when the shop died
			panic(failed{fmt.Errorf("the case answered %d: %v", told.status, told.body)})
		}
		return true, nil
	})
	w.known.note(func(c *confirmed) { c.cases[id] = "accept" })
	w.pays(order, reference)
}
