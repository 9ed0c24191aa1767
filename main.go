// Lovegiftings is a shop for personalised gifts in one program: the shop, its database, its owner's dashboard and its
// storefront.
package main

import (
	"crypto/rand"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/hooks"
	"lovegiftings/internal/config"
	"lovegiftings/internal/paystack"
	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shop"
	_ "lovegiftings/pb_migrations"
)

//go:embed all:pb_public
var public embed.FS

var version = "dev" // a release build sets it

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "lovegiftings:", err)
		os.Exit(1)
	}
}

func run() error {
	app := pocketbase.NewWithConfig(pocketbase.Config{DBConnect: shop.Connect})
	app.RootCmd.Version = version
	c, err := config.Read(app.RootCmd, os.Args[1:], os.Getenv)
	if err != nil {
		return err
	}
	pretend := sandbox.BuiltIn{Folder: filepath.Join(app.DataDir(), "sandbox"), Addr: c.SandboxAddr}
	key, base := c.PaystackKey, c.PaystackURL
	if c.BuiltIn() {
		if key, err = pretend.Key(); err != nil {
			return err
		}
		base = pretend.URL()
	}
	gateway, err := paystack.New(key, paystack.Options{BaseURL: base})
	if err != nil {
		return fmt.Errorf("PAYSTACK_SECRET_KEY, PAYSTACK_BASE_URL: %w", err)
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error { return open(app, e, c, pretend) })
	s := shop.New(shop.Config{
		Paystack: gateway, Now: time.Now, Random: rand.Reader, URL: func() string { return c.ShopURL }, Sandbox: c.BuiltIn(), Version: version,
	})
	files, err := fs.Sub(public, "pb_public")
	if err != nil {
		return err
	}
	if err := hooks.Bind(app, s, files, func() hooks.Options {
		return hooks.Options{Demo: c.Demo, OwnerEmail: c.OwnerEmail, OwnerPassword: c.OwnerPassword}
	}); err != nil {
		return err
	}
	app.RootCmd.AddCommand(sandbox.Command())
	return app.Start()
}

// open completes the configuration by the serve command's own flags and starts the pretended Paystack when it is asked
// for.
func open(app *pocketbase.PocketBase, e *core.ServeEvent, c *config.Config, pretend sandbox.BuiltIn) error {
	serve, _, err := app.RootCmd.Find(os.Args[1:])
	if err != nil {
		return err
	}
	if err := c.Open(serve); err != nil {
		return err
	}
	if c.BuiltIn() {
		pretend.WebhookURL = c.ListenURL + "/api/paystack/webhook"
		stop, err := pretend.Start()
		if err != nil {
			return err
		}
		app.OnTerminate().BindFunc(func(e *core.TerminateEvent) error {
			stop()
			return e.Next()
		})
	}
	fmt.Print(c.Welcome())
	return e.Next()
}
