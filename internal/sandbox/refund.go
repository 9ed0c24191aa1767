package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// refund is money going back; its steps are jobs, [Options.RefundStep] apart.
type refund struct {
	ID           uint64     `json:"id"`
	Transaction  uint64     `json:"transaction"`
	AmountKobo   money.Kobo `json:"amountKobo"`
	Status       string     `json:"status"`
	CustomerNote string     `json:"customerNote"`
	MerchantNote string     `json:"merchantNote"`
	Retried      bool       `json:"retried,omitempty"` // with the customer's own account, which always ends well
	CreatedAt    time.Time  `json:"createdAt"`
	UpdatedAt    time.Time  `json:"updatedAt"`
}

// Refunded is a refund as it stands in the book.
type Refunded struct {
	ID         uint64
	Reference  string // the transaction's
	AmountKobo money.Kobo
	Status     string
}

// Refunds lists all refunds, the oldest first.
func (s *Sandbox) Refunds() []Refunded {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Refunded, len(s.book.Refunds))
	for i, r := range s.book.Refunds {
		all[i] = Refunded{ID: r.ID, Reference: s.book.byID(r.Transaction).Reference, AmountKobo: r.AmountKobo, Status: r.Status}
	}
	return all
}

// Refund gives amount kobo back as somebody does in Paystack's own dashboard; 0 gives back all that is left.
func (s *Sandbox) Refund(reference string, amount money.Kobo) error {
	return s.change(reference, func(t *Transaction) error {
		left := t.AmountKobo - s.book.refunded(t.ID)
		if amount == 0 {
			amount = left
		}
		if !t.paid() || amount <= 0 || amount > left {
			return ErrUnpaid
		}
		s.giveBack(t, amount, "", "")
		return nil
	})
}

// giveBack begins a refund; the caller holds the lock and saves.
func (s *Sandbox) giveBack(t *Transaction, amount money.Kobo, customerNote, merchantNote string) *refund {
	r := &refund{
		ID: s.book.nextID(), Transaction: t.ID, AmountKobo: amount, Status: paystack.RefundPending,
		CustomerNote: cmp.Or(customerNote, "Refund for transaction "+t.Reference),
		MerchantNote: cmp.Or(merchantNote, "Refund for transaction "+t.Reference+" by merchant@example.com"),
		CreatedAt:    s.now(), UpdatedAt: s.now(),
	}
	s.book.Refunds = append(s.book.Refunds, r)
	s.emitRefund(r)
	s.plan(&job{Kind: jobRefund, Due: s.now().Add(s.options.RefundStep), Refund: r.ID})
	return r
}

// createRefund answers POST /refund. Pick: a partial refund leaves the transaction success; 404 for an unknown transaction;
// the texts for an amount that is too large and for a transaction that is not paid.
func (s *Sandbox) createRefund(c *echo.Context) reply {
	body, err := readBody(c.Request())
	if err != nil || body.text("transaction") == "" {
		return badInput("Transaction is required", "missing_params")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.lookup(body.text("transaction"))
	if t == nil {
		return refused(http.StatusNotFound, "Transaction not found", validation, "transaction_not_found",
			"Ensure that you're passing the reference of a transaction that exists on this integration.")
	}
	left := t.AmountKobo - s.book.refunded(t.ID)
	switch {
	case t.Status == paystack.StatusReversed, t.paid() && left <= 0:
		return refused(http.StatusBadRequest, "Transaction has been fully reversed", "api_error", "transaction_reversed", "")
	case !t.paid():
		return badInput("Transaction has not been paid", "transaction_not_successful")
	}
	amount, err := body.amount("amount")
	switch {
	case err == errNoneAmount:
		amount = left
	case err != nil:
		return badAmount(err)
	case amount > left:
		return badInput("Refund amount cannot be more than what is left of the transaction", "invalid_amount")
	}
	r := s.giveBack(t, amount, body.text("customer_note"), body.text("merchant_note"))
	s.save()
	return said("Refund has been queued for processing", r.created(t, s.mode))
}

// refunded is the sum of a transaction's refunds that did not fail.
func (b *book) refunded(transaction uint64) money.Kobo {
	var sum money.Kobo
	for _, r := range b.Refunds {
		if r.Transaction == transaction && r.Status != paystack.RefundFailed {
			sum += r.AmountKobo
		}
	}
	return sum
}

func (b *book) refundByID(id uint64) *refund {
	if i := slices.IndexFunc(b.Refunds, func(r *refund) bool { return r.ID == id }); i >= 0 {
		return b.Refunds[i]
	}
	return nil
}

// stepRefund moves a refund on: pending, processing, then processed or what the test card stands for.
func (s *Sandbox) stepRefund(id uint64) {
	r := s.book.refundByID(id)
	if r == nil {
		return
	}
	t := s.book.byID(r.Transaction)
	switch r.Status {
	case paystack.RefundPending:
		r.Status = paystack.RefundProcessing
		s.plan(&job{Kind: jobRefund, Due: s.now().Add(s.options.RefundStep), Refund: r.ID})
	case paystack.RefundProcessing:
		r.Status = paystack.RefundProcessed
		if end := cardBy(t.Card).Refund; end != "" && t.Channel == "card" && !r.Retried {
			r.Status = end
		}
		if r.Status == paystack.RefundProcessed && s.book.refunded(t.ID) >= t.AmountKobo {
			t.Status = paystack.StatusReversed
		}
	default:
		return
	}
	r.UpdatedAt = s.now()
	s.emitRefund(r)
}

// emitRefund sends refund.<status>. The amount is a string until the refund ends badly, then a number.
func (s *Sandbox) emitRefund(r *refund) {
	t := s.book.byID(r.Transaction)
	ill := r.Status == paystack.RefundFailed || r.Status == paystack.RefundNeedsAttention
	var amount, processorReference any = strconv.FormatInt(int64(r.AmountKobo), 10), nil
	if ill {
		amount = r.AmountKobo
	}
	if r.Status == paystack.RefundProcessed {
		processorReference = "TRF_sbx" + strconv.FormatUint(r.ID, 10)
	}
	data := object{
		{"status", r.Status},
		{"transaction_reference", t.Reference},
		{"refund_reference", processorReference},
		{"amount", amount},
		{"currency", t.Currency},
	}
	if r.Status == paystack.RefundNeedsAttention {
		data = append(data, object{
			{"id", strconv.FormatUint(r.ID, 10)}, {"customer_note", r.CustomerNote}, {"merchant_note", r.MerchantNote},
		}...)
	} else {
		data = append(data, field{"processor", "test_processor"})
	}
	data = append(data, object{
		{"customer", object{{"first_name", ""}, {"last_name", ""}, {"email", t.Email}}},
		{"integration", 100_001},
		{"domain", s.mode},
	}...)
	s.emit("refund."+r.Status, t.Reference, data)
}

// created is the answer to the request for a refund, where data.transaction is an object.
func (r *refund) created(t *Transaction, mode string) object {
	return object{
		{"transaction", object{
			{"id", t.ID},
			{"domain", mode},
			{"reference", t.Reference},
			{"amount", t.AmountKobo},
			{"paid_at", moment(t.PaidAt)},
			{"channel", t.Channel},
			{"currency", t.Currency},
			{"authorization", object{{"exp_month", nil}, {"exp_year", nil}, {"account_name", nil}}},
			{"customer", object{{"international_format_phone", nil}}},
			{"plan", object{}},
			{"subaccount", object{{"currency", nil}}},
			{"split", object{}},
			{"order_id", nil},
			{"paidAt", moment(t.PaidAt)},
			{"pos_transaction_data", nil},
			{"source", nil},
			{"fees_breakdown", nil},
		}},
		{"integration", 100_001},
		{"deducted_amount", 0},
		{"channel", nil},
		{"merchant_note", r.MerchantNote},
		{"customer_note", r.CustomerNote},
		{"status", r.Status},
		{"refunded_by", "merchant@example.com"},
		{"expected_at", moment(r.CreatedAt.AddDate(0, 0, 10))},
		{"currency", t.Currency},
		{"domain", mode},
		{"amount", r.AmountKobo},
		{"fully_deducted", false},
		{"id", r.ID},
		{"createdAt", moment(r.CreatedAt)},
		{"updatedAt", moment(r.UpdatedAt)},
	}
}

// read is a refund in a list or by id, where data.transaction is the numeric id.
func (r *refund) read(t *Transaction, mode string) object {
	var deducted any
	if r.Status == paystack.RefundProcessed {
		deducted = true
	}
	return object{
		{"integration", 100_001},
		{"transaction", t.ID},
		{"transaction_reference", t.Reference},
		{"dispute", nil},
		{"settlement", nil},
		{"id", r.ID},
		{"domain", mode},
		{"currency", t.Currency},
		{"amount", r.AmountKobo},
		{"status", r.Status},
		{"refunded_at", nil},
		{"refunded_by", "merchant@example.com"},
		{"customer_note", r.CustomerNote},
		{"merchant_note", r.MerchantNote},
		{"deducted_amount", r.AmountKobo},
		{"fully_deducted", deducted},
		{"expected_at", moment(r.CreatedAt.AddDate(0, 0, 10))},
		{"createdAt", moment(r.CreatedAt)},
		{"updatedAt", moment(r.UpdatedAt)},
	}
}

// listRefunds answers GET /refund, newest first. perPage of its meta is a string, as in the official schema.
func (s *Sandbox) listRefunds(c *echo.Context) reply {
	query := c.QueryParams()
	s.mu.Lock()
	defer s.mu.Unlock()
	items := []object{}
	for _, r := range slices.Backward(s.book.Refunds) {
		t := s.book.byID(r.Transaction)
		asked, currency := query.Get("transaction"), query.Get("currency")
		from, to := date(query.Get("from")), date(query.Get("to"))
		if (asked == "" || s.book.lookup(asked) == t) && (currency == "" || currency == t.Currency) &&
			(from.IsZero() || !r.CreatedAt.Before(from)) && (to.IsZero() || !r.CreatedAt.After(to)) {
			items = append(items, r.read(t, s.mode))
		}
	}
	page, perPage := number(query, 1, "page"), number(query, 50, "perPage", "per_page")
	from := min((page-1)*perPage, len(items))
	return said("Refunds retrieved", items[from:min(from+perPage, len(items))], field{"meta", object{
		{"total", len(items)},
		{"skipped", from},
		{"perPage", strconv.Itoa(perPage)},
		{"page", page},
		{"pageCount", (len(items) + perPage - 1) / perPage},
		{"failedRefundCount", nil},
	}})
}

func (s *Sandbox) refundAsked(c *echo.Context) (*refund, *reply) {
	id, err := strconv.ParseUint(param(c, "id"), 10, 64)
	if r := s.book.refundByID(id); err == nil && r != nil {
		return r, nil
	}
	wrong := refused(http.StatusNotFound, "Refund not found", validation, "refund_not_found", checkInput)
	return nil, &wrong
}

// fetchRefund answers GET /refund/{id}.
func (s *Sandbox) fetchRefund(c *echo.Context) reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, wrong := s.refundAsked(c)
	if wrong != nil {
		return *wrong
	}
	return said("Refund retrieved", r.read(s.book.byID(r.Transaction), s.mode))
}

// retryRefund answers POST /refund/retry_with_customer_details/{id}: only a refund that needs attention can be retried.
func (s *Sandbox) retryRefund(c *echo.Context) reply {
	body, err := readBody(c.Request())
	details, _ := body["refund_account_details"].(map[string]any)
	s.mu.Lock()
	defer s.mu.Unlock()
	r, wrong := s.refundAsked(c)
	switch {
	case wrong != nil:
		return *wrong
	case err != nil || values(details).text("account_number") == "" || values(details).text("bank_id") == "":
		return badInput("refund_account_details is required", "missing_params")
	case r.Status != paystack.RefundNeedsAttention:
		return refused(http.StatusUnprocessableEntity, "Refund is not in a state to be retried", validation, "invalid_params", checkInput)
	}
	r.Status, r.Retried, r.UpdatedAt = paystack.RefundProcessing, true, s.now()
	s.emitRefund(r)
	s.plan(&job{Kind: jobRefund, Due: s.now().Add(s.options.RefundStep), Refund: r.ID})
	s.save()
	return said("Refund retried and has been queued for processing", r.read(s.book.byID(r.Transaction), s.mode))
}
