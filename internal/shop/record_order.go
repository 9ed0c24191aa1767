package shop

import (
	"encoding/json"
	"fmt"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
)

// orderOf gives what the rules must know of an order's record.
func orderOf(record *core.Record) commerce.Order {
	return commerce.Order{
		ID: record.Id, Number: record.GetString("number"),
		Status: commerce.OrderStatus(record.GetString("status")), Total: money.Kobo(record.GetInt64("totalKobo")),
	}
}

// owned fits the orders of a shopper: those of the account and those that this browser placed as a guest. It fits
// nothing for nobody.
func owned(who Shopper) dbx.Expression {
	whose := []dbx.Expression{}
	if who.User != "" {
		whose = append(whose, dbx.NewExp("owner = {:user} AND owner != ''", dbx.Params{"user": who.User})) // the index's condition
	}
	if who.Session != "" {
		whose = append(whose, dbx.NewExp("session = {:session} AND session != ''", dbx.Params{"session": who.Session}))
	}
	if len(whose) == 0 {
		return dbx.NewExp("1 = 0")
	}
	return dbx.Or(whose...)
}

// placedFrom names what a new order's record carries besides its columns: the browser that places it. It is not kept,
// because an account's order must not be found by the browser.
const placedFrom = "placedFrom"

// placerOf is the shopper who places a new order.
func placerOf(order *core.Record) Shopper {
	who := Shopper{User: order.GetString("owner"), Session: order.GetString("session")}
	if browser := order.GetString(placedFrom); browser != "" {
		who.Session = browser
	}
	return who
}

// findOrders reads a shopper's orders, newest first.
func findOrders(app core.App, who Shopper, where dbx.Expression, most int64) ([]*core.Record, error) {
	orders := []*core.Record{}
	err := app.RecordQuery("orders").Where(dbx.And(owned(who), where)).OrderBy("sequence DESC").Limit(most).All(&orders)
	return orders, wrap(err, "find orders")
}

// findOrder reads a shopper's order by its id. One of somebody else is refused like one that does not exist.
func findOrder(app core.App, who Shopper, id string) (*core.Record, error) {
	orders, err := findOrders(app, who, dbx.HashExp{"id": id}, 1)
	if err != nil {
		return nil, err
	}
	if len(orders) == 0 {
		return nil, notFound("order", "There is no such order.")
	}
	return orders[0], nil
}

// createOrder writes what was placed, with its lines, and takes the stock. Everything in it is frozen from now on.
func createOrder(tx core.App, draft commerce.Draft, rows map[string]productRow, values map[string]any, now types.DateTime) (*core.Record, error) {
	sequence := commerce.FirstOrder
	if err := tx.DB().Select("COALESCE(MAX(sequence) + 1, " + fmt.Sprint(commerce.FirstOrder) + ")").From("orders").Row(&sequence); err != nil {
		return nil, fmt.Errorf("read the last order number: %w", err)
	}
	for name, value := range map[string]any{
		"sequence": sequence, "number": commerce.OrderNumber(sequence), "status": string(commerce.OrderPending),
		"name": draft.Form.Name, "email": draft.Form.Email, "phone": draft.Form.Phone,
		"zone": draft.Zone.ID, "town": draft.Zone.Town, "state": draft.Zone.State, "address": draft.Form.Address, "note": draft.Form.Note,
		"giftTo": draft.Form.Gift.To, "giftFrom": draft.Form.Gift.From, "giftMessage": draft.Form.Gift.Message,
		"recipientName": draft.Form.Recipient.Name, "recipientPhone": draft.Form.Recipient.Phone, "makingDays": draft.MakingDays,
		"itemsKobo": int64(draft.Items), "deliveryKobo": int64(draft.Delivery), "discountKobo": int64(draft.Discount), "totalKobo": int64(draft.Total),
		"currency": money.Currency, "createdAt": now,
	} {
		values[name] = value
	}
	order, err := create(tx, "orders", values)
	if err != nil {
		return nil, err
	}
	for i, line := range draft.Lines {
		move := stockMove{Product: line.Product.ID, Kind: commerce.StockReserved, Pieces: line.Quantity, Order: order.Id, By: commerce.Shopper}
		ok, err := takeStock(tx, move, now)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, commerce.Refuse(commerce.Conflict, line.ID, commerce.CodeOutOfStock, fmt.Sprintf("There are not enough of %s left.", line.Product.Name))
		}
		row := rows[line.Product.ID]
		_, err = create(tx, "order_items", map[string]any{
			"order": order.Id, "product": row.ID, "name": row.Name, "slug": row.Slug, "image": row.picture(), "position": i,
			"quantity": line.Quantity, "customizations": types.JSONRaw(line.Customizations.Canonical()), "customizationDetails": line.Details,
			"unitPriceKobo": int64(line.UnitPrice), "lineKobo": int64(line.Total), "makingDays": line.MakingDays,
		})
		if err != nil {
			return nil, err
		}
	}
	if err := keepPhotos(tx, order, draft.Lines); err != nil {
		return nil, err
	}
	return order, logEvent(tx, order, event{Kind: "placed", To: commerce.OrderPending, By: commerce.Shopper, Message: "Order placed."}, now)
}

// orderItemRow is one line of an order, as sold.
type orderItemRow struct {
	ID             string        `db:"id"`
	Product        string        `db:"product"` // empty when the product has been deleted
	Name           string        `db:"name"`
	Slug           string        `db:"slug"`
	Image          types.JSONRaw `db:"image"`
	Quantity       int           `db:"quantity"`
	Customizations types.JSONRaw `db:"customizations"`
	Details        types.JSONRaw `db:"customizationDetails"`
	UnitPrice      money.Kobo    `db:"unitPriceKobo"`
	Line           money.Kobo    `db:"lineKobo"`
	MakingDays     int           `db:"makingDays"`
}

func readOrderItems(app core.App, order string) ([]orderItemRow, error) {
	rows := []orderItemRow{}
	err := app.DB().Select("id", "product", "name", "slug", "image", "quantity", "customizations", "customizationDetails", "unitPriceKobo", "lineKobo", "makingDays").
		From("order_items").Where(dbx.HashExp{"order": order}).OrderBy("position").All(&rows)
	return rows, wrap(err, "read the lines of an order")
}

// cartLine gives a sold line as one that may go into a cart again.
func (r orderItemRow) cartLine() (commerce.Line, error) {
	line := commerce.Line{Product: r.Product, Quantity: r.Quantity}
	err := json.Unmarshal(r.Customizations, &line.Customizations)
	return line, wrap(err, "read the customizations of an order")
}

// event is one line of an order's log. Message is for the shopper.
type event struct {
	Kind    string
	From    commerce.OrderStatus
	To      commerce.OrderStatus
	By      commerce.Actor
	Message string
}

func logEvent(tx core.App, order *core.Record, e event, now types.DateTime) error {
	_, err := create(tx, "order_events", map[string]any{
		"order": order.Id, "kind": e.Kind, "from": string(e.From), "to": string(e.To), "by": string(e.By), "message": e.Message, "at": now,
	})
	return err
}

// moveOrder is the one place that changes an order's status. It asks the table of moves, keeps the stock and the books
// in step and writes the log.
func moveOrder(tx core.App, order *core.Record, e event, now types.DateTime) error {
	from := commerce.OrderStatus(order.GetString("status"))
	if err := commerce.MoveOrder(from, e.To, e.By); err != nil {
		return err
	}
	order.Set("status", string(e.To))
	if e.To == commerce.OrderPaid {
		order.Set("paidAt", now)
	}
	if err := tx.Save(order); err != nil {
		return fmt.Errorf("save an order: %w", err)
	}
	e.From = from
	if err := logEvent(tx, order, e, now); err != nil {
		return err
	}
	if err := keepStockInStep(tx, order.Id, e, now); err != nil {
		return err
	}
	return keepMoneyInStep(tx, order, e, now)
}

func readEvents(app core.App, order string) ([]EventView, error) {
	rows := []struct {
		Kind    string         `db:"kind"`
		At      types.DateTime `db:"at"`
		Message string         `db:"message"`
	}{}
	err := app.DB().Select("kind", "at", "message").From("order_events").Where(dbx.HashExp{"order": order}).OrderBy("at", "_rowid_").All(&rows)
	events := make([]EventView, len(rows))
	for i, row := range rows {
		events[i] = EventView{Kind: row.Kind, At: row.At.Time(), Message: row.Message}
	}
	return events, wrap(err, "read the log of an order")
}
