package hooks_test

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/hooks"
	"lovegiftings/internal/config"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

// rowsOf writes all rows of a table down, as the database has them.
func rowsOf(t *testing.T, s *shoptest.Shop, table string) string {
	t.Helper()
	columns := []string{}
	must(t, s.App.DB().Select("name").From("pragma_table_info('"+table+"')").Column(&columns))
	quoted := make([]string, len(columns))
	for i, column := range columns {
		quoted[i] = "quote(`" + column + "`)"
	}
	rows := []string{}
	must(t, s.App.DB().NewQuery("SELECT "+strings.Join(quoted, " || '|' || ")+" FROM "+table+" ORDER BY _rowid_").Column(&rows))
	return strings.Join(rows, "\n")
}

// The dashboard has a console for SQL, which asks no hook. What the books are made of is guarded in the database itself,
// also against statements that delete what they replace, and against those that begin with something harmless.
func TestTheSQLConsoleCannotRewriteTheBooks(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	for range 2 {
		_, payment, _ := bought(t, s, b)
		refund(owner, payment, 100_000).Want(200)
		s.Refunded(t)
		s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 3})
		short(t, s, b)
		record, err := s.App.FindFirstRecordByData("payment_cases", "status", "open")
		must(t, err)
		decide(owner, record, "accept", "She pays the rest at the door").Want(200)
		s.Set(t, "products", shoptest.Flask, map[string]any{"stock": 3})
	}
	tables := []string{"ledger_entries", "order_events", "stock_moves", "payments", "refunds", "payment_cases", "notifications"}
	before := map[string]string{}
	for _, table := range tables {
		if before[table] = rowsOf(t, s, table); strings.Count(before[table], "\n") < 1 {
			t.Fatalf("there is too little in %s: %s", table, before[table])
		}
	}
	first, other := " WHERE _rowid_ = (SELECT MIN(_rowid_) FROM %s)", "(SELECT id FROM %s ORDER BY _rowid_ DESC LIMIT 1)"
	in := func(text, table string) string { return strings.ReplaceAll(text, "%s", table) }
	statements := []string{}
	for _, table := range tables {
		statements = append(statements,
			"DELETE FROM "+table, "DELETE FROM "+table+in(first, table), "WITH one AS (SELECT 1) DELETE FROM "+table, "/* SELECT */ DELETE FROM "+table,
			"UPDATE OR REPLACE "+table+" SET id = "+in(other, table)+in(first, table),
			"WITH one AS (SELECT 1) UPDATE OR REPLACE "+table+" SET id = "+in(other, table)+in(first, table),
			"INSERT OR REPLACE INTO "+table+" SELECT * FROM "+table,
			"REPLACE INTO "+table+" SELECT * FROM "+table+in(first, table),
			"WITH one AS (SELECT 1) REPLACE INTO "+table+" SELECT * FROM "+table,
		)
	}
	for _, of := range []struct{ table, columns string }{
		{"ledger_entries", "amountKobo kind reference providerId currency mode payment order recordedAt"},
		{"order_events", "from to by at message order"},
		{"stock_moves", "pieces stockAfter kind order product by"},
		{"payments", "amountKobo reference order"},
		{"refunds", "amountKobo reference payment key providerId"},
		{"payment_cases", "answer note status closedBy kind about headline"},
	} {
		for column := range strings.FieldsSeq(of.columns) {
			statements = append(statements, "UPDATE "+of.table+" SET `"+column+"` = '7'", "WITH one AS (SELECT 1) UPDATE "+of.table+" SET `"+column+"` = '7'")
		}
	}
	for _, statement := range statements {
		answer := owner.Post("/api/sql", map[string]any{"query": statement})
		changed := false
		for _, table := range tables {
			if rowsOf(t, s, table) != before[table] {
				t.Errorf("the SQL console changes %s by %s", table, statement)
				changed, before[table] = true, rowsOf(t, s, table)
			}
		}
		if answer.Status < 400 && !changed {
			t.Errorf("the SQL console takes %s and says %d: %s", statement, answer.Status, answer.Body)
		}
	}
}

func TestTheShopDoesNotOpenOnADatabaseThatAPowerFailureCouldRob(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		connect core.DBConnectFunc
		opens   bool
	}{"as PocketBase keeps it": {core.DefaultDBConnect, false}, "as the shop keeps it": {shop.Connect, true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := shoptest.Folder(t)
			t.Cleanup(func() { os.RemoveAll(folder) })
			app := core.NewBaseApp(core.BaseAppConfig{DataDir: folder, DBConnect: test.connect})
			must(t, app.Bootstrap())
			defer app.ClearBootstrap()
			page := fstest.MapFS{"index.html": {Data: []byte(`<!doctype html><html><head><!--head--></head><body><!--app--><!--boot--></body></html>`)}}
			must(t, hooks.Bind(app, shop.New(shop.Config{URL: func() string { return "http://127.0.0.1" }}), page, &config.Config{ByHand: true}))
			router, err := apis.NewRouter(app)
			must(t, err)
			opened := false
			err = app.OnServe().Trigger(&core.ServeEvent{App: app, Router: router, Server: &http.Server{}}, func(*core.ServeEvent) error {
				opened = true
				return nil
			})
			if opened != test.opens || (err == nil) != test.opens || (err != nil && !strings.Contains(err.Error(), "synchronous=1")) {
				t.Errorf("it opened: %v, and says: %v", opened, err)
			}
		})
	}
}
