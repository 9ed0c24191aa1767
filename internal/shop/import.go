package shop

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// ImportProblem is one thing that keeps a catalogue from being imported, for the person who wrote the file.
type ImportProblem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // from 1; 0 when it is about the file as a whole
	Column  string `json:"column"` // empty when it is about the line as a whole
	Message string `json:"message"`
}

// ImportChange is one record that an import adds or changes.
type ImportChange struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Name    string   `json:"name"`    // as the owner knows it
	New     bool     `json:"new"`     // it is added
	Columns []string `json:"columns"` // what changes; empty when it is added
}

// mostChangesShown is how many changes a report holds; its counts tell how many there are.
const mostChangesShown = 100

// ImportReport is what an import did, or would do. With problems it does nothing at all. Notes are what the import
// leaves out without being kept from its work.
type ImportReport struct {
	Added    int
	Changed  int
	Same     int            // records that a row names and that are already as it says
	Changes  []ImportChange // at most [mostChangesShown]
	Problems []ImportProblem
	Notes    []ImportProblem
}

// ImportProgress says what an import is doing, and how much of its rows and pictures it has done.
type ImportProgress struct {
	Text        string
	Done, Total int
}

// errCatalogueMoved is met when somebody has changed the catalogue between reading and writing it.
var errCatalogueMoved = errors.New("the catalogue was changed while it was imported")

// importTries is how often an import begins anew when somebody changes the catalogue meanwhile.
const importTries = 3

// Import brings the tables of a folder into the catalogue, all or nothing: those that [Shop.Export] writes, or the
// product table of Shopify or WooCommerce. A row changes the record with its slug (a town by its name, a customization
// field by its key) and adds it when there is none; what no row names stays, and so does each field without a column.
//
// Everything is read and checked before anything is written, so that shoppers wait only for the one transaction at the
// end, which writes what is already known to be fine. A dry run stops before it and so finds exactly the problems that
// the import would. A catalogue that was changed meanwhile is read again.
func (s *Shop) Import(ctx context.Context, app core.App, folder fs.FS, dryRun bool, progress func(ImportProgress)) (ImportReport, error) {
	for range importTries {
		run := &importing{shop: s, ctx: ctx, app: app, folder: folder, progress: progress}
		err := run.all(dryRun)
		if !errors.Is(err, errCatalogueMoved) {
			return run.report, wrap(err, "import the catalogue")
		}
	}
	return ImportReport{}, commerce.Refuse(commerce.Conflict, "id", commerce.CodeImportBusy,
		"Somebody kept changing the catalogue, so nothing was brought in. Bring it in again when nobody else edits it.")
}

// importing is one import under way.
type importing struct {
	shop     *Shop
	ctx      context.Context
	app      core.App
	folder   fs.FS
	progress func(ImportProgress)
	report   ImportReport
	shelf    shelf
	plan     importPlan
	done     int // rows checked
	rows     int // rows of all tables
}

func (r *importing) problem(one ImportProblem) { r.report.Problems = append(r.report.Problems, one) }

// tell says how far the rows are, now and then: a line for each of them would cost more than checking it.
func (r *importing) tell(sheet string, line, of int) {
	r.progress(ImportProgress{fmt.Sprintf("%s: %d of %d rows checked", sheet, line, of), r.done, r.rows})
}

func (r *importing) all(dryRun bool) error {
	sheets, err := r.sheets()
	if err != nil {
		return err
	}
	before, err := catalogueVersion(r.app)
	if err != nil {
		return err
	}
	if r.shelf, err = readShelf(r.app); err != nil {
		return err
	}
	for _, one := range sheets {
		r.rows += len(one.Rows)
	}
	for _, one := range sheets {
		if err := r.table(one); err != nil {
			return err
		}
	}
	if dryRun || len(r.report.Problems) > 0 {
		return nil
	}
	return r.write(before)
}

// catalogueVersion is another number whenever the catalogue is another one to an import's checks (migration
// catalogue_version).
func catalogueVersion(app core.App) (version int64, err error) {
	err = app.DB().NewQuery("SELECT version FROM catalogue_version").Row(&version)
	return version, wrap(err, "look whether the catalogue has changed")
}
