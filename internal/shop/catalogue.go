package shop

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// ConfigView is what the storefront needs to know of the shop.
type ConfigView struct {
	ShopName string      `json:"shopName"`
	Currency string      `json:"currency"`
	Contact  ContactView `json:"contact"`
	TestMode bool        `json:"testMode"` // the Paystack key is one for testing: no money moves
	Sandbox  bool        `json:"sandbox"`  // payments go to the built-in sandbox
	Version  string      `json:"version"`
}

// ContactView is how shoppers reach the shop; what is not known is empty.
type ContactView struct {
	Phone    string `json:"phone"`
	WhatsApp string `json:"whatsapp"`
	Email    string `json:"email"`
}

// CategoryView is a category with its own products and the categories below it.
type CategoryView struct {
	ID       string         `json:"id"`
	Slug     string         `json:"slug"`
	Name     string         `json:"name"`
	Image    *PictureView   `json:"image"`
	Products []ProductCard  `json:"products"`
	Children []CategoryView `json:"children"`
}

// ProductCard is a product as lists show it.
type ProductCard struct {
	ID       string        `json:"id"`
	Slug     string        `json:"slug"`
	Name     string        `json:"name"`
	Price    money.Kobo    `json:"priceKobo"`
	Category CategoryName  `json:"category"`
	Images   []PictureView `json:"images"`
	Stock    StockView     `json:"stock"`
}

// CategoryName names a product's category.
type CategoryName struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// StockView is the stock as said to a shopper; Left is there only when few are left.
type StockView struct {
	State commerce.StockState `json:"state"`
	Left  *int                `json:"left,omitempty"`
}

// ProductView is a product as its own page shows it.
type ProductView struct {
	ProductCard
	Description string      `json:"description"` // plain text, empty lines part paragraphs
	Fields      []FieldView `json:"customizationFields"`
	Preview     PreviewView `json:"preview"`
}

// ProductQuery says which products to list. Page and PerPage begin at 1; what is out of range is brought into it.
type ProductQuery struct {
	Category string // slug; those below it are included
	Text     string // words, each of which the name or description has
	Sort     string // position (the default), price, -price, name or newest
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

// Settings gives what the storefront needs to know of the shop.
func (s *Shop) Settings(ctx context.Context, app core.App) (ConfigView, error) {
	view := ConfigView{ShopName: "Love Giftings", Currency: money.Currency, TestMode: s.Paystack.Mode() == "test", Sandbox: s.Sandbox, Version: s.Version}
	settings, err := findOne(app, "shop_settings", dbx.HashExp{"only": 1})
	if settings != nil {
		view.ShopName = settings.GetString("shopName")
		view.Contact = ContactView{Phone: settings.GetString("phone"), WhatsApp: settings.GetString("whatsapp"), Email: settings.GetString("email")}
	}
	return view, err
}

// Catalogue gives all categories as a tree in the owner's order, each with its active products.
func (s *Shop) Catalogue(ctx context.Context, app core.App) ([]CategoryView, error) {
	categories, err := readCategories(app)
	if err != nil {
		return nil, err
	}
	rows, err := readProducts(app, dbx.HashExp{"products.active": true})
	if err != nil {
		return nil, err
	}
	cards := map[string][]ProductCard{}
	for _, row := range rows {
		cards[row.Category] = append(cards[row.Category], viewCard(row))
	}
	return tree(categories, cards, ""), nil
}

func tree(categories []categoryRow, cards map[string][]ProductCard, parent string) []CategoryView {
	views := []CategoryView{}
	for _, category := range categories {
		if category.Parent != parent {
			continue
		}
		view := CategoryView{ID: category.ID, Slug: category.Slug, Name: category.Name, Image: category.picture(), Products: cards[category.ID], Children: tree(categories, cards, category.ID)}
		if view.Products == nil {
			view.Products = []ProductCard{}
		}
		views = append(views, view)
	}
	return views
}

func (r categoryRow) picture() *PictureView {
	if r.Image == "" {
		return nil
	}
	names, err := json.Marshal([]string{r.Image})
	if err != nil {
		panic(err) // a string always marshals
	}
	return &viewPictures("categories", r.ID, string(names), r.ImageSizes, "")[0]
}

func viewCard(row productRow) ProductCard {
	stock := row.stock()
	card := ProductCard{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Price: row.Price, Images: row.pictures(),
		Category: CategoryName{Slug: row.CategorySlug, Name: row.CategoryName}, Stock: StockView{State: stock.State()},
	}
	if card.Stock.State == commerce.StockLow {
		card.Stock.Left = &stock.Left
	}
	return card
}

// productOrders is what a list may be sorted by.
var productOrders = map[string][]string{
	"":         {"categories.position", "products.position", "products.name"},
	"position": {"categories.position", "products.position", "products.name"},
	"price":    {"products.priceKobo"},
	"-price":   {"products.priceKobo DESC"},
	"name":     {"[[products.name]] COLLATE NOCASE"},
	"newest":   {"products.createdAt DESC"},
}

// mostPages bounds the number of a page, so that no product of it with a page's length is too large a number.
const mostPages = 1_000_000

// Products lists active products.
func (s *Shop) Products(ctx context.Context, app core.App, query ProductQuery) (ProductPage, error) {
	if query.PerPage <= 0 {
		query.PerPage = 24
	}
	view := ProductPage{Items: []ProductCard{}, Page: min(max(query.Page, 1), mostPages), PerPage: min(query.PerPage, 100)}
	where := []dbx.Expression{dbx.HashExp{"products.active": true}}
	if query.Category != "" {
		categories, err := readCategories(app)
		if err != nil {
			return view, err
		}
		at := categoryBySlug(categories, query.Category)
		if at == nil {
			return view, notFound("category", "There is no such category.")
		}
		where = append(where, dbx.In("products.category", below(categories, at.ID)...))
	}
	for _, word := range strings.Fields(query.Text) {
		where = append(where, dbx.Or(dbx.Like("products.name", word), dbx.Like("products.description", word), dbx.Like("categories.name", word)))
	}
	order, known := productOrders[query.Sort]
	if !known {
		return view, commerce.Refuse(commerce.Invalid, "sort", commerce.CodeSortUnknown, "Sort by position, price, -price, name or newest.")
	}
	if err := selectProducts(app).Select("COUNT(*)").Where(dbx.And(where...)).Row(&view.TotalItems); err != nil {
		return view, wrap(err, "count products")
	}
	rows := []productRow{}
	err := selectProducts(app).Where(dbx.And(where...)).OrderBy(order...).AndOrderBy("products.id").
		Limit(int64(view.PerPage)).Offset(int64(view.PerPage) * int64(view.Page-1)).All(&rows)
	for _, row := range rows {
		view.Items = append(view.Items, viewCard(row))
	}
	return view, wrap(err, "list products")
}

func categoryBySlug(categories []categoryRow, slug string) *categoryRow {
	for i := range categories {
		if categories[i].Slug == slug {
			return &categories[i]
		}
	}
	return nil
}

// Product gives an active product by its slug or id, with what a shopper may fill in.
func (s *Shop) Product(ctx context.Context, app core.App, ref string) (ProductView, error) {
	row, err := findProduct(app, ref)
	if err != nil {
		return ProductView{}, err
	}
	if !row.Active {
		return ProductView{}, notFound("product", "There is no such gift.")
	}
	fields, err := readFields(app, []productRow{row})
	if err != nil {
		return ProductView{}, err
	}
	view := ProductView{ProductCard: viewCard(row), Description: row.Description, Fields: []FieldView{}, Preview: previewOf(row)}
	for _, field := range fields[row.ID] {
		view.Fields = append(view.Fields, viewField(field))
	}
	return view, nil
}

// DeliveryZones gives the towns that the shop delivers to, in the owner's order.
func (s *Shop) DeliveryZones(ctx context.Context, app core.App) ([]commerce.Zone, error) {
	return readZones(app)
}
