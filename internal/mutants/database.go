package main

const moneyPromises = "TestTheDatabaseItselfKeepsThePromisesOfMoney"

// databaseMutants take away what the database itself holds, and what finds it when it is gone.
var databaseMutants = []mutant{
	{
		"an order may have two open attempts", "pb_migrations/1763856009_payments.go",
		"\"idx_payments_open\", true", "\"idx_payments_open\", false",
		hookTests, "TestTheDatabaseItselfKeepsThePromises",
	},
	{
		"two payments may have one reference", "pb_migrations/1763856009_payments.go",
		"\"idx_payments_reference\", true", "\"idx_payments_reference\", false",
		hookTests, "TestTheDatabaseItselfKeepsThePromises",
	},
	{
		"an event may be kept twice", "pb_migrations/1763856009_payments.go",
		"\"idx_webhook_events_digest\", true", "\"idx_webhook_events_digest\", false",
		hookTests, moneyPromises,
	},
	{
		"the sums of an order are not frozen", "pb_migrations/1763856010_guards.go",
		"\"NEW.totalKobo != OLD.totalKobo OR ", "\"NEW.totalKobo = -1 OR ",
		hookTests, "TestTheDatabaseItselfKeepsThePromises",
	},
	{
		"the amount of an attempt is not frozen", "pb_migrations/1763856010_guards.go",
		"OR NEW.amountKobo != OLD.amountKobo OR NEW.`order`", "OR NEW.`order`",
		hookTests, "TestTheDatabaseItselfKeepsThePromises",
	},
	{
		"one number of Paystack's may be entered twice", "pb_migrations/1763881001_ledger.go",
		"\"idx_ledger_entries_provider\", true", "\"idx_ledger_entries_provider\", false",
		hookTests, moneyPromises,
	},
	{
		"a payment may be charged twice", "pb_migrations/1763881001_ledger.go",
		"\"idx_ledger_entries_charge\", true", "\"idx_ledger_entries_charge\", false",
		hookTests, moneyPromises,
	},
	{
		"two refunds may have one key", "pb_migrations/1763881001_ledger.go",
		"\"idx_refunds_key\", true", "\"idx_refunds_key\", false",
		hookTests, moneyPromises,
	},
	{
		"one thing may have two cases", "pb_migrations/1763881001_ledger.go",
		"\"idx_payment_cases_about\", true", "\"idx_payment_cases_about\", false",
		hookTests, moneyPromises,
	},
	{
		"people may be told twice", "pb_migrations/1763881002_notifications.go",
		"\"idx_notifications_once\", true", "\"idx_notifications_once\", false",
		hookTests, moneyPromises,
	},
	{
		"the ledger can be rewritten", "pb_migrations/1763881003_money_guards.go",
		"BEFORE UPDATE ON ledger_entries BEGIN", "BEFORE UPDATE ON ledger_entries WHEN FALSE BEGIN",
		hookTests, moneyPromises,
	},
	{
		"the ledger can be torn up", "pb_migrations/1763881003_money_guards.go",
		"BEFORE DELETE ON ledger_entries BEGIN", "BEFORE DELETE ON ledger_entries WHEN FALSE BEGIN",
		hookTests, moneyPromises,
	},
	{
		"the amount of a refund is not frozen", "pb_migrations/1763881003_money_guards.go",
		"WHEN NEW.amountKobo != OLD.amountKobo OR NEW.reference", "WHEN NEW.reference",
		hookTests, moneyPromises,
	},
	{
		"a closed case can be opened again", "pb_migrations/1763881003_money_guards.go",
		"WHEN OLD.status = 'closed' OR", "WHEN",
		hookTests, moneyPromises,
	},
	{
		"nobody notices a paid order without a charge", "internal/shop/invariant.go",
		"HAVING COUNT(charge.id) != 1 OR COUNT(payments.id) != 1", "HAVING COUNT(charge.id) > 1 OR COUNT(payments.id) > 1",
		hookTests, "TestEachBrokenPromiseOfTheBooksIsFound",
	},
	{
		"nobody notices money that belongs nowhere", "internal/shop/invariant.go",
		"NOT IN ('failed', 'refused')) < charge.amountKobo", "NOT IN ('failed', 'refused')) < -charge.amountKobo",
		hookTests, "TestEachBrokenPromiseOfTheBooksIsFound",
	},
	{
		"nobody notices that a guard is gone", "internal/shop/invariant.go",
		"AND sqlite_master.name = value)", "AND sqlite_master.name != '')",
		hookTests, "TestEachBrokenPromiseOfTheBooksIsFound",
	},
}
