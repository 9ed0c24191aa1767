package shop

import (
	"slices"
	"strings"

	"github.com/pocketbase/dbx"

	"lovegiftings/internal/commerce"
)

// The signs that part what the index keeps besides plain words, and that no folded word has.
const (
	nameSign     = "·" // before a word of the product's name
	letterSign   = "¹" // before a letter that begins a word of the name, or is a word anywhere
	categorySign = "§" // before the id of its category
)

// longestPrefix is the most letters, a sign among them, of a beginning whose products the index has ready.
const longestPrefix = 4

// matcher asks the search index, in the language of SQLite's FTS5 (its documentation, section 3). Words reach it folded
// to letters and digits and in quotes, so that nothing a shopper types is taken for that language.
type matcher struct {
	listing
	above   map[string]string   // of each category, its name and those above it, as they are searched
	dated   bool                // some products are outside of their dates
	endings map[string][]string // of a beginning, all words of the index that begin so; not of those that many begin with
}

func (m *matcher) lookForDates() error {
	err := m.app.DB().NewQuery("SELECT EXISTS (" + outsideDates + ")").Bind(dbx.Params{"now": m.now.String()}).Row(&m.dated)
	return wrap(err, "look for products outside of their dates")
}

const outsideDates = "SELECT number FROM search_items WHERE (availableFrom != '' OR availableUntil != '') AND (availableFrom > {:now} OR (availableUntil != '' AND availableUntil <= {:now}))"

// readEndings looks up how a beginning may end when only one known word begins so, or none: without that, FTS5 gathers
// the products of all words that begin so before it gives the first.
func (m *matcher) readEndings(words []commerce.SearchWord) error {
	m.endings = map[string][]string{}
	for _, start := range words[len(words)-1].Beginnings {
		if len([]rune(start)) < longestPrefix {
			continue
		}
		known := []string{}
		err := m.app.DB().NewQuery("SELECT word FROM search_vocabulary WHERE word >= {:start} AND word < {:start} || char(1114111) LIMIT 2").
			Bind(dbx.Params{"start": start}).Column(&known)
		if err != nil {
			return wrap(err, "look for the words that begin so")
		}
		if len(known) < 2 {
			m.endings[start] = known
		}
	}
	return nil
}

// namesAbove gives for each category its name and those above it, as they are searched.
func namesAbove(categories []categoryRow) map[string]string {
	above := make(map[string]string, len(categories))
	for _, category := range categories {
		names := []string{}
		for _, one := range pathTo(categories, category.ID) {
			names = append(names, one.Name)
		}
		above[category.ID] = commerce.IndexText(strings.Join(names, " "))
	}
	return above
}

// categoryMark is what the index keeps of a product's category. Ids are letters and digits; what else one may hold is
// left out, since FTS5 would take it for the end of a word.
func categoryMark(id string) string { return categorySign + strings.Join(commerce.FoldWords(id), "") }

// written gives a word as FTS5 looks for it, behind a sign or plain.
func written(word, sign string) string { return `"` + sign + strings.ReplaceAll(word, `"`, "") + `"` }

func either(alternatives []string) string { return "(" + strings.Join(alternatives, " OR ") + ")" }

// ending writes the words that begin so.
func (m matcher) ending(start, sign string) []string {
	known, all := m.endings[start]
	if !all {
		return []string{written(start, sign) + " *"}
	}
	alternatives := []string{}
	for _, word := range known {
		alternatives = append(alternatives, written(word, sign))
	}
	return alternatives
}

// anywhere is that all words stand in a product's name, its description or the names of its categories.
func (m matcher) anywhere(words []commerce.SearchWord) string {
	return m.all(words, func(word commerce.SearchWord) []string {
		named := []string{}
		for _, id := range m.named(word) {
			named = append(named, written(categoryMark(id), ""))
		}
		alternatives := []string{}
		for _, start := range word.Beginnings {
			if len([]rune(start)) < 2 { // a single letter begins a word of nearly every description
				alternatives = append(alternatives, written(start, letterSign))
				word.Exact = slices.DeleteFunc(slices.Clone(word.Exact), func(exact string) bool { return exact == start })
			} else {
				alternatives = append(alternatives, m.ending(start, "")...)
			}
		}
		for _, exact := range word.Exact {
			alternatives = append(alternatives, written(exact, ""))
		}
		return append(alternatives, named...)
	})
}

// inName is that all words stand in a product's name.
func (m matcher) inName(words []commerce.SearchWord, whole bool) string {
	return m.all(words, func(word commerce.SearchWord) []string {
		alternatives := []string{}
		for _, exact := range word.Exact {
			alternatives = append(alternatives, written(exact, nameSign))
		}
		if !whole {
			for _, start := range word.Beginnings {
				alternatives = append(alternatives, m.ending(start, nameSign)...)
			}
		}
		return alternatives
	})
}

func (m matcher) all(words []commerce.SearchWord, one func(commerce.SearchWord) []string) string {
	parts := []string{}
	for _, word := range words {
		alternatives := slices.Compact(slices.Sorted(slices.Values(one(word))))
		// A word begins with itself; asking for both would be twice the work.
		part := either(slices.DeleteFunc(slices.Clone(alternatives), func(word string) bool { return slices.Contains(alternatives, word+" *") }))
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	if m.within != nil {
		within := []string{}
		for _, id := range m.within {
			within = append(within, written(categoryMark(id.(string)), ""))
		}
		parts = append(parts, either(within))
	}
	return "(" + strings.Join(parts, " AND ") + ")"
}

// named lists the categories whose name, or a name above theirs, has the word.
func (m matcher) named(word commerce.SearchWord) []string {
	ids := []string{}
	for _, category := range m.categories {
		if word.Matches(m.above[category.ID]) {
			ids = append(ids, category.ID)
		}
	}
	return ids
}

// What a query of the index may be joined with.
const (
	joinNothing  = ""
	joinItems    = " JOIN search_items ON search_items.number = search.rowid"
	joinProducts = joinItems + " JOIN products ON products.id = search_items.product JOIN categories ON categories.id = products.category"
)

// from writes what all queries of the index have in common.
func (m matcher) from(columns, joined string) (string, dbx.Params) {
	params := dbx.Params{"now": m.now.String()}
	priced := m.Prices != (commerce.PriceRange{})
	if priced && joined == joinNothing {
		joined = joinItems
	}
	query := "SELECT " + columns + " FROM search" + joined + " WHERE search MATCH {:match}"
	if priced {
		least, most := m.Prices.Limits()
		params["least"], params["most"] = int64(least), int64(most)
		query += " AND search_items.priceKobo BETWEEN {:least} AND {:most}"
	}
	if m.dated {
		query += " AND search.rowid NOT IN (" + outsideDates + ")"
	}
	return query, params
}

// count tells how many products fit, or, when enough is not 0, that number when there are more.
func (m matcher) count(match string, enough int) (int, error) {
	query, params := m.from("COUNT(*)", joinNothing)
	if enough > 0 {
		query, params = m.from("1", joinNothing)
		query = "SELECT COUNT(*) FROM (" + query + " LIMIT {:enough})"
		params["enough"] = enough
	}
	params["match"] = match
	var count int
	err := m.app.DB().NewQuery(query).Bind(params).Row(&count)
	return count, wrap(err, "count what a search finds")
}
