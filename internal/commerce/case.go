package commerce

import (
	"fmt"
	"slices"
	"strings"

	"lovegiftings/internal/money"
)

// CaseKind says why money waits for a person.
type CaseKind string

// The kinds of payment case.
const (
	CaseWrongAmount          CaseKind = "wrong_amount"
	CaseWrongCurrency        CaseKind = "wrong_currency"
	CaseWrongMode            CaseKind = "wrong_mode"
	CaseWrongReference       CaseKind = "wrong_reference"
	CasePaidLate             CaseKind = "paid_late"       // the order was cancelled, or expired and its stock is gone
	CasePaidTwice            CaseKind = "paid_twice"      // the order was paid already
	CaseOrderCancelled       CaseKind = "order_cancelled" // the owner cancelled an order that was paid
	CaseNoOrder              CaseKind = "no_order"        // Paystack has money that belongs to no attempt of the shop's
	CaseTransferRejected     CaseKind = "transfer_rejected"
	CaseRefundFailed         CaseKind = "refund_failed"
	CaseRefundNeedsAttention CaseKind = "refund_needs_attention"
	CaseDispute              CaseKind = "dispute"
)

// CaseKinds lists them all.
var CaseKinds = []CaseKind{
	CaseWrongAmount, CaseWrongCurrency, CaseWrongMode, CaseWrongReference, CasePaidLate, CasePaidTwice, CaseOrderCancelled, CaseNoOrder,
	CaseTransferRejected, CaseRefundFailed, CaseRefundNeedsAttention, CaseDispute,
}

// CaseAnswer is what a person decides.
type CaseAnswer string

// The answers to a payment case.
const (
	AnswerAccept CaseAnswer = "accept" // the money pays its waiting order as it is
	AnswerReopen CaseAnswer = "reopen" // the money pays an order that had ended; its pieces are taken again
	AnswerRefund CaseAnswer = "refund" // all that is left of the money goes back
	AnswerClose  CaseAnswer = "close"  // nothing is moved; the note says why
)

// CaseAnswers lists them all.
var CaseAnswers = []CaseAnswer{AnswerAccept, AnswerReopen, AnswerRefund, AnswerClose}

// Case is what the rules must know of a payment case.
type Case struct {
	Kind    CaseKind
	Order   OrderStatus   // "" when it is about no order
	Payment PaymentStatus // "" when it is about no attempt
	Left    money.Kobo    // what may still be refunded of its money
}

// Answers lists what a person may decide as things stand.
func (c Case) Answers() []CaseAnswer {
	answers := []CaseAnswer{}
	mendable := c.Kind == CaseWrongAmount || c.Kind == CaseWrongCurrency
	waiting := c.Payment == PaymentReview
	here := waiting && c.Left > 0 // money that is on its way back pays nothing
	if here && mendable && c.Order == OrderPending {
		answers = append(answers, AnswerAccept)
	}
	if here && (mendable || c.Kind == CasePaidLate) && (c.Order == OrderExpired || c.Order == OrderCancelled) {
		answers = append(answers, AnswerReopen)
	}
	if c.Left > 0 && c.Kind != CaseTransferRejected && c.Kind != CaseDispute && c.Kind != CaseRefundNeedsAttention {
		answers = append(answers, AnswerRefund)
	}
	if !(waiting && c.Order == OrderPending) {
		answers = append(answers, AnswerClose)
	}
	return answers
}

// Decide refuses an answer that is not possible, each with what to do instead. note is the owner's own.
func (c Case) Decide(answer CaseAnswer, note string) error {
	possible := c.Answers()
	if slices.Contains(possible, answer) {
		if answer == AnswerClose && strings.TrimSpace(note) == "" {
			return Refuse(Invalid, "note", CodeCaseAnswer, "Write in the note what was decided, so that it can be understood later.")
		}
		return nil
	}
	message := "This case cannot be answered so. "
	switch {
	case answer == AnswerClose:
		message = "The order still waits for this money: accept it, refund it, or cancel the order first. "
	case answer == AnswerAccept && c.Order != OrderPending:
		message = "The order does not wait for a payment any more. "
	case answer == AnswerReopen && c.Order != OrderExpired && c.Order != OrderCancelled:
		message = "Only an order that was cancelled or has expired can be re-opened. "
	case answer == AnswerRefund && c.Left <= 0:
		message = "Nothing is left to refund of this money. "
	}
	if len(possible) == 0 {
		return Refuse(Conflict, "answer", CodeCaseAnswer, "Nothing can be decided here as long as the order waits for its money: cancel the order first, or wait until the money has gone back.")
	}
	words := make([]string, len(possible))
	for i, one := range possible {
		words[i] = string(one)
	}
	return Refuse(Conflict, "answer", CodeCaseAnswer, message+"Possible answers: "+strings.Join(words, ", ")+".")
}

// Facts are what a case's headline tells of.
type Facts struct {
	Number   string     // the order's; "" when there is none
	Total    money.Kobo // the order's
	Amount   money.Kobo // what came, goes back or is asked back, in hundredths of Currency
	Currency string     // the amount's; "" is naira
	Heard    string     // Paystack's word
	Place    string     // what came instead of the expected: a currency or a mode
	Over     money.Kobo // what has gone back beyond what came: a bank took back what was refunded besides
}

// sum writes the amount in its currency: a person decides about it.
func (f Facts) sum() string { return InCurrency(f.Amount, f.Currency) }

// InCurrency writes an amount of what Paystack took, in hundredths of a currency: ₦12,500.00 or USD 125.00. No currency is
// naira.
func InCurrency(amount money.Kobo, currency string) string {
	if currency == "" || currency == money.Currency {
		return amount.String()
	}
	return currency + " " + strings.Replace(amount.String(), "₦", "", 1)
}

// Headline tells the owner in one sentence what has happened.
func (k CaseKind) Headline(f Facts) string {
	order, forOrder := "An order", ""
	if f.Number != "" {
		order, forOrder = "Order "+f.Number, " for order "+f.Number
	}
	switch k {
	case CaseWrongAmount:
		return fmt.Sprintf("%s costs %s, but %s came.", order, f.Total, f.sum())
	case CaseWrongCurrency:
		return fmt.Sprintf("%s was paid in %s instead of %s.", order, f.Place, money.Currency)
	case CaseWrongMode:
		return fmt.Sprintf("%s was paid in Paystack's %s mode, which is not the mode of this shop's key.", order, f.Place)
	case CaseWrongReference:
		return fmt.Sprintf("%s has money that came under another reference.", order)
	case CasePaidLate:
		return fmt.Sprintf("%s came%s after it had ended.", f.sum(), forOrder)
	case CasePaidTwice:
		return fmt.Sprintf("%s was already paid when another %s came.", order, f.sum())
	case CaseOrderCancelled:
		return fmt.Sprintf("%s was cancelled after it was paid; %s is still here.", order, f.sum())
	case CaseNoOrder:
		if f.Number != "" {
			return fmt.Sprintf("Paystack has %s for order %s, but this shop does not know that payment.", f.sum(), f.Number)
		}
		return fmt.Sprintf("Paystack has %s that belongs to no order of this shop.", f.sum())
	case CaseTransferRejected:
		return fmt.Sprintf("A bank transfer%s was sent back by Paystack, because its amount was not the order's.", forOrder)
	case CaseRefundFailed:
		return fmt.Sprintf("The refund of %s%s did not go through.", f.sum(), forOrder)
	case CaseRefundNeedsAttention:
		return fmt.Sprintf("The refund of %s%s needs the customer's bank details: give them in Paystack's dashboard.", f.sum(), forOrder)
	default:
		if f.Over > 0 {
			return fmt.Sprintf("The customer's bank took money%s back that was refunded besides, so %s more went back than came: ask Paystack for it.", strings.Replace(forOrder, "for", "of", 1), InCurrency(f.Over, f.Currency))
		}
		return fmt.Sprintf("The customer's bank asks %s%s back (Paystack calls it a dispute): answer it in Paystack's dashboard in time.", f.sum(), strings.Replace(forOrder, "for", "of", 1))
	}
}
