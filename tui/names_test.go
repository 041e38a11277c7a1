package tui

import (
	"strings"
	"testing"

	"symset/symbols"
)

func TestSourceNames(t *testing.T) {
	for _, c := range []struct{ in, plain, short string }{
		{"webpack://shop/./src/cart/format.ts", "src/cart/format.ts", "src/cart/format.ts"},
		{"webpack:///src/a.ts", "src/a.ts", "src/a.ts"},
		{"../../src/a.ts", "src/a.ts", "src/a.ts"},
		{"file:///home/me/a.ts", "/home/me/a.ts", "/home/me/a.ts"},
		{"file:///C:/me/a.ts", "C:/me/a.ts", "C:/me/a.ts"},
		{"https://app.example/src/a.ts", "https://app.example/src/a.ts", "src/a.ts"},
		{"https://app.example", "https://app.example", "https://app.example"},
		{"a/node_modules/b/node_modules/@c/d/e.js", "a/node_modules/b/node_modules/@c/d/e.js", "@c/d/e.js"},
		{"node_modules/react-dom/cjs/react-dom.js", "node_modules/react-dom/cjs/react-dom.js", "react-dom/…/react-dom.js"},
		{"node_modules/@a/b/c/d.js", "node_modules/@a/b/c/d.js", "@a/b/…/d.js"},
		{"", "", ""},
	} {
		if got := plainSource(c.in); got != c.plain {
			t.Errorf("plainSource(%q) = %q, want %q", c.in, got, c.plain)
		}
		if got := shortSource(c.in, "…"); got != c.short {
			t.Errorf("shortSource(%q) = %q, want %q", c.in, got, c.short)
		}
	}
	for in, want := range map[string]string{
		"https://a.example/assets/i.js?v=2": "i.js", "/a/b.py": "b.py", "C:\\x\\y.cs": "y.cs", "plain": "plain", "https://a.example/": "a.example/", "": "", "?x": "?x",
	} {
		if got := baseName(in); got != want {
			t.Errorf("baseName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUpper(t *testing.T) {
	for in, want := range map[string]string{
		"no map was found": "No map was found", "offline: nothing answers": "Offline: nothing answers",
		"page059-T4LJ.js is not there": "page059-T4LJ.js is not there", "https://a.test is not there": "https://a.test is not there",
		"app.js": "app.js", "": "", "Été": "Été", "été": "été",
	} {
		if got := upper(in); got != want {
			t.Errorf("upper(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBrief(t *testing.T) {
	for in, want := range map[string]string{
		"one": "one", " one\ntwo": "one …", "a\x1bb": "a␛b", "": "", "one\r\ntwo": "one …", "\n\n": "",
	} {
		if got := brief(in); got != want {
			t.Errorf("brief(%q) = %q, want %q", in, got, want)
		}
	}
	if got := brief(strings.Repeat("日", 1_000_000)); got != strings.Repeat("日", longest/3)+" …" {
		t.Errorf("a long one: %d bytes", len(got))
	}
	if got := briefEnd(strings.Repeat("日", 1_000_000) + "x"); len(got) > longest+3 || !strings.HasSuffix(got, "日x") {
		t.Errorf("the end of a long one: %q", got)
	}
}

func TestHeading(t *testing.T) {
	for want, x := range map[string]*symbols.Exception{
		"TypeError: no":               {Type: "TypeError", Value: "no"},
		"TypeError":                   {Type: "TypeError"},
		"no":                          {Value: "no"},
		"an exception without a name": {},
		"an event without exceptions": nil,
	} {
		if got := heading(x); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAccessed(t *testing.T) {
	for in, want := range map[string]string{
		"Cannot read properties of undefined (reading 'price')": "reading 'price'",
		"Cannot set properties of null (setting 'a')":           "setting 'a'",
		"x is not a function":                                   "",
		"odd (reading 'x'":                                      "",
		"(reading '')":                                          "reading ''",
		"boom ('x')":                                            "",
	} {
		if got := accessed(in); got != want {
			t.Errorf("accessed(%q) = %q, want %q", in, got, want)
		}
	}
}
