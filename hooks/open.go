package hooks

import (
	"context"
	_ "embed" // the contract
	"net/http"

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
	if !h.run.ByHand {
		h.openStudio(e.App)
	}
	return e.Next()
}
