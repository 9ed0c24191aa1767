package hooks_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"mime/multipart"
	"slices"
	"strings"
	"testing"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shoptest"
)

func records(collection string) string { return "/api/collections/" + collection + "/records" }

func dashboard(t *testing.T, s *shoptest.Shop) *shoptest.Browser {
	t.Helper()
	owner := s.Browser(t)
	owner.Token = s.Superuser(t)
	return owner
}

func TestTheOwnerMakesAProductAndItsAddressComesFromItsName(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	category := s.ProductRecord(t, shoptest.Mug).GetString("category")
	made := owner.Post(records("products"), map[string]any{"category": category, "name": "Ọlá's Ankara Cup", "priceKobo": 550_000, "active": true}).Want(200)
	if made.Text("slug") != "olas-ankara-cup" {
		t.Errorf("the slug is %s", made.Text("slug"))
	}
	if product := s.Browser(t).Get("/api/shop/products/olas-ankara-cup").Want(200); product.Len("images") != 0 || product.Len("customizationFields") != 4 {
		t.Errorf("the product: %s", product.Body)
	}
	owner.Patch(records("products")+"/"+made.Text("id"), map[string]any{"name": "Another Name"}).Want(200)
	s.Browser(t).Get("/api/shop/products/olas-ankara-cup").Want(200)
	fields := owner.Post(records("customization_fields"), map[string]any{"product": made.Text("id"), "label": "Gift wrap?", "kind": "choice", "options": []map[string]any{{"value": "yes", "label": "Yes"}}}).Want(200)
	if fields.Text("key") != "gift_wrap" {
		t.Errorf("the key is %s", fields.Text("key"))
	}
}

func TestTheOwnerIsToldAtTheFieldWhatCannotBeSold(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := s.ProductRecord(t, shoptest.Mug)
	category := mug.GetString("category")
	product := func(changes ...any) map[string]any {
		values := map[string]any{"category": category, "name": "New Cup", "priceKobo": 550_000}
		for i := 0; i < len(changes); i += 2 {
			values[changes[i].(string)] = changes[i+1]
		}
		return values
	}
	choice := []map[string]any{{"value": "a", "label": "A"}}
	for _, test := range []struct {
		name, collection string
		values           map[string]any
		field            string
	}{
		{"no price", "products", product("priceKobo", 0), "priceKobo"},
		{"a negative price", "products", product("priceKobo", -5), "priceKobo"},
		{"a fraction of a kobo", "products", product("priceKobo", 10.5), "priceKobo"},
		{"a price that is no number", "products", product("priceKobo", "1,500"), "priceKobo"},
		{"a price above what Paystack takes", "products", product("priceKobo", 1_000_000_001), "priceKobo"},
		{"negative stock", "products", product("stock", -1), "stock"},
		{"a slug that is taken", "products", product("slug", shoptest.Mug), "slug"},
		{"a name whose slug is taken", "products", product("name", "Test Mug"), "slug"},
		{"a slug that is no address", "products", product("slug", "New Cup!"), "slug"},
		{"a name of which no slug can be made", "products", product("name", "礼物"), "slug"},
		{"no category", "products", product("category", ""), "category"},
		{"a category that does not exist", "products", product("category", "nosuchcategory0"), "category"},
		{"a category's slug that is taken", "categories", map[string]any{"name": "Cups"}, "slug"},
		{"a field of a category and a product", "customization_fields", map[string]any{"category": category, "product": mug.Id, "label": "Size", "kind": "text"}, "category"},
		{"a field of neither", "customization_fields", map[string]any{"label": "Size", "kind": "text"}, "category"},
		{"a field without options", "customization_fields", map[string]any{"product": mug.Id, "label": "Size", "kind": "choice"}, "options"},
		{"an option without a label", "customization_fields", map[string]any{"product": mug.Id, "label": "Size", "kind": "choice", "options": []map[string]any{{"value": "a"}}}, "options"},
		{"a colour without a swatch", "customization_fields", map[string]any{"product": mug.Id, "label": "Paint", "kind": "color", "options": choice}, "options"},
		{"options that are no list", "customization_fields", map[string]any{"product": mug.Id, "label": "Size", "kind": "choice", "options": "a, b"}, "options"},
		{"an option twice", "customization_fields", map[string]any{"product": mug.Id, "label": "Size", "kind": "choice", "options": append(choice, choice...)}, "options"},
		{"a surcharge below 0", "customization_fields", map[string]any{"product": mug.Id, "label": "Size", "kind": "text", "surchargeKobo": -1}, "surchargeKobo"},
		{"a key that is taken", "customization_fields", map[string]any{"category": categoryID(t, s, "drinks"), "label": "Another", "key": "color", "kind": "text"}, "key"},
		{"a town twice", "delivery_zones", map[string]any{"town": "IBADAN", "state": "Oyo State", "feeKobo": 1}, "town"},
		{"a negative fee", "delivery_zones", map[string]any{"town": "Lekki", "state": "Lagos State", "feeKobo": -1}, "feeKobo"},
	} {
		answer := owner.Post(records(test.collection), test.values)
		if answer.Status != 400 || !strings.Contains(string(answer.Body), `"`+test.field+`":{`) {
			t.Errorf("%s was answered %d: %s", test.name, answer.Status, answer.Body)
		}
	}
	for _, price := range []any{0, -1} {
		if answer := owner.Patch(records("products")+"/"+mug.Id, map[string]any{"priceKobo": price}); answer.Status != 400 {
			t.Errorf("an edit to the price %v was answered %d", price, answer.Status)
		}
	}
}

func TestACategoryCannotStandBelowItself(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	drinks, cups := categoryID(t, s, "drinks"), categoryID(t, s, "cups")
	for _, parent := range []string{drinks, cups} {
		answer := owner.Patch(records("categories")+"/"+drinks, map[string]any{"parent": parent}).Want(400)
		if answer.Text("data.parent.code") != "catalogue_invalid" {
			t.Errorf("the owner reads %s", answer.Body)
		}
	}
	owner.Patch(records("categories")+"/"+cups, map[string]any{"parent": categoryID(t, s, "gift-packs")}).Want(200)
	if catalogue := s.Browser(t).Get("/api/shop/catalog").Want(200); catalogue.Text("1.children.0.slug") != "cups" {
		t.Errorf("the cups have not moved: %s", catalogue.Body)
	}
}

func TestAPictureThatWouldFillTheMemoryIsRefusedByItsHeader(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := records("products") + "/" + s.ProductRecord(t, shoptest.Mug).Id
	upload := func(content []byte) shoptest.Answer {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		part, err := form.CreateFormFile("images", "picture.png")
		must(t, err)
		_, err = part.Write(content)
		must(t, err)
		must(t, form.Close())
		return owner.Patch(mug, body.Bytes(), "Content-Type", form.FormDataContentType())
	}
	for name, content := range map[string][]byte{"a bomb": pngHeader(30_000, 30_000), "too large": pngHeader(24_000_001, 1), "no picture": []byte("GIF?"), "a broken one": pngHeader(10, 10)[:20]} {
		answer := upload(content).Want(400)
		if answer.Text("data.images.code") == "" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	var good bytes.Buffer
	must(t, png.Encode(&good, image.NewGray(image.Rect(0, 0, 600, 300))))
	upload(good.Bytes()).Want(200)
	b := s.Browser(t)
	product := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if product.Int("images.0.width") != 540 || product.Int("images.0.height") != 270 || product.Text("images.0.alt") != "Test Mug" || strings.Count(product.Text("images.0.srcset"), "thumb=") != 3 {
		t.Errorf("the picture is told so: %s", product.Body)
	}
	if picture := b.Get(product.Text("images.0.url")).Want(200); picture.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the picture is sent as %s", picture.Header.Get("Content-Type"))
	}
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	order := b.Post(checkout, shoptest.Form()).Want(201)
	if order.Int("items.0.image.width") != 540 {
		t.Errorf("the order does not keep the picture: %s", order.Body)
	}
}

// pngHeader is a PNG file that says its size and holds no point.
func pngHeader(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), make([]byte, 13)...)
	binary.BigEndian.PutUint32(chunk[4:], width)
	binary.BigEndian.PutUint32(chunk[8:], height)
	chunk[12], chunk[13] = 8, 2
	file := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	file = append(file, chunk...)
	return binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(chunk))
}

func TestTheOwnerMovesAnOrderAlongTheTableAndNotElsewhere(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 1).Text("id")
	for _, from := range commerce.OrderStatuses {
		for _, to := range commerce.OrderStatuses {
			put(t, s, id, from)
			before := s.Count(t, "order_events", "")
			answer := owner.Patch(records("orders")+"/"+id, map[string]any{"status": to})
			now := commerce.OrderStatus(s.Record(t, "orders", id).GetString("status"))
			logged := s.Count(t, "order_events", "") - before
			switch {
			case from == to:
				if answer.Status != 200 || now != from || logged != 0 {
					t.Errorf("%s left as it is: answered %d, now %s, %d events", from, answer.Status, now, logged)
				}
			case commerce.MoveOrder(from, to, commerce.Owner) == nil:
				if answer.Status != 200 || now != to || logged != 1 {
					t.Errorf("%s to %s: answered %d, now %s, %d events: %s", from, to, answer.Status, now, logged, answer.Body)
				}
			default:
				if answer.Status != 409 || now != from || logged != 0 || answer.Text("data.status.code") != "order_cannot_move" {
					t.Errorf("%s to %s: answered %d, now %s, %d events: %s", from, to, answer.Status, now, logged, answer.Body)
				}
			}
		}
	}
}

func TestACancelByTheOwnerGivesTheStockBackOnceAndIsToldToTheShopper(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	id := b.OrderOf(shoptest.Flask, 2).Text("id")
	reference := b.Begin(id)
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	edit := records("orders") + "/" + id
	owner.Patch(edit, map[string]any{"status": "preparing"}).Want(200)
	if s.Stock(t, shoptest.Flask) != 1 {
		t.Errorf("preparing changed the stock to %d", s.Stock(t, shoptest.Flask))
	}
	owner.Patch(edit, map[string]any{"status": "cancelled", "note": "Called her"}).Want(200)
	owner.Patch(edit, map[string]any{"status": "cancelled"}).Want(200)
	order := b.Get(orders + "/" + id).Want(200)
	if s.Stock(t, shoptest.Flask) != 3 || order.Text("status") != "cancelled" || order.Text("note") != "Called her" || order.At("canRestoreCart") != false {
		t.Errorf("%d flasks are left: %s", s.Stock(t, shoptest.Flask), order.Body)
	}
	kinds := []string{}
	events, err := s.App.FindRecordsByFilter("order_events", "order = {:order}", "@rowid", 0, 0, map[string]any{"order": id})
	must(t, err)
	for _, event := range events {
		kinds = append(kinds, event.GetString("kind")+" by "+event.GetString("by"))
	}
	if want := []string{"placed by shopper", "payment_started by shopper", "paid by paystack", "preparing by owner", "cancelled by owner"}; !slices.Equal(kinds, want) {
		t.Errorf("the log is %v, want %v", kinds, want)
	}
}

func TestWhatWasAgreedWithTheShopperCannotBeChangedInTheDashboard(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	id := b.Order().Text("id")
	edit := records("orders") + "/" + id
	for field, value := range map[string]any{
		"photos": []string{upload(t, b, portrait(t)).Want(201).Text("id")}, "makingDays": 3,
		"totalKobo": 1, "itemsKobo": 1, "deliveryKobo": 0, "discountKobo": 5, "number": "LG-1", "sequence": 7, "session": "x", "cart": "", "paidAt": "2026-01-01 00:00:00Z", "createdAt": "2026-01-01 00:00:00Z",
	} {
		answer := owner.Patch(edit, map[string]any{field: value})
		if answer.Status != 409 || answer.Text("data."+field+".code") != "record_protected" {
			t.Errorf("%s was answered %d: %s", field, answer.Status, answer.Body)
		}
	}
	if order := b.Get(orders + "/" + id).Want(200); order.Int("totalKobo") != shoptest.MugPrice+shoptest.IbadanFee {
		t.Errorf("the total is %d", order.Int("totalKobo"))
	}
	if changed := owner.Patch(edit, map[string]any{"address": "14 Ring Road", "phone": "+2348031234568"}).Want(200); changed.Text("address") != "14 Ring Road" {
		t.Errorf("the owner cannot mend an address: %s", changed.Body)
	}
}

func TestTheShopsBooksAreNotWrittenInTheDashboard(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	must(t, s.Sandbox.Pay(reference))
	s.Heard(t)
	for _, collection := range []string{"orders", "order_items", "order_events", "payments", "webhook_events", "carts", "cart_items"} {
		rows, err := s.App.FindAllRecords(collection)
		if err != nil || len(rows) == 0 {
			t.Fatalf("there is nothing in %s: %v", collection, err)
		}
		one := records(collection) + "/" + rows[0].Id
		attempts := []shoptest.Answer{owner.Post(records(collection), rows[0].PublicExport()), owner.Delete(one)}
		if collection != "orders" {
			attempts = append(attempts, owner.Patch(one, map[string]any{"status": "success", "message": "x", "quantity": 2, "totalKobo": 1, "kind": "x", "event": "x"}))
		}
		for _, answer := range attempts {
			if answer.Status != 409 || answer.Text("data.id.code") != "record_protected" {
				t.Errorf("%s: answered %d: %s", collection, answer.Status, answer.Body)
			}
		}
		if left := s.Count(t, collection, ""); left != len(rows) {
			t.Errorf("%s has %d records, had %d", collection, left, len(rows))
		}
		owner.Get(one).Want(200)
	}
}

func TestTheDatabaseItselfKeepsThePromises(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	b.Begin(id)
	b.Add(shoptest.Mug, 1, shoptest.Custom(""))
	for _, statement := range []string{
		"UPDATE orders SET totalKobo = 1", "UPDATE orders SET deliveryKobo = 0, totalKobo = totalKobo - deliveryKobo",
		"UPDATE payments SET amountKobo = 1", "UPDATE payments SET reference = 'x'", "UPDATE payments SET `order` = 'x'", "DELETE FROM payments",
		"UPDATE order_events SET message = 'x'", "DELETE FROM order_events", "UPDATE cart_items SET quantity = 0", "UPDATE cart_items SET quantity = 100",
		"UPDATE products SET priceKobo = 0", "UPDATE products SET priceKobo = -1", "UPDATE products SET stock = -1 WHERE slug = 'test-flask'",
		"INSERT INTO orders (id, number, sequence, status, totalKobo, itemsKobo, deliveryKobo, discountKobo) VALUES ('x', 'LG-9', 9, 'pending', 1, 5, 5, 0)",
		"INSERT INTO order_items (id, `order`, quantity, unitPriceKobo, lineKobo) VALUES ('x', '" + id + "', 2, 5, 5)",
		"INSERT INTO payments (id, `order`, reference, status, amountKobo) SELECT 'x', `order`, 'other', 'pending', amountKobo FROM payments",
		"INSERT INTO payments (id, `order`, reference, status, amountKobo) SELECT 'x', `order`, reference, 'failed', amountKobo FROM payments",
		"INSERT INTO orders (id, number, sequence, cart) SELECT 'x', 'LG-9', 9, cart FROM orders",
		"INSERT INTO cart_items (id, cart, product, customizationKey, quantity) SELECT 'x', cart, product, customizationKey, 1 FROM cart_items",
		"INSERT INTO carts (id, session, status) SELECT 'x', session, 'open' FROM carts WHERE status = 'open'",
	} {
		if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err == nil {
			t.Errorf("the database allows %s", statement)
		}
	}
	for _, statement := range []string{"UPDATE orders SET note = 'x'", "UPDATE payments SET heard = 'x'", "UPDATE cart_items SET quantity = 2"} {
		if _, err := s.App.NonconcurrentDB().NewQuery(statement).Execute(); err != nil {
			t.Errorf("the database refuses %s: %v", statement, err)
		}
	}
}

func categoryID(t *testing.T, s *shoptest.Shop, slug string) string {
	t.Helper()
	category, err := s.App.FindFirstRecordByData("categories", "slug", slug)
	must(t, err)
	return category.Id
}

// put sets an order's status past all guards.
func put(t *testing.T, s *shoptest.Shop, id string, status commerce.OrderStatus) {
	t.Helper()
	s.ByForce()
	_, err := s.App.NonconcurrentDB().Update("orders", map[string]any{"status": string(status)}, nil).Execute()
	must(t, err)
	if got := s.Record(t, "orders", id).GetString("status"); got != string(status) {
		t.Fatalf("the order is %s", got)
	}
}
