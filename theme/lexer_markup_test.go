package theme

import "testing"

func TestMarkup(t *testing.T) {
	check(t, []sample{
		{"JSX", "‹k:return› <‹k:Foo.Bar› ‹f:a›=‹s:\"it's {b}\"› ‹f:c-d›={e / ‹n:2›} {...f}>don't if {g} &amp; <‹k:br›/></‹k:Foo.Bar›>"},
		{"TSX", "‹k:const› a = <T,>(b: T) => <><‹k:B›<C> ‹f:d› /></>; x < y; ‹f:f›<D>(e); c: <T>(d: T) => ‹k:void›"},
		{"TSX", "  <‹k:b›>\n  text</‹k:b›>\n  {a && <‹k:c›>{‹c:/* d */›}</‹k:c›>}\n}"},
		{"HTML", "‹c:<!doctype html><!-- a\n-->›<‹k:p› ‹f:class›=‹s:\"b\"›>if &lt; c</‹k:p›><‹k:script›>‹k:const› d = ‹s:\"</p>\"›;\n</‹k:script›><‹k:style›>‹k:e›{‹k:f›:‹n:g›}</‹k:style›>"},
		{"Vue", "<‹k:a› ‹f::b›=‹s:\"c\"› ‹f:@d›=‹s:\"e\"›>{{ ‹f:f›(‹n:1›) }}</‹k:a›>"},
		{"Vue", "‹k:const› a = ‹n:1›\n‹f:f›(a)\n</‹k:script›>\n<‹k:template›/>"},
		{"Vue", "‹k:a› { ‹k:b›: ‹n:c› }\n</‹k:style›>"},
		{"Vue", "‹k:const› a = ‹f:f›({ b })"},
		{"Svelte", "‹k:{#if› a}<‹k:p› ‹f:on:click›={() => ‹f:b›()}>{c}</‹k:p›>‹k:{/if›}"},
		{"Astro", "‹k:---›\n‹k:const› a = ‹n:1›;\n‹k:---›\n<‹k:p›>{a && <‹k:b›>c</‹k:b›>}</‹k:p›>"},
		{"XML", "‹k:<?xml version=\"1.0\"?>›<‹k:a› ‹f:b›=‹s:\"c\"›><‹k:script›>var</‹k:script›></‹k:a›>"},
		{"CSS", "‹c:/* a */› ‹k:a›‹f::hover›, .b#c‹f:[d=›‹s:\"e\"›]‹f:::f› > * { ‹k:--g›: ‹f:h›(‹n:1px›, ‹n:#fff›) ‹k:!important›; ‹k:i›: ‹s:url(j;k)› }\n‹k:@media› (‹k:l›: ‹n:1em›) ‹k:and› ‹n:m› { ‹k:n› { ‹k:o›: ‹s:\"p\"› } }"},
		{"SCSS", "‹k:$a›: ‹n:1› + $b; ‹c:// c›\n.d { ‹k:&›‹f::e› { ‹k:@include› ‹f:f›($g); ‹k:h-›‹s:#{›$i‹s:}›: ‹k:j› } }"},
		{"Sass", "‹k:a›\n  ‹k:b›: ‹n:c›\n  ‹k:&›‹f::hover›\n    ‹k:d›: ‹n:1px›"},
		{"JSON", "{‹k:\"a\"›: [‹n:1›, ‹n:-2.5e3›, ‹n:true›, ‹n:null›, ‹s:\"b\\\"\"›], ‹k:c›: ‹s:'d'› ‹c:// e›\n}"},
		{"Markdown", "‹k:# a›\n‹k:- ›b ‹s:`c`›\n‹s:```js›\n‹s:d›\n‹s:```›\ne"},
	})
}
