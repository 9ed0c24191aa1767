package commerce

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lovegiftings/internal/money"
)

// caseTable says for each kind of case what may be answered when nothing else stands against it. What stands against an
// answer is said once for all kinds by [possible].
var caseTable = map[CaseKind]string{
	CaseWrongAmount:          "accept reopen refund close",
	CaseWrongCurrency:        "accept reopen refund close",
	CaseWrongMode:            "refund close",
	CaseWrongReference:       "refund close",
	CasePaidLate:             "reopen refund close",
	CasePaidTwice:            "refund close",
	CaseOrderCancelled:       "refund close",
	CaseNoOrder:              "refund close",
	CaseTransferRejected:     "close",
	CaseRefundFailed:         "refund close",
	CaseRefundNeedsAttention: "close",
	CaseDispute:              "close",
}

func possible(c Case, answer CaseAnswer) bool {
	if !slices.Contains(strings.Fields(caseTable[c.Kind]), string(answer)) {
		return false
	}
	switch answer {
	case "accept":
		return c.Payment == "review" && c.Order == "pending" && c.Left > 0
	case "reopen":
		return c.Payment == "review" && (c.Order == "expired" || c.Order == "cancelled") && c.Left > 0
	case "refund":
		return c.Left > 0
	case "close":
		return c.Payment != "review" || c.Order != "pending"
	}
	return false
}

// everyCase walks every kind, order status and payment status, none of each included, with money left or not.
func everyCase(visit func(Case)) (walked int) {
	for _, kind := range CaseKinds {
		for _, order := range append([]OrderStatus{""}, OrderStatuses...) {
			for _, payment := range append([]PaymentStatus{""}, PaymentStatuses...) {
				for _, left := range []money.Kobo{-1, 0, 1, 1_550_000} {
					walked++
					visit(Case{Kind: kind, Order: order, Payment: payment, Left: left})
				}
			}
		}
	}
	return walked
}

func TestEachCaseIsAnsweredOnlyAsItsTableSays(t *testing.T) {
	used := map[CaseAnswer]int{}
	walked := everyCase(func(c Case) {
		got := c.Answers()
		for _, answer := range CaseAnswers {
			if want := possible(c, answer); slices.Contains(got, answer) != want {
				t.Errorf("%+v: %s is possible: %v, want %v", c, answer, !want, want)
			} else if want {
				used[answer]++
			}
		}
		if !slices.IsSortedFunc(got, func(a, b CaseAnswer) int { return slices.Index(CaseAnswers, a) - slices.Index(CaseAnswers, b) }) {
			t.Errorf("%+v: the answers %v are in another order", c, got)
		}
		if c.Left > 0 && c.Order == OrderPending && c.Payment == PaymentReview && len(got) == 0 && strings.Contains(caseTable[c.Kind], "refund") {
			t.Errorf("%+v: there is money, and nothing can be done about it", c)
		}
	})
	if want := 12 * 9 * 6 * 4; walked != want || len(caseTable) != len(CaseKinds) {
		t.Errorf("%d of %d cases were walked, %d of %d kinds", walked, want, len(caseTable), len(CaseKinds))
	}
	for _, answer := range CaseAnswers {
		if used[answer] == 0 {
			t.Errorf("%s is never possible", answer)
		}
	}
}

func TestEachAnswerIsTakenOrRefusedWithWhatToDoInstead(t *testing.T) {
	everyCase(func(c Case) {
		for _, answer := range append([]CaseAnswer{"", "keep"}, CaseAnswers...) {
			for _, note := range []string{"", " \n", "She called"} {
				err := c.Decide(answer, note)
				switch {
				case possible(c, answer) && answer == AnswerClose && strings.TrimSpace(note) == "":
					wantRefusal(t, err, Invalid, "note case_answer")
				case possible(c, answer):
					if err != nil {
						t.Errorf("%+v: %s was refused: %v", c, answer, err)
					}
				default:
					wantRefusal(t, err, Conflict, "answer case_answer")
					told := err.Error()
					for _, other := range c.Answers() {
						if !strings.Contains(told, string(other)) {
							t.Errorf("%+v: %s was refused without naming %s: %s", c, answer, other, told)
						}
					}
					if strings.Contains(told, ": .") || !strings.HasSuffix(told, ".") {
						t.Errorf("%+v: %s was refused by half a sentence: %s", c, answer, told)
					}
				}
			}
		}
	})
	for want, row := range map[string]struct {
		c      Case
		answer CaseAnswer
	}{
		"The order still waits for this money: accept it, refund it, or cancel the order first. Possible answers: accept, refund.":             {Case{CaseWrongAmount, OrderPending, PaymentReview, 1}, AnswerClose},
		"The order does not wait for a payment any more. Possible answers: reopen, refund, close.":                                             {Case{CaseWrongAmount, OrderExpired, PaymentReview, 1}, AnswerAccept},
		"Only an order that was cancelled or has expired can be re-opened. Possible answers: refund, close.":                                   {Case{CasePaidLate, OrderPaid, PaymentReview, 1}, AnswerReopen},
		"Nothing is left to refund of this money. Possible answers: close.":                                                                    {Case{CasePaidTwice, OrderPaid, PaymentRefunded, 0}, AnswerRefund},
		"This case cannot be answered so. Possible answers: close.":                                                                            {Case{CaseDispute, OrderPaid, PaymentSuccess, 1}, AnswerRefund},
		"Nothing can be decided here as long as the order waits for its money: cancel the order first, or wait until the money has gone back.": {Case{CaseWrongAmount, OrderPending, PaymentReview, 0}, AnswerAccept},
	} {
		if err := row.c.Decide(row.answer, "note"); err == nil || err.Error() != want {
			t.Errorf("%+v, %s: told %v, want %s", row.c, row.answer, err, want)
		}
	}
}

func TestEachAnswerTurnsOutAsTheMovesAllow(t *testing.T) {
	everyCase(func(c Case) {
		for _, answer := range c.Answers() {
			if answer != AnswerAccept && answer != AnswerReopen {
				continue
			}
			if err := MovePayment(c.Payment, PaymentSuccess, Decision); err != nil {
				t.Errorf("%+v can be answered by %s, but %v", c, answer, err)
			}
			if err := MoveOrder(c.Order, OrderPaid, Decision); err != nil {
				t.Errorf("%+v can be answered by %s, but %v", c, answer, err)
			}
		}
	})
}

// headlines is what an owner reads, to be read by people too. After a change: go test ./internal/commerce -run Headline -update
const headlines = "testdata/headlines.txt"

func TestEachHeadlineIsASentenceThatAnOwnerUnderstands(t *testing.T) {
	var told strings.Builder
	for _, kind := range CaseKinds {
		place := map[CaseKind]string{CaseWrongCurrency: "USD", CaseWrongMode: "live"}[kind]
		for _, facts := range []Facts{
			{Number: "LG-1001", Total: 1_550_000, Amount: 775_000, Currency: "NGN", Place: place},
			{Amount: 77_700, Place: place},
			{Number: "LG-1003", Total: 1_550_000, Amount: 1_550_000, Over: 5_000, Place: place},
			{Number: "LG-1002", Total: 1_550_000, Amount: 1_234_50, Currency: "USD", Place: place},
		} {
			sentence := kind.Headline(facts)
			fmt.Fprintf(&told, "%s: %s\n", kind, sentence)
			if !strings.HasSuffix(sentence, ".") || strings.Contains(sentence, "  ") || strings.Contains(sentence, "%!") || len(sentence) > 200 {
				t.Errorf("%s: %q is not a sentence", kind, sentence)
			}
			if facts.Currency == "USD" && strings.Contains(sentence, "₦1,234.50") {
				t.Errorf("%s calls dollars naira: %s", kind, sentence)
			}
		}
	}
	if *update {
		if err := os.WriteFile(headlines, []byte(told.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(headlines)
	if err != nil {
		t.Fatal(err)
	}
	if told.String() != string(kept) {
		t.Errorf("the headlines have become\n%s", told.String())
	}
}
