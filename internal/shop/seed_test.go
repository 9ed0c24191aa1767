package shop_test

import (
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

func clear(t *testing.T, s *shoptest.Shop, collections ...string) {
	t.Helper()
	for _, collection := range collections {
		for s.Count(t, collection, "") > 0 {
			rows, err := s.App.FindAllRecords(collection)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				_ = s.App.Delete(row) // a category that others stand below goes in the next round
			}
		}
	}
}

func TestTheDemoFillsAnEmptyShopOnce(t *testing.T) {
	s := shoptest.Open(t)
	clear(t, s, "products", "categories", "delivery_zones")
	filled, err := s.SeedDemo(t.Context(), s.App)
	if err != nil || !filled {
		t.Fatalf("filled: %v, %v", filled, err)
	}
	catalogue, err := s.Catalogue(t.Context(), s.App)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, category := range catalogue {
		names = append(names, category.Name)
	}
	if len(names) != 4 || names[0] != "Journals" || names[1] != "Bottles" || names[2] != "Cups" || names[3] != "Gift Packs" || len(catalogue[1].Children) != 2 {
		t.Errorf("the categories are %v", names)
	}
	page, err := s.Products(t.Context(), s.App, shop.ProductQuery{PerPage: 100})
	if err != nil || page.TotalItems < 28 {
		t.Fatalf("there are %d products: %v", page.TotalItems, err)
	}
	for _, card := range page.Items {
		product, err := s.Product(t.Context(), s.App, card.Slug)
		if err != nil {
			t.Fatal(err)
		}
		if product.Price < 10_000 || product.Description == "" || len(product.Images) == 0 || product.Images[0].Srcset == "" {
			t.Errorf("%s lacks a price, a description or a picture", card.Slug)
		}
		kinds := map[commerce.FieldKind]int{}
		for _, field := range product.Fields {
			kinds[field.Kind]++
			if field.Kind == commerce.KindTown && len(field.Options) != 8 {
				t.Errorf("%s goes to %d towns", card.Slug, len(field.Options))
			}
			if field.Kind == commerce.KindChoices && field.MaxChoices != 2 {
				t.Errorf("%s takes %d extras", card.Slug, field.MaxChoices)
			}
		}
		if kinds[commerce.KindColor] != 1 || kinds[commerce.KindTown] != 1 {
			t.Errorf("%s does not ask for colour and town: %v", card.Slug, kinds)
		}
		if pack := card.Category.Slug == "gift-packs"; pack && (kinds[commerce.KindChoice] != 1 || kinds[commerce.KindChoices] != 1) || !pack && (kinds[commerce.KindText] != 1 || kinds[commerce.KindPhone] != 1) {
			t.Errorf("%s does not ask for what its kind takes: %v", card.Slug, kinds)
		}
	}
	if waiting := s.Count(t, "pictures", "status = 'waiting'"); waiting != 49 {
		t.Errorf("%d pictures wait to be drawn", waiting)
	}
	if filled, err := s.SeedDemo(t.Context(), s.App); filled || err != nil {
		t.Errorf("a full shop was filled again: %v, %v", filled, err)
	}
}

func TestTheDemoLeavesAShopAloneThatHasAnythingInIt(t *testing.T) {
	for _, kept := range []string{"categories", "delivery_zones"} {
		s := shoptest.Open(t)
		for _, collection := range []string{"products", "categories", "delivery_zones"} {
			if collection != kept {
				clear(t, s, collection)
			}
		}
		if filled, err := s.SeedDemo(t.Context(), s.App); filled || err != nil {
			t.Errorf("a shop with %s was filled: %v, %v", kept, filled, err)
		}
	}
}

func TestTheFirstOwnerIsMadeOnce(t *testing.T) {
	s := shoptest.Open(t)
	if made, err := s.EnsureOwner(t.Context(), s.App, "owner@example.com", "a long password"); !made || err != nil {
		t.Fatalf("made: %v, %v", made, err)
	}
	if made, err := s.EnsureOwner(t.Context(), s.App, "other@example.com", "another password"); made || err != nil {
		t.Errorf("a second owner was made: %v, %v", made, err)
	}
	owner, err := s.App.FindAuthRecordByEmail(core.CollectionNameSuperusers, "owner@example.com")
	if err != nil || !owner.ValidatePassword("a long password") {
		t.Errorf("the owner cannot sign in: %v", err)
	}
	if made, err := shoptest.Open(t).EnsureOwner(t.Context(), s.App, "not an address", "x"); made {
		t.Errorf("made: %v, %v", made, err)
	}
}

func TestWhatTheShopConfirmsOutlivesAPowerFailure(t *testing.T) {
	s := shoptest.Open(t)
	if err := shop.CheckDurable(s.App); err != nil {
		t.Fatal(err)
	}
	if _, err := s.App.NonconcurrentDB().NewQuery("PRAGMA synchronous = NORMAL").Execute(); err != nil {
		t.Fatal(err)
	}
	if err := shop.CheckDurable(s.App); err == nil {
		t.Error("a database that may lose an order was taken")
	}
}

func TestASessionTokenIsKeptOnlyAsAHash(t *testing.T) {
	s := shoptest.Open(t)
	first, err := s.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.NewSession()
	if err != nil || first == second {
		t.Fatalf("two tokens are alike: %v", err)
	}
	if hash := shop.SessionHash(first); len(hash) != 64 || hash == shop.SessionHash(second) || hash != shop.SessionHash(first) {
		t.Errorf("the hash of %s is %s", first, hash)
	}
	for _, no := range []string{"", "x", first + "A", first[1:], first + "=", "é" + first} {
		if hash := shop.SessionHash(no); hash != "" {
			t.Errorf("%q has the hash %s", no, hash)
		}
	}
}
