package paystack

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"lovegiftings/internal/money"
)

// What a dispute's status and resolution may say (documentation, "Disputes").
const (
	DisputeResolved = "resolved"
	DisputeAccepted = "merchant-accepted" // the customer gets the money back
	DisputeAuto     = "auto-accepted"     // so does nobody's answer in time
	DisputeDeclined = "declined"          // the merchant keeps it
)

// Dispute is a customer's bank that asks for money back.
type Dispute struct {
	ID            uint64
	Reference     string // the transaction's
	TransactionID uint64
	Mode          string
	Status        string
	Resolution    string     // "" until resolved
	Amount        money.Kobo // what is asked back
	Currency      string
	Category      string
	DueAt         time.Time // UTC: when the merchant's answer is due
}

// Lost reports whether the dispute has ended for the customer: the money goes back.
func (d Dispute) Lost() bool {
	return d.Status == DisputeResolved && (d.Resolution == DisputeAccepted || d.Resolution == DisputeAuto)
}

type wireDispute struct {
	ID          *lax    `json:"id"`
	Amount      *lax    `json:"refund_amount"`
	Currency    *string `json:"currency"`
	Status      string  `json:"status"`
	Resolution  *string `json:"resolution"`
	Domain      string  `json:"domain"`
	Category    *string `json:"category"`
	DueAt       *string `json:"dueAt"`
	Transaction struct {
		ID        *integer `json:"id"`
		Reference string   `json:"reference"`
		Currency  string   `json:"currency"`
	} `json:"transaction"`
}

// Dispute fetches one by its id (API reference, "Fetch dispute").
func (c *Client) Dispute(ctx context.Context, id uint64) (Dispute, error) {
	const call = "fetch dispute"
	got, err := c.get(ctx, call, "/dispute/"+strconv.FormatUint(id, 10), nil)
	if err != nil {
		return Dispute{}, err
	}
	var wire wireDispute
	wrong := unavailable(call, 200, "the answer is not the documented shape")
	if json.Unmarshal(got.Data, &wire) != nil {
		return Dispute{}, wrong
	}
	d, err := wire.dispute()
	if err != nil || d.ID != id {
		return Dispute{}, wrong
	}
	return d, nil
}

// DisputesSince lists those that were opened since from, newest first (API reference, "List disputes"). What is not of the
// documented shape makes the whole answer [ErrUnavailable].
func (c *Client) DisputesSince(ctx context.Context, from time.Time) ([]Dispute, error) {
	return since(ctx, c, "list disputes", "/dispute", from, wireDispute.dispute)
}

func (wire wireDispute) dispute() (Dispute, error) {
	if wire.ID == nil || wire.Status == "" || wire.Transaction.ID == nil || wire.Transaction.Reference == "" {
		return Dispute{}, errShape
	}
	d := Dispute{
		ID: uint64(*wire.ID), Reference: wire.Transaction.Reference, TransactionID: uint64(*wire.Transaction.ID), Mode: wire.Domain, Status: wire.Status,
		Resolution: value(wire.Resolution), Currency: value(wire.Currency), Category: value(wire.Category), DueAt: moment(wire.DueAt),
	}
	if d.Currency == "" {
		d.Currency = wire.Transaction.Currency
	}
	if wire.Amount == nil {
		return d, nil
	}
	var err error
	d.Amount, err = kobo(uint64(*wire.Amount))
	return d, err
}
