package commerce

import (
	"encoding/json"
	"fmt"
	"reflect"
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
