package hooks

import (
	"errors"
	"fmt"
	"os"

	"github.com/pocketbase/pocketbase/core"
	"github.com/spf13/cobra"

	"lovegiftings/internal/shop"
)

// CheckCommand is the command that looks whether the shop's books are right. It exits with an error when they are not.
func CheckCommand(app core.App, s *shop.Shop) *cobra.Command {
	check := &cobra.Command{
		Use: "check", Short: "Check the books: every payment, order, refund and stock against what must always hold",
		Long: "Check the books of the shop's database, also while the shop is open. Each broken row is printed; nothing is changed.",
		Args: cobra.NoArgs, SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.RunAllMigrations(); err != nil {
				return err
			}
			broken, err := s.Check(contextOf(cmd), app)
			if err != nil {
				return err
			}
			for _, one := range broken {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s (broken: %s)\n", one.Record, one.Detail, one.Invariant)
			}
			if len(broken) > 0 {
				return errors.New("the books are wrong: " + counted(len(broken), "row"))
			}
			fmt.Fprintln(cmd.OutOrStdout(), "The books are right.")
			return nil
		},
	}
	check.SetOut(os.Stdout)
	check.SetErr(os.Stderr)
	return check
}
