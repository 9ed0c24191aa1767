package sandbox

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v5"
)

const (
	jsonType = "application/json; charset=utf-8"
	// tooLarge is the length in bytes of an answer that nobody should read.
	tooLarge = 100 << 20
	// tooDeep is how many arrays stand one in another.
	tooDeep = 100_000
	// drops is in how many parts an answer drips.
	drops = 40
)

// before is what a fault does in place of acting; done says that the call has been answered.
func (s *Sandbox) before(c *echo.Context, fault Fault, op operation) (done bool, err error) {
	switch fault.Kind {
	case FaultDown:
		return true, reset(c)
	case FaultSlow:
		return !s.pass(c, fault.delay(10*time.Second)), nil
	case Fault500:
		return true, write(c, refused(http.StatusInternalServerError, "An error occurred", "api_error", "unknown", ""))
	case Fault429:
		c.Response().Header().Set("Retry-After", "1")
		return true, write(c, refused(http.StatusTooManyRequests, "Too many requests", "api_error", "rate_limited", ""))
	case FaultUnauthorized:
		return true, write(c, wrongKey)
	case FaultHTML:
		return true, c.HTML(http.StatusBadGateway, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>")
	case FaultGarbage:
		return true, c.Blob(http.StatusOK, jsonType, []byte("\x1f\x8b status: true, more or less"))
	case FaultEmpty:
		return true, c.NoContent(http.StatusNoContent)
	case FaultRedirect:
		return true, c.Redirect(http.StatusFound, "https://paystack.example.net"+c.Request().URL.Path)
	case FaultRefused:
		return true, write(c, reply{http.StatusOK, object{{"status", false}, {"message", "Not now"}, {"data", nil}}})
	case FaultTooLarge:
		return true, flood(c)
	case FaultDeep:
		nested := append(bytes.Repeat([]byte("["), tooDeep), bytes.Repeat([]byte("]"), tooDeep)...)
		return true, c.Blob(http.StatusOK, jsonType, fmt.Appendf(nil, `{"status":true,"message":"Deep","data":%s}`, nested))
	case FaultDuplicate:
		if op == opInitialize {
			return true, write(c, duplicateReference)
		}
	}
	return false, nil
}

// after writes an answer as a fault has it.
func (s *Sandbox) after(c *echo.Context, fault Fault, got reply) error {
	raw, err := encode(fault.twist(got.body))
	if err != nil {
		return err
	}
	header := c.Response().Header()
	switch fault.Kind {
	case FaultLostAnswer:
		return reset(c)
	case FaultHalf, FaultWrongLength:
		announced, sent := len(raw), len(raw)/2
		if fault.Kind == FaultWrongLength {
			announced, sent = len(raw)+10, len(raw)
		}
		header.Set("Content-Length", strconv.Itoa(announced))
		_ = c.Blob(got.status, jsonType, raw[:sent]) // nobody is to hear the rest
		_ = http.NewResponseController(c.Response()).Flush()
		panic(http.ErrAbortHandler)
	case FaultLateAnswer:
		if !s.pass(c, fault.delay(10*time.Second)) {
			return nil
		}
	case FaultDrip:
		return s.drip(c, got.status, raw, fault.delay(10*time.Second))
	case FaultEncoding:
		header.Set("Content-Encoding", "gzip")
	case FaultTextType:
		return c.Blob(got.status, "text/html; charset=utf-8", raw)
	}
	return c.Blob(got.status, jsonType, raw)
}

// pass waits, and tells whether the caller is still there.
func (s *Sandbox) pass(c *echo.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-c.Request().Context().Done():
		return false
	case <-s.ended.Done():
	case <-timer.C:
	}
	return true
}

func (s *Sandbox) drip(c *echo.Context, status int, raw []byte, over time.Duration) error {
	c.Response().Header().Set("Content-Type", jsonType)
	c.Response().WriteHeader(status)
	for i := range drops {
		if _, err := c.Response().Write(raw[len(raw)*i/drops : len(raw)*(i+1)/drops]); err != nil {
			return nil // the caller has gone
		}
		_ = http.NewResponseController(c.Response()).Flush()
		if !s.pass(c, over/drops) {
			return nil
		}
	}
	return nil
}

// flood begins as an answer and goes on as long as the caller reads, at most [tooLarge].
func flood(c *echo.Context) error {
	c.Response().Header().Set("Content-Type", jsonType)
	c.Response().WriteHeader(http.StatusOK)
	if _, err := c.Response().Write([]byte(`{"status":true,"message":"Large","data":"`)); err != nil {
		return nil
	}
	part := bytes.Repeat([]byte("0"), 64<<10)
	for range tooLarge / len(part) {
		if _, err := c.Response().Write(part); err != nil {
			return nil // the caller has gone, as it should
		}
	}
	_, _ = c.Response().Write([]byte(`"}`))
	return nil
}

// reset breaks the connection so that the caller sees "connection reset by peer" where the protocol allows it.
func reset(c *echo.Context) error {
	if conn, _, err := http.NewResponseController(c.Response()).Hijack(); err == nil {
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // without it the caller sees an end, which is broken as well
		}
		return conn.Close()
	}
	panic(http.ErrAbortHandler)
}
