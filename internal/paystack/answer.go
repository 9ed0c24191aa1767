package paystack

import (
	"encoding/json"
	"encoding/json/jsontext"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// envelope is what every answer of the API is (API reference, "Requests and responses").
type envelope struct {
	Status  *bool           `json:"status"`
	Message *string         `json:"message"`
	Data    json.RawMessage `json:"data"`
	Meta    json.RawMessage `json:"meta"`
	Type    string          `json:"type"`
	Code    string          `json:"code"`
}

// read tells yes from no and both from what no Paystack would say.
func (c *Client) read(call string, answer *http.Response, raw []byte) (envelope, error) {
	status := answer.StatusCode
	if len(raw) > maxAnswer {
		return envelope{}, unavailable(call, status, "the answer is larger than 1 MiB")
	}
	if status >= 300 && status < 400 {
		return envelope{}, unavailable(call, status, "a redirect, which is not followed")
	}
	var got envelope
	// A name that stands twice in an object says two things; which of them a reader takes is chance.
	single := jsontext.Value(raw).IsValid(jsontext.AllowInvalidUTF8(true))
	shaped := single && json.Unmarshal(raw, &got) == nil && got.Status != nil && got.Message != nil
	if shaped && *got.Status && status >= 200 && status < 300 {
		return got, nil
	}
	if !shaped {
		failure := unavailable(call, status, "the answer is not Paystack's")
		failure.RetryAfter = retryAfter(answer.Header)
		return envelope{}, failure
	}
	return envelope{}, c.refusal(call, answer, got)
}

func (c *Client) refusal(call string, answer *http.Response, got envelope) *Error {
	var meta struct {
		NextStep string `json:"nextStep"`
	}
	_ = json.Unmarshal(got.Meta, &meta) // an error without a next step is still an error
	return &Error{
		HTTPStatus: answer.StatusCode,
		Code:       c.clean(got.Code),
		Type:       c.clean(got.Type),
		Message:    c.clean(*got.Message),
		NextStep:   c.clean(meta.NextStep),
		RetryAfter: retryAfter(answer.Header),
		call:       call,
		kind:       classify(answer.StatusCode, got.Code),
	}
}

// clean makes Paystack's words fit for a log: no key, no e-mail address, no control characters, not long.
func (c *Client) clean(text string) string {
	text = strings.ReplaceAll(text, c.key, "[key]")
	words := strings.Fields(strings.ToValidUTF8(text, ""))
	for i, word := range words {
		if strings.Contains(word, "@") {
			words[i] = "[address]"
		}
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.Join(words, " "))
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200]) + "…"
	}
	return text
}

// retryAfter reads the seconds that a 429 or 503 asks for; 0 when it asks for none.
func retryAfter(header http.Header) time.Duration {
	seconds, err := strconv.ParseUint(header.Get("Retry-After"), 10, 16)
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
