package scope

import (
	"bytes"
	"strings"
	"testing"

	"symset/symbols/sourcemap"
)

// checkNesting holds that functions lie inside the file and one in the other.
func checkNesting(t *testing.T, src []byte, f *File) {
	t.Helper()
	var open []Func
	for _, fn := range f.Funcs() {
		if fn.Start < 0 || fn.End > len(src) || fn.Start >= fn.End {
			t.Fatalf("%+v is not inside %d bytes", fn, len(src))
		}
		for len(open) > 0 && open[len(open)-1].End <= fn.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && fn.End > open[len(open)-1].End {
			t.Fatalf("%+v overlaps %+v", fn, open[len(open)-1])
		}
		open = append(open, fn)
		if around := f.Enclosing(fn.Start); len(around) == 0 {
			t.Fatalf("%+v is not around its own start", fn)
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		"a=>b=>`${c=>{`${d}`}}`", "class A{static{}#a=()=>1;get b(){}@c() d}", "({a(){},[b]:c=>d,'e':f})",
		"if(a)/b/.c;a/b/c", "function*f<T>(a:{b:c}):d is e{}", "<a b={()=>c}>d{e}</a>", "async<T>(a):b=>c",
		"a?b:c=>d?e:f", "type A=B extends C?D:E", "/[/", "`${", "((((", "))))", "}}}}", "\\u{66}", "\u2028<!--", "x: y: z", "a<b<c>(d)", "()=>())=>", "()=>()]=>",
	} {
		f.Add([]byte(seed), uint8(0))
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, src []byte, lang uint8) {
		file := Scan(src, Language(lang%4))
		checkNesting(t, src, file)
		w := plain(file)
		for _, id := range file.order {
			w.name(id)
		}
		if _, err := Names(src, []sourcemap.Position{{}, {Column: len(src) / 2}, {Line: 1}}, nil); err != nil {
			t.Fatal(err)
		}
	})
}

// TestHostile scans and names what is built to make it slow or deep. At this
// size anything worse than linear does not end before the test's time does.
func TestHostile(t *testing.T) {
	const size = 1 << 20
	for _, unit := range []string{
		"(", "[", "{", "a=>", "`${", "(a=>", "<a>", "<a ", "a<", "a?", "(a):", "(a):(b|", "/[", "x=/", "class{a=", "function(", "f(function(){},",
		"async(", "a.b.c.d=()=>1;", "@a(", "({a:", "x=>(a):T ", "a\n", "#", "\\u{", "/*", "'", "a as ", "type A=", "interface A{", "_callee", "!", "...", "=>",
		"function _callee(){", "_callee=>", "x={a:{", "x=f(", "{key:\"a\",value:()=>1},",
	} {
		src := []byte(strings.Repeat(unit, size/len(unit)))
		for lang := JavaScript; lang <= TSX; lang++ {
			f := Scan(src, lang)
			checkOrder(t, f)
			w := plain(f)
			for i := 0; i < len(f.order); i += len(f.order)/50 + 1 {
				w.name(f.order[i])
			}
		}
	}
}

func checkOrder(t *testing.T, f *File) {
	for i, up := range f.up {
		if up >= 0 && f.nodes[f.order[up]].end < f.nodes[f.order[i]].end {
			t.Fatal("functions overlap")
		}
	}
}

// A bundle of the size where speed matters: declarations, methods, callbacks,
// strings, regular expressions and templates as minifiers print them.
func bundle(size int) []byte {
	unit := "function t(e,n){return e.map((t=>t*n/2)).filter(Boolean)}class r extends i{#a=1;constructor(e){super(e),this.x=`a${e?`b${e}`:\"\"}`}get total(){return this.x/2/3}async load(e){try{return await this.f(e)}catch(t){throw new Error(\"no \"+e,{cause:t})}}}var o={lookup:e=>/[/\"]+/g.test(e)?{a:1,b:[2,3]}:null,async:{settle:async(e,t)=>{for(const n of e)await n(t)}}};"
	return bytes.Repeat([]byte(unit), size/len(unit))
}

// BenchmarkScan's yardstick is one look at each byte through a table.
func BenchmarkScan(b *testing.B) {
	src := bundle(5 << 20)
	b.Run("scan", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			Scan(src, JavaScript)
		}
	})
	b.Run("yardstick", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		n := 0
		for b.Loop() {
			for _, c := range src {
				if wordByte[c] {
					n++
				}
			}
		}
		_ = n
	})
}

func BenchmarkNames(b *testing.B) {
	src := bundle(5 << 20)
	at := make([]sourcemap.Position, 50)
	for i := range at {
		at[i].Column = len(src) / 50 * i
	}
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, err := Names(src, at, nil); err != nil {
			b.Fatal(err)
		}
	}
}
