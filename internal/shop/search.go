package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/pocketbase/dbx"

	"lovegiftings/internal/commerce"
)

const (
	// fewHits is the number of products below which a search tries other spellings.
	fewHits = 3
	// mostRanked is the number of products up to which each one's fit is worked out (bm25, some 10 µs each). Among more,
	// which a single common word finds, the fit says little: those with the words in their name come first, then the newest.
	mostRanked = 500
	// mostCandidates bounds the known words that a mistyped one is compared with.
	mostCandidates = 60
)

// search gives the ids of one page of what a text finds, and how many products are on all pages. First it brings what
// was saved lately into the index.
func (s *Shop) search(ctx context.Context, l listing) ([]string, int, error) {
	if _, err := s.indexSome(ctx, l.app); err != nil {
		return nil, 0, err
	}
	words := commerce.ParseSearch(l.Text)
	if len(words) == 0 {
		return nil, 0, nil
	}
	m := matcher{listing: l}
	for _, category := range l.categories {
		m.names = append(m.names, commerce.IndexText(category.Name))
	}
	if err := m.lookForDates(); err != nil {
		return nil, 0, err
	}
	total, err := m.count(m.anywhere(words))
	if err != nil {
		return nil, 0, err
	}
	if total < fewHits {
		respelled, err := m.respell(words)
		if err != nil {
			return nil, 0, err
		}
		if respelled != nil {
			words = respelled
			if total, err = m.count(m.anywhere(words)); err != nil {
				return nil, 0, err
			}
		}
	}
	ids, err := m.page(words, total)
	return ids, total, err
}

// matcher asks the search index, in the language of SQLite's FTS5 (its documentation, section 3). Words reach it folded
// to letters and digits and in quotes, so that nothing a shopper types is taken for that language.
type matcher struct {
	listing
	names []string // of the categories, as they are searched
	dated bool     // some products are outside of their dates
}

func (m *matcher) lookForDates() error {
	err := m.app.DB().NewQuery("SELECT EXISTS (" + outsideDates + ")").Bind(dbx.Params{"now": m.now.String()}).Row(&m.dated)
	return wrap(err, "look for products outside of their dates")
}

const outsideDates = "SELECT number FROM search_items WHERE (availableFrom != '' OR availableUntil != '') AND (availableFrom > {:now} OR (availableUntil != '' AND availableUntil <= {:now}))"

// quoted writes words as alternatives.
func quoted(words []string, after string) []string {
	alternatives := make([]string, len(words))
	for i, word := range words {
		alternatives[i] = `"` + strings.ReplaceAll(word, `"`, "") + `"` + after
	}
	return alternatives
}

func either(alternatives []string) string { return "(" + strings.Join(alternatives, " OR ") + ")" }

// anywhere is that all words stand in a product's name, its description or the names of its categories.
func (m matcher) anywhere(words []commerce.SearchWord) string {
	return m.all(words, func(word commerce.SearchWord) string {
		long := slices.DeleteFunc(slices.Clone(word.Beginnings), func(start string) bool { return len([]rune(start)) < 2 })
		places := []string{"{name description} : " + either(append(quoted(word.Exact, ""), quoted(long, " *")...))}
		if len(long) < len(word.Beginnings) { // a single letter begins a word of nearly every description
			places = append(places, "name : "+either(quoted(word.Beginnings, " *")))
		}
		if named := m.named(word); len(named) > 0 {
			places = append(places, "category : "+either(quoted(named, "")))
		}
		return either(places)
	})
}

// inName is that all words stand in a product's name.
func (m matcher) inName(words []commerce.SearchWord, whole bool) string {
	return m.all(words, func(word commerce.SearchWord) string {
		alternatives := quoted(word.Exact, "")
		if !whole {
			alternatives = append(alternatives, quoted(word.Beginnings, " *")...)
		}
		return "name : " + either(alternatives)
	})
}

func (m matcher) all(words []commerce.SearchWord, one func(commerce.SearchWord) string) string {
	parts := []string{}
	for _, word := range words {
		parts = append(parts, one(word))
	}
	if m.within != nil {
		within := []string{}
		for _, id := range m.within {
			within = append(within, id.(string))
		}
		parts = append(parts, "category : "+either(quoted(within, "")))
	}
	return "(" + strings.Join(parts, " AND ") + ")"
}

// named lists the categories whose name, or a name above theirs, has the word.
func (m matcher) named(word commerce.SearchWord) []string {
	ids := []string{}
	for i, category := range m.categories {
		if !word.Matches(m.names[i]) {
			continue
		}
		for _, id := range below(m.categories, category.ID) {
			if !slices.Contains(ids, id.(string)) {
				ids = append(ids, id.(string))
			}
		}
	}
	return ids
}

// from writes what all queries of the index have in common.
func (m matcher) from(columns string) (string, dbx.Params) {
	params := dbx.Params{"now": m.now.String()}
	query := "SELECT " + columns + " FROM search"
	if m.Prices != (commerce.PriceRange{}) || m.Sort != "" {
		query += " JOIN search_items ON search_items.number = search.rowid"
	}
	if m.Sort != "" && columns != "COUNT(*)" {
		query += " JOIN products ON products.id = search_items.product JOIN categories ON categories.id = products.category"
	}
	query += " WHERE search MATCH {:match}"
	if m.Prices != (commerce.PriceRange{}) {
		least, most := m.Prices.Limits()
		params["least"], params["most"] = int64(least), int64(most)
		query += " AND search_items.priceKobo BETWEEN {:least} AND {:most}"
	}
	if m.dated {
		query += " AND search.rowid NOT IN (" + outsideDates + ")"
	}
	return query, params
}

func (m matcher) count(match string) (int, error) {
	query, params := m.from("COUNT(*)")
	params["match"] = match
	var count int
	err := m.app.DB().NewQuery(query).Bind(params).Row(&count)
	return count, wrap(err, "count what a search finds")
}

// page gives the ids of one page of what the words find.
func (m matcher) page(words []commerce.SearchWord, total int) ([]string, error) {
	match := m.anywhere(words)
	switch {
	case m.Sort == "position":
		return m.read(match, "categories.position, "+ownOrder, m.PerPage, m.offset())
	case m.Sort != "":
		return m.read(match, productOrders[m.Sort], m.PerPage, m.offset())
	case total <= mostRanked:
		return m.read(match, "rank", m.PerPage, m.offset())
	}
	ids, skip, before := []string{}, m.offset(), ""
	for _, tier := range []string{m.inName(words, true), m.inName(words, false), match} {
		match := tier
		if before != "" {
			match += " NOT " + before
		}
		before = tier
		count, err := m.count(match)
		if err != nil {
			return nil, err
		}
		if skip >= count {
			skip -= count
			continue
		}
		found, err := m.read(match, "search.rowid DESC", m.PerPage-len(ids), skip)
		if err != nil {
			return nil, err
		}
		if ids, skip = append(ids, found...), 0; len(ids) >= m.PerPage {
			break
		}
	}
	return ids, nil
}

func (m matcher) read(match, order string, limit, offset int) ([]string, error) {
	query, params := m.from("search.rowid AS number")
	params["match"], params["limit"], params["offset"] = match, limit, offset
	ids := []string{}
	err := m.app.DB().NewQuery("SELECT (SELECT product FROM search_items WHERE search_items.number = found.number) FROM (" +
		query + " ORDER BY " + order + " LIMIT {:limit} OFFSET {:offset}) AS found").Bind(params).Column(&ids)
	return ids, wrap(err, "read what a search finds")
}

// respell gives the words with other spellings for those that hardly anything has; nil when there are none.
func (m matcher) respell(words []commerce.SearchWord) ([]commerce.SearchWord, error) {
	respelled := slices.Clone(words)
	changed := false
	for i, word := range words {
		alone := m
		alone.within, alone.Prices = nil, commerce.PriceRange{}
		count, err := alone.count(alone.anywhere(words[i : i+1]))
		if err != nil {
			return nil, err
		}
		if count >= fewHits {
			continue
		}
		spellings := []string{}
		for _, typed := range word.Exact {
			known, err := m.candidates(typed)
			if err != nil {
				return nil, err
			}
			spellings = append(spellings, commerce.Spellings(typed, known)...)
		}
		if len(spellings) > 0 {
			changed = true
			respelled[i].Exact = slices.Concat(word.Exact, spellings)
		}
	}
	if !changed {
		return nil, nil
	}
	return respelled, nil
}

// candidates lists known words that look like one: those that share the most trigrams with it, for a short one also
// those with its first letter, since a slip there leaves no trigram whole, and the words of the categories' names.
func (m matcher) candidates(word string) ([]string, error) {
	letters := []rune("_" + word + "_")
	if commerce.Typos(len(letters)-2) == 0 {
		return nil, nil
	}
	trigrams := []string{}
	for i := range len(letters) - 2 {
		trigrams = append(trigrams, string(letters[i:i+3]))
	}
	known := []string{}
	err := m.app.DB().NewQuery("SELECT trim(word, '_') FROM search_words WHERE search_words MATCH {:match} ORDER BY rank LIMIT {:most}").
		Bind(dbx.Params{"match": strings.Join(quoted(trigrams, ""), " OR "), "most": mostCandidates}).Column(&known)
	if err != nil {
		return nil, wrap(err, "look for words by trigrams")
	}
	if len(letters)-2 < 6 {
		short := []string{}
		err := m.app.DB().NewQuery("SELECT word FROM search_vocabulary WHERE word >= {:from} AND word < {:to} AND length(word) BETWEEN {:length} - 1 AND {:length} + 1").
			Bind(dbx.Params{"from": string(letters[1]), "to": string(letters[1] + 1), "length": len(letters) - 2}).Column(&short)
		if err != nil {
			return nil, wrap(err, "look for short words")
		}
		known = append(known, short...)
	}
	for _, name := range m.names {
		known = append(known, strings.Fields(name)...)
	}
	return known, nil
}
