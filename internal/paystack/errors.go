package paystack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// What a failed call may be, for [errors.Is]. A refusal that fits none of them is an [*Error] all the same.
var (
	// ErrNotFound: Paystack knows no such transaction or refund. A key of the other mode or of another
	// account looks exactly like this.
	ErrNotFound = errors.New("paystack: not found")
	// ErrDuplicateReference: the reference was used before on this account and mode.
	ErrDuplicateReference = errors.New("paystack: duplicate reference")
	// ErrInvalidEmail: Paystack does not take the e-mail address, or there is none.
	ErrInvalidEmail = errors.New("paystack: invalid e-mail address")
	// ErrUnauthorized: Paystack does not take the secret key.
	ErrUnauthorized = errors.New("paystack: unauthorized")
	// ErrReversed: a refund of a transaction that was already refunded in full.
	ErrReversed = errors.New("paystack: transaction already reversed")
	// ErrUnavailable: nothing was learnt. The call may or may not have acted: after an initialize or a refund
	// ask what became of it, never assume.
	ErrUnavailable = errors.New("paystack: unavailable")
)

// Error is a failed call. Its texts hold no key, no e-mail address and no body, so it may be logged;
// Message is Paystack's wording for developers, not for shoppers (branch on the sentinels, then on Code).
type Error struct {
	HTTPStatus int    // 0 when there was no answer
	Code       string // such as transaction_not_found; often empty
	Type       string // validation_error, api_error, processor_error or empty
	Message    string
	NextStep   string
	// RetryAfter is what a 429 or 503 asked for, 0 when it did not.
	RetryAfter time.Duration

	call  string
	kind  error
	cause error
}

func (e *Error) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "paystack: %s", e.call)
	if e.HTTPStatus != 0 {
		fmt.Fprintf(&text, ": %d", e.HTTPStatus)
	}
	if e.Code != "" {
		fmt.Fprintf(&text, " %s", e.Code)
	}
	if e.Message != "" {
		fmt.Fprintf(&text, ": %s", e.Message)
	}
	return text.String()
}

// Unwrap gives the sentinel and, when the caller's context ended the call, the context's error.
func (e *Error) Unwrap() []error {
	var all []error
	for _, err := range []error{e.kind, e.cause} {
		if err != nil {
			all = append(all, err)
		}
	}
	return all
}

// classify reads the status first where the status means that nothing was learnt, then the code
// (API reference, "Errors": codes are stable, messages are not).
func classify(status int, code string) error {
	if status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500 {
		return ErrUnavailable
	}
	switch strings.ToLower(code) {
	case "transaction_not_found":
		return ErrNotFound
	case "duplicate_reference":
		return ErrDuplicateReference
	case "invalid_email_address":
		return ErrInvalidEmail
	case "invalid_key":
		return ErrUnauthorized
	case "transaction_reversed":
		return ErrReversed
	}
	switch {
	case status == http.StatusUnauthorized:
		return ErrUnauthorized
	case status == http.StatusNotFound:
		return ErrNotFound
	case status < 400:
		return ErrUnavailable
	}
	return nil
}

func unavailable(call string, status int, why string) *Error {
	return &Error{HTTPStatus: status, Message: why, call: call, kind: ErrUnavailable}
}

// silent is a call that got no answer. The transport's own words are dropped: they quote what was received.
func silent(ctx context.Context, call string, err error) *Error {
	failure := unavailable(call, 0, "no answer")
	var slow net.Error
	switch {
	case errors.Is(err, context.Canceled):
		failure.Message, failure.cause = "the caller gave up", context.Canceled
	case ctx.Err() != nil, errors.As(err, &slow) && slow.Timeout():
		failure.Message, failure.cause = "no answer in time", context.DeadlineExceeded
	case broken(err):
		failure.Message = "the connection broke"
	}
	return failure
}
