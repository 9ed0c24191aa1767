package commerce

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lovegiftings/internal/money"
)

func TestAFieldIsAskedOnlyWhenItsConditionHolds(t *testing.T) {
	for name, row := range map[string]struct{ sent, want string }{
		"nothing that waits is asked":       {`{"engraving":"none"}`, `{"engraving":"none"}`},
		"a blank for what is not asked":     {`{"engraving":"none","inscription":" ","ink":null}`, `{"engraving":"none"}`},
		"what waits for what waits":         {`{"engraving":"name","inscription":"Ada","ink":"gold"}`, `{"engraving":"Name","ink":"gold","inscription":"Ada"}`},
		"one of several choices is enough":  {`{"engraving":"none","extras":["bow","card"],"bow_text":"Hi"}`, `{"bow_text":"Hi","engraving":"none","extras":["card","bow"]}`},
		"a condition on no field is none":   {`{"engraving":"none","year":"2027"}`, `{"engraving":"none","year":"2027"}`},
		"a heart is a heart where no emoji": {`{"engraving":"name","inscription":"♥` + "\ufe0f" + `","ink":"black"}`, `{"engraving":"Name","ink":"black","inscription":"♥"}`},
	} {
		sent := strings.Replace(row.sent, "{", `{"about":"x",`, 1)
		want := strings.Replace(row.want, "{", `{"about":"x",`, 1)
		got, err := Customize(conditional, []byte(sent))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var read, wanted any
		if json.Unmarshal([]byte(got.Canonical()), &read) != nil || json.Unmarshal([]byte(want), &wanted) != nil || !reflect.DeepEqual(read, wanted) {
			t.Errorf("%s: got %s, want %s", name, got.Canonical(), want)
		}
	}
	for name, row := range map[string]struct{ sent, want string }{
		"what is not asked":                       {`{"engraving":"none","inscription":"Ada"}`, "inscription customization_hidden"},
		"what waits for what is not asked":        {`{"engraving":"none","ink":"gold"}`, "ink customization_hidden"},
		"even when it is wrong":                   {`{"engraving":"none","inscription":7}`, "inscription customization_hidden"},
		"what is asked and required":              {`{"engraving":"name"}`, "inscription customization_missing"},
		"a wrong answer still asks what hangs on": {`{"engraving":"name","inscription":"🎂"}`, "ink customization_missing, inscription customization_invalid"},
		"too few choices":                         {`{"engraving":"none","extras":["bow"],"bow_text":"Hi"}`, "extras customization_too_few"},
		"emoji":                                   {`{"engraving":"none","extras":["bow","box"],"bow_text":"Hi 🎂"}`, "bow_text customization_invalid"},
		"letters for digits":                      {`{"engraving":"none","year":"next"}`, "year customization_invalid"},
		"a circle asks all of it":                 {`{"engraving":"none","about":""}`, "about customization_missing"},
	} {
		sent := strings.Replace(row.sent, "{", `{"about":"x",`, 1)
		if strings.Contains(row.sent, "about") {
			sent = row.sent
		}
		_, err := Customize(conditional, []byte(sent))
		t.Run(name, func(t *testing.T) { wantRefusal(t, err, Invalid, row.want) })
	}
}

func TestAnyAnswersToAConditionalFormAreRefusedAtAFieldOrKept(t *testing.T) {
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		form := filledForm.Draw(t, "form")
		if rapid.Bool().Draw(t, "right all through") {
			form = rightForm.Draw(t, "form").values
		}
		if rapid.Bool().Draw(t, "with anything in it") {
			form[rapid.SampledFrom(conditional).Draw(t, "field").Key] = anyJSON(2).Draw(t, "value")
		}
		sent, err := json.Marshal(form)
		if err != nil {
			t.Fatal(err)
		}
		if customizeHolds(t, conditional, sent) {
			taken++
		} else {
			refused++
		}
	})
	if taken == 0 || refused == 0 {
		t.Errorf("%d forms were taken and %d refused: one half of the law was not tried", taken, refused)
	}
}

// priced is a form that is filled in rightly, with what it adds, reckoned here by itself.
type priced struct {
	values    map[string]any
	surcharge money.Kobo
	days      int
}

var rightForm = rapid.Custom(func(t *rapid.T) priced {
	form := priced{values: map[string]any{"engraving": "none", "about": "x"}}
	if rapid.Bool().Draw(t, "engraved") {
		ink := rapid.SampledFrom([]string{"gold", "black"}).Draw(t, "ink")
		form.values["engraving"], form.values["inscription"], form.values["ink"] = "name", rapid.SampledFrom([]string{"Ada", "Ọlá ♥", "N. & N."}).Draw(t, "words"), ink
		form.surcharge, form.days = 50_000+100_000, 1+2
		if ink == "gold" {
			form.surcharge, form.days = form.surcharge+7_000, form.days+1
		}
	}
	if rapid.Bool().Draw(t, "extras") {
		form.values["extras"] = []string{"card", "candle", "bow"}
		form.surcharge, form.days = form.surcharge+1_000, form.days+3
		if rapid.Bool().Draw(t, "bow") {
			form.values["bow_text"] = "Hi"
		}
	}
	if rapid.Bool().Draw(t, "day") {
		form.values["day"], form.days = "2027-02-14", form.days+1
	}
	if rapid.Bool().Draw(t, "phone") {
		form.values["phone"], form.surcharge = "0803 123 4567", form.surcharge+1
	}
	return form
})

func TestATotalIsItsLinesWithSurchargesAndTheSlowestLineSaysTheDays(t *testing.T) {
	product := Product{ID: "mug", Price: 600_000, Active: true, Fields: conditional}
	rapid.Check(t, func(t *rapid.T) {
		var cart Cart
		var total money.Kobo
		days := 0
		for range rapid.IntRange(1, 5).Draw(t, "lines") {
			form := rightForm.Draw(t, "form")
			sent, err := json.Marshal(form.values)
			if err != nil {
				t.Fatal(err)
			}
			words, err := Customize(conditional, sent)
			if err != nil {
				t.Fatalf("%s: %v", sent, err)
			}
			quantity := rapid.IntRange(1, 9).Draw(t, "quantity")
			cart = append(cart, Line{Product: "mug", Quantity: quantity, Customizations: words})
			total += (600_000 + form.surcharge).Times(quantity)
			days = max(days, form.days)
		}
		quote := PriceCart(cart, map[string]Product{"mug": product})
		sum := money.Kobo(0)
		for _, line := range quote.Lines {
			if line.Problem != nil {
				t.Fatalf("%s: %+v", line.Customizations.Canonical(), line.Problem)
			}
			sum += line.Total
		}
		if quote.Subtotal != total || sum != total || quote.MakingDays != days {
			t.Fatalf("the quote says %d kobo and %d days, its lines %d kobo; want %d and %d", quote.Subtotal, quote.MakingDays, sum, total, days)
		}
	})
}

func TestLinesJoinWhicheverWayTheirFormsWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := rightForm.Draw(t, "one"), rightForm.Draw(t, "other")
		lines := Cart{}
		for i, form := range []priced{one, other} {
			words, err := Customize(conditional, filledIn{values: form.values}.written(t, "form"))
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, Line{ID: string(rune('a' + i)), Product: "mug", Customizations: words})
		}
		if alike := reflect.DeepEqual(one.values, other.values); lines[0].same(lines[1]) != alike || lines[1].same(lines[0]) != alike {
			t.Fatalf("%v and %v: joined %v and %v, want %v", one.values, other.values, lines[0].same(lines[1]), lines[1].same(lines[0]), alike)
		}
	})
}

func TestTheOwnerIsToldWhyAConditionCanNeverHold(t *testing.T) {
	for name, row := range map[string]struct {
		key, value string
		want       string
	}{
		"none":                          {"", "", ""},
		"a value of an option":          {"engraving", "NAME", ""},
		"any value":                     {"engraving", "", ""},
		"a value of a text":             {"inscription", "Ada", ""},
		"a value of no field":           {"", "name", "showWhenKey"},
		"a field that is not there":     {"size", "", "showWhenKey"},
		"itself":                        {"new", "", "showWhenKey"},
		"a field that waits for itself": {"about", "x", "showWhenKey"},
		"an option that is not there":   {"engraving", "gold", "showWhenValue"},
	} {
		field := Field{Key: "new", Label: "New", Kind: KindText, ShowWhenKey: row.key, ShowWhenValue: row.value}
		err := CheckCondition(append(conditional[:len(conditional):len(conditional)], field), field)
		if row.want == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		t.Run(name, func(t *testing.T) { wantRefusal(t, err, Invalid, row.want+" "+CodeCatalogueInvalid) })
	}
	alone := Field{Key: "new", Label: "New", Kind: KindText, ShowWhenKey: "size"}
	wantRefusal(t, CheckCondition([]Field{alone}, alone), Invalid, "showWhenKey "+CodeCatalogueInvalid)
}
