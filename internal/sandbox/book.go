package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

// firstID is where ids begin: above 2^31, as Paystack's are, so that a 32-bit id breaks in a test and not in trade.
const firstID = 4_099_260_516

// Transaction is one payment in the book. Times are UTC and zero until they happen.
type Transaction struct {
	ID              uint64          `json:"id"`
	Reference       string          `json:"reference"`
	AccessCode      string          `json:"accessCode"`
	Status          string          `json:"status"`
	Email           string          `json:"email"`
	Currency        string          `json:"currency"`
	AmountKobo      money.Kobo      `json:"amountKobo"`    // charged; what was asked for until paid
	RequestedKobo   money.Kobo      `json:"requestedKobo"` // asked for
	FeesKobo        money.Kobo      `json:"feesKobo"`
	Channel         string          `json:"channel"`
	Channels        []string        `json:"channels,omitempty"` // those the shop allows; none: all
	GatewayResponse string          `json:"gatewayResponse"`
	CallbackURL     string          `json:"callbackUrl"`
	Label           string          `json:"label,omitempty"`
	Metadata        json.RawMessage `json:"metadata,omitempty"` // as sent, a stringified object opened
	Card            string          `json:"card,omitempty"`     // the test card's last four digits
	IP              string          `json:"ip"`
	Steps           []step          `json:"steps,omitempty"`
	CreatedAt       time.Time       `json:"createdAt"`
	OpenedAt        time.Time       `json:"openedAt,omitzero"` // the page was first shown
	PaidAt          time.Time       `json:"paidAt,omitzero"`
}

type step struct {
	Kind    string    `json:"kind"`
	Message string    `json:"message"`
	At      time.Time `json:"at"`
}

// Open tells whether the payment can still be made.
func (t Transaction) Open() bool {
	return t.Status == paystack.StatusAbandoned || t.Status == paystack.StatusOngoing
}

// book is everything that outlives a restart. Jobs are work with a due time: deliveries, late payments, refund steps.
type book struct {
	Transactions   []*Transaction    `json:"transactions"`
	Refunds        []*refund         `json:"refunds"`
	Disputes       []*dispute        `json:"disputes"`
	Customers      map[string]uint64 `json:"customers"`
	Jobs           []*job            `json:"jobs"`
	Serial         uint64            `json:"serial"`
	SessionTimeout int64             `json:"sessionTimeoutSeconds"`
}

func readBook(file string) (book, error) {
	b := book{Customers: map[string]uint64{}}
	if file == "" {
		return b, nil
	}
	raw, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return b, fmt.Errorf("sandbox: read the book: %w", err)
	}
	if err := json.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("sandbox: the book %s is damaged; move it away to begin a new one: %w", filepath.Base(file), err)
	}
	if b.Customers == nil {
		b.Customers = map[string]uint64{}
	}
	return b, nil
}

// save replaces the book file whole; a crash leaves the old or the new one, never half. The caller holds the lock.
func (s *Sandbox) save() {
	if s.options.BookFile == "" {
		return
	}
	if err := s.book.write(s.options.BookFile); err != nil {
		s.options.Logger.Error("sandbox: the book could not be written", "error", err)
	}
}

func (b *book) write(file string) error {
	raw, err := json.MarshalIndent(b, "", "\t")
	if err != nil {
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name()) // does nothing once renamed
	_, err = next.Write(raw)
	if err = errors.Join(err, next.Sync(), next.Close()); err != nil {
		return err
	}
	return os.Rename(next.Name(), file)
}

func (b *book) nextID() uint64 {
	b.Serial++
	return firstID - 1 + b.Serial
}

// customer gives each e-mail address one id for good.
func (b *book) customer(email string) uint64 {
	id, known := b.Customers[email]
	if !known {
		id = 181_873_746 + uint64(len(b.Customers))
		b.Customers[email] = id
	}
	return id
}

func (b *book) find(fits func(*Transaction) bool) *Transaction {
	if i := slices.IndexFunc(b.Transactions, fits); i >= 0 {
		return b.Transactions[i]
	}
	return nil
}

// byReference compares exactly: references are case sensitive.
func (b *book) byReference(reference string) *Transaction {
	return b.find(func(t *Transaction) bool { return t.Reference == reference })
}

func (b *book) byID(id uint64) *Transaction {
	return b.find(func(t *Transaction) bool { return t.ID == id })
}

func (b *book) byAccessCode(code string) *Transaction {
	return b.find(func(t *Transaction) bool { return t.AccessCode == code })
}

// Transactions is the book, oldest first; the copies are the caller's.
func (s *Sandbox) Transactions() []Transaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Transaction, 0, len(s.book.Transactions))
	for _, t := range s.book.Transactions {
		entry := *t
		entry.Steps, entry.Channels = slices.Clone(t.Steps), slices.Clone(t.Channels)
		all = append(all, entry)
	}
	return all
}
