package commerce

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
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

// answer is what came for one field: its canonical form, blank when nothing was filled in, or what is wrong with it and
// the value as far as it could be read.
type answer struct {
	value   Value
	problem *Problem
}

func (a answer) given() bool { return a.problem != nil || !a.value.blank() }

func (f Field) answer(raw json.RawMessage) answer {
	var value Value
	if len(raw) > 0 && !bytes.Equal(raw, []byte("null")) {
		if err := json.Unmarshal(raw, &value); err != nil {
			return answer{problem: &Problem{Field: f.Key, Code: CodeCustomizationInvalid, Message: fmt.Sprintf("%s must be a text.", f.Label)}}
		}
	}
	if value.blank() {
		return answer{}
	}
	clean, problem := f.clean(value)
	if problem != nil {
		return answer{value: value, problem: problem}
	}
	return answer{value: clean}
}

func missing(field Field) string {
	if field.chooses() {
		return fmt.Sprintf("Choose an option for %s.", field.Label)
	}
	return fmt.Sprintf("Fill in %s.", field.Label)
}

// clean gives the canonical form of one value that is not blank.
func (f Field) clean(value Value) (Value, *Problem) {
	refuse := func(code, message string) (Value, *Problem) {
		return Value{}, &Problem{Field: f.Key, Code: code, Message: message}
	}
	if value.Many != nil && f.Kind != KindChoices {
		return refuse(CodeCustomizationInvalid, fmt.Sprintf("%s takes one answer.", f.Label))
	}
	switch f.Kind {
	case KindText, KindLongText:
		wash := CleanLine
		if f.Kind == KindLongText {
			wash = CleanText
		}
		text, ok := wash(f.spell(value.Text))
		if !ok {
			return refuse(CodeCustomizationInvalid, fmt.Sprintf("%s has a character that cannot be printed. Type it again.", f.Label))
		}
		if tooLong(text, f.MaxLength()) {
			return refuse(CodeCustomizationTooLong, fmt.Sprintf("%s must be %d letters or fewer.", f.Label, f.MaxLength()))
		}
		if message := f.stranger(text); message != "" {
			return refuse(CodeCustomizationInvalid, message)
		}
		return Value{Text: text}, nil
	case KindPhone:
		number, ok := NormalizePhone(value.Text)
		if !ok {
			return refuse(CodePhoneInvalid, fmt.Sprintf("%s must be a phone number, such as 0803 123 4567.", f.Label))
		}
		return Value{Text: number}, nil
	case KindDate:
		day, err := time.Parse(time.DateOnly, strings.TrimSpace(value.Text))
		if err != nil || day.Year() < 1900 || day.Year() > 2200 {
			return refuse(CodeCustomizationInvalid, fmt.Sprintf("%s must be a date, such as 2027-02-14.", f.Label))
		}
		return Value{Text: day.Format(time.DateOnly)}, nil
	case KindChoices:
		return f.cleanChoices(value.list())
	default:
		text, _ := CleanLine(value.Text)
		option, ok := f.option(text)
		if !ok {
			return refuse(CodeCustomizationInvalid, fmt.Sprintf("%s: choose one from the list.", f.Label))
		}
		return Value{Text: option.Value}, nil
	}
}

// cleanChoices keeps the owner's order of the options and each option once.
func (f Field) cleanChoices(chosen []string) (Value, *Problem) {
	picked := map[string]bool{}
	for _, choice := range chosen {
		text, _ := CleanLine(choice)
		if text == "" {
			continue
		}
		option, ok := f.option(text)
		if !ok {
			return Value{}, &Problem{Field: f.Key, Code: CodeCustomizationInvalid, Message: fmt.Sprintf("%s: choose from the list.", f.Label)}
		}
		picked[option.Value] = true
	}
	if len(picked) > f.MaxChoices() {
		return Value{}, &Problem{Field: f.Key, Code: CodeCustomizationTooLong, Message: fmt.Sprintf("%s: choose at most %d.", f.Label, f.MaxChoices())}
	}
	if len(picked) > 0 && len(picked) < f.MinChoices() {
		return Value{}, &Problem{Field: f.Key, Code: CodeCustomizationTooFew, Message: fmt.Sprintf("%s: choose at least %d.", f.Label, f.MinChoices())}
	}
	values := []string{}
	for _, option := range f.Options {
		if picked[option.Value] {
			values = append(values, option.Value)
		}
	}
	return Value{Many: values}, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
