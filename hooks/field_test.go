package hooks_test

import (
	"strings"
	"testing"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shoptest"
)

// engravedMug lets the owner add, in the dashboard, a choice of engraving to the mug and what hangs on it.
func engravedMug(t *testing.T, s *shoptest.Shop) (owner *shoptest.Browser, inscription string) {
	t.Helper()
	owner = dashboard(t, s)
	mug := s.ProductRecord(t, shoptest.Mug).Id
	owner.Post(records("customization_fields"), map[string]any{
		"product": mug, "label": "Engraving", "kind": "choice", "required": true, "position": 10,
		"options": []map[string]any{{"value": "none", "label": "None"}, {"value": "name", "label": "A name", "surchargeKobo": 50_000, "extraDays": 1}},
	}).Want(200)
	field := owner.Post(records("customization_fields"), map[string]any{
		"product": mug, "label": "Engraved name", "kind": "text", "required": true, "limit": 20, "allowed": "engraver", "surchargeKobo": 100_000, "extraDays": 2,
		"showWhenKey": "engraving", "showWhenValue": "name", "position": 11,
	}).Want(200)
	owner.Post(records("customization_fields"), map[string]any{
		"product": mug, "label": "Parts", "kind": "choices", "least": 2, "limit": 3, "position": 12,
		"options": []map[string]any{{"value": "lid", "label": "Lid"}, {"value": "spoon", "label": "Spoon", "surchargeKobo": 20_000}, {"value": "mat", "label": "Mat"}},
	}).Want(200)
	return owner, field.Text("id")
}

func engraved(changes ...string) map[string]any {
	custom := map[string]any{"color": "wine", "engraving": "name", "engraved_name": "Ọlá ♥\ufe0f Ada"}
	for i := 0; i < len(changes); i += 2 {
		custom[changes[i]] = changes[i+1]
		if changes[i+1] == "-" {
			delete(custom, changes[i])
		}
	}
	return map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": custom}
}

func TestWhatTheOwnerAsksOfAFieldIsToldToTheShopperAndHeld(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	engravedMug(t, s)
	b := s.Browser(t)
	product := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	for path, want := range map[string]any{
		"4.options.1.extraDays": 1.0, "5.allowed": "engraver", "5.emoji": false, "5.extraDays": 2.0, "5.showWhen.key": "engraving", "5.showWhen.value": "name", "6.minChoices": 2.0, "6.maxChoices": 3.0, "1.allowed": "any", "1.emoji": true,
	} {
		if got := product.At("customizationFields." + path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if product.Int("preview.x") != 50 || product.Int("preview.y") != 50 || product.Int("preview.width") != 50 {
		t.Errorf("without the owner's measure the words stand at %v", product.At("preview"))
	}
	for _, test := range []struct {
		body        map[string]any
		field, code string
	}{
		{engraved("engraved_name", "Ada 🎂"), "engraved_name", "customization_invalid"},
		{engraved("engraved_name", "Ада"), "engraved_name", "customization_invalid"},
		{engraved("engraved_name", "-"), "engraved_name", "customization_missing"},
		{engraved("engraving", "none"), "engraved_name", "customization_hidden"},
		{engraved("engraving", "-", "engraved_name", "-"), "engraving", "customization_missing"},
		{engraved("parts", "lid"), "parts", "customization_too_few"},
	} {
		b.Post(items, test.body).Refused(400, test.field, test.code)
	}
	b.Post(items, engraved("engraving", "none", "engraved_name", "")).Want(200)
	cart := b.Post(items, engraved()).Want(200)
	if cart.Len("items") != 2 || cart.Text("items.1.customizations.engraved_name") != "Ọlá ♥ Ada" {
		t.Fatalf("the cart is %s", cart.Body)
	}
	if cart.Int("items.1.unitPriceKobo") != shoptest.MugPrice+150_000 || cart.Int("items.1.makingDays") != 3 || cart.Int("items.0.makingDays") != 0 || cart.Int("makingDays") != 3 {
		t.Errorf("price or days are wrong: %s", cart.Body)
	}
	order := b.Post(checkout, shoptest.Form()).Want(201)
	if order.Int("makingDays") != 3 || order.Int("items.1.makingDays") != 3 || order.Int("items.1.customizationDetails.2.surchargeKobo") != 100_000 || order.Int("items.1.customizationDetails.2.extraDays") != 2 {
		t.Errorf("the order says %s", order.Body)
	}
}

func TestAFieldThatTheOwnerEditsOrRemovesLeavesCartsAndOrdersReadable(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, inscription := engravedMug(t, s)
	b := s.Browser(t)
	b.Post(items, engraved()).Want(200)
	sold := b.Post(checkout, shoptest.Form()).Want(201)
	b.Post(items, engraved()).Want(200)
	same := func(when string) {
		t.Helper()
		again := b.Get(orders + "/" + sold.Text("id")).Want(200)
		for _, path := range []string{"items.0.customizationDetails.2.label", "items.0.customizationDetails.2.value", "items.0.customizations.engraved_name"} {
			if again.Text(path) != sold.Text(path) {
				t.Errorf("%s, %s reads %q, sold as %q", when, path, again.Text(path), sold.Text(path))
			}
		}
		for _, path := range []string{"totalKobo", "makingDays", "items.0.unitPriceKobo", "items.0.customizationDetails.2.surchargeKobo"} {
			if again.Int(path) != sold.Int(path) {
				t.Errorf("%s, %s is %d, sold as %d", when, path, again.Int(path), sold.Int(path))
			}
		}
	}
	field := records("customization_fields") + "/" + inscription
	owner.Patch(field, map[string]any{"label": "Name to engrave", "surchargeKobo": 300_000, "extraDays": 9}).Want(200)
	same("after an edit")
	cart := b.Get("/api/shop/cart").Want(200)
	if cart.At("items.0.available") != true || cart.Text("items.0.customizationDetails.2.label") != "Name to engrave" || cart.Int("items.0.unitPriceKobo") != shoptest.MugPrice+350_000 || cart.Int("makingDays") != 10 {
		t.Errorf("the cart is not priced by the field as it is now: %s", cart.Body)
	}
	owner.Patch(field, map[string]any{"limit": 3}).Want(200)
	cart = b.Get("/api/shop/cart").Want(200)
	if cart.At("items.0.available") != false || !strings.Contains(cart.Text("items.0.problem.message"), "has changed") || cart.Text("items.0.customizationDetails.2.value") != "Ọlá ♥ Ada" {
		t.Errorf("words that no longer fit: %s", cart.Body)
	}
	owner.Delete(field).Want(204)
	same("after the field was removed")
	cart = b.Get("/api/shop/cart").Want(200)
	if cart.At("items.0.available") != false || !strings.Contains(cart.Text("items.0.problem.message"), "has changed") || !strings.Contains(string(cart.Body), "Ọlá ♥ Ada") || cart.Int("items.0.unitPriceKobo") != shoptest.MugPrice+50_000 {
		t.Errorf("words that nobody asks for any more: %s", cart.Body)
	}
	b.Post(checkout, shoptest.Form()).Refused(409, cart.Text("items.0.id"), "customization_invalid")
}

func TestTheOwnerIsToldWhatKeepsAConditionFromEverHolding(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, inscription := engravedMug(t, s)
	mug := s.ProductRecord(t, shoptest.Mug)
	text := func(changes ...any) map[string]any {
		values := map[string]any{"product": mug.Id, "label": "Back", "kind": "text"}
		for i := 0; i < len(changes); i += 2 {
			values[changes[i].(string)] = changes[i+1]
		}
		return values
	}
	for _, test := range []struct {
		name   string
		values map[string]any
		field  string
		says   string
	}{
		{"a key that the form has not", text("showWhenKey", "size"), "showWhenKey", "no field size. It has: color, inscription, "},
		{"itself", text("showWhenKey", "back"), "showWhenKey", "cannot wait for itself"},
		{"a value without a key", text("showWhenValue", "wine"), "showWhenKey", "Write the key"},
		{"an option that is not there", text("showWhenKey", "color", "showWhenValue", "pink"), "showWhenValue", "It has: wine, indigo."},
		{"a product's field for a category", map[string]any{"category": mug.GetString("category"), "label": "Back", "kind": "text", "showWhenKey": "engraving"}, "showWhenKey", "no field engraving"},
		{"fewer than none", text("least", -1), "least", ""},
		{"days below 0", text("extraDays", -1), "extraDays", ""},
		{"no such alphabet", text("allowed", "latin"), "allowed", ""},
		{"more choices than there are", text("kind", "choices", "least", 2, "options", []commerce.Option{{Value: "a", Label: "A"}}), "least", "only 1 options"},
		{"an option that takes days back", text("kind", "choice", "options", []commerce.Option{{Value: "a", Label: "A", ExtraDays: -1}}), "options", "extraDays of a"},
	} {
		answer := owner.Post(records("customization_fields"), test.values)
		if answer.Status != 400 || !strings.Contains(answer.Text("data."+test.field+".message"), test.says) {
			t.Errorf("%s was answered %d: %s", test.name, answer.Status, answer.Body)
		}
	}
	engraving, err := s.App.FindFirstRecordByData("customization_fields", "key", "engraving")
	must(t, err)
	circle := owner.Patch(records("customization_fields")+"/"+engraving.Id, map[string]any{"showWhenKey": "engraved_name"}).Want(400)
	if !strings.Contains(circle.Text("data.showWhenKey.message"), "a circle") {
		t.Errorf("a circle: %s", circle.Body)
	}
	owner.Post(records("customization_fields"), text("showWhenKey", "color", "showWhenValue", "WINE")).Want(200)
	owner.Patch(records("customization_fields")+"/"+inscription, map[string]any{"showWhenValue": ""}).Want(200)
	owner.Patch(records("products")+"/"+mug.Id, map[string]any{"previewX": 40, "previewY": 55, "previewWidth": 30}).Want(200)
	if product := s.Browser(t).Get("/api/shop/products/" + shoptest.Mug).Want(200); product.Int("preview.x") != 40 || product.Int("preview.width") != 30 {
		t.Errorf("the words stand at %v", product.At("preview"))
	}
}

func TestAGiftGoesToSomebodyElseThanTheBuyer(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	recipient := func(name, phone any) map[string]any {
		return shoptest.Form("recipient", map[string]any{"name": name, "phone": phone})
	}
	b.Post(checkout, recipient("Bola", "0803")).Refused(400, "recipient.phone", "phone_invalid")
	b.Post(checkout, recipient(strings.Repeat("ẹ́", 101), "")).Refused(400, "recipient.name", "text_too_long")
	b.Post(checkout, recipient("Bola\u202e", "")).Refused(400, "recipient.name", "text_invalid")
	order := b.Post(checkout, recipient("  Bola   Ade ", "0805 123 4567")).Want(201)
	if order.Text("recipient.name") != "Bola Ade" || order.Text("recipient.phone") != "+2348051234567" || order.Text("phone") != "+2348031234567" {
		t.Errorf("the order goes to %s", order.Body)
	}
	kept := s.Record(t, "orders", order.Text("id"))
	if kept.GetString("recipientName") != "Bola Ade" || kept.GetString("recipientPhone") != "+2348051234567" {
		t.Errorf("the dashboard shows %q, %q", kept.GetString("recipientName"), kept.GetString("recipientPhone"))
	}
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	if own := b.Post(checkout, shoptest.Form("recipient", nil)).Want(201); own.At("recipient") != nil {
		t.Errorf("without a recipient it goes to %v", own.At("recipient"))
	}
}
