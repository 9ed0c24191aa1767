package hooks

import (
	"net/http"
	"strconv"

	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
)

func (h *hooks) getConfig(e *core.RequestEvent) error {
	config, err := h.shop.Settings(e.Request.Context(), e.App)
	return sendPublic(e, config, err)
}

func (h *hooks) getCatalogue(e *core.RequestEvent) error {
	catalogue, err := h.shop.Catalogue(e.Request.Context(), e.App)
	return sendPublic(e, catalogue, err)
}

func (h *hooks) getProducts(e *core.RequestEvent) error {
	query := e.Request.URL.Query()
	page, _ := strconv.Atoi(query.Get("page"))
	perPage, _ := strconv.Atoi(query.Get("perPage"))
	prices, err := commerce.ParsePriceRange(query.Get("minPriceKobo"), query.Get("maxPriceKobo"))
	if err != nil {
		return err
	}
	products, err := h.shop.Products(e.Request.Context(), e.App, shop.ProductQuery{
		Category: query.Get("category"), Text: query.Get("q"), Sort: query.Get("sort"), Prices: prices, Page: page, PerPage: perPage,
	})
	return sendPublic(e, products, err)
}

func (h *hooks) getProduct(e *core.RequestEvent) error {
	product, err := h.shop.Product(e.Request.Context(), e.App, e.Request.PathValue("slug"))
	return sendPublic(e, product, err)
}

func (h *hooks) getDeliveryZones(e *core.RequestEvent) error {
	zones, err := h.shop.DeliveryZones(e.Request.Context(), e.App)
	return sendPublic(e, zones, err)
}

// sendPublic answers with what is the same for everybody but may change at any moment.
func sendPublic(e *core.RequestEvent, body any, err error) error {
	if err != nil {
		return err
	}
	e.Response.Header().Set("Cache-Control", "no-cache")
	return e.JSON(http.StatusOK, body)
}

func (h *hooks) saveProduct(e *core.RecordEvent) error {
	if err := h.shop.CurateProduct(e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

func (h *hooks) saveCategory(e *core.RecordEvent) error {
	if err := h.shop.CurateCategory(e.App, e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

func (h *hooks) saveField(e *core.RecordEvent) error {
	if err := h.shop.CurateField(e.App, e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

func (h *hooks) saveZone(e *core.RecordEvent) error {
	if err := h.shop.CurateZone(e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

// keepUnchanged keeps the owner's edit of a description from writing back the stock of a minute ago.
func keepUnchanged(e *core.RecordRequestEvent) error {
	e.Record.IgnoreUnchangedFields(true)
	return e.Next()
}

// protect refuses edits in the dashboard of records that only the shop writes.
func protect(e *core.RecordRequestEvent) error { return inDashboard(shop.Protect()) }
