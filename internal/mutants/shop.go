package main

// shopMutants break the shop's acts.
var shopMutants = []mutant{
	{
		"a charge is not entered into the ledger", "internal/shop/settle.go",
		"if charge.Status == paystack.StatusSuccess {", "if charge.Status == \"\" {",
		hookTests, "TestATrueWebhookSettlesThePaymentAlone",
	},
	{
		"money that must be looked at is no case", "internal/shop/settle.go",
		"if outcome.Case != \"\" {", "if outcome.Case == \"none\" {",
		hookTests, "TestMoneyOfAWrongAmountIsACaseThatTellsWhatHappenedAndWhatCanBeDone",
	},
	{
		"a paid order is paid again", "internal/shop/payment.go",
		"if !order.GetDateTime(\"paidAt\").IsZero() {", "if order.GetString(\"number\") == \"\" {",
		hookTests, "TestAPaidOrderIsNotPaidAgain",
	},
	{
		"an order whose money waits is paid once more", "internal/shop/payment.go",
		"if review, err := inReview(tx, order.Id); err != nil || review {", "if review, err := inReview(tx, order.Id); err != nil || review && err != nil {",
		hookTests, "TestAPaymentInReviewKeepsTheOrderFromBeingPaidAgainOrCancelled",
	},
	{
		"each click on pay begins an attempt", "internal/shop/payment.go",
		"\"status\": string(commerce.PaymentPending)})\n\t\tif payment != nil", "\"status\": \"\"})\n\t\tif payment != nil",
		hookTests, "TestAnOpenAttemptIsHandedBackInsteadOfASecondOne",
	},
	{
		"the shopper cancels while the money is on its way", "internal/shop/order.go",
		"if err := mayCancel(tx, order.Id); err != nil {", "if err := mayCancel(tx, order.Id); err != nil && order.Id == \"\" {",
		hookTests, "TestAPaymentInReviewKeepsTheOrderFromBeingPaidAgainOrCancelled",
	},
	{
		"an order expires while somebody pays it", "internal/shop/order.go",
		"if may, err := mayLapse(tx, order.Id, s.Now()); err != nil || !may {", "if _, err := mayLapse(tx, order.Id, s.Now()); err != nil {",
		hookTests, "TestAnOrderBeingPaidIsNotGivenUp",
	},
	{
		"the table of moves is not asked", "internal/shop/record_order.go",
		"if err := commerce.MoveOrder(from, e.To, e.By); err != nil {", "if err := commerce.MoveOrder(from, e.To, e.By); err != nil && e.By != commerce.Owner {",
		hookTests, "TestTheOwnerMovesAnOrderAlongTheTableAndNotElsewhere",
	},
	{
		"the owner writes when an order was paid", "internal/shop/order.go",
		"\"createdAt\", \"paidAt\"} {", "\"createdAt\"} {",
		hookTests, "TestWhatWasAgreedWithTheShopperCannotBeChangedInTheDashboard",
	},
	{
		"what is on its way back is left as well", "internal/shop/record_ledger.go",
		"status.Counts() && status != commerce.RefundProcessed", "status.Counts() && status == \"\"",
		hookTests, "TestAPartIsRefundedAndThenTheRestAndNeverMore",
	},
	{
		"a refund carries no key to Paystack", "internal/shop/refund.go",
		"MerchantNote: refundNote(refund.GetString(\"key\")),", "MerchantNote: \"Refund\",",
		hookTests, "TestARefundIsAskedForOnceWhateverBecomesOfTheAnswer",
	},
	{
		"that a refund was sent is not written first", "internal/shop/refund.go",
		"refund.Set(\"status\", string(commerce.RefundUnknown))\n\t\trefund.Set(\"sentAt\"", "refund.Set(\"sentAt\"",
		hookTests, "TestARefundIsAskedForOnceWhateverBecomesOfTheAnswer",
	},
	{
		"a refund that Paystack refused is no case", "internal/shop/refund.go",
		"return openRefundCase(tx, commerce.CaseRefundFailed, refund, payment, \"refused\", s.now())", "_ = payment\n\t\treturn nil",
		hookTests, "TestARefundThatPaystackRefusesIsACaseWithItsReason",
	},
	{
		"a refund that went through is not entered", "internal/shop/record_refund.go",
		"case commerce.RefundProcessed:\n\t\tbooks", "case commerce.RefundStatus(\"\"):\n\t\tbooks",
		hookTests, "TestAPartIsRefundedAndThenTheRestAndNeverMore",
	},
	{
		"what a bank took is not entered", "internal/shop/dispute.go",
		"dispute.Amount > 0 && books.Transaction != \"\" {", "dispute.Amount > 0 && books.Transaction == \"\" {",
		hookTests, "TestADisputeIsACaseAndWhenItIsLostTheMoneyIsGone",
	},
	{
		"what a bank took besides a refund is nobody's business", "internal/shop/record_ledger.go",
		"if over <= 0 || books.Taken == 0 {", "if over >= 0 || books.Taken == 0 {",
		hookTests, "TestABankThatTakesWhatWasRefundedIsACaseThatStaysOpen",
	},
	{
		"two payments pay one order", "internal/shop/case.go",
		"} else if other != nil {", "} else if other != nil && other.Id == \"\" {",
		hookTests, "TestAnOrderThatHoldsMoneyIsNotPaidByOtherMoneyAsWell",
	},
	{
		"an order is re-opened although its pieces are sold", "internal/shop/case.go",
		"} else if !there {", "} else if !there && order.Id == \"\" {",
		hookTests, "TestTheOwnerReopensAnOrderForWhichMoneyCameLateWhenItsPiecesAreThere",
	},
	{
		"a case is answered twice", "internal/shop/case.go",
		"if stored.GetString(\"status\") != \"open\" {", "if stored.GetString(\"status\") == \"\" {",
		hookTests, "TestTheOwnerAcceptsMoneyOfAWrongAmountIntoItsOrder",
	},
	{
		"a paid order that is cancelled leaves no case", "internal/shop/record_case.go",
		"if e.To == commerce.OrderCancelled && e.From != commerce.OrderPending {", "if e.To == commerce.OrderCancelled && e.From == commerce.OrderPending {",
		hookTests, "TestAPaidOrderThatTheOwnerCancelsLeavesACaseUntilItsMoneyIsDecidedAbout",
	},
	{
		"only the shopper is told that an order is paid", "internal/shop/record_case.go",
		"range []string{audienceShopper, audienceOwner} {", "range []string{audienceShopper} {",
		hookTests, "TestTheOwnerAcceptsMoneyOfAWrongAmountIntoItsOrder",
	},
	{
		"money that belongs to no order is not entered", "internal/shop/reconcile.go",
		"if _, err := enterCharge(tx, nil, charge, s.now()); err != nil {", "if _, err := enterCharge(tx, nil, charge, s.now()); err == nil {",
		hookTests, "TestMoneyThatBelongsToNoOrderIsFoundAndCanGoBack",
	},
	{
		"what went back of money that is found later is forgotten", "internal/shop/reconcile_return.go",
		"if known != nil || charge == nil {\n\t\t\tcontinue", "if known == nil || charge == nil {\n\t\t\tcontinue",
		hookTests, "TestMoneyFoundLaterIsFoundWithWhatHasGoneBackOfIt",
	},
}
