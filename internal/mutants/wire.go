package main

const (
	paystackTests = "./internal/paystack"
	hookTests     = "./hooks"
)

// wireMutants break what hears Paystack.
var wireMutants = []mutant{
	{
		"no signature is looked at", "internal/paystack/webhook.go",
		"present := hmac.Equal(given, sum(c.key, body))", "present := true",
		paystackTests, "TestSignaturesAreOverTheRawBytes",
	},
	{
		"without a former key the empty key signs", "internal/paystack/webhook.go",
		"return c.former != \"\" && hmac.Equal", "return hmac.Equal",
		hookTests, "TestAnEventSignedWithNoKeyIsRefused",
	},
	{
		"an answer about another payment is believed", "internal/paystack/transaction.go",
		"if t.Reference != reference {", "if t.Reference == \"\" {",
		paystackTests, "TestAVerifyAnswerOfAnyOtherShapeIsUnavailable",
	},
	{
		"whoever signs a webhook is heard", "internal/shop/webhook.go",
		"if !s.Paystack.Signed(body, signature) {", "if signature == \"\" {",
		hookTests, "TestAWebhookThatPaystackDidNotSignIsRefused",
	},
	{
		"Paystack is answered 200 before the event is kept", "hooks/payment.go",
		"\tcase err != nil:\n\t\treturn err\n\t}\n\th.shop.HandleSoon", "\t}\n\th.shop.HandleSoon",
		hookTests, "TestAnEventThatCouldNotBeKeptIsNotTaken",
	},
	{
		"an event is done with although Paystack could not explain it", "internal/shop/inbox.go",
		"\tif err == nil {\n\t\tcrash.Here", "\tif err == nil || isUnavailable(err) {\n\t\tcrash.Here",
		hookTests, "TestAnEventOfWhichOnlyPaystackKnowsWaitsUntilItAnswers",
	},
	{
		"the same delivery is another event", "internal/shop/record_payment.go",
		"\treturn there != nil, err\n", "\treturn there != nil && digest == \"\", err\n",
		hookTests, "TestTheSameDeliveryTwiceIsKeptOnceAndPaysOnce",
	},
	{
		"a shopper asks about somebody else's payment", "internal/shop/record_payment.go",
		"order, err = findOrder(app, who, payment.GetString(\"order\"))", "order, err = app.FindRecordById(\"orders\", payment.GetString(\"order\"))",
		hookTests, "TestSomebodyElsesOrderCannotBeToldFromOneThatDoesNotExist",
	},
}
