package fit

import (
	"bytes"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// TestSpaceless holds where a mapping, from | in a file to | in a source, is too far
// by a space that was not written, and where it may be of another file.
func TestSpaceless(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         bool
	}{
		{"if(a){b()}e|lse{c()}", "if (a) { b() } |else { c() }", true},
		{"try{b()}c|atch{c()}", "try { b() } |catch { c() }", true},
		{"try{b()}f|inally{c()}", "try { b() } |finally { c() }", true},
		{"do{b()}w|hile(c)", "do { b() } |while (c)", true},
		{"if(a){b()}el|se{c()}", "if (a) { b() } |else { c() }", false},
		{"if(a)b;e|lse{c()}", "if (a) b; |else { c() }", false},
		{"if(a)b;e|lse{c()}", "if (a) { b } |else { c() }", false},
		{"if(a){b()}e|lse{c()}", "if (a) { b() }\n|else { c() }", false},
		{"if(a){b()}e|lse{c()}", "if (a) { b(); |else { c() }", false},
		{"if(a){b()}n|ext()", "if (a) { b() } |next()", false},
		{"if(a){b()}e|lse{c()}", "if (a) { b() } |next()", false},
		{"e|lse{}", "|else {}", false},
	} {
		at, where := strings.Index(c.file, "|"), strings.Index(c.source, "|")
		source := lines.New([]byte(strings.Replace(c.source, "|", "", 1)))
		court := court{text: lines.New([]byte(strings.Replace(c.file, "|", "", 1))), texts: map[int]*lines.Text{0: source}}
		m := sourcemap.Mapping{Generated: sourcemap.Position{Column: at}, Original: source.Position(where)}
		if got := court.spaceless(m.Generated, m); got != c.want {
			t.Errorf("%s of %s: %t", c.file, c.source, got)
		}
	}
}

// TestLenient holds that a mapping inside a word is no doubt where two others are
// known to be swc's, and that more of them are. Each leads from a column of the file
// to one of the source.
func TestLenient(t *testing.T) {
	const begin = "n?{b:c}:wordy(d),wordy(e)"
	code := begin + strings.Repeat(",f(g)", 100)
	for name, c := range map[string]struct {
		mappings [][2]int
		want     Outcome
	}{
		"one beside two":  {[][2]int{{0, 10}, {2, 50}, {8, 60}, {10, 20}, {12, 22}, {13, 65}, {17, 80}, {19, 85}, {22, 90}}, Match},
		"two beside two":  {[][2]int{{0, 10}, {2, 50}, {8, 60}, {10, 20}, {12, 22}, {13, 65}, {17, 80}, {18, 82}, {20, 87}, {22, 90}}, Doubtful},
		"one beside one":  {[][2]int{{0, 10}, {2, 50}, {8, 60}, {10, 20}, {13, 65}, {17, 80}, {19, 85}, {22, 90}}, Doubtful},
		"one beside none": {[][2]int{{0, 10}, {2, 50}, {8, 60}, {13, 65}, {17, 80}, {19, 85}, {22, 90}}, Doubtful},
	} {
		for at := len(begin) + 1; at < len(code); at += 5 {
			c.mappings = append(c.mappings, [2]int{at, 100 + at}, [2]int{at + 2, 102 + at})
		}
		source := bytes.Repeat([]byte(" "), 100+len(code))
		var segments []string
		out, in := 0, 0
		for _, m := range c.mappings {
			segments = append(segments, vlq(m[0]-out)+"AA"+vlq(m[1]-in))
			if out, in = m[0], m[1]; m[0] == 0 || !word(code[m[0]-1]) || !word(code[m[0]]) {
				copy(source[m[1]:], code[m[0]:max(m[0]+1, wordEnd([]byte(code), m[0]))])
			}
		}
		j := judged(t, []byte(code), []byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"`+strings.Join(segments, ",")+`","sourcesContent":["`+string(source)+`"]}`), Labels{})
		if j.Outcome != c.want {
			t.Errorf("%s: %v, want %v: %v, %v", name, j.Outcome, c.want, j.Examples, j.Items)
		}
	}
}
