package fit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// module writes a source of many functions, no two alike.
func module(functions int) (all []string) {
	for i := range functions {
		all = append(all,
			fmt.Sprintf("function handle%d(event, options%s) {", i, strings.Repeat(", more", i%5)),
			fmt.Sprintf("  if (event.count === %d) {", i),
			fmt.Sprintf("    return options.handlers[%d];", i),
			"  }",
			fmt.Sprintf("  register(event.name, %d, null);", i+1000),
			fmt.Sprintf("  return event.target%d + 1;", i),
			"}", "")
	}
	return all
}

// lined makes a map of lines to lines, as webpack's cheap ones are: of each line
// of the file the one of the source that from tells, or none for -1.
func lined(t *testing.T, source []string, from []int) []byte {
	t.Helper()
	var mappings strings.Builder
	last := 0
	for _, line := range from {
		if line >= 0 {
			mappings.WriteString("AA" + vlq(line-last) + "A")
			last = line
		}
		mappings.WriteByte(';')
	}
	data, err := json.Marshal(map[string]any{"version": 3, "sources": []string{"a.js"}, "sourcesContent": []string{strings.Join(source, "\n")}, "names": []string{}, "mappings": mappings.String()})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func replaced(all []string, line int, with ...string) []string {
	return slices.Replace(slices.Clone(all), line, line+1, with...)
}

// The map is of a build whose source had one line otherwise, or of one before
// which something was put.
func TestJudgeLines(t *testing.T) {
	source := module(12)
	straight := make([]int, len(source)+4)
	for i := range straight {
		straight[i] = i
	}
	for _, c := range []struct {
		name string
		file []string
		want Outcome
	}{
		{"the file as it is", source, Match},
		{"other white space and quotes", strings.Split(strings.ReplaceAll(strings.Join(source, "\n"), "  ", "\t"), "\n"), Match},
		{"a module's names", replaced(source, 12, "  (0,_register_js__WEBPACK_IMPORTED_MODULE_0__.register)(event.name, 1001, null);"), Match},
		{"undefined", replaced(source, 12, "  register(event.name, 1001, void 0);"), Match},
		{"a name made another", replaced(source, 13, "  return event$1.target1 + 1;"), Match},
		{"a name that is nowhere else", replaced(source, 13, "  return happening.target1 + 1;"), Match},
		{"an item after another", replaced(source, 13, "  options.target1 + 1,"), Match},
		{"a short name", replaced(source, 13, "  return e.target1 + 1;"), Match},
		{"a comment", replaced(source, 13, "  return event.target1 + 1; // the target"), Match},

		{"an argument more", replaced(source, 12, "  register(event.name, 1001, null, true);"), Doubtful},
		{"an argument less, as bundlers leave it out", replaced(source, 12, "  register(event.name, 1001);"), Match},
		{"another value", replaced(source, 12, "  register(event.name, 1001, 0);"), Doubtful},
		{"another number", replaced(source, 12, "  register(event.name, 1002, null);"), Doubtful},
		{"another property", replaced(source, 12, "  register(event.nave, 1001, null);"), Doubtful},
		{"another operator", replaced(source, 13, "  return event.target1 - 1;"), Doubtful},
		{"a condition turned", replaced(source, 9, "  if (event.count !== 1) {"), Doubtful},
		{"an operand more", replaced(source, 13, "  return event.target1 + 1 || 0;"), Doubtful},
		{"a condition turned, in a generator", replaced(replaced(source, 9, "  if (event.count !== 1) {"), 10, "    _context.n = 1; break;"), Match},
		{"a variable for another", replaced(source, 13, "  return options.target1 + 1;"), Doubtful},
		{"no value", replaced(source, 13, "  return;"), Doubtful},
		{"a line more", replaced(source, 20, source[20], "  globalThis.seen = 1;"), Doubtful},
		{"a line twice", replaced(source, 20, source[20], source[20]), Doubtful},
		{"a line less", replaced(source, 20), Doubtful},
		{"functions in another order", slices.Concat(source[:16], source[24:32], source[16:24], source[32:]), Doubtful},
		{"a function moved far", slices.Concat(source[8:], source[:8]), Doubtful},
		{"a line before", slices.Insert(slices.Clone(source), 0, "!function(){}();"), Doubtful},
		{"code before on its line", replaced(source, 0, `"use strict";`+source[0]), Doubtful},
	} {
		j := judged(t, []byte(strings.Join(c.file, "\n")), lined(t, source, straight[:len(c.file)]), Labels{})
		if j.Outcome != c.want {
			t.Errorf("%s: %v, %+v, %v", c.name, j.Outcome, j.Items, j.Examples)
		}
		if j.Outcome != Match && len(j.Examples) == 0 {
			t.Errorf("%s: %v without an example", c.name, j.Outcome)
		}
	}
}

// A tool that folds expressions turns conditions around, too.
func TestFolds(t *testing.T) {
	for file, want := range map[string]Outcome{"open(true);": Doubtful, "open(!0);": Match} {
		source := append(module(4), "open(true);")
		straight := make([]int, len(source))
		for i := range straight {
			straight[i] = i
		}
		lines := replaced(replaced(source, 9, "  if (event.count !== 1) {"), len(source)-1, file)
		if j := judged(t, []byte(strings.Join(lines, "\n")), lined(t, source, straight), Labels{}); j.Outcome != want {
			t.Errorf("%s: %v, %v", file, j.Outcome, j.Examples)
		}
	}
}

// A piece more is told by few lines that stayed, a variable for another by many.
func TestSmallModule(t *testing.T) {
	source := module(1)
	straight := make([]int, len(source))
	for i := range straight {
		straight[i] = i
	}
	for line, want := range map[string]Outcome{"  register(event.name, 1000, null);": Match, "  register(options.name, 1000, null);": Match, "  register(event.name, 1000, null, true);": Doubtful} {
		file := replaced(source, 4, line)
		if j := judged(t, []byte(strings.Join(file, "\n")), lined(t, source, straight), Labels{}); j.Outcome != want {
			t.Errorf("%s: %v, %v", line, j.Outcome, j.Examples)
		}
	}
}

// An example shows where the line differs, rather than where it begins.
func TestLineExample(t *testing.T) {
	source := module(12)
	straight := make([]int, len(source))
	for i := range straight {
		straight[i] = i
	}
	file := replaced(source, 12, "    register(event.name, 1001, 0);")
	j := judged(t, []byte(strings.Join(file, "\n")), lined(t, source, straight), Labels{})
	if len(j.Examples) != 1 || j.Examples[0].String() != "at 13:32 the map says `null`, the file has `0`" || j.Examples[0].Original != at(12, 29) {
		t.Errorf("%v", j.Examples)
	}
}

// esbuild maps the items of a list, and brackets, to the line before.
func TestItemsOfLists(t *testing.T) {
	source := module(12)
	var from []int
	for i := range source {
		from = append(from, i)
	}
	list := len(source)
	source = append(source, "const all = [")
	from = append(from, list)
	for i := range 3 {
		source = append(source, fmt.Sprintf("  handler(event.name, %d),", i))
		from = append(from, list+i)
	}
	source = append(source, "];")
	from = append(from, list+3)
	if j := judged(t, []byte(strings.Join(source, "\n")), lined(t, source, from), Labels{}); j.Outcome != Match {
		t.Errorf("%v, %v", j.Outcome, j.Examples)
	}
}

// Where all names were changed, one that differs tells nothing.
func TestRenamedAll(t *testing.T) {
	source := module(12)
	straight := make([]int, len(source))
	for i := range straight {
		straight[i] = i
	}
	names := strings.NewReplacer("event,", "e,", "event.", "e.", "options", "t", "register", "n", "handle", "h", "hrs", "handlers")
	file := strings.Split(names.Replace(strings.Join(source, "\n")), "\n")
	for want, line := range map[Outcome]string{Match: "  n(t.name, 1001, null);", Doubtful: "  n(e.name, 1001, null, true);"} {
		j := judged(t, []byte(strings.Join(replaced(file, 12, line), "\n")), lined(t, source, straight), Labels{})
		if j.Outcome != want {
			t.Errorf("%s: %v, %v", line, j.Outcome, j.Examples)
		}
	}
}

// Browserify's maps lead to all of its own code, of which it writes but the end.
func TestBrowserified(t *testing.T) {
	source := []string{"(function () { start(all, 1); })"}
	file := "(function(f){f()})(function(){" + source[0] + "});"
	for name, want := range map[string]Outcome{"node_modules/browser-pack/_prelude.js": Match, "a.js": Doubtful} {
		m := bytes.Replace(lined(t, source, []int{0}), []byte(`"a.js"`), []byte(`"`+name+`"`), 1)
		if j := judged(t, []byte(file), m, Labels{}); j.Outcome != want {
			t.Errorf("%s: %v, %v", name, j.Outcome, j.Examples)
		}
	}
}

// Where many lines differ by a piece, a tool has put statements together.
func TestManyPieces(t *testing.T) {
	source := module(12)
	straight := make([]int, len(source))
	for i := range straight {
		straight[i] = i
	}
	file := slices.Clone(source)
	for edits, want := range []Outcome{Match, Doubtful, Doubtful, Doubtful, Match} {
		if edits > 0 {
			line := 12 + 8*(edits-1)
			file[line] = strings.Replace(file[line], "null", "0", 1)
		}
		if j := judged(t, []byte(strings.Join(file, "\n")), lined(t, source, straight), Labels{}); j.Outcome != want {
			t.Errorf("%d edits: %v, want %v", edits, j.Outcome, want)
		}
	}
}

// A line is compared once, from the first mapping that leads to its code.
func TestCompareLine(t *testing.T) {
	for _, c := range []struct {
		name      string
		file      string
		generated []sourcemap.Position
		original  []sourcemap.Position
		kept      int
	}{
		{"both at the first column", "  run(fast);", []sourcemap.Position{at(0, 0)}, []sourcemap.Position{at(0, 0)}, 1},
		{"both at the code", "    run(fast);", []sourcemap.Position{at(0, 4)}, []sourcemap.Position{at(0, 2)}, 1},
		{"white space as the line before", "  run(fast);", []sourcemap.Position{at(0, 0), at(0, 2)}, []sourcemap.Position{at(1, 2), at(0, 2)}, 1},
		{"white space as the code", "  run(fast);", []sourcemap.Position{at(0, 0), at(0, 2)}, []sourcemap.Position{at(0, 2), at(0, 2)}, 1},
		{"in the middle", "  now(), run(fast);", []sourcemap.Position{at(0, 9)}, []sourcemap.Position{at(0, 2)}, 0},
		{"no such place", "  run(fast);", []sourcemap.Position{at(0, 0)}, []sourcemap.Position{at(9, 9)}, 0},
		{"behind everything", "  run(fast);", []sourcemap.Position{at(0, 0)}, []sourcemap.Position{at(1, 8)}, 0},
		{"a long line", "  run(fast);" + strings.Repeat(" ", longestLine), []sourcemap.Position{at(0, 0)}, []sourcemap.Position{at(0, 0)}, 0},
	} {
		m := parsedMap(t, lined(t, []string{"  run(fast);", "  stop();"}, []int{0}))
		court := court{text: lines.New([]byte(c.file)), m: m, texts: map[int]*lines.Text{}}
		for i, generated := range c.generated {
			if generated.Line >= court.verbatim.line {
				court.compareLine(generated, sourcemap.Mapping{Generated: generated, Original: c.original[i], Name: -1})
			}
		}
		if court.verbatim.kept != c.kept {
			t.Errorf("%s: %+v", c.name, court.verbatim)
		}
	}
}

// Lines of a function that Babel takes apart, and those beside them.
func TestResumes(t *testing.T) {
	c := court{text: lines.New([]byte("a();\nif (b) {\n  _context.n = 1;\n  break;\n}\nc();\nreturn _context3.a(2);"))}
	for line, want := range []bool{false, true, true, true, false, true, true} {
		if got := c.resumes(line); got != want {
			t.Errorf("line %d: %v", line, got)
		}
	}
}
