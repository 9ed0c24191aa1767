package main

import "slices"

// mutants are all of them, in the order in which money goes.
var mutants = slices.Concat(ruleMutants, wireMutants, shopMutants, databaseMutants)

const commerceTests = "./internal/commerce"

// ruleMutants break the rules of package commerce.
var ruleMutants = []mutant{
	{
		"too much money is taken as well", "internal/commerce/settle.go",
		"case charge.Amount != payment.Amount:", "case charge.Amount < payment.Amount:",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"any currency will do", "internal/commerce/settle.go",
		"case charge.Currency != money.Currency:", "case charge.Currency == \"\":",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"play money buys", "internal/commerce/settle.go",
		"case charge.Mode != payment.Mode:", "case false:",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"the answer may be about another payment", "internal/commerce/settle.go",
		"case charge.Reference != payment.Reference:", "case false:",
		commerceTests, "TestOfSeveralThingsThatAreNotRightTheFirstIsTold",
	},
	{
		"an unfinished payment pays", "internal/commerce/settle.go",
		"case charge.Status != \"success\":", "case charge.Status != \"success\" && charge.Status != \"ongoing\":",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"an expired order is paid although its pieces are sold", "internal/commerce/settle.go",
		"if order.Status == OrderExpired && !stockBack {", "if order.Status == OrderExpired && stockBack && !stockBack {",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"money for a cancelled order pays it", "internal/commerce/settle.go",
		"case OrderCancelled:\n\t\treturn review(CasePaidLate)", "case OrderCancelled:\n\t\treturn paid",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"money for a paid order is nobody's business", "internal/commerce/settle.go",
		"return review(CasePaidTwice)", "return stays",
		commerceTests, "TestWhateverPaystackSaysThePromisesOfSettlementHold",
	},
	{
		"a settled payment is settled again", "internal/commerce/settle.go",
		"case payment.Status.Settled():", "case payment.Status == PaymentRefunded:",
		commerceTests, "TestSettlementFollowsItsTable",
	},
	{
		"a failed payment never pays again", "internal/commerce/payment.go",
		"return s == PaymentSuccess || s == PaymentReview || s == PaymentRefunded", "return s != PaymentPending",
		commerceTests, "TestEachStatusOfAPaymentIsListedOnceAndKnowsWhetherItIsSettled",
	},
	{
		"stock is released while somebody pays", "internal/commerce/payment.go",
		"return !p.UnderWay() && p.Heard != \"\"", "return p.Heard != \"\"",
		commerceTests, "TestAnAttemptIsLeftBehindOnlyWhenNobodyIsPayingIt",
	},
	{
		"an old answer is relied on", "internal/commerce/payment.go",
		"now.Sub(p.CheckedAt) < askedLately", "now.Sub(p.CheckedAt) >= 0",
		commerceTests, "TestAnAttemptIsLeftBehindOnlyWhenNobodyIsPayingIt",
	},
	{
		"the shop stops asking too early", "internal/commerce/payment.go",
		"{24 * time.Hour, 7 * 24 * time.Hour}", "{24 * time.Hour, 6 * 24 * time.Hour}",
		commerceTests, "TestPaystackIsAskedLessAndLessOften",
	},
	{
		"a shopper cancels a paid order", "internal/commerce/order.go",
		"{OrderPaid, OrderCancelled, []Actor{Owner}},", "{OrderPaid, OrderCancelled, []Actor{Owner, Shopper}},",
		commerceTests, "TestAnOrderMovesOnlyAlongItsTable",
	},
	{
		"a kobo more than is left is refunded", "internal/commerce/refund.go",
		"case amount > left:", "case amount > left+1:",
		commerceTests, "TestARefundIsOfSomethingAndNeverOfMoreThanIsLeft",
	},
	{
		"a refund whose answer was lost is forgotten", "internal/commerce/refund.go",
		"return s != RefundFailed && s != RefundRefused }", "return s != RefundFailed && s != RefundRefused && s != RefundUnknown }",
		commerceTests, "TestARefundsStatusSaysWhetherItsMoneyIsOnItsWay",
	},
	{
		"a part that went back counts as all", "internal/commerce/refund.go",
		"if back < charged ||", "if back <= 0 ||",
		commerceTests, "TestAnOrderIsRefundedWhenAllOfItsMoneyHasGoneBackAndNotBefore",
	},
	{
		"a refund that has failed comes to life again", "internal/commerce/refund.go",
		"RefundNeedsAttention: {RefundProcessing, RefundProcessed, RefundFailed},", "RefundNeedsAttention: {RefundProcessing, RefundProcessed, RefundFailed}, RefundFailed: {RefundProcessed},",
		commerceTests, "TestARefundMovesOnlyAlongItsTable",
	},
	{
		"money on its way back pays an order", "internal/commerce/case.go",
		"here := waiting && c.Left > 0", "here := waiting",
		commerceTests, "TestEachCaseIsAnsweredOnlyAsItsTableSays",
	},
	{
		"a case is closed while its order waits for the money", "internal/commerce/case.go",
		"if !(waiting && c.Order == OrderPending) {", "if !waiting || c.Order == OrderPending {",
		commerceTests, "TestEachCaseIsAnsweredOnlyAsItsTableSays",
	},
	{
		"a case is closed without a word", "internal/commerce/case.go",
		"if answer == AnswerClose && strings.TrimSpace(note) == \"\" {", "if answer == AnswerClose && note == \"\" {",
		commerceTests, "TestEachAnswerIsTakenOrRefusedWithWhatToDoInstead",
	},
	{
		"a total that the shopper did not see is ordered", "internal/commerce/checkout.go",
		"*form.SeenTotal != draft.Total", "*form.SeenTotal > draft.Total",
		commerceTests, "TestATotalThatTheShopperDidNotSeeIsToldFirst",
	},
}
