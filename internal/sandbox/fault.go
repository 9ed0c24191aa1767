package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// What a fault does. The first seven are for calls; with all but the last two nothing is done before the fault shows.
const (
	FaultDown       = "down"        // the connection is reset
	FaultSlow       = "slow"        // answers truly, after Delay (10 s when 0)
	Fault500        = "500"         // Paystack's own error shape
	Fault429        = "429"         // with Retry-After: 1
	FaultHTML       = "html"        // 502 with an HTML page, as from the edge
	FaultGarbage    = "garbage"     // 200 with what is no JSON
	FaultHalf       = "half"        // acts, then breaks off in the middle of the answer
	FaultLostAnswer = "lost_answer" // acts, then resets the connection

	// The answer is about something else; nothing in the book changes.
	FaultWrongReference = "wrong_reference"
	FaultWrongAmount    = "wrong_amount" // 100 kobo less than charged
	FaultWrongCurrency  = "wrong_currency"
	FaultWrongMode      = "wrong_mode"

	// For webhooks.
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
		"", FaultDown, FaultSlow, Fault500, Fault429, FaultHTML, FaultGarbage, FaultHalf, FaultLostAnswer,
		FaultWrongReference, FaultWrongAmount, FaultWrongCurrency, FaultWrongMode,
	}
	webhookFaults = []string{"", FaultLost, FaultLate, FaultDoubled, FaultReordered, FaultForged}
)

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
		if at := f.at(op); !slices.Contains(known, at.Kind) || at.Count < 0 {
			return fmt.Errorf("%s cannot have the fault %q; it can have %q", op, at.Kind, known[1:])
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

// twist changes what an answer is about.
func (f Fault) twist(body object) object {
	if len(body) == 0 {
		return body
	}
	for i, part := range body {
		if part.name != "data" {
			continue
		}
		switch data := part.value.(type) {
		case object:
			body[i].value = f.twistData(data)
		case []object:
			for at := range data {
				data[at] = f.twistData(data[at])
			}
		}
	}
	return body
}

func (f Fault) twistData(data object) object {
	for i, part := range data {
		switch {
		case f.Kind == FaultWrongReference && part.name == "reference":
			data[i].value = fmt.Sprint(part.value, "x")
		case f.Kind == FaultWrongAmount && part.name == "amount":
			data[i].value = less(part.value)
		case f.Kind == FaultWrongCurrency && part.name == "currency":
			data[i].value = "USD"
		case f.Kind == FaultWrongMode && part.name == "domain":
			data[i].value = map[any]string{"test": "live", "live": "test"}[part.value]
		}
	}
	return data
}
