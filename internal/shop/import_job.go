package shop

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// importJob is the one import that the owner has handed in. The zero value has none.
type importJob struct {
	mu     sync.Mutex
	view   ImportView
	folder string // a temporary folder with the file; empty when there is none
	stop   context.CancelFunc
	ended  sync.WaitGroup
}

// ImportJob says how far the import is that was last handed in.
func (s *Shop) ImportJob() ImportView {
	s.job.mu.Lock()
	defer s.job.mu.Unlock()
	return s.job.seen()
}

func (j *importJob) seen() ImportView {
	view := j.view
	if view.State == "" {
		view.State = ImportNone
	}
	view.Changes = append([]ImportChange{}, view.Changes...)
	view.Problems, view.Notes = append([]ImportProblem{}, view.Problems...), append([]ImportProblem{}, view.Notes...)
	return view
}

func (j *importJob) busy() error {
	if j.view.State == ImportChecking || j.view.State == ImportImporting {
		return commerce.Refuse(commerce.Conflict, "id", commerce.CodeImportBusy, "The catalogue is being checked or brought in already. Wait until that is done.")
	}
	return nil
}

// HandIn takes a catalogue that the owner wants to bring in, a zip file or one table, and begins to check it. It takes
// the place of the one before, unless that is being worked on. content is kept in a temporary file, never in memory; its
// fault is that of who sent it, and passes.
func (s *Shop) HandIn(app core.App, name string, content io.Reader) (ImportView, error) {
	s.job.mu.Lock()
	err := s.job.busy()
	s.job.mu.Unlock()
	if err != nil {
		return ImportView{}, err
	}
	base := filepath.Join(app.DataDir(), core.LocalTempDirName) // PocketBase empties it when it starts, and backs it up never
	if err := os.MkdirAll(base, 0o700); err != nil {
		return ImportView{}, fmt.Errorf("make room for a catalogue: %w", err)
	}
	folder, err := os.MkdirTemp(base, "catalogue_")
	if err != nil {
		return ImportView{}, fmt.Errorf("make room for a catalogue: %w", err)
	}
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	if err := keepUpload(filepath.Join(folder, uploadedName(name)), content); err != nil {
		return ImportView{}, errors.Join(err, os.RemoveAll(folder))
	}
	s.job.mu.Lock()
	defer s.job.mu.Unlock()
	if err := s.job.busy(); err != nil {
		return ImportView{}, errors.Join(err, os.RemoveAll(folder))
	}
	s.job.drop(app)
	s.job.folder = folder
	s.job.view = ImportView{ID: core.GenerateDefaultRandomId(), File: name}
	s.begin(app, ImportChecking)
	return s.job.seen(), nil
}

// uploadedName is a file's name that is safe on every disk; what it is for is told by its ending and its beginning.
func uploadedName(name string) string {
	safe := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|[]`, r) {
			return '-'
		}
		return r
	}, name)
	if len(safe) > 100 {
		safe = strings.ToValidUTF8(safe[:90], "") + filepath.Ext(safe)[:min(5, len(filepath.Ext(safe)))]
	}
	return strings.TrimLeft(safe, ".")
}

func keepUpload(name string, content io.Reader) error {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return notACatalogue("This file has a name that cannot be kept. Give it another one.")
	}
	size, err := io.Copy(file, io.LimitReader(content, MaxCatalogue+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	switch {
	case size > MaxCatalogue:
		return notACatalogue(fmt.Sprintf("This file is larger than %d MB. Divide it among several.", MaxCatalogue>>20))
	case size == 0:
		return notACatalogue("This file is empty.")
	}
	return nil
}

// BringIn begins to bring the checked catalogue in. The id keeps a page that was open for long from bringing in another
// one than it shows. A second call for one that is being brought in, or was, changes nothing.
func (s *Shop) BringIn(app core.App, id string) (ImportView, error) {
	s.job.mu.Lock()
	defer s.job.mu.Unlock()
	view := s.job.view
	switch {
	case view.ID == "" || view.ID != id:
		return ImportView{}, notFound("id", "Another file has taken the place of this one. Choose the file again.")
	case view.State == ImportImporting || view.State == ImportDone:
		return s.job.seen(), nil
	case s.job.busy() != nil:
		return ImportView{}, s.job.busy()
	case view.State != ImportChecked || view.ProblemCount > 0:
		return ImportView{}, commerce.Refuse(commerce.Conflict, "id", commerce.CodeImportInvalid, "This file has problems. Mend them and choose it again.")
	}
	s.begin(app, ImportImporting)
	return s.job.seen(), nil
}

// begin does one step of the job in the background; its lock is held.
func (s *Shop) begin(app core.App, step ImportState) {
	ctx, stop := context.WithCancel(context.Background())
	s.job.view.State, s.job.view.Text, s.job.view.Done, s.job.view.Total, s.job.stop = step, "The file is being read", 0, 0, stop
	folder, name := s.job.folder, s.job.view.File
	s.job.ended.Go(func() {
		defer stop()
		report, err := s.runJob(ctx, app, filepath.Join(folder, uploadedName(name)), step == ImportChecking)
		s.job.mu.Lock()
		defer s.job.mu.Unlock()
		s.job.finish(app, step, report, err)
	})
}

func (s *Shop) runJob(ctx context.Context, app core.App, file string, dryRun bool) (report ImportReport, err error) {
	defer func() {
		if broken := recover(); broken != nil { // nobody above would catch it, and the shop would end
			err = fmt.Errorf("the import broke: %v", broken)
		}
	}()
	folder := os.DirFS(filepath.Dir(file)) // one table by itself
	if !isTable(file) {
		archive, closeArchive, err := OpenCatalogue(file)
		if err != nil {
			return report, err
		}
		defer closeArchive()
		folder = archive
	}
	return s.Import(ctx, app, folder, dryRun, func(p ImportProgress) {
		s.job.mu.Lock()
		defer s.job.mu.Unlock()
		s.job.view.Text, s.job.view.Done, s.job.view.Total = p.Text, p.Done, p.Total
	})
}

// isTable reports whether a file is a table by its name and not a zip file by its first bytes.
func isTable(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	head := make([]byte, 2)
	_, err = io.ReadFull(file, head)
	return strings.HasSuffix(strings.ToLower(name), ".csv") && (err != nil || string(head) != "PK")
}

func (j *importJob) finish(app core.App, step ImportState, report ImportReport, err error) {
	j.view.Added, j.view.Changed, j.view.Same = report.Added, report.Changed, report.Same
	j.view.Changes = report.Changes
	j.view.ProblemCount, j.view.NoteCount = len(report.Problems), len(report.Notes)
	j.view.Problems, j.view.Notes = report.Problems[:min(len(report.Problems), mostProblemsShown)], report.Notes[:min(len(report.Notes), mostNotesShown)]
	refusal, refused := errors.AsType[*commerce.Refusal](err)
	switch {
	case refused:
		j.view.State, j.view.Text = ImportFailed, refusal.Error()
	case err != nil:
		j.view.State, j.view.Text = ImportFailed, "The shop could not bring the file in. Nothing was changed. Try again in a moment."
		if !errors.Is(err, context.Canceled) {
			app.Logger().Error("an import failed", "error", err.Error())
		}
	case step == ImportChecking || len(report.Problems) > 0:
		j.view.State, j.view.Text = ImportChecked, ""
	default:
		j.view.State, j.view.Text = ImportDone, ""
	}
	if j.view.State != ImportChecked || j.view.ProblemCount > 0 {
		j.drop(app)
	}
}

// drop deletes the file.
func (j *importJob) drop(app core.App) {
	if j.folder == "" {
		return
	}
	if err := os.RemoveAll(j.folder); err != nil {
		app.Logger().Warn("the file of an import is left", "error", err.Error())
	}
	j.folder = ""
}

// StopImport ends the import under way, which then has changed nothing, and waits for its end. It is for a shop that
// closes.
func (s *Shop) StopImport() {
	s.job.mu.Lock()
	if s.job.stop != nil {
		s.job.stop()
	}
	s.job.mu.Unlock()
	s.job.ended.Wait()
}
