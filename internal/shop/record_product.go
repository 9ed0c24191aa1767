package shop

import (
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
	PreviewX     int        `db:"previewX"` // where the words are shown on the first picture, percent; see [previewOf]
	PreviewY     int        `db:"previewY"`
	PreviewWidth int        `db:"previewWidth"`
}

func (r productRow) stock() commerce.Stock {
	return commerce.Stock{Counted: r.StockCounted, Left: r.Stock}
}

func selectProducts(app core.App) *dbx.SelectQuery {
	return app.DB().Select("products.id", "products.slug", "products.name", "products.description", "products.priceKobo", "products.images",
		"COALESCE(products.imageSizes, '{}') AS imageSizes", "products.active", "products.stockCounted", "products.stock", "products.category",
		"products.previewX", "products.previewY", "products.previewWidth", "categories.slug AS categorySlug", "categories.name AS categoryName").
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

// takeStock takes pieces of a counted product and reports how many it took: all or, when the product is not counted,
// none. ok is false when there are too few; then nothing is taken.
func takeStock(tx core.App, product string, pieces int) (taken int, ok bool, err error) {
	result, err := tx.DB().NewQuery("UPDATE products SET stock = stock - {:pieces} WHERE id = {:id} AND stockCounted = TRUE AND stock >= {:pieces}").
		Bind(dbx.Params{"id": product, "pieces": pieces}).Execute()
	if err != nil {
		return 0, false, fmt.Errorf("take stock: %w", err)
	}
	if changed, _ := result.RowsAffected(); changed == 1 {
		return pieces, true, nil
	}
	var counted bool
	err = tx.DB().Select("stockCounted").From("products").Where(dbx.HashExp{"id": product}).Row(&counted)
	return 0, err == nil && !counted, wrap(err, "read whether stock is counted")
}

// returnStock gives pieces back that [takeStock] took.
func returnStock(tx core.App, product string, pieces int) error {
	if pieces == 0 {
		return nil
	}
	_, err := tx.DB().NewQuery("UPDATE products SET stock = stock + {:pieces} WHERE id = {:id}").
		Bind(dbx.Params{"id": product, "pieces": pieces}).Execute()
	return wrap(err, "return stock")
}
