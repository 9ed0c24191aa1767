package sandbox

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// How a dispute may be resolved (documentation, "Disputes").
const (
	DisputeAccepted = paystack.DisputeAccepted // the customer gets the money; the transaction is reversed
	DisputeDeclined = paystack.DisputeDeclined // the merchant keeps it
)

// ErrDisputed is a second dispute of a payment while one is open or after one is lost: the money is asked back once.
var ErrDisputed = errors.New("sandbox: this payment is disputed already")

// ErrNoDispute is an act on a dispute that was never opened or is resolved.
var ErrNoDispute = errors.New("sandbox: this payment has no open dispute")

type dispute struct {
	ID          uint64    `json:"id"`
	Transaction uint64    `json:"transaction"`
	Status      string    `json:"status"`
	Resolution  string    `json:"resolution"`
	CreatedAt   time.Time `json:"createdAt"`
	ResolvedAt  time.Time `json:"resolvedAt,omitzero"`
}

// Dispute lets the customer's bank ask for the money back: charge.dispute.create.
func (s *Sandbox) Dispute(reference string) error {
	return s.change(reference, func(t *Transaction) error {
		if !t.paid() {
			return ErrUnpaid
		}
		if slices.ContainsFunc(s.book.Disputes, func(d *dispute) bool { return d.Transaction == t.ID && d.Resolution != DisputeDeclined }) {
			return ErrDisputed
		}
		d := &dispute{ID: s.book.nextID(), Transaction: t.ID, Status: "awaiting-merchant-feedback", CreatedAt: s.now()}
		s.book.Disputes = append(s.book.Disputes, d)
		s.emit(paystack.EventDisputeCreate, t.Reference, s.disputed(d, t))
		return nil
	})
}

// RemindDispute sends charge.dispute.remind.
func (s *Sandbox) RemindDispute(reference string) error {
	return s.change(reference, func(t *Transaction) error {
		d := s.book.openDispute(t.ID)
		if d == nil {
			return ErrNoDispute
		}
		s.emit(paystack.EventDisputeRemind, t.Reference, s.disputed(d, t))
		return nil
	})
}

// ResolveDispute ends it with [DisputeAccepted] or [DisputeDeclined]: charge.dispute.resolve.
func (s *Sandbox) ResolveDispute(reference, resolution string) error {
	return s.change(reference, func(t *Transaction) error {
		d := s.book.openDispute(t.ID)
		if d == nil {
			return ErrNoDispute
		}
		if resolution != DisputeAccepted && resolution != DisputeDeclined {
			return errors.New("sandbox: a dispute ends with " + DisputeAccepted + " or " + DisputeDeclined)
		}
		d.Status, d.Resolution, d.ResolvedAt = "resolved", resolution, s.now()
		if resolution == DisputeAccepted {
			t.Status = paystack.StatusReversed
		}
		s.emit(paystack.EventDisputeResolve, t.Reference, s.disputed(d, t))
		return nil
	})
}

// Disputed is a dispute as it stands in the book.
type Disputed struct {
	ID         uint64
	Reference  string // the transaction's
	AmountKobo money.Kobo
	Resolution string // "" until it is resolved
}

// Disputes lists all disputes, the oldest first.
func (s *Sandbox) Disputes() []Disputed {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Disputed, len(s.book.Disputes))
	for i, d := range s.book.Disputes {
		t := s.book.byID(d.Transaction)
		all[i] = Disputed{ID: d.ID, Reference: t.Reference, AmountKobo: t.AmountKobo, Resolution: d.Resolution}
	}
	return all
}

// fetchDispute answers GET /dispute/{id}.
func (s *Sandbox) fetchDispute(c *echo.Context) reply {
	id, err := strconv.ParseUint(param(c, "id"), 10, 64)
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.book.Disputes, func(d *dispute) bool { return err == nil && d.ID == id })
	if i < 0 {
		return refused(http.StatusNotFound, "Dispute not found", validation, "dispute_not_found", checkInput)
	}
	d := s.book.Disputes[i]
	return said("Dispute retrieved", s.disputed(d, s.book.byID(d.Transaction)))
}

// listDisputes answers GET /dispute, newest first.
func (s *Sandbox) listDisputes(c *echo.Context) reply {
	query := c.QueryParams()
	s.mu.Lock()
	defer s.mu.Unlock()
	items, from, to := []object{}, date(query.Get("from")), date(query.Get("to"))
	for _, d := range slices.Backward(s.book.Disputes) {
		if (from.IsZero() || !d.CreatedAt.Before(from)) && (to.IsZero() || !d.CreatedAt.After(to)) {
			items = append(items, s.disputed(d, s.book.byID(d.Transaction)))
		}
	}
	page, perPage := number(query, 1, "page"), number(query, 50, "perPage", "per_page")
	start := min((page-1)*perPage, len(items))
	return said("Disputes retrieved", items[start:min(start+perPage, len(items))], field{"meta", object{
		{"total", len(items)}, {"skipped", start}, {"perPage", perPage}, {"page", page}, {"pageCount", (len(items) + perPage - 1) / perPage},
	}})
}

func (b *book) openDispute(transaction uint64) *dispute {
	i := slices.IndexFunc(b.Disputes, func(d *dispute) bool { return d.Transaction == transaction && d.Status != "resolved" })
	if i < 0 {
		return nil
	}
	return b.Disputes[i]
}

// disputed is the data of the dispute events; the reference stands in data.transaction.
func (s *Sandbox) disputed(d *dispute, t *Transaction) object {
	var resolution any
	if d.Resolution != "" {
		resolution = d.Resolution
	}
	return object{
		{"id", d.ID},
		{"refund_amount", t.AmountKobo},
		{"currency", t.Currency},
		{"status", d.Status},
		{"resolution", resolution},
		{"domain", s.mode},
		{"transaction", s.charged(t)},
		{"transaction_reference", nil},
		{"category", "general"},
		{"customer", s.customer(t)},
		{"bin", "408408"},
		{"last4", t.Card},
		{"dueAt", moment(d.CreatedAt.AddDate(0, 0, 2))},
		{"resolvedAt", moment(d.ResolvedAt)},
		{"evidence", nil},
		{"attachments", nil},
		{"note", nil},
		{"history", []object{{{"status", d.Status}, {"by", t.Email}, {"createdAt", moment(d.CreatedAt)}}}},
		{"messages", []object{{{"sender", t.Email}, {"body", "I did not get what I paid for"}, {"createdAt", moment(d.CreatedAt)}}}},
		{"created_at", moment(d.CreatedAt)},
		{"updated_at", moment(s.now())},
	}
}
