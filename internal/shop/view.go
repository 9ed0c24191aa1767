package shop

import (
	"time"

	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// CartView is a cart as the HTTP contract shows it. Amounts are kobo.
type CartView struct {
	ID         string      `json:"id"` // empty before the first write
	Items      []CartItem  `json:"items"`
	ItemsCount int         `json:"itemsCount"`
	Subtotal   money.Kobo  `json:"subtotalKobo"`
	MakingDays int         `json:"makingDays"` // of the line that takes longest
	Currency   string      `json:"currency"`
	Prefill    PrefillView `json:"prefill"`
}

// CartItem is one line of a cart, priced today.
type CartItem struct {
	ID             string                  `json:"id"`
	Product        CartProduct             `json:"product"`
	Quantity       int                     `json:"quantity"`
	Customizations commerce.Customizations `json:"customizations"`
	Details        []commerce.Detail       `json:"customizationDetails"`
	UnitPrice      money.Kobo              `json:"unitPriceKobo"`
	Line           money.Kobo              `json:"lineKobo"`
	MakingDays     int                     `json:"makingDays"`
	Available      bool                    `json:"available"`
	Problem        *ProblemView            `json:"problem,omitempty"`
}

// CartProduct is the product of a cart's line.
type CartProduct struct {
	ID    string       `json:"id"`
	Slug  string       `json:"slug"`
	Name  string       `json:"name"`
	Image *PictureView `json:"image"`
	Price money.Kobo   `json:"priceKobo"`
}

// ProblemView says why something cannot be bought as it stands.
type ProblemView struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// PrefillView is what the shopper gave on products' forms and checkout need not ask again.
type PrefillView struct {
	Phone string `json:"phone"`
	Zone  string `json:"zone"` // the id of a delivery zone
}

// OrderView is an order as the HTTP contract shows it.
type OrderView struct {
	ID             string              `json:"id"`
	Number         string              `json:"number"`
	Status         string              `json:"status"`
	Items          []OrderItemView     `json:"items"`
	ItemsKobo      money.Kobo          `json:"itemsKobo"`
	Delivery       money.Kobo          `json:"deliveryKobo"`
	Discount       money.Kobo          `json:"discountKobo"`
	Total          money.Kobo          `json:"totalKobo"`
	Currency       string              `json:"currency"`
	Email          string              `json:"email"`
	Phone          string              `json:"phone"`
	Name           string              `json:"name"`
	Zone           ZoneView            `json:"zone"`
	Address        string              `json:"address"`
	Note           string              `json:"note"`
	Gift           *commerce.Gift      `json:"gift"`
	Recipient      *commerce.Recipient `json:"recipient"` // nil: the buyer takes it
	MakingDays     int                 `json:"makingDays"`
	CreatedAt      time.Time           `json:"createdAt"`
	PaidAt         *time.Time          `json:"paidAt"`
	Payment        *PaymentView        `json:"payment"` // the latest attempt
	CanPay         bool                `json:"canPay"`
	CanCancel      bool                `json:"canCancel"`
	CanRestoreCart bool                `json:"canRestoreCart"`
	Events         []EventView         `json:"events"`
}

// OrderItemView is one line of an order, as sold.
type OrderItemView struct {
	Name           string        `json:"name"`
	Slug           string        `json:"slug"`
	Image          *PictureView  `json:"image"`
	Quantity       int           `json:"quantity"`
	Customizations types.JSONRaw `json:"customizations"`
	Details        types.JSONRaw `json:"customizationDetails"`
	UnitPrice      money.Kobo    `json:"unitPriceKobo"`
	Line           money.Kobo    `json:"lineKobo"`
	MakingDays     int           `json:"makingDays"`
}

// ZoneView is the town that an order goes to, as it was when it was placed.
type ZoneView struct {
	ID    string `json:"id"`
	Town  string `json:"town"`
	State string `json:"state"`
}

// PaymentView is one attempt to pay.
type PaymentView struct {
	Reference        string     `json:"reference"`
	Status           string     `json:"status"`
	Amount           money.Kobo `json:"amountKobo"`
	AuthorizationURL string     `json:"authorizationUrl"`
	ProviderStatus   string     `json:"providerStatus"` // Paystack's own word, empty before the first answer
}

// PageView is the page on which an order is paid.
type PageView struct {
	Reference        string     `json:"reference"`
	AuthorizationURL string     `json:"authorizationUrl"`
	AccessCode       string     `json:"accessCode"`
	Amount           money.Kobo `json:"amountKobo"`
}

// VerifyView is a payment with its order, after asking Paystack.
type VerifyView struct {
	Payment PaymentView `json:"payment"`
	Order   OrderView   `json:"order"`
}

// GlimpseView is what anybody who holds a payment's reference may know.
type GlimpseView struct {
	Payment GlimpsedPayment `json:"payment"`
	Order   GlimpsedOrder   `json:"order"`
}

// GlimpsedPayment is a payment without the page on which it is paid.
type GlimpsedPayment struct {
	Reference      string     `json:"reference"`
	Status         string     `json:"status"`
	Amount         money.Kobo `json:"amountKobo"`
	ProviderStatus string     `json:"providerStatus"`
}

// GlimpsedOrder is an order without anything of its shopper.
type GlimpsedOrder struct {
	Number string `json:"number"`
	Status string `json:"status"`
}

// EventView is one line of an order's log.
type EventView struct {
	Kind    string    `json:"kind"`
	At      time.Time `json:"at"`
	Message string    `json:"message"`
}

func viewCart(cart *core.Record, quote commerce.Quote, rows map[string]productRow, zones []commerce.Zone) CartView {
	view := CartView{Items: []CartItem{}, ItemsCount: quote.ItemsCount, Subtotal: quote.Subtotal, MakingDays: quote.MakingDays, Currency: money.Currency}
	if cart != nil {
		view.ID = cart.Id
	}
	for _, line := range quote.Lines {
		row := rows[line.Product.ID]
		item := CartItem{
			ID: line.ID, Quantity: line.Quantity, Customizations: line.Customizations, Details: line.Details,
			Product:   CartProduct{ID: row.ID, Slug: row.Slug, Name: row.Name, Image: row.picture(), Price: row.Price},
			UnitPrice: line.UnitPrice, Line: line.Total, MakingDays: line.MakingDays, Available: line.Problem == nil,
		}
		if line.Problem != nil {
			item.Problem = &ProblemView{Code: line.Problem.Code, Message: line.Problem.Message}
		}
		view.Items = append(view.Items, item)
	}
	phone, town := quote.Prefill()
	view.Prefill.Phone = phone
	for _, zone := range zones {
		if zone.Town == town {
			view.Prefill.Zone = zone.ID
		}
	}
	return view
}

func (s *Shop) viewOrder(app core.App, record *core.Record) (OrderView, error) {
	order := orderOf(record)
	items, err := readOrderItems(app, order.ID)
	if err != nil {
		return OrderView{}, err
	}
	payments, err := readPayments(app, order.ID)
	if err != nil {
		return OrderView{}, err
	}
	events, err := readEvents(app, order.ID)
	if err != nil {
		return OrderView{}, err
	}
	kobo := func(name string) money.Kobo { return money.Kobo(record.GetInt64(name)) }
	view := OrderView{
		ID: order.ID, Number: order.Number, Status: string(order.Status), Items: make([]OrderItemView, len(items)),
		ItemsKobo: kobo("itemsKobo"), Delivery: kobo("deliveryKobo"), Discount: kobo("discountKobo"), Total: order.Total, Currency: record.GetString("currency"),
		Email: record.GetString("email"), Phone: record.GetString("phone"), Name: record.GetString("name"),
		Zone:    ZoneView{ID: record.GetString("zone"), Town: record.GetString("town"), State: record.GetString("state")},
		Address: record.GetString("address"), Note: record.GetString("note"),
		CreatedAt: record.GetDateTime("createdAt").Time(), CanPay: order.Status == commerce.OrderPending,
		CanCancel:      commerce.MoveOrder(order.Status, commerce.OrderCancelled, commerce.Shopper) == nil,
		CanRestoreCart: canRestore(record), Events: events, MakingDays: record.GetInt("makingDays"),
	}
	for i, item := range items {
		image, err := soldPicture(app, item.Image)
		if err != nil {
			return OrderView{}, err
		}
		view.Items[i] = OrderItemView{
			Name: item.Name, Slug: item.Slug, Image: image, Quantity: item.Quantity, Customizations: item.Customizations,
			Details: item.Details, UnitPrice: item.UnitPrice, Line: item.Line, MakingDays: item.MakingDays,
		}
	}
	gift := commerce.Gift{To: record.GetString("giftTo"), From: record.GetString("giftFrom"), Message: record.GetString("giftMessage")}
	if gift != (commerce.Gift{}) {
		view.Gift = &gift
	}
	recipient := commerce.Recipient{Name: record.GetString("recipientName"), Phone: record.GetString("recipientPhone")}
	if recipient != (commerce.Recipient{}) {
		view.Recipient = &recipient
	}
	if paid := record.GetDateTime("paidAt").Time(); !paid.IsZero() {
		view.PaidAt = &paid
	}
	for i, payment := range payments {
		if i == 0 {
			latest := viewPayment(payment)
			view.Payment = &latest
		}
		if paymentOf(payment).UnderWay() {
			view.CanPay, view.CanCancel = false, false
		}
	}
	if review, err := inReview(app, order.ID); err != nil {
		return OrderView{}, err
	} else if review {
		view.CanPay, view.CanCancel = false, false
	}
	return view, nil
}

func viewPayment(record *core.Record) PaymentView {
	payment := paymentOf(record)
	return PaymentView{
		Reference: payment.Reference, Status: string(payment.Status), Amount: payment.Amount,
		AuthorizationURL: record.GetString("authorizationUrl"), ProviderStatus: payment.Heard,
	}
}

func viewPage(record *core.Record) PageView {
	payment := viewPayment(record)
	return PageView{Reference: payment.Reference, AuthorizationURL: payment.AuthorizationURL, AccessCode: record.GetString("accessCode"), Amount: payment.Amount}
}
