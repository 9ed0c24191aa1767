package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// What a fault of a call does before anything has been done.
const (
	FaultDown         = "down"         // the connection is reset
	FaultSlow         = "slow"         // answers truly, after Delay (10 s when 0); nothing is done if the caller has gone by then
	Fault500          = "500"          // Paystack's own error shape
	Fault429          = "429"          // with Retry-After: 1
	FaultUnauthorized = "unauthorized" // 401, as after a change of the key
	FaultHTML         = "html"         // 502 with an HTML page, as from the edge
	FaultGarbage      = "garbage"      // 200 with what is no JSON
	FaultEmpty        = "empty"        // 204
	FaultRedirect     = "redirect"     // 302 to the same path on another host
	FaultRefused      = "refused"      // 200 with status false
	FaultTooLarge     = "too_large"    // 200 with 100 MB of JSON
	FaultDeep         = "deep"         // 200 with 100,000 arrays, one in another
	FaultDuplicate    = "duplicate"    // an initialize hears that its reference was used before; other calls are answered truly
)

// What a fault of a call does once the call has acted.
const (
	FaultHalf        = "half"         // breaks off in the middle of the answer
	FaultLostAnswer  = "lost_answer"  // resets the connection
	FaultLateAnswer  = "late_answer"  // answers after Delay (10 s when 0)
	FaultDrip        = "drip"         // answers byte by byte, over Delay (10 s when 0) in all
	FaultWrongLength = "wrong_length" // announces 10 bytes more than come
	FaultEncoding    = "encoding"     // says that the answer is compressed, which it is not
	FaultTextType    = "text_type"    // the true answer as text/html
)

// What a fault changes in the answer to a call; nothing in the book changes.
const (
	FaultWrongReference = "wrong_reference"
	FaultWrongAmount    = "wrong_amount" // 100 kobo less than charged
	FaultWrongCurrency  = "wrong_currency"
	FaultWrongMode      = "wrong_mode"
	FaultWrongHost      = "wrong_host"   // the page to pay on is somebody else's
	FaultWrongStatus    = "wrong_status" // a word that nobody knows
	FaultWrongTypes     = "wrong_types"  // numbers as objects, texts as numbers
	FaultNoData         = "no_data"      // data is null
	FaultNoFields       = "no_fields"    // data is an empty object, or a list of them
	FaultTwice          = "twice"        // reference, amount, currency, domain and status stand there twice, the second time as a lie
	FaultNegative       = "negative"     // amounts are below zero
	FaultFraction       = "fraction"     // amounts have half a kobo
	FaultHugeID         = "huge_id"      // ids do not fit into 64 bits
)

// What a fault does to webhooks.
const (
	FaultLost      = "lost"      // never sent
	FaultLate      = "late"      // sent after Delay (30 s when 0)
	FaultDoubled   = "doubled"   // sent twice, at once
	FaultReordered = "reordered" // sent after the next event, or after Delay (5 s when 0) if there is none
	FaultForged    = "forged"    // sent once with somebody else's signature
)

// Fault goes wrong on purpose.
type Fault struct {
	Kind string
	// Count is how many calls or events it strikes; 0: all until it is cleared.
	Count int
	Delay time.Duration
}

// Faults are those in force; the zero value is none.
type Faults struct {
	Initialize Fault `json:"initialize,omitzero"`
	Verify     Fault `json:"verify,omitzero"`
	List       Fault `json:"list,omitzero"`   // list, fetch, timeline and disputes
	Refund     Fault `json:"refund,omitzero"` // create, list and fetch
	Webhook    Fault `json:"webhook,omitzero"`
}

type wireFault struct {
	Kind  string `json:"kind"`
	Count int    `json:"count,omitempty"`
	Delay string `json:"delay,omitempty"`
}

// MarshalJSON writes the delay as in "1.5s".
func (f Fault) MarshalJSON() ([]byte, error) {
	wire := wireFault{Kind: f.Kind, Count: f.Count}
	if f.Delay > 0 {
		wire.Delay = f.Delay.String()
	}
	return json.Marshal(wire)
}

// UnmarshalJSON reads {"kind": "slow", "count": 2, "delay": "3s"}.
func (f *Fault) UnmarshalJSON(raw []byte) error {
	var wire wireFault
	if err := json.Unmarshal(raw, &wire); err != nil {
		return err
	}
	*f = Fault{Kind: wire.Kind, Count: wire.Count}
	if wire.Delay != "" {
		delay, err := time.ParseDuration(wire.Delay)
		if err != nil || delay < 0 {
			return fmt.Errorf(`a delay is written like "3s", not %q`, wire.Delay)
		}
		f.Delay = delay
	}
	return nil
}

// operation is what a fault can strike.
type operation string

const (
	opNone       operation = ""
	opInitialize operation = "initialize"
	opVerify     operation = "verify"
	opList       operation = "list"
	opRefund     operation = "refund"
	opWebhook    operation = "webhook"
)

var (
	callFaults = []string{
		FaultDown, FaultSlow, Fault500, Fault429, FaultUnauthorized, FaultHTML, FaultGarbage, FaultEmpty, FaultRedirect, FaultRefused,
		FaultTooLarge, FaultDeep, FaultDuplicate, FaultHalf, FaultLostAnswer, FaultLateAnswer, FaultDrip, FaultWrongLength, FaultEncoding,
		FaultTextType, FaultWrongReference, FaultWrongAmount, FaultWrongCurrency, FaultWrongMode, FaultWrongHost, FaultWrongStatus,
		FaultWrongTypes, FaultNoData, FaultNoFields, FaultTwice, FaultNegative, FaultFraction, FaultHugeID,
	}
	webhookFaults = []string{FaultLost, FaultLate, FaultDoubled, FaultReordered, FaultForged}
)

// CallFaults lists what can go wrong with a call.
func CallFaults() []string { return slices.Clone(callFaults) }

func (f *Faults) at(op operation) *Fault {
	switch op {
	case opInitialize:
		return &f.Initialize
	case opVerify:
		return &f.Verify
	case opList:
		return &f.List
	case opRefund:
		return &f.Refund
	case opWebhook:
		return &f.Webhook
	}
	return nil
}

// take uses up one strike.
func (f *Faults) take(op operation) Fault {
	at := f.at(op)
	if at == nil {
		return Fault{}
	}
	taken := *at
	if at.Count > 0 {
		if at.Count--; at.Count == 0 {
			*at = Fault{}
		}
	}
	return taken
}

func (f *Faults) check() error {
	for _, op := range []operation{opInitialize, opVerify, opList, opRefund, opWebhook} {
		known := callFaults
		if op == opWebhook {
			known = webhookFaults
		}
		if at := f.at(op); at.Kind != "" && !slices.Contains(known, at.Kind) || at.Count < 0 {
			return fmt.Errorf("%s cannot have the fault %q; it can have %q", op, at.Kind, known)
		}
	}
	return nil
}

func (f Fault) delay(otherwise time.Duration) time.Duration {
	if f.Delay > 0 {
		return f.Delay
	}
	return otherwise
}

// Calls counts the calls of an operation that came: initialize, verify, list or refund.
func (s *Sandbox) Calls(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[operation(name)]
}

// Idle reports whether no call is being answered. A slow one acts at its end, whether its caller still listens or not.
func (s *Sandbox) Idle() bool { return s.answering.Load() == 0 }

// SetFaults puts these in place of those in force; Faults{} heals everything. It panics on a kind that does not
// exist, or not for that operation: a rehearsal without its fault would prove nothing.
func (s *Sandbox) SetFaults(faults Faults) {
	if err := faults.check(); err != nil {
		panic("sandbox: " + err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = faults
}
