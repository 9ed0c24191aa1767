package shop

import (
	"context"
	"slices"

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
	Count    int            `json:"productsCount"` // on sale, those below it included
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
	Featured bool          `json:"featured"` // the owner shows it on the home page
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

// catalogueMost is the most products that an uppermost category, with all below it, shows in the catalogue: the home page
// shows fewer, and every page carries the catalogue.
const catalogueMost = 12

// Catalogue gives all categories as a tree in the owner's order, each with how many products are on sale and the first
// of its own; an uppermost category with all below it has at most [catalogueMost]. [Shop.Products] lists them all.
func (s *Shop) Catalogue(ctx context.Context, app core.App) ([]CategoryView, error) {
	categories, err := readCategories(app)
	if err != nil {
		return nil, err
	}
	counts, err := countProducts(app, s.now())
	if err != nil {
		return nil, err
	}
	first, err := firstProducts(app, s.now(), catalogueMost)
	if err != nil {
		return nil, err
	}
	views, shown := tree(categories, counts, ""), []string{}
	for i := range views {
		left := catalogueMost
		shown = append(shown, views[i].show(first, &left)...)
	}
	rows, err := readInOrder(app, s.now(), shown)
	if err != nil {
		return nil, err
	}
	cards := map[string][]ProductCard{}
	for _, row := range rows {
		cards[row.Category] = append(cards[row.Category], viewCard(row))
	}
	fill(views, cards)
	return views, nil
}

func tree(categories []categoryRow, counts map[string]int, parent string) []CategoryView {
	views := []CategoryView{}
	for _, category := range categories {
		if category.Parent != parent {
			continue
		}
		view := CategoryView{ID: category.ID, Slug: category.Slug, Name: category.Name, Image: category.picture(), Count: counts[category.ID], Children: tree(categories, counts, category.ID)}
		for _, child := range view.Children {
			view.Count += child.Count
		}
		views = append(views, view)
	}
	return views
}

// show chooses the products that stand below a category, its own before those of its children, while some are left to
// choose.
func (v CategoryView) show(first map[string][]string, left *int) []string {
	chosen := first[v.ID][:min(len(first[v.ID]), *left)]
	*left -= len(chosen)
	for _, child := range v.Children {
		chosen = slices.Concat(chosen, child.show(first, left))
	}
	return chosen
}

func fill(views []CategoryView, cards map[string][]ProductCard) {
	for i := range views {
		if views[i].Products = cards[views[i].ID]; views[i].Products == nil {
			views[i].Products = []ProductCard{}
		}
		fill(views[i].Children, cards)
	}
}

func viewCard(row productRow) ProductCard {
	stock := row.stock()
	card := ProductCard{
		ID: row.ID, Slug: row.Slug, Name: row.Name, Price: row.Price, Images: row.pictures(), Featured: row.Featured,
		Category: CategoryName{Slug: row.CategorySlug, Name: row.CategoryName}, Stock: StockView{State: stock.State()},
	}
	if card.Stock.State == commerce.StockLow {
		card.Stock.Left = &stock.Left
	}
	return card
}

// Product gives a product on sale by its slug, a slug that it had before, or its id, with what a shopper may fill in.
func (s *Shop) Product(ctx context.Context, app core.App, ref string) (ProductView, error) {
	row, err := findProduct(app, s.now(), ref)
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
