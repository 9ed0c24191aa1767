package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"lovegiftings/internal/paystack"
)

const testKey = "sk_test_sandbox_0001"

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// ear is a shop's webhook: it keeps what it heard and answers as told.
type ear struct {
	mu     sync.Mutex
	heard  []heard
	answer func(nth int) int
}

type heard struct {
	event  paystack.Event
	header http.Header
	body   []byte
	signed bool
}

func (e *ear) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	event, _ := paystack.ParseEvent(body)
	e.mu.Lock()
	e.heard = append(e.heard, heard{event, r.Header, body, r.Header.Get("x-paystack-signature") == paystack.Sign(testKey, body)})
	status := http.StatusOK
	if e.answer != nil {
		status = e.answer(len(e.heard))
	}
	e.mu.Unlock()
	w.WriteHeader(status)
}

func (e *ear) all() []heard {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]heard{}, e.heard...)
}

func (e *ear) names() string {
	var names []string
	for _, h := range e.all() {
		names = append(names, h.event.Name)
	}
	return strings.Join(names, " ")
}

// stage is a sandbox on a server of its own, a shop's ear, a clock and the real client.
type stage struct {
	*Sandbox
	t      *testing.T
	url    string
	ear    *ear
	clock  *clock
	client *paystack.Client
}

func perform(t *testing.T, change ...func(*Options)) *stage {
	t.Helper()
	st := &stage{t: t, ear: &ear{}, clock: &clock{at: time.Date(2026, 11, 22, 20, 14, 24, 0, time.UTC)}}
	shop := httptest.NewServer(st.ear)
	t.Cleanup(shop.Close)
	options := Options{SecretKey: testKey, Merchant: "Love Giftings", WebhookURL: shop.URL, Now: st.clock.now}
	for _, c := range change {
		c(&options)
	}
	var err error
	if st.Sandbox, err = New(options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(st.Close)
	server := httptest.NewServer(st.Handler())
	t.Cleanup(server.Close)
	st.url = server.URL
	if st.client, err = paystack.New(options.SecretKey, paystack.Options{BaseURL: server.URL}); err != nil {
		t.Fatal(err)
	}
	return st
}

// settled waits for what is due by the clock.
func (st *stage) settled() {
	st.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := st.Wait(ctx); err != nil {
		st.t.Fatalf("what is due does not get done: %v", err)
	}
}

// open begins a payment of 12,500 naira with the real client.
func (st *stage) open(reference string, change ...func(*paystack.Initialize)) paystack.Authorization {
	st.t.Helper()
	in := paystack.Initialize{
		Email: "ada@example.com", Amount: 1250000, Currency: "NGN", Reference: reference,
		CallbackURL: "http://shop.example.com/callback", Metadata: map[string]any{"order_id": reference},
	}
	for _, c := range change {
		c(&in)
	}
	got, err := st.client.Initialize(st.t.Context(), in)
	if err != nil {
		st.t.Fatal(err)
	}
	return got
}

func (st *stage) verified(reference string) paystack.Transaction {
	st.t.Helper()
	got, err := st.client.Verify(st.t.Context(), reference)
	if err != nil {
		st.t.Fatal(err)
	}
	return got
}

// answer is what came over the wire, as it came.
type wireAnswer struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

func (a wireAnswer) text(path ...string) any {
	var at any = a.body
	for _, name := range path {
		fields, _ := at.(map[string]any)
		at = fields[name]
	}
	return at
}

func (st *stage) ask(method, path, kind, body string) wireAnswer {
	st.t.Helper()
	return st.askWith(method, path, kind, body, "Bearer "+testKey)
}

func (st *stage) askWith(method, path, kind, body, authorization string) wireAnswer {
	st.t.Helper()
	request, err := http.NewRequest(method, st.url+path, strings.NewReader(body))
	if err != nil {
		st.t.Fatal(err)
	}
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	return st.send(request)
}

func (st *stage) send(request *http.Request) wireAnswer {
	st.t.Helper()
	answer, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Do(request)
	if err != nil {
		st.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		st.t.Fatal(err)
	}
	got := wireAnswer{status: answer.StatusCode, header: answer.Header, raw: raw}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	_ = decoder.Decode(&got.body) // pages are no JSON
	return got
}

// press is a button of the payment page.
func (st *stage) press(accessCode string, fields ...string) wireAnswer {
	st.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return st.askWith("POST", "/checkout/"+accessCode, "application/x-www-form-urlencoded", form.Encode(), "")
}

func TestASandboxNeedsASecretKey(t *testing.T) {
	for _, key := range []string{"", "pk_test_a", "sk_test_"} {
		if s, err := New(Options{SecretKey: key}); err == nil {
			s.Close()
			t.Errorf("%q was taken", key)
		}
	}
	for _, options := range []Options{{PublicURL: "127.0.0.1:8091"}, {WebhookURL: "mailto:a@b"}} {
		options.SecretKey = testKey
		if s, err := New(options); err == nil {
			s.Close()
			t.Errorf("%+v was taken", options)
		}
	}
}

func TestTheBookOutlivesARestart(t *testing.T) {
	file := t.TempDir() + "/book.json"
	keep := func(o *Options) { o.BookFile = file; o.LateAfter = time.Minute }
	st := perform(t, keep)
	st.open("ord-1")
	st.open("ord-2")
	st.ear.answer = func(int) int { return 500 }
	for _, err := range []error{st.Pay("ord-1"), st.PayLate("ord-2")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	st.settled()
	before, _ := json.Marshal(st.Transactions())
	st.Close()

	again := perform(t, keep)
	if after, _ := json.Marshal(again.Transactions()); !bytes.Equal(before, after) {
		t.Errorf("before %s\nafter  %s", before, after)
	}
	again.clock.move(time.Hour)
	again.settled()
	if got := again.verified("ord-2").Status; got != "success" {
		t.Errorf("the late payment is %s", got)
	}
	if got := again.ear.names(); got != "charge.success charge.success" {
		t.Errorf("heard %q: the retry and the late payment are wanted", got)
	}
	if got := again.open("ord-3").Reference; got != "ord-3" {
		t.Errorf("got %s", got)
	}
	ids := map[uint64]bool{}
	for _, x := range again.Transactions() {
		ids[x.ID] = true
	}
	if len(ids) != 3 {
		t.Errorf("ids repeat: %v", ids)
	}
}

func TestADamagedBookIsRefused(t *testing.T) {
	file := t.TempDir() + "/book.json"
	b := book{}
	if err := b.write(file); err != nil {
		t.Fatal(err)
	}
	if _, err := readBook(file); err != nil {
		t.Fatal(err)
	}
	if _, err := readBook(t.TempDir()); err == nil {
		t.Error("a folder was read as a book")
	}
	damaged := file + ".damaged"
	if err := (&book{}).write(damaged); err != nil {
		t.Fatal(err)
	}
	truncate(t, damaged)
	if s, err := New(Options{SecretKey: testKey, BookFile: damaged}); err == nil {
		s.Close()
		t.Error("half a book was read")
	}
}
