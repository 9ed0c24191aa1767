package paystack

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"lovegiftings/internal/money"
)

// What a refund's status may say (documentation, "Refunds").
const (
	RefundPending        = "pending"
	RefundProcessing     = "processing"
	RefundProcessed      = "processed"       // the customer's bank has it
	RefundFailed         = "failed"          // the merchant is credited back
	RefundNeedsAttention = "needs-attention" // the customer's account details are wanted
)

// CreateRefund asks for money to go back (API reference, "Create refund").
type CreateRefund struct {
	Transaction  string     // reference, or numeric id in digits
	Amount       money.Kobo // 0: all of it
	Currency     string
	CustomerNote string
	MerchantNote string
}

// Refund is money going back. Times are UTC.
type Refund struct {
	ID                   uint64
	TransactionID        uint64
	TransactionReference string // "" where Paystack does not say (it does when the refund is created)
	Mode                 string
	Status               string // one of the Refund constants, or a word they do not know yet
	Amount               money.Kobo
	Currency             string
	CustomerNote         string
	MerchantNote         string
	ExpectedAt           time.Time
	CreatedAt            time.Time
}

type wireRefund struct {
	ID                   *lax            `json:"id"`
	Transaction          json.RawMessage `json:"transaction"`
	TransactionReference *string         `json:"transaction_reference"`
	Domain               string          `json:"domain"`
	Status               string          `json:"status"`
	Amount               *lax            `json:"amount"`
	Currency             string          `json:"currency"`
	CustomerNote         *string         `json:"customer_note"`
	MerchantNote         *string         `json:"merchant_note"`
	ExpectedAt           *string         `json:"expected_at"`
	CreatedAt            *string         `json:"createdAt"`
	CreatedAt2           *string         `json:"created_at"`
}

// refund reads both shapes of data.transaction: an object when created, the numeric id when fetched or listed.
func (w wireRefund) refund() (Refund, error) {
	if w.ID == nil || w.Amount == nil || w.Status == "" {
		return Refund{}, errShape
	}
	amount, err := kobo(uint64(*w.Amount))
	if err != nil {
		return Refund{}, err
	}
	r := Refund{
		ID: uint64(*w.ID), Mode: w.Domain, Status: w.Status, Amount: amount, Currency: w.Currency,
		ExpectedAt: moment(w.ExpectedAt), CreatedAt: moment(w.CreatedAt, w.CreatedAt2),
	}
	r.TransactionReference = value(w.TransactionReference)
	r.CustomerNote, r.MerchantNote = value(w.CustomerNote), value(w.MerchantNote)
	var id *integer
	if json.Unmarshal(w.Transaction, &id) == nil && id != nil {
		r.TransactionID = uint64(*id)
		return r, nil
	}
	var whole struct {
		ID        *integer `json:"id"`
		Reference string   `json:"reference"`
	}
	if json.Unmarshal(w.Transaction, &whole) != nil || whole.ID == nil {
		return Refund{}, errShape
	}
	r.TransactionID, r.TransactionReference = uint64(*whole.ID), whole.Reference
	return r, nil
}

// CreateRefund asks once and never again by itself: the documentation knows no idempotency key. After
// [ErrUnavailable] look with [Client.Refunds] before asking a second time.
func (c *Client) CreateRefund(ctx context.Context, in CreateRefund) (Refund, error) {
	const call = "create refund"
	got, err := c.post(ctx, call, "/refund", struct {
		Transaction  string     `json:"transaction"`
		Amount       money.Kobo `json:"amount,omitempty"`
		Currency     string     `json:"currency,omitempty"`
		CustomerNote string     `json:"customer_note,omitempty"`
		MerchantNote string     `json:"merchant_note,omitempty"`
	}(in))
	if err != nil {
		return Refund{}, err
	}
	return decodeRefund(call, got.Data)
}

// Refund fetches one by its id (API reference, "Fetch refund").
func (c *Client) Refund(ctx context.Context, id uint64) (Refund, error) {
	const call = "fetch refund"
	got, err := c.get(ctx, call, "/refund/"+strconv.FormatUint(id, 10), nil)
	if err != nil {
		return Refund{}, err
	}
	r, failure := decodeRefund(call, got.Data)
	if failure == nil && r.ID != id {
		return Refund{}, unavailable(call, 200, "the answer is about another refund")
	}
	return r, failure
}

// Refunds lists those of one transaction, by its numeric id, newest first (API reference, "List refunds").
func (c *Client) Refunds(ctx context.Context, transaction uint64) ([]Refund, error) {
	const call = "list refunds"
	got, err := c.get(ctx, call, "/refund", url.Values{
		"transaction": {strconv.FormatUint(transaction, 10)}, "perPage": {"100"},
	})
	if err != nil {
		return nil, err
	}
	var wires []wireRefund
	wrong := unavailable(call, 200, "the answer is not the documented shape")
	if json.Unmarshal(got.Data, &wires) != nil || wires == nil {
		return nil, wrong
	}
	refunds := make([]Refund, 0, len(wires))
	for _, wire := range wires {
		r, err := wire.refund()
		if err != nil {
			return nil, wrong
		}
		refunds = append(refunds, r)
	}
	return refunds, nil
}

// RefundsSince lists those of all transactions that were asked for since from, newest first (API reference, "List refunds").
// What is not of the documented shape makes the whole answer [ErrUnavailable].
func (c *Client) RefundsSince(ctx context.Context, from time.Time) ([]Refund, error) {
	return since(ctx, c, "list refunds", "/refund", from, wireRefund.refund)
}

func decodeRefund(call string, raw json.RawMessage) (Refund, error) {
	var wire wireRefund
	if json.Unmarshal(raw, &wire) != nil {
		return Refund{}, unavailable(call, 200, "the answer is not the documented shape")
	}
	r, err := wire.refund()
	if err != nil {
		return Refund{}, unavailable(call, 200, "the answer is not the documented shape")
	}
	return r, nil
}
