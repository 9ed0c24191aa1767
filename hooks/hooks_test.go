package hooks_test

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"lovegiftings/internal/contract"
	"lovegiftings/internal/shoptest"
)

// Every exchange of this package's tests is held against the HTTP contract; together they must have shown each of its
// operations with each of its good answers.
func TestMain(m *testing.M) {
	document, err := os.ReadFile("openapi.yaml")
	if err != nil {
		panic(err)
	}
	if shoptest.Contract, err = contract.Load(document); err != nil {
		panic(err)
	}
	code := m.Run()
	if missing := shoptest.Contract.Uncovered(); code == 0 && len(missing) > 0 && !filtered() {
		fmt.Println("FAIL: no test shows these answers of openapi.yaml:", missing)
		code = 1
	}
	os.Exit(code)
}

// filtered reports whether only some of the tests were asked for.
func filtered() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.fuzz", "test.bench"} {
		if given := flagValue(name); given != "" {
			return true
		}
	}
	return false
}

func flagValue(name string) string {
	if given := flag.Lookup(name); given != nil {
		return given.Value.String()
	}
	return ""
}
