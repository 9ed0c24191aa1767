package paystack

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"lovegiftings/internal/money"
)

// TransactionQuery narrows a list (API reference, "List transactions"); the zero value asks for the newest 50.
type TransactionQuery struct {
	Page     int // from 1; ignored with UseCursor
	PerPage  int // 0: Paystack's own, 50
	Status   string
	Customer uint64 // Paystack's customer id
	From, To time.Time
	Amount   money.Kobo
	// UseCursor pages by Next and Previous of the page before, which does not skip when payments come in meanwhile.
	UseCursor bool
	Next      string
	Previous  string
}

// TransactionPage is one page, newest first. With a cursor only Next and Previous are filled, "" at the ends.
type TransactionPage struct {
	Transactions   []Transaction
	Total          int
	TotalVolume    money.Kobo
	Page           int
	PageCount      int
	PerPage        int
	Next, Previous string
}

// Transactions lists what the account has.
func (c *Client) Transactions(ctx context.Context, q TransactionQuery) (TransactionPage, error) {
	const call = "list transactions"
	query := url.Values{}
	set := func(name, value string, when bool) {
		if when {
			query.Set(name, value)
		}
	}
	set("perPage", strconv.Itoa(q.PerPage), q.PerPage > 0)
	set("page", strconv.Itoa(q.Page), q.Page > 0 && !q.UseCursor)
	set("status", q.Status, q.Status != "")
	set("customer", strconv.FormatUint(q.Customer, 10), q.Customer != 0)
	set("from", q.From.UTC().Format(time.RFC3339), !q.From.IsZero())
	set("to", q.To.UTC().Format(time.RFC3339), !q.To.IsZero())
	set("amount", strconv.FormatInt(int64(q.Amount), 10), q.Amount > 0)
	set("use_cursor", "true", q.UseCursor)
	set("next", q.Next, q.UseCursor && q.Next != "")
	set("previous", q.Previous, q.UseCursor && q.Previous != "")
	got, err := c.get(ctx, call, "/transaction", query)
	if err != nil {
		return TransactionPage{}, err
	}
	var wires []wireTransaction
	var meta struct {
		Total       lax     `json:"total"`
		TotalVolume lax     `json:"total_volume"`
		Page        lax     `json:"page"`
		PageCount   lax     `json:"pageCount"`
		PerPage     lax     `json:"perPage"`
		Next        *string `json:"next"`
		Previous    *string `json:"previous"`
	}
	wrong := unavailable(call, 200, "the answer is not the documented shape")
	if json.Unmarshal(got.Data, &wires) != nil || wires == nil || json.Unmarshal(got.Meta, &meta) != nil {
		return TransactionPage{}, wrong
	}
	page := TransactionPage{
		Transactions: make([]Transaction, 0, len(wires)),
		Total:        int(meta.Total),
		TotalVolume:  money.Kobo(meta.TotalVolume),
		Page:         int(meta.Page),
		PageCount:    int(meta.PageCount),
		PerPage:      int(meta.PerPage),
		Next:         value(meta.Next),
		Previous:     value(meta.Previous),
	}
	for _, wire := range wires {
		t, err := wire.transaction()
		if err != nil {
			return TransactionPage{}, wrong
		}
		page.Transactions = append(page.Transactions, t)
	}
	return page, nil
}

const (
	sincePage  = 100 // how many one call lists
	sincePages = 100 // how many calls one list may take
)

// since reads a whole list page by page. What is added meanwhile shifts the pages, so that something may be listed twice,
// but nothing is left out.
func since[Wire, Item any](ctx context.Context, c *Client, call, path string, from time.Time, read func(Wire) (Item, error)) ([]Item, error) {
	all := []Item{}
	for page := 1; page <= sincePages; page++ {
		got, err := c.get(ctx, call, path, url.Values{
			"from": {from.UTC().Format(time.RFC3339)}, "perPage": {strconv.Itoa(sincePage)}, "page": {strconv.Itoa(page)},
		})
		if err != nil {
			return nil, err
		}
		var wires []Wire
		wrong := unavailable(call, 200, "the answer is not the documented shape")
		if json.Unmarshal(got.Data, &wires) != nil || wires == nil {
			return nil, wrong
		}
		for _, wire := range wires {
			item, err := read(wire)
			if err != nil {
				return nil, wrong
			}
			all = append(all, item)
		}
		if len(wires) < sincePage {
			break
		}
	}
	return all, nil
}

// Timeline is what happened on Paystack's page (API reference, "View transaction timeline").
type Timeline struct {
	StartedAt time.Time // UTC
	TimeSpent time.Duration
	Attempts  int
	Errors    int
	Success   bool
	History   []Moment
}

// Moment is one step of a timeline.
type Moment struct {
	Type    string
	Message string
	After   time.Duration // since StartedAt
}

// Timeline takes a reference or a numeric id. A transaction that nobody opened has none: the zero value.
func (c *Client) Timeline(ctx context.Context, idOrReference string) (Timeline, error) {
	const call = "timeline"
	if !askable(idOrReference) {
		return Timeline{}, &Error{call: call, kind: ErrNotFound, Message: "no transaction can have this reference"}
	}
	got, err := c.get(ctx, call, "/transaction/timeline/"+url.PathEscape(idOrReference), nil)
	if err != nil {
		return Timeline{}, err
	}
	var log struct {
		StartTime int64   `json:"start_time"`
		TimeSpent float64 `json:"time_spent"`
		Attempts  int     `json:"attempts"`
		Errors    int     `json:"errors"`
		Success   bool    `json:"success"`
		History   []struct {
			Type    string  `json:"type"`
			Message string  `json:"message"`
			Time    float64 `json:"time"`
		} `json:"history"`
	}
	if json.Unmarshal(got.Data, &log) != nil {
		return Timeline{}, unavailable(call, 200, "the answer is not the documented shape")
	}
	line := Timeline{TimeSpent: seconds(log.TimeSpent), Attempts: log.Attempts, Errors: log.Errors, Success: log.Success}
	if log.StartTime > 0 {
		line.StartedAt = time.Unix(log.StartTime, 0).UTC()
	}
	for _, step := range log.History {
		line.History = append(line.History, Moment{Type: step.Type, Message: c.clean(step.Message), After: seconds(step.Time)})
	}
	return line, nil
}

func seconds(n float64) time.Duration { return time.Duration(n * float64(time.Second)) }
