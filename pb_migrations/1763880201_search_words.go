package pb_migrations

import (
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/migrations"
)

// The search index keeps of each product only which words it has (detail=none), without their places: a third of the
// reading when nearly every product has a word. A word of the name is kept a second time behind a "·", the first letters
// behind a "¹" and the category's id behind a "§", which no folded word has. How well a product fits is reckoned from its folded name, so that no search
// counts the products of every word, as bm25 does. search_trigrams reads the trigrams of search_words.
var searchWordsUp = []string{
	`DROP TABLE search`,
	`CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, detail='none', tokenize='ascii', prefix='2 3 4')`,
	`CREATE VIRTUAL TABLE search_trigrams USING fts5vocab(search_words, instance)`,
	`ALTER TABLE search_items ADD COLUMN name TEXT NOT NULL DEFAULT ''`,
	`ALTER TABLE search_items ADD COLUMN category TEXT NOT NULL DEFAULT ''`,
	`UPDATE search_items SET stale = 1`,
}

var searchWordsDown = []string{
	`DROP TABLE search`,
	`CREATE VIRTUAL TABLE search USING fts5(name, description, category, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3')`,
	`INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 4.0)')`,
	`DROP TABLE search_trigrams`,
	`ALTER TABLE search_items DROP COLUMN name`,
	`ALTER TABLE search_items DROP COLUMN category`,
	`UPDATE search_items SET stale = 1`,
}

func init() {
	migrations.Register(func(app core.App) error {
		return execute(app, searchWordsUp...)
	}, func(app core.App) error {
		return execute(app, searchWordsDown...)
	})
}
