package shop

import (
	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"

	"lovegiftings/internal/crash"
)

// Who is told.
const (
	audienceShopper = "shopper"
	audienceOwner   = "owner"
)

// noticeOrderPaid tells that an order is paid.
const noticeOrderPaid = "order_paid"

// queueNotification writes down that somebody is to be told something of an order, once for good: an order that is paid
// a second time, after it was cancelled and re-opened, is not told of again.
func queueNotification(tx core.App, order, kind, audience string, now types.DateTime) error {
	there, err := findOne(tx, "notifications", dbx.HashExp{"order": order, "kind": kind, "audience": audience})
	if err != nil || there != nil {
		return err
	}
	_, err = create(tx, "notifications", map[string]any{"order": order, "kind": kind, "audience": audience, "status": "queued", "createdAt": now})
	crash.Here("queue a notification", crash.Written)
	return err
}
