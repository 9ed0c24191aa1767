package commerce

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

func TestWhatAShopperFillsInIsKeptInOneForm(t *testing.T) {
	long := strings.Repeat("ẹ\u0301", 24)
	for name, row := range map[string]struct{ sent, want string }{
		"only what is required":                      {`{"colour":"wine"}`, `{"colour":"wine"}`},
		"keys in any letter case and with spaces":    {`{" COLOUR ":"wine","Inscription":"Ada"}`, `{"colour":"wine","inscription":"Ada"}`},
		"options in any letter case, as the owner's": {`{"colour":"nAVY  BLUE ","recipient":"HER"}`, `{"colour":"Navy blue","recipient":"her"}`},
		"options in parts of letters":                {`{"colour":"wine","extras":["E\u0323\u0300bu\u0300n"]}`, `{"colour":"wine","extras":["Ẹ̀bùn"]}`},
		"what is left blank is left out":             {`{"colour":"wine","inscription":"  ","message":null,"extras":[],"phone":"","day":""}`, `{"colour":"wine"}`},
		"choices of nothing are left out":            {`{"colour":"wine","extras":[""," "]}`, `{"colour":"wine"}`},
		"choices once, in the owner's order":         {`{"colour":"wine","extras":["Candle","chocolate","candle"]}`, `{"colour":"wine","extras":["chocolate","candle"]}`},
		"one of the choices as a text":               {`{"colour":"wine","extras":"candle"}`, `{"colour":"wine","extras":["candle"]}`},
		"a phone number in any spelling":             {`{"colour":"wine","phone":"0803 123 4567"}`, `{"colour":"wine","phone":"+2348031234567"}`},
		"a town in any letter case":                  {`{"colour":"wine","delivery_town":"ijebu-ode"}`, `{"colour":"wine","delivery_town":"Ijebu-Ode"}`},
		"a date":                                     {`{"colour":"wine","day":" 2028-02-29 "}`, `{"colour":"wine","day":"2028-02-29"}`},
		"an inscription of one line":                 {`{"colour":"wine","inscription":" Ada \n& Obi "}`, `{"colour":"wine","inscription":"Ada \u0026 Obi"}`},
		"a message of several lines":                 {`{"colour":"wine","message":"Dear Ada,\r\n\r\n\r\nlove\n"}`, `{"colour":"wine","message":"Dear Ada,\n\nlove"}`},
		"as many letters as fit, marks and all":      {`{"colour":"wine","inscription":"` + long + `"}`, `{"colour":"wine","inscription":"` + long + `"}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Customize(everyKind, []byte(row.sent))
			if err != nil {
				refusedFor(t, err)
				t.Fatal(err)
			}
			if got.Canonical() != row.want {
				t.Errorf("got %s, want %s", got.Canonical(), row.want)
			}
		})
	}
}

func TestWhatCannotBeMadeIsRefusedAtItsField(t *testing.T) {
	for name, row := range map[string]struct{ sent, want string }{
		"nothing sent":                          {``, "colour customization_missing"},
		"null":                                  {`null`, "colour customization_missing"},
		"an empty form":                         {`{}`, "colour customization_missing"},
		"a required field left blank":           {`{"colour":" "}`, "colour customization_missing"},
		"a required field of null":              {`{"colour":null}`, "colour customization_missing"},
		"a list":                                {`["wine"]`, "customizations customization_invalid"},
		"a text":                                {`"wine"`, "customizations customization_invalid"},
		"a number":                              {`7`, "customizations customization_invalid"},
		"broken JSON":                           {`{"colour":`, "customizations customization_invalid"},
		"two JSON values":                       {`{"colour":"wine"} {}`, "customizations customization_invalid"},
		"nested deeper than any form":           {`{"colour":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, "customizations customization_invalid"},
		"an option that is not there":           {`{"colour":"pink"}`, "colour customization_invalid"},
		"the label instead of the value":        {`{"colour":"wine","recipient":"For her"}`, "recipient customization_invalid"},
		"several colours":                       {`{"colour":["wine","wine"]}`, "colour customization_invalid"},
		"a number for a text":                   {`{"colour":"wine","inscription":7}`, "inscription customization_invalid"},
		"an object for a text":                  {`{"colour":"wine","inscription":{"a":"b"}}`, "inscription customization_invalid"},
		"true for a text":                       {`{"colour":"wine","inscription":true}`, "inscription customization_invalid"},
		"a list for a text":                     {`{"colour":"wine","inscription":["Ada"]}`, "inscription customization_invalid"},
		"lists in a list":                       {`{"colour":"wine","extras":[["candle"]]}`, "extras customization_invalid"},
		"numbers in a list":                     {`{"colour":"wine","extras":[1]}`, "extras customization_invalid"},
		"a choice that is not there":            {`{"colour":"wine","extras":["candle","car"]}`, "extras customization_invalid"},
		"too many choices":                      {`{"colour":"wine","extras":["candle","chocolate","Ẹ̀bùn"]}`, "extras customization_too_long"},
		"too many letters":                      {`{"colour":"wine","inscription":"` + strings.Repeat("a", 25) + `"}`, "inscription customization_too_long"},
		"too long a message":                    {`{"colour":"wine","message":"` + strings.Repeat("a", 501) + `"}`, "message customization_too_long"},
		"a letter under thousands of accents":   {`{"colour":"wine","inscription":"a` + strings.Repeat("\u0301", 5000) + `"}`, "inscription customization_too_long"},
		"letters that reorder themselves":       {`{"colour":"wine","inscription":"abc\u202edef"}`, "inscription customization_invalid"},
		"half of a letter":                      {`{"colour":"wine","inscription":"\ud800"}`, "inscription customization_invalid"},
		"broken UTF-8":                          {"{\"colour\":\"wine\",\"inscription\":\"a\xff\"}", "inscription customization_invalid"},
		"an inscription that cannot be seen":    {`{"colour":"wine","inscription":"\u200d"}`, "inscription customization_invalid"},
		"what is no phone number":               {`{"colour":"wine","phone":"call me"}`, "phone phone_invalid"},
		"a town that is not served":             {`{"colour":"wine","delivery_town":"Kano"}`, "delivery_town customization_invalid"},
		"a day that is not in the calendar":     {`{"colour":"wine","day":"2027-02-29"}`, "day customization_invalid"},
		"a day written another way":             {`{"colour":"wine","day":"14/02/2027"}`, "day customization_invalid"},
		"a day with a time":                     {`{"colour":"wine","day":"2027-02-14T00:00:00Z"}`, "day customization_invalid"},
		"a day before anybody's time":           {`{"colour":"wine","day":"0001-01-01"}`, "day customization_invalid"},
		"a field that the product has not":      {`{"colour":"wine","size":"L"}`, "size customization_unknown"},
		"a field that the product has not, nil": {`{"colour":"wine","size":null}`, "size customization_unknown"},
		"a field without a name":                {`{"colour":"wine","":"x"}`, "customizations customization_unknown"},
		"a field twice in other letter case":    {`{"colour":"wine","Colour":"wine"}`, "colour customization_invalid"},
		"everything that is wrong, at once": {
			`{"inscription":7,"phone":"x","size":"L"}`,
			"colour customization_missing, inscription customization_invalid, phone phone_invalid, size customization_unknown",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Customize(everyKind, []byte(row.sent))
			if got != nil {
				t.Errorf("it gives %s all the same", got.Canonical())
			}
			wantRefusal(t, err, Invalid, row.want)
		})
	}
}

func TestARefusalIsToldInTheSameWordsEveryTime(t *testing.T) {
	sent := []byte(`{"Colour":"wine","colour":7,"COLOUR":"pink","a":"1","A":"2","b":"3"}`)
	_, first := Customize(everyKind, sent)
	for range 50 {
		if _, again := Customize(everyKind, sent); !reflect.DeepEqual(first, again) {
			t.Fatalf("first %+v, then %+v", first, again)
		}
	}
}

func TestARequiredChoiceOfNothingIsMissing(t *testing.T) {
	fields := []Field{{Key: "extras", Label: "Extras", Kind: KindChoices, Required: true, Options: []Option{{Value: "candle", Label: "Candle"}}}}
	for _, sent := range []string{`{"extras":[]}`, `{"extras":[""]}`, `{"extras":[" ",null]}`, `{"extras":""}`, `{}`} {
		_, err := Customize(fields, []byte(sent))
		wantRefusal(t, err, Invalid, "extras customization_missing")
	}
}

func TestAProductWithoutFieldsTakesOnlyAnEmptyForm(t *testing.T) {
	got, err := Customize(nil, []byte(` { } `))
	if err != nil || got.Canonical() != "{}" || got.Key() != Customizations(nil).Key() {
		t.Errorf("got %s, %v", got.Canonical(), err)
	}
	_, err = Customize(nil, []byte(`{"colour":"wine"}`))
	wantRefusal(t, err, Invalid, "colour customization_unknown")
}

func TestAValueIsATextOrAListOfTexts(t *testing.T) {
	for _, written := range []string{`"wine"`, `""`, `[]`, `["a"]`, `["a","b"]`} {
		var value Value
		if err := json.Unmarshal([]byte(written), &value); err != nil {
			t.Fatalf("%s: %v", written, err)
		}
		if again, err := json.Marshal(value); err != nil || string(again) != written {
			t.Errorf("%s comes back as %s, %v", written, again, err)
		}
	}
	for _, written := range []string{`7`, `null`, `true`, `{}`, `[1]`, `[["a"]]`, `[{}]`} {
		var value Value
		if err := json.Unmarshal([]byte(written), &value); err == nil {
			t.Errorf("%s was read as %+v", written, value)
		}
	}
}

func TestDetailsReadAsPeopleRead(t *testing.T) {
	given := Customizations{
		"day": {Text: "2027-02-14"}, "colour": {Text: "Navy blue"}, "extras": {Many: []string{"chocolate", "candle"}}, "inscription": {Text: "Ada"},
		"zodiac": {Text: "leo"}, "old": {Many: []string{"a", "b"}},
	}
	want := []Detail{
		{Key: "colour", Label: "Colour", Kind: KindColor, Value: "Navy blue", Swatch: "#14213d", Surcharge: 20_000},
		{Key: "inscription", Label: "Inscription", Kind: KindText, Value: "Ada", Surcharge: 150_000},
		{Key: "extras", Label: "Extras", Kind: KindChoices, Value: "Chocolate, Scented candle", Surcharge: 201_000},
		{Key: "day", Label: "Day", Kind: KindDate, Value: "2027-02-14"},
		{Key: "old", Label: "old", Kind: KindText, Value: "a, b"},
		{Key: "zodiac", Label: "zodiac", Kind: KindText, Value: "leo"},
	}
	if got := Details(everyKind, given); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := Details(everyKind, nil); got == nil || len(got) != 0 {
		t.Errorf("no customizations have the details %#v, want an empty list", got)
	}
}

func TestDetailsOfAFieldThatTheOwnerChangedStillSayWhatWasChosen(t *testing.T) {
	now := []Field{{Key: "extras", Label: "Extras", Kind: KindText}, {Key: "colour", Label: "Colour", Kind: KindColor}}
	got := Details(now, Customizations{"extras": {Many: []string{"candle", "card"}}, "colour": {Text: "wine"}})
	if len(got) != 2 || got[0].Value != "candle, card" || got[1].Value != "wine" || got[1].Surcharge != 0 {
		t.Errorf("got %+v", got)
	}
}

// filledIn draws a form that is filled in rightly, together with what it adds to the price, reckoned here by itself.
type filledIn struct {
	values    map[string]any
	surcharge money.Kobo
}

var validForm = rapid.Custom(func(t *rapid.T) filledIn {
	form := filledIn{values: map[string]any{}}
	for _, field := range everyKind {
		if !field.Required && rapid.Bool().Draw(t, "skip "+field.Key) {
			continue
		}
		form.surcharge += field.Surcharge
		switch field.Kind {
		case KindText, KindLongText:
			form.values[field.Key] = rapid.SampledFrom([]string{"Ada", "Ada & Obi", "<b>", yorubaNFC, yorubaNFD, family, "🇳🇬 2027"}).Draw(t, field.Key)
		case KindPhone:
			form.values[field.Key] = rapid.SampledFrom([]string{"0803 123 4567", "+44 7911 123456"}).Draw(t, field.Key)
		case KindDate:
			form.values[field.Key] = rapid.SampledFrom([]string{"2027-02-14", "2028-02-29"}).Draw(t, field.Key)
		case KindChoices:
			chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(field.Options), 1, field.Limit, func(o Option) string { return o.Value }).Draw(t, field.Key)
			values := []string{}
			for _, option := range chosen {
				values = append(values, option.Value)
				form.surcharge += option.Surcharge
			}
			form.values[field.Key] = values
		default:
			option := rapid.SampledFrom(field.Options).Draw(t, field.Key)
			form.values[field.Key] = option.Value
			form.surcharge += option.Surcharge
		}
	}
	return form
})

// written draws one of the many ways to write a form: any order of its keys, in any letter case, with space anywhere.
func (form filledIn) written(t *rapid.T, name string) []byte {
	space := rapid.SampledFrom([]string{"", " ", "\n\t", "\r\n  "})
	var entries []string
	for _, key := range rapid.Permutation(sortedKeys(form.values)).Draw(t, name+" order") {
		value, err := json.MarshalIndent(form.values[key], space.Draw(t, "prefix"), " ")
		if err != nil {
			t.Fatal(err)
		}
		letters := []byte(key)
		for i := range letters {
			if rapid.Bool().Draw(t, "capital") {
				letters[i] = strings.ToUpper(key)[i]
			}
		}
		sent, _ := json.Marshal(space.Draw(t, "before") + string(letters) + space.Draw(t, "after"))
		entries = append(entries, string(sent)+space.Draw(t, "gap")+":"+space.Draw(t, "gap")+string(value)+space.Draw(t, "gap"))
	}
	return []byte(space.Draw(t, "gap") + "{" + strings.Join(entries, ","+space.Draw(t, "gap")) + "}" + space.Draw(t, "gap"))
}

func TestKeyOrderSpacingAndLetterCaseOfKeysNeverMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := validForm.Draw(t, "form")
		one, other := form.written(t, "one"), form.written(t, "other")
		first, err := Customize(everyKind, one)
		if err != nil {
			t.Fatalf("%s: %v", one, err)
		}
		second, err := Customize(everyKind, other)
		if err != nil {
			t.Fatalf("%s: %v", other, err)
		}
		if first.Key() != second.Key() || first.Canonical() != second.Canonical() {
			t.Fatalf("%s is %s, but %s is %s", one, first.Canonical(), other, second.Canonical())
		}
	})
}

func TestDifferentAnswersHaveDifferentKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z0-9 ]{0,10}[a-z]`), 2, 2, func(text string) string { return strings.Join(strings.Fields(text), " ") }).Draw(t, "texts")
		keys := map[string]string{}
		for _, text := range texts {
			got, err := Customize(everyKind, fmt.Appendf(nil, `{"colour":"wine","inscription":%q}`, text))
			if err != nil {
				t.Fatal(err)
			}
			keys[got.Key()] = text
		}
		if len(keys) != 2 {
			t.Fatalf("%q are one line of the cart", texts)
		}
	})
}

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
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		value := anyJSON(3).Draw(t, "sent")
		if rapid.Bool().Draw(t, "inside a good form") {
			form := validForm.Draw(t, "form").values
			form[rapid.SampledFrom(everyKind).Draw(t, "field").Key] = value
			value = form
		}
		sent, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if customizeHolds(t, everyKind, sent) {
			taken++
		} else {
			refused++
		}
	})
	if taken == 0 || refused == 0 {
		t.Errorf("%d forms were taken and %d refused: one half of the law was not tried", taken, refused)
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
