package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Of a large map a sample is compared, and all that lies around the places
// asked about.
func TestLargeMap(t *testing.T) {
	var b build
	b.statements(30_000)
	m, code := b.open(t), []byte(b.code.String())
	near := []sourcemap.Position{at(0, 1000), at(0, len(code)-5)}
	for i := range 8 { // wherever the sample's stretches are
		spoiled := len(code)/2 + i*20_450
		copy(code[spoiled:], strings.Repeat("x", 100))
		near = append(near, at(0, spoiled+50), at(0, spoiled+5000))
	}
	r := check(t, string(code), m, near...)
	if r.Mappings < everything/2 || r.Mappings > everything || r.Verdict() != Fits || r.End != at(0, len(code)-1) {
		t.Errorf("%d mappings, verdict %v, end %v of %d", r.Mappings, r.Verdict(), r.End, len(code))
	}
	for i, p := range near {
		want := Fits
		if i > 1 && i%2 == 0 {
			want = Stale
		}
		if got := r.Near(i); got != want {
			t.Errorf("near column %d: %v, want %v", p.Column, got, want)
		}
	}
	quarter := len(code) / 4
	if r := check(t, string(code[:quarter])+"x"+string(code[quarter:]), m); r.Verdict() != Stale {
		t.Errorf("with a letter put in: %v, %d of %d", r.Verdict(), r.Split+r.Outside, r.Mappings)
	}
	if j, err := Glance(lines.New(code), m, Labels{}); err != nil || j.Compared > 2*some || j.Report.Mappings != j.Compared || j.Outcome == Mismatch {
		t.Errorf("a glance: %v, %+v", err, j)
	}
}

// A glance sees what is off near the places that it is given.
func TestGlanceNear(t *testing.T) {
	var b build
	b.statements(30_000)
	m, right := b.open(t), b.code.String()
	missed := 0
	for i := 1; i < 8; i++ {
		code, spoiled := []byte(right), len(right)*i/8
		copy(code[spoiled:], strings.Repeat("x", 40))
		text := lines.New(code)
		far, err := Glance(text, m, Labels{})
		if err != nil {
			t.Fatal(err)
		}
		near, err := Glance(text, m, Labels{}, at(0, spoiled+2000), at(0, 10))
		if err != nil {
			t.Fatal(err)
		}
		if far.Outcome == Match {
			missed++
		}
		if near.Outcome == Match {
			t.Errorf("%d bytes beside what is off, of %d: %v", 2000, len(code), near.Outcome)
		}
	}
	if missed == 0 {
		t.Error("the sample has all of it, so nothing was asked")
	}
}
