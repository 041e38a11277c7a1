package fit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// A build writes a minified file and the map that belongs to it: a mapping for
// every piece of code.
type build struct {
	source         string // a.ts when empty
	code, mappings strings.Builder
	column, last   int
	line           int
}

// add writes code that begins a mapping.
func (b *build) add(code string) {
	if b.mappings.Len() > 0 && !strings.HasSuffix(b.mappings.String(), ";") {
		b.mappings.WriteByte(',')
	}
	b.mappings.WriteString(vlq(b.column-b.last) + "AAA")
	b.last = b.column
	b.text(code)
}

// text writes code that has no mapping.
func (b *build) text(code string) {
	b.code.WriteString(code)
	for _, r := range code {
		if b.column++; r > 0xffff {
			b.column++
		}
	}
}

func (b *build) newline() {
	b.code.WriteByte('\n')
	b.mappings.WriteByte(';')
	b.column, b.last = 0, 0
	b.line++
}

// statements writes n statements of ten mappings each.
func (b *build) statements(n int) {
	for i := range n {
		for _, code := range []string{"function ", fmt.Sprintf("handler%d", i%7), "(", "event", "){", "return ", "event", ".", "target", "}"} {
			b.add(code)
		}
	}
}

func (b *build) open(t *testing.T) *sourcemap.Map {
	t.Helper()
	data, err := json.Marshal(map[string]any{"version": 3, "sources": []string{cmp.Or(b.source, "a.ts")}, "names": []string{}, "mappings": b.mappings.String()})
	if err != nil {
		t.Fatal(err)
	}
	m, err := sourcemap.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func vlq(n int) string {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	if n = n << 1; n < 0 {
		n = -n | 1
	}
	var s []byte
	for {
		d := n & 31
		if n >>= 5; n > 0 {
			d |= 32
		}
		if s = append(s, digits[d]); n == 0 {
			return string(s)
		}
	}
}

func check(t *testing.T, code string, m *sourcemap.Map, near ...sourcemap.Position) *Report {
	t.Helper()
	r, err := Check(lines.New([]byte(code)), m, near)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func at(line, column int) sourcemap.Position { return sourcemap.Position{Line: line, Column: column} }

func TestRightMapFits(t *testing.T) {
	var b build
	b.statements(20)
	b.newline()
	b.text(`"größe 𝒳漢";`)
	b.statements(3)
	b.newline()
	b.add("")
	r := check(t, b.code.String(), b.open(t), at(0, 5), at(9, 9))
	if r.Verdict() != Fits || r.Near(0) != Fits || r.Near(1) != Fits || r.Mappings != 231 || r.Split+r.Outside != 0 {
		t.Errorf("a right map: verdict %v, near %v and %v, %+v", r.Verdict(), r.Near(0), r.Near(1), r)
	}
}

func TestEditMakesStale(t *testing.T) {
	for _, edit := range []string{"x", "/* a comment */", "var answer=42;"} {
		var b build
		b.statements(30)
		m, code := b.open(t), b.code.String()
		r := check(t, code[:400]+edit+code[400:], m)
		if r.Verdict() != Stale || r.First.Column < 380 || r.First.Column > 460 {
			t.Errorf("with %q put in at 400: verdict %v, %+v", edit, r.Verdict(), r)
		}
		if r = check(t, code[:400]+code[400+len(edit):], m); r.Verdict() != Stale {
			t.Errorf("with %d bytes taken out at 400: verdict %v, %+v", len(edit), r.Verdict(), r)
		}
	}
}

func TestMapOfLongerFileIsStale(t *testing.T) {
	var b build
	b.statements(30)
	r := check(t, b.code.String()[:300], b.open(t))
	if r.Verdict() != Stale || r.Outside < 200 {
		t.Errorf("a file cut at 300: verdict %v, %+v", r.Verdict(), r)
	}
}

// The map of a file that was shorter: it fits as far as it goes.
func TestMapOfShorterFile(t *testing.T) {
	var b build
	b.statements(10)
	m := b.open(t)
	long := b.code.String() + strings.Repeat("more(code);", 60)
	r := check(t, long+"\n//# sourceMappingURL=a.js.map", m, at(0, 100), at(0, len(long)-20))
	if r.Verdict() != Beyond || r.Near(0) != Fits || r.Near(1) != Beyond {
		t.Errorf("verdict %v, near %v and %v", r.Verdict(), r.Near(0), r.Near(1))
	}
	glued := b.code.String() + strings.Repeat("more(code);", 30)
	if r = check(t, glued, m, at(0, len(glued)-20)); r.Verdict() != Fits || r.Near(0) != Beyond {
		t.Errorf("with a bundler's own modules behind: verdict %v, near %v", r.Verdict(), r.Near(0))
	}
	short := b.code.String() + "})();"
	if r = check(t, short, m, at(0, len(short)-2)); r.Near(0) != Fits {
		t.Errorf("at the end of a file with a bundler's own last words: %v", r.Near(0))
	}
}

// What a file exports is listed behind all that is mapped.
func TestListOfExports(t *testing.T) {
	names := strings.Repeat("  name,\n", 60)
	const defined = "Object.defineProperty(exports, 'name', {\n  enumerable: true,\n  get: function () { return other.name; }\n});\n"
	for list, want := range map[string]Verdict{
		"export {\n" + names + "};":                                     Fits,
		"// for ESM import\n0 && (module.exports = {\n" + names + "});": Fits,
		"export {\n" + names + "};\nmore(code);":                        Beyond,
		strings.Repeat("exports.name = name$1;\n", 30):                  Fits,
		strings.Repeat(defined, 9):                                      Fits,
		strings.Repeat(defined, 9) + "more(code);":                      Beyond,
		"call({\n" + names + "});":                                      Beyond,
	} {
		var b build
		b.statements(1)
		code := b.code.String() + "\n" + list
		if r := check(t, code, b.open(t)); r.Verdict() != want {
			t.Errorf("%q: %v, want %v", list, r.Verdict(), want)
		}
	}
}

// Of two mappings that begin at one place the first has nothing of the file.
func TestCovered(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA,AACA,CAAC"}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	_, err = heard(lines.New([]byte("a;b")), m, everything, nil, func(*Report) listener {
		return func(_ sourcemap.Position, _ sourcemap.Mapping, fitness int) { got = append(got, fitness) }
	})
	if want := []int{within, inside, inside}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}

// A component's HTML becomes a function that no mapping leads into, and a chunk may
// end with what finds the others.
func TestUnmappedEnd(t *testing.T) {
	for _, c := range []struct {
		source, rest string
		want         Verdict
	}{
		{"a.vue", strings.Repeat("more(code);", 60), Fits},
		{"a.ts", strings.Repeat("more(code);", 60) + "(self.webpackChunk=self.webpackChunk||[]).push(c)", Fits},
		{"a.ts", strings.Repeat("more(code);", 60), Beyond},
	} {
		b := build{source: c.source}
		b.statements(10)
		if r := check(t, b.code.String()+c.rest, b.open(t)); r.Verdict() != c.want {
			t.Errorf("%s, %.20q: %v, want %v", c.source, c.rest, r.Verdict(), c.want)
		}
	}
}

// Tools that append .js to the paths of imports shift the rest of those lines;
// the code below is mapped as well as before.
func TestRewrittenImports(t *testing.T) {
	var b build
	for range 30 {
		for _, code := range []string{"export ", "* ", "from ", `"./part.js"`, " as ", "partOfIt", ";"} {
			b.add(code)
		}
		b.newline()
	}
	b.statements(5)
	m := b.open(t)
	code := strings.ReplaceAll(b.code.String(), `part.js"`, `part"`)
	r := check(t, code, m, at(30, 40), at(3, 20))
	if r.Verdict() != Stale || r.Near(0) != Fits || r.Near(1) != Stale {
		t.Errorf("verdict %v, in the code %v, in an import %v, %+v", r.Verdict(), r.Near(0), r.Near(1), r)
	}
}

// An edit near the end of a large file spoils too few mappings to count, but
// not to be seen near a frame.
func TestEditNearFrame(t *testing.T) {
	var b build
	b.statements(2000)
	m, code := b.open(t), b.code.String()
	cut := len(code) - 1000
	r := check(t, code[:cut]+"let z;"+code[cut:], m, at(0, len(code)-200), at(0, 1000), at(0, len(code)+5000))
	if r.Verdict() != Fits || r.Near(0) != Stale || r.Near(1) != Fits || r.Near(2) != Stale {
		t.Errorf("verdict %v, near %v %v %v, %+v", r.Verdict(), r.Near(0), r.Near(1), r.Near(2), r)
	}
}

// Parcel maps a file with a placeholder and writes the hash afterwards.
func TestHashWrittenAfterMap(t *testing.T) {
	const placeholder, name = "HASH_REF_0123456789abcdef", "b14208ab"
	var b build
	b.statements(10)
	b.add(`import("lazy.` + placeholder + `.js");`)
	b.statements(10)
	second := b.column
	b.add(`import("more.` + placeholder + `.css");`)
	b.statements(10)
	m := b.open(t)
	code := strings.ReplaceAll(b.code.String(), placeholder, name)
	by := len(placeholder) - len(name)

	end := len(code)
	r := check(t, code, m, at(0, 100), at(0, end-100))
	if r.Verdict() != Fits || r.Near(0) != Fits || r.Near(1) != Fits {
		t.Fatalf("verdict %v, near %v %v, %+v", r.Verdict(), r.Near(0), r.Near(1), r)
	}
	for _, c := range []struct{ file, inMap int }{
		{100, 100},
		{second - by, second},
		{end - 100, end - 100 + 2*by},
	} {
		if got := r.In(at(0, c.file)); got != at(0, c.inMap) {
			t.Errorf("column %d of the file is %d in the map, want %d", c.file, got.Column, c.inMap)
		}
	}
	if len(r.Shifts) != 2 || r.Shifts[0].Name != "lazy.b14208ab.js" || r.Shifts[1].By != 2*by {
		t.Errorf("shifts %+v", r.Shifts)
	}
	longer := strings.Replace(code, `import("lazy`, `window.build="1";import("lazy`, 1)
	if r := check(t, longer, m); r.Verdict() != Stale || r.Shifts != nil {
		t.Errorf("more than a hash was written: verdict %v, %+v", r.Verdict(), r)
	}
	plain := strings.ReplaceAll(code, "lazy.b14208ab.js", "lazy-component.js")
	if r := check(t, plain, m); r.Verdict() != Stale || r.Shifts != nil {
		t.Errorf("a shift with no hash before it: verdict %v, %+v", r.Verdict(), r)
	}
}

// Microbundle shortens how a UMD bundle finds the global object.
func TestCodeShortenedAfterMap(t *testing.T) {
	const long, short = `n="undefined"!=typeof globalThis?globalThis:n||self`, `n||self`
	var b build
	for _, code := range []string{`!function(n){"object"==`, `typeof `, `exports?t():n((`, `n=`, `"undefined"!=typeof `, `globalThis?`, `globalThis:`, `n||`, `self)`, `.lib={})}`, `(this,`} {
		b.add(code)
	}
	b.statements(10)
	m, code := b.open(t), b.code.String()
	made := strings.Replace(code, long, short, 1)
	by := len(long) - len(short)
	r := check(t, made, m, at(0, len(made)-100), at(0, 10))
	if r.Verdict() != Fits || r.Near(0) != Fits || r.In(at(0, len(made)-100)).Column != len(code)-100 || r.In(at(0, 10)).Column != 10 {
		t.Errorf("verdict %v, near %v, shifts %+v", r.Verdict(), r.Near(0), r.Shifts)
	}
	if len(r.Shifts) != 1 || r.Shifts[0].By != by || r.Shifts[0].Name != short {
		t.Errorf("shifts %+v, want one by %d", r.Shifts, by)
	}
	if r := check(t, strings.Replace(made, "return event", "return void event", 1), m); r.Verdict() != Stale || r.Shifts != nil {
		t.Errorf("another build of it: verdict %v, %+v", r.Verdict(), r.Shifts)
	}
}

// Names may stand so close together that few mappings, or none, lie between.
func TestHashesCloseTogether(t *testing.T) {
	const placeholder, name = "HASH_REF_0123456789abcdef", "b14208ab"
	var b build
	b.statements(10)
	b.add(`load("a.` + placeholder + `.js",`)
	b.text(`"b.` + placeholder + `.js");`)
	b.statements(1)
	b.add(`load("c.` + placeholder + `.js");`)
	b.statements(10)
	m := b.open(t)
	code := strings.ReplaceAll(b.code.String(), placeholder, name)
	r := check(t, code, m, at(0, len(code)-100))
	if r.Verdict() != Fits || r.Near(0) != Fits || r.In(at(0, len(code)-100)).Column != b.column-100 {
		t.Errorf("verdict %v, near %v, shifts %+v", r.Verdict(), r.Near(0), r.Shifts)
	}
}

// A template's ${ is no part of the word before it.
func TestTemplateIsNoWord(t *testing.T) {
	var b build
	for range 3 {
		b.add("a=`part")
		b.add("${")
		b.add("b}`;")
	}
	if r := check(t, b.code.String(), b.open(t)); r.Split != 0 {
		t.Errorf("%+v", r)
	}
}

// Tools that edit text without reading it map every character.
func TestEveryCharacter(t *testing.T) {
	var code, mappings strings.Builder
	for i := range 20 {
		line := fmt.Sprintf("export const handler%d = event.target", i)
		mappings.WriteString("AAAA" + strings.Repeat(",CAAC", len(line)-1) + ";")
		code.WriteString(line + "\n")
	}
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"` + mappings.String() + `"}`))
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, code.String(), m, at(3, 9)); r.Verdict() != Fits || r.Split != 0 || r.Near(0) != Fits {
		t.Errorf("verdict %v, near %v, %+v", r.Verdict(), r.Near(0), r)
	}
}

// Turbopack writes numbers of modules for their paths, whose ends it maps.
func TestModuleNumbers(t *testing.T) {
	const path = "OAAO,IAAQ" // at a.r, and at the number
	for name, c := range map[string]struct {
		code, mappings string
		split          int
	}{
		"as written":      {"module=a.r(18622);", path + ",IAAA", 0}, // and at its last digit
		"another place":   {"module=a.r(18622);", path + ",IAAC", 1},
		"inside of it":    {"module=a.r(18622);", path + ",GAAA", 1},
		"a longer number": {"module=a.r(186220);", path + ",IAAA", 1},
		"a word":          {"module=a.r(abcde);", path + ",IAAA", 1},
	} {
		m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"` + c.mappings + `"}`))
		if err != nil {
			t.Fatal(err)
		}
		if r := check(t, c.code, m); r.Split != c.split {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// A few odd mappings among many are how bundlers write maps.
func TestOddMappings(t *testing.T) {
	var b build
	b.statements(10)
	b.add("fun")
	b.add("ction x(){}")
	b.statements(10)
	if r := check(t, b.code.String(), b.open(t)); r.Verdict() != Fits || r.Split != 1 {
		t.Errorf("verdict %v, %+v", r.Verdict(), r)
	}
}

func TestNoMappings(t *testing.T) {
	m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a.ts"],"names":[],"mappings":"A"}`))
	if err != nil {
		t.Fatal(err)
	}
	if r := check(t, "", m, at(0, 0)); r.Verdict() != Fits || r.Near(0) != Fits {
		t.Errorf("an empty file: verdict %v, %+v", r.Verdict(), r)
	}
}

// A hash is shorter than its placeholder; what makes a line longer was put into it.
func TestPutBeforeHash(t *testing.T) {
	var b build
	b.add(`import("lazy.b14208ab.js");`)
	b.statements(10)
	m, code := b.open(t), b.code.String()
	for _, put := range []string{"put(1);", "put(something, of, anything);"} {
		if r := check(t, put+code, m); r.Verdict() != Stale || r.Shifts != nil {
			t.Errorf("%s: verdict %v, %+v", put, r.Verdict(), r.Shifts)
		}
	}
}
