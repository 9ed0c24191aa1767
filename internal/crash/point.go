// Package crash names the points at which the program can be made to die, so that tests can prove that it loses nothing
// there. Only a program built with the tag "crash" can; in any other, [Here] is nothing at all.
package crash

// Stage is how far a piece of work is.
type Stage string

// The stages of a piece of work that writes.
const (
	Begun     Stage = "begun"     // all is known, for example what Paystack answered; nothing of it is written
	Written   Stage = "written"   // inside its transaction, before the commit
	Committed Stage = "committed" // after the commit; nobody has been answered
)

// Point is a place at which the program can die: a piece of work by the name that it has in faults, and its stage.
type Point struct {
	Work  string
	Stage Stage
}

// String is how a point is named in the file of [FileVariable].
func (p Point) String() string { return p.Work + ": " + string(p.Stage) }

// FileVariable is the environment's variable with the name of a file that arms a point: its content is a point, a line
// break, and at which passing, counted since the file was written, the program is to die; 1 is the first.
const FileVariable = "CRASH_FILE"

// The points of the work with money, in the order in which an order meets them.
var (
	CheckoutWritten     = Point{"check out", Written}
	CheckoutCommitted   = Point{"check out", Committed}
	AttemptWritten      = Point{"open a payment", Written}
	AttemptCommitted    = Point{"open a payment", Committed} // Paystack has not been called
	PageBegun           = Point{"keep a payment's page", Begun}
	PageWritten         = Point{"keep a payment's page", Written}
	PageCommitted       = Point{"keep a payment's page", Committed}
	EventWritten        = Point{"keep a webhook event", Written}
	EventCommitted      = Point{"keep a webhook event", Committed}
	EventHandled        = Point{"close a webhook event", Begun} // acted on, still in the inbox
	SettleBegun         = Point{"settle a payment", Begun}
	NoticeWritten       = Point{"queue a notification", Written} // passed once for each who is told
	SettleWritten       = Point{"settle a payment", Written}
	SettleCommitted     = Point{"settle a payment", Committed}
	RefundAsked         = Point{"ask for a refund", Written}
	RefundKept          = Point{"ask for a refund", Committed} // Paystack has not been called
	RefundSentWritten   = Point{"send a refund", Written}
	RefundSentCommitted = Point{"send a refund", Committed} // marked as sent, Paystack has not been called
	RefundBegun         = Point{"settle refunds", Begun}    // Paystack has it
	RefundWritten       = Point{"settle refunds", Written}
	RefundCommitted     = Point{"settle refunds", Committed}
	CaseWritten         = Point{"answer a case", Written}
	CaseCommitted       = Point{"answer a case", Committed}
)

// Points lists them all.
var Points = []Point{
	CheckoutWritten, CheckoutCommitted, AttemptWritten, AttemptCommitted, PageBegun, PageWritten, PageCommitted,
	EventWritten, EventCommitted, EventHandled, SettleBegun, NoticeWritten, SettleWritten, SettleCommitted,
	RefundAsked, RefundKept, RefundSentWritten, RefundSentCommitted, RefundBegun, RefundWritten, RefundCommitted,
	CaseWritten, CaseCommitted,
}
