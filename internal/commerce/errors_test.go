package commerce

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// refusedFor gives the kind of a refusal and its problems written "field code", sorted, for comparing.
func refusedFor(t *testing.T, err error) (RefusalKind, string) {
	t.Helper()
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v, want a refusal", err)
	}
	if len(refusal.Problems) == 0 {
		t.Fatal("a refusal without a problem")
	}
	var told []string
	for _, problem := range refusal.Problems {
		if problem.Message == "" || problem.Code == "" {
			t.Errorf("problem %+v does not say what is wrong", problem)
		}
		if problem.Field == "" {
			t.Errorf("problem %+v names no field", problem)
		}
		told = append(told, problem.Field+" "+problem.Code)
	}
	slices.Sort(told)
	return refusal.Kind, strings.Join(told, ", ")
}

// wantRefusal fails unless err is a refusal of the kind with exactly these problems, written "field code, field code".
func wantRefusal(t *testing.T, err error, kind RefusalKind, problems string) {
	t.Helper()
	if err == nil {
		t.Fatalf("nothing was refused, want %q", problems)
	}
	if gotKind, got := refusedFor(t, err); gotKind != kind || got != problems {
		t.Errorf("refused as kind %d for %q, want kind %d for %q", gotKind, got, kind, problems)
	}
}

func TestARefusalSpeaksItsFirstProblemAndKnowsItsCodes(t *testing.T) {
	refusal := &Refusal{Kind: Conflict, Problems: []Problem{
		{Field: "a", Code: CodeOutOfStock, Message: "Only 2 are left."},
		{Field: "b", Code: CodePriceChanged, Message: "The price has changed."},
	}}
	if refusal.Error() != "Only 2 are left." {
		t.Errorf("it says %q", refusal.Error())
	}
	if !refusal.Has(CodeOutOfStock) || !refusal.Has(CodePriceChanged) || refusal.Has(CodeNotFound) {
		t.Error("Has does not answer for the codes of all problems and for no other")
	}
}

func TestNoProblemsMakeNoError(t *testing.T) {
	if err := (problems{}).refusal(Invalid); err != nil {
		t.Errorf("got %v: a typed nil would read as an error", err)
	}
}
