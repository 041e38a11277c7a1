package bundle

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadComments(t *testing.T) {
	lines := func(n int) string { return strings.Repeat("x()\n", n) }
	for _, tt := range []struct {
		name, src string
		want      Comments
	}{
		{"none", "code()\n", Comments{Code: 6}},
		{"empty", "", Comments{}},
		{"plain", "a\n//# sourceMappingURL=a.js.map\n", Comments{SourceMap: "a.js.map", Plain: true, Code: 1}},
		{"no newline at the end", "a\n//# sourceMappingURL=a.js.map", Comments{SourceMap: "a.js.map", Plain: true, Code: 1}},
		{"CRLF", "a\r\n//# sourceMappingURL=a.js.map\r\n", Comments{SourceMap: "a.js.map", Plain: true, Code: 1}},
		{"CR", "a\r//# sourceMappingURL=a.js.map\r", Comments{SourceMap: "a.js.map", Plain: true, Code: 1}},
		{"old form", "a\n//@ sourceMappingURL=a.js.map\n", Comments{SourceMap: "a.js.map", Code: 1}},
		{"block", "a\n/*# sourceMappingURL=a.js.map */\n", Comments{SourceMap: "a.js.map", Code: 1}},
		{"open block", "a\n/*# sourceMappingURL=a.js.map\n", Comments{Code: 31}},
		{"indented", "a\n\t//#sourceMappingURL=a.js.map\n", Comments{SourceMap: "a.js.map", Code: 1}},
		{"the last wins", "a\n//# sourceMappingURL=1.map\n//# sourceMappingURL=2.map\n", Comments{SourceMap: "2.map", Plain: true, Code: 1}},
		{"behind code", "a();//# sourceMappingURL=a.js.map\n", Comments{SourceMap: "a.js.map", Code: 4}},
		{"behind code, then an id", "a();//# sourceMappingURL=a.js.map\n//# chunkId=1", Comments{SourceMap: "a.js.map", ChunkID: "1", Code: 4}},
		{"in a string", "a\n//# sourceMappingURL=a.map\nvar s=\"//# sourceMappingURL=b.map\";\n",
			Comments{SourceMap: "a.map", Plain: true, Code: 64}},
		{"in a string alone", "var s='//# sourceMappingURL=b.map';", Comments{Code: 35}},
		{"made by code", "a+`\n//# sourceMappingURL=${url}`\n", Comments{Code: 32}},
		{"made by old code", "'x'+\n//# sourceMappingURL=\" + url\n", Comments{Code: 33}},
		{"nothing named", "a\n//# sourceMappingURL=\n", Comments{Code: 23}},
		{"other text behind", "a\n//# sourceMappingURL=a.map and more\n", Comments{Code: 37}},
		{"inline", "a\n//# sourceMappingURL=data:application/json,%7B'%7D\n",
			Comments{SourceMap: "data:application/json,%7B'%7D", Plain: true, Code: 1}},
		{"ids", "a\n//# debugId=D\n//# sourceMappingURL=a.map\n//# chunkId=C\n",
			Comments{SourceMap: "a.map", Plain: true, ChunkID: "C", DebugID: "D", Code: 1}},
		{"old chunk id", "a\n//@ chunkId=C\n", Comments{ChunkID: "C", Code: 1}},
		{"other comments end the file too", "a\n//# chunkId=C\n//# sourceURL=x\n", Comments{ChunkID: "C", Code: 1}},
		{"id in the 32nd line", "//# chunkId=C\n" + lines(31), Comments{ChunkID: "C", Code: 13 + 31*4}},
		{"id in the 33rd line", "//# chunkId=C\n" + lines(32), Comments{Code: 13 + 32*4}},
		{"behind a long line", strings.Repeat("x", 10_000) + "\r\n//# chunkId=C", Comments{ChunkID: "C", Code: 10_000}},
		{"before a long line", "//# chunkId=C\r" + strings.Repeat("x", 10_000), Comments{ChunkID: "C", Code: 10_014}},
		{"long lines", "a\n" + strings.Repeat("x", 8<<10) + "\n//# sourceMappingURL=" + strings.Repeat("y", 8<<10), Comments{SourceMap: strings.Repeat("y", 8<<10), Plain: true, Code: 2 + 8<<10}},
		{"map far from the end", "//# sourceMappingURL=a.map\n" + lines(99), Comments{SourceMap: "a.map", Plain: true, Code: 26 + 99*4}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ReadComments([]byte(tt.src))); diff != "" {
				t.Errorf("%q: %s", tt.src, diff)
			}
		})
	}
}

// However long the last line or the one before is, the comments are found and
// the code ends where it does.
func TestReadCommentsOfLongFiles(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("f({a:1});", tailSize/4)
	data := "data:application/json;base64," + strings.Repeat("QUJD", tailSize)
	for name, tt := range map[string]struct{ code, comments string }{
		"one line":                {long, "\n//# sourceMappingURL=a.map\n//# chunkId=C\n"},
		"many lines":              {strings.Repeat("f()\n", tailSize) + "g()", "\n//# sourceMappingURL=a.map\n//# chunkId=C"},
		"inline":                  {long, "\n//# sourceMappingURL=" + data + "\n//# chunkId=C\n"},
		"inline behind an id":     {long, "\n//# chunkId=C\n//# sourceMappingURL=" + data},
		"inline, then a blank":    {long, "\n//# chunkId=C\n//# sourceMappingURL=" + data + " "},
		"an id behind code":       {long + "//# debugId=D", "\n//# sourceMappingURL=a.map\n//# chunkId=C"},
		"behind one line of code": {long, "//# sourceMappingURL=a.map\n//# chunkId=C"},
		"base64 in the code":      {`x("` + strings.Repeat("QUJD", 2*tailSize) + `")`, "\n//# sourceMappingURL=a.map\n//# chunkId=C\n"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "a.js")
			if err := os.WriteFile(path, []byte(tt.code+tt.comments), 0o600); err != nil {
				t.Fatal(err)
			}
			c, err := FileComments(path)
			if err != nil || c.ChunkID != "C" || c.Code != len(tt.code) {
				t.Errorf("chunk id %q, code %d, %v; want C, %d", c.ChunkID, c.Code, err, len(tt.code))
			}
			if want := "a.map"; c.SourceMap != want && c.SourceMap != data {
				t.Errorf("map %.40q (%d bytes)", c.SourceMap, len(c.SourceMap))
			}
			if whole := ReadComments([]byte(tt.code + tt.comments)); c != whole {
				t.Errorf("of the file given whole they are others: debug id %q, not %q; plain %t, not %t", whole.DebugID, c.DebugID, whole.Plain, c.Plain)
			}
		})
	}
}

func TestReadCommentsWithout(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.js")
	src := strings.Repeat("f({a:1});", tailSize)
	if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := FileComments(path)
	if want := (Comments{Code: len(src)}); err != nil || c != want {
		t.Errorf("got %+v, %v; want %+v", c, err, want)
	}
}

func FuzzReadComments(f *testing.F) {
	f.Add([]byte("a\n//# sourceMappingURL=a.js.map\n//# chunkId=C\r\n"))
	f.Add([]byte("a();/*# sourceMappingURL=a.js.map */"))
	f.Add([]byte("\r\r\n//@ debugId=1\n\n\x00//#"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c := ReadComments(src)
		if c.Code < 0 || c.Code > len(src) {
			t.Fatalf("code ends at %d of %d", c.Code, len(src))
		}
		for _, v := range []string{c.SourceMap, c.ChunkID, c.DebugID} {
			if strings.ContainsAny(v, "\r\n\" \t`") {
				t.Errorf("value %q", v)
			}
		}
		again := ReadComments([]byte(string(src[:c.Code]) + "\n"))
		if c.Code < len(src) && again.Code > c.Code {
			t.Errorf("the code of the code ends at %d, behind %d", again.Code, c.Code)
		}
		with := ReadComments([]byte(string(src) + "\n//# sourceMappingURL=z.map\n//# chunkId=Z\n"))
		if with.SourceMap != "z.map" || with.ChunkID != "Z" || !with.Plain {
			t.Errorf("comments at the end give %+v", with)
		}
	})
}
