// Command mutants shows that the tests of the money would notice: it breaks the code in one place after the other, each in
// a copy that only the compiler sees, and wants the named test to fail. Run it from the module's root:
//
//	go run ./internal/mutants
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	root := flag.String("root", ".", "the module's folder")
	only := flag.String("only", "", "run only the mutants whose name holds this")
	workers := flag.Int("workers", 2, "how many are tried at a time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *root, *only, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// run tries all mutants and prints a line for each. It returns an error when one is not killed, does not fit the sources
// any more or cannot be tried.
func run(ctx context.Context, root, only string, workers int) error {
	began := time.Now()
	chosen := slices.DeleteFunc(slices.Clone(mutants), func(m mutant) bool { return !strings.Contains(m.name, only) })
	for _, m := range chosen {
		if _, err := m.apply(root); err != nil {
			return err
		}
	}
	if err := healthy(ctx, root, chosen); err != nil {
		return err
	}
	verdicts := make([]error, len(chosen))
	var wait sync.WaitGroup
	free := make(chan struct{}, workers)
	for i, m := range chosen {
		free <- struct{}{}
		wait.Go(func() {
			defer func() { <-free }()
			started := time.Now()
			verdicts[i] = m.try(ctx, root)
			word := "killed"
			if verdicts[i] != nil {
				word = "ALIVE "
			}
			fmt.Printf("%s  %5.1f s  %-62s %s %s\n", word, time.Since(started).Seconds(), m.name, m.pack, m.test)
		})
	}
	wait.Wait()
	failed := 0
	for i, err := range verdicts {
		if err != nil {
			failed++
			fmt.Fprintf(os.Stderr, "%s (%s): %v\n", chosen[i].name, chosen[i].file, err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d were not killed by their tests", failed, len(chosen))
	}
	fmt.Printf("All %d mutants were killed, in %.0f s.\n", len(chosen), time.Since(began).Seconds())
	return nil
}

// healthy checks that all named tests are there and pass as long as nothing is broken.
func healthy(ctx context.Context, root string, of []mutant) error {
	tests := map[string][]string{}
	for _, m := range of {
		if !slices.Contains(tests[m.pack], m.test) {
			tests[m.pack] = append(tests[m.pack], m.test)
		}
	}
	for pack, names := range tests {
		got, err := runTests(ctx, root, pack, "^("+strings.Join(names, "|")+")$", "")
		if err != nil {
			return err
		}
		for _, name := range names {
			if got.verdict[name] != "pass" {
				return fmt.Errorf("%s of %s must pass before anything is broken, but its end was %q:\n%s", name, pack, got.verdict[name], got.tail())
			}
		}
	}
	return nil
}
