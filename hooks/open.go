package hooks

import (
	"context"
	_ "embed" // the contract
	"net/http"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shop"
)

// openapi is the HTTP contract as JSON; it is made of openapi.yaml by go generate.
//
//go:generate go run ../internal/contract/generate
//go:embed openapi.json
var openapi []byte

func contract(e *core.RequestEvent) error {
	return e.Blob(http.StatusOK, "application/json", openapi)
}

// closeTime bounds how long the shop stays open for what is still under way: asking Paystack takes less.
const closeTime = 10 * time.Second

// close lets what is under way come to its end before the database goes.
func (h *hooks) close(e *core.TerminateEvent) error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	h.shop.Close(ctx)
	return e.Next()
}

// open makes the shop ready before its door opens: a database that loses nothing, an owner, the demo catalogue.
func (h *hooks) open(e *core.ServeEvent) error {
	e.InstallerFunc = nil // it would print a superuser's token into the log
	if err := shop.CheckDurable(e.App); err != nil {
		return err
	}
	ctx := context.Background()
	if h.run.OwnerEmail != "" {
		if _, err := h.shop.EnsureOwner(ctx, e.App, h.run.OwnerEmail, h.run.OwnerPassword); err != nil {
			return err
		}
	}
	if h.run.Demo {
		if _, err := h.shop.SeedDemo(ctx, e.App); err != nil {
			return err
		}
	}
	if h.run.ByHand {
		return e.Next()
	}
	h.openStudio(e.App)
	if err := e.Next(); err != nil {
		return err
	}
	h.shop.Go(func(ctx context.Context) { h.lookAtStart(ctx, e.App) })
	return nil
}

// lookAtStart looks at the books while the door is open already: books that are wrong are no reason to keep it shut.
func (h *hooks) lookAtStart(ctx context.Context, app core.App) {
	look, cancel := context.WithTimeout(ctx, tickTime)
	defer cancel()
	if err := h.shop.LookAtStart(look, app); err != nil && ctx.Err() == nil {
		app.Logger().Error("the look at the start failed", "error", err.Error())
	}
}
