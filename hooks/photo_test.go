package hooks_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"mime/multipart"
	"testing"
	"time"

	"lovegiftings/internal/shoptest"
)

const photos = "/api/shop/photos"

func upload(t *testing.T, b *shoptest.Browser, content []byte, headers ...string) shoptest.Answer {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("photo", "../../me.php")
	must(t, err)
	_, err = part.Write(content)
	must(t, err)
	must(t, form.Close())
	return b.Post(photos, body.Bytes(), append([]string{"Content-Type", form.FormDataContentType()}, headers...)...)
}

func portrait(t *testing.T) []byte {
	t.Helper()
	var written bytes.Buffer
	must(t, png.Encode(&written, image.NewGray(image.Rect(0, 0, 40, 60))))
	return written.Bytes()
}

// photoMug lets the owner ask for a photo on the mug.
func photoMug(t *testing.T, s *shoptest.Shop) *shoptest.Browser {
	t.Helper()
	owner := dashboard(t, s)
	owner.Post(records("customization_fields"), map[string]any{
		"product": s.ProductRecord(t, shoptest.Mug).Id, "label": "Photo", "kind": "photo", "required": true, "surchargeKobo": 150_000, "position": 20,
	}).Want(200)
	return owner
}

func withPhoto(id string) map[string]any {
	return map[string]any{"product": shoptest.Mug, "quantity": 1, "customizations": map[string]any{"color": "wine", "photo": id}}
}

func TestAPhotoGoesFromTheShopperToTheOwner(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := photoMug(t, s)
	b, stranger := s.Browser(t), s.Browser(t)
	kept := upload(t, b, portrait(t)).Want(201)
	id := kept.Text("id")
	if kept.Int("width") != 40 || kept.Int("height") != 60 {
		t.Errorf("kept %s", kept.Body)
	}
	if shown := b.Get(kept.Text("url")).Want(200); shown.Header.Get("Content-Type") != "image/jpeg" || !bytes.HasPrefix(shown.Body, []byte("\xff\xd8\xff")) {
		t.Errorf("it is shown as %s", shown.Header.Get("Content-Type"))
	}
	stranger.Get(kept.Text("url")).Refused(404, "photo", "not_found")
	for range 2 { // drawn, then found
		small, format, err := image.DecodeConfig(bytes.NewReader(b.Get(kept.Text("url") + "?thumb=160x160").Want(200).Body))
		if err != nil || format != "jpeg" || small.Width != 160 || small.Height != 160 {
			t.Errorf("the small one is a %s of %d × %d, %v", format, small.Width, small.Height, err)
		}
	}
	stranger.Get(kept.Text("url")+"?thumb=160x160").Refused(404, "photo", "not_found")
	record := s.Record(t, "customization_photos", id)
	file := "/api/files/customization_photos/" + id + "/" + record.GetString("photo")
	if answer := stranger.Get(file); answer.Status != 404 {
		t.Errorf("the file itself answers a stranger %d", answer.Status)
	}

	b.Post(items, withPhoto("")).Refused(400, "photo", "customization_missing")
	b.Post(items, withPhoto("me.jpg")).Refused(400, "photo", "customization_invalid")
	b.Post(items, withPhoto("abcdefghij12345")).Refused(404, "photo", "not_found")
	stranger.Post(items, withPhoto(id)).Refused(404, "photo", "not_found")
	cart := b.Post(items, withPhoto(id)).Want(200)
	if cart.Int("items.0.unitPriceKobo") != shoptest.MugPrice+150_000 || cart.Text("items.0.customizationDetails.1.value") != "Your photo" {
		t.Errorf("the cart is %s", cart.Body)
	}
	order := b.Post(checkout, shoptest.Form()).Want(201)
	if order.Text("items.0.customizations.photo") != id {
		t.Errorf("the order is %s", order.Body)
	}
	if kept := s.Record(t, "orders", order.Text("id")).GetStringSlice("photos"); len(kept) != 1 || kept[0] != id {
		t.Errorf("the owner finds the photos %v at the order", kept)
	}
	token := owner.Post("/api/files/token", nil).Want(200).Text("token")
	owner.Get(file + "?token=" + token).Want(200)
	s.Clock.Pass(60 * 24 * time.Hour)
	must(t, s.SweepPhotos(t.Context(), s.App))
	owner.Get(file + "?token=" + token).Want(200)
}

func TestWhatIsNoPhotoIsRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	for name, content := range map[string][]byte{"a bomb": pngHeader(30_000, 30_000), "words": []byte("GIF?"), "nothing": {}} {
		if answer := upload(t, b, content).Want(400); answer.Text("data.photo.code") != "photo_invalid" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	b.Post(photos, map[string]any{"photo": "x"}).Refused(400, "photo", "photo_invalid")
	upload(t, b, bytes.Repeat([]byte("x"), 12<<20)).Want(413)
	upload(t, b, portrait(t), "Sec-Fetch-Site", "cross-site").Want(403)
	if s.Count(t, "customization_photos", "") != 0 {
		t.Error("something was kept all the same")
	}
}

func TestAPhotoThatNobodyUsesIsDeletedAfterAWeek(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	photoMug(t, s)
	b := s.Browser(t)
	upload(t, b, portrait(t)).Want(201)
	used := upload(t, b, portrait(t)).Want(201).Text("id")
	b.Post(items, withPhoto(used)).Want(200)
	s.Clock.Pass(6 * 24 * time.Hour)
	must(t, s.SweepPhotos(t.Context(), s.App))
	if count := s.Count(t, "customization_photos", ""); count != 2 {
		t.Fatalf("after six days %d are left", count)
	}
	s.Clock.Pass(2 * 24 * time.Hour)
	must(t, s.SweepPhotos(t.Context(), s.App))
	must(t, s.SweepPhotos(t.Context(), s.App))
	if left := s.Count(t, "customization_photos", ""); left != 1 || s.Record(t, "customization_photos", used) == nil {
		t.Errorf("%d are left", left)
	}
}

func TestAGuestsPhotoIsTheAccountsAfterTheSignIn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	photoMug(t, s)
	b := s.Browser(t)
	kept := upload(t, b, portrait(t)).Want(201)
	b.Post(items, withPhoto(kept.Text("id"))).Want(200)
	b.SignUp("ada@example.com")
	b.Get(kept.Text("url")).Want(200)
	b.Post(items, withPhoto(kept.Text("id"))).Want(200)
	b.Token = ""
	b.Get(kept.Text("url")).Refused(404, "photo", "not_found")
	var cart struct{ Items []any }
	must(t, json.Unmarshal(b.Get("/api/shop/cart").Want(200).Body, &cart))
	if len(cart.Items) != 0 {
		t.Errorf("the browser still has %d lines", len(cart.Items))
	}
}
