package shop

import (
	"database/sql"
	"errors"
	"slices"
	"time"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

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
	ImageSizes   string     `db:"imageSizes"` // a JSON object: file name to [width, height], as it is shown
	Drawn        drawnJSON  `db:"drawn"`
	Active       bool       `db:"active"`   // on sale now: switched on, and within its dates
	SoldFrom     string     `db:"soldFrom"` // when its sale begins; empty when it has begun or never will
	Featured     bool       `db:"featured"`
	StockCounted bool       `db:"stockCounted"`
	Stock        int        `db:"stock"`
	Category     string     `db:"category"`
	CategorySlug string     `db:"categorySlug"`
	CategoryName string     `db:"categoryName"`
	PreviewX     int        `db:"previewX"` // where the words are shown on the first picture, percent; see [previewOf]
	PreviewY     int        `db:"previewY"`
	PreviewWidth int        `db:"previewWidth"`
}

func (r productRow) stock() commerce.Stock {
	return commerce.Stock{Counted: r.StockCounted, Left: r.Stock}
}

func (r productRow) soldFrom() time.Time {
	from, _ := types.ParseDateTime(r.SoldFrom) // PocketBase has written it, or it is empty
	return from.Time()
}

// onSale is when a product is sold: it is switched on and {:now}, as [dateTime] writes it, is within its dates.
const onSale = "(products.active = TRUE AND products.availableFrom <= {:now} AND (products.availableUntil = '' OR products.availableUntil > {:now}))"

func selectProducts(app core.App, now types.DateTime) *dbx.SelectQuery {
	return app.DB().Select("products.id", "products.slug", "products.name", "products.description", "products.priceKobo", "products.images",
		"COALESCE(products.imageSizes, '{}') AS imageSizes", selectDrawn("products"), "products.featured", onSale+" AS active",
		"IIF(products.active = TRUE AND products.availableFrom > {:now}, products.availableFrom, '') AS soldFrom", "products.stockCounted", "products.stock", "products.category",
		"products.previewX", "products.previewY", "products.previewWidth", "categories.slug AS categorySlug", "categories.name AS categoryName").
		From("products").InnerJoin("categories", dbx.NewExp("categories.id = products.category")).Bind(dbx.Params{"now": now.String()})
}

// readProducts reads products whether they are on sale or not.
func readProducts(app core.App, now types.DateTime, where dbx.Expression) ([]productRow, error) {
	rows := []productRow{}
	err := selectProducts(app, now).Where(where).OrderBy("products.position", "products.name").All(&rows)
	return rows, wrap(err, "read products")
}

// readInOrder reads products by their ids, in the order of the ids. One that is gone is left out.
func readInOrder(app core.App, now types.DateTime, ids []string) ([]productRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	places, wanted := map[string]int{}, make([]any, len(ids))
	for i, id := range ids {
		places[id], wanted[i] = i, id
	}
	rows, err := readProducts(app, now, dbx.In("products.id", wanted...))
	slices.SortFunc(rows, func(a, b productRow) int { return places[a.ID] - places[b.ID] })
	return rows, err
}

// firstProducts gives, for each category, the ids of its own first products on sale in the owner's order.
func firstProducts(app core.App, now types.DateTime, most int) (map[string][]string, error) {
	rows := []struct {
		Category string                  `db:"category"`
		Products types.JSONArray[string] `db:"products"`
	}{}
	err := app.DB().NewQuery("SELECT categories.id AS category, (SELECT json_group_array(id) FROM (SELECT products.id FROM products WHERE products.category = categories.id AND " +
		onSale + " ORDER BY " + ownOrder + " LIMIT {:most})) AS products FROM categories").Bind(dbx.Params{"now": now.String(), "most": most}).All(&rows)
	first := map[string][]string{}
	for _, row := range rows {
		first[row.Category] = row.Products
	}
	return first, wrap(err, "read the first products of each category")
}

// findProduct reads one product by its id, its slug or a slug that it had before. It refuses one that does not exist.
func findProduct(app core.App, now types.DateTime, ref string) (productRow, error) {
	rows, err := readProducts(app, now, dbx.Or(dbx.HashExp{"products.id": ref}, dbx.HashExp{"products.slug": ref}))
	if err != nil {
		return productRow{}, err
	}
	if len(rows) == 0 {
		record, err := redirected(app, "product", ref)
		if err != nil {
			return productRow{}, err
		}
		if rows, err = readProducts(app, now, dbx.HashExp{"products.id": record}); err != nil {
			return productRow{}, err
		}
	}
	if len(rows) == 0 {
		return productRow{}, notFound("product", "There is no such gift.")
	}
	return rows[0], nil
}

// redirected is the id of the product or category that had a slug before; empty when none had.
func redirected(app core.App, kind, slug string) (string, error) {
	var record string
	err := app.DB().Select("record").From("slug_redirects").Where(dbx.HashExp{"kind": kind, "oldSlug": slug}).Row(&record)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return record, wrap(err, "look for an old slug")
}

// commerceProducts gives what the rules must know of products, by id.
func commerceProducts(app core.App, rows []productRow) (map[string]commerce.Product, error) {
	fields, err := readFields(app, rows)
	if err != nil {
		return nil, err
	}
	products := map[string]commerce.Product{}
	for _, row := range rows {
		products[row.ID] = commerce.Product{ID: row.ID, Name: row.Name, Price: row.Price, Active: row.Active, SoldFrom: row.soldFrom(), Stock: row.stock(), Fields: fields[row.ID]}
	}
	return products, nil
}

type categoryRow struct {
	ID         string    `db:"id"`
	Slug       string    `db:"slug"`
	Name       string    `db:"name"`
	Parent     string    `db:"parent"`
	Image      string    `db:"image"`
	ImageSizes string    `db:"imageSizes"`
	Drawn      drawnJSON `db:"drawn"`
}

// readCategories reads all categories in the owner's order.
func readCategories(app core.App) ([]categoryRow, error) {
	rows := []categoryRow{}
	err := app.DB().Select("id", "slug", "name", "parent", "image", "COALESCE(imageSizes, '{}') AS imageSizes", selectDrawn("categories")).
		From("categories").OrderBy("position", "name").All(&rows)
	return rows, wrap(err, "read categories")
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
