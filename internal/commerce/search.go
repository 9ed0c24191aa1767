package commerce

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The bounds of what is searched for, so that no text makes a search dear.
const (
	maxSearchBytes = 400 // of the shopper's text
	maxSearchWords = 8
	maxWordLetters = 40 // of a word, in the index and in a search alike
)

// plainLetters are the letters that no decomposition makes plain: the hooked ones of Hausa and Fulfulde, the open vowels
// of Nigeria's other languages, and those of names from elsewhere.
var plainLetters = strings.NewReplacer(
	"ɓ", "b", "ɗ", "d", "ƙ", "k", "ƴ", "y", "ŋ", "n", "ɲ", "n", "ɛ", "e", "ə", "e", "ǝ", "e", "ɔ", "o", "ʌ", "a", "ʋ", "v", "ƒ", "f", "ɣ", "g",
	"ı", "i", "ø", "o", "đ", "d", "ð", "d", "ł", "l", "ħ", "h", "ŧ", "t", "þ", "th", "ß", "ss", "æ", "ae", "œ", "oe",
)

// apostrophes stand inside a word and do not part it: "Ola's" is searched for as "olas", and Hausa's "'yan" as "yan".
const apostrophes = "'’‘ʼʻ`´"

// FoldWords cuts text into words as search knows them: small letters and digits without accents, tone marks, dots below
// and hooks, so that "Ṣẹ̀rẹ̀" and "sere" are one. Folding its own answer, joined by spaces, changes nothing.
func FoldWords(text string) []string {
	var folded strings.Builder
	text = strings.ToLower(norm.NFKD.String(strings.ToValidUTF8(text, " ")))
	for _, r := range norm.NFKD.String(plainLetters.Replace(text)) {
		switch {
		case unicode.Is(unicode.M, r), strings.ContainsRune(apostrophes, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			folded.WriteRune(r)
		default:
			folded.WriteByte(' ')
		}
	}
	words := strings.Fields(folded.String())
	for i, word := range words {
		if letters := []rune(word); len(letters) > maxWordLetters {
			words[i] = string(letters[:maxWordLetters])
		}
	}
	return words
}

// Singulars lists what the singular of a folded word may be when the word is an English plural: of "candies" candie, candi
// and candy, of "knives" also knife. It errs on the side of too many, since a text and a search err alike.
func Singulars(word string) []string {
	if !strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is") {
		return nil
	}
	singulars := []string{}
	for _, plural := range [][2]string{{"s", ""}, {"es", ""}, {"ies", "y"}, {"ves", "f"}, {"ves", "fe"}} {
		if stem, ok := strings.CutSuffix(word, plural[0]); ok && len(stem) >= 2 && len(stem+plural[1]) >= 3 {
			singulars = append(singulars, stem+plural[1])
		}
	}
	return singulars
}

// IndexText is what the search index keeps of a text: its folded words, each plural followed by its singulars.
func IndexText(text string) string {
	words := FoldWords(text)
	kept := make([]string, 0, len(words))
	for _, word := range words {
		kept = append(append(kept, word), Singulars(word)...)
	}
	return strings.Join(kept, " ")
}

// SearchWord is one word of a search. What is found has one of the exact words, or one that begins with a beginning.
type SearchWord struct {
	Exact      []string
	Beginnings []string
}

// Matches reports whether a text that [IndexText] made has the word.
func (w SearchWord) Matches(indexed string) bool {
	for word := range strings.FieldsSeq(indexed) {
		if slices.Contains(w.Exact, word) || slices.ContainsFunc(w.Beginnings, func(start string) bool { return strings.HasPrefix(word, start) }) {
			return true
		}
	}
	return false
}

// The worth of a word by where a product has it.
const (
	worthName      = 20 // the word itself, less 1 for each spelling that was tried before it
	worthBeginning = 12 // a longer word of the name
	worthCategory  = 8
	worthElsewhere = 2
	worthOfFewer   = 100 // of any of them against a name that is a word shorter
)

// Fit is how well a product that a search finds fits it: the more, the better. Its name, with the words in it, counts
// most, then the names of its category and those above. Among equals the shorter name fits better. Both texts are made by
// [IndexText].
func Fit(words []SearchWord, name, categories string) int {
	inName := strings.Fields(name)
	fit := 0
	for _, word := range words {
		worth := worthElsewhere
		if word.Matches(categories) {
			worth = worthCategory
		}
		if word.Matches(name) {
			worth = worthBeginning
		}
		for tried, exact := range word.Exact {
			if slices.Contains(inName, exact) {
				worth = max(worth, worthName-tried)
			}
		}
		fit += worth * worthOfFewer
	}
	return fit - min(len(inName), worthOfFewer-1)
}

// smallWords stand in nearly every description and tell nothing of what is looked for: "a gift for her" is a gift, her.
var smallWords = []string{"a", "an", "and", "for", "from", "in", "of", "the", "to", "with"}

// ParseSearch reads what a shopper typed. All words must be found but the small ones before the last; of the last one,
// which may still be being typed, the beginning is enough. A text without a letter or digit has none.
func ParseSearch(text string) []SearchWord {
	words := FoldWords(text[:min(len(text), maxSearchBytes)])
	search := []SearchWord{}
	words = words[:min(len(words), maxSearchWords)]
	for i, word := range words {
		if i < len(words)-1 && slices.Contains(smallWords, word) {
			continue
		}
		one := SearchWord{Exact: append([]string{word}, Singulars(word)...)}
		if i == len(words)-1 {
			one.Beginnings = []string{word}
		}
		search = append(search, one)
	}
	return search
}

// Typos is how many slips of the finger a word of so many letters may have and still be taken for another: short words
// are too like each other.
func Typos(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	default:
		return 2
	}
}

// maxSpellings is the most words that one mistyped word is taken for.
const maxSpellings = 5

// Spellings gives those of the known words that a mistyped word may have been meant to be, the nearest first.
func Spellings(word string, known []string) []string {
	most := Typos(len([]rune(word)))
	near := make([][]string, most+1)
	for _, candidate := range known {
		if slips := Slips(word, candidate); slips <= most && !slices.Contains(near[slips], candidate) {
			near[slips] = append(near[slips], candidate)
		}
	}
	spellings := slices.Concat(near...)
	return spellings[:min(len(spellings), maxSpellings)]
}

// Slips counts the slips between two words: a letter too many, too few, another one, or two neighbours exchanged
// (the optimal string alignment distance).
func Slips(a, b string) int {
	from, to := []rune(a), []rune(b)
	before, above, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(from); i++ {
		row[0] = i
		for j := 1; j <= len(to); j++ {
			other := 1
			if from[i-1] == to[j-1] {
				other = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+other)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(to)]
}
