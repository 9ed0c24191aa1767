package sandbox

import (
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v5"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// referenceShape: the documented characters and the underscore, which is de facto taken. Length: Pick, no limit is published.
var referenceShape = regexp.MustCompile(`^[A-Za-z0-9._=-]+$`)

// notCompleted is what an unpaid transaction says of itself from the start.
const notCompleted = "The transaction was not completed"

// duplicateReference is the answer to a reference that was used before.
var duplicateReference = refused(http.StatusBadRequest, "Duplicate Transaction Reference", validation, "duplicate_reference",
	"Create the transaction with a new reference.")

// initialize answers POST /transaction/initialize. Pick: the order of the checks (e-mail, amount, currency, reference);
// no minimum amount, since no answer to one that is too small is documented.
func (s *Sandbox) initialize(c *echo.Context) reply {
	body, err := readBody(c.Request())
	if err != nil {
		return badInput("Invalid Amount Sent", "invalid_amount")
	}
	email := body.text("email")
	if email == "" {
		return badInput("Email Address is required", "missing_params")
	}
	if !deliverable(email) {
		return badInput("Invalid Email Address Passed", "invalid_email_address")
	}
	amount, err := body.amount("amount")
	if err != nil {
		return badAmount(err)
	}
	currency := strings.ToUpper(body.text("currency"))
	if currency == "" {
		currency = s.options.Currencies[0]
	}
	if !slices.Contains(s.options.Currencies, currency) {
		return badInput("Currency not supported by merchant", "unsupported_currency")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	reference := body.text("reference")
	switch {
	case reference == "":
		reference = s.code(15)
	case !referenceShape.MatchString(reference):
		return badInput("Invalid character in transaction reference", "invalid_character_in_reference")
	case s.book.byReference(reference) != nil:
		return duplicateReference
	}
	t := &Transaction{
		ID:              s.book.nextID(),
		Reference:       reference,
		AccessCode:      s.code(15),
		Status:          paystack.StatusAbandoned,
		Email:           email,
		Currency:        currency,
		AmountKobo:      amount,
		RequestedKobo:   amount,
		Channel:         "card",
		Channels:        body.list("channels"),
		GatewayResponse: notCompleted,
		CallbackURL:     body.text("callback_url"),
		Label:           body.text("label"),
		Metadata:        body.metadata(),
		IP:              c.RealIP(),
		CreatedAt:       s.now(),
	}
	s.book.customer(email)
	s.book.Transactions = append(s.book.Transactions, t)
	s.save()
	return said("Authorization URL created", object{
		{"authorization_url", s.base(c.Request()) + "/checkout/" + t.AccessCode},
		{"access_code", t.AccessCode},
		{"reference", t.Reference},
	})
}

// base is where the payment page lives; the caller holds the lock.
func (s *Sandbox) base(request *http.Request) string {
	if s.publicURL != "" {
		return s.publicURL
	}
	return "http://" + request.Host
}

// badAmount picks the documented answer. Type and code are reported only for the first; for the others they are a Pick.
func badAmount(err error) reply {
	switch err {
	case errFraction:
		return badInput(`"amount" must be an integer`, "invalid_params")
	case errZero:
		return badInput("You must specify a valid amount", "invalid_amount")
	case errOverLimit:
		return badInput("Transaction amount limit exceeded", "invalid_amount")
	}
	return badInput("Invalid Amount Sent", "invalid_amount")
}

// deliverable refuses what is no address and the reserved top-level domains, as Paystack is reported to.
func deliverable(email string) bool {
	address, err := mail.ParseAddress(email)
	if err != nil || address.Address != email || len(email) > 254 {
		return false
	}
	domain := strings.ToLower(email[strings.LastIndex(email, "@")+1:])
	dot := strings.LastIndex(domain, ".")
	return dot > 0 && dot < len(domain)-1 &&
		!slices.Contains([]string{"local", "localhost", "invalid", "test", "example"}, domain[dot+1:])
}

// metadataText reads one string of the metadata object, "" when there is none.
func (t *Transaction) metadataText(name string) string {
	return values(t.metadataFields()).text(name)
}

// shown is an amount as the page shows it.
func shown(currency string, amount money.Kobo) string {
	if currency == money.Currency {
		return amount.String()
	}
	return currency + " " + strings.TrimPrefix(amount.String(), "₦")
}
