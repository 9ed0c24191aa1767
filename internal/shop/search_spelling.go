package shop

import (
	"slices"
	"strings"

	"github.com/pocketbase/dbx"

	"lovegiftings/internal/commerce"
)

const (
	// mostCandidates bounds the known words that a mistyped one is compared with.
	mostCandidates = 200
	// brokenTrigrams is the most trigrams of a word that one slip breaks: an exchange of two neighbours stands in four.
	brokenTrigrams = 4
	// shortWord is the number of letters below which a slip may leave no trigram of a word whole.
	shortWord = 6
)

// respell gives the words with other spellings for those that hardly anything has; nil when there are none.
func (m matcher) respell(words []commerce.SearchWord) ([]commerce.SearchWord, error) {
	respelled := slices.Clone(words)
	changed := false
	for i, word := range words {
		alone := m
		alone.within, alone.Prices = nil, commerce.PriceRange{}
		count, err := alone.count(alone.anywhere(words[i:i+1]), fewHits)
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
// those with its first letter, and the words of the categories' names.
func (m matcher) candidates(word string) ([]string, error) {
	letters := []rune("_" + word + "_")
	length := len(letters) - 2
	typos := commerce.Typos(length)
	if typos == 0 {
		return nil, nil
	}
	trigrams := []any{}
	for i := range length {
		if trigram := any(string(letters[i : i+3])); !slices.Contains(trigrams, trigram) {
			trigrams = append(trigrams, trigram)
		}
	}
	shared := m.app.DB().Select("doc", "COUNT(*) AS shared").From("search_trigrams").Where(dbx.In("term", trigrams...)).GroupBy("doc").
		Having(dbx.NewExp("shared >= {:least}", dbx.Params{"least": len(trigrams) - brokenTrigrams*typos})).OrderBy("shared DESC").Limit(mostCandidates).Build()
	params := shared.Params()
	params["shortest"], params["longest"] = length-typos, length+typos
	known := []string{}
	err := m.app.DB().NewQuery("SELECT trim(word, '_') FROM (" + shared.SQL() + ") JOIN search_words ON search_words.rowid = doc " +
		"WHERE length(word) - 2 BETWEEN {:shortest} AND {:longest} ORDER BY shared DESC").Bind(params).Column(&known)
	if err != nil {
		return nil, wrap(err, "look for words by trigrams")
	}
	if length < shortWord {
		short := []string{}
		err := m.app.DB().NewQuery("SELECT word FROM search_vocabulary WHERE word >= {:from} AND word < {:to} AND length(word) BETWEEN {:length} - 1 AND {:length} + 1").
			Bind(dbx.Params{"from": string(letters[1]), "to": string(letters[1] + 1), "length": length}).Column(&short)
		if err != nil {
			return nil, wrap(err, "look for short words")
		}
		known = append(known, short...)
	}
	for _, category := range m.categories {
		known = append(known, strings.Fields(m.above[category.ID])...)
	}
	return known, nil
}
