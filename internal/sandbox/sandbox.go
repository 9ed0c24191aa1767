// Package sandbox is a pretend Paystack: the wire contract of the real one, a payment page of its own, signed webhooks
// with retries, and faults for tests and rehearsals. No money moves.
//
// It is one [http.Handler] on a listener of its own, so a shop reaches it as it reaches Paystack and cannot tell
// them apart. It knows nothing of any shop. Where Paystack's documentation is silent or contradicts itself, the choice
// made is marked "Pick" in a comment.
package sandbox

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lovegiftings/internal/paystack"
)

// DefaultRefundStep is the wait before each step of a refund; really it takes days.
const DefaultRefundStep = 5 * time.Second

// Options configure a sandbox; only SecretKey is required.
type Options struct {
	// SecretKey is the one key that calls must carry and that webhooks are signed with. Its prefix chooses the mode.
	SecretKey string
	// Merchant is the name on the payment page; "Test merchant" when empty.
	Merchant string
	// PublicURL is where the payment page lives, without a trailing slash. Empty: the address that each
	// initialize call itself came to.
	PublicURL string
	// WebhookURL hears the events. Empty: none are sent, as with an account that has no webhook URL.
	WebhookURL string
	// Now is the clock for everything, retries and late payments included; [time.Now] when nil.
	Now func() time.Time
	// Random feeds access codes and generated references; [rand.Reader] when nil.
	Random io.Reader
	// Retry holds the waits before the second, third … delivery of a webhook that was not answered 200.
	// Nil: the documented schedule of the key's mode, [RetrySchedule]; empty: no retries.
	Retry []time.Duration
	// WebhookTimeout bounds one delivery; 30 s when 0 (documentation, "Webhooks", stated for test mode).
	WebhookTimeout time.Duration
	// LateAfter is how long "Pay late" takes; 60 s when 0.
	LateAfter time.Duration
	// RefundStep is the wait before each step of a refund; [DefaultRefundStep] when 0.
	RefundStep time.Duration
	// NotFoundStatus answers a verify of an unknown reference: 400 when 0 (Pick; reports and documents say 400 or 404).
	NotFoundStatus int
	// Currencies are those that the account takes, the first being its own; NGN alone when empty.
	Currencies []string
	// BookFile keeps the book as JSON: read by [New], replaced whole after each change. Empty: memory only.
	BookFile string
	// Logger hears of failed deliveries; never of keys, addresses or bodies.
	Logger *slog.Logger
}

// Sandbox may be used by many goroutines.
type Sandbox struct {
	options Options
	mode    string
	handler http.Handler
	client  *http.Client
	stop    context.CancelFunc
	ended   context.Context
	workers sync.WaitGroup
	wake    chan struct{}

	mu         sync.Mutex
	book       book
	faults     Faults
	publicURL  string
	webhookURL string
	changed    chan struct{} // closed and replaced whenever a job ends
	deliveries []Delivery
	calls      map[operation]int
	answering  atomic.Int64 // calls that are being answered
}

// New reads the book file, if there is one, and starts the delivery of webhooks; [Sandbox.Close] ends it.
func New(options Options) (*Sandbox, error) {
	// The client's own rules decide what a secret key is, so that no sandbox runs with a key no shop can use.
	client, err := paystack.New(options.SecretKey, paystack.Options{})
	if err != nil {
		return nil, errors.New("sandbox: the secret key must begin with sk_test_ or sk_live_ and hold only letters, digits, _ and -")
	}
	for _, given := range []string{options.PublicURL, options.WebhookURL} {
		if given != "" && !address(given) {
			return nil, errors.New("sandbox: the public and the webhook URL must be http or https addresses")
		}
	}
	options = options.filled(client.Mode())
	s := &Sandbox{
		options:    options,
		mode:       client.Mode(),
		publicURL:  strings.TrimRight(options.PublicURL, "/"),
		webhookURL: options.WebhookURL,
		wake:       make(chan struct{}, 1),
		changed:    make(chan struct{}),
		calls:      map[operation]int{},
		client: &http.Client{
			Timeout:       options.WebhookTimeout,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, IdleConnTimeout: 30 * time.Second},
		},
	}
	if s.book, err = readBook(options.BookFile); err != nil {
		return nil, err
	}
	s.handler = s.routes()
	s.ended, s.stop = context.WithCancel(context.Background())
	s.workers.Go(s.work)
	return s, nil
}

func (o Options) filled(mode string) Options {
	if o.Merchant == "" {
		o.Merchant = "Test merchant"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Retry == nil {
		o.Retry = RetrySchedule(mode)
	}
	if o.WebhookTimeout <= 0 {
		o.WebhookTimeout = 30 * time.Second
	}
	if o.LateAfter <= 0 {
		o.LateAfter = time.Minute
	}
	if o.RefundStep <= 0 {
		o.RefundStep = DefaultRefundStep
	}
	if o.NotFoundStatus == 0 {
		o.NotFoundStatus = http.StatusBadRequest
	}
	if len(o.Currencies) == 0 {
		o.Currencies = []string{"NGN"}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Handler answers the API, the payment page and, from this machine only, the controls under /sandbox/.
func (s *Sandbox) Handler() http.Handler { return s.handler }

// SetWebhookURL changes where events go, those that wait for a retry included.
func (s *Sandbox) SetWebhookURL(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhookURL = address
}

// SetPublicURL changes where the pages of payments opened from now on live.
func (s *Sandbox) SetPublicURL(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.publicURL = strings.TrimRight(address, "/")
}

// Close breaks off deliveries that are under way and returns when nothing runs any more. What was not delivered
// stays in the book file.
func (s *Sandbox) Close() {
	s.stop()
	s.workers.Wait()
	s.client.CloseIdleConnections()
}

func (s *Sandbox) now() time.Time { return s.options.Now().UTC().Truncate(time.Millisecond) }

// code makes n lower-case letters and digits.
func (s *Sandbox) code(n int) string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
	raw := make([]byte, n)
	if _, err := io.ReadFull(s.options.Random, raw); err != nil {
		panic("sandbox: the source of randomness ran dry: " + err.Error())
	}
	for i := range raw {
		raw[i] = alphabet[int(raw[i])%len(alphabet)]
	}
	return string(raw)
}
