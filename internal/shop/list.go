package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
)

// ProductQuery says which products to list. Page and PerPage begin at 1; what is out of range is brought into it.
type ProductQuery struct {
	Category string // slug; those below it are included
	Text     string // what a shopper typed to search for
	Sort     string // position, price, -price, name or newest; empty is position, or the best fit first when there is a text
	Prices   commerce.PriceRange
	Page     int
	PerPage  int // at most 100, 24 when 0
}

// ProductPage is one page of a list of products.
type ProductPage struct {
	Items      []ProductCard `json:"items"`
	Page       int           `json:"page"`
	PerPage    int           `json:"perPage"`
	TotalItems int           `json:"totalItems"`
}

// productOrders is what a list may be sorted by, besides the owner's order.
var productOrders = map[string]string{
	"price":  "products.priceKobo, products.id",
	"-price": "products.priceKobo DESC, products.id",
	"name":   "[[products.name]] COLLATE NOCASE, products.id",
	"newest": "products.createdAt DESC, products.id",
}

// ownOrder is the owner's order of the products of one category.
const ownOrder = "products.position, products.name, products.id"

// mostPages bounds the number of a page, so that no product of it with a page's length is too large a number.
const mostPages = 1_000_000

// listing is a [ProductQuery] with what it is answered from.
type listing struct {
	ProductQuery
	app        core.App
	now        types.DateTime
	categories []categoryRow
	within     []any // the ids of the categories to list; nil for all
}

func (l listing) offset() int { return l.PerPage * (l.Page - 1) }

// Products lists products on sale.
func (s *Shop) Products(ctx context.Context, app core.App, query ProductQuery) (ProductPage, error) {
	if query.PerPage <= 0 {
		query.PerPage = 24
	}
	query.Page, query.PerPage = min(max(query.Page, 1), mostPages), min(query.PerPage, 100)
	view := ProductPage{Items: []ProductCard{}, Page: query.Page, PerPage: query.PerPage}
	if _, known := productOrders[query.Sort]; !known && query.Sort != "" && query.Sort != "position" {
		return view, commerce.Refuse(commerce.Invalid, "sort", commerce.CodeSortUnknown, "Sort by position, price, -price, name or newest.")
	}
	categories, err := readCategories(app)
	if err != nil {
		return view, err
	}
	l := listing{ProductQuery: query, app: app, now: s.now(), categories: categories}
	if query.Category != "" {
		slug, err := s.CategorySlug(ctx, app, query.Category)
		if err != nil {
			return view, err
		}
		l.within = below(categories, categoryBySlug(categories, slug).ID)
	}
	var ids []string
	if strings.TrimSpace(query.Text) == "" {
		ids, view.TotalItems, err = l.browse()
	} else {
		ids, view.TotalItems, err = s.search(ctx, l)
	}
	if err != nil {
		return view, wrap(err, "list products")
	}
	rows, err := readInOrder(app, l.now, ids)
	for _, row := range rows {
		view.Items = append(view.Items, viewCard(row))
	}
	return view, err
}

// CategorySlug gives the slug of the category that has or had this one. It refuses one that no category had.
func (s *Shop) CategorySlug(ctx context.Context, app core.App, slug string) (string, error) {
	categories, err := readCategories(app)
	if err != nil {
		return "", err
	}
	if at := categoryBySlug(categories, slug); at != nil {
		return at.Slug, nil
	}
	record, err := redirected(app, "category", slug)
	if err != nil {
		return "", err
	}
	for _, category := range categories {
		if category.ID == record {
			return category.Slug, nil
		}
	}
	return "", notFound("category", "There is no such category.")
}

func categoryBySlug(categories []categoryRow, slug string) *categoryRow {
	for i := range categories {
		if categories[i].Slug == slug {
			return &categories[i]
		}
	}
	return nil
}

// where is what all products of the list are.
func (l listing) where(more ...dbx.Expression) dbx.Expression {
	where := append([]dbx.Expression{dbx.NewExp(onSale, dbx.Params{"now": l.now.String()}), l.priced("products.priceKobo")}, more...)
	return dbx.And(where...)
}

func (l listing) priced(column string) dbx.Expression {
	least, most := l.Prices.Limits()
	if l.Prices == (commerce.PriceRange{}) {
		return nil
	}
	return dbx.Between(column, int64(least), int64(most))
}

// browse gives the ids of one page of the list, and how many products are on all pages.
func (l listing) browse() (ids []string, total int, err error) {
	counts, err := l.counts()
	if err != nil {
		return nil, 0, err
	}
	within := []categoryRow{}
	for _, category := range l.categories {
		if l.within == nil || slices.Contains(l.within, any(category.ID)) {
			within = append(within, category)
			total += counts[category.ID]
		}
	}
	if order, sorted := productOrders[l.Sort]; sorted {
		var among dbx.Expression
		if l.within != nil {
			among = dbx.In("products.category", l.within...)
		}
		err := l.app.DB().Select("products.id").From("products").Where(l.where(among)).OrderBy(strings.Split(order, ", ")...).Limit(int64(l.PerPage)).Offset(int64(l.offset())).Column(&ids)
		return ids, total, wrap(err, "read a page of products")
	}
	// The owner's order goes through the categories one by one, so whole ones are skipped by their count.
	skip := l.offset()
	for _, category := range within {
		if count := counts[category.ID]; skip >= count {
			skip -= count
			continue
		}
		part := []string{}
		err := l.app.DB().Select("products.id").From("products").Where(l.where(dbx.HashExp{"products.category": category.ID})).
			OrderBy(strings.Split(ownOrder, ", ")...).Limit(int64(l.PerPage - len(ids))).Offset(int64(skip)).Column(&part)
		if err != nil {
			return nil, 0, wrap(err, "read a category's products")
		}
		if ids, skip = append(ids, part...), 0; len(ids) >= l.PerPage {
			break
		}
	}
	return ids, total, nil
}

// counts tells how many products of the list each category has of its own.
func (l listing) counts() (map[string]int, error) {
	if l.Prices == (commerce.PriceRange{}) {
		return countProducts(l.app, l.now)
	}
	own := l.app.DB().Select("COUNT(*)").From("products").Where(l.where(dbx.NewExp("products.category = categories.id"))).Build()
	rows := l.app.DB().NewQuery("SELECT categories.id AS category, (" + own.SQL() + ") AS products FROM categories").Bind(own.Params())
	return readCounts(rows)
}

// countProducts tells how many products on sale each category has of its own. The + keeps SQLite to the small index of
// products with dates.
func countProducts(app core.App, now types.DateTime) (map[string]int, error) {
	return readCounts(app.DB().NewQuery(`SELECT category, SUM(products) AS products FROM (
			SELECT category, products FROM category_counts
			UNION ALL SELECT category, -COUNT(*) FROM products WHERE +active = TRUE AND (availableFrom != '' OR availableUntil != '')
				AND (availableFrom > {:now} OR (availableUntil != '' AND availableUntil <= {:now})) GROUP BY +category
		) GROUP BY category`).Bind(dbx.Params{"now": now.String()}))
}

func readCounts(query *dbx.Query) (map[string]int, error) {
	rows := []struct {
		Category string `db:"category"`
		Products int    `db:"products"`
	}{}
	if err := query.All(&rows); err != nil {
		return nil, wrap(err, "count products")
	}
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Category] = row.Products
	}
	return counts, nil
}
