package main

import "testing"

func TestEachMutantFitsTheSources(t *testing.T) {
	names := map[string]bool{}
	for _, m := range mutants {
		if _, err := m.apply("../.."); err != nil {
			t.Error(err)
		}
		if m.name == "" || m.pack == "" || m.test == "" || names[m.name] {
			t.Errorf("%+v has no name of its own, or no test", m)
		}
		names[m.name] = true
	}
	if len(mutants) < 30 {
		t.Errorf("there are only %d mutants", len(mutants))
	}
}
