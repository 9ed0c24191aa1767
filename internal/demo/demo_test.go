package demo

import (
	"bytes"
	"image/jpeg"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lovegiftings/internal/money"
)

const (
	smallestPriceKobo = 50 * kobo
	kobo              = 100
	pictureSide       = 1080
	pictureBytesMax   = 130_000
	allPicturesMax    = 4_500_000
)

var (
	slugShape   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	swatchShape = regexp.MustCompile(`^#[0-9a-f]{6}$`)
)

func load(t *testing.T) Catalogue {
	t.Helper()
	catalogue, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue
}

func TestACatalogueWithASlipOfThePenIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"unknown member":        `{"categories":[{"slug":"cups","nmae":"Cups"}]}`,
		"unknown list":          `{"goods":[]}`,
		"price in fractions":    `{"products":[{"priceKobo":350.5}]}`,
		"something after it":    `{} {}`,
		"cut in the middle":     `{"products":[`,
		"comma after the whole": `{},`,
	} {
		if _, err := read([]byte(text)); err == nil {
			t.Errorf("%s: %s was read", name, text)
		}
	}
}

func TestTheShelvesStandInTheShopsOrder(t *testing.T) {
	var got []string
	for _, category := range load(t).Categories {
		got = append(got, category.Name+" < "+category.Parent)
	}
	want := []string{
		"Journals < ", "Bottles < ", "Stylish Bottles < bottles", "Temperature Bottles < bottles", "Cups < ", "Gift Packs < ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("categories = %q, want %q", got, want)
	}
}

func TestEveryShelfIsWellFilled(t *testing.T) {
	catalogue := load(t)
	count := map[string]int{}
	for _, product := range catalogue.Products {
		count[product.Category]++
	}
	for slug, atLeast := range map[string]int{
		"journals": 7, "stylish-bottles": 4, "temperature-bottles": 4, "cups": 7, "gift-packs": 6,
	} {
		if count[slug] < atLeast {
			t.Errorf("%s holds %d products, want at least %d", slug, count[slug], atLeast)
		}
		delete(count, slug)
	}
	if len(count) > 0 {
		t.Errorf("products stand in places that hold none: %v", count)
	}
	if len(catalogue.Products) < 30 {
		t.Errorf("%d products, want at least 30", len(catalogue.Products))
	}
}

func TestSlugsAndNamesAreUnique(t *testing.T) {
	catalogue := load(t)
	slugs, names := map[string]bool{}, map[string]bool{}
	for _, product := range catalogue.Products {
		if slugs[product.Slug] || names[product.Name] {
			t.Errorf("%q (%s) stands there twice", product.Name, product.Slug)
		}
		slugs[product.Slug], names[product.Name] = true, true
		if !slugShape.MatchString(product.Slug) {
			t.Errorf("%q cannot be part of an address", product.Slug)
		}
	}
	shelves := map[string]bool{}
	for _, category := range catalogue.Categories {
		if shelves[category.Slug] || !slugShape.MatchString(category.Slug) {
			t.Errorf("category slug %q is not unique or cannot be part of an address", category.Slug)
		}
		if category.Parent != "" && !shelves[category.Parent] {
			t.Errorf("%s stands before its parent %s", category.Slug, category.Parent)
		}
		shelves[category.Slug] = true
	}
}

func TestEveryPriceIsWholeNairaThatPaystackTakes(t *testing.T) {
	for _, product := range load(t).Products {
		if product.PriceKobo < smallestPriceKobo || product.PriceKobo > money.Max || product.PriceKobo%kobo != 0 {
			t.Errorf("%s costs %s", product.Slug, product.PriceKobo)
		}
	}
}

func TestEveryProductIsDescribed(t *testing.T) {
	for _, product := range load(t).Products {
		if len(product.Description) < 120 || !strings.Contains(product.Description, "working day") {
			t.Errorf("%s: too short, or says no making time: %q", product.Slug, product.Description)
		}
	}
}

func TestAFewProductsAreCountedOneNearlyGoneAndOneGone(t *testing.T) {
	var counts []int
	for _, product := range load(t).Products {
		if product.Stock != nil {
			counts = append(counts, *product.Stock)
		}
	}
	slices.Sort(counts)
	if len(counts) < 5 || len(counts) > 6 || counts[0] != 0 || counts[1] != 2 || counts[2] <= 2 {
		t.Errorf("counted stock = %v, want five or six with one 0 and one 2", counts)
	}
}

func TestEveryPictureIsThereAndNoneIsLeftOver(t *testing.T) {
	catalogue := load(t)
	named := map[string]bool{}
	for _, category := range catalogue.Categories {
		named[category.Picture] = true
	}
	heroes := 0
	for _, product := range catalogue.Products {
		if len(product.Pictures) == 0 {
			t.Errorf("%s has no picture", product.Slug)
		}
		if len(product.Pictures) > 1 {
			heroes++
		}
		for _, name := range product.Pictures {
			if named[name] {
				t.Errorf("%s shows %s, which belongs to something else", product.Slug, name)
			}
			named[name] = true
		}
	}
	if heroes < 8 {
		t.Errorf("%d products have a second picture, want 8", heroes)
	}
	files, err := fs.ReadDir(Pictures(), ".")
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	seen := map[string]string{}
	for _, file := range files {
		if !named[file.Name()] {
			t.Errorf("%s is shown by nothing", file.Name())
		}
		delete(named, file.Name())
		content, err := fs.ReadFile(Pictures(), file.Name())
		if err != nil {
			t.Fatal(err)
		}
		total += len(content)
		if twin := seen[string(content)]; twin != "" {
			t.Errorf("%s and %s are the same picture", file.Name(), twin)
		}
		seen[string(content)] = file.Name()
		checkPicture(t, file.Name(), content)
	}
	for name := range named {
		t.Errorf("%s is named in the catalogue but is not there", name)
	}
	if total > allPicturesMax {
		t.Errorf("all pictures weigh %d bytes, want at most %d", total, allPicturesMax)
	}
}

func checkPicture(t *testing.T, name string, content []byte) {
	t.Helper()
	if len(content) > pictureBytesMax {
		t.Errorf("%s weighs %d bytes, want at most %d", name, len(content), pictureBytesMax)
	}
	picture, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if size := picture.Bounds().Size(); size.X != pictureSide || size.Y != pictureSide {
		t.Errorf("%s measures %v, want %d × %[3]d", name, size, pictureSide)
	}
}

func TestEachShelfAsksItsOwnQuestions(t *testing.T) {
	got := map[string][]string{}
	for _, field := range load(t).Fields {
		need := "optional"
		if field.Required {
			need = "required"
		}
		got[field.Category] = append(got[field.Category], strings.Join([]string{field.Key, field.Kind, field.Label, need}, "|"))
	}
	gift := []string{"color|color|Colour|required", "recipient|choice|Who is it for?|required", "town|town|Delivery town|required", "extras|choices|Small extras to include|optional"}
	engraved := []string{"color|color|Colour|required", "inscription|text|Inscription|optional", "phone|phone|Phone number|required", "town|town|Delivery town|required"}
	for slug, want := range map[string][]string{"journals": engraved, "bottles": engraved, "cups": engraved, "gift-packs": gift} {
		if !slices.Equal(got[slug], want) {
			t.Errorf("%s asks %q, want %q", slug, got[slug], want)
		}
		delete(got, slug)
	}
	if len(got) > 0 {
		t.Errorf("other shelves ask too: %v", got)
	}
}

func TestEveryFieldFitsItsKind(t *testing.T) {
	limits := map[string]int{"journals/inscription": 40, "bottles/inscription": 24, "cups/inscription": 24, "gift-packs/extras": 2}
	for _, field := range load(t).Fields {
		name := field.Category + "/" + field.Key
		if field.Limit != limits[name] {
			t.Errorf("%s: limit %d, want %d", name, field.Limit, limits[name])
		}
		switch field.Kind {
		case "color":
			if len(field.Options) < 4 || len(field.Options) > 6 {
				t.Errorf("%s offers %d colours, want 4 to 6", name, len(field.Options))
			}
		case "choice", "choices":
			if len(field.Options) < 2 {
				t.Errorf("%s offers no choice", name)
			}
		default:
			if len(field.Options) > 0 {
				t.Errorf("%s is a %s and has options", name, field.Kind)
			}
		}
		values := map[string]bool{}
		for _, option := range field.Options {
			if values[option.Value] || option.Value == "" || option.Label == "" {
				t.Errorf("%s: option %q is empty or stands there twice", name, option.Value)
			}
			values[option.Value] = true
			if (field.Kind == "color") != swatchShape.MatchString(option.Swatch) {
				t.Errorf("%s: option %s has the swatch %q", name, option.Value, option.Swatch)
			}
			if option.SurchargeKobo < 0 || option.SurchargeKobo%kobo != 0 {
				t.Errorf("%s: option %s adds %s", name, option.Value, option.SurchargeKobo)
			}
		}
	}
}

func TestTheShopDeliversToItsTowns(t *testing.T) {
	var got []string
	for _, zone := range load(t).Zones {
		got = append(got, zone.Town+", "+zone.State)
		if zone.FeeKobo <= 0 || zone.FeeKobo%kobo != 0 {
			t.Errorf("delivery to %s costs %s", zone.Town, zone.FeeKobo)
		}
	}
	want := []string{
		"Abeokuta, Ogun State", "Sagamu, Ogun State", "Ijebu-Ode, Ogun State", "Ijebu-Igbo, Ogun State",
		"Ibadan, Oyo State", "Ikeja, Lagos State", "Lekki, Lagos State", "Other, Elsewhere in Nigeria",
	}
	if !slices.Equal(got, want) {
		t.Errorf("zones = %q, want %q", got, want)
	}
}
