package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"

	"lovegiftings/internal/money"
)

// verify answers GET /transaction/verify/{reference}.
func (s *Sandbox) verify(c *echo.Context) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byReference(param(c, "reference"))
	if t == nil {
		return refused(s.options.NotFoundStatus, "Transaction reference not found.", validation, "transaction_not_found",
			"Ensure that you're passing the reference of a transaction that exists on this integration.")
	}
	return said("Verification successful", s.verified(t))
}

// fetch answers GET /transaction/{id}; /transaction/verify/ without a reference falls through to here.
func (s *Sandbox) fetch(c *echo.Context) reply {
	id, err := strconv.ParseUint(param(c, "id"), 10, 64)
	if err != nil {
		return refused(http.StatusBadRequest, "Transaction ID should be numeric.", "", "", "")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byID(id)
	if t == nil {
		return refused(http.StatusNotFound, "Transaction not found", validation, "transaction_not_found",
			"Ensure that you're passing the id of a transaction that exists on this integration.")
	}
	return said("Transaction retrieved", s.fetched(t))
}

// timeline answers GET /transaction/timeline/{id or reference}. Pick: 404 for an unknown one.
func (s *Sandbox) timeline(c *echo.Context) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.lookup(param(c, "id"))
	if t == nil {
		return refused(http.StatusNotFound, "Transaction ID or reference is invalid", validation, "transaction_not_found", checkInput)
	}
	if len(t.Steps) == 0 {
		return said("Timeline retrieved", nil)
	}
	return said("Timeline retrieved", t.log())
}

// lookup takes a reference or a numeric id.
func (b *book) lookup(either string) *Transaction {
	if t := b.byReference(either); t != nil {
		return t
	}
	id, err := strconv.ParseUint(either, 10, 64)
	if err != nil {
		return nil
	}
	return b.byID(id)
}

// verifyAccessCode answers GET /transaction/verify_access_code/{code}, which the browser library calls without a key.
func (s *Sandbox) verifyAccessCode(c *echo.Context) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byAccessCode(param(c, "code"))
	if t == nil {
		return refused(http.StatusNotFound, "Access code not found", validation, "access_code_not_found", checkInput)
	}
	return said("Access code verified", object{
		{"id", t.ID},
		{"domain", s.mode},
		{"status", t.Status},
		{"reference", t.Reference},
		{"access_code", t.AccessCode},
		{"amount", t.AmountKobo},
		{"currency", t.Currency},
		{"email", t.Email},
		{"merchant_name", s.options.Merchant},
		{"channels", t.methodNames()},
	})
}

// list answers GET /transaction, newest first, by page or by cursor.
func (s *Sandbox) list(c *echo.Context) reply {
	query := c.QueryParams()
	s.mu.Lock()
	defer s.mu.Unlock()
	found := make([]*Transaction, 0, len(s.book.Transactions))
	var volume money.Kobo
	for _, t := range slices.Backward(s.book.Transactions) {
		if s.wanted(t, query) {
			found = append(found, t)
			volume += t.AmountKobo
		}
	}
	perPage := number(query, 50, "perPage", "per_page")
	if query.Get("use_cursor") == "true" {
		from, to := window(found, query, perPage)
		meta := object{{"next", nil}, {"previous", nil}, {"perPage", perPage}}
		if to < len(found) {
			meta[0].value = cursor(found[to-1])
		}
		if from > 0 && from < len(found) {
			meta[1].value = cursor(found[from])
		}
		return said("Transactions retrieved", s.listing(found[from:to]), field{"meta", meta})
	}
	page := number(query, 1, "page")
	from := min((page-1)*perPage, len(found))
	to := min(from+perPage, len(found))
	return said("Transactions retrieved", s.listing(found[from:to]), field{"meta", object{
		{"total", len(found)},
		{"total_volume", volume},
		{"skipped", from},
		{"perPage", perPage},
		{"page", page},
		{"pageCount", (len(found) + perPage - 1) / perPage},
	}})
}

func (s *Sandbox) listing(found []*Transaction) []object {
	items := make([]object, 0, len(found))
	for _, t := range found {
		items = append(items, s.listed(t))
	}
	return items
}

func (s *Sandbox) wanted(t *Transaction, query url.Values) bool {
	same := func(value string, names ...string) bool {
		for _, name := range names {
			if asked := query.Get(name); asked != "" && asked != value {
				return false
			}
		}
		return true
	}
	from, to := date(query.Get("from")), date(query.Get("to"))
	return same(t.Status, "status") && same(t.Channel, "channel") &&
		same(strconv.FormatInt(int64(t.AmountKobo), 10), "amount") &&
		same(strconv.FormatUint(s.book.customer(t.Email), 10), "customer") &&
		(from.IsZero() || !t.CreatedAt.Before(from)) && (to.IsZero() || !t.CreatedAt.After(to))
}

// date takes a moment or a day, as the documentation's examples do; anything else does not narrow.
func date(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// window is the part of found after the cursor next or before the cursor previous.
func window(found []*Transaction, query url.Values, perPage int) (from, to int) {
	position := func(name string) int {
		raw, _ := base64.RawURLEncoding.DecodeString(query.Get(name))
		id, err := strconv.ParseUint(string(raw), 10, 64)
		if err != nil {
			return -1
		}
		return slices.IndexFunc(found, func(t *Transaction) bool { return t.ID == id })
	}
	if at := position("previous"); at >= 0 {
		return max(0, at-perPage), at
	}
	if at := position("next"); at >= 0 {
		from = at + 1
	}
	return from, min(from+perPage, len(found))
}

func cursor(t *Transaction) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatUint(t.ID, 10)))
}

func number(query url.Values, otherwise int, names ...string) int {
	for _, name := range names {
		if n, err := strconv.Atoi(query.Get(name)); err == nil && n > 0 {
			return min(n, 1000)
		}
	}
	return otherwise
}

// sessionTimeout answers GET and PUT /integration/payment_session_timeout. Pick: the unit is seconds; 0, the sandbox's
// beginning, means none.
func (s *Sandbox) sessionTimeout(c *echo.Context) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	message := "Payment session timeout retrieved"
	if c.Request().Method == http.MethodPut {
		body, err := readBody(c.Request())
		seconds, wrong := strconv.ParseInt(body.text("timeout"), 10, 32)
		if err != nil || wrong != nil || seconds < 0 {
			return badInput("Timeout must be a number of seconds", "invalid_params")
		}
		s.book.SessionTimeout = seconds
		s.save()
		message = "Payment session timeout updated"
	}
	return said(message, object{{"payment_session_timeout", s.book.SessionTimeout}})
}
