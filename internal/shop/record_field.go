package shop

import (
	"encoding/json"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

type fieldRow struct {
	ID        string             `db:"id"`
	Category  string             `db:"category"`
	Product   string             `db:"product"`
	Key       string             `db:"key"`
	Label     string             `db:"label"`
	Help      string             `db:"help"`
	Kind      commerce.FieldKind `db:"kind"`
	Options   string             `db:"options"`
	Required  bool               `db:"required"`
	Limit     int                `db:"limit"`
	Surcharge money.Kobo         `db:"surchargeKobo"`

	Least         int                `db:"least"`
	Allowed       commerce.Alphabet  `db:"allowed"`
	Emoji         commerce.EmojiRule `db:"emoji"`
	ExtraDays     int                `db:"extraDays"`
	ShowWhenKey   string             `db:"showWhenKey"`
	ShowWhenValue string             `db:"showWhenValue"`
}

// readFields gives each product's customization fields: those of its category and the categories above it, the
// uppermost first, then its own. Of two with the same key the nearer one counts, in the place of the other.
func readFields(app core.App, products []productRow) (map[string][]commerce.Field, error) {
	if len(products) == 0 {
		return nil, nil
	}
	categories, err := readCategories(app)
	if err != nil {
		return nil, err
	}
	ids := make([]any, len(products))
	for i, product := range products {
		ids[i] = product.ID
	}
	rows, err := readFieldRows(app, dbx.Or(dbx.NewExp("category != ''"), dbx.In("product", ids...)))
	if err != nil {
		return nil, err
	}
	zones, err := readZones(app)
	if err != nil {
		return nil, err
	}
	forms := map[string][]commerce.Field{}
	for _, product := range products {
		forms[product.ID] = formOf(rows, zones, pathTo(categories, product.Category), product.ID)
	}
	return forms, nil
}

// formOf puts the form of a product together; product is empty for the form that a category gives.
func formOf(rows []fieldRow, zones []commerce.Zone, path []categoryRow, product string) []commerce.Field {
	form := []commerce.Field{}
	for _, category := range path {
		form = addFields(form, rows, zones, func(row fieldRow) bool { return row.Category == category.ID })
	}
	if product == "" {
		return form
	}
	return addFields(form, rows, zones, func(row fieldRow) bool { return row.Product == product })
}

func readFieldRows(app core.App, where dbx.Expression) ([]fieldRow, error) {
	rows := []fieldRow{}
	err := app.DB().Select("id", "category", "product", "key", "label", "help", "kind", "COALESCE(options, '[]') AS options", "required", "limit", "surchargeKobo",
		"least", "allowed", "emoji", "extraDays", "showWhenKey", "showWhenValue").
		From("customization_fields").Where(where).OrderBy("position", "label").All(&rows)
	return rows, wrap(err, "read customization fields")
}

// formAround gives the form in which a customization field that is about to be saved will stand: the other fields of its
// product, or of its category and those above it, with the field itself.
func formAround(app core.App, record *core.Record, field commerce.Field) ([]commerce.Field, error) {
	category, product := record.GetString("category"), record.GetString("product")
	if product != "" {
		err := app.DB().Select("category").From("products").Where(dbx.HashExp{"id": product}).Row(&category)
		if err != nil {
			return nil, wrap(err, "find the product of a field")
		}
	}
	categories, err := readCategories(app)
	if err != nil {
		return nil, err
	}
	rows, err := readFieldRows(app, dbx.Not(dbx.HashExp{"id": record.Id}))
	if err != nil {
		return nil, err
	}
	zones, err := readZones(app)
	if err != nil {
		return nil, err
	}
	return withField(formOf(rows, zones, pathTo(categories, category), product), field), nil
}

// withField puts a field into a form, in the place of the one with its key or at the end.
func withField(form []commerce.Field, field commerce.Field) []commerce.Field {
	for i := range form {
		if form[i].Key == field.Key {
			form[i] = field
			return form
		}
	}
	return append(form, field)
}

func addFields(form []commerce.Field, rows []fieldRow, zones []commerce.Zone, belongs func(fieldRow) bool) []commerce.Field {
next:
	for _, row := range rows {
		if !belongs(row) {
			continue
		}
		field := row.field(zones)
		for i := range form {
			if form[i].Key == field.Key {
				form[i] = field
				continue next
			}
		}
		form = append(form, field)
	}
	return form
}

// fieldRowOf is a record that is not in the database yet, as it will be read from there.
func fieldRowOf(record *core.Record) fieldRow {
	key := record.GetString("key")
	if key == "" {
		key = commerce.FieldKey(record.GetString("label"))
	}
	return fieldRow{
		ID: record.Id, Category: record.GetString("category"), Product: record.GetString("product"), Key: key, Label: record.GetString("label"),
		Help: record.GetString("help"), Kind: commerce.FieldKind(record.GetString("kind")), Options: record.GetString("options"), Required: record.GetBool("required"),
		Limit: record.GetInt("limit"), Surcharge: money.Kobo(record.GetInt64("surchargeKobo")), Least: record.GetInt("least"),
		Allowed: commerce.Alphabet(record.GetString("allowed")), Emoji: commerce.EmojiRule(record.GetString("emoji")), ExtraDays: record.GetInt("extraDays"),
		ShowWhenKey: strings.TrimSpace(record.GetString("showWhenKey")), ShowWhenValue: strings.TrimSpace(record.GetString("showWhenValue")),
	}
}

func (r fieldRow) field(zones []commerce.Zone) commerce.Field {
	field := commerce.Field{
		Key: r.Key, Label: r.Label, Help: r.Help, Kind: r.Kind, Required: r.Required, Limit: r.Limit, Surcharge: r.Surcharge, Options: []commerce.Option{},
		Least: r.Least, Allowed: r.Allowed, Emoji: r.Emoji, ExtraDays: r.ExtraDays, ShowWhenKey: r.ShowWhenKey, ShowWhenValue: r.ShowWhenValue,
	}
	if r.Kind == commerce.KindTown {
		for _, zone := range zones {
			field.Options = append(field.Options, commerce.Option{Value: zone.Town, Label: zone.Town + ", " + zone.State})
		}
		return field
	}
	// The guard on saving has checked the options; what cannot be read all the same offers nothing to choose.
	_ = json.Unmarshal([]byte(r.Options), &field.Options)
	return field
}
