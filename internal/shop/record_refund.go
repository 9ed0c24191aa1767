package shop

import (
	"fmt"
	"strconv"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/commerce"
	"lovegiftings/internal/money"
	"lovegiftings/internal/paystack"
)

func refundStatus(record *core.Record) commerce.RefundStatus {
	return commerce.RefundStatus(record.GetString("status"))
}

// readRefunds reads all refunds of a reference, the oldest first.
func readRefunds(app core.App, reference string) ([]*core.Record, error) {
	refunds := []*core.Record{}
	err := app.RecordQuery("refunds").Where(dbx.HashExp{"reference": reference}).OrderBy("createdAt", "_rowid_").All(&refunds)
	return refunds, wrap(err, "read refunds")
}

// dueRefunds reads the ids of refunds that it is time to ask about, the longest waiting first.
func dueRefunds(app core.App, now types.DateTime, most int64) ([]string, error) {
	ids := []string{}
	err := app.DB().Select("id").From("refunds").
		Where(dbx.And(dbx.NewExp("nextCheckAt != ''"), dbx.NewExp("nextCheckAt <= {:now}", dbx.Params{"now": now.String()}))).
		OrderBy("nextCheckAt").Limit(most).Column(&ids)
	return ids, wrap(err, "find refunds to ask about")
}

// planRefundCheck writes down when to ask about a refund next.
func planRefundCheck(refund *core.Record, now types.DateTime) {
	refund.Set("nextCheckAt", nil)
	if refundStatus(refund).Final() {
		return
	}
	if next := commerce.NextRefundCheck(refund.GetDateTime("createdAt").Time(), now.Time()); !next.IsZero() {
		refund.Set("nextCheckAt", commerce.Jitter(refund.GetString("key"), now.Time(), next))
	}
}

// noteRefund writes what Paystack says of a refund, and what follows from it: the ledger, the payment, the order, a case
// for the owner. heard is never "". payment is nil for money that belongs to no attempt of the shop's.
func noteRefund(tx core.App, refund, payment *core.Record, heard commerce.RefundStatus, said paystack.Refund, now types.DateTime) error {
	refund.Set("checkedAt", now)
	if refund.GetString("providerId") == "" {
		refund.Set("providerId", strconv.FormatUint(said.ID, 10))
	}
	moves := refundStatus(refund).MayBecome(heard)
	if moves {
		refund.Set("status", string(heard))
		if heard == commerce.RefundProcessed {
			refund.Set("processedAt", now)
		}
	}
	planRefundCheck(refund, now)
	if err := tx.Save(refund); err != nil {
		return fmt.Errorf("save a refund: %w", err)
	}
	if !moves {
		return nil
	}
	switch heard {
	case commerce.RefundProcessed:
		books, err := accountOf(tx, refund.GetString("reference"))
		if err != nil {
			return err
		}
		_, err = enter(tx, entry{
			Kind: entryRefund, ProviderID: refund.GetString("providerId"), Reference: refund.GetString("reference"), Payment: refund.GetString("payment"),
			Order: refund.GetString("order"), Amount: money.Kobo(refund.GetInt64("amountKobo")), Currency: books.Currency, Mode: books.Mode, HappenedAt: now,
		}, now)
		if err != nil {
			return err
		}
		return keepReturnsInStep(tx, refund.GetString("reference"), payment, now)
	case commerce.RefundFailed:
		return openRefundCase(tx, commerce.CaseRefundFailed, refund, payment, said.Status, now)
	case commerce.RefundNeedsAttention:
		return openRefundCase(tx, commerce.CaseRefundNeedsAttention, refund, payment, said.Status, now)
	}
	return nil
}

// openRefundCase opens the case of a refund that does not come through by itself.
func openRefundCase(tx core.App, kind commerce.CaseKind, refund, payment *core.Record, heard string, now types.DateTime) error {
	books, err := accountOf(tx, refund.GetString("reference"))
	if err != nil {
		return err
	}
	draft := caseDraft{
		Kind: kind, Number: refund.Id, Refund: refund, Payment: payment, Reference: refund.GetString("reference"),
		Amount: money.Kobo(refund.GetInt64("amountKobo")), Currency: books.Currency, Heard: heard,
		Evidence: map[string]any{
			"refund":   map[string]any{"amountKobo": refund.GetInt64("amountKobo"), "askedAt": refund.GetString("createdAt"), "key": refund.GetString("key")},
			"paystack": map[string]any{"status": heard, "refund": refund.GetString("providerId"), "reason": refund.GetString("reason")},
		},
	}
	if id := refund.GetString("order"); id != "" {
		order, err := tx.FindRecordById("orders", id)
		if err != nil {
			return fmt.Errorf("find the order of a refund: %w", err)
		}
		draft.Order = order
	}
	return openCase(tx, draft, now)
}
