package sandbox

import (
	"bytes"
	"context"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/paystack"
)

func TestThePageShowsWhatIsPaidAndItsButtons(t *testing.T) {
	st := perform(t)
	got := st.open("ord-1")
	if want := st.url + "/checkout/" + got.AccessCode; got.URL != want || !regexp.MustCompile(`^[a-z0-9]{15}$`).MatchString(got.AccessCode) {
		t.Errorf("%+v, want %s", got, want)
	}
	answer := st.askWith("GET", "/checkout/"+got.AccessCode, "", "", "")
	page := html.UnescapeString(string(answer.raw))
	if answer.status != 200 || answer.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", answer.status, answer.header)
	}
	for _, text := range []string{
		"Paystack sandbox: no real money", "Love Giftings", "ada@example.com", ">Pay ₦12,500.00</button>", ">Decline this payment</button>",
		">Leave without paying</button>", ">Pay too little</button>", ">Pay twice</button>", ">Pay late</button>", "4084 0840 8408 4081", "Transfer", "USSD",
	} {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
	if n := strings.Count(page, "<style>"); n != 1 {
		t.Errorf("%d styles", n)
	}
	policy := answer.header.Get("Content-Security-Policy")
	for tag, directive := range map[string]string{"style": "style-src", "script": "script-src"} {
		inline := regexp.MustCompile(`(?s)<` + tag + `>(.*?)</` + tag + `>`).FindSubmatch(answer.raw)
		if inline == nil || !strings.Contains(policy, directive+" '"+fingerprint(string(inline[1]))+"'") {
			t.Errorf("the policy forbids the page's own %s", tag)
		}
	}
}

func TestThePageOffersOnlyWhatTheShopAllows(t *testing.T) {
	st := perform(t)
	code := st.open("ord-1", func(in *paystack.Initialize) { in.Channels = []string{"ussd"} }).AccessCode
	page := string(st.askWith("GET", "/checkout/"+code, "", "", "").raw)
	if strings.Contains(page, "Test card") || !strings.Contains(page, `name="channel" value="ussd"`) {
		t.Error(page)
	}
	st.press(code, "action", "pay", "channel", "ussd")
	if got := st.verified("ord-1"); got.Channel != "ussd" || got.Status != "success" {
		t.Errorf("%+v", got)
	}
}

func TestButtonsSendTheBuyerBackWithTheReferenceTwice(t *testing.T) {
	for action, want := range map[string]string{"pay": "success", "decline": "failed", "short": "success", "twice": "success", "late": "ongoing"} {
		st := perform(t)
		code := st.open("ord-1", func(in *paystack.Initialize) { in.CallbackURL = "http://shop.example.com/cb?lang=en#top" }).AccessCode
		got := st.press(code, "action", action, "channel", "card", "card", "4081")
		if to := got.header.Get("Location"); got.status != 303 || to != "http://shop.example.com/cb?lang=en&trxref=ord-1&reference=ord-1#top" {
			t.Errorf("%s: %d to %s", action, got.status, to)
		}
		if got := st.verified("ord-1").Status; got != want {
			t.Errorf("%s: it is %s", action, got)
		}
	}
	st := perform(t)
	code := st.open("a=b.c").AccessCode
	if to := st.press(code, "action", "pay").header.Get("Location"); to != "http://shop.example.com/callback?trxref=a%3Db.c&reference=a%3Db.c" {
		t.Errorf("to %s", to)
	}
}

func TestADecliningCardFailsThePayment(t *testing.T) {
	st := perform(t)
	code := st.open("ord-1").AccessCode
	st.press(code, "action", "pay", "channel", "card", "card", "0037")
	if got := st.verified("ord-1"); got.Status != "failed" || got.GatewayResponse != "Insufficient Funds" {
		t.Errorf("%+v", got)
	}
	page := st.askWith("GET", "/checkout/"+code, "", "", "")
	if !bytes.Contains(page.raw, []byte("did not go through")) || bytes.Contains(page.raw, []byte("<button")) {
		t.Errorf("%s", page.raw)
	}
}

func TestGoingBackAfterPayingPaysNothing(t *testing.T) {
	st := perform(t)
	code := st.open("ord-1").AccessCode
	st.press(code, "action", "pay")
	before := st.verified("ord-1")
	if page := st.askWith("GET", "/checkout/"+code, "", "", ""); page.status != 200 || !bytes.Contains(page.raw, []byte("This payment is complete")) ||
		bytes.Contains(page.raw, []byte("<button")) {
		t.Errorf("%d %s", page.status, page.raw)
	}
	for _, action := range []string{"pay", "decline", "short", "twice", "late"} {
		st.clock.move(time.Minute)
		if page := st.press(code, "action", action); page.status != 409 || !bytes.Contains(page.raw, []byte("This payment is complete")) {
			t.Errorf("%s: %d", action, page.status)
		}
	}
	st.settled()
	if after := st.verified("ord-1"); after.Status != "success" || !after.PaidAt.Equal(before.PaidAt) || len(st.ear.all()) != 1 {
		t.Errorf("%+v, heard %s", after, st.ear.names())
	}
}

func TestLeavingGoesToTheCancelActionAndKeepsThePaymentOpen(t *testing.T) {
	st := perform(t)
	code := st.open("ord-1", func(in *paystack.Initialize) {
		in.Metadata = map[string]any{"cancel_action": "http://shop.example.com/checkout?order=1"}
	}).AccessCode
	if got := st.press(code, "action", "leave"); got.status != 303 || got.header.Get("Location") != "http://shop.example.com/checkout?order=1" {
		t.Errorf("%d to %s", got.status, got.header.Get("Location"))
	}
	if got := st.verified("ord-1").Status; got != "abandoned" {
		t.Errorf("it is %s", got)
	}
	st.press(code, "action", "pay")
	if got := st.verified("ord-1").Status; got != "success" {
		t.Errorf("after coming back it is %s", got)
	}
	for name, metadata := range map[string]map[string]any{"none": nil, "script": {"cancel_action": "javascript:alert(1)"}} {
		code := st.open(name, func(in *paystack.Initialize) { in.Metadata = metadata }).AccessCode
		if got := st.press(code, "action", "leave"); got.status != 200 || !bytes.Contains(got.raw, []byte("You left without paying")) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

func TestWithoutACallbackTheBuyerStays(t *testing.T) {
	st := perform(t)
	for name, address := range map[string]string{"none": "", "script": "javascript:alert(1)", "path": "/cb"} {
		code := st.open(name, func(in *paystack.Initialize) { in.CallbackURL = address }).AccessCode
		if got := st.press(code, "action", "pay"); got.status != 200 || !bytes.Contains(got.raw, []byte("This payment is complete")) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

func TestUnknownPagesAndButtonsAreRefused(t *testing.T) {
	st := perform(t)
	for _, method := range []string{"GET", "POST"} {
		if got := st.askWith(method, "/checkout/nonsense", "", "", ""); got.status != 404 || !bytes.Contains(got.raw, []byte("There is no such payment")) {
			t.Errorf("%s: %d", method, got.status)
		}
	}
	code := st.open("ord-1").AccessCode
	for _, action := range []string{"", "levitate"} {
		if got := st.press(code, "action", action); got.status != 400 {
			t.Errorf("%q: %d", action, got.status)
		}
	}
	if got := st.verified("ord-1").Status; got != "abandoned" {
		t.Errorf("it is %s", got)
	}
}

func TestTheAddressOfThePageIsTheConfiguredOne(t *testing.T) {
	st := perform(t)
	st.SetPublicURL("https://pay.example.com/")
	if got := st.open("ord-1"); got.URL != "https://pay.example.com/checkout/"+got.AccessCode {
		t.Errorf("%s", got.URL)
	}
}

func TestTheCommandServesUntilInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	command := Command()
	command.SetArgs([]string{"--addr", "127.0.0.1:0"})
	out, in := io.Pipe()
	command.SetOut(in)
	ended := make(chan error, 1)
	go func() {
		err := command.ExecuteContext(ctx)
		_ = in.Close()
		ended <- err
	}()
	var said strings.Builder
	seen := make([]byte, 4096)
	found := regexp.MustCompile(`PAYSTACK_BASE_URL=(\S+)\s+PAYSTACK_SECRET_KEY=(sk_test_\S+)\s`)
	for found.FindString(said.String()) == "" {
		n, err := out.Read(seen)
		if err != nil {
			t.Fatalf("it ended early: %v after %q", err, said.String())
		}
		said.Write(seen[:n])
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	parts := found.FindStringSubmatch(said.String())
	client, err := paystack.New(parts[2], paystack.Options{BaseURL: parts[1]})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Initialize(t.Context(), paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-1"}); err != nil {
		t.Error(err)
	}
	if answer, err := http.Get(parts[1] + "/"); err != nil || answer.StatusCode != 200 {
		t.Errorf("the cover: %v, %v", answer, err)
	} else {
		_ = answer.Body.Close()
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
