package commerce

import (
	"strings"

	"lovegiftings/internal/money"
)

// Detail is one customization as people read it. An order keeps its details as they were when it was placed.
type Detail struct {
	Key       string     `json:"key"`
	Label     string     `json:"label"`
	Kind      FieldKind  `json:"kind"`
	Value     string     `json:"value"`
	Swatch    string     `json:"swatch,omitempty"`
	Surcharge money.Kobo `json:"surchargeKobo"`
	ExtraDays int        `json:"extraDays"`
}

// Details tells customizations in words, in the owner's order, each with what it adds to the price of one piece
// and to the days of its making. What
// belongs to no field any more comes last under its key, without a surcharge.
func Details(fields []Field, given Customizations) []Detail {
	details := []Detail{}
	known := map[string]bool{}
	for _, field := range fields {
		known[field.Key] = true
		value, there := given[field.Key]
		if !there {
			continue
		}
		detail := Detail{Key: field.Key, Label: field.Label, Kind: field.Kind, Value: strings.Join(value.list(), ", "), Surcharge: field.Surcharge, ExtraDays: field.ExtraDays}
		if field.Kind == KindPhoto {
			detail.Value = "Your photo"
		}
		if field.chooses() {
			labels := []string{}
			for _, one := range value.list() {
				option, ok := field.option(one)
				if !ok {
					option.Label = one
				}
				labels = append(labels, option.Label)
				detail.Surcharge += option.Surcharge
				detail.ExtraDays += option.ExtraDays
				detail.Swatch = option.Swatch
			}
			detail.Value = strings.Join(labels, ", ")
		}
		details = append(details, detail)
	}
	for _, key := range sortedKeys(given) {
		if !known[key] {
			details = append(details, Detail{Key: key, Label: key, Kind: KindText, Value: strings.Join(given[key].list(), ", ")})
		}
	}
	return details
}
