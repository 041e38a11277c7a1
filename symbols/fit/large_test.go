package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
)

// Of a large map a sample is compared, and all that lies around the places
// asked about.
func TestLargeMap(t *testing.T) {
	var b build
	b.statements(80_000)
	m, code := b.open(t), b.code.String()
	spoiled := len(code)/2 + 20_000
	code = code[:spoiled] + strings.Repeat("x", 100) + code[spoiled+100:]
	r := check(t, code, m, at(0, 1000), at(0, spoiled+50), at(0, spoiled+5000), at(0, len(code)-5))
	if r.Mappings < everything/2 || r.Mappings > 2*everything || r.Verdict() != Fits || r.End != at(0, len(code)-1) {
		t.Errorf("%d mappings, verdict %v, end %v of %d", r.Mappings, r.Verdict(), r.End, len(code))
	}
	for i, want := range []Verdict{Fits, Stale, Fits, Fits} {
		if got := r.Near(i); got != want {
			t.Errorf("near the %d. place: %v, want %v", i, got, want)
		}
	}
	for name, text := range map[string]string{"an edit": "var answer=42;", "a letter": "x"} {
		if r := check(t, code[:spoiled]+text+code[spoiled:], m); r.Verdict() != Stale {
			t.Errorf("%s in the middle: %v, %d of %d", name, r.Verdict(), r.Split+r.Outside, r.Mappings)
		}
	}
	if j, err := Glance(lines.New([]byte(code)), m, Labels{}); err != nil || j.Compared > 4*some || j.Report.Mappings != j.Compared || j.Outcome == Mismatch {
		t.Errorf("a glance: %v, %+v", err, j)
	}
}
