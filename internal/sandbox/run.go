package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"lovegiftings/internal/paystack"
)

// BuiltIn is a sandbox that a shop runs beside itself: its key and its book lie in a folder, so that what was paid in a
// demo is still paid after a restart.
type BuiltIn struct {
	Folder     string // made when it is absent
	Addr       string // where to listen
	WebhookURL string
	Merchant   string
}

// Key is the secret key of the sandbox in this folder; it is made at the first call.
func (b BuiltIn) Key() (string, error) {
	file := filepath.Join(b.Folder, "key")
	written, err := os.ReadFile(file)
	if err == nil {
		return strings.TrimSpace(string(written)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("sandbox: read the key: %w", err)
	}
	if err := os.MkdirAll(b.Folder, 0o700); err != nil {
		return "", fmt.Errorf("sandbox: make the folder of the key: %w", err)
	}
	key := NewKey()
	if err := os.WriteFile(file, []byte(key+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("sandbox: keep the key: %w", err)
	}
	return key, nil
}

// URL is the sandbox's address, the pages on which shoppers pay included.
func (b BuiltIn) URL() string { return "http://" + b.Addr }

// Client speaks to this sandbox, also before it is started.
func (b BuiltIn) Client() (*paystack.Client, error) {
	key, err := b.Key()
	if err != nil {
		return nil, err
	}
	return paystack.New(key, paystack.Options{BaseURL: b.URL()})
}

// Start listens and serves until stop is called.
func (b BuiltIn) Start() (stop func(), err error) {
	key, err := b.Key()
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", b.Addr)
	if err != nil {
		return nil, fmt.Errorf("sandbox: listen on %s: %w", b.Addr, err)
	}
	s, err := New(Options{
		SecretKey: key, Merchant: b.Merchant, PublicURL: b.URL(), WebhookURL: b.WebhookURL,
		BookFile: filepath.Join(b.Folder, "book.json"),
	})
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, s.Handler()) }()
	return func() {
		cancel()
		<-ended
		s.Close()
	}, nil
}
