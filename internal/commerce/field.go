package commerce

import (
	"fmt"
	"regexp"
	"strings"

	"lovegiftings/internal/money"
)

// FieldKind says what a shopper fills in.
type FieldKind string

// The kinds of customization field. A town's options are the delivery towns.
const (
	KindText     FieldKind = "text"
	KindLongText FieldKind = "longtext"
	KindColor    FieldKind = "color"
	KindChoice   FieldKind = "choice"
	KindChoices  FieldKind = "choices"
	KindPhone    FieldKind = "phone"
	KindTown     FieldKind = "town"
	KindDate     FieldKind = "date"
	KindPhoto    FieldKind = "photo" // its value is the id of an uploaded photo
)

// The limits that hold where a field names none of its own.
const (
	defaultLineLimit = 60
	defaultTextLimit = 500
	// MaxTextLimit is the greatest number of letters a field may allow.
	MaxTextLimit = 2000
	// MaxExtraDays is the greatest number of days that a field or an option may add.
	MaxExtraDays = 365
)

// Field is what the owner lets shoppers fill in for a product.
type Field struct {
	Key       string // unique in its form, lower case; see [FieldKey]
	Label     string
	Help      string
	Kind      FieldKind
	Required  bool
	Limit     int // the most letters of a text, the most choices of choices; 0: the default, or all
	Least     int // the fewest choices of choices when any are made; 0: one
	Options   []Option
	Surcharge money.Kobo // for filling it in at all
	ExtraDays int        // what filling it in adds to the days of making
	Allowed   Alphabet   // of a text; empty: any characters
	Emoji     EmojiRule  // of a text
	// The field is asked only when the one with this key has this value; an empty value stands for any.
	ShowWhenKey   string
	ShowWhenValue string
}

// EmojiRule says whether a text may hold emoji. Empty, only a text of any characters may.
type EmojiRule string

// The rules that an owner may set.
const (
	EmojiYes EmojiRule = "yes"
	EmojiNo  EmojiRule = "no"
)

// Option is one thing to choose in a field of kind color, choice, choices or town.
type Option struct {
	Value     string     `json:"value"`
	Label     string     `json:"label"`
	Swatch    string     `json:"swatch,omitempty"` // #rrggbb
	Surcharge money.Kobo `json:"surchargeKobo"`
	ExtraDays int        `json:"extraDays"` // what choosing it adds to the days of making
}

// MaxLength is the most letters that the field takes; 0 when it is no text.
func (f Field) MaxLength() int {
	switch {
	case !f.takesText():
		return 0
	case f.Limit > 0:
		return f.Limit
	case f.Kind == KindLongText:
		return defaultTextLimit
	default:
		return defaultLineLimit
	}
}

// MaxChoices is the most options that may be chosen; 0 when the field is not of kind choices.
func (f Field) MaxChoices() int {
	switch {
	case f.Kind != KindChoices:
		return 0
	case f.Limit > 0:
		return f.Limit
	default:
		return len(f.Options)
	}
}

// MinChoices is the fewest options that make an answer; 0 when the field is not of kind choices.
func (f Field) MinChoices() int {
	if f.Kind != KindChoices {
		return 0
	}
	return max(f.Least, 1)
}

// takesText reports whether the field's value is words of the shopper's own.
func (f Field) takesText() bool { return f.Kind == KindText || f.Kind == KindLongText }

// chooses reports whether the field's value is one or more of its options.
func (f Field) chooses() bool {
	switch f.Kind {
	case KindColor, KindChoice, KindChoices, KindTown:
		return true
	}
	return false
}

// option finds an option by its value, whatever the letter case.
func (f Field) option(value string) (Option, bool) {
	for _, option := range f.Options {
		if strings.EqualFold(option.Value, value) {
			return option, true
		}
	}
	return Option{}, false
}

// FieldKey makes a field's key of its label: "Delivery town" becomes "delivery_town". It is empty when the label has no
// letter or digit of the Latin alphabet.
func FieldKey(label string) string { return strings.ReplaceAll(Slug(label), "-", "_") }

var swatch = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

// CheckField tells the owner in words what keeps a field from working; nil when nothing does. The problems stand at the
// names of the fields in the dashboard.
func CheckField(f Field) error {
	var found problems
	if label, ok := CleanLine(f.Label); !ok || label == "" {
		found.add("label", CodeCatalogueInvalid, "Write the question that the shopper sees, for example Inscription.")
	}
	if f.Key == "" || FieldKey(f.Key) != f.Key {
		found.add("key", CodeCatalogueInvalid, "Write the key in small letters, digits and _, for example delivery_town.")
	}
	if f.Limit < 0 || f.Limit > MaxTextLimit {
		found.add("limit", CodeCatalogueInvalid, fmt.Sprintf("Write a limit from 0 (no limit of its own) to %d.", MaxTextLimit))
	}
	if f.Surcharge < 0 {
		found.add("surchargeKobo", CodeCatalogueInvalid, "A surcharge cannot be below 0.")
	}
	if f.ExtraDays < 0 || f.ExtraDays > MaxExtraDays {
		found.add("extraDays", CodeCatalogueInvalid, fmt.Sprintf("Write the days that this adds, from 0 to %d.", MaxExtraDays))
	}
	switch {
	case f.Least < 0 || f.Least > MaxTextLimit:
		found.add("least", CodeCatalogueInvalid, "Write the fewest choices, from 0 (no fewest) up.")
	case f.Kind == KindChoices && f.Limit > 0 && f.Least > f.Limit:
		found.add("least", CodeCatalogueInvalid, fmt.Sprintf("The fewest choices (%d) cannot be more than the most (limit, %d).", f.Least, f.Limit))
	case f.Kind == KindChoices && len(f.Options) > 0 && f.Least > len(f.Options):
		found.add("least", CodeCatalogueInvalid, fmt.Sprintf("There are only %d options to choose from, so nobody could choose %d.", len(f.Options), f.Least))
	}
	if f.chooses() && f.Kind != KindTown {
		checkOptions(f, &found)
	}
	return found.refusal(Invalid)
}

func checkOptions(f Field, found *problems) {
	if len(f.Options) == 0 {
		found.add("options", CodeCatalogueInvalid, `Add the options to choose from, for example [{"value": "wine", "label": "Wine"}].`)
	}
	seen := map[string]bool{}
	for i, option := range f.Options {
		value, ok := CleanLine(option.Value)
		switch {
		case !ok || value == "" || value != option.Value:
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("Option %d needs a value without spaces at its ends.", i+1))
		case strings.TrimSpace(option.Label) == "":
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("Option %d (%s) needs a label: the name that the shopper sees.", i+1, value))
		case seen[strings.ToLower(value)]:
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("The value %s is there twice.", value))
		case option.Surcharge < 0:
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("The surcharge of %s cannot be below 0.", value))
		case option.ExtraDays < 0 || option.ExtraDays > MaxExtraDays:
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("The extraDays of %s are a number from 0 to %d.", value, MaxExtraDays))
		case f.Kind == KindColor && !swatch.MatchString(option.Swatch):
			found.add("options", CodeCatalogueInvalid, fmt.Sprintf("The colour %s needs a swatch such as #7b1e3b.", value))
		}
		seen[strings.ToLower(value)] = true
	}
}
