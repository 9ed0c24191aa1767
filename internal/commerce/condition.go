package commerce

import (
	"fmt"
	"slices"
	"strings"
)

// conditions gives the chain of fields on whose answers it depends whether a field is asked: its own condition first,
// then the condition of the field that this one names, and so on. A condition that names no field of the form counts
// for nothing, and so do all of a chain that comes back to itself: the owner is warned of both, and a question too many
// does less harm than one that nobody can reach.
func conditions(fields []Field, field Field) []Field {
	chain := []Field{}
	seen := map[string]bool{field.Key: true}
	for at := field; at.ShowWhenKey != ""; {
		i := slices.IndexFunc(fields, func(other Field) bool { return other.Key == at.ShowWhenKey })
		if i < 0 {
			return chain
		}
		chain = append(chain, at)
		at = fields[i]
		if seen[at.Key] {
			return nil
		}
		seen[at.Key] = true
	}
	return chain
}

// asks reports whether a field of a form is asked with these answers, the wrong ones among them included: one choice too
// many does not make the questions disappear that hang on the others.
func asks(fields []Field, field Field, answers map[string]answer) bool {
	for _, one := range conditions(fields, field) {
		if given := answers[one.ShowWhenKey].value; given.blank() || !one.wants(given) {
			return false
		}
	}
	return true
}

// wants reports whether an answer to the field that ShowWhenKey names is the one for which this field is asked.
func (f Field) wants(given Value) bool {
	return f.ShowWhenValue == "" || slices.ContainsFunc(given.list(), func(one string) bool {
		one, _ = CleanLine(one)
		return strings.EqualFold(one, f.ShowWhenValue)
	})
}

// CheckCondition tells the owner in words why a field's condition can never hold in its form; nil when it can.
func CheckCondition(fields []Field, field Field) error {
	refuse := func(name, message string) error {
		return Refuse(Invalid, name, CodeCatalogueInvalid, message)
	}
	if field.ShowWhenKey == "" {
		if field.ShowWhenValue != "" {
			return refuse("showWhenKey", "Write the key of the field that must have this value, or empty the value.")
		}
		return nil
	}
	if field.ShowWhenKey == field.Key {
		return refuse("showWhenKey", "A field cannot wait for itself. Write the key of another field.")
	}
	i := slices.IndexFunc(fields, func(other Field) bool { return other.Key == field.ShowWhenKey })
	if i < 0 {
		keys := []string{}
		for _, other := range fields {
			if other.Key != field.Key {
				keys = append(keys, other.Key)
			}
		}
		if len(keys) == 0 {
			return refuse("showWhenKey", "This form has no other field. Add the other field first.")
		}
		return refuse("showWhenKey", fmt.Sprintf("This form has no field %s. It has: %s.", field.ShowWhenKey, strings.Join(keys, ", ")))
	}
	if conditions(fields, field) == nil {
		return refuse("showWhenKey", fmt.Sprintf("%s is itself shown only when this field is: a circle. Choose a field that does not wait for this one.", fields[i].Label))
	}
	if other := fields[i]; field.ShowWhenValue != "" && other.chooses() {
		if _, ok := other.option(field.ShowWhenValue); !ok {
			values := []string{}
			for _, option := range other.Options {
				values = append(values, option.Value)
			}
			return refuse("showWhenValue", fmt.Sprintf("%s has no option %s. It has: %s.", other.Label, field.ShowWhenValue, strings.Join(values, ", ")))
		}
	}
	return nil
}
