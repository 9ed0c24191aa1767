package paystack

import (
	"errors"
	"strings"
	"testing"
)

const (
	vectorBody = `{"event":"charge.success","data":{"id":4099260516,"reference":"ord-1001.a1","amount":500000,"currency":"NGN","metadata":{"note":"Tom & Jerry <3 café"}}}`
	vectorSum  = "5eca0cb9f1f2e0fefd6d0190303cfbb6775181771a9d7f6e4b12a7096cc99028095c2089997e04ec54845f9f6be6f5476a2ec5894c0168208a0ef03bf9848762"
)

func TestSignaturesAreOverTheRawBytes(t *testing.T) {
	if len(vectorBody) != 153 {
		t.Fatalf("the vector has %d bytes, not 153", len(vectorBody))
	}
	if got := Sign(testKey, []byte(vectorBody)); got != vectorSum {
		t.Errorf("Sign = %s", got)
	}
	c, _ := New(testKey, Options{})
	if !c.Signed([]byte(vectorBody), vectorSum) {
		t.Error("the true signature is refused")
	}
	for name, row := range map[string][2]string{
		"one byte more":        {vectorBody + " ", vectorSum},
		"no signature":         {vectorBody, ""},
		"half a signature":     {vectorBody, vectorSum[:64]},
		"one digit wrong":      {vectorBody, strings.Replace(vectorSum, "5", "6", 1)},
		"not hex":              {vectorBody, strings.Replace(vectorSum, "5", "g", 1)},
		"somebody else's":      {vectorBody, Sign("sk_test_other", []byte(vectorBody))},
		"an empty body's":      {"", vectorSum},
		"re-encoded ampersand": {strings.Replace(vectorBody, "&", `\u0026`, 1), vectorSum},
	} {
		if c.Signed([]byte(row[0]), row[1]) {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestWhatWasSignedWithTheKeyBeforeIsStillPaystacks(t *testing.T) {
	const former = "sk_test_former_0001"
	c, err := New(testKey, Options{PreviousKey: former})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(vectorBody)
	for key, want := range map[string]bool{testKey: true, former: true, "sk_test_older_0001": false, "": false} {
		if got := c.Signed(body, Sign(key, body)); got != want {
			t.Errorf("signed with %q: taken %v, want %v", key, got, want)
		}
	}
	alone, _ := New(testKey, Options{})
	if alone.Signed(body, Sign("", body)) || alone.Signed(body, Sign(former, body)) {
		t.Error("without a key before it, another signature is taken")
	}
	if _, err := New(testKey, Options{PreviousKey: "pk_test_public"}); err == nil || strings.Contains(err.Error(), "pk_test_public") {
		t.Errorf("a wrong key before it: %v", err)
	}
}

func TestEventsAreReadWhereverTheyKeepTheirReference(t *testing.T) {
	for name, row := range map[string]struct {
		body string
		want Event
	}{
		"charge": {vectorBody, Event{Name: "charge.success", Reference: "ord-1001.a1", ID: "4099260516", Currency: "NGN", Amount: 500000}},
		"refund": {
			`{"event":"refund.processed","data":{"status":"processed","transaction_reference":"ord-1","refund_reference":"R1","amount":"500","currency":"NGN","domain":"test"}}`,
			Event{Name: "refund.processed", Reference: "ord-1", RefundReference: "R1", Amount: 500, Currency: "NGN", Mode: "test", Status: "processed"},
		},
		"refund that failed": {
			`{"event":"refund.failed","data":{"reference":"not this","transaction_reference":"ord-1","refund_reference":null,"amount":500}}`,
			Event{Name: "refund.failed", Reference: "ord-1", Amount: 500},
		},
		"dispute": {
			`{"event":"charge.dispute.create","data":{"id":9,"transaction":{"id":1,"reference":"ord-1"},"transaction_reference":null,"status":"pending"}}`,
			Event{Name: "charge.dispute.create", Reference: "ord-1", ID: "9", Status: "pending"},
		},
		"rejected transfer": {
			`{"event":"bank.transfer.rejected","data":{"bank_transfer":{"transaction_id":4099260516},"message_type":"INCORRECT_AMOUNT"}}`,
			Event{Name: "bank.transfer.rejected", TransactionID: "4099260516"},
		},
		"unknown event": {`{"event":"invoice.create","data":{"id":"INV_1","amount":1.5}}`, Event{Name: "invoice.create"}},
		"large id":      {`{"event":"charge.success","data":{"id":18446744073709551615,"reference":7}}`, Event{Name: "charge.success", ID: "18446744073709551615"}},
		"null id":       {`{"event":"charge.success","data":{"id":null,"transaction":[]}}`, Event{Name: "charge.success"}},
	} {
		if got, err := ParseEvent([]byte(row.body)); err != nil || got != row.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestWhatIsNoEventIsMalformed(t *testing.T) {
	for _, body := range []string{
		``, `null`, `[]`, `"charge.success"`, `{}`, `{"event":""}`, `{"event":"","data":{}}`, `{"data":{}}`, `{"event":"x"}`, `{"event":"x","data":null}`, `{"event":"x","data":[]}`,
		`{"event":"x","data":"y"}`, `{"event":1,"data":{}}`, `{"event":"x","data":{}`, `{"event":"x","data":{}}}`, "\xff",
	} {
		if got, err := ParseEvent([]byte(body)); !errors.Is(err, ErrMalformedEvent) {
			t.Errorf("%q: %+v, %v", body, got, err)
		}
	}
}

func TestTheSameEventHasOneKeyAndOthersHaveOthers(t *testing.T) {
	parse := func(body string) string {
		t.Helper()
		event, err := ParseEvent([]byte(body))
		if err != nil {
			t.Fatal(err)
		}
		return event.Key()
	}
	first := parse(`{"event":"refund.pending","data":{"transaction_reference":"a","refund_reference":null,"amount":"500"}}`)
	if again := parse(`{"data":{"amount":500,"transaction_reference":"a"},"event":"refund.pending"}`); again != first {
		t.Errorf("%q and %q", first, again)
	}
	seen := map[string]bool{}
	for _, body := range []string{
		`{"event":"refund.pending","data":{"transaction_reference":"a","amount":"500"}}`,
		`{"event":"refund.processed","data":{"transaction_reference":"a","amount":"500"}}`,
		`{"event":"refund.pending","data":{"transaction_reference":"b","amount":"500"}}`,
		`{"event":"refund.pending","data":{"transaction_reference":"a","amount":"501"}}`,
		`{"event":"refund.pending","data":{"transaction_reference":"a","refund_reference":"R","amount":"500"}}`,
		`{"event":"charge.success","data":{"id":1,"reference":"a"}}`,
		`{"event":"charge.success","data":{"id":2,"reference":"a"}}`,
		`{"event":"bank.transfer.rejected","data":{"bank_transfer":{"transaction_id":1}}}`,
		`{"event":"bank.transfer.rejected","data":{"bank_transfer":{"transaction_id":2}}}`,
	} {
		key := parse(body)
		if seen[key] {
			t.Errorf("%s: the key %q was there", body, key)
		}
		seen[key] = true
	}
}

func FuzzParseEvent(f *testing.F) {
	f.Add([]byte(vectorBody))
	f.Add([]byte(`{"event":"refund.processed","data":{"transaction_reference":"ord-1","amount":"500"}}`))
	f.Add([]byte(`{"event":"charge.dispute.create","data":{"id":"9","transaction":{"reference":"ord-1"}}}`))
	f.Add([]byte(`{"event":"bank.transfer.rejected","data":{"bank_transfer":{"transaction_id":1e3}}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		event, err := ParseEvent(body)
		if err != nil {
			if !errors.Is(err, ErrMalformedEvent) || event != (Event{}) {
				t.Errorf("%+v, %v", event, err)
			}
			return
		}
		if event.Name == "" || event.Amount < 0 || strings.Trim(event.ID+event.TransactionID, "0123456789") != "" {
			t.Errorf("%+v", event)
		}
	})
}
