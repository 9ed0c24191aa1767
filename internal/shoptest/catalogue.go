package shoptest

import (
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// The catalogue of every test shop. Prices are naira times 100.
const (
	Mug   = "test-mug"   // ₦6,000, made to order; takes color (required), inscription (24 letters), phone, town
	Flask = "test-flask" // ₦11,000, 3 in stock; takes the same
	Pack  = "test-pack"  // ₦20,000, made to order; takes recipient (required) and up to two extras, one of them ₦500

	MugPrice   = 600_000
	FlaskPrice = 1_100_000
	PackPrice  = 2_000_000

	IbadanFee = 250_000
	IkejaFee  = 300_000
)

func stock(app core.App) error {
	for i, zone := range []struct {
		town, state string
		fee         int
	}{{"Ibadan", "Oyo State", IbadanFee}, {"Ikeja", "Lagos State", IkejaFee}} {
		if _, err := save(app, "delivery_zones", map[string]any{"town": zone.town, "state": zone.state, "feeKobo": zone.fee, "position": i}); err != nil {
			return err
		}
	}
	drinks, err := save(app, "categories", map[string]any{"name": "Drinks", "slug": "drinks", "position": 0})
	if err != nil {
		return err
	}
	cups, err := save(app, "categories", map[string]any{"name": "Cups", "slug": "cups", "parent": drinks, "position": 1})
	if err != nil {
		return err
	}
	packs, err := save(app, "categories", map[string]any{"name": "Gift Packs", "slug": "gift-packs", "position": 2})
	if err != nil {
		return err
	}
	fields := []map[string]any{
		{"category": drinks, "key": "color", "label": "Colour", "kind": "color", "required": true, "options": []commerce.Option{
			{Value: "wine", Label: "Wine", Swatch: "#7a2038"}, {Value: "indigo", Label: "Indigo", Swatch: "#2b3a78"}}},
		{"category": drinks, "key": "inscription", "label": "Inscription", "kind": "text", "limit": 24},
		{"category": drinks, "key": "phone", "label": "Phone number", "kind": "phone"},
		{"category": drinks, "key": "town", "label": "Delivery town", "kind": "town"},
		{"category": packs, "key": "recipient", "label": "Who is it for?", "kind": "choice", "required": true, "options": []commerce.Option{
			{Value: "male", Label: "Male"}, {Value: "female", Label: "Female"}}},
		{"category": packs, "key": "extras", "label": "Small extras", "kind": "choices", "limit": 2, "options": []commerce.Option{
			{Value: "chocolate", Label: "Chocolate", Surcharge: 50_000}, {Value: "card", Label: "Card"}, {Value: "candle", Label: "Candle"}}},
	}
	for i, field := range fields {
		field["position"] = i
		if _, err := save(app, "customization_fields", field); err != nil {
			return err
		}
	}
	products := []map[string]any{
		{"category": cups, "slug": Mug, "name": "Test Mug", "priceKobo": MugPrice, "description": "A mug.\n\nIt holds tea."},
		{"category": cups, "slug": Flask, "name": "Test Flask", "priceKobo": FlaskPrice, "stockCounted": true, "stock": 3},
		{"category": packs, "slug": Pack, "name": "Test Pack", "priceKobo": PackPrice},
	}
	for i, product := range products {
		product["active"], product["position"] = true, i
		if _, err := save(app, "products", product); err != nil {
			return err
		}
	}
	return nil
}

func save(app core.App, collection string, values map[string]any) (id string, err error) {
	found, err := app.FindCollectionByNameOrId(collection)
	if err != nil {
		return "", err
	}
	record := core.NewRecord(found)
	record.Load(values)
	err = app.Save(record)
	return record.Id, err
}
