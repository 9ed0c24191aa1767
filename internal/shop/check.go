package shop

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// The names of the looks that the shop takes at itself, as rows of the collection checks.
const (
	checkBooks          = "books"
	checkReconciliation = "reconciliation"
)

// checkEvery is how often the books are checked.
const checkEvery = 5 * time.Minute

// mostBroken bounds how many broken rows of one invariant are told.
const mostBroken = 20

// Broken is a row that breaks an invariant.
type Broken struct {
	Invariant string `json:"invariant"` // what should hold, as a sentence
	Record    string `json:"record"`    // the row, as a person finds it: an order's number, a reference
	Detail    string `json:"detail"`
}

// Check looks whether the shop's books are right: every invariant of the list is asked as SQL of the live database, and
// each row that breaks one is returned. What was found is kept in the collection checks, for the owner and for
// [Shop.Health]. Nothing is mended.
func (s *Shop) Check(ctx context.Context, app core.App) ([]Broken, error) {
	now := s.Now()
	broken := []Broken{}
	for _, one := range invariants {
		rows := []struct {
			Record string `db:"record"`
			Detail string `db:"detail"`
		}{}
		err := app.DB().NewQuery(one.query + " LIMIT " + fmt.Sprint(mostBroken)).WithContext(ctx).Bind(dbx.Params{
			"now": dateTime(now).String(), "lately": dateTime(now.Add(-inboxTime)).String(), "week": dateTime(now.Add(-askedFor)).String(),
		}).All(&rows)
		if err != nil {
			return nil, fmt.Errorf("check that %s: %w", one.name, err)
		}
		for _, row := range rows {
			broken = append(broken, Broken{Invariant: one.name, Record: row.Record, Detail: row.Detail})
		}
	}
	summary := fmt.Sprintf("All %d invariants hold.", len(invariants))
	if len(broken) > 0 {
		summary = fmt.Sprintf("%d rows break an invariant. Nothing is lost by waiting, but a developer should look at it.", len(broken))
	}
	return broken, s.keepCheck(ctx, app, checkBooks, summary, broken, now)
}

// keepCheck writes what a look has found in place of what the one before it found.
func (s *Shop) keepCheck(ctx context.Context, app core.App, name, summary string, found []Broken, at time.Time) error {
	written, err := json.Marshal(found)
	if err != nil {
		return fmt.Errorf("write what a check has found: %w", err)
	}
	return write(ctx, app, "keep a check", func(tx core.App) error {
		values := map[string]any{"name": name, "ok": len(found) == 0, "summary": summary, "found": types.JSONRaw(written), "at": dateTime(at), "until": dateTime(at)}
		record, err := findOne(tx, "checks", dbx.HashExp{"name": name})
		if err != nil {
			return err
		}
		if record == nil {
			_, err = create(tx, "checks", values)
			return err
		}
		record.Load(values)
		return wrap(tx.Save(record), "save a check")
	})
}

// checkDue reports whether a look is due that is taken every so often.
func (s *Shop) checkDue(app core.App, name string, every time.Duration) (bool, error) {
	last, err := findOne(app, "checks", dbx.HashExp{"name": name})
	return last == nil || s.Now().Sub(last.GetDateTime("at").Time()) >= every, err
}

// checkOften checks the books when the last check is five minutes old. A broken row is a fault, and logged as one.
func (s *Shop) checkOften(ctx context.Context, app core.App) error {
	due, err := s.checkDue(app, checkBooks, checkEvery)
	if err != nil || !due {
		return err
	}
	return s.checkNow(ctx, app)
}

// checkNow is [Shop.Check] for those who act on it being wrong.
func (s *Shop) checkNow(ctx context.Context, app core.App) error {
	broken, err := s.Check(ctx, app)
	if err == nil && len(broken) > 0 {
		err = fmt.Errorf("the books are wrong in %d rows, first: %s: %s", len(broken), broken[0].Invariant, broken[0].Record)
	}
	return err
}

// LookAtStart checks the books and compares them with Paystack's list, however lately that was done: a shop that starts
// may stand on a database that was restored, or died while Paystack took money. A row that breaks an invariant is an
// error, as is a fault. When Paystack does not answer, [Shop.Tick] compares as soon as it does.
func (s *Shop) LookAtStart(ctx context.Context, app core.App) error {
	s.uncompared.Store(true)
	return errors.Join(s.checkNow(ctx, app), s.reconcileDaily(ctx, app))
}

// HealthView is how the shop is, for whoever watches it. It names nobody and nothing.
type HealthView struct {
	Status         string         `json:"status"` // ok; a database that does not answer is a fault
	Version        string         `json:"version"`
	Books          *HealthOfBooks `json:"books"`          // nil before the first check
	Reconciliation *HealthOfBooks `json:"reconciliation"` // nil before the first comparison with Paystack
	Inbox          int            `json:"inbox"`          // webhook events that wait
	OpenCases      int            `json:"openCases"`      // payment cases that wait for the owner
}

// HealthOfBooks is what one look at the books has found.
type HealthOfBooks struct {
	OK     bool      `json:"ok"`
	Broken int       `json:"broken"`
	At     time.Time `json:"at"`
}

// Health tells how the shop is.
func (s *Shop) Health(ctx context.Context, app core.App) (HealthView, error) {
	view := HealthView{Status: "ok", Version: s.Version}
	for name, at := range map[string]**HealthOfBooks{checkBooks: &view.Books, checkReconciliation: &view.Reconciliation} {
		record, err := findOne(app, "checks", dbx.HashExp{"name": name})
		if err != nil {
			return HealthView{}, err
		}
		if record == nil {
			continue
		}
		var found []Broken
		if err := record.UnmarshalJSONField("found", &found); err != nil {
			return HealthView{}, fmt.Errorf("read what a check has found: %w", err)
		}
		*at = &HealthOfBooks{OK: record.GetBool("ok"), Broken: len(found), At: record.GetDateTime("at").Time()}
	}
	err := app.DB().NewQuery("SELECT (SELECT COUNT(*) FROM webhook_events WHERE handledAt = ''), (SELECT COUNT(*) FROM payment_cases WHERE status = 'open')").
		WithContext(ctx).Row(&view.Inbox, &view.OpenCases)
	return view, wrap(err, "look how the shop is")
}
