package commerce

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// anyJSON draws JSON of every shape, thick with the keys and values of the form.
func anyJSON(depth int) *rapid.Generator[any] {
	kinds := []*rapid.Generator[any]{
		rapid.Just(any(nil)), rapid.Float64Range(-1e9, 1e9).AsAny(), rapid.Bool().AsAny(), trickyText.AsAny(),
		rapid.SampledFrom([]string{"wine", "NAVY BLUE", "her", "candle", "0803 123 4567", "Ikeja", "2027-02-14", "", " ", "Ada"}).AsAny(),
	}
	if depth > 0 {
		key := rapid.OneOf(rapid.SampledFrom([]string{"colour", "Colour", " colour", "inscription", "message", "recipient", "extras", "EXTRAS", "phone", "delivery_town", "day", "size", ""}), trickyText)
		kinds = append(kinds, rapid.SliceOfN(anyJSON(depth-1), 0, 4).AsAny(), rapid.MapOfN(key, anyJSON(depth-1), 0, 6).AsAny())
	}
	return rapid.OneOf(kinds...)
}

func TestAnyJSONIsRefusedAtAFieldOrKeptInAFixedForm(t *testing.T) {
	taken, refused, named := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		value, only := anyJSON(3).Draw(t, "sent"), ""
		if rapid.Bool().Draw(t, "inside a good form") {
			form := validForm.Draw(t, "form").values
			only = rapid.SampledFrom(everyKind).Draw(t, "field").Key
			form[only] = value
			value = form
		}
		sent, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if customizeHolds(t, everyKind, sent) {
			taken++
			return
		}
		refused++
		if only == "" {
			return
		}
		_, err = Customize(everyKind, sent)
		for _, problem := range err.(*Refusal).Problems {
			if problem.Field != only {
				t.Fatalf("%s is right but for %s, and is refused at %s: %s", sent, only, problem.Field, problem.Message)
			}
		}
		named++
	})
	if taken == 0 || refused == 0 || named == 0 {
		t.Errorf("%d forms were taken, %d refused, %d of those for a single field: a part of the law was not tried", taken, refused, named)
	}
}

func isField(fields []Field, key string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Key == key })
}

// customizeHolds are the laws of Customize for any form and any bytes at all. It reports whether they were taken.
func customizeHolds(t interface{ Fatalf(string, ...any) }, fields []Field, sent []byte) bool {
	got, err := Customize(fields, sent)
	if err != nil {
		refusal, ok := err.(*Refusal)
		if !ok || refusal.Kind != Invalid || len(refusal.Problems) == 0 || got != nil {
			t.Fatalf("%q gives %v and %#v, want a refusal alone", sent, got, err)
		}
		var object map[string]json.RawMessage
		_ = json.Unmarshal(sent, &object) // what is no object has no keys
		keys := map[string]bool{}
		for name := range object {
			keys[strings.ToLower(strings.TrimSpace(name))] = true
		}
		for _, problem := range refusal.Problems {
			if problem.Field == "" || problem.Code == "" || problem.Message == "" {
				t.Fatalf("%q is refused by %+v, which does not say where or why", sent, problem)
			}
			if problem.Field != "customizations" && !isField(fields, problem.Field) && !keys[problem.Field] {
				t.Fatalf("%q is refused at %q, which is no field and was not sent", sent, problem.Field)
			}
		}
		return false
	}
	again, err := Customize(fields, []byte(got.Canonical()))
	if err != nil || again.Key() != got.Key() || again.Canonical() != got.Canonical() {
		t.Fatalf("%q gives %s, and that gives %s, %v", sent, got.Canonical(), again.Canonical(), err)
	}
	var stored Customizations
	if err := json.Unmarshal([]byte(got.Canonical()), &stored); err != nil || stored.Key() != got.Key() {
		t.Fatalf("%s comes back from where it is kept as %s, %v", got.Canonical(), stored.Canonical(), err)
	}
	for _, field := range fields {
		value, there := got[field.Key]
		asked := askedIn(fields, field, got)
		if asked && field.Required && !there {
			t.Fatalf("%q was taken without %s", sent, field.Key)
		}
		if there && !asked {
			t.Fatalf("%q keeps %s, which is not asked", sent, field.Key)
		}
		if there && field.takesText() && field.stranger(value.Text) != "" {
			t.Fatalf("%q keeps %s: %s", sent, field.Key, field.stranger(value.Text))
		}
		if there && len(value.list()) < field.MinChoices() {
			t.Fatalf("%q keeps fewer than %d choices of %s", sent, field.MinChoices(), field.Key)
		}
		if there && value.blank() {
			t.Fatalf("%q keeps a blank %s", sent, field.Key)
		}
		if (value.Many != nil) != (there && field.Kind == KindChoices) {
			t.Fatalf("%q keeps %s as %+v", sent, field.Key, value)
		}
		if limit := field.MaxLength(); limit > 0 && Letters(value.Text) > limit {
			t.Fatalf("%q keeps more than %d letters of %s", sent, limit, field.Key)
		}
		if limit := field.MaxChoices(); limit > 0 && len(value.Many) > limit {
			t.Fatalf("%q keeps more than %d choices of %s", sent, limit, field.Key)
		}
	}
	for key := range got {
		if !isField(fields, key) {
			t.Fatalf("%q keeps %s, which is no field", sent, key)
		}
	}
	return true
}

// askedIn reckons by itself, from the canonical form alone, whether a field is asked: step by step along what each waits
// for, and always where the steps come back or lead nowhere.
func askedIn(fields []Field, field Field, kept Customizations) bool {
	holds, at := true, field
	for range len(fields) + 1 {
		next := slices.IndexFunc(fields, func(f Field) bool { return at.ShowWhenKey != "" && f.Key == at.ShowWhenKey })
		if next < 0 {
			return holds
		}
		value, there := kept[at.ShowWhenKey]
		wanted := at.ShowWhenValue == "" || slices.ContainsFunc(value.list(), func(one string) bool { return strings.EqualFold(one, at.ShowWhenValue) })
		holds, at = holds && there && wanted, fields[next]
	}
	return true
}

func FuzzCustomize(f *testing.F) {
	for _, sent := range []string{
		``, ` `, `null`, `7`, `"wine"`, `[]`, `{}`, `[[[]]]`, `{"colour":"wine"}`, `{"colour":"wine"} {}`, `{"colour":"wine","Colour":"Navy blue"}`, `{"colour":"wine","colour":"navy blue"}`,
		`{"colour":"wine","inscription":"abc\u202edef\u202c"}`, `{"colour":"wine","inscription":"` + family + `"}`, `{"colour":"wine","inscription":"` + yorubaNFC + `"}`,
		`{"colour":"wine","inscription":"` + yorubaNFD + `","message":"` + yorubaNFD + `\n\n\n` + yorubaNFC + `"}`, `{"colour":"wine","inscription":"\ud83d\udc68\u200d"}`, `{"colour":"wine","inscription":"\ud800"}`,
		"{\"colour\":\"wine\",\"inscription\":\"a\xff\"}", `{"colour":"wine","extras":[["candle"]]}`, `{"colour":"wine","extras":["CANDLE",null,"chocolate"]}`, `{"colour":null,"extras":null}`,
		`{"colour":1e400,"phone":-0,"day":true}`, `{"colour":{"colour":{"colour":"wine"}}}`, `{"colour":` + strings.Repeat("[", 11_000), strings.Repeat(`{"colour":`, 5_000) + `"wine"` + strings.Repeat("}", 5_000),
		`{"colour":"wine","phone":"00234 (0) 803 123 4567","delivery_town":"IJEBU-ODE","day":"2028-02-29","recipient":"Him"}`, `{"colour":"wine","":"","customizations":"x","\u0000":"y"}`,
		`{"colour":"wine","day":"0000-00-00"}`, `{"colour":"wine","inscription":"` + strings.Repeat("a\u0301", 24) + `"}`, `{"colour":"wine","message":"\u2028\u2029\r\r\n"}`, `{"coloUR":"wine","Key":"\u212a"}`,
	} {
		f.Add([]byte(sent))
	}
	for _, form := range []string{
		`{"engraving":"name","inscription":"Ada \u2665\ufe0f","ink":"GOLD"}`, `{"engraving":"none","inscription":"Ada"}`, `{"engraving":"NAME","inscription":"\ud83c\udf82","ink":"gold"}`, `{"engraving":"none","ink":"gold"}`,
		`{"engraving":"none","extras":["card"]}`, `{"engraving":"none","extras":["bow","card"],"bow_text":"a\ufe0f"}`, `{"engraving":"none","year":"20 27","round":"y","about":"x"}`, `{"engraving":7,"inscription":"Ada","about":"a"}`,
	} {
		f.Add([]byte(form))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		customizeHolds(t, everyKind, sent)
		customizeHolds(t, conditional, sent)
	})
}
