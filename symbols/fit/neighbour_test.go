package fit

import (
	"slices"
	"strings"
	"testing"
)

// Two lines stand in another order, the last was taken out, or one was put out of
// use.
func TestNeighbours(t *testing.T) {
	source := []string{
		"export function start(first) {",
		"  const patches = all(first.list, 1);",
		"  const inverse = all(first.list, 1);",
		"  run(patches, first.one, 2);",
		"  run(inverse, first.two, 3);",
		"  if (first.open) {",
		"    stop(first.name, 'end');",
		"  }",
		"  return first.name;",
		"}",
	}
	straight := make([]int, len(source))
	for i := range straight {
		straight[i] = i
	}
	commented := slices.Clone(source)
	commented[6] = "    // stop(first.name, 'end');"
	for _, c := range []struct {
		name         string
		file, source []string
		from         []int
		want         Outcome
	}{
		{"as it is", source, source, straight, Match},
		{"exchanged", slices.Concat(source[:1], source[2:3], source[1:2], source[3:]), source, straight, Doubtful},
		{"declared together", slices.Concat(source[:1], source[2:3], source[2:]), source, straight, Match},
		{"commented out", source, commented, straight, Doubtful},
		{"commented out in the file", commented, source, straight, Doubtful},
		{"a comment in both", commented, commented, straight, Match},
		{"a comment of other words", source, replaced(source, 6, "    // stop(first.name) at the end"), straight, Match},
		{"one line more than the map has", source, slices.Concat(source[:8], source[9:]), straight[:9], Doubtful},
		{"the end of a class, which TypeScript leaves out at times", source, source, straight[:9], Match},
		{"a list of exports more than the map has", append(slices.Clone(source), "export { start as begin };"), source, straight, Match},
		{"a wrapper's end more than the map has", append(slices.Clone(source), "})();"), source, straight, Match},
	} {
		m := lined(t, c.source, c.from)
		if j := judged(t, []byte(strings.Join(c.file, "\n")), m, Labels{}); j.Outcome != c.want {
			t.Errorf("%s: %v, %v", c.name, j.Outcome, j.Examples)
		}
	}
}

// esbuild maps items of a list, and what is in them, to the line before; of
// declarations together, tools map each to the first.
func TestMappedBefore(t *testing.T) {
	list := []string{"const all = ["}
	for _, name := range []string{"left", "right", "first", "last"} {
		list = append(list, "  "+name+".parse({", "    data: "+name+".data,", "  }),")
	}
	list = append(list, "];")
	for _, c := range []struct {
		name         string
		file, source []string
		from         []int
	}{
		{"items", list, list, []int{0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}},
		{"declarations", strings.Split("const lowest = {\n  one: 1\n};\nconst highest = {\n  one: 1\n};", "\n"), strings.Split("const lowest = {\n  one: 1\n}, highest = {\n  one: 1\n};", "\n"), []int{0, 1, 2, 0, 3, 4}},
	} {
		before := module(12)
		var from []int
		for i := range before {
			from = append(from, i)
		}
		for _, line := range c.from {
			from = append(from, len(before)+line)
		}
		file, source := slices.Concat(before, c.file), slices.Concat(before, c.source)
		if j := judged(t, []byte(strings.Join(file, "\n")), lined(t, source, from), Labels{}); j.Outcome != Match {
			t.Errorf("%s: %v, %v", c.name, j.Outcome, j.Examples)
		}
	}
}

// What a file has behind the last line that its map knows.
func TestForeignEnd(t *testing.T) {
	const source = "export const a = b('one');"
	for end, want := range map[string]string{
		"console.warn('two');":        "'two'",
		"c.d = \"one-two\"; // three": `"one-two"`,
		"exports.a = a;\nc('three');": "'three'",
		"c('one');":                   "",
		"exports.a = a;":              "",
		"Object.defineProperty(exports, '__esModule', { value: !0 })": "",
		"'use strict'; c('b')": "",
		"Object.defineProperty(exports, 'two', { get: function () { return c.two; } });": "",
		"Object.defineProperty(c, 'two', { get: function () { return c.two; } });":       "'two'",
		"// 'two'":                            "",
		"/* a 'two' */ c()":                   "",
		"c(`two`)":                            "",
		"c('./two.js')":                       "",
		"if (typeof module === 'object') c()": "",
	} {
		file := []string{source, end, ""}
		j := judged(t, []byte(strings.Join(file, "\n")), lined(t, []string{source}, []int{0}), Labels{})
		if got := j.Outcome == Doubtful; got != (want != "") {
			t.Errorf("%q: %v, want doubt: %v", end, j.Outcome, want != "")
		} else if got && j.Examples[0].Has != want {
			t.Errorf("%q: the file has %s, want %s", end, j.Examples[0].Has, want)
		}
	}
}
