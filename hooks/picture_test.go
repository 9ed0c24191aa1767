package hooks_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/shoptest"
)

// secret is what a camera noted beside how it was held.
const secret = "GPS 7.3775 N 3.9470 E"

// snapshot is what a phone saves that was held upright: a picture of width × height as it is shown, its top red, its rest
// blue, kept lying on its side with a note to turn it.
func snapshot(t *testing.T, width, height int) []byte {
	t.Helper()
	lying := image.NewNRGBA(image.Rect(0, 0, height, width))
	for x := range height {
		for y := range width {
			lying.Set(x, y, color.NRGBA{B: 200, A: 255})
			if x < height/2 {
				lying.Set(x, y, color.NRGBA{R: 200, A: 255})
			}
		}
	}
	var written bytes.Buffer
	must(t, jpeg.Encode(&written, lying, nil))
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00" + secret)
	block := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(written.Bytes()[:2:2], append(block, exif...)...), written.Bytes()[2:]...)
}

// hang uploads pictures of a record as the dashboard does.
func hang(t *testing.T, owner *shoptest.Browser, collection, id, field string, contents ...[]byte) shoptest.Answer {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, content := range contents {
		part, err := form.CreateFormFile(field, "thumbs_from her phone.jpg")
		must(t, err)
		_, err = part.Write(content)
		must(t, err)
	}
	must(t, form.Close())
	return owner.Patch(records(collection)+"/"+id, body.Bytes(), "Content-Type", form.FormDataContentType())
}

func draw(t *testing.T, s *shoptest.Shop) {
	t.Helper()
	must(t, s.DrawPictures(t.Context(), s.App))
}

// addresses are those of a srcset, with their widths.
func addresses(srcset string) map[string]string {
	all := map[string]string{}
	for one := range strings.SplitSeq(srcset, ", ") {
		if address, width, parted := strings.Cut(one, " "); parted {
			all[address] = width
		}
	}
	return all
}

func TestAnUploadedPictureIsDrawnUprightForShoppersAndTheirEyesOnly(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	mug := s.ProductRecord(t, shoptest.Mug).Id
	content := snapshot(t, 600, 900)
	hang(t, owner, "products", mug, "images", content).Want(200)
	file := "/api/files/products/" + mug + "/" + s.ProductRecord(t, shoptest.Mug).GetStringSlice("images")[0]

	early := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if early.Text("images.0.webp") != "" || early.Text("images.0.color") != "" || early.Int("images.0.width") != 540 || early.Int("images.0.height") != 810 || len(addresses(early.Text("images.0.srcset"))) != 3 {
		t.Errorf("before it is drawn it is told so: %s", early.Body)
	}
	for address := range addresses(early.Text("images.0.srcset")) {
		if shown := b.Get(address).Want(200); bytes.Contains(shown.Body, []byte(secret)) {
			t.Errorf("%s tells what the camera noted", address)
		}
	}
	b.Get(file).Want(404)
	b.Get(file + "?thumb=31x41").Want(404)

	draw(t, s)
	drawn := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if drawn.Int("images.0.width") != 600 || drawn.Int("images.0.height") != 900 || drawn.Text("images.0.alt") != "Test Mug" || len(drawn.Text("images.0.color")) != 7 {
		t.Errorf("it is told so: %s", drawn.Body)
	}
	for name, kind := range map[string]string{"srcset": "image/jpeg", "webp": "image/webp"} {
		set := addresses(drawn.Text("images.0." + name))
		if len(set) != 4 {
			t.Fatalf("the %s has %v", name, set)
		}
		for address, width := range set {
			shown := b.Get(address).Want(200)
			if shown.Header.Get("Content-Type") != kind || !strings.Contains(shown.Header.Get("Cache-Control"), "immutable") || bytes.Contains(shown.Body, []byte("GPS")) || bytes.Contains(shown.Body, []byte("Exif")) {
				t.Errorf("%s is sent as %s, %s", address, shown.Header.Get("Content-Type"), shown.Header.Get("Cache-Control"))
			}
			read, _, err := image.Decode(bytes.NewReader(shown.Body))
			must(t, err)
			if size := read.Bounds(); width != "600w" && size.Dy() != size.Dx()*3/2 || !strings.Contains(address, "/"+strings.TrimSuffix(width, "w")+".") {
				t.Errorf("%s is %v", address, size)
			}
			if red, _, blue, _ := read.At(read.Bounds().Dx()/2, 9).RGBA(); red < 2*blue {
				t.Errorf("%s is not upright", address)
			}
		}
	}

	for _, address := range []string{file, file + "?thumb=31x41", file + "?token=" + owner.Token} { // a sign-in is no token for files
		if shown := b.Get(address).Want(200); shown.Header.Get("Content-Type") != "image/jpeg" || bytes.Contains(shown.Body, []byte("GPS")) {
			t.Errorf("%s shows a stranger what the owner uploaded", address)
		}
	}
	token := owner.Post("/api/files/token", nil).Want(200).Text("token")
	for who, answer := range map[string]shoptest.Answer{"she asks": owner.Get(file), "her browser follows a link": b.Get(file + "?token=" + token)} {
		if !bytes.Equal(answer.Want(200).Body, content) {
			t.Errorf("the owner does not get her own picture when %s", who)
		}
	}
	if s.Count(t, "pictures", "") != 1 {
		t.Errorf("there are %d rows for one picture", s.Count(t, "pictures", ""))
	}
}

func TestACategorysPictureIsDrawn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	category := s.ProductRecord(t, shoptest.Pack).GetString("category")
	hang(t, dashboard(t, s), "categories", category, "image", snapshot(t, 200, 100)).Want(200)
	draw(t, s)
	if catalogue := s.Browser(t).Get("/api/shop/catalog").Want(200); len(addresses(catalogue.Text("1.image.webp"))) != 2 {
		t.Errorf("it is told so: %s", catalogue.Body)
	}
}

// drawnFiles waits until the storage has so many WebP files: PocketBase takes files away in the background.
func drawnFiles(t *testing.T, s *shoptest.Shop, want int, when string) {
	t.Helper()
	count := 0
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		count = 0
		must(t, filepath.WalkDir(filepath.Join(s.App.DataDir(), "storage"), func(name string, entry os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".webp") {
				count++
			}
			if os.IsNotExist(err) {
				return nil // taken away meanwhile
			}
			return err
		}))
		if count == want {
			return
		}
	}
	t.Errorf("%d files are there %s", count, when)
}

func TestWhatWasDrawnGoesWithItsPictureButAnOrderKeepsWhatWasSold(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	mug := s.ProductRecord(t, shoptest.Mug).Id
	hang(t, owner, "products", mug, "images", snapshot(t, 180, 90), snapshot(t, 200, 90)).Want(200)
	early := s.Browser(t)
	early.Add(shoptest.Mug, 1, shoptest.Custom(""))
	before := early.Post(checkout, shoptest.Form()).Want(201).Text("id") // its line has the address of a thumbnail
	draw(t, s)
	late := s.Browser(t)
	late.Add(shoptest.Mug, 1, shoptest.Custom(""))
	after := late.Post(checkout, shoptest.Form()).Want(201).Text("id")
	drawnFiles(t, s, 1+2, "when two pictures are drawn")

	second := s.ProductRecord(t, shoptest.Mug).GetStringSlice("images")[1]
	hang(t, owner, "products", mug, "images", snapshot(t, 100, 90)).Want(200)
	owner.Patch(records("products")+"/"+mug, map[string]any{"images-": second}).Want(200)
	draw(t, s)
	drawnFiles(t, s, 1+1, "when one picture has been replaced")

	must(t, s.App.Delete(s.Record(t, "products", mug)))
	draw(t, s)
	drawnFiles(t, s, 1, "for the orders")
	if sold, all := s.Count(t, "pictures", "status = 'sold'"), s.Count(t, "pictures", ""); sold != 1 || all != 1 {
		t.Errorf("%d of %d rows are kept for the orders", sold, all)
	}
	for who, order := range map[*shoptest.Browser]string{early: before, late: after} {
		line := who.Get("/api/shop/orders/" + order).Want(200)
		if line.Int("items.0.image.width") != 180 || line.Text("items.0.image.alt") != "Test Mug" {
			t.Errorf("the order shows %s", line.Body)
		}
		who.Get(line.Text("items.0.image.url")).Want(200)
		for address := range addresses(line.Text("items.0.image.webp")) {
			who.Get(address).Want(200)
		}
	}
}

func TestAPictureThatCannotBeDrawnIsToldToTheOwnerAndKeepsNoOtherBack(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner, b := dashboard(t, s), s.Browser(t)
	var broken bytes.Buffer
	must(t, png.Encode(&broken, image.NewGray(image.Rect(0, 0, 90, 90))))
	broken.Bytes()[bytes.Index(broken.Bytes(), []byte("IDAT"))+8] ^= 0xff
	mug := s.ProductRecord(t, shoptest.Mug).Id
	hang(t, owner, "products", mug, "images", broken.Bytes(), snapshot(t, 90, 90)).Want(200)
	draw(t, s)
	draw(t, s)
	told := owner.Get(records("pictures") + "?filter=status%3D'failed'").Want(200)
	if told.Int("totalItems") != 1 || told.Text("items.0.record") != mug || told.Text("items.0.problem") != "This picture cannot be read. Save it as JPEG, PNG or WebP and upload it again." {
		t.Errorf("the owner sees %s", told.Body)
	}
	product := b.Get("/api/shop/products/" + shoptest.Mug).Want(200)
	if product.Len("images") != 1 || product.Int("images.0.width") != 90 || product.Text("images.0.webp") == "" {
		t.Errorf("shoppers see %s", product.Body)
	}
	id := told.Text("items.0.id")
	owner.Patch(records("pictures")+"/"+id, map[string]any{"status": "waiting"}).Refused(409, "id", "record_protected")
}

// only is the one row of pictures, past all guards.
func only(t *testing.T, s *shoptest.Shop) *core.Record {
	t.Helper()
	rows, err := s.App.FindAllRecords("pictures")
	must(t, err)
	if len(rows) != 1 {
		t.Fatalf("there are %d pictures", len(rows))
	}
	return rows[0]
}

func TestDrawingGoesOnWhereItWasCutOff(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	mug := s.ProductRecord(t, shoptest.Mug).Id
	hang(t, dashboard(t, s), "products", mug, "images", snapshot(t, 90, 90)).Want(200)

	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	must(t, s.DrawPictures(stopped, s.App))
	if row := only(t, s); row.GetString("status") != "waiting" || row.GetInt("tries") != 0 {
		t.Fatalf("a stopped shop left it %v", row)
	}
	// A try that began and ended with the program's own end.
	s.Set(t, "pictures", only(t, s).Id, map[string]any{"tries": 1, "nextAt": s.Clock.Now().Add(time.Minute)})
	draw(t, s)
	if status := only(t, s).GetString("status"); status != "waiting" {
		t.Fatalf("it was tried again at once: %s", status)
	}
	must(t, s.ResumePictures(t.Context(), s.App))
	draw(t, s)
	if row := only(t, s); row.GetString("status") != "drawn" || row.GetInt("tries") != 2 || len(row.GetStringSlice("files")) != 2 {
		t.Errorf("after a new start it is %v", row)
	}
}

func TestAPictureThatEndsTheProgramEachTimeIsGivenUp(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	hang(t, dashboard(t, s), "products", s.ProductRecord(t, shoptest.Mug).Id, "images", snapshot(t, 90, 90)).Want(200)
	s.Set(t, "pictures", only(t, s).Id, map[string]any{"tries": 5})
	draw(t, s)
	if row := only(t, s); row.GetString("status") != "failed" || !strings.Contains(row.GetString("problem"), "upload it again") {
		t.Errorf("it is %v", row)
	}
}

func TestAFileThatIsOutOfReachIsTriedAgainLater(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	mug := s.ProductRecord(t, shoptest.Mug)
	hang(t, dashboard(t, s), "products", mug.Id, "images", snapshot(t, 90, 90)).Want(200)
	mug = s.ProductRecord(t, shoptest.Mug)
	file := filepath.Join(s.App.DataDir(), "storage", mug.BaseFilesPath(), mug.GetStringSlice("images")[0])
	must(t, os.Rename(file, file+".away"))
	for range 7 { // more often than the program may end without a word
		if err := s.DrawPictures(t.Context(), s.App); err == nil {
			t.Error("nobody hears that a file is out of reach")
		}
		if row := only(t, s); row.GetString("status") != "waiting" || !strings.Contains(row.GetString("problem"), "tries again by itself") {
			t.Fatalf("it is %v", row)
		}
		draw(t, s) // not yet
		s.Clock.Pass(24 * time.Hour)
	}
	must(t, os.Rename(file+".away", file))
	draw(t, s)
	if row := only(t, s); row.GetString("status") != "drawn" || row.GetString("problem") != "" {
		t.Errorf("it is %v", row)
	}
}

func TestTheShopDrawsByItselfWhatIsUploaded(t *testing.T) {
	t.Parallel()
	s := shoptest.OpenAtWork(t)
	hang(t, dashboard(t, s), "products", s.ProductRecord(t, shoptest.Mug).Id, "images", snapshot(t, 90, 90)).Want(200)
	b, until := s.Browser(t), time.Now().Add(30*time.Second)
	for b.Get("/api/shop/products/"+shoptest.Mug).Want(200).Text("images.0.webp") == "" {
		if time.Now().After(until) {
			t.Fatalf("it is not drawn: %v", only(t, s))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// TestAShopFromBeforeGetsItsPicturesDrawn takes the migration back and makes it again over a shop with pictures.
func TestAShopFromBeforeGetsItsPicturesDrawn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	hang(t, owner, "products", s.ProductRecord(t, shoptest.Mug).Id, "images", snapshot(t, 90, 90), snapshot(t, 80, 80)).Want(200)
	hang(t, owner, "categories", s.ProductRecord(t, shoptest.Mug).GetString("category"), "image", snapshot(t, 70, 70)).Want(200)
	for _, migration := range core.AppMigrations.Items() {
		if migration.File == "1763880001_pictures.go" {
			must(t, migration.Down(s.App))
			if _, err := s.App.FindCollectionByNameOrId("pictures"); err == nil {
				t.Fatal("the way back leaves the pictures")
			}
			must(t, migration.Up(s.App))
		}
	}
	if waiting := s.Count(t, "pictures", "status = 'waiting'"); waiting != 3 {
		t.Errorf("%d pictures wait", waiting)
	}
	draw(t, s)
	if drawn := s.Count(t, "pictures", "status = 'drawn'"); drawn != 3 {
		t.Errorf("%d pictures are drawn", drawn)
	}
}
