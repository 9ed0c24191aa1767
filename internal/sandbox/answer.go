package sandbox

import (
	"bytes"
	"encoding/json"
	"net/http"
	"time"
)

// object is a JSON object that keeps its order of keys. A nil value is null.
type object []field

type field struct {
	name  string
	value any
}

// MarshalJSON writes the fields in their order, with & < > as they are, as Paystack does.
func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, f := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		name, err := encode(f.name)
		if err != nil {
			return nil, err
		}
		value, err := encode(f.value)
		if err != nil {
			return nil, err
		}
		out.Write(name)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func encode(value any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

// reply is an answer of the API before it is written.
type reply struct {
	status int
	body   object
}

func said(message string, data any, meta ...field) reply {
	return reply{http.StatusOK, append(object{{"status", true}, {"message", message}, {"data", data}}, meta...)}
}

// refused is an error in Paystack's shape. kind and code may be empty: errors of the gateway carry only the message.
func refused(status int, message, kind, code, nextStep string) reply {
	body := object{{"status", false}, {"message", message}}
	if nextStep != "" {
		body = append(body, field{"meta", object{{"nextStep", nextStep}}})
	}
	if kind != "" {
		body = append(body, field{"type", kind})
	}
	if code != "" {
		body = append(body, field{"code", code})
	}
	return reply{status, body}
}

const (
	validation = "validation_error"
	checkInput = "Ensure that the value(s) you're passing are valid."
)

func badInput(message, code string) reply {
	return refused(http.StatusBadRequest, message, validation, code, checkInput)
}

// moment writes a time as Paystack does, in UTC with milliseconds; the zero time is null.
func moment(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}
