package shop

import (
	"encoding/json"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// productRow is a product as the shop reads it. The hot reads go past PocketBase's records, which cost three times as
// much.
type productRow struct {
	ID           string     `db:"id"`
	Slug         string     `db:"slug"`
	Name         string     `db:"name"`
	Description  string     `db:"description"`
	Price        money.Kobo `db:"priceKobo"`
	Images       string     `db:"images"`     // a JSON array of file names
	ImageSizes   string     `db:"imageSizes"` // a JSON object: file name to [width, height]
	Active       bool       `db:"active"`
	StockCounted bool       `db:"stockCounted"`
	Stock        int        `db:"stock"`
	Category     string     `db:"category"`
	CategorySlug string     `db:"categorySlug"`
	CategoryName string     `db:"categoryName"`
}

func (r productRow) stock() commerce.Stock {
	return commerce.Stock{Counted: r.StockCounted, Left: r.Stock}
}

func selectProducts(app core.App) *dbx.SelectQuery {
	return app.DB().Select("products.id", "products.slug", "products.name", "products.description", "products.priceKobo", "products.images",
		"COALESCE(products.imageSizes, '{}') AS imageSizes", "products.active", "products.stockCounted", "products.stock", "products.category",
		"categories.slug AS categorySlug", "categories.name AS categoryName").
		From("products").InnerJoin("categories", dbx.NewExp("categories.id = products.category"))
}

// readProducts reads products whether they are active or not.
func readProducts(app core.App, where dbx.Expression) ([]productRow, error) {
	rows := []productRow{}
	err := selectProducts(app).Where(where).OrderBy("products.position", "products.name").All(&rows)
	return rows, wrap(err, "read products")
}

// findProduct reads one product by its id or its slug. It refuses one that does not exist.
func findProduct(app core.App, ref string) (productRow, error) {
	rows, err := readProducts(app, dbx.Or(dbx.HashExp{"products.id": ref}, dbx.HashExp{"products.slug": ref}))
	if err != nil {
		return productRow{}, err
	}
	if len(rows) == 0 {
		return productRow{}, notFound("product", "There is no such gift.")
	}
	return rows[0], nil
}

// commerceProducts gives what the rules must know of products, by id.
func commerceProducts(app core.App, rows []productRow) (map[string]commerce.Product, error) {
	fields, err := readFields(app, rows)
	if err != nil {
		return nil, err
	}
	products := map[string]commerce.Product{}
	for _, row := range rows {
		products[row.ID] = commerce.Product{ID: row.ID, Name: row.Name, Price: row.Price, Active: row.Active, Stock: row.stock(), Fields: fields[row.ID]}
	}
	return products, nil
}

type categoryRow struct {
	ID         string `db:"id"`
	Slug       string `db:"slug"`
	Name       string `db:"name"`
	Parent     string `db:"parent"`
	Image      string `db:"image"`
	ImageSizes string `db:"imageSizes"`
}

// readCategories reads all categories in the owner's order.
func readCategories(app core.App) ([]categoryRow, error) {
	rows := []categoryRow{}
	err := app.DB().Select("id", "slug", "name", "parent", "image", "COALESCE(imageSizes, '{}') AS imageSizes").
		From("categories").OrderBy("position", "name").All(&rows)
	return rows, wrap(err, "read categories")
}

type fieldRow struct {
	Category  string             `db:"category"`
	Product   string             `db:"product"`
	Key       string             `db:"key"`
	Label     string             `db:"label"`
	Help      string             `db:"help"`
	Kind      commerce.FieldKind `db:"kind"`
	Options   string             `db:"options"`
	Required  bool               `db:"required"`
	Limit     int                `db:"limit"`
	Surcharge money.Kobo         `db:"surchargeKobo"`
}

// readFields gives each product's customization fields: those of its category and the categories above it, the
// uppermost first, then its own. Of two with the same key the nearer one counts, in the place of the other.
func readFields(app core.App, products []productRow) (map[string][]commerce.Field, error) {
	if len(products) == 0 {
		return nil, nil
	}
	categories, err := readCategories(app)
	if err != nil {
		return nil, err
	}
	ids := make([]any, len(products))
	for i, product := range products {
		ids[i] = product.ID
	}
	rows := []fieldRow{}
	err = app.DB().Select("category", "product", "key", "label", "help", "kind", "COALESCE(options, '[]') AS options", "required", "limit", "surchargeKobo").
		From("customization_fields").Where(dbx.Or(dbx.NewExp("category != ''"), dbx.In("product", ids...))).
		OrderBy("position", "label").All(&rows)
	if err != nil {
		return nil, fmt.Errorf("read customization fields: %w", err)
	}
	zones, err := readZones(app)
	if err != nil {
		return nil, err
	}
	forms := map[string][]commerce.Field{}
	for _, product := range products {
		form := []commerce.Field{}
		for _, category := range pathTo(categories, product.Category) {
			form = addFields(form, rows, zones, func(row fieldRow) bool { return row.Category == category.ID })
		}
		forms[product.ID] = addFields(form, rows, zones, func(row fieldRow) bool { return row.Product == product.ID })
	}
	return forms, nil
}

func addFields(form []commerce.Field, rows []fieldRow, zones []commerce.Zone, belongs func(fieldRow) bool) []commerce.Field {
next:
	for _, row := range rows {
		if !belongs(row) {
			continue
		}
		field := row.field(zones)
		for i := range form {
			if form[i].Key == field.Key {
				form[i] = field
				continue next
			}
		}
		form = append(form, field)
	}
	return form
}

func (r fieldRow) field(zones []commerce.Zone) commerce.Field {
	field := commerce.Field{Key: r.Key, Label: r.Label, Help: r.Help, Kind: r.Kind, Required: r.Required, Limit: r.Limit, Surcharge: r.Surcharge, Options: []commerce.Option{}}
	if r.Kind == commerce.KindTown {
		for _, zone := range zones {
			field.Options = append(field.Options, commerce.Option{Value: zone.Town, Label: zone.Town + ", " + zone.State})
		}
		return field
	}
	// The guard on saving has checked the options; what cannot be read all the same offers nothing to choose.
	_ = json.Unmarshal([]byte(r.Options), &field.Options)
	return field
}

// pathTo lists a category and those above it, the uppermost first.
func pathTo(categories []categoryRow, id string) []categoryRow {
	var path []categoryRow
	for range categories { // a circle ends here, too
		for _, category := range categories {
			if category.ID == id {
				path = append([]categoryRow{category}, path...)
				id = category.Parent
				break
			}
		}
		if id == "" {
			break
		}
	}
	return path
}

// below lists the ids of a category and of all below it.
func below(categories []categoryRow, id string) []any {
	ids := []any{id}
	for i := 0; i < len(ids) && len(ids) <= len(categories); i++ {
		for _, category := range categories {
			if category.Parent == ids[i] {
				ids = append(ids, category.ID)
			}
		}
	}
	return ids
}

// readZones reads the delivery towns in the owner's order.
func readZones(app core.App) ([]commerce.Zone, error) {
	rows := []struct {
		ID    string     `db:"id"`
		Town  string     `db:"town"`
		State string     `db:"state"`
		Fee   money.Kobo `db:"feeKobo"`
	}{}
	err := app.DB().Select("id", "town", "state", "feeKobo").From("delivery_zones").OrderBy("position", "town").All(&rows)
	zones := make([]commerce.Zone, len(rows))
	for i, row := range rows {
		zones[i] = commerce.Zone(row)
	}
	return zones, wrap(err, "read delivery zones")
}
