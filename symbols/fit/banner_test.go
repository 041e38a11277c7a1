package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
)

// A licence that was put before the code moves every line, which is a reason
// for doubt; anything else that was put there makes the map another file's.
func TestBanner(t *testing.T) {
	const licence = "/*!\n * (c) Somebody\n * MIT\n */\n"
	code, inMap := string(load(t, "plain/right/main.js")), load(t, "plain/right/main.js.map")
	for name, c := range map[string]struct {
		before string
		lines  int
		want   Outcome
	}{
		"licence":             {licence, 4, Doubtful},
		"two licences":        {licence + "\n// more\n" + licence, 10, Doubtful},
		"a line of code":      {"console.log();\n", 0, Mismatch},
		"code behind licence": {licence + "console.log();\n", 0, Mismatch},
	} {
		j := judged(t, []byte(c.before+code), inMap, Labels{})
		by, err := banner(lines.New([]byte(c.before+code)), parsedMap(t, inMap))
		if err != nil || by != c.lines || j.Outcome != c.want {
			t.Errorf("%s: %v, %d lines, want %v, %d; %v, %+v", name, j.Outcome, by, c.want, c.lines, err, j.Items)
		}
		if told := strings.Contains(j.Items[4].Words, "lines higher"); told != (c.lines > 0) {
			t.Errorf("%s: %q", name, j.Items[4].Words)
		}
	}
}

func TestHeadLines(t *testing.T) {
	for code, want := range map[string]int{
		"": 0, "code()": 0, "\n\ncode()": 0, "// a\ncode()": 1, "/* a\n b */ code()": 1, "/* a */\n\n/* b */\ncode()": 3, "/* a": 0, "// a": 0,
	} {
		if got := headLines(lines.New([]byte(code))); got != want {
			t.Errorf("%q: %d, want %d", code, got, want)
		}
	}
}
