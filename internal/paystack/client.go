// Package paystack speaks to Paystack and knows nothing of any shop.
//
// Amounts are integer kobo in and out. Every failed call returns an [*Error] that answers [errors.Is] for the
// sentinels of this package. What a webhook or a browser says is never proof: [Client.Verify] is.
package paystack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// DefaultBaseURL is the address of both modes; the key chooses the mode (API reference, "Authentication").
const DefaultBaseURL = "https://api.paystack.co"

// callTimeout bounds one call, a retried one included, so that a shopper hears within 8 seconds.
const callTimeout = 7 * time.Second

// maxAnswer bounds an answer's body in bytes; the largest real one, a full page of a list, is far below it.
const maxAnswer = 1 << 20

var keyShape = regexp.MustCompile(`^sk_(test|live)_[A-Za-z0-9_-]+$`)

// Options may be left empty.
type Options struct {
	// BaseURL is [DefaultBaseURL] when empty; a trailing slash does not matter.
	BaseURL string
	// HTTPClient lends its transport and its timeout (7 s over a whole call when it has none).
	// Redirects are never followed, whatever it says: the key must not travel.
	HTTPClient *http.Client
	// PreviousKey is the secret key before the present one. Webhooks signed with it are still Paystack's: what it had
	// signed before the key was changed is delivered afterwards.
	PreviousKey string
}

// Client makes calls with one secret key. It may be used by many goroutines and never prints its key.
type Client struct {
	key     string
	former  string // the key before it, or empty
	mode    string
	base    string
	host    string // of base, in lower case
	secure  bool
	http    *http.Client
	timeout time.Duration
}

// New refuses a key that is not a secret key (public keys begin with pk_) and a base URL that is not
// a plain http or https address, and a live key over http to another machine. Its errors never show the key.
func New(secretKey string, options Options) (*Client, error) {
	parts := keyShape.FindStringSubmatch(secretKey)
	if parts == nil {
		return nil, errors.New("paystack: the secret key must begin with sk_test_ or sk_live_ and hold only letters, digits, _ and -")
	}
	if options.BaseURL == "" {
		options.BaseURL = DefaultBaseURL
	}
	if options.PreviousKey != "" && !keyShape.MatchString(options.PreviousKey) {
		return nil, errors.New("paystack: the previous secret key must begin with sk_test_ or sk_live_ and hold only letters, digits, _ and -")
	}
	base, err := url.Parse(options.BaseURL)
	if err != nil || (base.Scheme != "https" && base.Scheme != "http") || base.Host == "" ||
		base.User != nil || base.RawQuery != "" || base.Fragment != "" {
		return nil, errors.New("paystack: the base URL must be an http or https address such as " + DefaultBaseURL)
	}
	if parts[1] == "live" && base.Scheme == "http" && !local(base.Hostname()) {
		return nil, errors.New("paystack: a live key is sent over https only, except to this machine")
	}
	c := &Client{
		key:     secretKey,
		former:  options.PreviousKey,
		mode:    parts[1],
		base:    strings.TrimRight(base.String(), "/"),
		host:    strings.ToLower(base.Hostname()),
		secure:  base.Scheme == "https",
		http:    &http.Client{},
		timeout: callTimeout,
	}
	if options.HTTPClient != nil {
		c.http.Transport = options.HTTPClient.Transport
		if options.HTTPClient.Timeout > 0 {
			c.timeout = options.HTTPClient.Timeout
		}
	} else {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.DialContext = (&net.Dialer{Timeout: 3 * time.Second, KeepAlive: 30 * time.Second}).DialContext
		transport.TLSHandshakeTimeout = 4 * time.Second
		transport.MaxIdleConnsPerHost = 8
		transport.MaxResponseHeaderBytes = 64 << 10
		c.http.Transport = transport
	}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return c, nil
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

// Mode is "test" or "live", as the key says. A transaction of the other mode is not this client's.
func (c *Client) Mode() string { return c.mode }

// String keeps the key out of logs.
func (c *Client) String() string { return "paystack client (" + c.mode + ")" }

// GoString keeps the key out of logs.
func (c *Client) GoString() string { return c.String() }

func (c *Client) get(ctx context.Context, call, path string, query url.Values) (envelope, error) {
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return c.call(ctx, call, http.MethodGet, path, nil)
}

func (c *Client) post(ctx context.Context, call, path string, body any) (envelope, error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return envelope{}, fmt.Errorf("paystack: %s: write the request: %w", call, err)
	}
	return c.call(ctx, call, http.MethodPost, path, raw)
}

// call makes one call and returns its envelope when Paystack said yes. A GET over a connection that breaks is
// tried once more; a POST never is, because Paystack may have acted on the first one.
func (c *Client) call(ctx context.Context, call, method, path string, body []byte) (envelope, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	// The transport itself repeats a GET that broke on a kept connection; then this call has had its second try.
	tries := 0
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { tries++ }})
	answer, raw, err := c.send(ctx, method, path, body)
	if err != nil && method == http.MethodGet && broken(err) && tries < 2 && ctx.Err() == nil {
		answer, raw, err = c.send(ctx, method, path, body)
	}
	if err != nil {
		return envelope{}, silent(ctx, call, err)
	}
	return c.read(call, answer, raw)
}

func (c *Client) send(ctx context.Context, method, path string, body []byte) (*http.Response, []byte, error) {
	var content io.Reader
	if body != nil {
		content = bytes.NewReader(body)
	}
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, content)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.key)
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "lovegiftings")
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err != nil {
		return nil, nil, err
	}
	return answer, raw, nil
}

// broken tells a connection that died under the call from one that was never made or never answered.
func broken(err error) bool {
	var slow net.Error
	if errors.As(err, &slow) && slow.Timeout() {
		return false
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
