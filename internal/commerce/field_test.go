package commerce

import (
	"testing"

	"pgregory.net/rapid"
)

// everyKind is a form with a field of each kind, as an owner would make it.
var everyKind = []Field{
	{Key: "colour", Label: "Colour", Kind: KindColor, Required: true, Options: []Option{
		{Value: "wine", Label: "Wine", Swatch: "#7b1e3b"},
		{Value: "Navy blue", Label: "Navy blue", Swatch: "#14213d", Surcharge: 20_000},
	}},
	{Key: "inscription", Label: "Inscription", Kind: KindText, Limit: 24, Surcharge: 150_000},
	{Key: "message", Label: "Message", Kind: KindLongText},
	{Key: "recipient", Label: "Recipient", Kind: KindChoice, Options: []Option{{Value: "her", Label: "For her"}, {Value: "him", Label: "For him", Surcharge: 5_000}}},
	{Key: "extras", Label: "Extras", Kind: KindChoices, Limit: 2, Surcharge: 1_000, Options: []Option{
		{Value: "chocolate", Label: "Chocolate", Surcharge: 80_000},
		{Value: "candle", Label: "Scented candle", Surcharge: 120_000},
		{Value: "Ẹ̀bùn", Label: "Gift card"},
	}},
	{Key: "phone", Label: "Phone number", Kind: KindPhone},
	{Key: "delivery_town", Label: "Delivery town", Kind: KindTown, Options: []Option{{Value: "Ikeja", Label: "Ikeja"}, {Value: "Ijebu-Ode", Label: "Ijebu-Ode"}}},
	{Key: "day", Label: "Day", Kind: KindDate},
}

func TestAFormAsAnOwnerMakesItIsInOrder(t *testing.T) {
	for _, field := range everyKind {
		if err := CheckField(field); err != nil {
			t.Errorf("%s: %v", field.Key, err)
		}
	}
}

func TestTheOwnerIsToldWhatKeepsAFieldFromWorking(t *testing.T) {
	options := func(options ...Option) func(*Field) {
		return func(f *Field) { f.Kind, f.Options = KindChoice, options }
	}
	for name, row := range map[string]struct {
		change func(*Field)
		want   string
	}{
		"no label":                             {func(f *Field) { f.Label = " " }, "label"},
		"a label that cannot be printed":       {func(f *Field) { f.Label = bidiSwap }, "label"},
		"no key":                               {func(f *Field) { f.Key = "" }, "key"},
		"a key in capitals":                    {func(f *Field) { f.Key = "Colour" }, "key"},
		"a key with a space":                   {func(f *Field) { f.Key = "delivery town" }, "key"},
		"a key that begins with _":             {func(f *Field) { f.Key = "_colour" }, "key"},
		"a limit below nothing":                {func(f *Field) { f.Limit = -1 }, "limit"},
		"a limit above the greatest":           {func(f *Field) { f.Limit = MaxTextLimit + 1 }, "limit"},
		"a surcharge below nothing":            {func(f *Field) { f.Surcharge = -1 }, "surchargeKobo"},
		"a choice of nothing":                  {options(), "options"},
		"an option without a value":            {options(Option{Label: "Wine"}), "options"},
		"an option with space at its ends":     {options(Option{Value: " wine", Label: "Wine"}), "options"},
		"an option in parts of letters":        {options(Option{Value: "e\u0301", Label: "E"}), "options"},
		"an option that cannot be printed":     {options(Option{Value: bidiSwap, Label: "Wine"}), "options"},
		"an option without a label":            {options(Option{Value: "wine"}), "options"},
		"an option twice":                      {options(Option{Value: "wine", Label: "Wine"}, Option{Value: "wine", Label: "Red"}), "options"},
		"an option twice in other letter case": {options(Option{Value: "wine", Label: "Wine"}, Option{Value: "WINE", Label: "Red"}), "options"},
		"an option with a negative surcharge":  {options(Option{Value: "wine", Label: "Wine", Surcharge: -1}), "options"},
		"a colour without a swatch": {func(f *Field) {
			f.Kind, f.Options = KindColor, []Option{{Value: "wine", Label: "Wine"}}
		}, "options"},
		"a colour with half a swatch": {func(f *Field) {
			f.Kind, f.Options = KindColor, []Option{{Value: "wine", Label: "Wine", Swatch: "#7b1"}}
		}, "options"},
	} {
		t.Run(name, func(t *testing.T) {
			field := Field{Key: "colour", Label: "Colour", Kind: KindText}
			row.change(&field)
			wantRefusal(t, CheckField(field), Invalid, row.want+" "+CodeCatalogueInvalid)
		})
	}
}

func TestAFieldWithSeveralFaultsNamesThemAll(t *testing.T) {
	field := Field{Kind: KindChoices, Limit: -1, Surcharge: -1}
	code := " " + CodeCatalogueInvalid
	wantRefusal(t, CheckField(field), Invalid, "key"+code+", label"+code+", limit"+code+", options"+code+", surchargeKobo"+code)
}

func TestATownNeedsNoOptionsOfItsOwn(t *testing.T) {
	if err := CheckField(Field{Key: "town", Label: "Town", Kind: KindTown}); err != nil {
		t.Error(err)
	}
}

func TestLimitsHoldWhereAFieldNamesNone(t *testing.T) {
	three := []Option{{Value: "a"}, {Value: "b"}, {Value: "c"}}
	for name, row := range map[string]struct {
		field           Field
		length, choices int
	}{
		"a line":                {Field{Kind: KindText}, 60, 0},
		"a line with a limit":   {Field{Kind: KindText, Limit: 24}, 24, 0},
		"a text":                {Field{Kind: KindLongText}, 500, 0},
		"a text with a limit":   {Field{Kind: KindLongText, Limit: 200}, 200, 0},
		"choices":               {Field{Kind: KindChoices, Options: three}, 0, 3},
		"choices with a limit":  {Field{Kind: KindChoices, Options: three, Limit: 2}, 0, 2},
		"a choice has no limit": {Field{Kind: KindChoice, Options: three, Limit: 2}, 0, 0},
		"a phone has no limit":  {Field{Kind: KindPhone, Limit: 2}, 0, 0},
	} {
		if row.field.MaxLength() != row.length || row.field.MaxChoices() != row.choices {
			t.Errorf("%s: at most %d letters and %d choices, want %d and %d", name, row.field.MaxLength(), row.field.MaxChoices(), row.length, row.choices)
		}
	}
}

func TestAKeyIsMadeOfTheLabel(t *testing.T) {
	for label, want := range map[string]string{
		"Colour": "colour", "Delivery town": "delivery_town", "Who is it for?": "who_is_it_for", "  Up to 2 extras ": "up_to_2_extras", "Ẹ̀bùn": "ebun", "Ada's name": "adas_name", "你好": "", "": "", "___": "",
	} {
		if got := FieldKey(label); got != want {
			t.Errorf("FieldKey(%q) = %q, want %q", label, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		key := FieldKey(trickyText.Draw(t, "label"))
		if FieldKey(key) != key {
			t.Fatalf("the key %q is no key", key)
		}
	})
}
