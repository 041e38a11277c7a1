package sourcemap

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSource(t *testing.T) {
	for _, c := range []struct{ root, source, want string }{
		{"", "a.ts", "a.ts"},
		{"", "./x/../a.ts", "./x/../a.ts"},
		{"src", "a.ts", "src/a.ts"},
		{"src/", "a.ts", "src/a.ts"},
		{"/x/", "a.ts", "/x/a.ts"},
		{"/x", "/y/a.ts", "/y/a.ts"},
		{"webpack:///", "a.ts", "webpack:///a.ts"},
		{"https://h/p", "../a.ts", "https://h/p/../a.ts"},
		{"r", "webpack://app/./src/a b.vue?1234", "webpack://app/./src/a b.vue?1234"},
		{"r", "turbopack:///[project]/a.ts", "turbopack:///[project]/a.ts"},
		{"r", "file:///a.ts", "file:///a.ts"},
		{"r", `C:\a.ts`, `C:\a.ts`},
		{"r", `\\host\a.ts`, `\\host\a.ts`},
		{"r", "(webpack)/buildin/x.js", "r/(webpack)/buildin/x.js"},
		{"r", "1:a.ts", "r/1:a.ts"},
		{"r", "", ""},
	} {
		m := parse(t, fmt.Sprintf(`{"version":3,"sourceRoot":%q,"sources":[%q],"mappings":"AAAA"}`, c.root, c.source))
		if got := m.Source(0); got != c.want {
			t.Errorf("root %q, source %q: %q, want %q", c.root, c.source, got, c.want)
		}
		if raw, ok := m.RawSource(0); raw != c.source || !ok {
			t.Errorf("raw source %q is %q", c.source, raw)
		}
	}
}

func TestSourceURL(t *testing.T) {
	for _, c := range []struct{ root, source, base, want string }{
		{"", "a.ts", "https://h/js/x.map", "https://h/js/a.ts"},
		{"", "../src/a.ts", "https://h/js/x.map", "https://h/src/a.ts"},
		{"root", "a.ts", "https://h/js/x.map", "https://h/js/root/a.ts"},
		{"", "/a.ts", "https://h/js/x.map", "https://h/a.ts"},
		{"", "webpack://app/./a.ts", "https://h/js/x.map", "webpack://app/a.ts"},
		{"", "a.ts", ":", "a.ts"},
		{"", "%zz", "https://h/js/x.map", "%zz"},
	} {
		m := parse(t, fmt.Sprintf(`{"version":3,"sourceRoot":%q,"sources":[%q],"mappings":"AAAA"}`, c.root, c.source))
		if got := m.SourceURL(0, c.base); got != c.want {
			t.Errorf("%q + %q against %q: %q, want %q", c.root, c.source, c.base, got, c.want)
		}
	}
}

func TestElements(t *testing.T) {
	m := parse(t, `{"version":3,
		"sources": [ "a", null, 7, {"x":[1,"]"]} , "e\u0301\n\"" ],
		"sourcesContent": ["one", "", null, 5],
		"names": ["n", 3, null, "toString", "\ud83d\ude00", "\ud83d", "__proto__"],
		"mappings": "AAAA",
		"ignoreList": [4, 0], "x_google_ignoreList": [1]}`)
	for i, want := range []string{"a", "", "", "", "e\u0301\n\"", ""} {
		if got := m.Source(i); got != want {
			t.Errorf("source %d is %q, want %q", i, got, want)
		}
	}
	if _, ok := m.RawSource(1); ok {
		t.Error("a null source is not told")
	}
	for i, want := range []string{"n", "", "", "toString", "😀", "\uFFFD", "__proto__", ""} {
		if got := m.Name(i); got != want {
			t.Errorf("name %d is %q, want %q", i, got, want)
		}
	}
	for i, want := range []struct {
		text string
		ok   bool
	}{{"one", true}, {"", true}, {"", false}, {"", false}, {"", false}, {"", false}} {
		if text, ok := m.Content(i); text != want.text || ok != want.ok {
			t.Errorf("content %d is %q, %v", i, text, ok)
		}
		if _, ok := m.Lines(i, 0, 1); ok != want.ok {
			t.Errorf("lines of content %d: %v", i, ok)
		}
	}
	for i, want := range []bool{true, false, false, false, true, false} {
		if m.Ignored(i) != want {
			t.Errorf("source %d: ignored is %v", i, !want)
		}
	}
	for _, i := range []int{-1, 5, 1 << 40} {
		if m.Source(i) != "" || m.Name(i-1) != m.Name(-1) && i < 0 || m.Ignored(i) {
			t.Errorf("there is something at %d", i)
		}
	}
	if c, err := m.Counts(); err != nil || c != (Counts{Mappings: 1, Lines: 1, Sources: 5, Contents: 2, Names: 7}) {
		t.Errorf("%+v, %v", c, err)
	}
}

// Elements are found between marks, whatever their lengths.
func TestManyElements(t *testing.T) {
	var sources, contents strings.Builder
	want := make([]string, 3000)
	for i := range want {
		want[i] = fmt.Sprintf("%d%s", i, strings.Repeat("x", i*i%1999))
		if i > 0 {
			sources.WriteString(" , ")
			contents.WriteString(",\n")
		}
		fmt.Fprintf(&sources, "%q", want[i])
		fmt.Fprintf(&contents, "%q", want[i]+"\n.")
	}
	m := parse(t, `{"version":3,"sources":[`+sources.String()+`],"sourcesContent":[`+contents.String()+`],"mappings":"AAAA"}`)
	for i := range want {
		if got := m.Source(i); got != want[i] {
			t.Fatalf("source %d is %.40q, want %.40q", i, got, want[i])
		}
		if lines, ok := m.Lines(i, 0, 1); !ok || len(lines) != 1 || lines[0] != want[i] {
			t.Fatalf("line of %d is %.40q", i, lines)
		}
	}
}

// Sources, names and contents of an index map are numbered through.
func TestElementsOfSections(t *testing.T) {
	part := func(line int, rest string) string {
		return fmt.Sprintf(`{"offset":{"line":%d,"column":0},"map":{"version":3,"mappings":"AAAA",%s}}`, line, rest)
	}
	m := parse(t, `{"version":3,"sections":[`+strings.Join([]string{
		part(0, `"sources":["a","b"],"sourcesContent":["A"],"names":["n"],"ignoreList":[1]`),
		part(1, `"sources":[],"names":[]`),
		part(2, `"sourceRoot":"r","sources":["c"],"sourcesContent":["C","more"],"names":["o","p"],"x_google_ignoreList":[0]`),
	}, ",")+`]}`)
	for i, want := range []string{"a", "b", "r/c"} {
		if got := m.Source(i); got != want {
			t.Errorf("source %d is %q, want %q", i, got, want)
		}
		if m.Ignored(i) != (i > 0) {
			t.Errorf("source %d: ignored is %v", i, m.Ignored(i))
		}
	}
	if m.Name(0)+m.Name(1)+m.Name(2) != "nop" {
		t.Errorf("names %q %q %q", m.Name(0), m.Name(1), m.Name(2))
	}
	if c, ok := m.Content(2); c != "C" || !ok {
		t.Errorf("content is %q", c)
	}
	if _, ok := m.Content(1); ok {
		t.Error("a content too many")
	}
}

// The bytes of a content are the content, of memory and of a file, and are the
// caller's own.
func TestContentBytes(t *testing.T) {
	contents := []string{`plain`, `\"q\" \\ \u0041\n\t\u6f22\ud83d\ude00\ud83d \/`, `漢 𝒳`, "", strings.Repeat(`\u0020long\r\n`, 30_000), "bad \xff\xfe bytes"}
	text := `{"version":3,"sources":["0","1","2","3","4","5",null],"sourcesContent":["` + strings.Join(contents, `","`) + `",null],"names":[],"mappings":"AAAA"}`
	name := filepath.Join(t.TempDir(), "a.js.map")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, m := range []*Map{parse(t, text), file} {
		for range 2 {
			for i := range m.Sources() + 1 {
				want, has := m.Content(i)
				got, ok := m.ContentBytes(i)
				if string(got) != want || ok != has {
					t.Errorf("source %d: %.50q, %v; want %.50q, %v", i, got, ok, want, has)
				}
				clear(got)
			}
		}
	}
}
