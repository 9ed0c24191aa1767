package hooks_test

import (
	"bytes"
	"strings"
	"testing"

	"lovegiftings/internal/shoptest"
)

func TestShoppersGetNothingOfTheRecordsThemselves(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	guest, signedIn := s.Browser(t), s.Browser(t)
	for _, b := range []*shoptest.Browser{guest, signedIn} {
		reference := b.Begin(b.Order().Text("id"))
		b.Add(shoptest.Mug, 1, shoptest.Custom(""))
		upload(t, b, portrait(t)).Want(201)
		must(t, s.Sandbox.Pay(reference))
	}
	s.Heard(t)
	s.After(t, 0)
	short := guest.Begin(guest.Order().Text("id"))
	must(t, s.Sandbox.PayShort(short, 0))
	guest.Verify(short)
	owner := dashboard(t, s)
	owner.Post(records("refunds"), map[string]any{"payment": s.Payment(t, short).Id, "amountKobo": 100}).Want(200)
	s.Until(t, func() bool { return len(s.Sandbox.Refunds()) == 1 }) // Paystack tells of it
	s.Heard(t)
	signedIn.SignUp("ada@example.com")
	s.Set(t, "products", shoptest.Pack, map[string]any{"slug": "another-pack"})
	hang(t, dashboard(t, s), "products", s.ProductRecord(t, shoptest.Mug).Id, "images", portrait(t)).Want(200)
	collections, err := s.App.FindAllCollections()
	must(t, err)
	seen := 0
	for _, collection := range collections {
		if collection.System || collection.Name == "users" {
			continue
		}
		seen++
		rows, err := s.App.FindAllRecords(collection)
		if err != nil || len(rows) == 0 {
			t.Errorf("there is nothing in %s to keep secret: %v", collection.Name, err)
			continue
		}
		before := mustJSON(t, rows)
		one := records(collection.Name) + "/" + rows[0].Id
		for who, b := range map[string]*shoptest.Browser{"a guest": guest, "an account": signedIn} {
			for what, answer := range map[string]shoptest.Answer{
				"list": b.Get(records(collection.Name)), "list all": b.Get(records(collection.Name) + "?expand=order,cart,product,owner&perPage=500"),
				"view": b.Get(one), "create": b.Post(records(collection.Name), rows[0].PublicExport()), "update": b.Patch(one, map[string]any{"status": "paid", "priceKobo": 1}), "delete": b.Delete(one),
			} {
				refused := answer.Status == 403 || answer.Status == 404 || collection.IsView() && answer.Status == 400
				if !refused || strings.Contains(string(answer.Body), rows[0].Id) {
					t.Errorf("%s may %s %s: %d %s", who, what, collection.Name, answer.Status, answer.Body)
				}
			}
		}
		after, err := s.App.FindAllRecords(collection)
		if err != nil || !bytes.Equal(before, mustJSON(t, after)) {
			t.Errorf("%s has changed (%v)", collection.Name, err)
		}
	}
	if seen < 12 {
		t.Errorf("only %d collections were tried", seen)
	}
}

func TestAnAccountSeesAndChangesOnlyItself(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	ada, bola := s.Browser(t), s.Browser(t)
	ada.SignUp("ada@example.com")
	bola.SignUp("bola@example.com")
	record, err := s.App.FindAuthRecordByEmail("users", "ada@example.com")
	must(t, err)
	one := records("users") + "/" + record.Id
	bola.Get(one).Want(404)
	bola.Patch(one, map[string]any{"name": "Bola"}).Want(404)
	for _, b := range []*shoptest.Browser{ada, bola} {
		if answer := b.Delete(one); answer.Status != 403 && answer.Status != 404 {
			t.Errorf("an account was deleted: %d", answer.Status)
		}
	}
	if list := bola.Get(records("users")).Want(200); list.Len("items") != 1 || list.Text("items.0.email") != "bola@example.com" {
		t.Errorf("Bola sees %s", list.Body)
	}
	if list := s.Browser(t).Get(records("users")); list.Status == 200 && list.Len("items") != 0 {
		t.Errorf("a guest sees %s", list.Body)
	}
	ada.Patch(one, map[string]any{"verified": true}).Want(400)
	ada.Patch(one, map[string]any{"name": "Ada"}).Want(200)
	guest := s.Browser(t)
	guest.Post(records("users"), map[string]any{"email": "eve@example.com", "password": shoptest.Password, "passwordConfirm": shoptest.Password, "verified": true}).Want(400)
	guest.Post("/api/collections/_superusers/records", map[string]any{"email": "eve@example.com", "password": shoptest.Password, "passwordConfirm": shoptest.Password}).Want(403)
}
