package hooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"lovegiftings/internal/shop"
)

// CatalogCommand is the command that takes the catalogue out of the shop's database and brings one in.
func CatalogCommand(app core.App, s *shop.Shop) *cobra.Command {
	h := &hooks{shop: s}
	catalog := &cobra.Command{Use: "catalog", Short: "Export the catalogue to spreadsheets, or import it"}
	catalog.SetErr(os.Stderr) // PocketBase's own command tells its errors to nobody, because main does
	catalog.AddCommand(&cobra.Command{
		Use: "export DIR", Short: "Write the catalogue to a folder: a CSV file per table, and the pictures",
		Args: cobra.ExactArgs(1), SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error { return h.exportCatalog(cmd, app, args[0]) },
	})
	var dryRun bool
	bring := &cobra.Command{
		Use: "import DIR|ZIP", Short: "Bring a catalogue in, all or nothing: an export of this shop's, of Shopify's or of WooCommerce's",
		Long: "Bring a catalogue in from a folder or a zip file, all or nothing. Every problem is listed with its file and line.\n" +
			"A running shop goes on selling; only while the checked rows are written, at the end, its shoppers wait for seconds.",
		Args: cobra.ExactArgs(1), SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error { return h.importCatalog(cmd, app, args[0], dryRun) },
	}
	bring.Flags().BoolVar(&dryRun, "dry-run", false, "only say what the import would do")
	catalog.AddCommand(bring)
	return catalog
}

func (h *hooks) exportCatalog(cmd *cobra.Command, app core.App, folder string) error {
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	if there, err := os.ReadDir(folder); err == nil && len(there) > 0 {
		return fmt.Errorf("%s is not empty: name a new folder, so that old pictures do not stay among the new", folder)
	}
	create := func(name string) (io.WriteCloser, error) {
		at := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return nil, err
		}
		return os.Create(at)
	}
	return h.shop.Export(contextOf(cmd), app, create, tell(cmd))
}

func (h *hooks) importCatalog(cmd *cobra.Command, app core.App, from string, dryRun bool) error {
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	folder, closeFolder, err := shop.OpenCatalogue(from)
	if err != nil {
		return err
	}
	defer closeFolder()
	report, err := h.shop.Import(contextOf(cmd), app, folder, dryRun, func(p shop.ImportProgress) { tell(cmd)(p.Text) })
	if err != nil {
		return err
	}
	for _, one := range report.Notes {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s, line %d: %s%s\n", one.File, one.Line, strings.ToLower(one.Message[:1]), one.Message[1:])
	}
	for _, one := range report.Problems {
		fmt.Fprintln(cmd.ErrOrStderr(), told(one))
	}
	switch {
	case len(report.Problems) > 0:
		return errors.New("nothing was imported: " + counted(len(report.Problems), "problem"))
	case dryRun:
		fmt.Fprintf(cmd.ErrOrStderr(), "No problems. The import would add %s and change %d. %d would stay as they are.\n", counted(report.Added, "record"), report.Changed, report.Same)
	default:
		fmt.Fprintf(cmd.ErrOrStderr(), "Done: %s added, %d changed. %d have stayed as they were.\n", counted(report.Added, "record"), report.Changed, report.Same)
	}
	return nil
}

// told is a problem as compilers tell theirs, with its place in front.
func told(one shop.ImportProblem) string {
	at := one.File
	if one.Line > 0 {
		at = fmt.Sprintf("%s:%d", at, one.Line)
	}
	if one.Column != "" {
		at += ": " + one.Column
	}
	return at + ": " + one.Message
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func contextOf(cmd *cobra.Command) context.Context {
	if ctx := cmd.Context(); ctx != nil {
		return ctx
	}
	return context.Background()
}

func tell(cmd *cobra.Command) func(string) {
	return func(line string) { fmt.Fprintln(cmd.ErrOrStderr(), line) }
}
