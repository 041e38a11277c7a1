package fit

import (
	"testing"

	"symset/symbols/sourcemap"
)

// Pieces of code between two mappings, as file and source have them.
func TestSpanned(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{"case 4:return ", "case 4:\n      return ", silent},
		{"case 5:return ", "case 4:\n      return ", otherBetween},
		{"t)>0&&", "t) > 0) ", silent},
		{"t)>0&&", "t) >= 0) ", otherBetween},
		{`kind:"integer",`, "kind: 'integer',", silent},
		{`kind:"integer again",`, "kind: 'integer',", otherBetween},
		{`e=="u"?`, `value == "undefined" ? `, silent},
		{`from"./part.js";`, `from './part';`, silent},
		{"n=1e3,", "limit = 1000,", silent},
		{"order-note(", "order /* was + */ - note(", silent},
		{"order+note(", "order - // minus\n note(", otherBetween},
		{"e,...", "error: number, ...", silent},
		{"e=/'4/,", "pattern = /'5/,", silent},
		{"`${e} 4`,", "`${e} 5`,", silent},
		{"'),L&&(p=!0,", "\") +\\n'\";", silent},
		{"f(1)", "f(1, 2)", silent},
	} {
		var court court
		if got := court.spanned([]byte(c.file), []byte(c.source)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

// Minifiers work sums out.
func TestWorked(t *testing.T) {
	for source, want := range map[string]string{
		"1 << 7;": "128", "60 * 60 * 24)": "86400", "1+2": "3", "10 - 4,": "6",
		"7;": "", "1 << x": "", "1 + 2 * 3": "", "2 ** 3": "", "1 << 99": "",
	} {
		sum, _, ok := worked([]byte(source), 0, read([]byte(source), 0))
		if ok != (want != "") || ok && sum.String() != want {
			t.Errorf("%q comes to %v, %v, want %q", source, sum, ok, want)
		}
	}
}

// One line that is off as a whole is a shift; one that agrees anywhere is not.
func TestStart(t *testing.T) {
	for _, c := range []struct {
		line      int
		witnesses []witness
		want      bool
	}{
		{0, []witness{alike, splitWord}, true},
		{0, []witness{beyondComment}, true},
		{0, []witness{splitWord, keptWord}, false},
		{0, []witness{silent, alike, unlike}, false},
		{3, []witness{splitWord}, false},
	} {
		var s start
		for _, w := range c.witnesses {
			s.hear(w, sourcemap.Position{Line: c.line})
		}
		if s.shifted() != c.want {
			t.Errorf("%v on line %d: shifted is %v", c.witnesses, c.line, s.shifted())
		}
	}
}
