package hooks_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lovegiftings/internal/sandbox"
	"lovegiftings/internal/shoptest"
)

const initialize = "/api/paystack/initialize"

func TestAShopperBuysAPersonalisedMug(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	order := b.Order()
	reference := b.Begin(order.Text("id"))
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	paid := b.Verify(reference)
	if paid.Text("order.status") != "paid" || paid.Text("payment.status") != "success" {
		t.Fatalf("the order is not paid: %s", paid.Body)
	}
	if list := b.Get(orders).Want(200); list.Text("0.number") != order.Text("number") || list.Text("0.status") != "paid" {
		t.Fatalf("my orders do not show it: %s", list.Body)
	}
	if b.Get("/api/shop/cart").Want(200).Int("itemsCount") != 0 {
		t.Fatal("the cart is not empty after the order")
	}
	b.Get(checkout).Refused(404, "order", "not_found")
	s.Heard(t)
}

func TestAmountAndAddressComeFromTheOrderAndNeverFromTheRequest(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	page := b.Post(initialize, map[string]any{
		"order": id, "amount": 1, "amountKobo": 1, "email": "thief@example.com", "reference": "mine", "currency": "USD", "callback_url": "https://thief.example", "metadata": map[string]any{"order_id": "x"},
		"channels": []string{"card", "ussd"},
	}).Want(200)
	asked := s.Sandbox.Transactions()
	if len(asked) != 1 {
		t.Fatalf("Paystack was asked for %d payments", len(asked))
	}
	one := asked[0]
	if one.RequestedKobo != shoptest.MugPrice+shoptest.IbadanFee || one.Email != "ada@example.com" || one.Currency != "NGN" || one.CallbackURL != s.URL+"/api/paystack/callback" {
		t.Errorf("Paystack was asked for %+v", one)
	}
	if one.Reference == "mine" || one.Reference != page.Text("reference") || page.Int("amountKobo") != int(one.RequestedKobo) {
		t.Errorf("the reference is %s", one.Reference)
	}
	if !slices.Equal(one.Channels, []string{"card", "ussd"}) || !strings.Contains(string(one.Metadata), `"order_id":"`+id+`"`) || !strings.Contains(string(one.Metadata), "/checkout?order="+id) ||
		!strings.Contains(string(one.Metadata), `"order_lines":"1 × Test Mug"`) || strings.Contains(string(one.Metadata), "Ada") {
		t.Errorf("channels %v, metadata %s", one.Channels, one.Metadata)
	}
	if page.Text("authorizationUrl") == "" || page.Text("accessCode") == "" {
		t.Errorf("there is no page to pay on: %s", page.Body)
	}
}

func TestAnOpenAttemptIsHandedBackInsteadOfASecondOne(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	first := b.Post(initialize, map[string]any{"order": id}).Want(200)
	s.Clock.Pass(10 * time.Minute)
	second := b.Post(initialize, map[string]any{"order": id}).Want(200)
	if string(first.Body) != string(second.Body) || len(s.Sandbox.Transactions()) != 1 {
		t.Errorf("a second attempt was opened:\n%s\n%s", first.Body, second.Body)
	}
}

func TestManyClicksOnPayOpenOneAttempt(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	answers := make(chan shoptest.Answer, 10)
	for range cap(answers) {
		go func() { answers <- b.Post(initialize, map[string]any{"order": id}) }()
	}
	references := map[string]bool{}
	for range cap(answers) {
		references[(<-answers).Want(200).Text("reference")] = true
	}
	if len(references) != 1 || len(s.Sandbox.Transactions()) != 1 || s.Count(t, "payments", "") != 1 {
		t.Errorf("attempts: %v", references)
	}
}

func TestAfterADeclineTheNextAttemptHasAReferenceOfItsOwn(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	first := b.Begin(id)
	if err := s.Sandbox.Decline(first); err != nil {
		t.Fatal(err)
	}
	second := b.Begin(id)
	if first == second {
		t.Fatal("the declined attempt was handed back")
	}
	if declined := b.Verify(first); declined.Text("payment.status") != "failed" || declined.Text("order.status") != "pending" || declined.At("order.canPay") != true {
		t.Errorf("the declined attempt: %s", declined.Body)
	}
	if err := s.Sandbox.Pay(second); err != nil {
		t.Fatal(err)
	}
	if paid := b.Verify(second); paid.Text("order.status") != "paid" || paid.Text("order.payment.reference") != second {
		t.Errorf("the second attempt: %s", paid.Body)
	}
	if again := b.Verify(first); again.Text("payment.status") != "failed" || again.Text("order.status") != "paid" {
		t.Errorf("the first attempt afterwards: %s", again.Body)
	}
	s.Heard(t)
}

func TestAPaidOrderIsNotPaidAgain(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	if err := s.Sandbox.Pay(reference); err != nil {
		t.Fatal(err)
	}
	// The shop learns of it only by this second press on "pay".
	b.Post(initialize, map[string]any{"order": id}).Refused(409, "order", "order_paid")
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" || order.At("canPay") != false || order.Text("paidAt") != "2026-11-23T09:00:00Z" {
		t.Errorf("the order: %s", order.Body)
	}
	b.Post(initialize, map[string]any{"order": id}).Refused(409, "order", "order_paid")
	if len(s.Sandbox.Transactions()) != 1 {
		t.Error("a second payment was opened")
	}
}

func TestAnOrderThatIsNotPendingIsNotPaid(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	cancelled := b.Order().Text("id")
	b.Post(orders+"/"+cancelled+"/cancel", nil).Want(200)
	b.Post(initialize, map[string]any{"order": cancelled}).Refused(409, "order", "order_cannot_move")
	expired := b.Order().Text("id")
	s.After(t, 46*time.Minute)
	b.Post(initialize, map[string]any{"order": expired}).Refused(409, "order", "order_cannot_move")
	if len(s.Sandbox.Transactions()) != 0 {
		t.Error("Paystack was asked all the same")
	}
}

func TestAWayToPayThatPaystackDoesNotHaveIsRefused(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	for _, channel := range []string{"cowries", "", "CARD"} {
		b.Post(initialize, map[string]any{"order": id, "channels": []string{"card", channel}}).Refused(400, "channels", "body_invalid")
	}
	if s.Count(t, "payments", "") != 0 {
		t.Error("an attempt was begun")
	}
	b.Post(initialize, map[string]any{"order": id, "channels": []string{}}).Want(200)
}

func TestWhenPaystackDoesNotAnswerTheOrderStandsAndCanBePaidLater(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{
		sandbox.FaultDown, sandbox.Fault500, sandbox.Fault429, sandbox.FaultHTML, sandbox.FaultGarbage, sandbox.FaultHalf, sandbox.FaultLostAnswer, sandbox.FaultSlow,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			id := b.Order().Text("id")
			s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: kind, Delay: 30 * time.Second}})
			began := time.Now()
			refused := b.Post(initialize, map[string]any{"order": id}).Refused(503, "payment", "payment_unavailable")
			if took := time.Since(began); took > 8*time.Second {
				t.Errorf("the shopper waited %s", took)
			}
			if refused.Header.Get("Retry-After") == "" || strings.Contains(strings.ToLower(string(refused.Body)), "error") {
				t.Errorf("the answer: %v %s", refused.Header, refused.Body)
			}
			if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" || order.At("canPay") != true {
				t.Errorf("the order does not stand: %s", order.Body)
			}
			s.Sandbox.SetFaults(sandbox.Faults{})
			reference := b.Begin(id)
			if err := s.Sandbox.Pay(reference); err != nil {
				t.Fatal(err)
			}
			if paid := b.Verify(reference); paid.Text("order.status") != "paid" {
				t.Errorf("it cannot be paid later: %s", paid.Body)
			}
			s.Heard(t)
		})
	}
}

func TestAnAttemptWhosePageNeverArrivedIsBegunAgainUnderTheSameReference(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultDown}})
	b.Post(initialize, map[string]any{"order": id}).Want(503)
	rows, err := s.App.FindAllRecords("payments")
	if err != nil || len(rows) != 1 || rows[0].GetString("status") != "pending" {
		t.Fatalf("the reference was not written before the call: %v %v", rows, err)
	}
	s.Sandbox.SetFaults(sandbox.Faults{})
	if reference := b.Begin(id); reference != rows[0].GetString("reference") {
		t.Errorf("the next call has the reference %s", reference)
	}
}

func TestAnAttemptThatPaystackHasBegunWithoutOurHearingIsReplaced(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	s.Sandbox.SetFaults(sandbox.Faults{Initialize: sandbox.Fault{Kind: sandbox.FaultLostAnswer}})
	b.Post(initialize, map[string]any{"order": id}).Want(503)
	s.Sandbox.SetFaults(sandbox.Faults{})
	reference := b.Begin(id)
	asked := s.Sandbox.Transactions()
	if len(asked) != 2 || asked[0].Reference == reference || asked[1].Reference != reference {
		t.Fatalf("Paystack has %+v", asked)
	}
	if lost := s.Payment(t, asked[0].Reference); lost.GetString("status") != "failed" || lost.GetString("reason") != "page_lost" {
		t.Errorf("the lost attempt is %s (%s)", lost.GetString("status"), lost.GetString("reason"))
	}
}

func TestAnEmailAddressThatPaystackDoesNotTakeIsSaidPlainly(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	b.Add(shoptest.Mug, 1, shoptest.Custom("Ada"))
	id := b.Post(checkout, shoptest.Form("email", "ada@shop.test")).Want(201).Text("id")
	b.Post(initialize, map[string]any{"order": id}).Refused(400, "email", "email_invalid")
	b.Post(initialize, map[string]any{"order": id}).Refused(400, "email", "email_invalid")
	if cancelled := b.Post(orders+"/"+id+"/cancel", map[string]any{"restoreCart": true}).Want(200); cancelled.Text("status") != "cancelled" {
		t.Errorf("the order cannot be cancelled: %s", cancelled.Body)
	}
}

func TestAPaymentTellsWhatPaystackSaysOfIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, status, said, order string
		then                      func(*sandbox.Sandbox, string) error
	}{
		{"not begun", "pending", "abandoned", "pending", func(*sandbox.Sandbox, string) error { return nil }},
		{"under way", "pending", "ongoing", "pending", (*sandbox.Sandbox).PayLate},
		{"declined", "failed", "failed", "pending", (*sandbox.Sandbox).Decline},
		{"paid", "success", "success", "paid", (*sandbox.Sandbox).Pay},
		{"paid by transfer", "success", "success", "paid", func(b *sandbox.Sandbox, reference string) error { return b.PayWith(reference, "bank_transfer", "") }},
		{"paid too little", "review", "success", "pending", func(b *sandbox.Sandbox, reference string) error { return b.PayShort(reference, 0) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			b := s.Browser(t)
			reference := b.Begin(b.Order().Text("id"))
			if err := test.then(s.Sandbox, reference); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				verified := b.Verify(reference)
				if verified.Text("payment.status") != test.status || verified.Text("payment.providerStatus") != test.said || verified.Text("order.status") != test.order {
					t.Errorf("it stands so: %s", verified.Body)
				}
			}
			s.Heard(t)
		})
	}
}

func TestNothingThatAClientSendsWithAVerifyIsUsed(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	reference := b.Begin(b.Order().Text("id"))
	verified := b.Post("/api/paystack/verify/"+reference, map[string]any{"status": "success", "amount": 1, "order": "x", "payment": map[string]any{"status": "success"}}).Want(200)
	if verified.Text("order.status") != "pending" || verified.Text("payment.status") != "pending" {
		t.Errorf("a lie was taken: %s", verified.Body)
	}
}

func TestWhenPaystackDoesNotAnswerAVerifyNothingMoves(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{sandbox.FaultDown, sandbox.Fault500, sandbox.FaultGarbage, sandbox.FaultHalf, sandbox.FaultHTML, sandbox.FaultWrongReference} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			s.Sandbox.SetWebhookURL("")
			b := s.Browser(t)
			id := b.Order().Text("id")
			reference := b.Begin(id)
			if err := s.Sandbox.Pay(reference); err != nil {
				t.Fatal(err)
			}
			s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: kind}})
			if refused := b.Post("/api/paystack/verify/"+reference, nil).Refused(503, "payment", "payment_unavailable"); refused.Header.Get("Retry-After") == "" {
				t.Errorf("when to try again is not said: %v", refused.Header)
			}
			b.Post(initialize, map[string]any{"order": id}).Refused(503, "payment", "payment_unavailable")
			s.After(t, time.Minute)
			s.After(t, time.Hour)
			if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" || order.Text("payment.status") != "pending" {
				t.Errorf("the order moved: %s", order.Body)
			}
			s.Sandbox.SetFaults(sandbox.Faults{})
			s.After(t, time.Minute)
			if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "paid" {
				t.Errorf("the clock did not find the money: %s", order.Body)
			}
		})
	}
}

func TestTheCallbackLeadsToThePageOfWhatPaystackSays(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		then  func(*shoptest.Shop, string) error
		query string // with %s for the reference
		to    string
	}{
		{"paid", func(s *shoptest.Shop, r string) error { return s.Sandbox.Pay(r) }, "?trxref=%[1]s&reference=%[1]s", "/payment-details/%s"},
		{"paid, trxref only", func(s *shoptest.Shop, r string) error { return s.Sandbox.Pay(r) }, "?trxref=%s", "/payment-details/%s"},
		{"reference wins over trxref", func(s *shoptest.Shop, r string) error { return s.Sandbox.Decline(r) }, "?trxref=other&reference=%s", "/payment-failed/%s"},
		{"declined", func(s *shoptest.Shop, r string) error { return s.Sandbox.Decline(r) }, "?reference=%s", "/payment-failed/%s"},
		{"left", func(s *shoptest.Shop, r string) error { return nil }, "?reference=%s", "/payment-details/%s"},
		{"paid too little", func(s *shoptest.Shop, r string) error { return s.Sandbox.PayShort(r, 0) }, "?reference=%s", "/payment-details/%s"},
		{"Paystack is down", func(s *shoptest.Shop, r string) error {
			s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.FaultDown}})
			return nil
		}, "?reference=%s", "/payment-details/%s"},
		{"an unknown reference", func(s *shoptest.Shop, r string) error { return nil }, "?reference=no-such", "/payment-details/no-such"},
		{"a path for a reference", func(s *shoptest.Shop, r string) error { return nil }, "?reference=..%%2F..%%2Fevil", "/payment-details/..%%2F..%%2Fevil"},
		{"another site for a reference", func(s *shoptest.Shop, r string) error { return nil }, "?reference=%%2F%%2Fevil.example", "/payment-details/%%2F%%2Fevil.example"},
		{"no reference", func(s *shoptest.Shop, r string) error { return nil }, "", "/orders"},
		{"an empty reference", func(s *shoptest.Shop, r string) error { return nil }, "?reference=&trxref=", "/orders"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := shoptest.Open(t)
			s.Sandbox.SetWebhookURL("")
			b := s.Browser(t)
			reference := b.Begin(b.Order().Text("id"))
			if err := test.then(s, reference); err != nil {
				t.Fatal(err)
			}
			fill := func(text string) string {
				if strings.Contains(text, "%s") || strings.Contains(text, "%[1]s") {
					return fmt.Sprintf(text, reference)
				}
				return strings.ReplaceAll(text, "%%", "%")
			}
			for range 2 {
				// Anybody's browser may open the address; it shows nothing of the order.
				answer := s.Browser(t).Get("/api/paystack/callback" + fill(test.query)).Want(http.StatusSeeOther)
				if to := answer.Header.Get("Location"); to != fill(test.to) {
					t.Errorf("the callback leads to %s, want %s", to, fill(test.to))
				}
			}
		})
	}
}

func TestACallbackThatSaysSuccessProvesNothing(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	b.Get("/api/paystack/callback?status=success&amount=1&reference=" + reference).Want(303)
	if order := b.Get(orders + "/" + id).Want(200); order.Text("status") != "pending" {
		t.Errorf("the order is %s", order.Text("status"))
	}
}

func TestWhoeverHoldsAReferenceMaySeeHowThePaymentStandsAndNothingElse(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	b, stranger := s.Browser(t), s.Browser(t)
	order := b.Order()
	reference := b.Begin(order.Text("id"))
	stranger.Post("/api/paystack/verify/"+reference, nil).Want(404)
	seen := stranger.Post("/api/paystack/glimpse/"+reference, nil).Want(200)
	if seen.Text("payment.status") != "pending" || seen.Text("payment.providerStatus") != "abandoned" || seen.Text("order.status") != "pending" {
		t.Errorf("before: %s", seen.Body)
	}
	s.Sandbox.SetWebhookURL("")
	must(t, s.Sandbox.Pay(reference))
	seen = stranger.Post("/api/paystack/glimpse/"+reference, nil).Want(200)
	if seen.Text("payment.status") != "success" || seen.Text("order.status") != "paid" || seen.Text("order.number") != order.Text("number") || seen.Int("payment.amountKobo") != order.Int("totalKobo") {
		t.Errorf("after: %s", seen.Body)
	}
	for _, secret := range []string{"ada@example.com", "Ada", "803", "Ring Road", "Mug", order.Text("id"), "authorizationUrl"} {
		if strings.Contains(string(seen.Body), secret) {
			t.Errorf("a stranger sees %s: %s", secret, seen.Body)
		}
	}
	stranger.Post("/api/paystack/glimpse/nothing", nil).Want(404)
	s.Sandbox.SetFaults(sandbox.Faults{Verify: sandbox.Fault{Kind: sandbox.Fault500}})
	second := b.Begin(b.Order().Text("id"))
	if seen = stranger.Post("/api/paystack/glimpse/"+second, nil).Want(200); seen.Text("payment.status") != "pending" {
		t.Errorf("while Paystack is silent: %s", seen.Body)
	}
}

func TestWhileAPaymentIsUnderWayTheOrderIsNeitherPaidAgainNorCancelled(t *testing.T) {
	t.Parallel()
	s := shoptest.Open(t)
	s.Sandbox.SetWebhookURL("")
	b := s.Browser(t)
	id := b.Order().Text("id")
	reference := b.Begin(id)
	must(t, s.Sandbox.PayLate(reference))
	if order := b.Verify(reference); order.At("order.canPay") != false || order.At("order.canCancel") != false || order.Text("order.status") != "pending" {
		t.Errorf("the order: %s", order.Body)
	}
	b.Post(orders+"/"+id+"/cancel", nil).Refused(409, "order", "order_cannot_move")
	s.Clock.Pass(2 * time.Minute)
	must(t, s.Sandbox.Wait(t.Context()))
	if order := b.Verify(reference); order.Text("order.status") != "paid" {
		t.Errorf("the order: %s", order.Body)
	}
}
