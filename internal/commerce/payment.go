package commerce

import (
	"hash/fnv"
	"slices"
	"time"

	"lovegiftings/internal/money"
)

// PaymentStatus is where one attempt to pay stands.
type PaymentStatus string

// The statuses of a payment. Paystack's abandoned, ongoing, pending, processing and queued are all pending for us: each
// can still become success.
const (
	PaymentPending  PaymentStatus = "pending"
	PaymentSuccess  PaymentStatus = "success"
	PaymentFailed   PaymentStatus = "failed"
	PaymentReview   PaymentStatus = "review" // money that a person must look at
	PaymentRefunded PaymentStatus = "refunded"
)

// PaymentStatuses lists them all.
var PaymentStatuses = []PaymentStatus{PaymentPending, PaymentSuccess, PaymentFailed, PaymentReview, PaymentRefunded}

// paymentMoves is the only place that says how a payment may move, and by whom.
var paymentMoves = []struct {
	from, to PaymentStatus
	by       []Actor
}{
	{PaymentPending, PaymentSuccess, []Actor{Paystack}},
	{PaymentPending, PaymentFailed, []Actor{Paystack}},
	{PaymentPending, PaymentReview, []Actor{Paystack}},
	{PaymentFailed, PaymentSuccess, []Actor{Paystack}},
	{PaymentFailed, PaymentReview, []Actor{Paystack}},
	{PaymentReview, PaymentSuccess, []Actor{Decision}},
	{PaymentReview, PaymentRefunded, []Actor{Paystack}},
	{PaymentSuccess, PaymentRefunded, []Actor{Paystack}},
}

// MovePayment says whether by may move a payment from one status to another.
func MovePayment(from, to PaymentStatus, by Actor) error {
	for _, move := range paymentMoves {
		if move.from == from && move.to == to && slices.Contains(move.by, by) {
			return nil
		}
	}
	return Refuse(Conflict, "status", CodeOrderCannotMove, "This payment is "+string(from)+" and cannot become "+string(to)+".")
}

// Settled reports whether nothing that Paystack says of this attempt can change it any more.
func (s PaymentStatus) Settled() bool {
	return s == PaymentSuccess || s == PaymentReview || s == PaymentRefunded
}

// Payment is one attempt to pay an order.
type Payment struct {
	Reference string
	Status    PaymentStatus
	Amount    money.Kobo
	Mode      string // "test" or "live": the mode of the key it was begun with
	Heard     string // the status that Paystack gave last; "" before the first answer, see [HeardNothing]
	CheckedAt time.Time
}

// HeardNothing is what the shop notes when Paystack does not know a reference: the call that was to begin the attempt
// never arrived.
const HeardNothing = "not_found"

// askedLately is how fresh Paystack's answer must be to be relied on for letting an order go.
const askedLately = time.Minute

// Idle reports whether an attempt may be left behind: it failed, its money went back, or Paystack said within the last
// minute that nobody is paying it. Money that comes all the same is caught by [Settle].
func (p Payment) Idle(now time.Time) bool {
	switch p.Status {
	case PaymentFailed, PaymentRefunded:
		return true
	case PaymentPending:
		return !p.UnderWay() && p.Heard != "" && now.Sub(p.CheckedAt) < askedLately
	}
	return false
}

// UnderWay reports whether Paystack, when it was last asked, said that somebody is paying this very attempt. A word of
// Paystack's that is not known counts as such.
func (p Payment) UnderWay() bool {
	return p.Status == PaymentPending && p.Heard != "" && p.Heard != "abandoned" && p.Heard != HeardNothing
}

// NextCheck says when to ask Paystack next about an attempt begun at started: after 30 s, 1, 2, 5, 10, 20, 30 and 60
// minutes, then hourly to 72 hours, then daily to day 7. It is zero when it is time to stop asking.
func NextCheck(started, now time.Time) time.Time {
	age := now.Sub(started)
	for _, step := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute} {
		if age < step {
			return started.Add(step)
		}
	}
	for _, pace := range []struct{ every, until time.Duration }{{time.Hour, 72 * time.Hour}, {24 * time.Hour, 7 * 24 * time.Hour}} {
		if next := age.Truncate(pace.every) + pace.every; next <= pace.until {
			return started.Add(next)
		}
	}
	return time.Time{}
}

// Jitter puts off a time at which Paystack is to be asked, by up to a tenth of the wait and always the same for one key,
// so that what began in the same moment is not asked about in the same moment for a week. A zero time stays zero.
func Jitter(key string, now, next time.Time) time.Time {
	if next.IsZero() {
		return next
	}
	hash := fnv.New32a()
	hash.Write([]byte(key))
	return next.Add(next.Sub(now) / 10 * time.Duration(hash.Sum32()%1000) / 1000)
}
