package theme

import "testing"

func TestJavaScript(t *testing.T) {
	check(t, []sample{
		// comments, and a stretch that begins in one
		{"JavaScript", "‹c:#!/usr/bin/env node›\na ‹c:// b /* c›\nd ‹c:/* e\n// f */› g"},
		{"TypeScript", "‹c: * Adds.\n * @param a a number\n */›\n‹k:let› b"},
		{"TypeScript", "‹c: */› a = ‹s:\"*/\"›"},
		{"JavaScript", " * b ‹c:/* c */›"},
		// strings
		{"JavaScript", `a = ‹s:"b\"c"› + ‹s:'d\'e'› + ‹s:"/*"›`},
		{"JavaScript", "a = ‹s:'it›\nb = ‹n:1›"},
		{"JavaScript", "a = ‹s:'b\\\nc'› + d"},
		{"JavaScript", "‹s:`a ${›b + ‹s:`c${›{ d: ‹n:1› }[e]‹s:}`› + ‹s:'}'}\n$f`› + g"},
		// division and regular expressions
		{"JavaScript", "a / b / ‹n:2› / c[d] / (e) / ‹s:`f`› / g"},
		{"JavaScript", "a = ‹s:/b[/\"]\\/'/gu›.‹f:test›(c) && !‹s:/d/›.e, [‹s:/f/›], ‹f:g›(‹s:/h/›)"},
		{"JavaScript", "‹k:return› ‹s:/a/›; ‹k:typeof› ‹s:/b/›; c => ‹s:/d/›; a++ / b; ‹k:this› / a"},
		{"JavaScript", "{ a }\n‹s:/b/›.‹f:test›(c); d = {} / e"},
		{"JavaScript", "a = ‹s:/b›\nc = ‹n:1›"},
		// numbers
		{"JavaScript", "‹n:1_000.5e-3› + ‹n:.5› + ‹n:0xFFn› + ‹n:0b1_0› + ‹n:0o17› + ‹n:12n› + a1"},
		// words that are keywords in their place
		{"JavaScript", "‹k:for› (‹k:const› of ‹k:of› as) ‹f:of›(get, set)"},
		{"JavaScript", "‹k:class› A { ‹k:static› ‹k:async› *‹f:b›() {} ‹k:get› ‹f:c›() {} get = ‹n:1›; ‹f:set›() {} ‹k:static› { } ‹k:static› #d }"},
		{"JavaScript", "‹k:import› * ‹k:as› a ‹k:from› ‹s:'b'›; ‹k:export› { c ‹k:as› ‹k:default› } ‹k:from›‹s:\"d\"›; from = as.type"},
		{"JavaScript", "a.delete; b?.‹f:catch›(c); { default: ‹n:1›, class: d }"},
		{"JavaScript", "[‹n:true›, ‹n:false›, ‹n:null›, ‹n:undefined›, ‹k:this›, ‹k:super›]"},
		// functions, where they are made and called
		{"JavaScript", "‹k:function› ‹f:a›() {} ‹k:const› ‹f:b› = ‹k:async› (c) => ‹f:d›(e), ‹f:f› = g => g; h = (i + j) * k"},
		{"JavaScript", "{ ‹f:a›: ‹k:function›() {}, ‹f:b›: () => c, d: (e), ‹f:f›() {} }; ‹k:new› G(‹k:this›.‹f:#h›())"},
		// minified
		{"JavaScript", "‹k:var› t=‹k:this›.e/‹n:2›,n=!‹n:0›;‹k:return›‹s:/a\"/›.‹f:test›(t)?‹k:void› ‹n:0›:‹k:function›(r){‹k:return› r/t/n}(‹n:1e3›)"},
	})
}

func TestTypeScript(t *testing.T) {
	check(t, []sample{
		{"TypeScript", "‹k:interface› Item<T> ‹k:extends› Base { ‹k:readonly› type: ‹k:string›; b?: ‹k:number›[]; ‹f:c›(d: D): ‹k:void› }"},
		{"TypeScript", "‹k:type› A = ‹k:string› | { b: ‹k:unknown› }; type = string; type\nB"},
		{"TypeScript", "‹k:import› { ‹k:type› A, type ‹k:as› b } ‹k:from› ‹s:\"c\"›"},
		{"TypeScript", "a ‹k:as› ‹k:number› ‹k:satisfies› B; Map<‹k:string›, ‹k:number›>; string.‹f:trim›(number)"},
		{"TypeScript", "‹k:abstract› ‹k:class› A ‹k:implements› B { ‹k:private› ‹k:readonly› ‹k:static› c = ‹n:1›; ‹f:constructor›(‹k:public› d: ‹k:any›) {} }"},
		{"TypeScript", "‹k:function› ‹f:a›(b: ‹k:unknown›): b ‹k:is› ‹k:string› { ‹k:return› ‹f:c›<‹k:number›>(d) }"},
		{"TypeScript", "‹k:const› a = <T>(b: T): T => <C>b; a < b > (c)"},
		{"TypeScript", "‹k:declare› ‹k:module› ‹s:'a'›; ‹k:namespace› B.C {} ‹k:enum› D { E = ‹n:1› }"},
		{"TypeScript", "‹f:@Component›({ a: ‹n:1› }) ‹k:class› B { ‹f:@c.input›() d!: ‹k:boolean› }"},
	})
}
