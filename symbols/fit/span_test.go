package fit

import (
	"strings"
	"testing"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Pieces of code between two mappings, as file and source have them.
func TestSpanned(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{"case 4:return ", "case 4:\n      return ", silent},
		{"case 5:return ", "case 4:\n      return ", otherBetween},
		{"t)>0&&", "t) > 0) ", silent},
		{"t)>0&&", "t) >= 0) ", otherBetween},
		{`kind:"integer",`, "kind: 'integer',", silent},
		{`kind:"integer again",`, "kind: 'integer',", otherBetween},
		{`e=="u"?`, `value == "undefined" ? `, silent},
		{`from"./part.js";`, `from './part';`, silent},
		{"n=1e3,", "limit = 1000,", silent},
		{"order-note(", "order /* was + */ - note(", silent},
		{"order+note(", "order - // minus\n note(", otherBetween},
		{"e,...", "error: number, ...", silent},
		{"e=/'4/,", "pattern = /'5/,", silent},
		{"`${e} 4`,", "`${e} 5`,", silent},
		{"e==`integer`?", "value == 'integer' ? ", silent},
		{"e==`integer again`?", "value == 'integer' ? ", otherBetween},
		{"e} a`,b=`", "value, ' b'", silent},
		{"f({}),b=`c`,", "f({}), b = 'd',", otherBetween},
		{"'),L&&(p=!0,", "\") +\\n'\";", silent},
		{"f(1)", "f(1, 2)", silent},
		{"a+'>'+", "a}>${", silent},
	} {
		var court court
		if got := court.spanned([]byte(c.file), []byte(c.source)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

// Minifiers work sums out.
func TestWorked(t *testing.T) {
	for source, want := range map[string]string{
		"1 << 7;": "128", "60 * 60 * 24)": "86400", "1+2": "3", "10 - 4,": "6",
		"32 - 1 - i": "31", "3 * 4 + i": "12", "3 * 4 * i": "12", "7;": "", "1 << x": "", "1 + 2 * 3": "", "2 ** 3": "", "1 << 99": "8", "1 | 4": "5", "6 & 3": "2", "a | 4": "", "1 || 4": "",
		"1 / 4": "0.25", "3 * 4 / i": "12", "6 / 3 * i": "2", "6 / 3 + i": "2", "1 / 0": "", "1 // 2": "", "1 /* 2 */": "", "3 * 4 | 1": "", "3 * 4 << 1": "", "8 / 2 & 1": "",
	} {
		sum, _, ok := worked([]byte(source), 0, read([]byte(source), 0))
		if ok != (want != "") || ok && sum.String() != want {
			t.Errorf("%q comes to %v, %v, want %q", source, sum, ok, want)
		}
	}
}

// Numbers of sums that were worked out in part; of those that no sum of the file has any
// more, a constant with a name was put in.
func TestSums(t *testing.T) {
	for _, c := range []struct {
		file, source string
		sums         rare
	}{
		{"a=b-|3,c", "a = b - |3;", rare{1, 0}},
		{"a=b-|4e3;", "a = b - |3 * second;", rare{0, 1}},
		{"a=b-|4;", "a = |3 + b;", rare{0, 1}},
		{"a=|3e3;", "a = |3 * second;", rare{}},
		{"a=|1.25;", "a = b + |3;", rare{}},
		{"a=|4+b;", "a = |3 * 2 + b;", rare{0, 1}},
		{"a=|4;", "a = b - |3 * 2;", rare{}},
	} {
		var court court
		compared(t, c.file, c.source, &court)
		if court.sums != c.sums {
			t.Errorf("%q of %q: %v, want %v", c.file, c.source, court.sums, c.sums)
		}
	}
}

// One line that is off as a whole is a shift; one that agrees anywhere is not.
func TestStart(t *testing.T) {
	for _, c := range []struct {
		line      int
		witnesses []witness
		want      bool
	}{
		{0, []witness{alike, splitWord}, true},
		{0, []witness{beyondComment}, true},
		{0, []witness{splitWord, keptWord}, false},
		{0, []witness{silent, alike, unlike}, false},
		{3, []witness{splitWord}, false},
	} {
		var s start
		for _, w := range c.witnesses {
			s.hear(w, sourcemap.Position{Line: c.line})
		}
		if s.shifted() != c.want {
			t.Errorf("%v on line %d: shifted is %v", c.witnesses, c.line, s.shifted())
		}
	}
}

// What stands at both ends of a mapping, at the mark in each.
func TestCompared(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness
	}{
		{"f(|!0)", "f(|true)", keptValue},
		{"f(|!1)", "f(|true)", otherValue},
		{"f(!|0)", "f(|true)", keptValue},
		{"f(!|1)", "f(|true)", otherValue},
		{"f(|true)", "f(|false)", otherValue},
		{"f(|!1)", "f(|null)", unlike},
		{"f(|!0x1)", "f(|false)", unlike},
		{"f(|\"a `b`\")", "f(|'a `c`')", otherValue},
		{"`${a}|'),b+=`'`", `c |"+ b"`, silent},
		{`|"lib/a.js"(exports){`, `|"use strict";`, silent},
		{"a.|n()", "a.|length", silent},
		{"a.|next()", "a.|length", otherWord},
		{"a.push.|apply(a,b)", "list.|push(...b)", silent},
		{"a.push|.apply(a,b)", "list|.push(...b)", silent},
		{"\"\".|concat(a.b)", "`${a.|length}`", silent},
		{"a.|__h.some(b)", "list.|forEach(b)", silent},
		{"a.|call(b)", "list.|calq(b)", otherWord},
		{"a=|1.9.toFixed()", "a = |1.9.toFixed()", keptValue},
		{"a=|1..toFixed()", "a = |1.0.toFixed()", keptValue},
		{"a=|.9602898564975363", "a = |0.9602898564975362316835609", keptValue},
		{"a=|.9602898564975363", "a = |0.9602898564975462316835609", otherValue},
		{"a=|\"3.2.7\"", "a = |'{version}'", silent},
		{"a=|\"3.2.7\"", "a = |'0.0.0-DEV'", silent},
		{"a=|\"3.2.7\"", "a = |'3.2.6'", otherValue},
		{"a=|\"of a version\"", "a = |'of a verson'", otherValue},
		{"a=|\"data-b-root\"", "a = |'data-__PREFIX__-root'", silent},
		{"a=|\"data-b-rott\"", "a = |'data-__PREFIX__-root'", otherValue},
		{"(b=(e=this._store).set)&&b.|call(e)", "this.|_store.set?.()", silent},
		{"a.|_longer(b)", "a.|_longest(b)", otherWord},
		{"a.|e(b)", "a.|_longest(b)", silent},
		{"f(|e)", "f(|0)", otherValue},
		{`g(["a",|"visible"])`, "f({ a, |visible, ...rest })", silent},
		{"f(|e*2)", "f(|2 * index)", otherKind},
		{"a=|5;", "a = |1 | 4;", keptValue},
		{"a=|7;", "a = |1 | 4;", otherValue},
		{"a=2*b.|c+1e3", "a = b.|c * 2 + 1000", keptWord},
		{"a=2*b.|c-1e3", "a = b.|c * 2 + 1000", otherSign},
		{"a=b*(c-|.04)", "a = b * (-|0.04 + c)", keptValue},
		{`"a "+b+|"' it c"`, "|\"a \" + b + \"' it \" + \"c\"", silent},
		{`b=|"a c "+d`, "b = |\"a b \" + d", otherValue},
		{"f(|i++)", "f(|index--)", otherSign},
		{"f(|--i)", "f(|++index)", otherSign},
		{"f(|i--)", "f(|index--)", alike},
		{"a=|92160000/b", "a = (|1024 * 90000) / b", keptValue},
		{"a=|92160000/b", "a = |1024 * 90000 / b", keptValue},
		{"a=|.3333333333333333", "a = |1 / 3", keptValue},
		{"a=|.3333333333333334", "a = |1 / 3", otherValue},
		{"a=b+|42-1", "a = b + |6 * 7 - 1", keptValue},
		{"a=b+|44-1", "a = b + |6 * 7 - 1", otherValue},
		{"a=-|1640531527", "a = |2654435769 | 0", keptValue},
		{"a=b,|1640531527", "a = |2654435769 | 0", otherValue},
		{"f(|0,a)", "const BACKSLASH = |0x5c; // a constant", silent},
		{"f(|1,a)", "const BACKSLASH = |0x5c; // a constant", otherValue},
		{"f(|0,a)", "f(|1, a)", otherValue},
		{"a=|0;", "const BACKSLASH = |0x5c; // a constant", otherValue},
		{"f(!0,|!1)", "f(|true, false)", unlike},
		{"f(!0,|!1)", "f(|true, true)", otherValue},
		{"f(!0,|!1)", "f(|true)", otherValue},
		{"f(!0,|!1)", "f(|true,\n  false)", unlike},
		{"f(true,|false)", "f(|!0,!1)", unlike},
		{"b=void |0===a?150:a", "b = |150;", silent},
		{"b=|0===a?150:a", "b = |150;", otherValue},
		{"b(c,!|0)", "b(c, |2)", silent},
		{"b=void |1===a?150:a", "b = |150;", otherValue},
		{"r.|exports.jsx(a)", "r.|jsx(a)", silent},
		{`a="".concat(b,|"px")`, "a = `${b}` + |'max-width'", silent},
		{`a=|" ").concat(b)`, "a = |'max-width'", silent},
		{`c.concat(a);d=|"px"`, "d = |'pt'", otherValue},
		{"e.|hd=f", "exports.|fetch = f", silent},
		{"e|.hd=f", "exports|.fetch = f", silent},
		{"e.|hidden=f", "exports.|fetch = f", otherWord},
		{"e.|hd=f", "list.|fetch = f", otherWord},
		{"f(e.|jQuery)", "f(global.|$)", silent},
		{"this.one.|apply(this,a)", "this.|_one(...a)", silent},
		{"this.one.|apply(this,a)", "this.|two(a)", otherWord},
		{`a=|"⌘ K"`, `a=|"&#x2318; K"`, silent},
		{`a=|"b"`, `a=|"a & b; c"`, otherValue},
		{`a=|"esm5"`, "a = |'__TARGET__'", silent},
		{`a=|"esm5"`, "a = |'__TARGET'", otherValue},
		{"a=(8-8*b.|length%5)%5", "a = (8 - ((b.|length * 8) % 5)) % 5", keptWord},
		{"a=|6606028.8", "a = |1024 * 1024 * 7 * 0.9", keptValue},
		{"a+=|3600*1e3*b", "a += |60 * 60 * 1000 * b", keptValue},
		{"a=|.045255+b", "a = |0.015085 * 3 + b", keptValue},
		{"a=|.045256+b", "a = |0.015085 * 3 + b", silent},
		{"a=|.30000000000000004", "a = |0.1 * 3", keptValue},
		{"a=|92160001;", "a = |1024 * 90000;", otherValue},
		{"a=|1<<3,b", "a = |2 << 3;", otherValue},
		{"a=|1<<3,b", "a = |1 << 3;", keptValue},
		{"a=b/|2}", "a = b / |3;", otherValue},
		{`a!=|"u"`, "a != |'undefined'", silent},
		{`a!=|"undefined"`, "a != |'undefineq'", otherValue},
		{`a!=|"undefineq"`, "a != |'undefined'", otherValue},
		{`a=|"one two"`, "a = |'one' // first\n + ' two'", keptValue},
		{`f(|"two words")`, "f(|`two words`)", keptValue},
		{"f(|`two words`)", "f(|`two words`)", keptValue},
		{`f(|"two wards")`, "f(|`two words`)", otherValue},
		{"f(|`two words`)", "f(|'two words')", keptValue},
		{"f(|`two wards`)", "f(|'two words')", otherValue},
		{"f(`${a}|`),b=`c`", "f(|'words')", silent},
		{"f(`a\n|`),b=`c`", "f(|'words')", silent},
		{"a.|size", "a[|'size']", keptWord},
		{"a.|Size", "a[|'size']", otherWord},
		{"a.|concat(b)", "[|'size'].join(b)", otherKind},
		{"a.|concat(b)", "a[|'size' + b]", otherKind},
		{"a.|concat(b)", "a = [|'size']", otherKind},
		{`f("one |"),g("b")`, "f(`one ${1}|`)\ng(`b`)", silent},
		{`f(|"two"+a)`, "f(|`two ${a}`)", unlike},
		{`a.name=|"Errop";b`, "a.name = |'Error'\n/// more", otherValue},
	} {
		if got := compared(t, c.file, c.source, new(court)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

func compared(t *testing.T, file, source string, c *court) witness {
	t.Helper()
	return heardOf(file, source, sourcemap.Mapping{Name: -1}, c)
}

// heardOf compares two pieces of code at their bars.
func heardOf(file, source string, mapping sourcemap.Mapping, c *court) witness {
	out, in := strings.Index(file, "|"), strings.Index(source, "|")
	c.text = lines.New([]byte(strings.Replace(file, "|", "", 1)))
	original := []byte(strings.Replace(source, "|", "", 1))
	return c.compare(out, original, in, mapping)
}

// What stands at a mapping of a source without a text, whose name the map gives.
func TestNamed(t *testing.T) {
	for _, c := range []struct {
		file, name string
		want       witness
		guessed    int
	}{
		{"a.|size", "size", keptWord, 0},
		{"a.|size", "list", otherWord, 1},
		{"a|.size", "list", silent, 0},
		{"a.|size", "_size", silent, 0},
		{"|a.size", "list", alike, 0},
		{"|(a)", "list", unlike, 0},
	} {
		at := strings.Index(c.file, "|")
		court := court{text: lines.New([]byte(strings.Replace(c.file, "|", "", 1))), names: map[int][]byte{0: []byte(c.name)}}
		if got := court.named(at, sourcemap.Mapping{}); got != c.want || court.guessed != c.guessed {
			t.Errorf("%q named %q: %d, %d guessed, want %d, %d", c.file, c.name, got, court.guessed, c.want, c.guessed)
		}
	}
}

// What stands at one of several mappings that lead to one place.
func TestCommon(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         witness // silent also where nothing is in common
		alone        bool    // the source's is a value that nothing else leads to
	}{
		{"f(|enumerable", "{ |enumerable: true, get: a }", keptWord, false},
		{"f(|get:e", "{ |enumerable: true, get: a }", silent, false},
		{`f(|" ").x`, "a;\n |'b c'.split(' ')", silent, false},
		{`f(|"b c")`, "a;\n |'b c'.split(' ')", keptValue, false},
		{"f(|!1)", "f(|true)", otherValue, false},
		{"a.|call(b,c)", "b.|includes(c)", silent, false},
		{"a.|apply(this,b)", "this.|_a(...b)", silent, false},
		{"a.|_b(c)", "this.|_a(c)", silent, false},
		{"a(b,|20)", "static a = |10", silent, true},
		{"a(b,|10)", "static a = |10", keptValue, true},
	} {
		out, in := strings.Index(c.file, "|"), strings.Index(c.source, "|")
		court := court{text: lines.New([]byte(strings.Replace(c.file, "|", "", 1)))}
		original := []byte(strings.Replace(c.source, "|", "", 1))
		if got := court.common(out, original, in); got != c.want || valueAlone(original, in) != c.alone {
			t.Errorf("%q of %q: %d, want %d; a value alone: %v", c.file, c.source, got, c.want, !c.alone)
		}
		if other := strings.Contains(c.file, "_b"); (court.private.other == 1) != other {
			t.Errorf("%q of %q: %v, want one that differs: %v", c.file, c.source, court.private, other)
		}
	}
}

// What is in the HTML of a component is no code.
func TestMarkup(t *testing.T) {
	for _, c := range []struct {
		source, text string
		want         bool
	}{
		{"App.vue", "<template>|</template><script>a</script>", true},
		{"App.vue?a=b", "<script>a</script>|<template>", true},
		{"App.vue", "<script setup>|a</script>", false},
		{"App.svelte", "<script>a</script>\n<p>|", true},
		{"App.vue", "<script>a</script><p></p><script>|b</script>", false},
		{"App.vue", "<p></p>|<script>b</script>", true},
		{"App.ts", "<p>|", false},
	} {
		at := strings.Index(c.text, "|")
		court := court{m: parsedMap(t, []byte(strings.Replace(oneSource, "a.js", c.source, 1)))}
		if got := court.markup(0, []byte(strings.Replace(c.text, "|", "", 1)), at); got != c.want {
			t.Errorf("%s, %q: %v", c.source, c.text, got)
		}
	}
}

// Keys of objects stay, unless a build shortens those that are private.
func TestKeys(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         rare
	}{
		{"{|price:1}", "{ |price: 1 }", rare{1, 0}},
		{"{|pride:1}", "{ |price: 1 }", rare{0, 1}},
		{"{|price:1}", "{ |'price': 1 }", rare{1, 0}},
		{"{|price:1}", "{ |'pride': 1 }", rare{0, 1}},
		{"{|pride:1}", "{\n// of one\n  // , of all\n |price: 1 }", rare{0, 1}},
		{"{|a:1}", "{ |_price: 1 }", rare{}},
		{"{|template:'<p/>'}", "{ |templateUrl: './a.html' }", rare{}},
		{"{|styles:[a]}", "{ |styleUrls: ['./a.css'] }", rare{}},
		{"{|styles:[a]}", "{ |templateUrl: './a.css' }", rare{0, 1}},
		{"{|a:for(;;)b}", "{ |again: for (;;) b }", rare{}},
		{"try{|e:{for(;;)b}}", "try { |a: { for (;;) b } }", rare{}},
		{"if(b){|e:{c}}", "if (b) { |a: { c } }", rare{}},
		{"return{|e:{}}", "return { |a: {} }", rare{0, 1}},
		{"{|a}", "{ |price }", rare{}},
	} {
		var court court
		if compared(t, c.file, c.source, &court); court.keys != c.want {
			t.Errorf("%q of %q: %v, want %v", c.file, c.source, court.keys, c.want)
		}
	}
}

// A word that the map has the name of, and leads elsewhere with, was written by a tool.
func TestWritten(t *testing.T) {
	for _, c := range []struct {
		file, source, name string
		keys               rare
		want               witness
	}{
		{"{|two:1}", "{|one:1,two:1}", "two", rare{}, alike}, // webpack leads to the whole object
		{"{|two:1}", "{|one:1}", "one", rare{0, 1}, alike},
		{"e.|prototype.one.call(r)", "super.|one()", "prototype", rare{}, silent},
		{"e.|two()", "e.|one()", "one", rare{}, otherWord},
		{"g([|\"one\"])", "f({ |one, ...two })", "one", rare{}, silent},
	} {
		m, err := sourcemap.Parse([]byte(`{"version":3,"sources":["a"],"names":["` + c.name + `"],"mappings":"AAAAA"}`))
		if err != nil {
			t.Fatal(err)
		}
		court := court{m: m, names: map[int][]byte{}}
		if got := heardOf(c.file, c.source, sourcemap.Mapping{}, &court); got != c.want || court.keys != c.keys {
			t.Errorf("%q of %q, named %s: %d, %v, want %d, %v", c.file, c.source, c.name, got, court.keys, c.want, c.keys)
		}
	}
}

// One that differs among many that stayed is an edit.
func TestEdited(t *testing.T) {
	for _, c := range []struct {
		keys, spans rare
		want        int
	}{
		{rare{}, rare{}, 0},
		{rare{8, 1}, rare{7, 1}, 1},
		{rare{7, 1}, rare{12, 1}, 1},
		{rare{16, 2}, rare{36, 3}, 5},
	} {
		var h hearing
		if h.keys, h.spans = c.keys, c.spans; h.edited() != c.want {
			t.Errorf("%v, %v: %d, want %d", c.keys, c.spans, h.edited(), c.want)
		}
	}
}
