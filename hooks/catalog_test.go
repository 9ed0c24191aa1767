package hooks_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/hooks"
	"lovegiftings/internal/shoptest"
)

// emptied is a shop without a catalogue.
func emptied(t *testing.T) *shoptest.Shop {
	t.Helper()
	s := shoptest.Open(t)
	for _, collection := range []string{"customization_fields", "products", "categories", "categories", "delivery_zones"} {
		all, err := s.App.FindAllRecords(collection)
		must(t, err)
		for _, record := range all {
			_ = s.App.Delete(record) // a parent goes in the second round
		}
	}
	if left := s.Count(t, "categories", "") + s.Count(t, "products", ""); left != 0 {
		t.Fatalf("%d records are left", left)
	}
	return s
}

// catalog runs the command line's catalog command and gives what it tells.
func catalog(t *testing.T, s *shoptest.Shop, args ...string) (told string, err error) {
	t.Helper()
	var output bytes.Buffer
	command := hooks.CatalogCommand(s.App, s.Shop)
	command.SetArgs(args)
	command.SetErr(&output)
	command.SetOut(&output)
	command.SilenceErrors = true
	err = command.ExecuteContext(t.Context())
	return output.String(), err
}

// wholeCatalogue is all that a shop sells, with names in the place of ids, and each picture's bytes.
func wholeCatalogue(t *testing.T, s *shoptest.Shop) (told string, pictures map[string][]byte) {
	t.Helper()
	b, owner := s.Browser(t), dashboard(t, s)
	pictures = map[string][]byte{}
	texts := []string{string(b.Get("/api/shop/catalog").Want(200).Body), string(b.Get("/api/shop/delivery-zones").Want(200).Body)}
	products, err := s.App.FindRecordsByFilter("products", "", "slug", 0, 0)
	must(t, err)
	for _, product := range products {
		if product.GetBool("active") {
			texts = append(texts, string(b.Get("/api/shop/products/"+product.GetString("slug")).Want(200).Body))
		}
		texts = append(texts, product.GetString("slug"), product.GetString("stock"), product.GetString("stockCounted"), product.GetString("active"), product.GetString("position"))
	}
	told = strings.Join(texts, "\n")
	for _, address := range regexp.MustCompile(`/api/files/(categories|products)/[a-z0-9]+/([^"? ]+)`).FindAllStringSubmatch(told, -1) {
		if pictures[address[2]] == nil {
			pictures[address[2]] = owner.Get(address[0]).Want(200).Body
		}
	}
	told = regexp.MustCompile(`/api/files/(categories|products)/[a-z0-9]+/`).ReplaceAllString(told, "/api/files/$1/")
	return regexp.MustCompile(`"id":"[a-z0-9]+"`).ReplaceAllString(told, `"id":""`), pictures
}

func TestAnExportImportedIntoAnEmptyShopGivesTheSameShop(t *testing.T) {
	t.Parallel()
	from := emptied(t)
	if seeded, err := from.SeedDemo(t.Context(), from.App); err != nil || !seeded {
		t.Fatalf("the demo catalogue: %t, %v", seeded, err)
	}
	mug, err := from.App.FindFirstRecordByData("products", "slug", "adire-moon-mug")
	must(t, err)
	from.Set(t, "products", "adire-moon-mug", map[string]any{"name": `=HYPERLINK("x")`, "description": "-1 \"quoted\", with a comma\n\n'=and more", "stockCounted": true, "stock": 7})
	owner := dashboard(t, from)
	owner.Post(records("customization_fields"), map[string]any{"product": mug.Id, "label": "+Size", "kind": "choice", "surchargeKobo": 150, "options": []map[string]any{{"value": "a", "label": "@A", "surchargeKobo": 5}}}).Want(200)
	owner.Post(records("products"), map[string]any{"category": mug.GetString("category"), "name": "Not For Sale", "priceKobo": 1}).Want(200)

	folder := filepath.Join(t.TempDir(), "export")
	told, err := catalog(t, from, "export", folder)
	must(t, err)
	if !strings.Contains(told, "products.csv: 36 rows, 43 pictures") {
		t.Errorf("the export tells %s", told)
	}
	written, err := os.ReadFile(filepath.Join(folder, "products.csv"))
	must(t, err)
	for _, want := range []string{"\ufeffcategory,", "\r\n", `"'=HYPERLINK(""x"")"`, `"'-1 ""quoted"", with a comma`, ",12500.00,"} {
		if !bytes.Contains(written, []byte(want)) {
			t.Errorf("products.csv has no %q", want)
		}
	}
	to := emptied(t)
	before, pictures := wholeCatalogue(t, from)
	if len(pictures) < 40 {
		t.Fatalf("only %d pictures are compared", len(pictures))
	}
	if _, err := catalog(t, to, "import", "--dry-run", folder); err != nil || to.Count(t, "products", "")+to.Count(t, "delivery_zones", "") != 0 {
		t.Fatalf("the dry run: %v, %d products", err, to.Count(t, "products", ""))
	}
	must(t, filepath.WalkDir(filepath.Join(to.App.DataDir(), "storage"), func(name string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasSuffix(name, ".jpg") && strings.Contains(name, "mug") && !strings.Contains(name, "test") {
			t.Errorf("the dry run left %s", name)
		}
		return nil
	}))
	for _, round := range []string{"into an empty shop", "once more"} {
		told, err := catalog(t, to, "import", folder)
		if err != nil {
			t.Fatalf("%s: %v: %s", round, err, told)
		}
		after, same := wholeCatalogue(t, to)
		if after != before {
			t.Fatalf("%s the catalogue is another:\n%s\nwas\n%s", round, after, before)
		}
		for name, content := range pictures {
			if !bytes.Equal(content, same[name]) {
				t.Errorf("%s the picture %s is another", round, name)
			}
		}
		keepsStockLaws(t, to)
	}
	again := filepath.Join(t.TempDir(), "again")
	_, err = catalog(t, to, "export", again)
	must(t, err)
	if second, err := os.ReadFile(filepath.Join(again, "products.csv")); err != nil || !bytes.Equal(second, written) {
		t.Errorf("the second export is another: %v", err)
	}
}

// tables writes files into a new folder; a picture's content is made.
func tables(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		at := filepath.Join(folder, name)
		must(t, os.MkdirAll(filepath.Dir(at), 0o755))
		if strings.HasSuffix(name, ".jpg") && content == "" {
			var picture bytes.Buffer
			must(t, jpeg.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 20)), nil))
			content = picture.String()
		}
		must(t, os.WriteFile(at, []byte(content), 0o600))
	}
	return folder
}

func TestEveryProblemOfAnImportIsListedWithItsLineAndNothingIsDone(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	folder := tables(t, map[string]string{
		"categories.csv": "slug,name,parent\npens,Pens,writing\nwriting,Writing,\nloop-a,A,loop-b\nloop-b,B,loop-a\n",
		"products.csv": "slug,name,category,price,stock,active,images,colour\n" +
			"fine,Fine,pens,1500,3,yes,,\n" +
			"no-price,No Price,pens,,3,yes,,\n" +
			"bad-price,Bad Price,pens,\"1,50\",3,yes,,\n" +
			"below,Below,pens,-5,3,yes,,\n" +
			"no-shelf,No Shelf,penz,1500,3,yes,,\n" +
			"stock,Stock,pens,1500,many,maybe,,\n" +
			"stock-2,Stock,pens,1500,-1,yes,,\n" +
			"picture,Picture,pens,1500,1,yes,nowhere.jpg,\n" +
			"fine,Fine again,pens,1500,3,yes,,\n",
		"customization_fields.csv": "product,key,label,kind,options\n" + shoptest.Mug + ",size,Size,choice,\n" + shoptest.Mug + ",paint,Paint,choice,[\n",
		"delivery_zones.csv":       "town,state,fee\nLekki,Lagos State,\"2,50\"\nAbuja,FCT,2500\n",
		"notes.csv":                "a,b\n1,2\n",
		"broken.csv":               "a,b\n\"1,2\n",
	})
	for _, args := range [][]string{{"import", "--dry-run", folder}, {"import", folder}} {
		told, err := catalog(t, s, args...)
		if err == nil || !strings.Contains(err.Error(), "nothing was imported") {
			t.Errorf("%v: %v", args, err)
		}
		for _, want := range []string{
			"categories.csv:4: parent: There is no parent with the slug loop-b",
			"products.csv:1: There is no column \"colour\" in this table.",
			"products.csv:3: price: This cannot be the amount. Write it in naira",
			"products.csv:4: price: \"1,50\" is no amount.",
			"products.csv:5: price: -5 is below 0. Write it in naira",
			"products.csv:6: category: There is no category with the slug penz.",
			"products.csv:7: stock: Write how many pieces are there",
			"products.csv:7: active: \"maybe\" is neither yes nor no.",
			"products.csv:8: stock: Write how many pieces are there",
			"products.csv:9: images: The picture nowhere.jpg is not in the folder pictures.",
			"products.csv:10: slug: Line 2 is about the same.",
			"customization_fields.csv:2: options: Add the options to choose from",
			"customization_fields.csv:3: options: Write the options as a list",
			"delivery_zones.csv:2: fee: \"2,50\" is no amount.",
			"notes.csv: This is no table of the shop's",
			"broken.csv:2: A quotation mark is not closed",
		} {
			if !strings.Contains(told, want) {
				t.Errorf("%v: not told: %s\n%s", args, want, told)
			}
		}
		if strings.Contains(told, "products.csv:2:") || s.Count(t, "products", "") != 3 || s.Count(t, "categories", "") != 3 || s.Count(t, "delivery_zones", "") != 2 {
			t.Errorf("%v: something was done, or a good row is told:\n%s", args, told)
		}
	}
}

func TestAnImportChangesOnlyWhatItsColumnsName(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	for name, content := range map[string]string{"products.csv": "SLUG,Price\n" + shoptest.Flask + ",\"12,000.50\"\n", "delivery_zones.csv": "town,fee\nIBADAN,1\n"} {
		file, err := writer.Create(name)
		must(t, err)
		_, err = io.WriteString(file, content)
		must(t, err)
	}
	must(t, writer.Close())
	file := filepath.Join(t.TempDir(), "prices.zip")
	must(t, os.WriteFile(file, archive.Bytes(), 0o600))
	told, err := catalog(t, s, "import", file)
	if err != nil || !strings.Contains(told, "Done: 0 records added, 2 changed.") {
		t.Fatalf("%v: %s", err, told)
	}
	flask := s.ProductRecord(t, shoptest.Flask)
	if flask.GetInt("priceKobo") != 1_200_050 || flask.GetInt("stock") != 3 || flask.GetString("name") != "Test Flask" || !flask.GetBool("active") {
		t.Errorf("the flask is %v", flask.PublicExport())
	}
	if got := history(t, s, shoptest.Flask); got != "received 3 (3)" {
		t.Errorf("the history is %s", got)
	}
	if zones := s.Browser(t).Get("/api/shop/delivery-zones").Want(200); zones.Text("0.town") != "IBADAN" || zones.Int("0.feeKobo") != 100 || zones.Text("0.state") != "Oyo State" {
		t.Errorf("the towns: %s", zones.Body)
	}
}

// A field may wait for one that stands further down in the table, as it may in the form.
func TestTheOrderOfFieldsInATableIsNoMatter(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	header := "product,category,key,label,kind,options,showWhenKey,showWhenValue,position\n"
	choice := shoptest.Mug + `,,wrap,Wrapping,choice,"[{""value"":""yes"",""label"":""Yes""}]",,,9` + "\n"
	ribbon := shoptest.Mug + ",,ribbon,Ribbon,text,,wrap,yes,1\n"
	told, err := catalog(t, s, "import", tables(t, map[string]string{"customization_fields.csv": header + ribbon + choice}))
	if err != nil || !strings.Contains(told, "2 records added") {
		t.Fatalf("%v: %s", err, told)
	}
	circle := strings.Replace(choice, "]\",,,", "]\",ribbon,,", 1)
	told, err = catalog(t, s, "import", tables(t, map[string]string{"customization_fields.csv": header + ribbon + circle}))
	if err == nil || !strings.Contains(told, "customization_fields.csv:3: showWhenKey: Ribbon is itself shown only when this field is: a circle.") {
		t.Errorf("%v: %s", err, told)
	}
	told, err = catalog(t, s, "import", tables(t, map[string]string{"customization_fields.csv": header + strings.Replace(ribbon, "wrap,yes", "paper,", 1)}))
	if err == nil || !strings.Contains(told, "customization_fields.csv:2: showWhenKey: This form has no field paper.") {
		t.Errorf("%v: %s", err, told)
	}
}

func TestProductsComeFromShopifyAndWooCommerce(t *testing.T) {
	t.Parallel()
	shopify := "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Image Position,Status\n" +
		"birthday-mug,Birthday Mug,\"<p>For <b>Ada</b> &amp; Bola.</p><p>Holds tea.</p>\",LG,Mugs,,true,shopify,3,4500.00,https://cdn.shopify.com/s/files/mug.jpg?v=1,1,active\n" +
		"birthday-mug,,,,,,,,,5000.00,https://cdn.shopify.com/s/files/mug-2.jpg?v=1,2,\n" +
		"old-mug,Old Mug,,LG,Mugs,,false,,,\"1,000\",https://cdn.shopify.com/s/files/lost.jpg,1,draft\n"
	woo := "ID,Type,SKU,Name,Published,Short description,Description,In stock?,Stock,Regular price,Categories,Images\n" +
		"7,simple,M1,Birthday Mug,1,,\"<p>For <b>Ada</b> &amp; Bola.</p>\n<p>Holds tea.</p>\",1,3,4500,\"Gifts > Mugs, Sale\",\"https://x.example/a/mug.jpg, https://x.example/a/mug-2.jpg\"\n" +
		"8,simple,M2,Old Mug,0,,,1,,1000,Gifts > Mugs,\n"
	for name, table := range map[string]string{"Shopify": shopify, "WooCommerce": woo} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			told, err := catalog(t, s, "import", tables(t, map[string]string{"products_export_1.csv": table, "pictures/mug.jpg": "", "pictures/mug-2.jpg": ""}))
			if err != nil || !strings.Contains(told, "the products of "+name) {
				t.Fatalf("%v: %s", err, told)
			}
			draw(t, s)
			mug := s.Browser(t).Get("/api/shop/products/birthday-mug").Want(200)
			if mug.Text("name") != "Birthday Mug" || mug.Int("priceKobo") != 450_000 || mug.Text("description") != "For Ada & Bola.\n\nHolds tea." || mug.Text("category.slug") != "mugs" ||
				mug.Text("category.name") != "Mugs" || mug.Int("stock.left") != 3 || mug.Len("images") != 2 || mug.Int("images.0.width") != 40 {
				t.Errorf("the mug: %s", mug.Body)
			}
			if old := s.ProductRecord(t, "old-mug"); old.GetBool("active") || old.GetBool("stockCounted") || old.GetInt("priceKobo") != 100_000 {
				t.Errorf("the old mug: %v", old.PublicExport())
			}
			if name == "Shopify" && !strings.Contains(told, "line 4: the picture lost.jpg is not in the folder pictures and is left out") {
				t.Errorf("told: %s", told)
			}
			if _, err := catalog(t, s, "import", tables(t, map[string]string{"x.csv": table})); err != nil || s.Count(t, "products", "") != 5 {
				t.Errorf("the second time: %v, %d products", err, s.Count(t, "products", ""))
			}
		})
	}
}

// What the owner may write in the dashboard is in the tables, whatever fields are added later.
func TestTheTablesHaveEveryFieldOfTheCatalogue(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	folder := filepath.Join(t.TempDir(), "export")
	_, err := catalog(t, s, "export", folder)
	must(t, err)
	for _, collection := range []string{"products", "categories", "customization_fields", "delivery_zones"} {
		written, err := os.ReadFile(filepath.Join(folder, collection+".csv"))
		must(t, err)
		header, _, _ := strings.Cut(strings.TrimPrefix(string(written), "\ufeff"), "\r\n")
		found, err := s.App.FindCollectionByNameOrId(collection)
		must(t, err)
		for _, field := range found.Fields {
			if field.GetHidden() || field.GetName() == "id" || field.Type() == core.FieldTypeAutodate {
				continue
			}
			if !strings.Contains(","+header+",", ","+strings.TrimSuffix(field.GetName(), "Kobo")+",") {
				t.Errorf("%s.csv has no column for %s: %s", collection, field.GetName(), header)
			}
		}
	}
	if _, err := catalog(t, s, "export", folder); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("an export over another: %v", err)
	}
	for _, from := range []string{"nowhere", "nowhere.zip", filepath.Join(folder, "products.csv")} {
		if _, err := catalog(t, s, "import", from); err == nil {
			t.Errorf("%s was imported", from)
		}
	}
}
