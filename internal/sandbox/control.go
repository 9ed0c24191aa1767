package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"

	"github.com/labstack/echo/v5"
)

// onlyThisMachine hides the controls from everybody else, a proxy on this machine included: they answer only calls that come from
// a loopback address, unforwarded, to a loopback name, and not from another site's page.
func onlyThisMachine(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c *echo.Context) error {
		request := c.Request()
		from, _, _ := net.SplitHostPort(request.RemoteAddr)
		to, _, err := net.SplitHostPort(request.Host)
		if err != nil {
			to = request.Host
		}
		site := request.Header.Get("Sec-Fetch-Site")
		forwarded := request.Header.Get("Forwarded") + request.Header.Get("X-Forwarded-For") + request.Header.Get("X-Real-Ip")
		if !loopback(from) || (to != "localhost" && !loopback(to)) || forwarded != "" || site == "cross-site" {
			return write(c, refused(http.StatusNotFound, "Endpoint not found", "", "", ""))
		}
		return next(c)
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func plainJSON(c *echo.Context, status int, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return c.Blob(status, "application/json; charset=utf-8", raw)
}

func wrongRequest(c *echo.Context, status int, err error) error {
	return plainJSON(c, status, map[string]string{"message": err.Error()})
}

func (s *Sandbox) showFaults(c *echo.Context) error {
	s.mu.Lock()
	faults := s.faults
	s.mu.Unlock()
	return plainJSON(c, http.StatusOK, faults)
}

// putFaults replaces all faults, as [Sandbox.SetFaults] does.
func (s *Sandbox) putFaults(c *echo.Context) error {
	decoder := json.NewDecoder(io.LimitReader(c.Request().Body, maxBody))
	decoder.DisallowUnknownFields()
	var faults Faults
	if err := decoder.Decode(&faults); err != nil {
		return wrongRequest(c, http.StatusBadRequest, err)
	}
	if err := faults.check(); err != nil {
		return wrongRequest(c, http.StatusBadRequest, err)
	}
	s.SetFaults(faults)
	return s.showFaults(c)
}

func (s *Sandbox) clearFaults(c *echo.Context) error {
	s.SetFaults(Faults{})
	return c.NoContent(http.StatusNoContent)
}

func (s *Sandbox) showTransactions(c *echo.Context) error {
	return plainJSON(c, http.StatusOK, s.Transactions())
}

func (s *Sandbox) showWebhooks(c *echo.Context) error {
	return plainJSON(c, http.StatusOK, s.Deliveries())
}

// act does over HTTP what the methods of [Sandbox] do.
func (s *Sandbox) act(c *echo.Context) error {
	reference := param(c, "reference")
	acts := map[string]func(string) error{
		"pay":             s.Pay,
		"decline":         s.Decline,
		"pay-short":       func(reference string) error { return s.PayShort(reference, 0) },
		"pay-late":        s.PayLate,
		"pay-twice":       func(reference string) error { _, err := s.PayTwice(reference); return err },
		"forge":           s.Forge,
		"reject-transfer": s.RejectTransfer,
		"dispute":         s.Dispute,
		"remind-dispute":  s.RemindDispute,
		"accept-dispute":  func(reference string) error { return s.ResolveDispute(reference, DisputeAccepted) },
		"decline-dispute": func(reference string) error { return s.ResolveDispute(reference, DisputeDeclined) },
	}
	act, known := acts[param(c, "action")]
	if !known {
		return wrongRequest(c, http.StatusNotFound, errors.New("there is no such action"))
	}
	switch err := act(reference); {
	case errors.Is(err, ErrUnknown):
		return wrongRequest(c, http.StatusNotFound, err)
	case err != nil:
		return wrongRequest(c, http.StatusConflict, err)
	}
	s.mu.Lock()
	t := *s.book.byReference(reference)
	s.mu.Unlock()
	return plainJSON(c, http.StatusOK, t)
}
