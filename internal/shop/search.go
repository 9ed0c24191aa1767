package shop

import (
	"cmp"
	"context"
	"slices"

	"github.com/pocketbase/dbx"

	"lovegiftings/internal/commerce"
)

const (
	// fewHits is the number of products below which a search tries other spellings.
	fewHits = 3
	// mostRanked is the number of products up to which each one's fit is worked out (a few µs each). Among more, which a
	// single common word finds, those with the words in their name come first, then the newest.
	mostRanked = 500
	// mostListed is the number of products up to which a search lists what it counts; no less than mostRanked.
	mostListed = 2000
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
	m := matcher{listing: l, above: namesAbove(l.categories)}
	if err := m.lookForDates(); err != nil {
		return nil, 0, err
	}
	if err := m.readEndings(words); err != nil {
		return nil, 0, err
	}
	hits, err := m.find(words)
	if err != nil {
		return nil, 0, err
	}
	if hits.total < fewHits {
		respelled, err := m.respell(words)
		if err != nil {
			return nil, 0, err
		}
		if respelled != nil {
			if hits, err = m.find(respelled); err != nil {
				return nil, 0, err
			}
		}
	}
	ids, err := m.page(hits)
	return ids, hits.total, err
}

// searchHits is what some words find.
type searchHits struct {
	words []commerce.SearchWord
	match string
	total int
	first string // the numbers of the first, as a JSON array: of all when they are no more than mostListed
}

// find lists and counts what words find in one go through the index: those after the listed ones are only counted.
func (m matcher) find(words []commerce.SearchWord) (searchHits, error) {
	hits := searchHits{words: words, match: m.anywhere(words)}
	query, params := m.from("search.rowid AS number", joinNothing)
	params["match"], params["listed"] = hits.match, mostListed
	var last int64
	err := m.app.DB().NewQuery("SELECT COUNT(*), json_group_array(number), COALESCE(MAX(number), 0) FROM ("+query+" ORDER BY search.rowid LIMIT {:listed})").
		Bind(params).Row(&hits.total, &hits.first, &last)
	if err != nil || hits.total < mostListed {
		return hits, wrap(err, "read what a search finds")
	}
	query, params = m.from("COUNT(*)", joinNothing)
	params["match"], params["last"] = hits.match, last
	var more int
	err = m.app.DB().NewQuery(query + " AND search.rowid > {:last}").Bind(params).Row(&more)
	hits.total += more
	return hits, wrap(err, "count what a search finds")
}

// page gives the ids of one page of the hits.
func (m matcher) page(hits searchHits) ([]string, error) {
	switch {
	case m.offset() >= hits.total:
		return nil, nil
	case m.Sort == "position":
		return m.read(hits.match, "categories.position, "+ownOrder, m.PerPage, m.offset())
	case m.Sort != "":
		return m.read(hits.match, productOrders[m.Sort], m.PerPage, m.offset())
	case hits.total <= mostRanked:
		return m.ranked(hits)
	}
	ids, skip, before := []string{}, m.offset(), ""
	for _, tier := range []string{m.inName(hits.words, true), m.inName(hits.words, false), hits.match} {
		match := tier
		if before != "" {
			match += " NOT " + before
		}
		before = tier
		found, err := m.read(match, "search.rowid DESC", m.PerPage-len(ids), skip)
		if err != nil {
			return nil, err
		}
		if ids = append(ids, found...); len(ids) >= m.PerPage {
			break
		}
		if len(found) > 0 {
			skip = 0
		} else if skip > 0 { // the page begins after this tier
			count, err := m.count(match, 0)
			if err != nil {
				return nil, err
			}
			skip -= count
		}
	}
	return ids, nil
}

// foundRow is one product that a search finds, with what its fit is worked out from.
type foundRow struct {
	Number   int64  `db:"number"`
	Product  string `db:"product"`
	Name     string `db:"name"` // as it is searched
	Category string `db:"category"`
	fit      int
}

// ranked gives the ids of one page of few hits with what fits best first, and among equals the newest.
func (m matcher) ranked(hits searchHits) ([]string, error) {
	rows := []foundRow{}
	err := m.app.DB().NewQuery("SELECT number, product, name, category FROM search_items WHERE number IN (SELECT value FROM json_each({:numbers}))").
		Bind(dbx.Params{"numbers": hits.first}).All(&rows)
	if err != nil {
		return nil, wrap(err, "read what a search finds to rank it")
	}
	for i, row := range rows {
		rows[i].fit = commerce.Fit(hits.words, row.Name, m.above[row.Category])
	}
	slices.SortFunc(rows, func(a, b foundRow) int {
		return cmp.Or(cmp.Compare(b.fit, a.fit), cmp.Compare(b.Number, a.Number))
	})
	ids := []string{}
	for _, row := range rows[min(m.offset(), len(rows)):min(m.offset()+m.PerPage, len(rows))] {
		ids = append(ids, row.Product)
	}
	return ids, nil
}

func (m matcher) read(match, order string, limit, offset int) ([]string, error) {
	joined := joinNothing
	if m.Sort != "" {
		joined = joinProducts
	}
	query, params := m.from("search.rowid AS number", joined)
	params["match"], params["limit"], params["offset"] = match, limit, offset
	ids := []string{}
	err := m.app.DB().NewQuery("SELECT (SELECT product FROM search_items WHERE search_items.number = found.number) FROM (" +
		query + " ORDER BY " + order + " LIMIT {:limit} OFFSET {:offset}) AS found").Bind(params).Column(&ids)
	return ids, wrap(err, "read what a search finds")
}
