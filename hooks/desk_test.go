package hooks_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/desk"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/shoptest"
)

const imports = "/api/owner/catalogue/import"

// handIn hands a file in and waits until it is checked, or failed.
func handIn(t *testing.T, owner *shoptest.Browser, name string, content []byte) shoptest.Answer {
	t.Helper()
	owner.Post(imports+"?name="+url.QueryEscape(name), content, "Content-Type", "application/octet-stream").Want(202)
	return settled(t, owner)
}

// settled waits until nothing is being worked on.
func settled(t *testing.T, owner *shoptest.Browser) shoptest.Answer {
	t.Helper()
	for range 500 {
		answer := owner.Get(imports).Want(200)
		if state := answer.Text("state"); state != "checking" && state != "importing" {
			return answer
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the import did not end")
	return shoptest.Answer{}
}

func exported(t *testing.T, owner *shoptest.Browser) []byte {
	t.Helper()
	token := owner.Post("/api/files/token", nil).Want(200).Text("token")
	answer := owner.Get("/api/owner/catalogue/export?token=" + token).Want(200)
	if answer.Header.Get("Content-Disposition") != `attachment; filename="catalogue-2026-11-23.zip"` {
		t.Errorf("the download is %s", answer.Header.Get("Content-Disposition"))
	}
	return answer.Body
}

// entry is one file of a zip that is made by hand.
type entry struct {
	name, content string
	header        func(*zip.FileHeader)
}

func zipped(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	for _, one := range entries {
		header := &zip.FileHeader{Name: one.name, Method: zip.Deflate}
		if one.header != nil {
			one.header(header)
		}
		file, err := writer.CreateHeader(header)
		must(t, err)
		_, err = io.WriteString(file, one.content)
		must(t, err)
	}
	must(t, writer.Close())
	return archive.Bytes()
}

func left(t *testing.T, s *shoptest.Shop) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(s.App.DataDir(), core.LocalTempDirName, "catalogue_*"))
	must(t, err)
	return found
}

func TestTheOwnerTakesTheCatalogueFromOneShopToAnother(t *testing.T) {
	t.Parallel()
	from, to := emptied(t), emptied(t)
	if seeded, err := from.SeedDemo(t.Context(), from.App); err != nil || !seeded {
		t.Fatalf("the demo catalogue: %t, %v", seeded, err)
	}
	file := exported(t, dashboard(t, from))
	owner := dashboard(t, to)
	if none := owner.Get(imports).Want(200); none.Text("state") != "none" || none.Len("problems") != 0 {
		t.Errorf("before anything: %s", none.Body)
	}
	checked := handIn(t, owner, "catalogue.zip", file)
	if checked.Text("state") != "checked" || checked.Int("problemsCount") != 0 || checked.Int("added") < 50 || checked.Int("changed") != 0 || to.Count(t, "products", "") != 0 {
		t.Fatalf("the check: %s, %d products", checked.Body, to.Count(t, "products", ""))
	}
	bring := imports + "/" + checked.Text("id")
	owner.Post(bring, nil).Want(202)
	owner.Post(bring, nil).Want(202)
	done := settled(t, owner)
	if done.Text("state") != "done" || done.Int("added") != checked.Int("added") || done.Int("done") != done.Int("total") {
		t.Fatalf("brought in: %s", done.Body)
	}
	before, pictures := wholeCatalogue(t, from)
	after, same := wholeCatalogue(t, to)
	if after != before {
		t.Error("the catalogue is another")
	}
	for name, content := range pictures {
		if !bytes.Equal(content, same[name]) {
			t.Errorf("the picture %s is another", name)
		}
	}
	keepsStockLaws(t, to)
	if rest := left(t, to); len(rest) != 0 {
		t.Errorf("the file is still there: %v", rest)
	}
	again := handIn(t, owner, "catalogue.zip", file)
	if again.Int("added")+again.Int("changed") != 0 || again.Int("same") != done.Int("added") {
		t.Errorf("once more: %s", again.Body)
	}
}

func TestAFileWithAProblemChangesNothingUntilItIsMended(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	wrong := handIn(t, owner, "products (1).csv", []byte("slug,price\n"+shoptest.Mug+",7000\n"+shoptest.Flask+",\"1,50\"\n"))
	if wrong.Text("state") != "checked" || wrong.Int("problemsCount") != 1 || wrong.Int("problems.0.line") != 3 || wrong.Text("problems.0.column") != "price" ||
		wrong.Text("problems.0.file") != "products (1).csv" || !strings.Contains(wrong.Text("problems.0.message"), "is no amount") {
		t.Errorf("the owner reads %s", wrong.Body)
	}
	owner.Post(imports+"/"+wrong.Text("id"), nil).Refused(409, "id", "import_invalid")
	if rest := left(t, s); len(rest) != 0 {
		t.Errorf("a file that cannot be brought in is kept: %v", rest)
	}
	right := handIn(t, owner, "products.csv", []byte("slug,price\n"+shoptest.Mug+",7000\n"+shoptest.Flask+",11000\n"))
	if right.Int("changed") != 1 || right.Int("same") != 1 || right.Len("changes") != 1 || right.Text("changes.0.name") != "Test Mug" || right.Int("changes.0.line") != 2 || right.Text("changes.0.columns.0") != "price" || s.ProductRecord(t, shoptest.Mug).GetInt("priceKobo") != shoptest.MugPrice {
		t.Errorf("the check: %s", right.Body)
	}
	owner.Post(imports+"/"+wrong.Text("id"), nil).Refused(404, "id", "not_found")
	owner.Post(imports+"/"+right.Text("id"), nil).Want(202)
	if done := settled(t, owner); done.Text("state") != "done" || s.ProductRecord(t, shoptest.Mug).GetInt("priceKobo") != 700_000 {
		t.Errorf("brought in: %s", done.Body)
	}
}

func TestAFileThatIsNoCatalogueIsRefusedInWords(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	table := entry{"products.csv", "slug,price\n" + shoptest.Mug + ",7000\n", nil}
	bomb := entry{"pictures/a.png", strings.Repeat("\x00", 1<<20), nil}
	link := func(h *zip.FileHeader) { h.SetMode(os.ModeSymlink | 0o777) }
	bombs := []entry{}
	for i := range 1025 {
		bombs = append(bombs, entry{fmt.Sprintf("pictures/%d.png", i), bomb.content, nil})
	}
	for name, test := range map[string]struct {
		file    string
		content []byte
		want    string
	}{
		"a text":               {"a.txt", []byte("hello"), "This is no zip file"},
		"half a zip":           {"a.zip", zipped(t, table)[:60], "This is no zip file"},
		"a way out":            {"a.zip", zipped(t, table, entry{"../../etc/passwd", "x", nil}), "outside of itself"},
		"a way out by Windows": {"a.zip", zipped(t, table, entry{`pictures\..\..\x.jpg`, "x", nil}), "outside of itself"},
		"an absolute path":     {"a.zip", zipped(t, table, entry{"/products.csv", "x", nil}), "outside of itself"},
		"a table twice":        {"a.zip", zipped(t, table, entry{"PRODUCTS.csv", "x", nil}), "twice"},
		"a folder of tables":   {"a.zip", zipped(t, entry{"mine/products.csv", table.content, nil}), "lies in a folder of the zip"},
		"a folder of folders":  {"a.zip", zipped(t, table, entry{"pictures/mugs/a.jpg", "x", nil}), "below pictures"},
		"a password":           {"a.zip", zipped(t, entry{"products.csv", "x", func(h *zip.FileHeader) { h.Flags |= 1 }}), "password"},
		"a link":               {"a.zip", zipped(t, table, entry{"data/a.jpg", "/etc/passwd", link}), "is a link"},
		"a workbook":           {"a.xlsx", zipped(t, entry{"[Content_Types].xml", "x", nil}), "workbook of Excel"},
		"a bomb":               {"a.zip", zipped(t, append(bombs, table)...), "larger than 1024 MB"},
	} {
		answer := handIn(t, owner, test.file, test.content)
		if answer.Text("state") != "failed" || !strings.Contains(answer.Text("text"), test.want) {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	torn := zipped(t, entry{"products.csv", strings.Repeat(table.content, 3), nil})
	torn[45] ^= 0xff
	if answer := handIn(t, owner, "a.zip", torn); answer.Text("state") != "failed" || !strings.Contains(answer.Text("text"), "products.csv is broken in this zip") {
		t.Errorf("a torn zip: %s", answer.Body)
	}
	owner.Post(imports+"?name=a.csv", []byte{}, "Content-Type", "application/octet-stream").Refused(400, "file", "import_invalid")
	mac := handIn(t, owner, "a.zip", zipped(t, table, entry{"__MACOSX/._products.csv", "x", nil}, entry{"pictures/", "", nil}))
	if mac.Text("state") != "checked" || mac.Int("changed") != 1 || mac.Int("problemsCount") != 0 {
		t.Errorf("a zip of Mac OS: %s", mac.Body)
	}
	request, err := http.NewRequest(http.MethodPost, s.URL+imports+"?name=a.zip", io.LimitReader(zeros{}, shop.MaxCatalogue+1))
	must(t, err)
	request.ContentLength = shop.MaxCatalogue + 1
	request.Header.Set("Authorization", owner.Token)
	request.Header.Set("Expect", "100-continue")
	response, err := (&http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}).Do(request)
	must(t, err)
	defer response.Body.Close()
	if response.StatusCode != 413 {
		t.Errorf("a file that is too large was answered %d", response.StatusCode)
	}
	if s.ProductRecord(t, shoptest.Mug).GetInt("priceKobo") != shoptest.MugPrice {
		t.Error("the price is another")
	}
}

type zeros struct{}

func (zeros) Read(piece []byte) (int, error) { clear(piece); return len(piece), nil }

func TestAnUploadThatBreaksOffLeavesNothing(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	owner := dashboard(t, s)
	connection, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
	must(t, err)
	defer connection.Close()
	_, err = fmt.Fprintf(connection, "POST %s?name=a.csv HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\nContent-Length: 1000\r\n\r\nslug,price\n", imports, owner.Token)
	must(t, err)
	must(t, connection.(*net.TCPConn).CloseWrite())
	answer, err := io.ReadAll(connection)
	must(t, err)
	if !strings.Contains(string(answer), "The file did not arrive whole. Choose it again.") {
		t.Errorf("it was answered %s", answer)
	}
	if state := owner.Get(imports).Want(200).Text("state"); state != "none" || len(left(t, s)) != 0 {
		t.Errorf("the state is %s, left are %v", state, left(t, s))
	}
}

func TestOnlyTheOwnerReachesTheDesk(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	guest, signedIn, owner := s.Browser(t), s.Browser(t), dashboard(t, s)
	signedIn.SignUp("ada@example.com")
	for who, b := range map[string]*shoptest.Browser{"a guest": guest, "an account": signedIn} {
		for what, answer := range map[string]shoptest.Answer{
			"look": b.Get(imports), "hand in": b.Post(imports+"?name=products.csv", []byte("slug\n"), "Content-Type", "application/octet-stream"),
			"bring in": b.Post(imports+"/x", nil), "export": b.Get("/api/owner/catalogue/export"), "export by a token": b.Get("/api/owner/catalogue/export?token=" + b.Token),
		} {
			if answer.Status != 401 && answer.Status != 403 {
				t.Errorf("%s may %s: %d %s", who, what, answer.Status, answer.Body)
			}
		}
	}
	token := signedIn.Post("/api/files/token", nil).Want(200).Text("token")
	guest.Get("/api/owner/catalogue/export?token=" + token).Want(403)
	guest.Get("/api/owner/catalogue/export?token=" + owner.Token).Want(403)
	owner.Post(imports+"?name=products.csv", []byte("slug\n"), "Content-Type", "application/octet-stream", "Sec-Fetch-Site", "cross-site").Want(403)
	fileToken := owner.Post("/api/files/token", nil).Want(200).Text("token")
	guest.Get("/api/owner/catalogue/export?token=" + fileToken).Want(200)
	settings := s.App.Settings()
	settings.SuperuserIPs = []string{"10.0.0.0/8"}
	must(t, s.App.Save(settings))
	guest.Get("/api/owner/catalogue/export?token=" + fileToken).Want(403)
}

func TestAnImportThatMeetsAnotherChangeReadsTheCatalogueAgain(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	folder := os.DirFS(tables(t, map[string]string{"products.csv": "slug,name,category,price\nnew-mug,New Mug,cups,5\n" + shoptest.Mug + ",Test Mug,cups,7000\n"}))
	moved := false
	report, err := s.Import(t.Context(), s.App, folder, false, func(p shop.ImportProgress) {
		if !moved && p.Text == "products.csv: 2 of 2 rows checked" {
			moved = true
			s.Set(t, "categories", "cups", map[string]any{"slug": "mugs"})
		}
	})
	if err != nil || !moved || len(report.Problems) != 2 || report.Problems[0].Message != "There is no category with the slug cups. Add it to its table, or write another slug." {
		t.Errorf("%v: %+v", err, report)
	}
	report, err = s.Import(t.Context(), s.App, folder, false, func(p shop.ImportProgress) {
		if strings.HasSuffix(p.Text, "rows checked") {
			s.Set(t, "categories", "drinks", map[string]any{"position": s.Record(t, "categories", categoryID(t, s, "drinks")).GetInt("position") + 1})
		}
	})
	if len(report.Problems) != 2 && err == nil {
		t.Errorf("%v: %+v", err, report)
	}
	if s.Count(t, "products", "") != 3 || s.ProductRecord(t, shoptest.Mug).GetInt("priceKobo") != shoptest.MugPrice {
		t.Error("something was brought in")
	}
}

// A row of the file that fails when it is written takes all others, and the pictures, with it.
func TestAFaultWhileTheCatalogueIsWrittenUndoesAllOfIt(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	_, err := s.App.NonconcurrentDB().NewQuery("CREATE TRIGGER broken BEFORE INSERT ON products WHEN NEW.slug = 'second' BEGIN SELECT RAISE(ABORT, 'broken'); END").Execute()
	must(t, err)
	owner := dashboard(t, s)
	file := zipped(t, entry{"products.csv", "slug,name,category,price,images\nfirst,First,cups,5,portrait.png\nsecond,Second,cups,5,portrait.png\n", nil}, entry{"pictures/portrait.png", string(pngPicture(t)), nil})
	checked := handIn(t, owner, "a.zip", file)
	if checked.Int("added") != 2 {
		t.Fatalf("the check: %s", checked.Body)
	}
	owner.Post(imports+"/"+checked.Text("id"), nil).Want(202)
	if failed := settled(t, owner); failed.Text("state") != "failed" || !strings.Contains(failed.Text("text"), "Nothing was changed") {
		t.Errorf("the owner reads %s", failed.Body)
	}
	if s.Count(t, "products", "") != 3 {
		t.Error("a product was added")
	}
	must(t, filepath.WalkDir(filepath.Join(s.App.DataDir(), "storage"), func(name string, found os.DirEntry, err error) error {
		if err == nil && !found.IsDir() && strings.Contains(name, "portrait") {
			t.Errorf("the picture %s is left", name)
		}
		return nil
	}))
}

func TestTheDeskIsNeverAnOldOne(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	for _, path := range []string{"/_/extensions.js", "/_/extensions/desk/main.js"} {
		if got := s.Browser(t).Get(path).Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("%s may be kept: %q", path, got)
		}
	}
	content, err := desk.Files().ReadFile("main.js")
	must(t, err)
	if !bytes.HasSuffix(content, []byte("\n")) {
		t.Error("main.js is glued to the next extension's: end it with a new line")
	}
}

func pngPicture(t *testing.T) []byte {
	t.Helper()
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 20))))
	return picture.Bytes()
}
