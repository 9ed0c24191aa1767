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
	return curated(e, h.shop.CurateProduct(e.Record))
}

func (h *hooks) saveCategory(e *core.RecordEvent) error {
	return curated(e, h.shop.CurateCategory(e.App, e.Record))
}

func (h *hooks) saveField(e *core.RecordEvent) error {
	return curated(e, h.shop.CurateField(e.App, e.Record))
}

func (h *hooks) saveZone(e *core.RecordEvent) error {
	return curated(e, h.shop.CurateZone(e.Record))
}

// curated saves a record of the catalogue unless it was refused. What PocketBase refuses is said in the shop's words.
func curated(e *core.RecordEvent, refused error) error {
	if refused != nil {
		return inDashboard(refused)
	}
	err := e.Next()
	if fields := refusedFields(err); len(fields) > 0 {
		if refusal := shop.Mended(e.Record.Collection().Name, fields); refusal != nil {
			return inDashboard(refusal)
		}
	}
	return err
}

// deleteCategory is the deletion of a category, wherever it is asked for.
func (h *hooks) deleteCategory(e *core.RecordEvent) error {
	if err := h.shop.LetCategoryGo(e.App, e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

// deleteField is the deletion of a customization field.
func (h *hooks) deleteField(e *core.RecordEvent) error {
	if err := h.shop.LetFieldGo(e.App, e.Record); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

// checkNumbers looks at the numbers of a record of the catalogue as the owner sent them.
func checkNumbers(e *core.RecordRequestEvent) error {
	sent, err := sentBody(e)
	if err != nil {
		return err
	}
	if err := shop.CheckNumbers(e.Collection, sent); err != nil {
		return inDashboard(err)
	}
	return e.Next()
}

// sentBody is what was sent, before PocketBase made values of it.
func sentBody(e *core.RecordRequestEvent) (map[string]any, error) {
	sent := map[string]any{}
	if err := e.BindBody(&sent); err != nil {
		return nil, e.BadRequestError("The request could not be read.", err)
	}
	return sent, nil
}

// showProduct completes a product that PocketBase's own routes show.
func (h *hooks) showProduct(e *core.RecordEnrichEvent) error {
	h.shop.ShowProduct(e.Record)
	return e.Next()
}

// editProduct is the owner's edit of a product in the dashboard.
func (h *hooks) editProduct(e *core.RecordRequestEvent) error {
	sent, err := sentBody(e)
	if err != nil {
		return err
	}
	outer := e.App
	defer func() { e.App = outer }()
	return inDashboard(outer.RunInTransaction(func(tx core.App) error {
		e.App = tx
		if err := h.shop.EditProduct(tx, e.Record, sent); err != nil {
			return err
		}
		return e.Next()
	}))
}

// protect refuses edits in the dashboard of records that only the shop writes.
func protect(e *core.RecordRequestEvent) error { return inDashboard(shop.Protect()) }
