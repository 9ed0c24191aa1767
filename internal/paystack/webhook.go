package paystack

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"lovegiftings/internal/money"
)

// SignatureHeader carries the signature of a webhook's body (documentation, "Webhooks").
const SignatureHeader = "X-Paystack-Signature"

// Events that a shop with one-off payments may hear. There is no charge.failed: failures are learnt by [Client.Verify].
const (
	EventChargeSuccess        = "charge.success"
	EventRefundPending        = "refund.pending"
	EventRefundProcessing     = "refund.processing"
	EventRefundProcessed      = "refund.processed"
	EventRefundFailed         = "refund.failed"
	EventRefundNeedsAttention = "refund.needs-attention"
	EventDisputeCreate        = "charge.dispute.create"
	EventDisputeRemind        = "charge.dispute.remind"
	EventDisputeResolve       = "charge.dispute.resolve"
	EventTransferRejected     = "bank.transfer.rejected"
)

// ErrMalformedEvent is a body that is not an event, although its signature may be right.
var ErrMalformedEvent = errors.New("paystack: the body is not an event")

// Sign returns the lower-case hex HMAC-SHA512 of body, as Paystack signs webhooks: over the raw bytes, with the secret key.
func Sign(secretKey string, body []byte) string {
	return hex.EncodeToString(sum(secretKey, body))
}

func sum(secretKey string, body []byte) []byte {
	mac := hmac.New(sha512.New, []byte(secretKey))
	mac.Write(body)
	return mac.Sum(nil)
}

// Signed tells whether signature, the header as received, is this account's over body, the raw bytes as received, with
// the present key or the one before it. It takes the same time whatever the difference. Nothing in it expires, so a true
// event may be played again.
func (c *Client) Signed(body []byte, signature string) bool {
	given, err := hex.DecodeString(signature)
	if err != nil {
		return false
	}
	present := hmac.Equal(given, sum(c.key, body))
	return c.former != "" && hmac.Equal(given, sum(c.former, body)) || present
}

// Event is what a webhook says happened. It is a reason to ask [Client.Verify], never proof.
type Event struct {
	Name string
	// Reference is the transaction's: data.reference, for refunds data.transaction_reference, for disputes
	// data.transaction.reference. It is "" for bank.transfer.rejected, which carries none.
	Reference string
	// ID is data.id in digits, or "": the transaction's, dispute's or refund's own.
	ID              string
	TransactionID   string // data.bank_transfer.transaction_id of bank.transfer.rejected, in digits, or ""
	RefundReference string
	Mode            string
	Status          string
	Currency        string
	Amount          money.Kobo // 0 when the event has none that is whole
}

// Key is equal for two deliveries of the same event and differs otherwise; Paystack sends no event id
// (documentation, "Webhooks"). It is meant for a unique column.
func (e Event) Key() string {
	parts := []string{e.Name, e.ID}
	switch {
	case strings.HasPrefix(e.Name, "refund."):
		parts = []string{e.Name, e.Reference, e.RefundReference, strconv.FormatInt(int64(e.Amount), 10)}
	case e.ID == "":
		parts = append(parts, e.Reference, e.TransactionID)
	}
	return strings.Join(append(parts, e.Status), "|")
}

// ParseEvent reads a webhook's body, which must be a JSON object with a named event and an object as data; anything else is
// [ErrMalformedEvent]. Check [Client.Signed] first. Events it does not know are read as far as they look alike.
func ParseEvent(body []byte) (Event, error) {
	var whole struct {
		Event string          `json:"event"`
		Data  json.RawMessage `json:"data"`
	}
	if json.Unmarshal(body, &whole) != nil || whole.Event == "" {
		return Event{}, ErrMalformedEvent
	}
	data := fields(whole.Data)
	if data == nil {
		return Event{}, ErrMalformedEvent
	}
	event := Event{
		Name:            whole.Event,
		Reference:       text(data["reference"]),
		ID:              number(data["id"]),
		TransactionID:   number(fields(data["bank_transfer"])["transaction_id"]),
		RefundReference: text(data["refund_reference"]),
		Mode:            text(data["domain"]),
		Status:          text(data["status"]),
		Currency:        text(data["currency"]),
	}
	switch {
	case strings.HasPrefix(event.Name, "refund."):
		event.Reference = text(data["transaction_reference"])
	case strings.HasPrefix(event.Name, "charge.dispute."):
		event.Reference = text(fields(data["transaction"])["reference"])
	}
	var amount lax
	if json.Unmarshal(data["amount"], &amount) == nil {
		event.Amount, _ = kobo(uint64(amount))
	}
	return event, nil
}

// fields is nil for what is not an object.
func fields(raw json.RawMessage) map[string]json.RawMessage {
	if trimmed := bytes.TrimSpace(raw); len(trimmed) == 0 || trimmed[0] != '{' {
		return nil
	}
	var got map[string]json.RawMessage
	if json.Unmarshal(raw, &got) != nil {
		return nil
	}
	return got
}

func text(raw json.RawMessage) string {
	var got string
	_ = json.Unmarshal(raw, &got) // null and other kinds read as ""
	return got
}

// number gives the digits of a whole number, also of one written as a string.
func number(raw json.RawMessage) string {
	var got *lax
	if json.Unmarshal(raw, &got) != nil || got == nil {
		return ""
	}
	return strconv.FormatUint(uint64(*got), 10)
}
