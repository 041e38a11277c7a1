package fit

import (
	"regexp"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// bound hears the names of a source, each standing for the file's name of the
// same number, those behind var left out.
func bound(t *testing.T, file, source string) *hearing {
	t.Helper()
	return boundIn(t, "a.ts", file, source)
}

// boundIn is bound for a source of a name.
func boundIn(t *testing.T, called, file, source string) *hearing {
	t.Helper()
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["` + called + `"],"names":[],"mappings":""}`))
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`[\w$]+`)
	names := func(code string) (at []int) {
		for _, w := range word.FindAllStringIndex(code, -1) {
			if t := read([]byte(code), w[0]); t.kind == name && string(t.text) != "as" && !strings.HasSuffix(code[:w[0]], "var ") {
				at = append(at, w[0])
			}
		}
		return at
	}
	h := &hearing{court: court{text: lines.New([]byte(file)), m: m, texts: map[int]*lines.Text{0: lines.New([]byte(source))}}}
	in, out := names(source), names(file)
	if len(in) != len(out) {
		t.Fatalf("%q has %d names, %q has %d", source, len(in), file, len(out))
	}
	for i := range in {
		h.compare(out[i], []byte(source), in[i], sourcemap.Mapping{Name: -1})
	}
	h.rest()
	return h
}

func TestBindings(t *testing.T) {
	for _, c := range []struct {
		name, source, file string
		says, has          string // of the one that differs
	}{
		{"as it is", "function f(one, two) { if (one) g(two); return one }", "function a(e,t){if(e)b(t);return e}", "", ""},
		{"exchanged", "function f(one, two) { if (one) g(one); return one }", "function a(e,t){if(e)b(t);return e}", "one", "t"},
		{"the other way", "function f(one, two) { if (one) g(two); return one }", "function a(e,t){if(e)b(e);return e}", "two", "e"},
		{"names kept", "function f(one, two) { if (one) g(two); return one }", "function f(one,two){if(one)g(one);return one}", "two", "one"},
		{"a statement's call", "function f(one, two) { if (one()) { two() } else { one() } }", "function a(e,t){e()?t():t()}", "one", "t"},
		{"of a function around", "function f(one) { g(one); return (two) => h(two, two) }", "function a(e){b(e);return t=>c(t,e)}", "two", "e"},
		{"at the begin of a statement", "function f(one, two) { g(one, two); one.b = 1 }", "function a(e,t){c(e,t),t.b=1}", "one", "t"},
		{"given to one variable after another", "function f(one, two) { let three = g(one); h(two, three); return i(three, two, two) }", "function a(e,t){e=b(e);c(t,e);return d(e,t,e)}", "two", "e"},
		{"in what it is declared with", "function f(one, two) { g(one, two); for (;;) { const three = one[two]; three() } }", "function a(e,t){b(e,t);for(;;){const e=t[t];e()}}", "one", "t"},
		{"of a function inside, too", "function f(one, two) { g(one, two); h(one, two); return (three) => three }", "function a(e,t){b(e,t);c(t,t);return e=>e}", "one", "t"},
		{"a label", "function f(one, two) { g(one, two); one: { h(two) } }", "function a(e,t){b(e,t);t:{c(t)}}", "", ""},
		{"a method", "class h { k() { const three = i(); three() } one(two) { j(one) } }", "class c{k(){const n=d();n()}one(t){m(n)}}", "", ""},
		{"a level further up", "function f(one) { one(); return (two) => { two(); return () => { g(one) } } }", "function a(e){e();return(t)=>{t();return()=>{b(t)}}}", "one", "t"},
		{"of a module", "function f(one) { g(channels); color.j(one); if (one) { const color = h(one); i(color) } }", "function a(e){b(c.channels);c.color.j(e);if(e){const t=d(e);j(t)}}", "", ""},
		{"twice: a variable of its own", "function f(one, two) { if (one) g(two); return g(two) }", "function a(e,t){if(e)b(e);return b(e)}", "", ""},
		{"two variables of a name", "function f(one) { g(one); return (one) => h(0) } function i(two, one) { g(two, one) }", "function a(t){b(t);return (e)=>c(0)}function d(e,t){b(e,t)}", "", ""},
		{"a third name", "function f(one, two) { if (one) g(two); return one }", "function a(e,t){if(e)b(n);return e}", "", ""},
		{"a value in its place", "function f(one, two) { g(two); return h(one, two) }", "function a(e,t){b(e.c);return i(e,t)}", "", ""},
		{"of a template", "function f(one, two) { g(`${two}`); return h(one, two) }", "function a(e,t){b(`${e}`);return c(e,t)}", "", ""},
		{"a variable that no mapping leads to", "function f(one) { g(one); return (two) => { h(two); i(two) } }", "function a(e){b(e);return t=>{var e=0;c(t);d(e)}}", "", ""},
		{"called as webpack calls a module's", "function f(one, two) { g(one); two.k(one); two(one); return one(two) }", "function a(e,Object){b(e);Object.k(e);Object(e);return Object(Object)}", "", ""},
		{"exported by a name", "const one = g(two); export { one, one, two, two }", "const e=b(t);export{e as one,t as two}", "", ""},
	} {
		h := bound(t, c.file, c.source)
		if want := c.says != ""; (h.bindings.other == 1) != want || h.bindings.other > 1 {
			t.Errorf("%s: %v, want one that differs: %v", c.name, h.bindings, want)
			continue
		}
		if c.says == "" {
			continue
		}
		if e := h.strays[tokenSorts-1][0]; e.Says != c.says || e.Has != c.has {
			t.Errorf("%s: the example says %q, %q, want %q, %q", c.name, e.Says, e.Has, c.says, c.has)
		}
	}
}

// What a component's script has for all of it, the file has in a function.
func TestComponentBindings(t *testing.T) {
	const source, file = "let one = g(), two = h(); one(two); two(two)", "let e=b(),t=c();e(t);t(e)"
	for _, c := range []struct {
		called, file string
		want         int
	}{
		{"a.svelte", file, 1},
		{"a.svelte", "(function(){" + file + "})()", 1},
		{"a.ts", "(function(){" + file + "})()", 0},
	} {
		if h := boundIn(t, c.called, c.file, source); h.bindings.other != c.want {
			t.Errorf("%s, %s: %v, want %d that differs", c.called, c.file, h.bindings, c.want)
		}
	}
}

// Mappings that lead where the one before does tell what a name is, and are no
// exchange themselves.
func TestSharedBindings(t *testing.T) {
	const source, file = "one two", "e t"
	for _, fitness := range []int{inside, shared} {
		h := hearing{court: court{text: lines.New([]byte(file)), m: new(sourcemap.Map), texts: map[int]*lines.Text{0: lines.New([]byte(source))}}}
		h.hear(sourcemap.Position{}, sourcemap.Mapping{Name: -1}, fitness)
		if h.bound.heard != 1 || h.bound.ring[0].shared != (fitness == shared) {
			t.Errorf("fitness %d: %d heard, %+v", fitness, h.bound.heard, h.bound.ring[0])
		}
	}
}

// A name says nothing of bindings too far from it.
func TestFarBindings(t *testing.T) {
	far := strings.Repeat(" g(two);", reach)
	source := "function f(one, two) {" + far + " g(one);" + far + " return g(two) }"
	file := "function a(e,t){" + strings.ReplaceAll(strings.ReplaceAll(far, "g", "b"), "two", "t") + "b(t);" + strings.ReplaceAll(strings.ReplaceAll(far, "g", "b"), "two", "t") + "return b(t)}"
	if h := bound(t, file, source); h.bindings.other != 0 {
		t.Errorf("%v, want none that differs", h.bindings)
	}
}

// Names that share a place in the table are not taken for one another, nor
// forgotten for one another.
func TestSamePlace(t *testing.T) {
	var s bindings
	other := uint64(5 + len(s.last))
	s.add(binding{in: 5, out: 1})
	s.add(binding{in: other, out: 2})
	s.add(binding{in: 5, out: 3})
	s.add(binding{in: other, out: 2})
	for i, want := range []bool{true, false, true, false} {
		if s.ring[i].differs != want {
			t.Errorf("binding %d differs: %v, want %v", i, !want, want)
		}
	}
	for range len(s.ring) {
		s.add(binding{in: other, out: 2})
	}
	s.add(binding{in: 5, out: 4})
	if b := s.ring[(s.heard-1)%len(s.ring)]; b.differs {
		t.Error("a binding differs from one that is out of reach")
	}
}
