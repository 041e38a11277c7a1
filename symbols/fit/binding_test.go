package fit

import (
	"regexp"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Each name of the source stands for the name of the file at its index.
func TestBindings(t *testing.T) {
	const source = "a(first); b(second); a(first); b(second); a(first, second); a(first); b(second);"
	for _, c := range []struct {
		name, file string
		other      int
		says, has  string
	}{
		{"as it is", "p(x);q(y);p(x);q(y);p(x,y);p(x);q(y);", 0, "", ""},
		{"one exchanged", "p(x);q(y);p(x);q(x);p(x,y);p(x);q(y);", 1, "second", "x"},
		{"exchanged twice: a variable of its own", "p(x);q(y);p(x);q(x);p(x,x);p(x);q(y);", 0, "", ""},
		{"a third name", "p(x);q(y);p(x);q(z);p(x,y);p(x);q(y);", 0, "", ""},
		{"a function of its own", "p(x);q(y);p(x);(function(){q(x)})();p(x,y);p(x);q(y);", 0, "", ""},
		{"a value in its place", "p(x);q(y);p(x);q(x.z);p(x,y);p(x);q(y);", 0, "", ""},
		{"exchanged where no name is changed", "a(first);b(first);a(first);b(second);a(first,second);a(first);b(second);", 1, "second", "first"},
		{"nothing before", "q(y);q(x);p(x);q(y);p(x,y);p(x);q(y);", 0, "", ""},
	} {
		word := regexp.MustCompile(`\b[a-z]+\b`)
		names := word.FindAllStringIndex(source, -1)
		h := hearing{court: court{
			text: lines.New([]byte(c.file)), m: new(sourcemap.Map),
			texts: map[int]*lines.Text{0: lines.New([]byte(source))},
		}}
		for _, at := range word.FindAllStringIndex(c.file, -1) {
			if name := c.file[at[0]:at[1]]; name == "function" || strings.HasSuffix(c.file[:at[0]], ".") {
				continue
			}
			h.compare(at[0], []byte(source), names[0][0], sourcemap.Mapping{Name: -1})
			names = names[1:]
		}
		h.rest()
		if h.bindings.other != c.other {
			t.Errorf("%s: %v, want %d that differ", c.name, h.bindings, c.other)
			continue
		}
		if c.other == 0 {
			continue
		}
		if e := h.strays[tokenSorts-1][0]; e.Says != c.says || e.Has != c.has {
			t.Errorf("%s: the example says %q, %q, want %q, %q", c.name, e.Says, e.Has, c.says, c.has)
		}
	}
}
