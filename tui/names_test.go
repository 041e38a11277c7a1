package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/term"
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

func TestFacts(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second: "just now", 2 * time.Minute: "2 min ago", 3 * time.Hour: "3 h ago", 30 * time.Hour: "30 h ago", 72 * time.Hour: "3 d ago", 4 * 365 * 24 * time.Hour: "4 years ago", -time.Hour: "in the future",
	} {
		if got := age(d); got != want {
			t.Errorf("age(%v) = %q, want %q", d, got, want)
		}
	}
	for in, want := range map[string]string{
		"https://app.acme.com/cart?id=7#x": "/cart", "https://app.acme.com": "/", "/cart": "/cart", "https://a/?x=https://b/c": "/",
	} {
		if got := urlPath(in); got != want {
			t.Errorf("urlPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestInput(t *testing.T) {
	for _, c := range []struct {
		keys   []string
		want   string
		cursor int
	}{
		{[]string{"a", "b", "c"}, "abc", 3},
		{[]string{"a", "b", "left", "x"}, "axb", 2},
		{[]string{"a", "b", "home", "x", "end", "y"}, "xaby", 4},
		{[]string{"a", "backspace", "backspace", "b"}, "b", 1},
		{[]string{"a", " ", "b", "c", "ctrl+w"}, "a ", 2},
		{[]string{"a", "b", "left", "ctrl+u"}, "b", 0},
		{[]string{"日", "本", "left", "left", "left", "right"}, "日本", 2},
		{[]string{"up", "enter", "tab"}, "", 0},
	} {
		var in input
		for _, k := range c.keys {
			in.update(term.Press(k))
		}
		if _, cursor := in.view(20); in.value() != c.want || cursor != c.cursor {
			t.Errorf("%v: %q, cursor %d, want %q, %d", c.keys, in.value(), cursor, c.want, c.cursor)
		}
	}
	var in input
	in.update(tea.PasteMsg{Content: "one\x1b[2J\ntwo" + strings.Repeat("x", 2*maxTyped)})
	if in.value() != "one[2J" {
		t.Errorf("pasted %q", in.value())
	}
	in.update(tea.PasteMsg{Content: strings.Repeat("日", 2*maxTyped)})
	if text, cursor := in.view(10); len(in.text) != maxTyped || cursor > 9 || cursor < 8 || len([]rune(strings.TrimSpace(text))) > 5 {
		t.Errorf("a long text: %d characters, %q, cursor %d", len(in.text), text, cursor)
	}
}

func TestLatest(t *testing.T) {
	var l latest
	e := &env{ctx: context.Background()}
	if l.is(0) {
		t.Error("nothing runs, but 0 is it")
	}
	first, a := l.start(e)
	second, b := l.start(e)
	if first.Err() == nil || second.Err() != nil || l.is(a) || !l.is(b) {
		t.Errorf("a new start: %v, %v, %v, %v", first.Err(), second.Err(), l.is(a), l.is(b))
	}
	l.stop()
	l.stop()
	if second.Err() == nil || l.is(b) {
		t.Error("stopped, but it goes on")
	}
}
