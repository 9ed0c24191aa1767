package sandbox

import (
	"bytes"
	"encoding/binary"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"lovegiftings/internal/paystack"
)

// RetrySchedule is the documented one (documentation, "Webhooks"): live, every 3 minutes for the first 4 tries, then hourly
// for 72 hours; test, hourly for 10 hours.
func RetrySchedule(mode string) []time.Duration {
	if mode == "live" {
		return append(slices.Repeat([]time.Duration{3 * time.Minute}, 4), slices.Repeat([]time.Duration{time.Hour}, 72)...)
	}
	return slices.Repeat([]time.Duration{time.Hour}, 10)
}

// keptDeliveries bounds the log of deliveries.
const keptDeliveries = 500

// overtakeWithin is how long a reordered event waits for another one to overtake it.
const overtakeWithin = 5 * time.Second

// Delivery is one attempt to deliver one event. Status is the shop's answer, 0 when there was none; only 200 ends the retries.
type Delivery struct {
	Event     string    `json:"event"`
	Reference string    `json:"reference"`
	Attempt   int       `json:"attempt"`
	Forged    bool      `json:"forged"`
	Status    int       `json:"status"`
	At        time.Time `json:"at"`
}

// Deliveries is the log of the last 500 attempts, oldest first.
func (s *Sandbox) Deliveries() []Delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Delivery{}, s.deliveries...)
}

// emit sends an event, or does to it what the webhook fault says; the caller holds the lock and saves.
func (s *Sandbox) emit(event, reference string, data object) {
	if s.webhookURL == "" {
		return
	}
	body, err := encode(object{{"event", event}, {"data", data}})
	if err != nil {
		s.options.Logger.Error("sandbox: an event could not be written", "event", event, "error", err)
		return
	}
	now := s.now()
	j := &job{Kind: jobDeliver, Due: now, Event: event, Reference: reference, Body: string(body)}
	fault := s.faults.take(opWebhook)
	switch fault.Kind {
	case FaultLost:
		return
	case FaultLate:
		j.Due = now.Add(fault.delay(30 * time.Second))
	case FaultDoubled:
		twin := *j
		s.plan(&twin)
	case FaultForged:
		j.Forged = true
	case FaultReordered:
		j.Held = true
		j.Due = now.Add(fault.delay(overtakeWithin))
	}
	s.plan(j)
}

// deliver makes one attempt. The key signs the stored bytes anew each time, so a body never changes under its signature.
func (s *Sandbox) deliver(j *job) {
	s.mu.Lock()
	address, body := s.webhookURL, []byte(j.Body)
	s.mu.Unlock()
	status := s.post(address, body, j.Forged)

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended.Err() != nil && status == 0 {
		j.running = false // broken off by Close: neither done nor failed
		return
	}
	j.running = false
	j.Attempts++
	now := s.now()
	s.deliveries = append(s.deliveries, Delivery{
		Event: j.Event, Reference: j.Reference, Attempt: j.Attempts, Forged: j.Forged, Status: status, At: now,
	})
	if extra := len(s.deliveries) - keptDeliveries; extra > 0 {
		s.deliveries = slices.Delete(s.deliveries, 0, extra)
	}
	switch {
	case status == http.StatusOK, j.Forged, j.Attempts > len(s.options.Retry):
		s.finish(j)
	default:
		j.Due = now.Add(s.options.Retry[j.Attempts-1])
	}
	if status != http.StatusOK {
		s.options.Logger.Warn("sandbox: a webhook was not taken", "event", j.Event, "attempt", j.Attempts, "status", status)
	}
	s.release(now)
	s.save()
	s.tell()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// release lets held events go once another one has been delivered.
func (s *Sandbox) release(now time.Time) {
	for _, j := range s.book.Jobs {
		if j.Held && !j.running {
			j.Held = false
			if j.Due.After(now) {
				j.Due = now
			}
		}
	}
}

// post sends what a captured live delivery carried, and returns the status of the answer or 0.
func (s *Sandbox) post(address string, body []byte, forged bool) int {
	request, err := http.NewRequestWithContext(s.ended, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0
	}
	key := s.options.SecretKey
	if forged {
		key = "sk_test_of_somebody_else"
	}
	trace := make([]byte, 16)
	_, _ = io.ReadFull(s.options.Random, trace) // a trace of zeros traces as well
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json, text/plain, */*")
	request.Header.Set("User-Agent", "Paystack/2.0")
	request.Header.Set(paystack.SignatureHeader, paystack.Sign(key, body))
	request.Header.Set("X-Datadog-Trace-Id", strconv.FormatUint(binary.BigEndian.Uint64(trace), 10))
	request.Header.Set("X-Datadog-Parent-Id", strconv.FormatUint(binary.BigEndian.Uint64(trace[8:]), 10))
	request.Header.Set("X-Datadog-Sampling-Priority", "1")
	answer, err := s.client.Do(request)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again
	return answer.StatusCode
}
