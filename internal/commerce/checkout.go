package commerce

import (
	"fmt"
	"net/mail"
	"strings"

	"lovegiftings/internal/money"
)

// The most letters that each text of a checkout may have.
const (
	maxNameLetters    = 100
	maxAddressLetters = 300
	maxNoteLetters    = 500
	maxGiftLetters    = 200
	maxEmailBytes     = 254 // RFC 5321, section 4.5.3.1.3, less the angle brackets
)

// Zone is a town that the shop delivers to, with its fee.
type Zone struct {
	ID    string     `json:"id"`
	Town  string     `json:"town"`
	State string     `json:"state"`
	Fee   money.Kobo `json:"feeKobo"`
}

// Gift says to whom and from whom a gift is and what the card says. All three may be empty.
type Gift struct {
	To      string `json:"to"`
	From    string `json:"from"`
	Message string `json:"message"`
}

// Recipient is who takes the delivery when that is not the buyer. What is empty is the buyer's own.
type Recipient struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// CheckoutForm is what a shopper fills in to order. Zone is the id of a delivery zone, or its town.
type CheckoutForm struct {
	Email     string
	Phone     string
	Name      string
	Zone      string
	Address   string
	Note      string
	Gift      Gift
	Recipient Recipient
	SeenTotal *money.Kobo // the total that the shopper saw; nil is not compared
}

// Draft is an order that may be placed: what was bought, for whom, and the sums that are from now on frozen.
type Draft struct {
	Lines    []QuotedLine
	Form     CheckoutForm // in canonical form
	Zone     Zone
	Items    money.Kobo
	Delivery money.Kobo
	Discount money.Kobo
	Total    money.Kobo

	MakingDays int // of the line that takes longest
}

// Place turns a cart into an order that may be placed. It refuses an empty cart, a form with gaps, a town that is not
// served, lines that cannot be bought as they stand and a total that is not the one the shopper saw.
func Place(quote Quote, form CheckoutForm, zones []Zone) (Draft, error) {
	if len(quote.Lines) == 0 {
		return Draft{}, Refuse(Conflict, "cart", CodeCartEmpty, "Your cart is empty. Put a gift in it first.")
	}
	form, zone, err := form.check(zones)
	if err != nil {
		return Draft{}, err
	}
	var standing problems
	for _, line := range quote.Lines {
		if line.Problem != nil {
			standing = append(standing, *line.Problem)
		}
	}
	if err := standing.refusal(Conflict); err != nil {
		return Draft{}, err
	}
	draft := Draft{Lines: quote.Lines, Form: form, Zone: zone, Items: quote.Subtotal, Delivery: zone.Fee, MakingDays: quote.MakingDays}
	draft.Total = draft.Items + draft.Delivery - draft.Discount
	if draft.Total > money.Max {
		return Draft{}, Refuse(Conflict, "cart", CodeTotalTooLarge, fmt.Sprintf("One order can be at most %s. Split it into two.", money.Max))
	}
	if draft.Total < money.Min {
		return Draft{}, Refuse(Conflict, "cart", CodeTotalTooSmall, fmt.Sprintf("One order must be at least %s. Add something to it.", money.Min))
	}
	if form.SeenTotal != nil && *form.SeenTotal != draft.Total {
		return draft, Refuse(Conflict, "seenTotalKobo", CodePriceChanged, fmt.Sprintf("The total has changed and is now %s. Look at it again before you order.", draft.Total))
	}
	return draft, nil
}

func (f CheckoutForm) check(zones []Zone) (CheckoutForm, Zone, error) {
	var found problems
	var ok bool
	if f.Email, ok = cleanEmail(f.Email); !ok {
		found.add("email", CodeEmailInvalid, "Enter an e-mail address, such as ada@example.com. The receipt goes there.")
	}
	if number, ok := NormalizePhone(f.Phone); ok {
		f.Phone = number
	} else {
		found.add("phone", CodePhoneInvalid, "Enter a phone number, such as 0803 123 4567. The rider calls it.")
	}
	f.Name = found.text("name", CleanLine, f.Name, maxNameLetters, CodeNameMissing, "Enter your full name.")
	zone, served := findZone(zones, f.Zone)
	if f.Zone = zone.ID; !served {
		found.add("zone", CodeZoneUnserved, "Choose the town to deliver to from the list.")
	}
	f.Address = found.text("address", CleanText, f.Address, maxAddressLetters, CodeAddressMissing, "Enter the street and a landmark.")
	f.Note = found.text("note", CleanText, f.Note, maxNoteLetters, "", "")
	f.Gift.To = found.text("gift.to", CleanLine, f.Gift.To, maxNameLetters, "", "")
	f.Gift.From = found.text("gift.from", CleanLine, f.Gift.From, maxNameLetters, "", "")
	f.Gift.Message = found.text("gift.message", CleanText, f.Gift.Message, maxGiftLetters, "", "")
	f.Recipient.Name = found.text("recipient.name", CleanLine, f.Recipient.Name, maxNameLetters, "", "")
	if number, ok := NormalizePhone(f.Recipient.Phone); ok {
		f.Recipient.Phone = number
	} else if strings.TrimSpace(f.Recipient.Phone) != "" {
		found.add("recipient.phone", CodePhoneInvalid, "Enter a phone number, such as 0803 123 4567, or leave it empty.")
	} else {
		f.Recipient.Phone = ""
	}
	return f, zone, found.refusal(Invalid)
}

// text gives the canonical form, as wash makes it, of one text of the form. Without a code for its absence it may be empty.
func (p *problems) text(field string, wash func(string) (string, bool), text string, limit int, missingCode, missingMessage string) string {
	clean, ok := wash(text)
	switch {
	case !ok:
		p.add(field, CodeTextInvalid, "This has a character that cannot be printed. Type it again.")
	case clean == "" && missingCode != "":
		p.add(field, missingCode, missingMessage)
	case tooLong(clean, limit):
		p.add(field, CodeTextTooLong, fmt.Sprintf("Use %d letters or fewer.", limit))
	}
	return clean
}

// cleanEmail takes an address of the shape name@host.tld. Whether it exists only a letter to it can tell.
func cleanEmail(text string) (string, bool) {
	text = strings.TrimSpace(text)
	address, err := mail.ParseAddress(text)
	if err != nil || address.Address != text || len(text) > maxEmailBytes || !printable(text) {
		return text, false
	}
	host := text[strings.LastIndexByte(text, '@')+1:]
	dot := strings.LastIndexByte(host, '.')
	if dot < 1 || len(host)-dot < 3 || strings.ContainsAny(host, "[] ") {
		return text, false
	}
	return text, true
}

func findZone(zones []Zone, wanted string) (Zone, bool) {
	wanted = strings.TrimSpace(wanted)
	for _, zone := range zones {
		if wanted != "" && (zone.ID == wanted || strings.EqualFold(zone.Town, wanted)) {
			return zone, true
		}
	}
	return Zone{}, false
}
