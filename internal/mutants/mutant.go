package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// mutant is one way in which the code of the money could be wrong.
type mutant struct {
	name string // what is broken, in words
	file string // below the module's folder
	old  string // stands exactly once in the file
	new  string
	pack string // the package whose test kills it
	test string // the top-level test that must fail
}

// apply gives the file's text with the fault in it. A mutant that fits no more is an error: the list must follow the code.
func (m mutant) apply(root string) ([]byte, error) {
	source, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(source, []byte(m.old)); n != 1 || m.old == m.new {
		return nil, fmt.Errorf("%s: its old text stands %d times in %s, not once: %q", m.name, n, m.file, m.old)
	}
	return bytes.Replace(source, []byte(m.old), []byte(m.new), 1), nil
}

// try runs the test against the broken code. It returns nil when the test has failed as a test fails: not by a program that
// does not compile, and not by waiting for ever.
func (m mutant) try(ctx context.Context, root string) error {
	broken, err := m.apply(root)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "mutant_*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	original, err := filepath.Abs(filepath.Join(root, m.file))
	if err != nil {
		return err
	}
	copied := filepath.Join(folder, filepath.Base(m.file))
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {original: copied}})
	if err != nil {
		return err
	}
	plan := filepath.Join(folder, "overlay.json")
	if err := errors.Join(os.WriteFile(copied, broken, 0o600), os.WriteFile(plan, overlay, 0o600)); err != nil {
		return err
	}
	got, err := runTests(ctx, root, m.pack, "^"+m.test+"$", plan)
	switch {
	case err != nil:
		return err
	case got.verdict[m.test] == "fail" && !strings.Contains(got.output, "panic: test timed out"):
		return nil
	case got.verdict[m.test] == "pass":
		return fmt.Errorf("%s passes all the same", m.test)
	}
	return fmt.Errorf("%s neither passed nor failed:\n%s", m.test, got.tail())
}

// result is what became of the tests of one run.
type result struct {
	verdict map[string]string // pass, fail or skip of each top-level test that came to its end
	output  string
}

// tail is the end of what was printed.
func (r result) tail() string { return r.output[max(0, len(r.output)-2000):] }

// runTests runs tests of one package, with a plan of replaced files or, when it is empty, with none. That tests fail is
// no error.
func runTests(ctx context.Context, root, pack, pattern, plan string) (result, error) {
	arguments := []string{"test", "-json", "-count=1", "-vet=off", "-timeout=120s", "-ldflags=-s -w", "-run", pattern}
	if plan != "" {
		arguments = append(arguments, "-overlay", plan)
	}
	command := exec.CommandContext(ctx, "go", append(arguments, pack)...)
	command.Dir = root
	command.Env = append(os.Environ(), "RAPID_CHECKS=100")
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return result{}, fmt.Errorf("run go test: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return result{}, err
	}
	got := result{verdict: map[string]string{}}
	var printed strings.Builder
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var event struct{ Action, Test, Output string }
		if json.Unmarshal(lines.Bytes(), &event) != nil {
			printed.WriteString(lines.Text() + "\n")
			continue
		}
		printed.WriteString(event.Output)
		if event.Action == "pass" || event.Action == "fail" || event.Action == "skip" {
			got.verdict[event.Test] = event.Action
		}
	}
	got.output = printed.String()
	return got, lines.Err()
}
