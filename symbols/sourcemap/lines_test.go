package sourcemap

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var lineEnds = regexp.MustCompile("\r\n|[\n\r\u2028\u2029]")

func TestLines(t *testing.T) {
	long := strings.Repeat("x\\\"é", window/3)
	for _, content := range []string{
		"", "a", "a\n", "\n", "a\nb\nc", "a\r\nb\rc\n\rd", "a\u2028b\u2029c", "é\u2027\u202A\n“", "\\n\\", "\"\n\"", "\t\x00\n\x1b",
		long, long + "\n" + long + "\r\n" + long, strings.Repeat("\n", 3*window), strings.Repeat("ab\r\n", window/5), "😀\n" + long,
	} {
		quoted, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		raw := []string{string(quoted), // as encoding/json writes it, and with fewer and more escapes
			strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029").Replace(string(quoted)),
			strings.NewReplacer(`\\`, `\\`, `\n`, `\u000a`, `\r`, `\u000D`).Replace(string(quoted))}
		want := lineEnds.Split(content, -1)
		for _, r := range raw {
			m := parse(t, `{"version":3,"sources":["a","b"],"sourcesContent":["x",`+r+`],"mappings":"AAAA"}`)
			if got, ok := m.Content(1); got != content || !ok {
				t.Errorf("content is %.50q, want %.50q", got, content)
			}
			for _, part := range [][2]int{{0, 1}, {0, len(want)}, {1, 3}, {len(want) - 1, len(want) + 5}, {len(want), len(want) + 1}, {-5, 2}, {3, 2}} {
				from, to := min(max(part[0], 0), len(want)), min(max(part[1], 0), len(want))
				got, ok := m.Lines(1, part[0], part[1])
				if !ok || !slices.Equal(got, want[from:max(from, to)]) {
					t.Errorf("%.50q: lines %v are %.80q, want %.80q", content, part, got, want[from:max(from, to)])
				}
			}
		}
	}
}

func TestFunctionName(t *testing.T) {
	var mappings strings.Builder
	// <global> from 1:0, outer from 2:4 to 4:2, inner inside it from 3:8 to 3:20.
	appendVLQ(&mappings, 0, 0, 0)
	mappings.WriteString(";")
	appendVLQ(&mappings, 4, 1, 1)
	mappings.WriteString(";")
	appendVLQ(&mappings, 8, 1, 1)
	mappings.WriteString(",")
	appendVLQ(&mappings, 12, -1)
	mappings.WriteString(";")
	appendVLQ(&mappings, 2, -1, 1)
	functions := `[[{"names":["<global>","outer","inner"],"mappings":"` + mappings.String() + `"},["more"]],null,[null],[],7,[{"names":["x"],"mappings":"!"}]]`
	one := `{"version":3,"sources":["a","b","c","d","e","f"],"mappings":"AAAA","x_facebook_sources":` + functions + `}`
	two := `{"version":3,"sections":[{"offset":{"line":0,"column":0},"map":{"version":3,"sources":["z"],"mappings":"AAAA"}},{"offset":{"line":1,"column":0},"map":` + one + `}]}`
	for _, c := range []struct {
		at   Position
		want string
	}{
		{Position{0, 0}, "<global>"}, {Position{1, 3}, "<global>"}, {Position{1, 4}, "outer"}, {Position{2, 7}, "outer"},
		{Position{2, 8}, "inner"}, {Position{2, 19}, "inner"}, {Position{2, 20}, "outer"}, {Position{3, 1}, "outer"},
		{Position{3, 2}, "<global>"}, {Position{99, 0}, "<global>"},
	} {
		for first, text := range []string{one, two} {
			if got, ok := parse(t, text).FunctionName(first, c.at); got != c.want || !ok {
				t.Errorf("%v: %q, %v, want %q", c.at, got, ok, c.want)
			}
		}
	}
	m := parse(t, one)
	for _, source := range []int{-1, 1, 2, 3, 4, 5, 6} {
		if name, ok := m.FunctionName(source, Position{0, 0}); ok {
			t.Errorf("source %d has a function %q", source, name)
		}
	}
}
