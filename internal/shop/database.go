package shop

import (
	"fmt"
	"path/filepath"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
)

// Connect opens one of PocketBase's databases as PocketBase does (its core.DefaultDBConnect), but the shop's own with
// synchronous=FULL: with NORMAL, which PocketBase takes, the last orders that were confirmed are lost when the power
// fails (SQLite documentation, "PRAGMA synchronous": a commit in WAL mode is durable only with FULL). With
// recursive_triggers the guards against deleting also see a row that REPLACE puts another in place of (documentation,
// "The ON CONFLICT clause": delete triggers fire for it only then).
func Connect(path string) (*dbx.DB, error) {
	synchronous := "FULL"
	if filepath.Base(path) == "auxiliary.db" {
		synchronous = "NORMAL" // logs only
	}
	db, err := dbx.Open("sqlite", path+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous("+synchronous+")&_pragma=foreign_keys(ON)&_pragma=recursive_triggers(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)&_defensive=1")
	return db, wrap(err, "open a database")
}

// fullSync is what SQLite answers for synchronous=FULL.
const fullSync = 2

// CheckDurable returns an error when what the shop confirms could be lost by a power failure.
func CheckDurable(app core.App) error {
	var synchronous int
	if err := app.NonconcurrentDB().NewQuery("PRAGMA synchronous").Row(&synchronous); err != nil {
		return fmt.Errorf("read how the database is kept: %w", err)
	}
	if synchronous != fullSync {
		return fmt.Errorf("the database runs with synchronous=%d; the shop needs %d (FULL)", synchronous, fullSync)
	}
	return nil
}
