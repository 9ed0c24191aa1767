package shoptest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strconv"
	"strings"
	"testing"

	"lovegiftings/internal/contract"
)

// Contract is the HTTP contract that every browser's exchanges are held against; nil leaves them unchecked.
var Contract *contract.Contract

// Browser is one shopper's: it keeps cookies, follows no redirect and may carry a token.
type Browser struct {
	Token string // PocketBase's, of a shopper or of an owner

	t      testing.TB
	client *http.Client
	shop   *Shop
}

// Browser opens a new browser at the shop.
func (s *Shop) Browser(t testing.TB) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &Browser{t: t, shop: s, client: &http.Client{
		Jar:           jar,
		Transport:     s.wires,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if Contract != nil {
		b.client.Transport = Contract.Transport(t, s.wires)
	}
	return b
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte

	t    testing.TB
	what string
}

// Get, Post, Patch and Delete send one request. A body is sent as JSON unless it is []byte, which goes as it is; nil
// sends none. headers are names and values in turn.
func (b *Browser) Get(path string, headers ...string) Answer {
	b.t.Helper()
	return b.Do(http.MethodGet, path, nil, headers...)
}

// Post is described at [Browser.Get].
func (b *Browser) Post(path string, body any, headers ...string) Answer {
	b.t.Helper()
	return b.Do(http.MethodPost, path, body, headers...)
}

// Patch is described at [Browser.Get].
func (b *Browser) Patch(path string, body any, headers ...string) Answer {
	b.t.Helper()
	return b.Do(http.MethodPatch, path, body, headers...)
}

// Delete is described at [Browser.Get].
func (b *Browser) Delete(path string, headers ...string) Answer {
	b.t.Helper()
	return b.Do(http.MethodDelete, path, nil, headers...)
}

// Do sends one request, described at [Browser.Get].
func (b *Browser) Do(method, path string, body any, headers ...string) Answer {
	b.t.Helper()
	var sent io.Reader
	switch content := body.(type) {
	case nil:
	case []byte:
		sent = bytes.NewReader(content)
	default:
		written, err := json.Marshal(body)
		if err != nil {
			b.t.Fatal(err)
		}
		sent = bytes.NewReader(written)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), method, b.shop.address+path, sent)
	if err != nil {
		b.t.Fatal(err)
	}
	if sent != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if b.Token != "" {
		request.Header.Set("Authorization", b.Token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := b.client.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return Answer{Status: response.StatusCode, Header: response.Header, Body: content, t: b.t, what: method + " " + path}
}

// Want fails the test unless the answer has this status, and gives the answer back.
func (a Answer) Want(status int) Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("%s answered %d, want %d: %s", a.what, a.Status, status, a.Body)
	}
	return a
}

// Refused fails the test unless the answer has this status and carries the code at the field.
func (a Answer) Refused(status int, field, code string) Answer {
	a.t.Helper()
	a.Want(status)
	var told struct {
		Message string
		Data    map[string]struct{ Code, Message string }
	}
	if err := json.Unmarshal(a.Body, &told); err != nil {
		a.t.Fatalf("%s answered no refusal: %s", a.what, a.Body)
	}
	if told.Data[field].Code != code || told.Data[field].Message == "" || told.Message == "" {
		a.t.Fatalf("%s: want code %q with a sentence at %q: %s", a.what, code, field, a.Body)
	}
	return a
}

// At gives the value at a dotted path of the answer's JSON, such as items.0.quantity: string, float64, bool, nil, []any
// or map[string]any. It fails the test when there is none.
func (a Answer) At(path string) any {
	a.t.Helper()
	var value any
	if err := json.Unmarshal(a.Body, &value); err != nil {
		a.t.Fatalf("%s answered no JSON: %s", a.what, a.Body)
	}
	for step := range strings.SplitSeq(path, ".") {
		var ok bool
		switch at := value.(type) {
		case map[string]any:
			value, ok = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if ok = err == nil && i >= 0 && i < len(at); ok {
				value = at[i]
			}
		}
		if !ok {
			a.t.Fatalf("%s: nothing at %q: %s", a.what, path, a.Body)
		}
	}
	return value
}

// Text is [Answer.At] for a text.
func (a Answer) Text(path string) string {
	a.t.Helper()
	text, ok := a.At(path).(string)
	if !ok {
		a.t.Fatalf("%s: no text at %q: %s", a.what, path, a.Body)
	}
	return text
}

// Int is [Answer.At] for a whole number.
func (a Answer) Int(path string) int {
	a.t.Helper()
	number, ok := a.At(path).(float64)
	if !ok {
		a.t.Fatalf("%s: no number at %q: %s", a.what, path, a.Body)
	}
	return int(number)
}

// Len is the length of the list at the path, or of the whole answer when the path is empty.
func (a Answer) Len(path string) int {
	a.t.Helper()
	if path == "" {
		var list []any
		if err := json.Unmarshal(a.Body, &list); err != nil {
			a.t.Fatalf("%s answered no list: %s", a.what, a.Body)
		}
		return len(list)
	}
	list, ok := a.At(path).([]any)
	if !ok {
		a.t.Fatalf("%s: no list at %q: %s", a.what, path, a.Body)
	}
	return len(list)
}
