package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The search index. Its texts are folded by the shop, which SQL cannot do; so triggers, which see every writer, only mark
// a product as stale, and the shop brings it up to date before it next searches. search_items numbers the products,
// because the rowid of a table with a text key does not outlive a VACUUM (SQLite documentation, "VACUUM", section 3), and
// keeps what searches filter by. Names of categories are not in the index: a word is looked up in them first, so that
// renaming or moving a category costs nothing. search_words is the index's vocabulary, by trigrams, for typing errors.
var searchUp = []string{
	`CREATE TABLE search_items (
		number INTEGER PRIMARY KEY, product TEXT NOT NULL UNIQUE, stale INTEGER NOT NULL DEFAULT 1,
		priceKobo INTEGER NOT NULL, availableFrom TEXT NOT NULL, availableUntil TEXT NOT NULL)`,
	`CREATE INDEX idx_search_items_stale ON search_items (number) WHERE stale = 1`,
	`CREATE INDEX idx_search_items_scheduled ON search_items (availableFrom, availableUntil) WHERE availableFrom != '' OR availableUntil != ''`,
	`CREATE VIRTUAL TABLE search USING fts5(name, description, category, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3')`,
	`INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 4.0)')`,
	`CREATE VIRTUAL TABLE search_words USING fts5(word, tokenize='trigram', detail='none')`,
	`CREATE TABLE search_vocabulary (word TEXT PRIMARY KEY) WITHOUT ROWID`,
	`CREATE TRIGGER search_vocabulary_insert AFTER INSERT ON search_vocabulary BEGIN
		INSERT INTO search_words (word) VALUES ('_' || NEW.word || '_');
	END`,
	`CREATE TRIGGER search_products_insert AFTER INSERT ON products BEGIN
		INSERT INTO search_items (product, priceKobo, availableFrom, availableUntil) VALUES (NEW.id, NEW.priceKobo, NEW.availableFrom, NEW.availableUntil);
	END`,
	`CREATE TRIGGER search_products_update AFTER UPDATE OF id, name, description, category, active, priceKobo, availableFrom, availableUntil ON products BEGIN
		UPDATE search_items SET product = NEW.id, priceKobo = NEW.priceKobo, availableFrom = NEW.availableFrom, availableUntil = NEW.availableUntil,
			stale = stale OR NEW.name != OLD.name OR NEW.description != OLD.description OR NEW.category != OLD.category OR NEW.active != OLD.active
		WHERE product = OLD.id;
	END`,
	`CREATE TRIGGER search_products_delete AFTER DELETE ON products BEGIN
		DELETE FROM search WHERE rowid = (SELECT number FROM search_items WHERE product = OLD.id);
		DELETE FROM search_items WHERE product = OLD.id;
	END`,
	`INSERT INTO search_items (product, priceKobo, availableFrom, availableUntil) SELECT id, priceKobo, availableFrom, availableUntil FROM products`,
}

var searchDown = []string{
	"DROP TRIGGER search_products_delete", "DROP TRIGGER search_products_update", "DROP TRIGGER search_products_insert",
	"DROP TABLE search_vocabulary", "DROP TABLE search_words", "DROP TABLE search", "DROP TABLE search_items",
}

func init() {
	migrations.Register(func(app core.App) error {
		return execute(app, searchUp...)
	}, func(app core.App) error {
		return execute(app, searchDown...)
	})
}
