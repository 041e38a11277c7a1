package fit

import "testing"

// Whether it is asked if there is a value, at the mark in file and source.
func TestChained(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness
		chains       rare
	}{
		{"f(|e?.length)", "f(|list?.length)", alike, rare{1, 0}},
		{"f(|e?.length)", "f(|list.length)", otherSign, rare{}},
		{"f(|e?.length)", "f(|list // all\n  .length)", otherSign, rare{}},
		{"f(|e.length)", "f(|list?.length)", alike, rare{0, 1}},
		{"f(|e.length)", "f(|list.length)", alike, rare{}},
		{"f(|e?.length)", "f(list && |list.length)", alike, rare{}},
		{"f(|e?.length)", "f(list == null ? void 0 : |list.length)", alike, rare{}},
		{"f(null==e?void 0:|e.length)", "f(|list?.length)", alike, rare{}},
		{"f(a.|b?.length)", "f(x && x.|b.length)", keptWord, rare{}},
		{"f(|e.default?.length)", "f(|List?.length)", alike, rare{}},
		{"f(|e?.5:1)", "f(|list.x)", alike, rare{}},
	} {
		var court court
		if got := compared(t, c.file, c.source, &court); got != c.want || court.chains != c.chains {
			t.Errorf("%q of %q: %d, %v, want %d, %v", c.file, c.source, got, court.chains, c.want, c.chains)
		}
	}
}
