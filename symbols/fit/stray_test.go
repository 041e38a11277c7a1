package fit

import (
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
