package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/paystack"
)

func nothing(*paystack.Initialize) {}

func TestFaultsOfReadsAreUnavailableAndHealByThemselves(t *testing.T) {
	for _, kind := range []string{
		FaultDown, Fault500, Fault429, FaultHTML, FaultGarbage, FaultEmpty, FaultRedirect, FaultRefused, FaultTooLarge, FaultDeep, FaultHalf,
		FaultLostAnswer, FaultWrongLength, FaultEncoding, FaultWrongReference, FaultWrongTypes, FaultNoData, FaultNoFields, FaultTwice,
		FaultNegative, FaultFraction, FaultHugeID,
	} {
		t.Run(kind, func(t *testing.T) {
			st := perform(t)
			st.open("ord-1")
			count := 1
			if slices.Contains([]string{FaultDown, FaultHalf, FaultLostAnswer, FaultWrongLength}, kind) {
				count = 2 // the client tries a broken connection twice
			}
			st.SetFaults(Faults{Verify: Fault{Kind: kind, Count: count}})
			if got, err := st.client.Verify(t.Context(), "ord-1"); !errors.Is(err, paystack.ErrUnavailable) {
				t.Errorf("%+v, %v", got, err)
			}
			if got, err := st.client.Verify(t.Context(), "ord-1"); err != nil || got.Reference != "ord-1" {
				t.Errorf("after the fault: %+v, %v", got, err)
			}
		})
	}
}

func TestLyingAnswersSayWhatIsNotInTheBook(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	for kind, lies := range map[string]func(paystack.Transaction) bool{
		FaultWrongAmount:   func(x paystack.Transaction) bool { return x.Amount == 1249900 && x.RequestedAmount == 1250000 },
		FaultWrongCurrency: func(x paystack.Transaction) bool { return x.Currency == "USD" },
		FaultWrongMode:     func(x paystack.Transaction) bool { return x.Mode == "live" },
	} {
		st.SetFaults(Faults{Verify: Fault{Kind: kind}, List: Fault{Kind: kind}})
		if got := st.verified("ord-1"); !lies(got) {
			t.Errorf("%s: %+v", kind, got)
		}
		if page, err := st.client.Transactions(t.Context(), paystack.TransactionQuery{}); err != nil || !lies(page.Transactions[0]) {
			t.Errorf("%s in a list: %+v, %v", kind, page, err)
		}
	}
	st.SetFaults(Faults{})
	if got := st.verified("ord-1"); got.Amount != 1250000 || got.Currency != "NGN" || got.Mode != "test" {
		t.Errorf("the lies were written down: %+v", got)
	}
}

func TestAnInitializeThatActedAndFellSilentLeftAPayment(t *testing.T) {
	for kind, acted := range map[string]bool{
		FaultLostAnswer: true, FaultHalf: true, FaultDown: false, Fault500: false, Fault429: false, FaultHTML: false, FaultGarbage: false,
	} {
		st := perform(t)
		st.SetFaults(Faults{Initialize: Fault{Kind: kind, Count: 1}})
		in := paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-1"}
		if _, err := st.client.Initialize(t.Context(), in); !errors.Is(err, paystack.ErrUnavailable) {
			t.Errorf("%s: %v", kind, err)
		}
		if n := len(st.Transactions()); (n == 1) != acted {
			t.Errorf("%s left %d payments", kind, n)
		}
		if _, err := st.client.Initialize(t.Context(), in); errors.Is(err, paystack.ErrDuplicateReference) != acted {
			t.Errorf("%s, then again: %v", kind, err)
		}
	}
}

func TestASlowPaystackOutlastsAnImpatientShop(t *testing.T) {
	st := perform(t)
	st.open("ord-1")
	st.SetFaults(Faults{Verify: Fault{Kind: FaultSlow, Delay: time.Hour, Count: 1}})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := st.client.Verify(ctx, "ord-1"); !errors.Is(err, paystack.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	st.SetFaults(Faults{Verify: Fault{Kind: FaultSlow, Delay: time.Millisecond}})
	if got := st.verified("ord-1"); got.Status != "abandoned" {
		t.Errorf("slow but true: %+v", got)
	}
}

func TestAnswersThatAreOddButTrueAreTaken(t *testing.T) {
	for _, kind := range []string{FaultTextType, FaultDuplicate, FaultWrongHost} {
		st := perform(t)
		st.open("ord-1")
		st.SetFaults(Faults{Verify: Fault{Kind: kind}})
		if got := st.verified("ord-1"); got.Status != "abandoned" || got.Amount != 1250000 {
			t.Errorf("%s: %+v", kind, got)
		}
	}
	st := perform(t)
	st.open("ord-1")
	st.SetFaults(Faults{Verify: Fault{Kind: FaultWrongStatus}})
	if got := st.verified("ord-1"); got.Status != "exploded" {
		t.Errorf("a word that nobody knows: %+v", got)
	}
	st.SetFaults(Faults{Verify: Fault{Kind: FaultUnauthorized}})
	if _, err := st.client.Verify(t.Context(), "ord-1"); !errors.Is(err, paystack.ErrUnauthorized) {
		t.Errorf("%v", err)
	}
	st.SetFaults(Faults{Initialize: Fault{Kind: FaultDuplicate}})
	if _, err := st.client.Initialize(t.Context(), paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-2"}); !errors.Is(err, paystack.ErrDuplicateReference) || len(st.Transactions()) != 1 {
		t.Errorf("%v, %d payments", err, len(st.Transactions()))
	}
}

func TestAnAnswerThatComesTooLateHasActed(t *testing.T) {
	for _, kind := range []string{FaultLateAnswer, FaultDrip} {
		st := perform(t)
		st.SetFaults(Faults{Initialize: Fault{Kind: kind, Delay: time.Hour, Count: 1}})
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		in := paystack.Initialize{Email: "ada@example.com", Amount: 100, Reference: "ord-1"}
		if _, err := st.client.Initialize(ctx, in); !errors.Is(err, paystack.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", kind, err)
		}
		if n := len(st.Transactions()); n != 1 {
			t.Errorf("%s left %d payments", kind, n)
		}
		st.SetFaults(Faults{Verify: Fault{Kind: kind, Delay: time.Millisecond}})
		if got := st.verified("ord-1"); got.Status != "abandoned" {
			t.Errorf("%s, a little: %+v", kind, got)
		}
	}
}

func TestNobodyIsSentToAPageOfAnotherHost(t *testing.T) {
	st := perform(t)
	secure := httptest.NewTLSServer(st.Handler())
	defer secure.Close()
	st.SetPublicURL(secure.URL)
	client, err := paystack.New(st.options.SecretKey, paystack.Options{BaseURL: secure.URL, HTTPClient: secure.Client()})
	if err != nil {
		t.Fatal(err)
	}
	in := paystack.Initialize{Email: "ada@example.com", Amount: 100}
	if got, err := client.Initialize(t.Context(), in); err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	st.SetFaults(Faults{Initialize: Fault{Kind: FaultWrongHost}})
	if got, err := client.Initialize(t.Context(), in); !errors.Is(err, paystack.ErrUnavailable) {
		t.Errorf("%+v, %v", got, err)
	}
	for address, taken := range map[string]bool{
		"https://checkout.paystack.com": true, "https://CHECKOUT.paystack.com": true, "https://standard.paystack.co": true, "https://paystack.com": true,
		"http://checkout.paystack.com": false, "https://paystack.com.example.net": false, "https://notpaystack.com": false, "https://a:b@paystack.com": false,
	} {
		st.SetFaults(Faults{})
		st.SetPublicURL(address)
		if got, err := client.Initialize(t.Context(), in); (err == nil) != taken {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
}

func TestTheControlsSetShowAndClearFaults(t *testing.T) {
	st := perform(t)
	if got := st.askWith("GET", "/sandbox/faults", "", "", ""); string(got.raw) != "{}" {
		t.Errorf("%s", got.raw)
	}
	body := `{"verify":{"kind":"slow","count":2,"delay":"1.5s"},"webhook":{"kind":"lost"}}`
	if got := st.askWith("POST", "/sandbox/faults", asJSON, body, ""); got.status != 200 || string(got.raw) != body {
		t.Errorf("%d %s", got.status, got.raw)
	}
	st.mu.Lock()
	set := st.faults
	st.mu.Unlock()
	if set != (Faults{Verify: Fault{FaultSlow, 2, 1500 * time.Millisecond}, Webhook: Fault{Kind: FaultLost}}) {
		t.Errorf("%+v", set)
	}
	for _, wrong := range []string{
		`{"verify":{"kind":"lost"}}`, `{"webhook":{"kind":"down"}}`, `{"verifi":{"kind":"down"}}`, `{"verify":{"kind":"down","count":-1}}`,
		`{"verify":{"kind":"slow","delay":"soon"}}`, `{"verify":`, ``,
	} {
		if got := st.askWith("POST", "/sandbox/faults", asJSON, wrong, ""); got.status != 400 || got.body["message"] == nil {
			t.Errorf("%s: %d %s", wrong, got.status, got.raw)
		}
	}
	if got := st.askWith("GET", "/sandbox/faults", "", "", ""); string(got.raw) != body {
		t.Errorf("a refused request changed the faults: %s", got.raw)
	}
	if got := st.askWith("DELETE", "/sandbox/faults", "", "", ""); got.status != 204 {
		t.Errorf("%d", got.status)
	}
	if got := st.askWith("GET", "/sandbox/faults", "", "", ""); string(got.raw) != "{}" {
		t.Errorf("%s", got.raw)
	}
}

func TestTheControlsActOnPayments(t *testing.T) {
	st := perform(t)
	for action, want := range map[string]string{
		"pay": "success", "decline": "failed", "pay-short": "success", "pay-late": "ongoing", "pay-twice": "success", "forge": "abandoned",
		"reject-transfer": "abandoned",
	} {
		st.open(action)
		got := st.askWith("POST", "/sandbox/transactions/"+action+"/"+action, "", "", "")
		if got.status != 200 || got.body["status"] != want || got.body["requestedKobo"] != json.Number("1250000") {
			t.Errorf("%s: %d %s", action, got.status, got.raw)
		}
	}
	for path, status := range map[string]int{"pay/pay": 409, "pay/remind-dispute": 409, "nobody/pay": 404, "pay/levitate": 404} {
		if got := st.askWith("POST", "/sandbox/transactions/"+path, "", "", ""); got.status != status {
			t.Errorf("%s: %d %s", path, got.status, got.raw)
		}
	}
	var listed []Transaction
	got := st.askWith("GET", "/sandbox/transactions", "", "", "")
	if err := json.Unmarshal(got.raw, &listed); err != nil || len(listed) != 7 {
		t.Errorf("%v %s", err, got.raw)
	}
	st.settled()
	var heard []Delivery
	got = st.askWith("GET", "/sandbox/webhooks", "", "", "")
	if err := json.Unmarshal(got.raw, &heard); err != nil || len(heard) != 6 { // pay, short, twice (2), forge, reject
		t.Errorf("%v %s", err, got.raw)
	}
}

func TestTheControlsAreHiddenFromElsewhere(t *testing.T) {
	st := perform(t)
	for name, change := range map[string]func(*http.Request){
		"another machine":        func(r *http.Request) { r.RemoteAddr = "192.0.2.7:1234" },
		"through a proxy":        func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") },
		"by another name":        func(r *http.Request) { r.Host = "sandbox.example.com" },
		"from another site":      func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"from an unknown sender": func(r *http.Request) { r.RemoteAddr = "" },
	} {
		for _, path := range []string{"/sandbox/faults", "/sandbox/transactions", "/sandbox/webhooks"} {
			request := httptest.NewRequest("GET", path, nil)
			request.RemoteAddr, request.Host = "127.0.0.1:1234", "127.0.0.1:8091"
			change(request)
			recorder := httptest.NewRecorder()
			st.Handler().ServeHTTP(recorder, request)
			if recorder.Code != 404 || !strings.Contains(recorder.Body.String(), "Endpoint not found") {
				t.Errorf("%s: %d %s", name, recorder.Code, recorder.Body)
			}
		}
	}
	for _, from := range []string{"127.0.0.1:1234", "[::1]:1234"} {
		request := httptest.NewRequest("GET", "/sandbox/faults", nil)
		request.RemoteAddr, request.Host = from, "localhost:8091"
		recorder := httptest.NewRecorder()
		st.Handler().ServeHTTP(recorder, request)
		if recorder.Code != 200 {
			t.Errorf("from %s: %d", from, recorder.Code)
		}
	}
}
