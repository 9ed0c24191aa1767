package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lovegiftings/internal/money"
)

const (
	maxBody  = 1 << 20
	maxDepth = 64 // of bracket keys, PHP's own limit
)

var errBody = errors.New("sandbox: the body is neither a JSON object nor a form")

// values is a request's body: strings, json.Number, bool, nil, values and []any.
type values map[string]any

// readBody takes what real integrations send: JSON with or without a Content-Type, and forms with bracket keys
// (the PHP samples and the WooCommerce plugin); chunked or not.
func readBody(request *http.Request) (values, error) {
	raw, err := io.ReadAll(io.LimitReader(request.Body, maxBody+1))
	if err != nil || len(raw) > maxBody {
		return nil, errBody
	}
	kind, _, _ := mime.ParseMediaType(request.Header.Get("Content-Type"))
	if kind == "application/x-www-form-urlencoded" {
		form, err := url.ParseQuery(string(raw))
		if err != nil {
			return nil, errBody
		}
		return nest(form), nil
	}
	var body map[string]any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil || body == nil {
		return nil, errBody
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, errBody
	}
	return body, nil
}

// nest opens bracket keys: metadata[cancel_action]=… becomes an object, channels[]=… and channels[0]=… an array.
func nest(form url.Values) values {
	body := map[string]any{}
	for key, all := range form {
		for _, value := range all {
			name, rest, _ := strings.Cut(key, "[")
			path := []string{name}
			if rest != "" {
				path = append(path, strings.Split(strings.TrimSuffix(rest, "]"), "][")...)
			}
			if len(path) <= maxDepth {
				put(body, path, value)
			}
		}
	}
	for name, value := range body {
		body[name] = arrays(value)
	}
	return body
}

func put(into map[string]any, path []string, value string) {
	name := path[0]
	if name == "" {
		name = strconv.Itoa(len(into))
	}
	if len(path) == 1 {
		into[name] = value
		return
	}
	inner, ok := into[name].(map[string]any)
	if !ok {
		inner = map[string]any{}
		into[name] = inner
	}
	put(inner, path[1:], value)
}

// arrays turns objects whose keys are 0, 1, 2 … into arrays.
func arrays(value any) any {
	fields, ok := value.(map[string]any)
	if !ok {
		return value
	}
	for name, inner := range fields {
		fields[name] = arrays(inner)
	}
	list := make([]any, 0, len(fields))
	for i := range len(fields) {
		item, ok := fields[strconv.Itoa(i)]
		if !ok {
			return fields
		}
		list = append(list, item)
	}
	if len(list) == 0 {
		return fields
	}
	return list
}

// text gives a string or a number as text, and "" for all else.
func (v values) text(name string) string {
	switch value := v[name].(type) {
	case string:
		return strings.TrimSpace(value)
	case json.Number:
		return value.String()
	}
	return ""
}

// What an amount can be wrong in, each with its own answer.
var (
	errAmount     = errors.New("not a positive integer")
	errFraction   = errors.New("not an integer")
	errZero       = errors.New("zero")
	errOverLimit  = errors.New("over the limit")
	errNoneAmount = errors.New("none given")
)

// amount reads an integer in subunits from a number or a string of one, as JavaScript would: 1e3 and 100.0 are integers.
func (v values) amount(name string) (money.Kobo, error) {
	written := v.text(name)
	if written == "" {
		if v[name] == nil || v[name] == "" {
			return 0, errNoneAmount
		}
		return 0, errAmount
	}
	number, err := strconv.ParseFloat(written, 64)
	switch {
	case err != nil || math.IsNaN(number) || math.IsInf(number, 0) || number < 0 || strings.ContainsAny(written, "xX_"):
		return 0, errAmount
	case number != math.Trunc(number):
		return 0, errFraction
	case number == 0:
		return 0, errZero
	case number > float64(money.Max):
		return 0, errOverLimit
	}
	return money.Kobo(number), nil
}

// list gives an array of strings; a single string counts as one.
func (v values) list(name string) []string {
	var all []string
	switch value := v[name].(type) {
	case string:
		all = append(all, value)
	case []any:
		for _, item := range value {
			if text, ok := item.(string); ok {
				all = append(all, text)
			}
		}
	}
	return all
}

// metadata gives the JSON to hand back later: an object also when it came as a string of one, nil when there was none.
func (v values) metadata() json.RawMessage {
	value := v["metadata"]
	if text, ok := value.(string); ok {
		if strings.TrimSpace(text) == "" {
			return nil
		}
		var opened map[string]any
		if json.Unmarshal([]byte(text), &opened) == nil && opened != nil {
			var out bytes.Buffer
			if json.Compact(&out, []byte(text)) == nil {
				return out.Bytes()
			}
		}
	}
	if value == nil {
		return nil
	}
	raw, err := encode(value)
	if err != nil {
		return nil
	}
	return raw
}
