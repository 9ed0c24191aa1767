// Package shoptest opens whole shops for tests: the real database with the real migrations, the hooks bound, served over
// HTTP, paid through the sandbox, with a clock that stands still. Nothing in it is mocked.
package shoptest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tests"

	"lovegiftings/hooks"
	"lovegiftings/internal/config"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shop"
	_ "lovegiftings/pb_migrations"
)

// Key is the secret key that the shop and its sandbox share.
const Key = "sk_test_shoptest_0001"

// Shop is one open shop with its own database, sandbox and clock.
type Shop struct {
	*shop.Shop
	App     core.App
	Sandbox *sandbox.Sandbox
	Clock   *Clock
	URL     string // where it is served, as it says itself

	forced  atomic.Bool // see [Shop.ByForce]
	byHand  bool        // see [Open]
	address string      // where it is served
	folder  string
	gateway *paystack.Client
	server  *httptest.Server
	wires   *http.Transport // the connections of all browsers
}

// MostSockets is how many connections all browsers of one shop have at most: as many requests are under way at once, and
// more wait for one of these. They are kept, so that a storm of requests does not use up the machine's ports.
const MostSockets = 1000

// Clock is a clock that moves only when it is told to.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the clock's time, UTC.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass lets time go by.
func (c *Clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Start is the time at which every shop opens.
var Start = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

// template is a data folder with the migrations and the catalogue of [stock], made once for all tests of a package:
// opening a copy takes milliseconds.
var template = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "shoptest_*")
	if err != nil {
		return "", err
	}
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: folder, DBConnect: shop.Connect})
	if err := app.Bootstrap(); err != nil {
		return "", err
	}
	if err := app.RunAllMigrations(); err != nil {
		return "", err
	}
	settings := app.Settings()
	settings.Logs.MaxDays = 0
	if err := app.Save(settings); err != nil {
		return "", err
	}
	if err := cheapen(app); err != nil {
		return "", err
	}
	if err := stock(app); err != nil {
		return "", err
	}
	return folder, app.ClearBootstrap()
})

// leastCost is the least that bcrypt takes.
const leastCost = 4

// cheapen makes passwords as quick to check as bcrypt allows: hashing them well takes longer than all else in a test.
func cheapen(app core.App) error {
	for _, name := range []string{"users", core.CollectionNameSuperusers} {
		collection, err := app.FindCollectionByNameOrId(name)
		if err != nil {
			return err
		}
		password, ok := collection.Fields.GetByName(core.FieldNamePassword).(*core.PasswordField)
		if !ok {
			return fmt.Errorf("the collection %s has no password", name)
		}
		password.Cost = leastCost
		if err := app.Save(collection); err != nil {
			return err
		}
	}
	return nil
}

// ByForce says that the test itself breaks the shop's books, so that they are not looked at when it ends.
func (s *Shop) ByForce() { s.forced.Store(true) }

// balance fails a test that leaves the books wrong: whatever a test is about, the shop's invariants hold at its end.
func (s *Shop) balance(t testing.TB) {
	if s.forced.Load() || t.Failed() {
		return
	}
	broken, err := s.Check(context.Background(), s.App)
	if err != nil {
		t.Errorf("check the books: %v", err)
	}
	for _, one := range broken {
		t.Errorf("the books are wrong: %s: %s (broken: %s)", one.Record, one.Detail, one.Invariant)
	}
}

// Folder makes the data folder of a shop with the catalogue of every test, which nobody has opened. It is the caller's.
func Folder(t testing.TB) string {
	t.Helper()
	source, err := template()
	if err != nil {
		t.Fatalf("make the template of a shop: %v", err)
	}
	folder, err := tests.TempDirClone(source)
	if err != nil {
		t.Fatalf("copy the template of a shop: %v", err)
	}
	return folder
}

// Open opens a shop that closes with the test. It draws its pictures when it is told to, by DrawPictures. When the test
// ends, the books are checked.
func Open(t testing.TB) *Shop {
	t.Helper()
	return open(t, true)
}

// OpenAtWork is [Open] for a shop that does by itself what the program does: it draws its pictures, and looks at its
// books at the start.
func OpenAtWork(t testing.TB) *Shop {
	t.Helper()
	return open(t, false)
}

func open(t testing.TB, byHand bool) *Shop {
	t.Helper()
	s := &Shop{
		Clock: &Clock{now: Start}, folder: Folder(t), byHand: byHand,
		wires: &http.Transport{MaxConnsPerHost: MostSockets, MaxIdleConnsPerHost: MostSockets, IdleConnTimeout: 30 * time.Second},
	}
	t.Cleanup(func() {
		s.shut(t)
		os.RemoveAll(s.folder)
	})
	t.Cleanup(s.wires.CloseIdleConnections)
	s.openSandbox(t)
	s.open(t)
	t.Cleanup(func() { s.balance(t) })
	return s
}

// Reopen ends the shop as a restart of its machine does and opens it again on the same data: all that it kept in memory is
// gone. Browsers find it at its new address, and so do Paystack's webhooks.
func (s *Shop) Reopen(t testing.TB) {
	t.Helper()
	s.shut(t)
	s.open(t)
}

func (s *Shop) open(t testing.TB) {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: s.folder, DBConnect: shop.Connect})
	if err := app.Bootstrap(); err != nil {
		t.Fatalf("open a shop's database: %v", err)
	}
	s.App = app
	s.Shop = shop.New(shop.Config{
		Paystack: s.gateway, Now: s.Clock.Now, Random: rand.Reader, URL: func() string { return s.URL }, Sandbox: true, Version: "test",
	})
	s.serve(t)
}

func (s *Shop) shut(t testing.TB) {
	if s.App == nil {
		return
	}
	if s.server != nil {
		s.server.Close()
	}
	if err := s.App.OnTerminate().Trigger(&core.TerminateEvent{App: s.App}); err != nil {
		t.Errorf("end a shop's work: %v", err)
	}
	if err := s.App.ClearBootstrap(); err != nil {
		t.Errorf("close a shop's database: %v", err)
	}
}

func (s *Shop) openSandbox(t testing.TB) {
	box, err := sandbox.New(sandbox.Options{SecretKey: Key, Now: s.Clock.Now, Retry: []time.Duration{}, Currencies: []string{"NGN", "USD"}})
	if err != nil {
		t.Fatalf("make a sandbox: %v", err)
	}
	server := httptest.NewServer(box.Handler())
	box.SetPublicURL(server.URL)
	t.Cleanup(func() {
		box.Close()
		server.Close()
	})
	if s.gateway, err = paystack.New(Key, paystack.Options{BaseURL: server.URL}); err != nil {
		t.Fatalf("make a Paystack client: %v", err)
	}
	s.Sandbox = box
}

// page is the least that a storefront's build holds.
var page = fstest.MapFS{
	"index.html": {Data: []byte(`<!doctype html><html lang="en-NG"><head><!--head--></head><body><div id="root"><!--app--></div><!--boot--></body></html>`)},
}

func (s *Shop) serve(t testing.TB) {
	if err := hooks.Bind(s.App, s.Shop, page, &config.Config{ByHand: s.byHand}); err != nil {
		t.Fatalf("bind the hooks: %v", err)
	}
	server := httptest.NewUnstartedServer(nil)
	s.address = "http://" + server.Listener.Addr().String()
	s.URL = s.address
	router, err := apis.NewRouter(s.App)
	if err != nil {
		t.Fatalf("make the router: %v", err)
	}
	event := &core.ServeEvent{App: s.App, Router: router, Server: &http.Server{}}
	err = s.App.OnServe().Trigger(event, func(e *core.ServeEvent) error {
		server.Config.Handler, err = e.Router.BuildMux()
		return err
	})
	if err != nil {
		t.Fatalf("open the shop: %v", err)
	}
	server.Start()
	s.server = server
	s.Sandbox.SetWebhookURL(s.URL + "/api/paystack/webhook")
}

// Record reads a record that must be there.
func (s *Shop) Record(t testing.TB, collection, id string) *core.Record {
	t.Helper()
	record, err := s.App.FindRecordById(collection, id)
	if err != nil {
		t.Fatalf("find %s in %s: %v", id, collection, err)
	}
	return record
}

// Set changes a record past all guards, as an owner's hand in the database would. What is done so to an order or a payment
// is [Shop.ByForce].
func (s *Shop) Set(t testing.TB, collection, slugOrID string, values map[string]any) {
	t.Helper()
	record, err := s.App.FindFirstRecordByData(collection, "slug", slugOrID)
	if err != nil {
		record = s.Record(t, collection, slugOrID)
	}
	record.Load(values)
	if collection == "orders" || collection == "payments" {
		s.ByForce()
	}
	if err := s.App.Save(record); err != nil {
		t.Fatalf("change %s in %s: %v", slugOrID, collection, err)
	}
}

// Count counts the records of a collection that fit a filter of PocketBase's.
func (s *Shop) Count(t testing.TB, collection, filter string) int {
	t.Helper()
	records, err := s.App.FindRecordsByFilter(collection, filter, "", 0, 0)
	if err != nil {
		t.Fatalf("count %s where %s: %v", collection, filter, err)
	}
	return len(records)
}

// Superuser makes an owner and gives the token with which the dashboard works.
func (s *Shop) Superuser(t testing.TB) string {
	t.Helper()
	collection, err := s.App.FindCollectionByNameOrId(core.CollectionNameSuperusers)
	if err != nil {
		t.Fatal(err)
	}
	owner := core.NewRecord(collection)
	owner.SetEmail(fmt.Sprintf("owner%d@example.com", s.Count(t, core.CollectionNameSuperusers, "")))
	owner.SetPassword("a long password")
	if err := s.App.Save(owner); err != nil {
		t.Fatalf("make an owner: %v", err)
	}
	token, err := owner.NewAuthToken()
	if err != nil {
		t.Fatal(err)
	}
	return token
}
