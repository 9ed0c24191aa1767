package sandbox

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"

	"lovegiftings/internal/paystack"
)

//go:embed checkout.html
var pages string

//go:embed checkout.css
var style string

// again asks anew when the browser shows a kept copy of the page, so that going back after paying shows "complete".
// The page works without it: a second press of a button pays nothing.
const again = `addEventListener("pageshow",function(e){if(e.persisted)location.reload()})`

var (
	page = template.Must(template.New("page").Parse(pages))
	// policy lets the page use its one style and its one script, and nothing from anywhere.
	policy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src '" + fingerprint(style) + "'; script-src '" + fingerprint(again) + "'"
)

func fingerprint(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// view is what the templates show.
type view struct {
	Title    string
	Style    template.CSS
	Script   template.JS
	Merchant string
	Initial  string
	Amount   string
	Half     string
	Email    string
	Mode     string
	Code     string
	Methods  []method
	First    []testCard
	More     []testCard
	Account  string
	Earlier  string // the reference that "Pay twice" would pay as well
	Late     string

	Heading string
	Text    string
	Tone    string // good, bad or wait
	Link    string
	LinkSay string
}

// showCheckout is the payment page.
func (s *Sandbox) showCheckout(c *echo.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byAccessCode(param(c, "code"))
	if t == nil {
		return s.unknownPayment(c)
	}
	if t.OpenedAt.IsZero() {
		t.OpenedAt = s.now()
		t.Steps = append(t.Steps, step{"open", "Opened the payment page", t.OpenedAt})
		s.save()
	}
	return s.show(c, http.StatusOK, t)
}

// show gives the page that fits the payment's state; the caller holds the lock.
func (s *Sandbox) show(c *echo.Context, status int, t *Transaction) error {
	v := s.view(t)
	switch {
	case t.Status == paystack.StatusSuccess:
		v.Heading, v.Tone = "This payment is complete", "good"
		v.Text = v.Amount + " was paid to " + v.Merchant + ". Nothing more will be charged."
	case t.Status == paystack.StatusReversed:
		v.Heading, v.Tone, v.Text = "This payment was given back", "wait", "The money is on its way back to you."
	case t.Status == paystack.StatusFailed:
		v.Heading, v.Tone = "This payment did not go through", "bad"
		v.Text = "The bank said: " + t.GatewayResponse + ". Nothing was charged. Go back to the shop to pay again."
	case t.Status == paystack.StatusOngoing:
		v.Heading, v.Tone, v.Text = "Waiting for your money", "wait", "The transfer is on its way. The shop hears of it as soon as it arrives."
	case s.expired(t):
		v.Heading, v.Tone = "This page has timed out", "bad"
		v.Text = "Transaction cannot be completed. Session timeout exceeded."
	default:
		return s.render(c, status, "pay", v)
	}
	if back := s.callback(t); back != "" {
		v.Link, v.LinkSay = back, "Back to "+v.Merchant
	}
	return s.render(c, status, "state", v)
}

func (s *Sandbox) view(t *Transaction) view {
	v := view{
		Title:    "Pay " + shown(t.Currency, t.AmountKobo) + " to " + s.options.Merchant,
		Merchant: s.options.Merchant,
		Initial:  string([]rune(s.options.Merchant)[:1]),
		Amount:   shown(t.Currency, t.AmountKobo),
		Half:     shown(t.Currency, t.RequestedKobo/2),
		Email:    t.Email,
		Mode:     s.mode,
		Code:     t.AccessCode,
		Methods:  t.methods(),
		First:    testCards[:3],
		More:     testCards[3:],
		Account:  "99" + base10(t.ID, 8),
		Late:     spoken(s.options.LateAfter),
	}
	if t.Label != "" {
		v.Email = t.Label
	}
	if earlier := s.earlierAttempt(t); earlier != nil {
		v.Earlier = earlier.Reference
	}
	return v
}

// spoken is a wait in words.
func spoken(wait time.Duration) string {
	switch seconds := int(wait.Seconds()); {
	case wait < time.Second:
		return "a moment"
	case seconds == 60:
		return "a minute"
	case seconds < 120:
		return strconv.Itoa(seconds) + " seconds"
	default:
		return strconv.Itoa(seconds/60) + " minutes"
	}
}

func base10(n uint64, digits int) string {
	text := make([]byte, digits)
	for i := digits - 1; i >= 0; i-- {
		text[i] = byte('0' + n%10)
		n /= 10
	}
	return string(text)
}

// pressButton does what a button of the page says and sends the browser on.
func (s *Sandbox) pressButton(c *echo.Context) error {
	body, err := readBody(c.Request())
	if err != nil {
		body = values{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.book.byAccessCode(param(c, "code"))
	if t == nil {
		return s.unknownPayment(c)
	}
	with := means{channel: body.text("channel"), card: cardBy(body.text("card"))}
	if with.channel == "" || (with.channel != "bank_transfer" && with.channel != "ussd") {
		with.channel = "card"
	}
	switch body.text("action") {
	case "pay":
		err = s.settle(t, with, t.RequestedKobo)
	case "decline":
		err = s.refuse(t, with, "Declined")
	case "short":
		err = s.short(t, with, 0)
	case "twice":
		_, err = s.twice(t, with)
	case "late":
		err = s.late(t, with)
	case "leave":
		return s.leave(c, t)
	default:
		return s.show(c, http.StatusBadRequest, t)
	}
	if errors.Is(err, ErrClosed) || errors.Is(err, ErrExpired) {
		return s.show(c, http.StatusConflict, t)
	}
	if err != nil {
		return err
	}
	s.save()
	back := s.callback(t)
	if back == "" { // with no callback URL the customer is not sent back at all
		return s.show(c, http.StatusOK, t)
	}
	return c.Redirect(http.StatusSeeOther, back)
}

// leave is Paystack's cancel button: to metadata.cancel_action, without any parameter. The payment stays open.
func (s *Sandbox) leave(c *echo.Context, t *Transaction) error {
	if away := t.metadataText("cancel_action"); address(away) {
		return c.Redirect(http.StatusSeeOther, away)
	}
	v := s.view(t)
	v.Heading, v.Tone = "You left without paying", "wait"
	v.Text = "Nothing was charged. You can close this window, or pay after all."
	v.Link, v.LinkSay = "/checkout/"+t.AccessCode, "Back to the payment"
	return s.render(c, http.StatusOK, "state", v)
}

// callback is where the customer returns to: the shop's address with trxref and reference, both the reference; "" when there is none.
func (s *Sandbox) callback(t *Transaction) string {
	if !address(t.CallbackURL) {
		return ""
	}
	back, _ := url.Parse(t.CallbackURL) // address has parsed it
	reference := url.QueryEscape(t.Reference)
	if back.RawQuery != "" {
		back.RawQuery += "&"
	}
	back.RawQuery += "trxref=" + reference + "&reference=" + reference
	return back.String()
}

// address tells whether a browser may be sent there.
func address(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func (s *Sandbox) unknownPayment(c *echo.Context) error {
	return s.render(c, http.StatusNotFound, "state", view{
		Title: "No such payment", Merchant: s.options.Merchant, Mode: s.mode,
		Heading: "There is no such payment", Tone: "bad", Text: "The address is wrong, or the sandbox has forgotten it. Go back to the shop and begin again.",
	})
}

// showCover says what this server is to whoever opens its address.
func (s *Sandbox) showCover(c *echo.Context) error {
	return s.render(c, http.StatusOK, "state", view{
		Title: "Paystack sandbox", Merchant: s.options.Merchant, Mode: s.mode,
		Heading: "This is a pretend Paystack", Tone: "wait",
		Text: "It answers the calls of a shop and shows its payment pages. Begin in the shop; you are sent here to pay.",
	})
}

func (s *Sandbox) render(c *echo.Context, status int, name string, v view) error {
	v.Style, v.Script = template.CSS(style), template.JS(again)
	var out bytes.Buffer
	if err := page.ExecuteTemplate(&out, name, v); err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", policy)
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Content-Type-Options", "nosniff")
	return c.HTMLBlob(status, out.Bytes())
}
