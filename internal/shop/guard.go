package shop

import (
	"encoding/json"
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// CheckNumbers refuses numbers that an owner sent as something else, such as "1,500": PocketBase reads that as 0, which
// would make a delivery free. sent is the request's body.
func CheckNumbers(collection *core.Collection, sent map[string]any) error {
	var refusal *commerce.Refusal
	for _, field := range collection.Fields {
		value, there := sent[field.GetName()]
		if field.Type() != core.FieldTypeNumber || !there || isNumber(value) {
			continue
		}
		problem, known := commerce.Mend(collection.Name, field.GetName(), false)
		if !known {
			problem = commerce.Problem{Field: field.GetName(), Code: commerce.CodeCatalogueInvalid, Message: "Write this number in digits only."}
		}
		if refusal == nil {
			refusal = &commerce.Refusal{Kind: commerce.Invalid}
		}
		refusal.Problems = append(refusal.Problems, problem)
	}
	if refusal == nil {
		return nil
	}
	return refusal
}

func isNumber(value any) bool {
	switch value := value.(type) {
	case string:
		_, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return err == nil || value == ""
	case nil, float64, int, int64, json.Number:
		return true
	}
	return false
}

// Mended gives what PocketBase refused of a record of the catalogue in words that say what to do. refused holds each
// field with whether its value must be there once and is another record's. nil means that there are no such words.
func Mended(collection string, refused map[string]bool) *commerce.Refusal {
	refusal := &commerce.Refusal{Kind: commerce.Invalid}
	for field, once := range refused {
		if problem, ok := commerce.Mend(collection, field, once); ok {
			refusal.Problems = append(refusal.Problems, problem)
		}
	}
	if len(refusal.Problems) == 0 {
		return nil
	}
	sort.Slice(refusal.Problems, func(i, j int) bool { return refusal.Problems[i].Field < refusal.Problems[j].Field })
	return refusal
}

// mostNamed is how many of the records in the way of a deletion are named.
const mostNamed = 3

// LetCategoryGo refuses to delete a category that has products, or categories below it.
func (s *Shop) LetCategoryGo(app core.App, category *core.Record) error {
	for _, kind := range []struct{ collection, relation, one, many string }{
		{"products", "category", "the product", "products"}, {"categories", "parent", "the category", "categories"},
	} {
		names := []string{}
		err := app.DB().Select("name").From(kind.collection).Where(dbx.HashExp{kind.relation: category.Id}).OrderBy("position", "name").Column(&names)
		if err != nil {
			return fmt.Errorf("look what stands in a category: %w", err)
		}
		if len(names) == 0 {
			continue
		}
		what, them := fmt.Sprintf("%s %s", kind.one, names[0]), "it"
		if len(names) > 1 {
			what, them = fmt.Sprintf("%d %s (%s)", len(names), kind.many, strings.Join(names[:min(len(names), mostNamed)], ", ")), "them"
			if len(names) > mostNamed {
				what = strings.TrimSuffix(what, ")") + " and more)"
			}
		}
		message := fmt.Sprintf("%s has %s. Move %s to another category first, then delete this one.", category.GetString("name"), what, them)
		return commerce.Refuse(commerce.Conflict, "id", commerce.CodeRecordProtected, message)
	}
	return nil
}

// stockSeen is what the dashboard is told of a product's stock besides the stock itself. Its form sends every value that
// it was opened with back, this one too, so that a changed stock can be told from one that is only old.
const stockSeen = "stockSeen"

// ShowProduct completes a product that is about to be shown in the dashboard.
func (s *Shop) ShowProduct(record *core.Record) {
	record.WithCustomData(true)
	record.Set(stockSeen, record.GetInt("stock"))
}

// EditProduct is what the owner's edit of a product in the dashboard goes through before it is saved inside the
// transaction tx. The edit of a description never writes back the stock of an hour ago; a stock that is changed while
// shoppers buy is refused, because the owner counted what was there before. sent is the request's body.
func (s *Shop) EditProduct(tx core.App, edited *core.Record, sent map[string]any) error {
	edited.IgnoreUnchangedFields(true)
	given, there := sent[stockSeen].(float64)
	if !there {
		return nil
	}
	var stock int
	if err := tx.DB().Select("stock").From("products").Where(dbx.HashExp{"id": edited.Id}).Row(&stock); err != nil {
		return fmt.Errorf("read the stock of a product: %w", err)
	}
	seen := int(given)
	switch {
	case edited.GetFloat("stock") == given:
		edited.Set("stock", stock)
	case stock != seen:
		message := fmt.Sprintf("The stock was %d when you opened this form and is %d now. Open the product again and write the stock as it is.", seen, stock)
		return commerce.Refuse(commerce.Conflict, "stock", commerce.CodeCatalogueInvalid, message)
	}
	return nil
}
