package paystack

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"lovegiftings/internal/money"
)

// What data.status may say of a transaction (documentation, "Verify payments").
const (
	StatusSuccess    = "success"    // paid: final, unless reversed later
	StatusFailed     = "failed"     // declined: final, another attempt needs a new reference
	StatusAbandoned  = "abandoned"  // not completed, and so from the start: it can become success later
	StatusOngoing    = "ongoing"    // the customer is at it
	StatusPending    = "pending"    // in progress
	StatusProcessing = "processing" // in progress, by direct debit
	StatusQueued     = "queued"     // in progress, bulk charges only
	StatusReversed   = "reversed"   // refunded, or a dispute was lost
)

// Initialize is what a payment is opened with (API reference, "Initialize transaction").
type Initialize struct {
	Email       string
	Amount      money.Kobo
	Currency    string // empty: the account's own
	Reference   string // letters, digits and - . = _; unique per account and mode; empty: Paystack makes one
	CallbackURL string // where the customer returns to, with trxref and reference added
	Channels    []string
	// Metadata comes back with the transaction. Its cancel_action is where Paystack's cancel button leads.
	Metadata map[string]any
}

// Authorization is where the customer pays.
type Authorization struct {
	URL        string
	AccessCode string
	Reference  string
}

// Initialize opens a payment. It is never repeated by itself: after [ErrUnavailable] the payment may exist.
func (c *Client) Initialize(ctx context.Context, in Initialize) (Authorization, error) {
	const call = "initialize"
	got, err := c.post(ctx, call, "/transaction/initialize", struct {
		Email       string         `json:"email"`
		Amount      money.Kobo     `json:"amount"`
		Currency    string         `json:"currency,omitempty"`
		Reference   string         `json:"reference,omitempty"`
		CallbackURL string         `json:"callback_url,omitempty"`
		Channels    []string       `json:"channels,omitempty"`
		Metadata    map[string]any `json:"metadata,omitempty"`
	}(in))
	if err != nil {
		return Authorization{}, err
	}
	var data struct {
		URL        string `json:"authorization_url"`
		AccessCode string `json:"access_code"`
		Reference  string `json:"reference"`
	}
	if json.Unmarshal(got.Data, &data) != nil || data.AccessCode == "" || !c.page(data.URL) {
		return Authorization{}, unavailable(call, 200, "the answer has no page to pay on")
	}
	if data.Reference == "" || (in.Reference != "" && data.Reference != in.Reference) {
		return Authorization{}, unavailable(call, 200, "the answer is about another reference")
	}
	return Authorization(data), nil
}

// pageDomains are where Paystack's own pages are: checkout.paystack.com and standard.paystack.co.
var pageDomains = []string{"paystack.com", "paystack.co"}

// page tells whether a customer may be sent to address: to https only, and there to a page of Paystack's or of the machine
// that is spoken to. A stand-in that is spoken to without https may have its pages anywhere.
func (c *Client) page(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	if !c.secure {
		return u.Scheme == "https" || u.Scheme == "http"
	}
	host := strings.ToLower(u.Hostname())
	return u.Scheme == "https" && (host == c.host || slices.ContainsFunc(pageDomains, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	}))
}

// Transaction is one payment as Paystack has it. Card digits and reusable authorizations are left out on purpose:
// a shop that never holds them cannot lose them.
type Transaction struct {
	ID              uint64
	Mode            string // "test" or "live"; compare it with [Client.Mode]
	Status          string // one of the Status constants, or a word they do not know yet
	Reference       string
	Currency        string
	Channel         string // card, bank, ussd, bank_transfer …; "card" also while nothing was paid
	GatewayResponse string
	Amount          money.Kobo // what was charged, in the currency's subunit
	RequestedAmount money.Kobo // what was asked for; Amount when Paystack does not say
	Fees            money.Kobo // 0 until paid
	PaidAt          time.Time  // UTC; zero when not paid
	CreatedAt       time.Time  // UTC
	Metadata        json.RawMessage
	CustomerEmail   string
}

// wireTransaction is the part of a transaction that is read. Both spellings of the dates occur.
type wireTransaction struct {
	ID              *integer        `json:"id"`
	Domain          string          `json:"domain"`
	Status          string          `json:"status"`
	Reference       string          `json:"reference"`
	Currency        string          `json:"currency"`
	Channel         *string         `json:"channel"`
	GatewayResponse *string         `json:"gateway_response"`
	Amount          *integer        `json:"amount"`
	RequestedAmount *integer        `json:"requested_amount"`
	Fees            *integer        `json:"fees"`
	PaidAt          *string         `json:"paid_at"`
	PaidAt2         *string         `json:"paidAt"`
	CreatedAt       *string         `json:"created_at"`
	CreatedAt2      *string         `json:"createdAt"`
	Metadata        json.RawMessage `json:"metadata"`
	Customer        *struct {
		Email string `json:"email"`
	} `json:"customer"`
}

func (w wireTransaction) transaction() (Transaction, error) {
	if w.ID == nil || w.Amount == nil || w.Status == "" || w.Reference == "" ||
		len(w.Currency) != 3 || (w.Domain != "test" && w.Domain != "live") {
		return Transaction{}, errShape
	}
	t := Transaction{
		ID:        uint64(*w.ID),
		Mode:      w.Domain,
		Status:    w.Status,
		Reference: w.Reference,
		Currency:  w.Currency,
		PaidAt:    moment(w.PaidAt, w.PaidAt2),
		CreatedAt: moment(w.CreatedAt, w.CreatedAt2),
		Metadata:  metadata(w.Metadata),
	}
	if w.RequestedAmount == nil {
		w.RequestedAmount = w.Amount
	}
	var errs [3]error
	t.Amount, errs[0] = kobo(uint64(*w.Amount))
	t.RequestedAmount, errs[1] = kobo(uint64(*w.RequestedAmount))
	if w.Fees != nil {
		t.Fees, errs[2] = kobo(uint64(*w.Fees))
	}
	if err := errors.Join(errs[:]...); err != nil {
		return Transaction{}, err
	}
	t.Channel, t.GatewayResponse = value(w.Channel), value(w.GatewayResponse)
	if w.Customer != nil {
		t.CustomerEmail = w.Customer.Email
	}
	return t, nil
}

// referenceShape is what a reference can be (API reference, "Initialize transaction"; the underscore is not
// listed there, but Paystack's own references and its WooCommerce plugin's have it).
var referenceShape = regexp.MustCompile(`^[A-Za-z0-9._=-]{1,200}$`)

func askable(reference string) bool {
	return referenceShape.MatchString(reference) && reference != "." && reference != ".."
}

// Verify asks what became of the payment with this reference. No error does not mean paid: read Status, and compare
// amount, currency and mode. A reference that Paystack would never take is [ErrNotFound] without a call; an answer
// about another reference is [ErrUnavailable].
func (c *Client) Verify(ctx context.Context, reference string) (Transaction, error) {
	const call = "verify"
	if !askable(reference) {
		return Transaction{}, &Error{call: call, kind: ErrNotFound, Message: "no transaction can have this reference"}
	}
	got, err := c.get(ctx, call, "/transaction/verify/"+url.PathEscape(reference), nil)
	if err != nil {
		return Transaction{}, err
	}
	t, failure := decodeTransaction(call, got.Data)
	if failure != nil {
		return Transaction{}, failure
	}
	if t.Reference != reference {
		return Transaction{}, unavailable(call, 200, "the answer is about another reference")
	}
	return t, nil
}

// Transaction fetches one by Paystack's numeric id (API reference, "Fetch transaction").
func (c *Client) Transaction(ctx context.Context, id uint64) (Transaction, error) {
	const call = "fetch transaction"
	got, err := c.get(ctx, call, "/transaction/"+strconv.FormatUint(id, 10), nil)
	if err != nil {
		return Transaction{}, err
	}
	t, failure := decodeTransaction(call, got.Data)
	if failure != nil {
		return Transaction{}, failure
	}
	if t.ID != id {
		return Transaction{}, unavailable(call, 200, "the answer is about another transaction")
	}
	return t, nil
}

func decodeTransaction(call string, raw json.RawMessage) (Transaction, error) {
	var wire wireTransaction
	if json.Unmarshal(raw, &wire) != nil {
		return Transaction{}, unavailable(call, 200, "the answer is not the documented shape")
	}
	t, err := wire.transaction()
	if err != nil {
		return Transaction{}, unavailable(call, 200, "the answer is not the documented shape")
	}
	return t, nil
}
