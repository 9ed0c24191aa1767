// Package hooks binds what happens outside (a request, a saved record, a sign-in, the clock) to the shop's acts. It
// holds no rule and no query; [Bind] is the list of everything that can happen.
package hooks

import (
	"fmt"
	"io/fs"
	"net/http"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/config"
	"lovegiftings/internal/shop"
	"lovegiftings/internal/storefront"
)

// hooks is what the bound functions share.
type hooks struct {
	shop    *shop.Shop
	front   *storefront.Storefront
	origins *http.CrossOriginProtection
	run     *config.Config
	studio  chan struct{} // holds a token when there may be pictures to draw
}

// Bind binds everything to app. files is the built storefront; Bind fails when it is incomplete. run is read when the
// shop opens.
func Bind(app core.App, s *shop.Shop, files fs.FS, run *config.Config) error {
	h := &hooks{shop: s, origins: ownPages(), run: run, studio: make(chan struct{}, 1)}
	front, err := storefront.New(files, s.URL, h.page(app))
	if err != nil {
		return fmt.Errorf("read the storefront: %w", err)
	}
	front.OnError = func(r *http.Request, err error) { logFault(app, r, err) }
	h.front = front

	app.OnRecordCreate("products").BindFunc(h.saveProduct)
	app.OnRecordUpdate("products").BindFunc(h.saveProduct)
	app.OnRecordCreate("categories").BindFunc(h.saveCategory)
	app.OnRecordUpdate("categories").BindFunc(h.saveCategory)
	app.OnRecordCreate("customization_fields").BindFunc(h.saveField)
	app.OnRecordUpdate("customization_fields").BindFunc(h.saveField)
	app.OnRecordCreate("delivery_zones").BindFunc(h.saveZone)
	app.OnRecordUpdate("delivery_zones").BindFunc(h.saveZone)
	app.OnRecordDelete("categories").BindFunc(h.deleteCategory)
	app.OnRecordDelete("customization_fields").BindFunc(h.deleteField)
	app.OnRecordCreate("orders").BindFunc(h.supersede)
	app.OnRecordAfterCreateSuccess(pictured...).BindFunc(h.drawSoon)
	app.OnRecordAfterUpdateSuccess(pictured...).BindFunc(h.drawSoon)
	app.OnRecordAfterDeleteSuccess(pictured...).BindFunc(h.drawSoon)
	app.OnFileDownloadRequest(pictured...).BindFunc(h.showFile)
	app.OnFileDownloadRequest("pictures").BindFunc(keepFile)

	app.OnRecordAuthRequest("users").BindFunc(h.signedIn)
	app.OnRecordEnrich("products").BindFunc(h.showProduct)
	app.OnRecordCreateRequest(append(curatedByOwner, "refunds")...).BindFunc(checkNumbers)
	app.OnRecordUpdateRequest(curatedByOwner...).BindFunc(checkNumbers)
	app.OnRecordUpdateRequest("products").BindFunc(h.editProduct)
	app.OnRecordUpdateRequest("orders").BindFunc(h.editOrder)
	app.OnRecordUpdateRequest("payment_cases").BindFunc(h.answerCase)
	app.OnRecordCreateRequest("refunds").BindFunc(h.askRefund)
	app.OnRecordUpdateRequest(append(written, "refunds")...).BindFunc(protect)
	app.OnRecordCreateRequest(append(written, "orders", "payment_cases")...).BindFunc(protect)
	app.OnRecordDeleteRequest(append(written, "orders", "payment_cases", "refunds")...).BindFunc(protect)

	app.OnTerminate().BindFunc(h.close)
	app.Cron().MustAdd("shop", "* * * * *", h.tick(app))
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		h.route(e)
		h.routeDesk(e)
		return h.open(e)
	})
	return nil
}

// written are the collections that only the shop writes. Besides them it writes the orders, which the owner moves along
// their statuses, the payment cases, which the owner answers, and the refunds, which the owner asks for.
var written = []string{"order_items", "order_events", "payments", "webhook_events", "carts", "cart_items", "stock_moves", "customization_photos", "pictures", "ledger_entries", "notifications", "checks"}

// curatedByOwner are the collections of the catalogue, which the owner writes.
var curatedByOwner = []string{"products", "categories", "customization_fields", "delivery_zones"}

// pictured are the collections whose pictures are drawn for the storefront.
var pictured = []string{"products", "categories"}

// route lists the HTTP contract (openapi.yaml); what no route takes is a page of the storefront.
func (h *hooks) route(e *core.ServeEvent) {
	api := e.Router.Group("/api")
	api.GET("/openapi.json", contract)

	shop := api.Group("/shop")
	shop.Bind(apis.BodyLimit(maxBody), apis.SkipSuccessActivityLog())
	shop.BindFunc(h.sameOrigin)
	shop.GET("/health", answer(h.getHealth))
	shop.GET("/config", answer(h.getConfig))
	shop.GET("/catalog", answer(h.getCatalogue))
	shop.GET("/products", answer(h.getProducts))
	shop.GET("/products/{slug}", answer(h.getProduct))
	shop.GET("/delivery-zones", answer(h.getDeliveryZones))
	shop.GET("/cart", answer(h.getCart))
	shop.POST("/cart/items", answer(h.postCartItem))
	shop.PATCH("/cart/items/{id}", answer(h.patchCartItem))
	shop.DELETE("/cart/items/{id}", answer(h.deleteCartItem))
	shop.POST("/photos", answer(h.postPhoto)).Bind(apis.BodyLimit(maxPhotoBody))
	shop.GET("/photos/{id}", answer(h.getPhoto))
	shop.POST("/checkout", answer(h.postCheckout))
	shop.GET("/checkout", answer(h.getCheckout))
	shop.GET("/orders", answer(h.getOrders))
	shop.GET("/orders/{id}", answer(h.getOrder))
	shop.POST("/orders/{id}/cancel", answer(h.postCancel))

	pay := api.Group("/paystack")
	pay.Bind(apis.BodyLimit(maxBody), apis.SkipSuccessActivityLog())
	pay.BindFunc(h.sameOrigin)
	pay.POST("/initialize", answer(h.postInitialize))
	pay.POST("/verify/{reference}", answer(h.postVerify))
	pay.POST("/glimpse/{reference}", answer(h.postGlimpse))
	pay.GET("/callback", answer(h.getCallback))
	pay.POST("/webhook", answer(h.postWebhook))

	e.Router.Any("/{path...}", apis.WrapStdHandler(h.front)).Bind(apis.SkipSuccessActivityLog())
}
