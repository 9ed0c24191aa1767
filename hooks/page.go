package hooks

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/storefront"
)

// page says what stands at each address of the storefront: its name for search engines and chat apps, and the data that
// its first view needs, so that the page asks for nothing twice.
func (h *hooks) page(app core.App) storefront.Pages {
	return func(ctx context.Context, r *http.Request) (storefront.Page, error) {
		pattern, params, known := storefront.Match(r.URL.Path)
		page := storefront.Page{Status: http.StatusOK, Personal: storefront.Personal(pattern), Boot: map[string]json.RawMessage{}}
		page.RobotsNoIndex = page.Personal
		if !known {
			page.Status = http.StatusNotFound
		}
		config, err := h.shop.Settings(ctx, app)
		if err != nil {
			return page, err
		}
		catalogue, err := h.shop.Catalogue(ctx, app)
		if err != nil {
			return page, err
		}
		name, err := h.describe(ctx, app, r, &page, pattern, params, catalogue)
		if err != nil {
			return page, err
		}
		page.Title = config.ShopName
		if name != "" {
			page.Title = name + ": " + config.ShopName
		}
		return page, errors.Join(prime(&page, "/api/shop/config", config), prime(&page, "/api/shop/catalog", catalogue))
	}
}

// pageNames are the names of the pages that have no data of their own.
var pageNames = map[string]string{
	"/search": "Search", "/cart": "Your cart", "/checkout": "Checkout", "/payment-details/{reference}": "Your payment",
	"/payment-failed/{reference}": "Payment not made", "/orders": "My orders", "/orders/{id}": "Your order", "/account": "Your account",
}

// describe fills in what is known of one page and gives its name; the home page has none.
func (h *hooks) describe(ctx context.Context, app core.App, r *http.Request, page *storefront.Page, pattern string, params map[string]string, catalogue []shop.CategoryView) (string, error) {
	switch pattern {
	case "/":
		page.CanonicalPath = "/"
		page.Description = "Journals, bottles, cups and gift packs, made with a name on them and delivered in Nigeria."
		return "", nil
	case "/category/{slug}":
		if category := findCategory(catalogue, params["slug"]); category != nil {
			page.CanonicalPath = "/category/" + category.Slug
			page.Description = category.Name + " to personalise, delivered in Nigeria."
			if category.Image != nil {
				page.ImageURL = category.Image.URL
			}
			return category.Name, h.primeListing(ctx, app, r, page, category.Slug)
		}
		slug, err := h.shop.CategorySlug(ctx, app, params["slug"])
		if err == nil {
			page.RedirectPath = "/category/" + slug
		}
		if err != nil && !isMissing(err) {
			return "", err
		}
	case "/products/{slug}":
		product, err := h.shop.Product(ctx, app, params["slug"])
		if err != nil && !isMissing(err) {
			return "", err
		}
		if err == nil && product.Slug != params["slug"] {
			page.RedirectPath = "/products/" + product.Slug
			return "", nil
		}
		if err == nil {
			page.CanonicalPath = "/products/" + product.Slug
			page.Description, _, _ = strings.Cut(product.Description, "\n")
			if len(product.Images) > 0 {
				page.ImageURL = product.Images[0].URL
			}
			zones, err := h.shop.DeliveryZones(ctx, app)
			return product.Name, errors.Join(err, prime(page, "/api/shop/delivery-zones", zones), prime(page, "/api/shop/products/"+params["slug"], product))
		}
	default:
		if name, ok := pageNames[pattern]; ok {
			return name, nil
		}
	}
	page.Status = http.StatusNotFound
	return "Page not found", nil
}

func isMissing(err error) bool {
	refusal, ok := errors.AsType[*commerce.Refusal](err)
	return ok && refusal.Kind == commerce.NotFound
}

// primeListing primes the list that a category's page shows. Its address must be, to the letter, the one that the page
// asks for (frontend/src/features/catalog/listing-url.ts).
func (h *hooks) primeListing(ctx context.Context, app core.App, r *http.Request, page *storefront.Page, slug string) error {
	const perPage = 24
	query := shop.ProductQuery{Category: slug, Sort: r.URL.Query().Get("sort"), PerPage: perPage}
	address := "/api/shop/products?category=" + slug
	least, most := r.URL.Query().Get("minPriceKobo"), r.URL.Query().Get("maxPriceKobo")
	prices, err := commerce.ParsePriceRange(least, most)
	if err != nil {
		return nil // the page asks for itself and says what is wrong
	}
	query.Prices = prices
	if least != "" {
		address += "&minPriceKobo=" + url.QueryEscape(least)
	}
	if most != "" {
		address += "&maxPriceKobo=" + url.QueryEscape(most)
	}
	if query.Sort != "" && query.Sort != "position" {
		address += "&sort=" + query.Sort
	}
	if number, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && number > 1 {
		query.Page = number
		address += "&page=" + strconv.Itoa(number)
	}
	products, err := h.shop.Products(ctx, app, query)
	if _, refused := errors.AsType[*commerce.Refusal](err); refused {
		return nil // the page asks for itself and says what is wrong
	}
	return errors.Join(err, prime(page, address+"&perPage="+strconv.Itoa(perPage), products))
}

func findCategory(categories []shop.CategoryView, slug string) *shop.CategoryView {
	for i := range categories {
		if categories[i].Slug == slug {
			return &categories[i]
		}
		if found := findCategory(categories[i].Children, slug); found != nil {
			return found
		}
	}
	return nil
}

func prime(page *storefront.Page, url string, data any) error {
	written, err := json.Marshal(data)
	page.Boot[url] = written
	return err
}
