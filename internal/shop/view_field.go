package shop

import (
	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// FieldView is a customization field.
type FieldView struct {
	Key        string             `json:"key"`
	Label      string             `json:"label"`
	Help       string             `json:"help"`
	Kind       commerce.FieldKind `json:"kind"`
	Required   bool               `json:"required"`
	Options    []commerce.Option  `json:"options"`
	MaxLength  int                `json:"maxLength,omitzero"`
	Allowed    commerce.Alphabet  `json:"allowed,omitzero"` // of a text
	Emoji      *bool              `json:"emoji,omitempty"`  // of a text
	MinChoices int                `json:"minChoices,omitzero"`
	MaxChoices int                `json:"maxChoices,omitzero"`
	Surcharge  money.Kobo         `json:"surchargeKobo"`
	ExtraDays  int                `json:"extraDays"`
	ShowWhen   *ConditionView     `json:"showWhen,omitempty"`
}

// ConditionView says with which answer to which other field a field is asked; an empty value stands for any.
type ConditionView struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

func viewField(field commerce.Field) FieldView {
	view := FieldView{
		Key: field.Key, Label: field.Label, Help: field.Help, Kind: field.Kind, Required: field.Required, Options: field.Options,
		MaxLength: field.MaxLength(), MinChoices: field.MinChoices(), MaxChoices: field.MaxChoices(), Surcharge: field.Surcharge, ExtraDays: field.ExtraDays,
	}
	if view.MaxLength > 0 {
		emoji := field.TakesEmoji()
		view.Allowed, view.Emoji = field.Alphabet(), &emoji
	}
	if field.ShowWhenKey != "" {
		view.ShowWhen = &ConditionView{Key: field.ShowWhenKey, Value: field.ShowWhenValue}
	}
	return view
}

// PreviewView is where the shopper's words are shown on a product's first picture: the middle of the place and its
// width, in percent of the picture's width and height.
type PreviewView struct {
	X     int `json:"x"`
	Y     int `json:"y"`
	Width int `json:"width"`
}

// previewOf is the place that the owner has measured. Without a width there is none: then the words stand in the middle,
// where most pictures show the piece.
func previewOf(row productRow) PreviewView {
	if row.PreviewWidth == 0 {
		return PreviewView{X: 50, Y: 50, Width: 50}
	}
	return PreviewView{X: row.PreviewX, Y: row.PreviewY, Width: row.PreviewWidth}
}
