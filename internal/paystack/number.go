package paystack

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"lovegiftings/internal/money"
)

var errShape = errors.New("not the documented shape")

// integer is a JSON number written in digits alone. 100.5, 100.0, 1e3, -1 and "100" are refused:
// an amount that needs rounding is not an amount.
type integer uint64

func (n *integer) UnmarshalJSON(raw []byte) error {
	read, err := digits(raw)
	*n = integer(read)
	return err
}

// lax is an integer that may also come as a string of digits, where the documentation shows both
// (refund webhooks, a refund's id, the paging of lists). Null leaves it alone.
type lax uint64

func (n *lax) UnmarshalJSON(raw []byte) error {
	if string(raw) == "null" {
		return nil
	}
	if len(raw) >= 2 && raw[0] == '"' && raw[len(raw)-1] == '"' {
		raw = raw[1 : len(raw)-1]
	}
	read, err := digits(raw)
	*n = lax(read)
	return err
}

func digits(raw []byte) (uint64, error) {
	if len(bytes.Trim(raw, "0123456789")) > 0 || (len(raw) > 1 && raw[0] == '0') {
		return 0, errShape
	}
	return strconv.ParseUint(string(raw), 10, 64)
}

// kobo refuses what a float64 could not hold exactly, far above Paystack's ceiling ([money.Max]).
func kobo(n uint64) (money.Kobo, error) {
	if n > 1<<53-1 {
		return 0, errShape
	}
	return money.Kobo(n), nil
}

// value reads null as "".
func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// moment reads the formats that Paystack's answers carry, as UTC. Null, and a format nobody has seen yet,
// read as the zero time: no decision about money hangs on a date.
func moment(texts ...*string) time.Time {
	for _, text := range texts {
		if text == nil {
			continue
		}
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
			if at, err := time.Parse(layout, *text); err == nil {
				return at.UTC()
			}
		}
	}
	return time.Time{}
}

// metadata gives the object that was sent at initialize, also when Paystack hands it back as a string.
// "", null and 0, which mean none, give nil.
func metadata(raw json.RawMessage) json.RawMessage {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || raw[0] != '{' || !json.Valid(raw) {
		return nil
	}
	return raw
}
