package hooks

import (
	"context"
	"errors"
	"net/http"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/router"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/shop"
)

// retryAfter is what a client is told to wait, in seconds, when Paystack does not answer.
const retryAfter = "10"

// problem is the error of the HTTP contract, in PocketBase's shape.
type problem struct {
	Status  int                       `json:"status"`
	Message string                    `json:"message"`
	Data    map[string]problemOfField `json:"data"`

	// Only with the code price_changed: what the cart costs now, and the new total with delivery.
	Cart  *shop.CartView `json:"cart,omitempty"`
	Total int64          `json:"totalKobo,omitzero"`
}

type problemOfField struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// answer makes a route of a function: a refusal is answered with its status and codes, what PocketBase refuses as
// PocketBase does, and every other error is logged once and answered 500 without detail.
func answer(do func(*core.RequestEvent) error) func(*core.RequestEvent) error {
	return func(e *core.RequestEvent) error {
		err := do(e)
		if err == nil {
			return nil
		}
		if refusal, ok := errors.AsType[*commerce.Refusal](err); ok {
			return sendRefusal(e, refusal, err)
		}
		if known, ok := errors.AsType[*router.ApiError](err); ok {
			return e.JSON(known.Status, problem{Status: known.Status, Message: known.Message, Data: map[string]problemOfField{}})
		}
		if errors.Is(err, context.Canceled) && e.Request.Context().Err() != nil {
			return nil // nobody is there any more to hear an answer
		}
		logFault(e.App, e.Request, err)
		return e.JSON(http.StatusInternalServerError, problem{
			Status: http.StatusInternalServerError, Message: "The shop has a problem. Try again in a moment.", Data: map[string]problemOfField{},
		})
	}
}

func sendRefusal(e *core.RequestEvent, refusal *commerce.Refusal, err error) error {
	body := problem{Status: statusOf(refusal.Kind), Message: refusal.Error(), Data: map[string]problemOfField{}}
	for _, one := range refusal.Problems {
		body.Data[one.Field] = problemOfField{Code: one.Code, Message: one.Message}
	}
	if changed, ok := errors.AsType[*shop.PriceChanged](err); ok {
		body.Cart, body.Total = &changed.Cart, changed.Total
	}
	if body.Status == http.StatusServiceUnavailable {
		e.Response.Header().Set("Retry-After", retryAfter)
	}
	return e.JSON(body.Status, body)
}

func statusOf(kind commerce.RefusalKind) int {
	switch kind {
	case commerce.NotFound:
		return http.StatusNotFound
	case commerce.Conflict:
		return http.StatusConflict
	case commerce.Mismatch:
		return http.StatusUnprocessableEntity
	case commerce.Unavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusBadRequest
	}
}

// inDashboard gives a refusal the shape in which PocketBase's own routes carry it to the owner's dashboard, each
// sentence at its field. Other errors pass.
func inDashboard(err error) error {
	refusal, ok := errors.AsType[*commerce.Refusal](err)
	if !ok {
		return err
	}
	data := map[string]error{}
	for _, one := range refusal.Problems {
		data[one.Field] = item{one}
	}
	// An act that saves records, such as an import, finds the refusal itself.
	return errors.Join(router.NewApiError(statusOf(refusal.Kind), refusal.Error(), data), refusal)
}

// refusedFields names the fields that PocketBase refused, each with whether its value is another record's
// (validation_not_unique). It is empty for every other error.
func refusedFields(err error) map[string]bool {
	fields := map[string]bool{}
	if err == nil {
		return fields
	}
	if _, said := errors.AsType[*router.ApiError](err); said {
		return fields
	}
	for field, problem := range router.NewApiError(http.StatusBadRequest, "", err).Data {
		said, ok := problem.(map[string]any)
		fields[field] = ok && said["code"] == "validation_not_unique"
	}
	return fields
}

// item is a problem as PocketBase lets it out (router.SafeErrorItem).
type item struct{ problem commerce.Problem }

func (i item) Code() string  { return i.problem.Code }
func (i item) Error() string { return i.problem.Message }

// logFault logs what is broken, and nothing that a shopper typed: the route's pattern stands for the address.
func logFault(app core.App, r *http.Request, err error) {
	app.Logger().Error("request failed", "method", r.Method, "route", r.Pattern, "error", err.Error())
}
