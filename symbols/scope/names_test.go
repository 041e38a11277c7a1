package scope

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"symset/symbols/sourcemap"
)

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func vlq(b *strings.Builder, n int) {
	u := n << 1
	if n < 0 {
		u = -n<<1 | 1
	}
	for ; u > 31; u >>= 5 {
		b.WriteByte(digits[u&31|32])
	}
	b.WriteByte(digits[u])
}

// mapOf makes a map of one-line code to one original: each link ties the first
// occurrence of a text in the code to that of one in the original, and gives it
// a name if it has one.
func mapOf(t *testing.T, code, original string, content bool, links [][3]string) *sourcemap.Map {
	t.Helper()
	var b strings.Builder
	var last [4]int
	var names []string
	for i, l := range links {
		column, o := strings.Index(code, l[0]), strings.Index(original, l[1])
		if column < 0 || o < 0 {
			t.Fatalf("%q or %q is not there", l[0], l[1])
		}
		line := strings.Count(original[:o], "\n")
		at := [4]int{column, line, o - 1 - strings.LastIndex(original[:o], "\n"), len(names)}
		if i > 0 {
			b.WriteByte(',')
		}
		vlq(&b, at[0]-last[0])
		vlq(&b, 0)
		vlq(&b, at[1]-last[1])
		vlq(&b, at[2]-last[2])
		last[0], last[1], last[2] = at[0], at[1], at[2]
		if l[2] != "" {
			vlq(&b, at[3]-last[3])
			last[3] = at[3]
			names = append(names, l[2])
		}
	}
	fields := map[string]any{"version": 3, "sources": []string{"a.ts"}, "names": names, "mappings": b.String()}
	if content {
		fields["sourcesContent"] = []string{original}
	}
	data, err := json.Marshal(fields)
	if err != nil {
		t.Fatal(err)
	}
	m, err := sourcemap.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMapped(t *testing.T) {
	for _, c := range []struct {
		name, code, original string
		links                [][3]string // in the order of the code: text, original text, name
		with, without        string      // the name with the original's text, and without
	}{
		{
			"names in the map",
			`class t{n(){¦throw 1}}`,
			"class Cart {\n  total(): number { throw 1 }\n}",
			[][3]string{{"class", "class", ""}, {"t{", "Cart", "Cart"}, {"n()", "total", "total"}, {"throw", "throw", ""}},
			"Cart.total", "Cart.total",
		},
		{
			"no names in the map",
			`let e=e=>{¦throw 1};`,
			"const load = (id) => { throw 1 }",
			[][3]string{{"let", "const", ""}, {"e=>", "(id", ""}, {"throw", "throw", ""}},
			"load", "e",
		},
		{
			"an inlined function",
			`function a(){¦throw 1}`,
			"function inner() { throw 1 }\nfunction outer() { inner() }",
			[][3]string{{"function", "function outer", ""}, {"a()", "outer", "outer"}, {"throw", "throw", ""}},
			"inner", "outer",
		},
		{
			"a position without a mapping of its own, after a function inside",
			`function a(){return(()=>{throw 1})¦()}`,
			"function check() { throw 1 }\nfunction outer() { return check() }",
			[][3]string{{"function", "function outer", ""}, {"a()", "outer", "outer"}, {"return", "return", ""}, {"throw", "throw", ""}},
			"outer", "outer",
		},
		{
			"a body that the map says nothing of",
			`let e=x(),f=class t{n(){¦throw 1}};`,
			"const a = x();\nclass Cart {\n  static async load() { throw 1 }\n}",
			[][3]string{{"x()", "x()", ""}, {"class", "class", ""}, {"t{", "Cart", "Cart"}, {"n()", "load", "load"}, {"}};", "}\n}", ""}},
			"Cart.load", "Cart.load",
		},
		{
			"a mapping from outside of the function",
			`let load=()=>{¦throw 1};`,
			"const load = () => { throw 1 };",
			[][3]string{{"let", "const", ""}},
			"load", "load",
		},
		{
			"a constructor nobody wrote, which engines place at the class",
			`function f(){var t=¦class extends e{}}`,
			"function make() { class NotFound extends HttpError {} }",
			[][3]string{{"function", "function", ""}, {"t=", "NotFound", "NotFound"}, {"class", "class", ""}},
			"new NotFound", "new NotFound",
		},
		{
			"a constructor that a compiler wrote",
			`var t=function(e){function t(){¦return e()}};`,
			"class NotFound extends HttpError {}",
			[][3]string{{"function t", "class", ""}, {"t(){", "NotFound", "NotFound"}, {"return", "class", ""}},
			"new NotFound", "NotFound",
		},
		{
			"a wrapper nobody wrote",
			`var a=b((e,t)=>{¦throw 1});`,
			"throw 1",
			[][3]string{{"throw", "throw", ""}},
			"", "",
		},
		{
			"a callback somebody wrote",
			`b(()=>{¦throw 1});`,
			"on(() => { throw 1 })",
			[][3]string{{"b(", "on", ""}, {"()=>", "() =>", ""}, {"throw", "throw", ""}},
			"<anonymous>", "<anonymous>",
		},
		{
			"a class that a bundler renamed",
			`var a=class b{m(){¦throw 1}};`,
			"class Cart { m() { throw 1 } }",
			[][3]string{{"var", "class", ""}, {"b{", "Cart", "_Cart"}, {"m()", "m()", "m"}, {"throw", "throw", ""}},
			"Cart.m", "Cart.m",
		},
		{
			"a map of lines only",
			`var handlers={run:function(){¦throw 1}};`,
			"const handlers = { run: function () { throw 1 } };",
			[][3]string{{"var", "const", ""}},
			"handlers.run", "handlers.run",
		},
		{
			"a prefix that the map does not name, in code that was not minified",
			`Cart.prototype.total=function(){¦throw 1};`,
			"class Cart { total() { throw 1 } }",
			[][3]string{{"Cart", "class", ""}, {"total", "total", ""}, {"function", "total", ""}, {"throw", "throw", ""}},
			"Cart.total", "Cart.total",
		},
		{
			"one that a minifier made up",
			`t.prototype.total=function(){¦throw 1};`,
			"class Cart { total() { throw 1 } }",
			[][3]string{{"t.", "class", ""}, {"total", "total", ""}, {"function", "total", ""}, {"throw", "throw", ""}},
			"Cart.total", "total",
		},
		{
			"exports that a bundler renamed",
			`var r=c({"a.js"(e){e.load=function(){¦throw 1}}});`,
			"exports.load = function () { throw 1 };",
			[][3]string{{"e.load", "exports", "exports"}, {"load", "load", ""}, {"function", "function", ""}, {"throw", "throw", ""}},
			"load", "load",
		},
		{
			"a property that a compiler's helper makes",
			`_defineProperty(t,"of",function(){¦throw 1});`,
			"class Cart { static of = () => { throw 1 } }",
			[][3]string{{"t,", "Cart", "Cart"}, {"function", "() =>", ""}, {"throw", "throw", ""}},
			"Cart.of", "Cart.of",
		},
		{
			"module code that SystemJS runs",
			`System.register([],function(e){return{execute:function(){¦throw 1}}});`,
			"throw 1",
			[][3]string{{"throw", "throw", ""}},
			"", "",
		},
		{
			"an unnamed prefix that a minifier made up",
			`var t={onClick(){¦throw 1}};`,
			"const handlers = { onClick() { throw 1 } }",
			[][3]string{{"throw", "throw", ""}},
			"handlers.onClick", "onClick",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, at := mark(t, c.code)
			for _, content := range []bool{true, false} {
				m := mapOf(t, code, c.original, content, c.links)
				got, err := Names([]byte(code), []sourcemap.Position{{Column: at}}, m)
				want := c.without
				if content {
					want = c.with
				}
				if err != nil || got[0] != want {
					t.Errorf("with content %v: %q, %v; want %q", content, got, err, want)
				}
			}
		})
	}
}

func TestWithoutMap(t *testing.T) {
	for code, want := range map[string]string{
		`({123: (e, t, n) => {¦}})`:                                   "",
		`(()=>{var e={"./src/a.js":function(e,t,n){¦}};})()`:          "",
		`(()=>{var e={"./src/a.js":function(e,t,n){function a(){¦}}}`: "a",
		`[function(e,t,n){¦}]`:                                        "",
		`(function(){¦})()`:                                           "",
		`(function(){¦}).call(this)`:                                  "",
		`!function(){(()=>{function b(){c(()=>{¦})}})()}()`:           "<anonymous>",
		"\n\u2028/* 👍 */ function a(){¦}":                             "a",
	} {
		src, at := mark(t, code)
		p := sourcemap.Position{Column: at}
		if i := strings.Index(src, "\n"); i >= 0 {
			p = sourcemap.Position{Line: 1, Column: at - 1 - 4} // U+2028 and 👍 in UTF-16
		}
		got, err := Names([]byte(src), []sourcemap.Position{p, {Line: 9}, {Line: -1, Column: -1}}, nil)
		if err != nil || got[0] != want || got[1] != "" || got[2] != "" {
			t.Errorf("%s\n\tis %q, %v; want %q", code, got, err, want)
		}
	}
}

func TestWithoutFile(t *testing.T) {
	m := mapOf(t, "a=()=>{throw 1}", "const load = () => { throw 1 }", true, [][3]string{{"a", "const", ""}, {"throw", "throw", ""}})
	got, err := Names(nil, []sourcemap.Position{{Column: 0}, {Column: 9}, {Line: 7}}, m)
	if err != nil || got[0] != "" || got[1] != "load" || got[2] != "" {
		t.Errorf("%q, %v", got, err)
	}
}

// A brokenMap can't be looked up in.
type brokenMap struct {
	*sourcemap.Map
	err error
}

func (m brokenMap) Lookup(...sourcemap.Position) ([]sourcemap.Mapping, error) { return nil, m.err }

func TestMapThatFails(t *testing.T) {
	broken := errors.New("bad mappings")
	names, err := Names([]byte("function f(){x}"), []sourcemap.Position{{Column: 13}}, brokenMap{err: broken})
	if !errors.Is(err, broken) || names != nil {
		t.Errorf("%q, %v", names, err)
	}
}

func TestMarkup(t *testing.T) {
	src, at := mark(t, "<template>\n  <p>it's {{ x }}</p>\n</template>\n<script setup lang=\"ts\">\nconst load = (x: string): void => {\n  ¦\n}\n</script>\n<style> a{ </style>")
	f := scanSource([]byte(src), "Cart.vue?x")
	if id := f.inside(at); id < 0 || plain(f).name(id) != "load" {
		t.Errorf("no function at the marker: %v", f.Funcs())
	}
	if !f.outside(5) || f.outside(at) {
		t.Error("markup and script are not told apart")
	}
}
