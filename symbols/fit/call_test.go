package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// How many arguments a call has, at the mark in file and source.
func TestCalled(t *testing.T) {
	for _, c := range []struct {
		file, source string
		calls        rare
	}{
		{"a.|b(c,d)", "a.|b(one, two)", rare{1, 0}},
		{"a.|b()", "a.|b( /* none */ )", rare{1, 0}},
		{"a.|b(c,d)", "a.|b(\n  one, // 1, 2\n  two,\n)", rare{1, 0}},
		{"a.|b([c,d],!0)", "a.|b([one, two])", rare{0, 1}},
		{"a.|b({})", "a.|b()", rare{0, 1}},
		{"a.|b(c)", "a.|b(one, two)", rare{}},
		{"|a(c,d);", "|list(one);", rare{0, 1}},
		{"|list(c,(d,e));", "|list(one, two);", rare{1, 0}},
		{"|a({},c);", "|list(one);", rare{}},
		{"|a(a({},c),d,e);", "|list(one);", rare{}},
		{"|a(a(a({},c),d),e,f);", "|list(one);", rare{}},
		{"|a(b({},c),d,e);", "|list(one);", rare{0, 1}},
		{"|a(c);", "{@render |list()}", rare{}},
		{"a.|call(c,d)", "a.|call(d)", rare{}},
		{"|a(c,!0)(d);", "|list(one);", rare{}},
		{"|a(c,d){", "|list(one) {", rare{}},
		{"|a(c,d)}", "|list(one: number): void {", rare{}},
		{"a.|b(c)", "a.|b(one as Map<string, number>)", rare{}},
		{"a.|b(c,d)", "a.|b(new Map<string>())", rare{}},
		{"a.|b(c,d)", "a.|b(all<{ a: string }>(one))", rare{}},
		{"a.|b(c,d)", "a.|b(<b>one</b>)", rare{}},
		{"a.|b(c<d,e>c)", "a.|b(one < two)", rare{0, 1}},
		{"a.|b(c,d)", "a.|b(...all)", rare{}},
		{"a.|b(c,d)", "a.|b(/,/)", rare{}},
		{"a.|b(c,d)", "a.|b(`${one}, two`)", rare{}},
		{"a.|b(c,d)", "a.|b(`${one} two) three`)", rare{}},
		{"a.|b(c,d)", "a.|b(one", rare{}},
		{"a.|b(c,d)", "a.|b", rare{}},
		{"a.|b(c,d)", "a.|c(one)", rare{}},
		{"a.|push(...b)", "a.|push(...list)", rare{}},
		{"a.|b(c,d)", "a.|b('" + strings.Repeat("-", longestToken) + ")')", rare{}},
	} {
		var court court
		compared(t, c.file, c.source, &court)
		if court.calls != c.calls {
			t.Errorf("%q of %q: %v, want %v", c.file, c.source, court.calls, c.calls)
		}
	}
}

// What a tool wrote for a name is no call of that.
func TestCalledByName(t *testing.T) {
	for file, want := range map[string]rare{"|a(b,c)": {0, 1}, "e.|concat(b,c)": {}} {
		court := court{names: map[int][]byte{0: []byte("list")}}
		if heardOf(file, "|list(one)", sourcemap.Mapping{Name: 0}, &court); court.calls != want {
			t.Errorf("%q: %v, want %v", file, court.calls, want)
		}
	}
}

// Some tools map the indent before a call, too.
func TestCalledBehindIndent(t *testing.T) {
	court := court{text: lines.New([]byte("  start({ first, second })"))}
	m := sourcemap.Mapping{Source: 0, Name: -1}
	court.texts = map[int]*lines.Text{0: lines.New([]byte("start()"))}
	court.hear(sourcemap.Position{Column: 2}, m, shared)
	if court.calls != (rare{0, 1}) {
		t.Errorf("%v", court.calls)
	}
}
