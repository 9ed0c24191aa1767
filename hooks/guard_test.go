package hooks_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shoptest"
)

func TestTheOwnerReadsWhatToDoAboutEachWrongValue(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := s.ProductRecord(t, shoptest.Mug)
	category := mug.GetString("category")
	priced := "Write the price in kobo, in digits only, from 1 to 1000000000: ₦1,500.00 is 150000."
	counted := "Write how many pieces are there, in digits only, from 0 to 1000000."
	product := func(field string, value any) map[string]any {
		values := map[string]any{"category": category, "name": "New Cup", "priceKobo": 550_000}
		values[field] = value
		return values
	}
	field := func(name string, value any) map[string]any {
		values := map[string]any{"product": mug.Id, "label": "Size", "kind": "text"}
		values[name] = value
		return values
	}
	zone := func(name string, value any) map[string]any {
		values := map[string]any{"town": "Lekki", "state": "Lagos State", "feeKobo": 1000}
		values[name] = value
		return values
	}
	for _, test := range []struct {
		collection string
		values     map[string]any
		field      string
		sentence   string
	}{
		{"products", product("priceKobo", 0), "priceKobo", priced},
		{"products", product("priceKobo", -5), "priceKobo", priced},
		{"products", product("priceKobo", 10.5), "priceKobo", priced},
		{"products", product("priceKobo", "1,500"), "priceKobo", priced},
		{"products", product("priceKobo", "₦1500"), "priceKobo", priced},
		{"products", product("priceKobo", nil), "priceKobo", priced},
		{"products", product("priceKobo", 1_000_000_001), "priceKobo", priced},
		{"products", product("stock", -1), "stock", counted},
		{"products", product("stock", 2.5), "stock", counted},
		{"products", product("stock", "1,500"), "stock", counted},
		{"products", product("stock", "three"), "stock", counted},
		{"products", product("stock", []int{3}), "stock", counted},
		{"products", product("slug", shoptest.Mug), "slug", "Another product has this slug. Write another one, for example with the colour or a number at its end."},
		{"products", product("slug", "New Cup!"), "slug", "Write the slug in small letters, digits and single hyphens, for example ankara-cup."},
		{"products", product("category", ""), "category", "Choose the category in which shoppers find this product."},
		{"products", product("category", "nosuchcategory0"), "category", "Choose the category in which shoppers find this product."},
		{"products", product("name", strings.Repeat("a", 121)), "name", "Write the product's name in at most 120 letters."},
		{"products", product("description", strings.Repeat("a", 5001)), "description", "Write the description in at most 5000 letters."},
		{"categories", map[string]any{"name": "Cups"}, "slug", "Another category has this slug. Write another one, for example with the parent's name in front."},
		{"categories", map[string]any{"name": ""}, "slug", "Write a slug in small letters, digits and -, for example ankara-cup."},
		{"categories", map[string]any{"name": "Pens", "parent": "nosuchcategory0"}, "parent", "Choose the category that this one stands below, or none."},
		{"customization_fields", field("options", []map[string]any{{"value": "a"}}), "options", ""},
		{"customization_fields", field("kind", "colour"), "kind", "Choose what the shopper fills in: text, longtext, color, choice and so on."},
		{"customization_fields", field("surchargeKobo", "1,500"), "surchargeKobo", "Write the surcharge in kobo, in digits only, from 0 to 1000000000: ₦500.00 is 50000."},
		{"customization_fields", field("surchargeKobo", 0.5), "surchargeKobo", "Write the surcharge in kobo, in digits only, from 0 to 1000000000: ₦500.00 is 50000."},
		{"customization_fields", map[string]any{"category": categoryID(t, s, "drinks"), "label": "Colour", "key": "color", "kind": "text"}, "key", "This form has a field with this key. Change that field, or write another key here."},
		{"delivery_zones", zone("town", "IBADAN"), "town", "This town is in the list. Change its fee there instead of adding it again."},
		{"delivery_zones", zone("town", ""), "town", "Write the town's name in at most 80 letters."},
		{"delivery_zones", zone("feeKobo", "2,500"), "feeKobo", "Write the fee in kobo, in digits only, from 0 to 1000000000: ₦2,500.00 is 250000."},
		{"delivery_zones", zone("feeKobo", -1), "feeKobo", "Write the fee in kobo, in digits only, from 0 to 1000000000: ₦2,500.00 is 250000."},
	} {
		if test.sentence == "" {
			test.values["kind"], test.sentence = "choice", "Option 1 (a) needs a label: the name that the shopper sees."
		}
		answer := owner.Post(records(test.collection), test.values)
		if answer.Status != 400 || answer.Text("data."+test.field+".message") != test.sentence || answer.Text("message") != test.sentence {
			t.Errorf("%s %v was answered %d: %s", test.collection, test.values, answer.Status, answer.Body)
		}
	}
	edit := records("products") + "/" + mug.Id
	for _, price := range []any{0, -1, 0.5, "1,500"} {
		if answer := owner.Patch(edit, map[string]any{"priceKobo": price}).Want(400); answer.Text("data.priceKobo.message") != priced {
			t.Errorf("an edit to the price %v: %s", price, answer.Body)
		}
	}
	owner.Patch(edit, map[string]any{"priceKobo": "650000", "stock": ""}).Want(200)
	if price := s.ProductRecord(t, shoptest.Mug).GetInt("priceKobo"); price != 650_000 {
		t.Errorf("digits as text became the price %d", price)
	}
}

// A product's own field takes the place of its category's with the same key; that is how one product asks otherwise.
func TestAProductsFieldReplacesTheInheritedOneWithItsKey(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := s.ProductRecord(t, shoptest.Mug)
	owner.Post(records("customization_fields"), map[string]any{"product": mug.Id, "label": "Engraving", "key": "inscription", "kind": "text", "limit": 5}).Want(200)
	form := s.Browser(t).Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if form.Len("customizationFields") != 4 || form.Text("customizationFields.1.label") != "Engraving" {
		t.Errorf("the form: %s", form.Body)
	}
	if other := s.Browser(t).Get("/api/shop/products/" + shoptest.Flask).Want(200); other.Text("customizationFields.1.label") != "Inscription" {
		t.Errorf("the other product's form: %s", other.Body)
	}
}

func TestACategoryThatIsInUseIsNotDeleted(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	for slug, sentence := range map[string]string{
		"cups":       "Cups has 2 products (Test Mug, Test Flask). Move them to another category first, then delete this one.",
		"drinks":     "Drinks has the category Cups. Move it to another category first, then delete this one.",
		"gift-packs": "Gift Packs has the product Test Pack. Move it to another category first, then delete this one.",
	} {
		answer := owner.Delete(records("categories") + "/" + categoryID(t, s, slug))
		if answer.Status != 409 || answer.Text("message") != sentence || answer.Text("data.id.code") != "record_protected" {
			t.Errorf("%s was answered %d: %s", slug, answer.Status, answer.Body)
		}
	}
	if s.Count(t, "categories", "") != 3 || s.Count(t, "customization_fields", "") != 6 {
		t.Error("something was deleted")
	}
	empty := owner.Post(records("categories"), map[string]any{"name": "Pens"}).Want(200).Text("id")
	owner.Post(records("customization_fields"), map[string]any{"category": empty, "label": "Ink", "kind": "text"}).Want(200)
	owner.Delete(records("categories") + "/" + empty).Want(204)
	if s.Count(t, "customization_fields", "") != 6 {
		t.Error("the field of a deleted category is still there")
	}
}

func TestAFieldThatAnotherWaitsForIsNotDeleted(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	fields := records("customization_fields")
	mug, flask, drinks := s.ProductRecord(t, shoptest.Mug).Id, s.ProductRecord(t, shoptest.Flask).Id, categoryID(t, s, "drinks")
	choice := []map[string]any{{"value": "yes", "label": "Yes"}}
	add := func(values map[string]any) string { return owner.Post(fields, values).Want(200).Text("id") }
	wrap := add(map[string]any{"category": drinks, "label": "Wrapping", "key": "wrap", "kind": "choice", "options": choice})
	own := add(map[string]any{"product": flask, "label": "Flask wrapping", "key": "wrap", "kind": "choice", "options": choice})
	ribbon := add(map[string]any{"product": mug, "label": "Ribbon", "kind": "text", "showWhenKey": "wrap"})
	bow := add(map[string]any{"product": flask, "label": "Bow", "kind": "text", "showWhenKey": "wrap", "showWhenValue": "yes"})
	refused := func(id, sentence string) {
		t.Helper()
		answer := owner.Delete(fields + "/" + id)
		if answer.Status != 409 || answer.Text("message") != sentence || answer.Text("data.id.code") != "record_protected" {
			t.Errorf("answered %d: %s", answer.Status, answer.Body)
		}
	}
	refused(wrap, "Ribbon is shown only when Wrapping is answered. Change or delete Ribbon first, then delete this one.")
	owner.Delete(fields + "/" + own).Want(204) // the category's takes its place
	refused(wrap, "Bow is shown only when Wrapping is answered. Change or delete Bow first, then delete this one.")
	owner.Delete(fields + "/" + ribbon).Want(204)
	refused(wrap, "Bow is shown only when Wrapping is answered. Change or delete Bow first, then delete this one.")
	owner.Patch(fields+"/"+bow, map[string]any{"showWhenKey": "", "showWhenValue": ""}).Want(200)
	owner.Delete(fields + "/" + wrap).Want(204)
	elsewhere := add(map[string]any{"product": mug, "label": "Paper", "kind": "text"})
	add(map[string]any{"product": flask, "label": "Paper", "kind": "text"})
	add(map[string]any{"product": flask, "label": "Print", "kind": "text", "showWhenKey": "paper"})
	owner.Delete(fields + "/" + elsewhere).Want(204)          // another product's form
	owner.Delete(records("products") + "/" + flask).Want(204) // all of them go
	if left := s.Count(t, "customization_fields", "product != ''"); left != 0 {
		t.Errorf("%d fields are left", left)
	}
}

func TestADeliveryTownIsDeletedAndItsOrdersKeepTheirCopy(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	id := b.Order().Text("id")
	zone, err := s.App.FindFirstRecordByData("delivery_zones", "town", "Ibadan")
	must(t, err)
	owner.Delete(records("delivery_zones") + "/" + zone.Id).Want(204)
	order := b.Get(orders + "/" + id).Want(200)
	if order.Text("zone.town") != "Ibadan" || order.Text("zone.state") != "Oyo State" || order.Int("deliveryKobo") != shoptest.IbadanFee {
		t.Errorf("the order: %s", order.Body)
	}
	b.Add(shoptest.Pack, 1, map[string]any{"recipient": "male"})
	b.Post(checkout, shoptest.Form()).Refused(400, "zone", "zone_unserved")
}

// The dashboard's form sends back all that it was opened with.
func TestAFormThatWasOpenWhileShoppersBoughtDoesNotBringTheOldStockBack(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	edit := records("products") + "/" + s.ProductRecord(t, shoptest.Flask).Id
	form := func(changes ...any) map[string]any {
		values := map[string]any{}
		must(t, json.Unmarshal(owner.Get(edit).Want(200).Body, &values))
		for i := 0; i < len(changes); i += 2 {
			values[changes[i].(string)] = changes[i+1]
		}
		return values
	}
	stale, recounted := form("description", "A better one"), form("stock", 10)
	b.OrderOf(shoptest.Flask, 2)
	saved := owner.Patch(edit, stale).Want(200)
	if s.Stock(t, shoptest.Flask) != 1 || saved.Int("stock") != 1 || saved.Text("description") != "A better one" {
		t.Errorf("%d are left after the description was changed: %s", s.Stock(t, shoptest.Flask), saved.Body)
	}
	refused := owner.Patch(edit, recounted).Want(409)
	if refused.Text("data.stock.message") != "The stock was 3 when you opened this form and is 1 now. Open the product again and write the stock as it is." || s.Stock(t, shoptest.Flask) != 1 {
		t.Errorf("%d are left, the owner reads %s", s.Stock(t, shoptest.Flask), refused.Body)
	}
	owner.Patch(edit, form("stock", 10)).Want(200)
	owner.Patch(edit, form("stock", 12)).Want(200)
	owner.Patch(edit, map[string]any{"stock": 11}).Want(200) // a client that knows nothing of the form
	if s.Stock(t, shoptest.Flask) != 11 {
		t.Errorf("%d are left", s.Stock(t, shoptest.Flask))
	}
	if want, got := "received 3 (3), reserved -2 (1), received 9 (10), received 2 (12), adjusted -1 (11)", history(t, s, shoptest.Flask); got != want {
		t.Errorf("the history is\n%s, want\n%s", got, want)
	}
}

func TestThereIsASentenceForEveryFieldThatTheOwnerFillsIn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, name := range []string{"products", "categories", "customization_fields", "delivery_zones"} {
		collection, err := s.App.FindCollectionByNameOrId(name)
		must(t, err)
		for _, field := range collection.Fields {
			switch field.Type() {
			case core.FieldTypeBool, core.FieldTypeAutodate:
				continue // nothing of them can be refused
			}
			if field.GetName() == "id" || field.GetHidden() {
				continue
			}
			if _, ok := commerce.Mend(name, field.GetName(), false); !ok {
				t.Errorf("the owner is told nothing about a wrong %s of %s", field.GetName(), name)
			}
		}
	}
}
