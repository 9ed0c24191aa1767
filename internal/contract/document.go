package contract

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/pb33f/go-yaml"
)

// JSON writes a YAML document as indented JSON. Keys keep the order in which the YAML has them, so equal documents give
// equal bytes and the JSON reads in the order in which the YAML was written. It refuses what JSON has no word for and a
// key that stands twice, which would silently hide the first.
func JSON(document []byte) ([]byte, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(document, &root); err != nil {
		return nil, fmt.Errorf("read the document: %w", err)
	}
	if root.Kind != yaml.DocumentNode || len(root.Content) != 1 {
		return nil, fmt.Errorf("read the document: it is empty")
	}
	var plain bytes.Buffer
	if err := writeNode(&plain, root.Content[0]); err != nil {
		return nil, err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, plain.Bytes(), "", "  "); err != nil {
		return nil, fmt.Errorf("indent the document: %w", err)
	}
	indented.WriteByte('\n')
	return indented.Bytes(), nil
}

func writeNode(to *bytes.Buffer, node *yaml.Node) error {
	switch node.Kind {
	case yaml.MappingNode:
		return writeMapping(to, node)
	case yaml.SequenceNode:
		to.WriteByte('[')
		for i, item := range node.Content {
			if i > 0 {
				to.WriteByte(',')
			}
			if err := writeNode(to, item); err != nil {
				return err
			}
		}
		to.WriteByte(']')
		return nil
	case yaml.ScalarNode:
		return writeScalar(to, node)
	default:
		return fmt.Errorf("line %d: only mappings, lists and plain values are allowed, no anchors", node.Line)
	}
}

func writeMapping(to *bytes.Buffer, node *yaml.Node) error {
	seen := map[string]bool{}
	to.WriteByte('{')
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str" {
			return fmt.Errorf("line %d: the key %s is no text; put it in quotes", key.Line, key.Value)
		}
		if seen[key.Value] {
			return fmt.Errorf("line %d: the key %s stands twice", key.Line, key.Value)
		}
		seen[key.Value] = true
		if i > 0 {
			to.WriteByte(',')
		}
		if err := writeValue(to, key.Value); err != nil {
			return err
		}
		to.WriteByte(':')
		if err := writeNode(to, value); err != nil {
			return err
		}
	}
	to.WriteByte('}')
	return nil
}

func writeScalar(to *bytes.Buffer, node *yaml.Node) error {
	switch tag := node.ShortTag(); tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null":
		var value any
		if err := node.Decode(&value); err != nil {
			return fmt.Errorf("line %d: %w", node.Line, err)
		}
		return writeValue(to, value)
	default:
		return fmt.Errorf("line %d: %s is a %s; put it in quotes", node.Line, node.Value, tag)
	}
}

// writeValue leaves <, > and & as they are: the document is served as JSON, never inside a page.
func writeValue(to *bytes.Buffer, value any) error {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write %v as JSON: %w", value, err)
	}
	return nil
}
