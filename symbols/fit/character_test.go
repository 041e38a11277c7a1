package fit

import (
	"strings"
	"testing"

	"symset/symbols/sourcemap"
)

// How many mappings are counted as inside a word: those of a tool that maps every
// character are not. Each leads from a column of the file to one of
// the source, of its second line from 1000 on.
func TestCharacters(t *testing.T) {
	for _, c := range []struct {
		name, code string
		mappings   [][2]int
		split      int
	}{
		{"every one", "a(node);", [][2]int{{0, 0}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}}, 0},
		{"two of another file that touch", "a(node.b);", [][2]int{{0, 0}, {2, 2}, {4, 6}, {5, 7}, {6, 9}}, 2},
		{"two that touch, and the next", "a(node.b);", [][2]int{{0, 0}, {2, 2}, {4, 6}, {5, 7}, {6, 8}, {7, 9}}, 2},
		{"from the middle of a word on", "a(named);", [][2]int{{0, 0}, {3, 9}, {4, 9}, {5, 9}, {6, 9}, {7, 9}, {8, 9}}, 0},
		{"all but its first to where the line begins", "a(node);", [][2]int{{0, 0}, {2, 16}, {3, 0}, {4, 0}, {5, 0}, {6, 20}}, 0},
		{"a bracket that swc left out, beside its place", "a();return b(c)", [][2]int{{0, 0}, {4, 30}, {9, 22}, {11, 37}, {12, 38}}, 0},
		{"one that leads between those around it", "a();return b(c)", [][2]int{{0, 0}, {4, 30}, {9, 35}, {11, 37}, {12, 38}}, 1},
		{"one that leads behind them", "a();return b(c)", [][2]int{{0, 0}, {4, 30}, {9, 50}, {11, 37}, {12, 38}}, 0},
		{"two beside their place", "a();return b(c)", [][2]int{{0, 0}, {4, 30}, {8, 22}, {9, 23}, {11, 37}, {12, 38}}, 2},
		{"one beside its place before another", "a();return bc(d)", [][2]int{{0, 0}, {4, 30}, {9, 22}, {11, 37}, {12, 39}, {13, 45}}, 2},
		{"one at the end of its line", "a();return b", [][2]int{{0, 0}, {4, 30}, {9, 22}, {11, 37}}, 1},
		{"two that went too far, as far as they were", "n?{b:c}:wordy(d)", [][2]int{{0, 10}, {2, 50}, {8, 60}, {10, 20}, {11, 21}, {13, 65}}, 0},
		{"two that went farther", "n?{b:c}:wordy(d)", [][2]int{{0, 10}, {2, 50}, {8, 60}, {10, 23}, {11, 24}, {13, 65}}, 2},
		{"two of another line", "n?{b:c}:wordy(d)", [][2]int{{0, 10}, {2, 5}, {8, 60}, {10, 1020}, {11, 1021}, {13, 1065}}, 2},
		{"two in their order", "n?{b:c}:wordy(d)", [][2]int{{0, 10}, {2, 12}, {8, 14}, {10, 20}, {11, 21}, {13, 65}}, 2},
		{"two that went too far behind what is before all else", "n?{b:c}:wordy(d)", [][2]int{{0, 10}, {2, 5}, {8, 7}, {10, 20}, {11, 21}, {13, 65}}, 0},
		{"what replaces a match", "a('$12');", [][2]int{{0, 0}, {4, 4}}, 0},
		{"a name with a dollar", "a('$bc');", [][2]int{{0, 0}, {4, 4}}, 1},
	} {
		var segments []string
		out, line, in := 0, 0, 0
		for _, m := range c.mappings {
			segments = append(segments, vlq(m[0]-out)+"A"+vlq(m[1]/1000-line)+vlq(m[1]%1000-in))
			out, line, in = m[0], m[1]/1000, m[1]%1000
		}
		m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"` + strings.Join(segments, ",") + `"}`))
		if err != nil {
			t.Fatal(err)
		}
		if r := check(t, c.code, m); r.Split != c.split {
			t.Errorf("%s: %d begin inside a word, want %d", c.name, r.Split, c.split)
		}
	}
}
