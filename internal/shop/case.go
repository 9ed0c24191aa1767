package shop

import (
	"fmt"
	"slices"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"

	"lovegiftings/internal/commerce"
)

// caseFields are what the owner writes of a payment case.
var caseFields = []string{"answer", "note"}

// AnswerCase is what the owner's edit of a payment case in the dashboard goes through: edited is about to be saved by
// save, inside the transaction tx; by is the owner's id. An answer is one act and closes the case; without an answer
// only the note is kept. When the answer is a refund, its id is returned, and [Shop.SendRefund] is to be called after
// the transaction.
func (s *Shop) AnswerCase(tx core.App, edited *core.Record, by string, save func() error) (refund string, err error) {
	stored, err := tx.FindRecordById("payment_cases", edited.Id)
	if err != nil {
		return "", wrap(err, "find the payment case to answer")
	}
	for _, field := range stored.Collection().Fields {
		if name := field.GetName(); !slices.Contains(caseFields, name) && stored.GetString(name) != edited.GetString(name) {
			return "", commerce.Refuse(commerce.Conflict, name, commerce.CodeRecordProtected, "Only the answer and the note of a case can be written.")
		}
	}
	if stored.GetString("status") != "open" {
		return "", commerce.Refuse(commerce.Conflict, "answer", commerce.CodeCaseAnswer, "This case is closed and stays as it was answered.")
	}
	answer := commerce.CaseAnswer(edited.GetString("answer"))
	if answer == "" {
		return "", save()
	}
	c, err := caseOf(tx, stored)
	if err != nil {
		return "", err
	}
	note := edited.GetString("note")
	if err := c.Decide(answer, note); err != nil {
		return "", err
	}
	// Closed first: what the answer moves no longer waits for it.
	edited.Set("status", "closed")
	edited.Set("closedAt", s.now())
	edited.Set("closedBy", by)
	if err := save(); err != nil {
		return "", err
	}
	switch answer {
	case commerce.AnswerAccept, commerce.AnswerReopen:
		return "", s.payByDecision(tx, stored)
	case commerce.AnswerRefund:
		record, err := s.requestRefund(tx, refundRequest{Reference: stored.GetString("reference"), Note: note, By: by})
		if err != nil {
			return "", err
		}
		return record.Id, nil
	}
	return "", nil
}

// payByDecision lets money that waited pay its order.
func (s *Shop) payByDecision(tx core.App, record *core.Record) error {
	payment, err := tx.FindRecordById("payments", record.GetString("payment"))
	if err != nil {
		return fmt.Errorf("find the payment of a case: %w", err)
	}
	order, err := tx.FindRecordById("orders", record.GetString("order"))
	if err != nil {
		return fmt.Errorf("find the order of a case: %w", err)
	}
	if !orderOf(order).Status.HoldsStock() {
		if there, err := stockThere(tx, order.Id); err != nil {
			return err
		} else if !there {
			return commerce.Refuse(commerce.Conflict, "answer", commerce.CodeOutOfStock, "Some of this order's pieces are sold or gone. Put them into stock first, or refund the money.")
		}
	}
	// An order that was paid, cancelled and not refunded holds money already.
	if other, err := findOne(tx, "payments", dbx.HashExp{"order": order.Id, "status": string(commerce.PaymentSuccess)}); err != nil {
		return err
	} else if other != nil {
		return commerce.Refuse(commerce.Conflict, "answer", commerce.CodeCaseAnswer, "Another payment of this order is still here. Refund that one first, and wait until it has gone back.")
	}
	if err := movePayment(payment, commerce.PaymentSuccess, commerce.Decision); err != nil {
		return err
	}
	if err := tx.Save(payment); err != nil {
		return fmt.Errorf("save a payment: %w", err)
	}
	return moveOrder(tx, order, event{Kind: "paid", To: commerce.OrderPaid, By: commerce.Decision, Message: "The shop has looked at your payment and accepted it. Thank you."}, s.now())
}
