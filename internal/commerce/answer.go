package commerce

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// photoID is the shape of a photo's name; whose photo it is the shop knows.
var photoID = regexp.MustCompile(`^[a-z0-9]{15}$`)

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
	if field.Kind == KindPhoto {
		return fmt.Sprintf("Upload a photo for %s.", field.Label)
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
	case KindPhoto:
		id := strings.TrimSpace(value.Text)
		if !photoID.MatchString(id) {
			return refuse(CodeCustomizationInvalid, fmt.Sprintf("%s: upload the photo again.", f.Label))
		}
		return Value{Text: id}, nil
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
