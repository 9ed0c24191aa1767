// Command generate writes hooks/openapi.json, the form in which the shop serves its API document, from hooks/openapi.yaml,
// the form in which people write it. Run it from the top of the project after each change of the document:
//
//	go run ./internal/contract/generate
package main

import (
	"fmt"
	"os"

	"lovegiftings/internal/contract"
)

func main() {
	if err := generate("hooks/openapi.yaml", "hooks/openapi.json"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(from, to string) error {
	document, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	written, err := contract.JSON(document)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return os.WriteFile(to, written, 0o644)
}
