// Lovegiftings is a shop for personalised gifts in one program: the shop, its database, its owner's dashboard and its
// storefront.
package main

import (
	"crypto/rand"
	"embed"
	"fmt"
	"io/fs"
	"log"
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
		log.New(os.Stderr, "lovegiftings: ", 0).Fatal(err)
	}
}

func run() error {
	app := pocketbase.NewWithConfig(pocketbase.Config{DBConnect: shop.Connect})
	app.RootCmd.Version = version
	c, err := config.Read(app.RootCmd, os.Args[1:], os.Getenv)
	if err != nil {
		return err
	}
	pretend := sandbox.BuiltIn{Folder: filepath.Join(app.DataDir(), "sandbox"), Addr: c.SandboxAddr, Merchant: "Love Giftings"}
	connect := func() (*paystack.Client, error) {
		return paystack.New(c.PaystackKey, paystack.Options{BaseURL: c.PaystackURL, PreviousKey: c.PreviousKey})
	}
	if c.BuiltIn() {
		connect = pretend.Client
	}
	gateway, err := connect()
	if err != nil {
		return fmt.Errorf("PAYSTACK_SECRET_KEY, PAYSTACK_PREVIOUS_SECRET_KEY, PAYSTACK_BASE_URL: %w", err)
	}
	files, err := fs.Sub(public, "pb_public")
	if err != nil {
		return err
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error { return open(app, e, c, pretend) })
	s := shop.New(shop.Config{
		Paystack: gateway, Now: time.Now, Random: rand.Reader, URL: func() string { return c.ShopURL }, Sandbox: c.BuiltIn(), Version: version, Pace: shop.Pace,
	})
	if err := hooks.Bind(app, s, files, c); err != nil {
		return err
	}
	app.RootCmd.AddCommand(sandbox.Command(), hooks.CatalogCommand(app, s), hooks.CheckCommand(app, s))
	return app.Start()
}

// open completes the configuration by the serve command's own flags and starts the pretended Paystack if it is to be.
func open(app *pocketbase.PocketBase, e *core.ServeEvent, c *config.Config, pretend sandbox.BuiltIn) error {
	if err := c.Open(app.RootCmd, os.Args[1:]); err != nil {
		return err
	}
	if c.BuiltIn() {
		pretend.WebhookURL = c.ListenURL + "/api/paystack/webhook"
		stop, err := pretend.Start()
		if err != nil {
			return err
		}
		app.OnTerminate().BindFunc(func(e *core.TerminateEvent) error { stop(); return e.Next() })
	}
	fmt.Print(c.Welcome())
	return e.Next()
}
