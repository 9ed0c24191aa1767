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

// Dispute fetches one by its id (API reference, "Fetch dispute").
func (c *Client) Dispute(ctx context.Context, id uint64) (Dispute, error) {
	const call = "fetch dispute"
	got, err := c.get(ctx, call, "/dispute/"+strconv.FormatUint(id, 10), nil)
	if err != nil {
		return Dispute{}, err
	}
	var wire wireDispute
	if json.Unmarshal(got.Data, &wire) == nil {
		if d, err := wire.dispute(); err == nil && d.ID == id {
			return d, nil
		}
	}
	return Dispute{}, unavailable(call, 200, "the answer is not the documented shape")
}

// DisputesSince lists those that were opened since a time, newest first (API reference, "List disputes"); page counts from
// 1, and the last one holds fewer than 100.
func (c *Client) DisputesSince(ctx context.Context, from time.Time, page int) ([]Dispute, error) {
	const call = "list disputes"
	got, err := c.get(ctx, call, "/dispute", since(from, page))
	if err != nil {
		return nil, err
	}
	var wires []wireDispute
	wrong := unavailable(call, 200, "the answer is not the documented shape")
	if json.Unmarshal(got.Data, &wires) != nil || wires == nil {
		return nil, wrong
	}
	disputes := make([]Dispute, 0, len(wires))
	for _, wire := range wires {
		d, err := wire.dispute()
		if err != nil {
			return nil, wrong
		}
		disputes = append(disputes, d)
	}
	return disputes, nil
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

func (w wireDispute) dispute() (Dispute, error) {
	if w.ID == nil || w.Status == "" || w.Transaction.ID == nil || w.Transaction.Reference == "" {
		return Dispute{}, errShape
	}
	d := Dispute{
		ID: uint64(*w.ID), Reference: w.Transaction.Reference, TransactionID: uint64(*w.Transaction.ID), Mode: w.Domain, Status: w.Status,
		Resolution: value(w.Resolution), Currency: value(w.Currency), Category: value(w.Category), DueAt: moment(w.DueAt),
	}
	if d.Currency == "" {
		d.Currency = w.Transaction.Currency
	}
	var err error
	if w.Amount != nil {
		d.Amount, err = kobo(uint64(*w.Amount))
	}
	return d, err
}
