package rows

import (
	"strings"
	"testing"
)

// The columns that say least give way first, and what is beside them gets what
// is left.
func TestShown(t *testing.T) {
	columns := []Column{{Title: "n", W: 4, Keep: 2}, {Title: "age", W: 8, Keep: 1}, {Title: "why", W: 10, Keep: 3}}
	for _, c := range []struct {
		w, least int
		want     string
		rest     int
	}{
		{60, 20, "n age why", 32}, {48, 20, "n age why", 20}, {47, 20, "n why", 29}, {37, 20, "why", 25}, {31, 20, "", 31}, {5, 20, "", 5}, {0, 0, "", 0},
	} {
		shown, rest := Shown(c.w, c.least, columns)
		var names []string
		for _, s := range shown {
			names = append(names, s.Title)
		}
		if got := strings.Join(names, " "); got != c.want || rest != c.rest {
			t.Errorf("%d cells: %q and %d, want %q and %d", c.w, got, rest, c.want, c.rest)
		}
	}
}
