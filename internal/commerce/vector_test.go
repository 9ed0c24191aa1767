package commerce

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the vectors that the browser's tests read")

// vectors is read by the browser's tests too, so that both hold the same rules. After a change of the rules:
// go test ./internal/commerce -run Vectors -update
const vectors = "../../frontend/src/features/product/testdata/customizations.json"

// vectorFile is forms, with the fields written as in the HTTP contract, and what people filled in.
type vectorFile struct {
	Forms map[string][]vectorField `json:"forms"`
	Cases []vector                 `json:"cases"`
}

// vector is one form as somebody filled it in, with what must come of it.
type vector struct {
	Form      string          `json:"form"`
	Filled    map[string]any  `json:"filled"` // what stands in the form's controls, hidden ones included
	Sends     map[string]any  `json:"sends"`  // what the browser sends of it
	Wrong     []string        `json:"wrong"`  // the keys that are refused, in the form's order
	Canonical json.RawMessage `json:"canonical,omitempty"`
	Surcharge int64           `json:"surchargeKobo"`
	Days      int             `json:"makingDays"`
}

type vectorField struct {
	Key        string     `json:"key"`
	Label      string     `json:"label"`
	Help       string     `json:"help"`
	Kind       FieldKind  `json:"kind"`
	Required   bool       `json:"required"`
	Options    []Option   `json:"options"`
	MaxLength  int        `json:"maxLength,omitzero"`
	Allowed    Alphabet   `json:"allowed,omitzero"`
	Emoji      *bool      `json:"emoji,omitempty"`
	MinChoices int        `json:"minChoices,omitzero"`
	MaxChoices int        `json:"maxChoices,omitzero"`
	Surcharge  int64      `json:"surchargeKobo"`
	Days       int        `json:"extraDays"`
	ShowWhen   *condition `json:"showWhen,omitempty"`
}

type condition struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

func vectorFields(fields []Field) []vectorField {
	written := make([]vectorField, len(fields))
	for i, f := range fields {
		written[i] = vectorField{Key: f.Key, Label: f.Label, Kind: f.Kind, Required: f.Required, Options: f.Options, MaxLength: f.MaxLength(),
			MinChoices: f.MinChoices(), MaxChoices: f.MaxChoices(), Surcharge: int64(f.Surcharge), Days: f.ExtraDays}
		if written[i].Options == nil {
			written[i].Options = []Option{}
		}
		if f.takesText() {
			emoji := f.TakesEmoji()
			written[i].Allowed, written[i].Emoji = f.Alphabet(), &emoji
		}
		if f.ShowWhenKey != "" {
			written[i].ShowWhen = &condition{f.ShowWhenKey, f.ShowWhenValue}
		}
	}
	return written
}

// lines writes the file with one form or case a line, so that a change of the rules reads well as a difference.
func (f vectorFile) lines(t *testing.T) []byte {
	t.Helper()
	forms, cases := []string{}, []string{}
	for _, name := range sortedKeys(f.Forms) {
		forms = append(forms, fmt.Sprintf("%q: %s", name, written(t, f.Forms[name])))
	}
	for _, one := range f.Cases {
		cases = append(cases, string(written(t, one)))
	}
	return fmt.Appendf(nil, "{\n\"forms\": {\n%s\n},\n\"cases\": [\n%s\n]\n}\n", strings.Join(forms, ",\n"), strings.Join(cases, ",\n"))
}

// reckoned says what the rules make of a filled-in form.
func reckoned(t *testing.T, name string, fields []Field, filled map[string]any) vector {
	t.Helper()
	v := vector{Form: name, Filled: filled, Sends: map[string]any{}, Wrong: []string{}}
	for key, value := range filled {
		v.Sends[key] = value
	}
	answers := map[string]answer{}
	for _, field := range fields {
		answers[field.Key] = field.answer(written(t, filled[field.Key]))
	}
	for _, field := range fields {
		if !asks(fields, field, answers) || !answers[field.Key].given() {
			delete(v.Sends, field.Key)
		}
	}
	got, err := Customize(fields, written(t, v.Sends))
	if refusal, ok := err.(*Refusal); ok {
		for _, problem := range refusal.Problems {
			v.Wrong = append(v.Wrong, problem.Field)
		}
		return v
	}
	v.Canonical = json.RawMessage(got.Canonical())
	for _, detail := range Details(fields, got) {
		v.Surcharge += int64(detail.Surcharge)
		v.Days += detail.ExtraDays
	}
	return v
}

func written(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// conditional is a form in which most fields wait for others.
var conditional = []Field{
	{Key: "engraving", Label: "Engraving", Kind: KindChoice, Required: true, Options: []Option{{Value: "none", Label: "None"}, {Value: "Name", Label: "A name", Surcharge: 50_000, ExtraDays: 1}, {Value: "photo", Label: "A drawing"}}},
	{Key: "inscription", Label: "Inscription", Kind: KindText, Required: true, Limit: 12, Allowed: AlphabetEngraver, Surcharge: 100_000, ExtraDays: 2, ShowWhenKey: "engraving", ShowWhenValue: "name"},
	{Key: "ink", Label: "Ink", Kind: KindColor, Required: true, ShowWhenKey: "inscription", Options: []Option{{Value: "gold", Label: "Gold", Swatch: "#e0a526", Surcharge: 7_000, ExtraDays: 1}, {Value: "black", Label: "Black", Swatch: "#000000"}}},
	{Key: "extras", Label: "Extras", Kind: KindChoices, Least: 2, Limit: 3, Options: []Option{{Value: "card", Label: "Card", Surcharge: 1_000}, {Value: "candle", Label: "Candle", ExtraDays: 3}, {Value: "bow", Label: "Bow"}, {Value: "box", Label: "Box"}}},
	{Key: "bow_text", Label: "Words on the bow", Kind: KindLongText, Allowed: AlphabetAny, Emoji: EmojiNo, ShowWhenKey: "extras", ShowWhenValue: "BOW"},
	{Key: "year", Label: "Year", Kind: KindText, Limit: 4, Allowed: AlphabetDigits, ShowWhenKey: "gone", ShowWhenValue: "x"},
	{Key: "round", Label: "Round", Kind: KindText, Allowed: AlphabetLetters, Emoji: EmojiYes, ShowWhenKey: "about", ShowWhenValue: "x"},
	{Key: "about", Label: "About", Kind: KindText, Required: true, ShowWhenKey: "round", ShowWhenValue: "y"},
	{Key: "day", Label: "Day", Kind: KindDate, ExtraDays: 1},
	{Key: "phone", Label: "Phone", Kind: KindPhone, Surcharge: 1},
}

// filledForm draws what may stand in the form's controls: options only where there are some, any text elsewhere.
var filledForm = rapid.Custom(func(t *rapid.T) map[string]any {
	filled := map[string]any{}
	for _, field := range conditional {
		if rapid.IntRange(0, 3).Draw(t, "skip "+field.Key) == 0 {
			continue
		}
		switch {
		case field.Kind == KindChoices:
			chosen := []string{}
			for _, option := range field.Options {
				if rapid.Bool().Draw(t, option.Value) {
					chosen = append(chosen, option.Value)
				}
			}
			if len(chosen) > 0 {
				filled[field.Key] = chosen
			}
		case field.chooses():
			filled[field.Key] = rapid.SampledFrom(field.Options).Draw(t, field.Key).Value
		case field.Kind == KindDate:
			filled[field.Key] = "2027-02-14"
		case field.Kind == KindPhone:
			filled[field.Key] = rapid.SampledFrom([]string{"0803 123 4567", "0803"}).Draw(t, field.Key)
		default:
			filled[field.Key] = rapid.StringOfN(rapid.SampledFrom(spellings), 1, 6, -1).Draw(t, field.Key) + rapid.SampledFrom([]string{"", "\ufe0f", "\u20e3", "a\u0323\u0301"}).Draw(t, "end")
		}
	}
	return filled
})

// spellings are characters at the edges of the alphabets.
var spellings = []rune("aZ09 .,'’-&!?()/+♥❤@#*%$₦ßøƁɓƘƙỌọṣẹŋʒжñ中★✓©™🎂🏽🇳\u200d\u0301\u0323\u0308_\"“:;")

func TestTheVectorsThatTheBrowserReadsAreWhatTheRulesSay(t *testing.T) {
	file := vectorFile{Forms: map[string][]vectorField{}}
	try := func(form string, fields []Field, filled map[string]any) {
		file.Forms[form] = vectorFields(fields)
		file.Cases = append(file.Cases, reckoned(t, form, fields, filled))
	}
	one := func(form string, field Field, texts ...string) {
		field.Key, field.Label = "words", "Words"
		for _, text := range texts {
			try(form, []Field{field}, map[string]any{"words": text})
		}
	}
	names := []string{"Ada", "Ọlábísí", "O\u0323la\u0301bi\u0301si\u0301", "Nne & Nna ♥", "Ɗan Ƙasa ’27", "♥\ufe0f", "Ada ❤", "Ada 🎂", "1️⃣", "No. 7 (a/b)!?", "a@b", "ж", "中", "3 - 2 + 1", "2027", "©", "★", "\"Ada\"", "🇳🇬", "a\u200db", "Ads-Rose", "ŋ", "ß", "_", "\u0301", "a\u0309"}
	for _, alphabet := range []Alphabet{AlphabetAny, AlphabetEngraver, AlphabetLetters, AlphabetDigits} {
		for _, emoji := range []EmojiRule{"", EmojiYes, EmojiNo} {
			one(strings.TrimSpace(string(alphabet)+", emoji "+string(emoji)), Field{Kind: KindText, Allowed: alphabet, Emoji: emoji}, names...)
		}
	}
	one("several lines for the engraver", Field{Kind: KindLongText, Allowed: AlphabetEngraver}, "Ada\nObi", "Ada\r\n\r\nObi 7", "Ada\n🎂")
	for i := range 120 {
		try("conditional", conditional, filledForm.Example(i))
	}
	now := file.lines(t)
	if *update {
		if err := os.WriteFile(vectors, now, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectors)
	if err != nil {
		t.Fatal(err)
	}
	var read, want any
	if err := json.Unmarshal(kept, &read); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(now, &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(read, want) {
		t.Error("the rules have changed: go test ./internal/commerce -run Vectors -update, then look at the browser's tests")
	}
	taken := 0
	for _, form := range file.Cases {
		if len(form.Wrong) == 0 {
			taken++
		}
	}
	if taken < len(file.Cases)/5 || taken > len(file.Cases)*4/5 {
		t.Errorf("of %d forms %d are taken: one side is hardly tried", len(file.Cases), taken)
	}
}
