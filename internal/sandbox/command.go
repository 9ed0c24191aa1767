package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// Command is "sandbox": it runs the sandbox alone until it is interrupted.
func Command() *cobra.Command {
	var at, webhook, key, file, merchant string
	command := &cobra.Command{
		Use:   "sandbox",
		Short: "Run a pretend Paystack that a shop can be pointed at; no real money moves",
		Args:  cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if key == "" {
				key = NewKey()
			}
			ctx, stop := signal.NotifyContext(command.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", at)
			if err != nil {
				return fmt.Errorf("sandbox: listen on %s: %w", at, err)
			}
			address := "http://" + listener.Addr().String()
			s, err := New(Options{
				SecretKey: key, Merchant: merchant, PublicURL: address, WebhookURL: webhook, BookFile: file,
				Logger: slog.New(slog.NewTextHandler(command.ErrOrStderr(), nil)),
			})
			if err != nil {
				return errors.Join(err, listener.Close())
			}
			defer s.Close()
			out := command.OutOrStdout()
			fmt.Fprintf(out, "Paystack sandbox on %s (no real money)\n\nPoint a shop at it with\n", address)
			fmt.Fprintf(out, "  PAYSTACK_BASE_URL=%s\n  PAYSTACK_SECRET_KEY=%s\n", address, key)
			if webhook == "" {
				fmt.Fprintln(out, "\nNo --webhook-url: the shop hears of payments only by asking.")
			} else {
				fmt.Fprintf(out, "\nWebhooks go to %s\n", webhook)
			}
			return serve(ctx, listener, s.Handler())
		},
	}
	flags := command.Flags()
	flags.StringVar(&at, "addr", "127.0.0.1:8091", "address to listen on")
	flags.StringVar(&webhook, "webhook-url", "", "where the events go, such as http://127.0.0.1:8090/api/paystack/webhook")
	flags.StringVar(&key, "secret-key", "", "sk_test_… or sk_live_…; a new test key when left out")
	flags.StringVar(&file, "book", "", "file that keeps the payments over a restart")
	flags.StringVar(&merchant, "merchant", "", "name on the payment page")
	return command
}

// NewKey makes a test key that nobody knows.
func NewKey() string {
	raw := make([]byte, 20)
	_, _ = rand.Read(raw) // never fails (package crypto/rand)
	return "sk_test_" + hex.EncodeToString(raw)
}

// serve answers until ctx ends, then lets calls under way finish for 5 seconds.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}
