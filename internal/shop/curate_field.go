package shop

import (
	"encoding/json"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// CurateField completes a customization field that is about to be saved (its key) and refuses one that shoppers could
// not fill in.
func (s *Shop) CurateField(app core.App, record *core.Record) error {
	return curateField(record, func(field commerce.Field) ([]commerce.Field, error) { return formAround(app, record, field) })
}

// curateField is [Shop.CurateField]; around gives the form in which the field will stand.
func curateField(record *core.Record, around func(commerce.Field) ([]commerce.Field, error)) error {
	if (record.GetString("category") == "") == (record.GetString("product") == "") {
		return commerce.Refuse(commerce.Invalid, "category", commerce.CodeCatalogueInvalid, "Choose either a category or a product that this field belongs to.")
	}
	if record.GetString("key") == "" {
		record.Set("key", commerce.FieldKey(record.GetString("label")))
	}
	for _, name := range []string{"showWhenKey", "showWhenValue"} {
		record.Set(name, strings.TrimSpace(record.GetString(name)))
	}
	field := commerce.Field{
		Key: record.GetString("key"), Label: record.GetString("label"), Kind: commerce.FieldKind(record.GetString("kind")),
		Limit: record.GetInt("limit"), Surcharge: money.Kobo(record.GetInt64("surchargeKobo")), Least: record.GetInt("least"), ExtraDays: record.GetInt("extraDays"),
		ShowWhenKey: record.GetString("showWhenKey"), ShowWhenValue: record.GetString("showWhenValue"),
	}
	if raw := record.GetString("options"); raw != "" && raw != "null" {
		if err := json.Unmarshal([]byte(raw), &field.Options); err != nil {
			return commerce.Refuse(commerce.Invalid, "options", commerce.CodeCatalogueInvalid, `Write the options as a list, for example [{"value": "wine", "label": "Wine", "swatch": "#7b1e3b", "surchargeKobo": 50000}].`)
		}
	}
	if err := commerce.CheckField(field); err != nil {
		return err
	}
	form, err := around(field)
	if err != nil {
		return err
	}
	return commerce.CheckCondition(form, field)
}
