package commerce

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Customizations is what a shopper filled in for one piece: field key to value. What [Customize] returns is the one
// canonical form; it is kept and shown unchanged from the cart to the workshop.
type Customizations map[string]Value

// Value is one text, or, for a field of kind choices, several. In JSON it is a string or an array of strings.
type Value struct {
	Text string
	Many []string // not nil exactly when the value is several
}

// MarshalJSON writes a string or an array of strings.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.Many != nil {
		return json.Marshal(v.Many)
	}
	return json.Marshal(v.Text)
}

// UnmarshalJSON reads a string or an array of strings and refuses everything else.
func (v *Value) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		v.Many = []string{}
		return json.Unmarshal(data, &v.Many)
	}
	if !bytes.HasPrefix(data, []byte(`"`)) {
		return fmt.Errorf("a customization is a text or a list of texts")
	}
	return json.Unmarshal(data, &v.Text)
}

// blank reports whether nothing was filled in.
func (v Value) blank() bool {
	if v.Many != nil {
		return len(v.Many) == 0
	}
	return strings.TrimSpace(v.Text) == ""
}

// list gives the value as several, whichever it is.
func (v Value) list() []string {
	if v.Many != nil {
		return v.Many
	}
	return []string{v.Text}
}

// Canonical is the JSON of the canonical form, its keys sorted: equal customizations have equal bytes.
func (c Customizations) Canonical() string {
	if len(c) == 0 {
		return "{}"
	}
	written, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(written)
}

// Key is a short name for the canonical form; lines of a cart with the same product and key are one line.
func (c Customizations) Key() string {
	sum := sha256.Sum256([]byte(c.Canonical()))
	return hex.EncodeToString(sum[:16])
}

// Customize holds what a client sent as customizations (any JSON; nothing at all and null are an empty form) against
// the product's fields and gives its canonical form. The refusal names each wrong field by its key.
//
// A field whose condition does not hold is not asked: it is not required, and a value sent for it is refused, not
// dropped. What is taken is so always what was sent, in one spelling; a client that keeps to the form never sends such a
// value, and one that does is told before the gift is made without the words that it sent.
func Customize(fields []Field, sent []byte) (Customizations, error) {
	given, err := parseCustomizations(sent)
	if err != nil {
		return nil, err
	}
	return customize(fields, given)
}

func parseCustomizations(sent []byte) (map[string]json.RawMessage, error) {
	if sent = bytes.TrimSpace(sent); len(sent) == 0 {
		return nil, nil
	}
	var given map[string]json.RawMessage
	if err := json.Unmarshal(sent, &given); err != nil {
		return nil, Refuse(Invalid, "customizations", CodeCustomizationInvalid, "Send the customizations as an object of keys and values.")
	}
	return given, nil
}

func customize(fields []Field, given map[string]json.RawMessage) (Customizations, error) {
	var found problems
	canonical := Customizations{}
	sent := map[string]json.RawMessage{}
	for _, name := range sortedKeys(given) {
		key := strings.ToLower(strings.TrimSpace(name))
		if key == "" {
			found.add("customizations", CodeCustomizationUnknown, "A customization came without its name.")
			continue
		}
		if _, twice := sent[key]; twice {
			found.add(key, CodeCustomizationInvalid, "This is filled in twice.")
			continue
		}
		sent[key] = given[name]
	}
	answers := map[string]answer{}
	for _, field := range fields {
		answers[field.Key] = field.answer(sent[field.Key])
		delete(sent, field.Key)
	}
	for _, field := range fields {
		answer := answers[field.Key]
		switch asked := asks(fields, field, answers); {
		case !asked && answer.given():
			found.add(field.Key, CodeCustomizationHidden, fmt.Sprintf("%s is not asked with what you chose. Leave it empty.", field.Label))
		case answer.problem != nil:
			found = append(found, *answer.problem)
		case !answer.value.blank():
			canonical[field.Key] = answer.value
		case asked && field.Required:
			found.add(field.Key, CodeCustomizationMissing, missing(field))
		}
	}
	for _, key := range sortedKeys(sent) {
		found.add(key, CodeCustomizationUnknown, "This gift does not take that customization.")
	}
	if err := found.refusal(Invalid); err != nil {
		return nil, err
	}
	return canonical, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
