// Package shop holds the shop's acts: each exported method does one thing that somebody asked for, from reading the
// records to writing them, with the rules of package commerce in between.
//
// Four promises hold for every act:
//   - one act, one transaction;
//   - inside it, only the transaction's app is used;
//   - no network inside it: an act that asks Paystack does so between transactions;
//   - every act may be called twice, and the second time changes nothing that the first has done.
//
// What a shopper or the owner can mend is returned as a [*commerce.Refusal]; every other error is a fault.
package shop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
	"golang.org/x/sync/singleflight"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/crash"
	"lovegiftings/internal/paystack"
)

// Config is what a shop stands on.
type Config struct {
	Paystack *paystack.Client
	Now      func() time.Time // the clock
	Random   io.Reader        // where session tokens come from
	URL      func() string    // the public address, without a slash at its end
	Sandbox  bool             // payments are pretended
	Version  string
	Pace     time.Duration // how long the clock waits between two questions to Paystack, see [Pace]; 0 is not at all
}

// Shop does the acts. It keeps nothing but its configuration and what is under way, so it may be used from many
// goroutines.
type Shop struct {
	Config
	calls      singleflight.Group // one call to Paystack at a time for each order, reference and refund
	inbox      *inbox
	easel      chan struct{} // one photo or picture drawn at a time
	silence    silence       // whether Paystack answers the clock
	job        importJob     // one import at a time
	studio     sync.Mutex    // one round of drawing at a time
	uncompared atomic.Bool   // the comparison at the start is still owed, see [Shop.LookAtStart]
	errands    *errands
}

// New makes a shop. All parts of the configuration are needed.
func New(config Config) *Shop {
	return &Shop{Config: config, easel: make(chan struct{}, 1), errands: newErrands(), inbox: newInbox()}
}

// Secure reports whether the shop's address is https, so that its cookies must not travel otherwise.
func (s *Shop) Secure() bool { return strings.HasPrefix(s.URL(), "https://") }

// Shopper is who asks: an account, a browser, or both. Both are empty for a visitor who has not written anything yet.
type Shopper struct {
	User    string // the id of the signed-in account
	Session string // the hash of the browser's session token, see [SessionHash]
}

// nobody reports whether there is nothing that this shopper could own.
func (w Shopper) nobody() bool { return w.User == "" && w.Session == "" }

// now is the clock's time as the database keeps it: UTC, in milliseconds.
func (s *Shop) now() types.DateTime { return dateTime(s.Now()) }

func dateTime(at time.Time) types.DateTime {
	kept, err := types.ParseDateTime(at.UTC().Truncate(time.Millisecond))
	if err != nil {
		panic(err) // a time always is one
	}
	return kept
}

// write runs one transaction. Its stages are points at which a test can let the program die.
func write(ctx context.Context, app core.App, what string, do func(tx core.App) error) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	crash.Here(what, crash.Begun)
	err := app.RunInTransaction(func(tx core.App) error {
		if err := do(tx); err != nil {
			return err
		}
		crash.Here(what, crash.Written)
		return nil
	})
	if err == nil {
		crash.Here(what, crash.Committed)
	}
	return wrap(err, what)
}

// wrap says what was being done when a fault came; a refusal passes as it is.
func wrap(err error, what string) error {
	if err == nil {
		return nil
	}
	if _, refused := errors.AsType[*commerce.Refusal](err); refused {
		return err
	}
	return fmt.Errorf("%s: %w", what, err)
}

func notFound(field, what string) error {
	return commerce.Refuse(commerce.NotFound, field, commerce.CodeNotFound, what)
}
