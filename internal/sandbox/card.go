package sandbox

import (
	"slices"

	"lovegiftings/internal/paystack"
)

// testCard is one of Paystack's (documentation, "Test payments"); any expiry in the future goes with it.
type testCard struct {
	Number  string
	CVV     string
	Extra   string // what else the real page asks for
	Says    string // the outcome in a word
	Decline string // gateway_response of a refusal, empty when it pays
	Refund  string // how a later refund ends, empty when well
}

var testCards = []testCard{
	{Number: "4084 0840 8408 4081", CVV: "408", Says: "Pays"},
	{Number: "4084 0800 0000 5408", CVV: "001", Says: "Declined", Decline: "Declined"},
	{Number: "4084 0800 0067 0037", CVV: "787", Says: "Too little money", Decline: "Insufficient Funds"},
	{Number: "5078 5078 5078 5078 12", CVV: "081", Extra: "PIN 1111", Says: "Pays"},
	{Number: "5060 6666 6666 6666 666", CVV: "123", Extra: "PIN 1234, OTP 123456", Says: "Pays"},
	{Number: "5078 5078 5078 5078 04", CVV: "884", Extra: "PIN 0000, phone, OTP 123456", Says: "Pays"},
	{Number: "5192 6027 2058 4796", CVV: "123", Extra: "bank page", Says: "Pays"},
	{Number: "5078 5078 5078 5078 53", CVV: "082", Extra: "PIN 0000", Says: "Fails at the bank", Decline: "Token Not Generated. Customer Not Registered on Token Platform"},
	{Number: "4084 0800 0067 1803", CVV: "180", Says: "Pays, a refund fails", Refund: paystack.RefundFailed},
	{Number: "4084 0800 0067 1902", CVV: "190", Says: "Pays, a refund gets stuck", Refund: paystack.RefundNeedsAttention},
}

// Last4 names the card in the book.
func (c testCard) Last4() string {
	digits := make([]byte, 0, len(c.Number))
	for _, b := range []byte(c.Number) {
		if b != ' ' {
			digits = append(digits, b)
		}
	}
	return string(digits[len(digits)-4:])
}

func cardBy(last4 string) testCard {
	if i := slices.IndexFunc(testCards, func(c testCard) bool { return c.Last4() == last4 }); i >= 0 {
		return testCards[i]
	}
	return testCards[0]
}

// means is what a customer pays with.
type means struct {
	channel string // card, bank_transfer or ussd
	card    testCard
}

var byCard = means{channel: "card", card: testCards[0]}

func (m means) last4() string {
	if m.channel != "card" {
		return ""
	}
	return m.card.Last4()
}

// methods are the ways to pay that the page offers: what the shop allows of what the page knows, or all.
func (t *Transaction) methods() []method {
	all := []method{{"card", "Card"}, {"bank_transfer", "Transfer"}, {"ussd", "USSD"}}
	offered := slices.DeleteFunc(slices.Clone(all), func(m method) bool {
		return len(t.Channels) > 0 && !slices.Contains(t.Channels, m.Channel)
	})
	if len(offered) == 0 {
		return all
	}
	return offered
}

func (t *Transaction) methodNames() []string {
	var names []string
	for _, m := range t.methods() {
		names = append(names, m.Channel)
	}
	return names
}

type method struct{ Channel, Name string }
