package shop

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// shelf is the catalogue as it will be once the rows that were read so far are written: what one record must know of the
// others, without a query for each.
type shelf struct {
	ids        map[string]map[string]string // of categories and of products, by slug
	categories []categoryRow
	zones      []commerce.Zone
	categoryOf map[string]string     // of each product, by id
	fields     map[string][]fieldRow // by the id of their category or product
}

func readShelf(app core.App) (shelf, error) {
	s := shelf{ids: map[string]map[string]string{"categories": {}, "products": {}}, categoryOf: map[string]string{}, fields: map[string][]fieldRow{}}
	var err error
	if s.categories, err = readCategories(app); err != nil {
		return s, err
	}
	for _, category := range s.categories {
		s.ids["categories"][category.Slug] = category.ID
	}
	products := []struct {
		ID       string `db:"id"`
		Slug     string `db:"slug"`
		Category string `db:"category"`
	}{}
	if err := app.DB().Select("id", "slug", "category").From("products").All(&products); err != nil {
		return s, fmt.Errorf("read the products: %w", err)
	}
	for _, product := range products {
		s.ids["products"][product.Slug], s.categoryOf[product.ID] = product.ID, product.Category
	}
	rows, err := readFieldRows(app, dbx.NewExp("TRUE"))
	if err != nil {
		return s, err
	}
	for _, row := range rows {
		owner := row.Category + row.Product
		s.fields[owner] = append(s.fields[owner], row)
	}
	s.zones, err = readZones(app)
	return s, err
}

// put places a record that a row adds or changes.
func (s *shelf) put(collection string, record *core.Record) {
	switch collection {
	case "categories":
		s.categories = slices.DeleteFunc(s.categories, func(category categoryRow) bool { return category.ID == record.Id })
		s.categories = append(s.categories, categoryRow{ID: record.Id, Slug: record.GetString("slug"), Name: record.GetString("name"), Parent: record.GetString("parent")})
	case "products":
		s.categoryOf[record.Id] = record.GetString("category")
	case "delivery_zones":
		s.zones = append(s.zones, commerce.Zone{ID: record.Id, Town: record.GetString("town"), State: record.GetString("state")})
	case "customization_fields":
		row := fieldRowOf(record)
		owner := row.Category + row.Product
		s.fields[owner] = slices.DeleteFunc(s.fields[owner], func(other fieldRow) bool { return other.ID == row.ID })
		s.fields[owner] = append(s.fields[owner], row)
	}
}

// formAround is [formAround] on the shelf.
func (s *shelf) formAround(record *core.Record, field commerce.Field) []commerce.Field {
	category, product := record.GetString("category"), record.GetString("product")
	if product != "" {
		category = s.categoryOf[product]
	}
	path := pathTo(s.categories, category)
	rows := []fieldRow{}
	for _, above := range path {
		rows = append(rows, s.fields[above.ID]...)
	}
	if product != "" {
		rows = append(rows, s.fields[product]...)
	}
	rows = slices.DeleteFunc(rows, func(row fieldRow) bool { return row.ID == record.Id })
	return withField(formOf(rows, s.zones, path, product), field)
}
