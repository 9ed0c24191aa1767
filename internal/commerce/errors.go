package commerce

// RefusalKind says what sort of no a [Refusal] is; each kind has one HTTP status.
type RefusalKind int

// The kinds of refusal, with the status that hooks answers.
const (
	Invalid     RefusalKind = iota // 400: what was sent cannot be taken as it is
	NotFound                       // 404: it does not exist, or is not the asker's
	Conflict                       // 409: stock, price or state stand against it
	Mismatch                       // 422: the same idempotency key came with another request
	Unavailable                    // 503: Paystack cannot answer now
)

// The codes of all refusals. They are part of the HTTP contract: clients branch on them, so none is ever renamed.
const (
	CodeNotFound             = "not_found"
	CodeProductUnavailable   = "product_unavailable"
	CodeOutOfStock           = "out_of_stock"
	CodePriceChanged         = "price_changed"
	CodeTotalTooLarge        = "total_too_large"
	CodeTotalTooSmall        = "total_too_small"
	CodeQuantityInvalid      = "quantity_invalid"
	CodeCartEmpty            = "cart_empty"
	CodeCartFull             = "cart_full"
	CodeCustomizationMissing = "customization_missing"
	CodeCustomizationUnknown = "customization_unknown"
	CodeCustomizationInvalid = "customization_invalid"
	CodeCustomizationTooLong = "customization_too_long"
	CodeCustomizationTooFew  = "customization_too_few"
	CodeCustomizationHidden  = "customization_hidden"
	CodeEmailInvalid         = "email_invalid"
	CodePhoneInvalid         = "phone_invalid"
	CodeNameMissing          = "name_missing"
	CodeAddressMissing       = "address_missing"
	CodeTextTooLong          = "text_too_long"
	CodeTextInvalid          = "text_invalid"
	CodeZoneUnserved         = "zone_unserved"
	CodeOrderCannotMove      = "order_cannot_move"
	CodeOrderPaid            = "order_paid"
	CodePhotoInvalid         = "photo_invalid"
	CodePaymentUnavailable   = "payment_unavailable"
	CodeIdempotencyKeyReused = "idempotency_key_reused"
	CodeBodyInvalid          = "body_invalid"
	CodeSortUnknown          = "sort_unknown"
	CodePriceInvalid         = "price_invalid"
	CodeRecordProtected      = "record_protected"
	CodeCatalogueInvalid     = "catalogue_invalid"
	CodeCaseAnswer           = "case_answer"
	CodeRefundInvalid        = "refund_invalid"
	CodeImportInvalid        = "import_invalid"
	CodeImportBusy           = "import_busy"
)

// Problem is one thing that stands against a request: the field it belongs to, a stable code and a full sentence for
// the person who asked.
type Problem struct {
	Field   string
	Code    string
	Message string
}

// Refusal is the error for everything that the person who asked can understand and mend. It holds at least one problem.
// A fault of ours (a broken disk, a bug) is never a Refusal.
type Refusal struct {
	Kind     RefusalKind
	Problems []Problem
}

// Refuse makes a refusal of one problem.
func Refuse(kind RefusalKind, field, code, message string) *Refusal {
	return &Refusal{Kind: kind, Problems: []Problem{{Field: field, Code: code, Message: message}}}
}

// Error returns the sentence of the first problem.
func (r *Refusal) Error() string { return r.Problems[0].Message }

// Has reports whether one of the problems carries the code.
func (r *Refusal) Has(code string) bool {
	for _, problem := range r.Problems {
		if problem.Code == code {
			return true
		}
	}
	return false
}

// problems collects what is wrong with several fields, so that a shopper is told everything at once.
type problems []Problem

func (p *problems) add(field, code, message string) {
	*p = append(*p, Problem{Field: field, Code: code, Message: message})
}

// refusal returns nil, as an untyped error, when nothing was collected.
func (p problems) refusal(kind RefusalKind) error {
	if len(p) == 0 {
		return nil
	}
	return &Refusal{Kind: kind, Problems: p}
}
