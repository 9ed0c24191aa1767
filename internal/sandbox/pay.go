package sandbox

import (
	"errors"
	"slices"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// What an act on a payment may be refused for.
var (
	ErrUnknown = errors.New("sandbox: there is no payment with this reference")
	ErrClosed  = errors.New("sandbox: this payment is already paid, failed or reversed")
	ErrExpired = errors.New("sandbox: the payment session has timed out")
	ErrUnpaid  = errors.New("sandbox: this payment is not paid")
	ErrAmount  = errors.New("sandbox: too little must be more than nothing and less than what was asked for")
)

// Pay pays the whole amount with the first test card: success, charge.success.
func (s *Sandbox) Pay(reference string) error { return s.PayWith(reference, "card", "") }

// PayWith pays the whole amount through a channel (card, bank_transfer, ussd) and, for cards, with the test card of these
// last four digits; a card that is declined ends in a failed payment.
func (s *Sandbox) PayWith(reference, channel, last4 string) error {
	return s.change(reference, func(t *Transaction) error {
		return s.settle(t, means{channel, cardBy(last4)}, t.RequestedKobo)
	})
}

// Decline fails the payment. No event tells of it, as with Paystack; another attempt needs a new reference.
func (s *Sandbox) Decline(reference string) error {
	return s.change(reference, func(t *Transaction) error {
		return s.refuse(t, byCard, "Declined")
	})
}

// PayShort pays amount kobo, less than what was asked for; 0 means half. It is a success all the same: what was
// charged stands in amount, what was asked for in requested_amount.
func (s *Sandbox) PayShort(reference string, amount money.Kobo) error {
	return s.change(reference, func(t *Transaction) error { return s.short(t, means{channel: "bank_transfer"}, amount) })
}

func (s *Sandbox) short(t *Transaction, with means, amount money.Kobo) error {
	if amount == 0 {
		amount = t.RequestedKobo / 2
	}
	if amount <= 0 || amount >= t.RequestedKobo {
		return ErrAmount
	}
	return s.settle(t, with, amount)
}

// PayLate leaves the payment ongoing, as a transfer that was announced and has not come, and pays it after
// [Options.LateAfter]. Meanwhile it may be paid otherwise; the late money then does not come.
func (s *Sandbox) PayLate(reference string) error {
	return s.change(reference, func(t *Transaction) error { return s.late(t, means{channel: "bank_transfer"}) })
}

func (s *Sandbox) late(t *Transaction, with means) error {
	if !t.Open() {
		return ErrClosed
	}
	if s.expired(t) {
		return ErrExpired
	}
	t.Channel = with.channel
	t.Card = ""
	if t.Status == paystack.StatusOngoing {
		return nil // it is on its way already
	}
	t.Status = paystack.StatusOngoing
	t.Steps = append(t.Steps, step{"action", "Announced a payment that comes later", s.now()})
	s.plan(&job{Kind: jobLate, Due: s.now().Add(s.options.LateAfter), Reference: t.Reference})
	return nil
}

// arrive is the late money; the caller holds the lock and saves.
func (s *Sandbox) arrive(reference string) {
	if t := s.book.byReference(reference); t != nil {
		_ = s.succeed(t, means{channel: t.Channel, card: testCards[0]}, t.RequestedKobo) // refused when closed meanwhile
	}
}

// PayTwice pays twice for one thing. Paystack takes no second payment on one reference, so what a merchant can meet is:
//
//   - two references of the same order both paid, when a shop opened a second attempt and the buyer still had the
//     first page open. If an earlier open payment has the same metadata.order_id, both are paid and the earlier
//     one's reference is returned;
//   - otherwise the same charge.success delivered twice, and "" is returned.
func (s *Sandbox) PayTwice(reference string) (other string, err error) {
	err = s.change(reference, func(t *Transaction) error {
		other, err = s.twice(t, byCard)
		return err
	})
	return other, err
}

func (s *Sandbox) twice(t *Transaction, with means) (string, error) {
	earlier := s.earlierAttempt(t)
	if err := s.settle(t, with, t.RequestedKobo); err != nil {
		return "", err
	}
	if !t.paid() {
		return "", nil
	}
	if earlier != nil {
		return earlier.Reference, s.succeed(earlier, with, earlier.RequestedKobo)
	}
	s.emit(paystack.EventChargeSuccess, t.Reference, s.charged(t))
	return "", nil
}

// earlierAttempt is the latest open payment made before t for the same order, nil when there is none.
func (s *Sandbox) earlierAttempt(t *Transaction) *Transaction {
	order := t.metadataText("order_id")
	if order == "" {
		return nil
	}
	for _, other := range slices.Backward(s.book.Transactions) {
		if other.ID < t.ID && other.Open() && other.metadataText("order_id") == order {
			return other
		}
	}
	return nil
}

// Forge sends a charge.success for a payment that is not paid, signed with a key that is not the account's.
func (s *Sandbox) Forge(reference string) error {
	return s.change(reference, func(t *Transaction) error {
		lie := *t
		lie.Status, lie.GatewayResponse, lie.PaidAt = paystack.StatusSuccess, "Successful", s.now()
		body, err := encode(object{{"event", paystack.EventChargeSuccess}, {"data", s.charged(&lie)}})
		if err != nil {
			return err
		}
		s.plan(&job{
			Kind: jobDeliver, Due: s.now(), Event: paystack.EventChargeSuccess, Reference: reference, Body: string(body), Forged: true,
		})
		return nil
	})
}

// RejectTransfer sends bank.transfer.rejected: the customer transferred a wrong amount, which goes back to them. The event
// carries no reference, only the transaction's id; the payment stays open.
func (s *Sandbox) RejectTransfer(reference string) error {
	return s.change(reference, func(t *Transaction) error {
		if !t.Open() {
			return ErrClosed
		}
		t.Channel = "bank_transfer"
		s.emit(paystack.EventTransferRejected, "", object{
			{"bank_transfer", object{
				{"transaction_id", t.ID},
				{"amount", t.RequestedKobo / 2},
				{"amount_expected", t.RequestedKobo},
				{"currency", t.Currency},
				{"domain", s.mode},
			}},
			{"message_type", "INCORRECT_AMOUNT"},
			{"message", "The amount sent is not the amount expected"},
			{"customer", s.customer(t)},
		})
		return nil
	})
}

// change runs an act on one payment and saves the book when it went through.
func (s *Sandbox) change(reference string, act func(*Transaction) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byReference(reference)
	if t == nil {
		return ErrUnknown
	}
	if err := act(t); err != nil {
		return err
	}
	s.save()
	return nil
}

// settle is the pay button: the card decides.
func (s *Sandbox) settle(t *Transaction, with means, amount money.Kobo) error {
	if with.channel == "card" && with.card.Decline != "" {
		return s.refuse(t, with, with.card.Decline)
	}
	return s.succeed(t, with, amount)
}

func (s *Sandbox) succeed(t *Transaction, with means, amount money.Kobo) error {
	switch {
	case !t.Open():
		return ErrClosed
	case s.expired(t):
		return ErrExpired
	}
	now := s.now()
	t.Status, t.GatewayResponse = paystack.StatusSuccess, "Successful"
	t.Channel, t.Card, t.PaidAt = with.channel, with.last4(), now
	if with.channel != "card" {
		t.GatewayResponse = "Approved"
	}
	t.AmountKobo, t.FeesKobo = amount, Fee(t.Currency, amount)
	t.Steps = append(t.Steps,
		step{"action", "Attempted to pay with " + with.channel, now},
		step{"success", "Successfully paid with " + with.channel, now})
	s.emit(paystack.EventChargeSuccess, t.Reference, s.charged(t))
	return nil
}

func (s *Sandbox) refuse(t *Transaction, with means, reason string) error {
	switch {
	case !t.Open():
		return ErrClosed
	case s.expired(t):
		return ErrExpired
	}
	now := s.now()
	t.Status, t.GatewayResponse, t.Channel, t.Card = paystack.StatusFailed, reason, with.channel, with.last4()
	t.Steps = append(t.Steps,
		step{"action", "Attempted to pay with " + with.channel, now},
		step{"error", "Error: " + reason, now})
	return nil
}

// expired tells whether the payment session, which begins when the page is first shown, is over.
func (s *Sandbox) expired(t *Transaction) bool {
	limit := s.book.SessionTimeout
	return limit > 0 && !t.OpenedAt.IsZero() && t.Status != paystack.StatusOngoing &&
		s.now().Unix()-t.OpenedAt.Unix() > limit
}
