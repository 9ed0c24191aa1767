// Package internal_test holds the shape of the program: who may import whom, what the rules may not call, and what must
// fit a screen.
package internal_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module     = "lovegiftings"
	pocketbase = "github.com/pocketbase/pocketbase"
	dbx        = "github.com/pocketbase/dbx"
	echo       = "github.com/labstack/echo"
	cobra      = "github.com/spf13/cobra"
	uuid       = "github.com/google/uuid"
	hooks      = module + "/hooks"
	shop       = module + "/internal/shop"
	commerce   = module + "/internal/commerce"
	paystack   = module + "/internal/paystack"
	sandbox    = module + "/internal/sandbox"
)

// screen is the number of lines that a reader sees at once.
const screen = 60

// rule says what a folder, with all below it, must not import. A forbidden path stands for everything below it too. A
// folder that is not there yet breaks nothing.
type rule struct {
	folder  string
	never   []string
	only    []string // when set: everything else is forbidden
	because string
}

var rules = []rule{
	{folder: "internal/money", only: []string{"errors", "fmt", "strconv", "strings"}, because: "it is a number"},
	{
		folder:  "internal/commerce",
		never:   []string{pocketbase, dbx, "net/http", "database/sql", "os", "log", "crypto/rand", uuid, hooks, shop, paystack, sandbox},
		because: "a rule that needs the world cannot be tested without it",
	},
	{folder: "internal/crash", never: []string{pocketbase, dbx, hooks, shop, commerce, paystack, sandbox}, because: "what ends the program must not take part in it"},
	{folder: "internal/paystack", never: []string{shop, commerce, pocketbase, echo}, because: "it should serve any shop"},
	{folder: "internal/shop", never: []string{hooks, "net/http", echo, cobra, sandbox}, because: "the acts do not care who asked"},
	{folder: "hooks", never: []string{paystack, sandbox, echo, dbx}, because: "hearing is not acting"},
	{folder: "internal/sandbox", never: []string{shop, commerce, pocketbase}, because: "it plays the other side, so it must not know ours"},
	{folder: "pb_migrations", never: []string{module}, because: "history must not change when code does"},
}

func TestEachPackageImportsOnlyWhatItMay(t *testing.T) {
	for _, rule := range rules {
		breaches, err := rule.breaches("..")
		if err != nil {
			t.Fatal(err)
		}
		for _, breach := range breaches {
			t.Error(breach)
		}
	}
}

func TestTheRulesNeverAskTheClock(t *testing.T) {
	breaches, err := clockCalls("..", "internal/commerce")
	if err != nil {
		t.Fatal(err)
	}
	for _, breach := range breaches {
		t.Error(breach)
	}
}

func TestWhatWiresTheProgramFitsAScreen(t *testing.T) {
	if lines, err := linesBelowImports("../main.go"); err != nil {
		t.Fatal(err)
	} else if lines > screen {
		t.Errorf("main.go has %d lines below its imports, more than a screen of %d: it wires, it does not work", lines, screen)
	}
	lines, found, err := bodyLines("..", "hooks", "Bind")
	if err != nil {
		t.Fatal(err)
	}
	if lines > screen {
		t.Errorf("the body of hooks.Bind has %d lines, more than a screen of %d: it is the list of everything that can happen", lines, screen)
	}
	if parsed, _ := parse("..", "hooks", 0); !found && len(parsed) > 0 {
		t.Error("hooks has no function Bind: the one list of everything that can happen")
	}
}

// Each rule must be able to fail: a module that breaks it is written, and the breach must be told with its reason.
func TestEachRuleIsAbleToFail(t *testing.T) {
	for _, rule := range rules {
		forbidden := slices.Clone(rule.never)
		if rule.only != nil {
			forbidden = append(forbidden, "os", "time", "math", pocketbase, commerce)
		}
		for _, name := range forbidden {
			for _, imported := range []string{name, name + "/below"} {
				for _, folder := range []string{rule.folder, path.Join(rule.folder, "deeper")} {
					root := moduleWith(t, folder, "broken.go", fmt.Sprintf("package broken\n\nimport _ %q\n", imported))
					breaches, err := rule.breaches(root)
					if err != nil || len(breaches) != 1 || !strings.Contains(breaches[0], imported) || !strings.Contains(breaches[0], rule.because) || !strings.Contains(breaches[0], "broken.go") {
						t.Errorf("%s imports %s: told %q, %v", folder, imported, breaches, err)
					}
					if breaches, err := rule.breaches(moduleWith(t, folder, "broken_test.go", fmt.Sprintf("package broken\n\nimport _ %q\n", imported))); err != nil || len(breaches) != 0 {
						t.Errorf("a test in %s may import %s: told %q, %v", folder, imported, breaches, err)
					}
				}
			}
		}
		if breaches, err := rule.breaches(moduleWith(t, rule.folder, "fine.go", "package fine\n\nimport _ \"strings\"\n")); err != nil || len(breaches) != 0 {
			t.Errorf("%s imports strings: told %q, %v", rule.folder, breaches, err)
		}
	}
	for _, source := range []string{
		"import \"time\"\n\nvar now = time.Now()", "import clock \"time\"\n\nvar now = clock.Now", "import . \"time\"\n\nvar now = Now()", "import \"time\"\n\nfunc f(t time.Time) any { return time.Since(t) }",
	} {
		if breaches, err := clockCalls(moduleWith(t, "internal/commerce", "broken.go", "package commerce\n\n"+source+"\n"), "internal/commerce"); err != nil || len(breaches) != 1 {
			t.Errorf("%q: told %q, %v", source, breaches, err)
		}
	}
	long := strings.Repeat("\tprintln()\n", screen)
	root := moduleWith(t, "hooks", "hooks.go", "package hooks\n\nfunc Bind() {\n"+long+"}\n")
	if lines, found, err := bodyLines(root, "hooks", "Bind"); lines != screen || !found || err != nil {
		t.Errorf("a body of %d lines has %d, %v, %v", screen, lines, found, err)
	}
	root = moduleWith(t, ".", "main.go", "package main\n\nimport (\n\t\"fmt\"\n)\n\nfunc main() {\n"+long+"}\n")
	if lines, err := linesBelowImports(filepath.Join(root, "main.go")); lines != screen+2 || err != nil {
		t.Errorf("a main of %d lines has %d, %v", screen+2, lines, err)
	}
}

func (r rule) breaches(root string) ([]string, error) {
	files, err := parse(root, r.folder, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var told []string
	for name, file := range files {
		for _, spec := range file.ast.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return nil, err
			}
			forbidden := slices.ContainsFunc(r.never, func(path string) bool { return imported == path || strings.HasPrefix(imported, path+"/") })
			if forbidden || (r.only != nil && !slices.Contains(r.only, imported)) {
				told = append(told, fmt.Sprintf("%s imports %s, and %s must not: %s", name, imported, r.folder, r.because))
			}
		}
	}
	slices.Sort(told)
	return told, nil
}

// clockCalls finds every use of the clock in a folder, under whatever name time was imported.
func clockCalls(root, folder string) ([]string, error) {
	files, err := parse(root, folder, 0)
	if err != nil {
		return nil, err
	}
	var told []string
	for name, file := range files {
		local := ""
		for _, spec := range file.ast.Imports {
			if spec.Path.Value == `"time"` {
				local = "time"
				if spec.Name != nil {
					local = spec.Name.Name
				}
			}
		}
		if local == "." {
			told = append(told, name+" imports time without its name, so that nobody sees who asks the clock")
			continue
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Now", "Since", "Until"}, selector.Sel.Name) {
				return true
			}
			if of, ok := selector.X.(*ast.Ident); ok && local != "" && of.Name == local {
				told = append(told, fmt.Sprintf("%s asks the clock with time.%s: what needs the time is given it as now", file.set.Position(node.Pos()), selector.Sel.Name))
			}
			return true
		})
	}
	slices.Sort(told)
	return told, nil
}

// linesBelowImports counts the lines of a file from the first one below its imports; 0 when there is no such file.
func linesBelowImports(name string) (int, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, nil, parser.ParseComments)
	if os.IsNotExist(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	below, last := set.Position(file.Name.End()).Line, set.Position(file.FileEnd).Line
	for _, declared := range file.Decls {
		if imports, ok := declared.(*ast.GenDecl); ok && imports.Tok == token.IMPORT {
			below = set.Position(imports.End()).Line
		}
	}
	return last - below - 1, nil // the line below the imports is empty
}

// bodyLines counts the lines between the braces of a function of a package.
func bodyLines(root, folder, function string) (lines int, found bool, err error) {
	files, err := parse(root, folder, 0)
	for _, file := range files {
		for _, declared := range file.ast.Decls {
			if f, ok := declared.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == function {
				return file.set.Position(f.Body.Rbrace).Line - file.set.Position(f.Body.Lbrace).Line - 1, true, nil
			}
		}
	}
	return 0, false, err
}

type parsed struct {
	set *token.FileSet
	ast *ast.File
}

// parse reads the Go files of a folder and of all below it, tests and test data left out. A folder that is not there
// has none.
func parse(root, folder string, mode parser.Mode) (map[string]parsed, error) {
	files := map[string]parsed{}
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
		switch {
		case os.IsNotExist(err):
			return nil
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, mode)
		short, _ := filepath.Rel(root, name)
		files[cmp.Or(filepath.ToSlash(short), name)] = parsed{set, file}
		return err
	})
	return files, err
}

// moduleWith writes a module of one file and gives its folder.
func moduleWith(t *testing.T, folder, name, source string) string {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, folder, name), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return root
}
