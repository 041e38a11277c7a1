package fit

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// branchesOf hears what a file and its source have at the marks in both, of
// which the first is mapped to the first, and so on.
func branchesOf(t *testing.T, file, source string) rare {
	t.Helper()
	outs, ins := strings.Split(file, "@"), strings.Split(source, "@")
	if len(outs) != len(ins) {
		t.Fatalf("%q of %q: %d marks, %d marks", file, source, len(outs)-1, len(ins)-1)
	}
	c := court{m: parsedMap(t, []byte(oneSource)), text: lines.New([]byte(strings.Join(outs, ""))), since: span{told: true}}
	for i := 1; i < len(outs); i++ {
		out, in := len(strings.Join(outs[:i], "")), len(strings.Join(ins[:i], ""))
		c.branched(sourcemap.Position{}, sourcemap.Mapping{}, []byte(strings.Join(ins, "")), out, in)
	}
	return c.branches
}

// What minifiers make of a condition, and what they would make of another. The
// first mark is where the condition is mapped, the second where what runs is.
// oneSource is a map of nothing but its source's name.
const oneSource = `{"version":3,"sources":["a.js"],"names":[],"mappings":""}`

func TestBranches(t *testing.T) {
	for _, c := range []struct{ source, right, wrong string }{
		{"if (!@a) @b()", ";@a||@b()", ";@a&&@b()"},
		{"if (@!a) @b()", ";@a||@b()", ";@!a||@b()"},
		{"if (@a) {\n  @b()\n}", ";@a&&@b()", ";!@a&&@b()"},
		{"if (@a) @b(); else c()", ";@a?@b():c()", ";!@a?@b():c()"},
		{"if (!@a) b()\nelse @c()", ";@a?@c():b()", ";@a||@c()"},
		{"if (@a) return;\n@b()", ";if(!@a){@b()}", ";if(@a){@b()}"},
		{"if (@a) return // no `more`\n@b()", ";@a||@b()", ";@a&&@b()"},
		{"if (@a) { throw new Error(`no ${'}'}`) }\nconst c = 1\n", ";if(@a)throw Error()", ""},
		{"if (@a) return c; else if (@b) d()", ";@a?c():@b&&d()", ""},
		{"if (@a) c()\nelse if (@b) d()", ";if(!@a)return @b&&d()", ";if(@a)return @b&&d()"},
		{"if (@a)\n  for (const c of d) {\n    if (c) { @b(c) }\n  }", ";if(@a)for(const c of @d)c&&b(c)", ""},
		{"if (!(@a === 1)) @b()", ";1!==@a&&@b()", ";1===@a&&@b()"},
		{"if (@a.b(c, ')') != null) @d()", ";null!=@a.b(c,')')&&@d()", ";null==@a.b(c,')')&&@d()"},
		{"if (typeof @a !== 'function') @b()", `;"function"!=typeof @a&&@b()`, `;"function"!=typeof @a||@b()`},
		{"if (!(@a instanceof B)) @c()", ";@a instanceof B||@c()", ";@a instanceof B&&@c()"},
		{"if (!@a && @b) c()", ";!(@a||!@b)&&c()", ";@a&&@b&&c()"},
		{"if (!(@a && @b)) c()", ";@a&&@b||c()", ";!@a&&@b||c()"},
		{"if (a && @b) @c()", ";a&&@b&&@c()", ";a&&@b||@c()"},
		{"if (!(a && b(d) && @c)) {\n  @e()\n}", ";a&&b(d)&&@c||@e()", ";a&&b(d)&&@c&&@e()"},
		{"if (a && @b) return; @c()", ";if(!(a&&@b)){@c()}", ";if(a&&@b){@c()}"},
		{"if (a && !@b) @c()", ";a&&!@b&&@c()", ";a&&@b&&@c()"},
		{"if (d || a && @b) @c()", ";(d||a&&@b)&&@c()", ""},
		{"while (@a > 0) @b()", ";for(;@a>0;)@b()", ";for(;!(@a>0);)@b()"},
		{"if (!!@a) @b()", ";@a&&@b()", ";!@a&&@b()"},
		{"if (this.c.@a) @b()", ";if(this.@a)@b()", ";if(!this.@a)@b()"},
		{"if (@a.b) @c()", ";@a?.b&&@c()", ";@a?.b||@c()"},
	} {
		if got := branchesOf(t, c.right, c.source); got.other > 0 || c.wrong != "" && got.kept != 1 {
			t.Errorf("%q of %q: %+v", c.right, c.source, got)
		}
		if c.wrong == "" {
			continue
		}
		if got := branchesOf(t, c.wrong, c.source); got.other != 1 {
			t.Errorf("%q of %q: %+v", c.wrong, c.source, got)
		}
	}
}

// What looks like a condition in the HTML of a component is none.
func TestBranchInMarkup(t *testing.T) {
	for source, want := range map[string]rare{"A.svelte": {}, "a.js": {0, 1}} {
		c := court{m: parsedMap(t, []byte(strings.Replace(oneSource, "a.js", source, 1))), text: lines.New([]byte("a||b"))}
		if c.decide(&branch{in: term{from: 6, end: 7}, out: term{end: 1}}, []byte("{#if (a) || b}"), false); c.branches != want {
			t.Errorf("%s: %v, want %v", source, c.branches, want)
		}
	}
}

// FuzzBranch: whatever stands in the files, it ends.
func FuzzBranch(f *testing.F) {
	f.Add([]byte("a||b()"), []byte("if (!a) b()"), uint8(4), uint8(5))
	f.Add([]byte("a&&`${b}`"), []byte("if (typeof a.b != `${c}`) for (;;) /d/.b()\nelse e"), uint8(0), uint8(12))
	f.Fuzz(func(t *testing.T, file, source []byte, out, in uint8) {
		c := court{m: parsedMap(t, []byte(oneSource)), text: lines.New(file), since: span{told: true}}
		for i := range max(len(file), len(source)) {
			c.branched(sourcemap.Position{}, sourcemap.Mapping{}, source, min(i*int(out), len(file)), min(i*int(in), len(source)))
			c.branched(sourcemap.Position{}, sourcemap.Mapping{}, source, min(i, len(file)), min(i+int(in), len(source)))
		}
	})
}

// What tells nothing of a condition, though it looks as if it did.
func TestNoBranch(t *testing.T) {
	for _, c := range []struct{ source, file string }{
		{"if (@a) c()\n@b()", ";@a||c(),@b()"},                              // too far
		{"if (@a ?? b) @c()", ";(@a!=null?a:b)||@c()"},                      // another operator
		{"if ((@a = b())) @c()", ";(@a=b())||@c()"},                         // an assignment
		{"do c()\nwhile (@a)\n@b()", ";do c();while(@a);@b()"},              // what runs comes before
		{"if (@a === null || a === void 0) @b()", ";@a==null||@b()"},        // both at once
		{"if (f(@a)) @b()", ";f(@a)||@b()"},                                 // an argument
		{"x = [@a] && @b()", ";[@a]||@b()"},                                 // no condition
		{"if (@a) {\n  c()\n@}", ";@a||@c()"},                               // a bracket
		{"if (@a as B) @b()", ";@a||@b()"},                                  // a type
		{"if (!@a<B>(c)) @b()", ";@a(c)||@b()"},                             // another
		{"if (@a) " + strings.Repeat("c();", 1<<10) + " @b()", ";@a&&@b()"}, // too long
		{"if (@a" + strings.Repeat("[a]", 1<<10) + ") @b()", ";@a||@b()"},   // likewise
	} {
		if got := branchesOf(t, c.file, c.source); got != (rare{}) {
			t.Errorf("%q of %q: %+v", c.file, c.source, got)
		}
	}
}

// Builds of several tools, and the maps of builds with one condition turned
// around.
func TestJudgeBranches(t *testing.T) {
	read := func(tool, build, ext string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata/branches", tool, build+ext))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, tool := range []string{"esbuild", "plain", "terser", "uglify", "swc"} {
		for _, edit := range []string{"right", "negated", "affirmed", "unequal"} {
			for _, way := range [][2]string{{"right", edit}, {edit, "right"}} {
				j := judged(t, read(tool, way[0], ".js"), read(tool, way[1], ".js.map"), Labels{})
				if (j.Outcome == Match) != (edit == "right") {
					t.Errorf("%s, the map %s for the file %s: %v, %+v, %v", tool, way[1], way[0], j.Outcome, j.Items, j.Examples)
				}
			}
		}
	}
}

// A gap is passed over, but for one that a hostile map might lead to every byte of.
func TestGap(t *testing.T) {
	for size, want := range map[int]byte{3: 'a', longestGap / 2: 'a', longestGap + 1: 0} {
		src := []byte("a" + strings.Repeat(" ", size))
		if got := before(src, len(src)); got != want {
			t.Errorf("behind %d blanks: %q", size, got)
		}
		src = []byte(strings.Repeat(" ", size) + "a")
		if got := after(src, 0); got == 'a' != (want == 'a') {
			t.Errorf("before %d blanks: %q", size, got)
		}
		if from := blankBefore(src, size); from > 0 != (want == 0) {
			t.Errorf("back over %d blanks: %d", size, from)
		}
	}
}

// Nor does a chain of comments go on for ever.
func TestGapOfComments(t *testing.T) {
	src := []byte(strings.Repeat("/**/", longestGap) + "a")
	if at := code(src, 0); at > longestGap+longestToken {
		t.Errorf("passed over %d bytes", at)
	}
	if got := before(src, len(src)-1); got != 0 {
		t.Errorf("%q", got)
	}
}
