package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"lovegiftings/internal/paystack"
)

// verified is a transaction as verify gives it: the 32 keys of the official schema, both spellings of the dates.
func (s *Sandbox) verified(t *Transaction) object {
	return append(s.common(t),
		field{"plan", nil},
		field{"split", object{}},
		field{"order_id", nil},
		field{"paidAt", moment(t.PaidAt)},
		field{"createdAt", moment(t.CreatedAt)},
		field{"requested_amount", t.RequestedKobo},
		field{"pos_transaction_data", nil},
		field{"source", nil},
		field{"fees_breakdown", nil},
		field{"connect", nil},
		field{"transaction_date", moment(t.CreatedAt)},
		field{"plan_object", object{}},
		field{"subaccount", object{}},
	)
}

// fetched is one by id: as verified, with helpdesk_link, an object as plan, without transaction_date and plan_object.
func (s *Sandbox) fetched(t *Transaction) object {
	return append(s.common(t),
		field{"plan", object{}},
		field{"split", object{}},
		field{"order_id", nil},
		field{"paidAt", moment(t.PaidAt)},
		field{"createdAt", moment(t.CreatedAt)},
		field{"requested_amount", t.RequestedKobo},
		field{"pos_transaction_data", nil},
		field{"source", source},
		field{"fees_breakdown", nil},
		field{"connect", nil},
		field{"helpdesk_link", nil},
		field{"subaccount", object{}},
	)
}

// listed is an item of the list.
func (s *Sandbox) listed(t *Transaction) object {
	return append(s.common(t),
		field{"plan", object{}},
		field{"split", object{}},
		field{"subaccount", object{}},
		field{"order_id", nil},
		field{"paidAt", moment(t.PaidAt)},
		field{"createdAt", moment(t.CreatedAt)},
		field{"requested_amount", t.RequestedKobo},
		field{"source", source},
		field{"connect", nil},
		field{"pos_transaction_data", nil},
	)
}

// charged is the data of charge.success.
func (s *Sandbox) charged(t *Transaction) object {
	return object{
		{"id", t.ID},
		{"domain", s.mode},
		{"status", t.Status},
		{"reference", t.Reference},
		{"amount", t.AmountKobo},
		{"message", nil},
		{"gateway_response", t.GatewayResponse},
		{"paid_at", moment(t.PaidAt)},
		{"created_at", moment(t.CreatedAt)},
		{"channel", t.Channel},
		{"currency", t.Currency},
		{"ip_address", t.IP},
		{"metadata", t.metadataWire(0)},
		{"fees_breakdown", nil},
		{"log", nil},
		{"fees", t.FeesKobo},
		{"fees_split", nil},
		{"authorization", t.authorization()},
		{"customer", s.customer(t)},
		{"plan", object{}},
		{"subaccount", object{}},
		{"split", object{}},
		{"order_id", nil},
		{"paidAt", moment(t.PaidAt)},
		{"requested_amount", t.RequestedKobo},
		{"pos_transaction_data", nil},
		{"source", object{{"type", "api"}, {"source", "merchant_api"}, {"entry_point", "transaction_initialize"}, {"identifier", nil}}},
	}
}

var source = object{{"source", "merchant_api"}, {"type", "api"}, {"identifier", nil}, {"entry_point", "transaction_initialize"}}

func (s *Sandbox) common(t *Transaction) object {
	var fees, log any
	if !t.PaidAt.IsZero() {
		fees = t.FeesKobo
	}
	if len(t.Steps) > 0 {
		log = t.log()
	}
	return object{
		{"id", t.ID},
		{"domain", s.mode},
		{"status", t.Status},
		{"reference", t.Reference},
		{"receipt_number", nil},
		{"amount", t.AmountKobo},
		{"message", nil},
		{"gateway_response", t.GatewayResponse},
		{"paid_at", moment(t.PaidAt)},
		{"created_at", moment(t.CreatedAt)},
		{"channel", t.Channel},
		{"currency", t.Currency},
		{"ip_address", t.IP},
		{"metadata", t.metadataWire("")},
		{"log", log},
		{"fees", fees},
		{"fees_split", nil},
		{"authorization", t.authorization()},
		{"customer", s.customer(t)},
	}
}

// metadataWire is the metadata, or none in the words of the place: "" in reads, 0 in charge.success.
func (t *Transaction) metadataWire(none any) any {
	if len(t.Metadata) == 0 {
		return none
	}
	return t.Metadata
}

func (t *Transaction) metadataFields() map[string]any {
	var fields map[string]any
	decoder := json.NewDecoder(bytes.NewReader(t.Metadata))
	decoder.UseNumber()
	_ = decoder.Decode(&fields) // metadata that is not an object has no fields
	return fields
}

// log is also the answer of the timeline.
func (t *Transaction) log() object {
	start := t.Steps[0].At
	history := make([]object, 0, len(t.Steps))
	failures := 0
	for _, step := range t.Steps {
		if step.Kind == "error" {
			failures++
		}
		history = append(history, object{
			{"type", step.Kind}, {"message", step.Message}, {"time", int(step.At.Sub(start) / time.Second)},
		})
	}
	return object{
		{"start_time", start.Unix()},
		{"time_spent", int(t.Steps[len(t.Steps)-1].At.Sub(start) / time.Second)},
		{"attempts", 1},
		{"errors", failures},
		{"success", !t.PaidAt.IsZero()},
		{"mobile", false},
		{"input", []any{}},
		{"history", history},
	}
}

// authorization is {} until paid. The trailing space of card_type is Paystack's.
func (t *Transaction) authorization() object {
	if t.PaidAt.IsZero() {
		return object{}
	}
	all := object{
		{"authorization_code", fmt.Sprintf("AUTH_sbx%07d", t.ID-firstID+1)},
		{"bin", "408408"},
		{"last4", t.Card},
		{"exp_month", "12"},
		{"exp_year", "2030"},
		{"channel", t.Channel},
		{"card_type", "visa "},
		{"bank", "TEST BANK"},
		{"country_code", "NG"},
		{"brand", "visa"},
		{"reusable", t.Channel == "card"},
		{"signature", fmt.Sprintf("SIG_sbx%014d", t.ID-firstID+1)},
		{"account_name", nil},
		{"receiver_bank_account_number", nil},
		{"receiver_bank", nil},
	}
	if t.Channel != "card" {
		for i, f := range all {
			switch f.name {
			case "bin":
				all[i].value = "000XXX"
			case "last4":
				all[i].value = "X000"
			case "card_type":
				all[i].value = "transfer"
			case "brand":
				all[i].value = "Managed Account"
			}
		}
	}
	if t.Channel == "bank_transfer" {
		all = append(all, object{
			{"sender_name", "TEST CUSTOMER"},
			{"sender_bank", "TEST BANK"},
			{"sender_country", "NG"},
			{"sender_bank_account_number", "XXXXXX0000"},
			{"narration", "Payment " + t.Reference},
		}...)
	}
	return all
}

func (s *Sandbox) customer(t *Transaction) object {
	id := s.book.customer(t.Email)
	return object{
		{"id", id},
		{"first_name", ""},
		{"last_name", ""},
		{"email", t.Email},
		{"customer_code", fmt.Sprintf("CUS_sbx%011d", id)},
		{"phone", ""},
		{"metadata", nil},
		{"risk_action", "default"},
		{"international_format_phone", nil},
	}
}

// paid tells whether money came and was not given back whole.
func (t *Transaction) paid() bool { return t.Status == paystack.StatusSuccess }
