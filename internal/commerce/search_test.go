package commerce

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAccentsToneMarksAndHooksAreFolded(t *testing.T) {
	for text, want := range map[string]string{
		"Ṣẹ̀rẹ̀ Ọlá's ỌJÀ":            "sere olas oja",
		"Ǹjẹ́ Ị̀jẹ̀bú":                "nje ijebu",
		"ụmụ ṅụrị ọṅụ":                "umu nuri onu",
		"ɓauna Ɗan ƙasa ƘANO 'yan Ƴa": "bauna dan kasa kano yan ya",
		"  Café—Crème; 330ml  ":       "cafe creme 330ml",
		"ﬁne ＷＩＤＥ":                    "fine wide",
		"Straße":                      "strasse",
		"₦5,000!":                     "5 000",
		"\xff\x00\"*()^:-":            "",
		"礼物":                          "礼物",
	} {
		if got := strings.Join(FoldWords(text), " "); got != want {
			t.Errorf("%q folds to %q, want %q", text, got, want)
		}
	}
}

func TestFoldingTwiceFoldsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := FoldWords(rapid.String().Draw(t, "text"))
		if twice := FoldWords(strings.Join(once, " ")); !slices.Equal(once, twice) {
			t.Fatalf("%q folds on to %q", once, twice)
		}
	})
}

func FuzzFoldWords(f *testing.F) {
	for _, seed := range []string{"Ṣẹ̀rẹ̀", "ɓ'ɗ", "\xff\"*", "İǅ", "ŉ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := FoldWords(text)
		if twice := FoldWords(strings.Join(once, " ")); !slices.Equal(once, twice) {
			t.Fatalf("%q folds to %q and on to %q", text, once, twice)
		}
		for _, word := range once {
			if strings.ContainsAny(word, "\"'*()^:-+ ") || len([]rune(word)) > maxWordLetters {
				t.Fatalf("%q is no word", word)
			}
		}
		for _, word := range ParseSearch(text) {
			if len(word.Exact) == 0 || len(word.Exact[0]) == 0 {
				t.Fatalf("%q is searched for as %v", text, word)
			}
		}
	})
}

// finds reports whether a text would be found by a search.
func finds(text, search string) bool {
	words := ParseSearch(search)
	return len(words) > 0 && !slices.ContainsFunc(words, func(word SearchWord) bool { return !word.Matches(IndexText(text)) })
}

func TestPluralsFindSingularsAndSingularsPlurals(t *testing.T) {
	for one, many := range map[string]string{
		"mug": "mugs", "box": "boxes", "candy": "candies", "cookie": "cookies", "glass": "glasses", "knife": "knives", "scarf": "scarves",
		"vase": "vases", "brush": "brushes", "watch": "watches", "tie": "ties", "toy": "toys", "potato": "potatoes", "Ọjà": "ọjàs", "cup": "cup's",
	} {
		if !finds("A "+one+" for her", many+" her") || !finds("Some "+many+" for her", one+" her") {
			t.Errorf("%s and %s do not find each other", one, many)
		}
	}
	for text, search := range map[string]string{"glass": "glas her", "bus": "bu her", "os": "o her"} {
		if finds(text+" her", search) {
			t.Errorf("%s is found by %s", text, search)
		}
	}
}

func TestOfTheLastWordTheBeginningIsEnoughAndOfOthersNot(t *testing.T) {
	for search, want := range map[string]bool{
		"a": true, "ad": true, "adire m": true, "adire moo": true, "moon adire": true, "mug adir": true, "ADIRE MUG": true,
		"adir moon": false, "oon": false, "adire sun": false, "adire  moon  mug": true, "": false, " !? ": false,
	} {
		if got := finds("Àdìrẹ Moon Mug", search); got != want {
			t.Errorf("%q finds it: %v", search, got)
		}
	}
}

func TestSmallWordsAreSearchedForOnlyWhenTheyMayBeTheBeginningOfAnother(t *testing.T) {
	for text, want := range map[string]string{
		"a gift for her": "gift her", "The Mug": "mug", "cup and a": "cup a", "for": "for", "the a": "a", "journal with": "journal with", "forever": "forever", "of of of of of of of of of": "of",
	} {
		got := []string{}
		for _, word := range ParseSearch(text) {
			got = append(got, word.Exact[0])
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is searched for as %q, want %q", text, got, want)
		}
	}
}

func TestAProductFitsBetterByItsNameThanByItsCategoryOrDescription(t *testing.T) {
	for _, row := range []struct{ search, better, worse string }{ // a name and, after a bar, the names of its categories
		{"mug", "Mug | Drinks", "Saucer | Mugs"},
		{"mug", "Saucer | Mugs", "Saucer | Drinks"},
		{"mug", "Mug | Drinks", "Mug of Clay | Drinks"},
		{"mug", "Big Mug | Drinks", "Muguet | Drinks"},
		{"mug", "Muguet | Drinks", "Saucer | Mugs"},
		{"mugs", "Mugs | Drinks", "Mug | Drinks"},
		{"adire mug", "Adire Mug | Drinks", "Mug | Drinks"},
		{"adire mug", "A Long Name of an Adire Mug | Drinks", "Mug | Drinks"},
		{"adire mug", "Mug | Adire", "Mug | Drinks"},
	} {
		fit := func(product string) int {
			name, categories, _ := strings.Cut(product, "|")
			return Fit(ParseSearch(row.search), IndexText(name), IndexText(categories))
		}
		if fit(row.better) <= fit(row.worse) {
			t.Errorf("%s: %q fits by %d, %q by %d", row.search, row.better, fit(row.better), row.worse, fit(row.worse))
		}
	}
	words := ParseSearch("calabsh bowl")
	words[0].Exact = append(words[0].Exact, "calabash")
	if Fit(words, "calabsh", "") <= Fit(words, "calabash", "") || Fit(words, "calabash", "") <= Fit(words, "bole calabashes", "") {
		t.Error("what was typed does not fit better than what it was taken for")
	}
}

func TestATextAlwaysFindsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if len(FoldWords(text)) > 0 && !finds(text, text) {
			t.Fatalf("%q does not find itself", text)
		}
	})
}

func TestSlipsAreCounted(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"mug", "mug", 0}, {"mug", "", 3}, {"calabsh", "calabash", 1}, {"calabahs", "calabash", 1}, {"jounral", "journal", 1},
		{"botle", "bottle", 1}, {"bottlle", "bottle", 1}, {"bettle", "bottle", 1}, {"ca", "abc", 3}, {"birtday", "birthday", 1}, {"flask", "mug", 5},
	} {
		if got := Slips(test.a, test.b); got != test.want {
			t.Errorf("%s and %s are %d slips apart, want %d", test.a, test.b, got, test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[abcd]{0,6}`)
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if slips := Slips(a, b); slips != Slips(b, a) || (slips == 0) != (a == b) || slips > max(len(a), len(b)) {
			t.Fatalf("%q and %q are %d slips apart", a, b, slips)
		}
	})
}

func TestAMistypedWordIsTakenForTheNearestOnes(t *testing.T) {
	known := []string{"cup", "cap", "bottle", "battle", "journal", "calabash", "mug"}
	for word, want := range map[string][]string{
		"botle": {"bottle"}, "bettle": {"bottle", "battle"}, "jornal": {"journal"}, "calabsah": {"calabash"}, "kalabsh": nil, "kalabesh": {"calabash"},
		"cpu": nil, "mgu": nil, "tractor": nil,
	} {
		if got := Spellings(word, known); !slices.Equal(got, want) {
			t.Errorf("%s is taken for %v, want %v", word, got, want)
		}
	}
}
