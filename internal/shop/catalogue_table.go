package shop

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// catalogueTable is one table of the catalogue as it is exported and imported: a CSV file with a column for each field
// that the owner may write. Amounts are naira, and what names another record is its slug.
type catalogueTable struct {
	collection string
	keys       []string // the fields by which a row finds its record
}

// catalogueTables are in the order in which they are imported: what is named comes first.
var catalogueTables = []catalogueTable{
	{"delivery_zones", []string{"town"}},
	{"categories", []string{"slug"}},
	{"products", []string{"slug"}},
	{"customization_fields", []string{"category", "product", "key"}},
}

func (t catalogueTable) file() string { return t.collection + ".csv" }

// picturesFolder is where the pictures lie beside the tables, under the names that stand in them.
const picturesFolder = "pictures"

// listSeparator stands between the names of a cell that has several.
const listSeparator = "|"

const koboSuffix = "Kobo"

// inNaira is how an amount stands in a table.
const inNaira = "Write it in naira, at most 10000000, for example 1500 or 1500.50."

// column is the name of a field in a table: an amount in naira does not end in Kobo.
func column(field string) string { return strings.TrimSuffix(field, koboSuffix) }

// columns lists the fields of a collection that its table has.
func columns(collection *core.Collection) []core.Field {
	var fields []core.Field
	for _, field := range collection.Fields {
		if field.GetHidden() || field.GetName() == core.FieldNameId || field.Type() == core.FieldTypeAutodate {
			continue
		}
		fields = append(fields, field)
	}
	return fields
}

// writeCell gives a field of a record as it stands in a table. slugs names records by their ids.
func writeCell(record *core.Record, field core.Field, slugs map[string]string) string {
	name := field.GetName()
	switch field.Type() {
	case core.FieldTypeNumber:
		if strings.HasSuffix(name, koboSuffix) {
			return strings.NewReplacer("₦", "", ",", "").Replace(money.Kobo(record.GetInt64(name)).String())
		}
		return strconv.FormatFloat(record.GetFloat(name), 'f', -1, 64)
	case core.FieldTypeBool:
		if record.GetBool(name) {
			return "yes"
		}
		return "no"
	case core.FieldTypeRelation:
		named := []string{}
		for _, id := range record.GetStringSlice(name) {
			named = append(named, slugs[id])
		}
		return strings.Join(named, listSeparator)
	case core.FieldTypeFile, core.FieldTypeSelect:
		return strings.Join(record.GetStringSlice(name), listSeparator)
	case core.FieldTypeJSON:
		if written := record.GetString(name); written != "null" {
			return written
		}
		return ""
	default:
		return record.GetString(name)
	}
}

// readCell is [writeCell] the other way. ids names records by their slugs. wrong is the sentence for a cell that cannot be
// read; pictures are not its matter.
func readCell(collection string, field core.Field, text string, ids map[string]string) (value any, wrong string) {
	trimmed := strings.TrimSpace(text)
	switch field.Type() {
	case core.FieldTypeNumber:
		if trimmed == "" {
			return 0, ""
		}
		if strings.HasSuffix(field.GetName(), koboSuffix) {
			amount, err := money.Parse(trimmed)
			if err != nil {
				return nil, fmt.Sprintf("%q is no amount. %s", trimmed, inNaira)
			}
			if amount < 0 {
				return nil, fmt.Sprintf("%s is below 0. %s", trimmed, inNaira)
			}
			return int64(amount), ""
		}
		number, err := strconv.ParseFloat(trimmed, 64)
		if err != nil {
			problem, _ := commerce.Mend(collection, field.GetName(), false)
			return nil, problem.Message
		}
		return number, ""
	case core.FieldTypeBool:
		switch strings.ToLower(trimmed) {
		case "yes", "true", "1":
			return true, ""
		case "no", "false", "0", "":
			return false, ""
		}
		return nil, fmt.Sprintf("%q is neither yes nor no. Write one of them.", trimmed)
	case core.FieldTypeRelation:
		named := []string{}
		for slug := range strings.SplitSeq(trimmed, listSeparator) {
			if slug = strings.TrimSpace(slug); slug == "" {
				continue
			}
			id, there := ids[slug]
			if !there {
				return nil, fmt.Sprintf("There is no %s with the slug %s. Add it to its table, or write another slug.", field.GetName(), slug)
			}
			named = append(named, id)
		}
		if relation, ok := field.(*core.RelationField); ok && relation.MaxSelect <= 1 {
			if len(named) > 1 {
				problem, _ := commerce.Mend(collection, field.GetName(), false)
				return nil, problem.Message
			}
			return strings.Join(named, ""), ""
		}
		return named, ""
	case core.FieldTypeSelect:
		if choice, ok := field.(*core.SelectField); ok && choice.MaxSelect > 1 && trimmed != "" {
			return strings.Split(trimmed, listSeparator), ""
		}
		return trimmed, ""
	case core.FieldTypeJSON:
		if trimmed == "" {
			return nil, ""
		}
		if !json.Valid([]byte(trimmed)) {
			problem, _ := commerce.Mend(collection, field.GetName(), false)
			return nil, problem.Message
		}
		return trimmed, ""
	default:
		return text, ""
	}
}

// slugsOf reads the slugs of all categories and products, by id.
func slugsOf(app core.App) (map[string]string, error) {
	slugs := map[string]string{}
	for _, collection := range []string{"categories", "products"} {
		rows := []struct {
			ID   string `db:"id"`
			Slug string `db:"slug"`
		}{}
		if err := app.DB().Select("id", "slug").From(collection).All(&rows); err != nil {
			return nil, fmt.Errorf("read the slugs of %s: %w", collection, err)
		}
		for _, row := range rows {
			slugs[row.ID] = row.Slug
		}
	}
	return slugs, nil
}
