package bundle

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"symset/symbols"
)

func TestWhere(t *testing.T) {
	files := map[string]string{}
	for _, dir := range []string{"a", "b", "c", "d", "e"} {
		files[dir+"/main.js"] = dir
	}
	files["a/main.js.map"] = aMap("")
	inTree(t, files)
	for _, tt := range []struct {
		roots []string
		want  string
	}{
		{[]string{"a"}, "a (1 file, 1 map looked at)"},
		{[]string{"a", "b"}, "a or b (2 files, 1 map looked at)"},
		{[]string{"b", "c", "d", "e"}, "b, c, d or e (4 files, 0 maps looked at)"},
		{[]string{"a", "b", "c", "d", "e"}, "a, b, c or 2 more (5 files, 1 map looked at)"},
		{[]string{"."}, "this folder (5 files, 1 map looked at)"},
	} {
		if got := open(t, tt.roots...).where(); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.roots, got, tt.want)
		}
	}
}

// A failure repeats little of what strangers wrote, and keeps characters whole.
func TestFailuresAreShort(t *testing.T) {
	long := strings.Repeat("é", 50_000)
	inTree(t, map[string]string{"dist/main.js": "1" + comment1 + long + ".map", "dist/b.js": "1\n//# chunkId=" + long})
	b := open(t, "dist")
	for _, f := range []symbols.Frame{
		frame("https://x.example/main.js"),
		frame("https://x.example/" + long + ".js"),
		chunkFrame(long+"1", "https://x.example/gone.js"),
		chunkFrame(idA, "https://x.example/main.js"),
	} {
		_, err := b.Find(t.Context(), &f)
		var failure *symbols.Failure
		if !errors.As(err, &failure) {
			t.Errorf("%.40s: %v", f.File, err)
			continue
		}
		if n := len(failure.Message) + len(failure.Do); n > 1000 || !utf8.ValidString(failure.Message) {
			t.Errorf("%.40s: %d bytes, %.80q", f.File, n, failure.Message)
		}
	}
}
