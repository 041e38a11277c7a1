package theme

import "testing"

func TestFamilies(t *testing.T) {
	check(t, []sample{
		{"Python", "‹f:@a.b›\n‹k:async› ‹k:def› ‹f:c›(‹k:self›, d: ‹k:int› = ‹n:None›) -> ‹k:str›:  ‹c:# e›\n    ‹s:\"\"\"f\n    g\"\"\"›\n    ‹k:return› ‹s:rf'{›h!r‹s:} {{i}}'› + ‹s:b\"\\x00\"› ‹k:or› ‹f:j›(k)"},
		{"Go", "‹k:func› (a *B) ‹f:c›(d ‹k:int›) ‹k:error› { ‹k:return› ‹s:`e\nf`› + ‹s:\"g\\\"\"› + ‹s:'h'› ‹c:/* i */› }"},
		{"Ruby", "‹k:class› A < B\n  ‹k:def› ‹f:c?›(d) = @e / ‹n:2› ‹c:# f›\n  g ‹s::h›, ‹s:i:› ‹s:\"j#{›‹f:k›(‹s:\"l\"›)‹s:}m\"›, ‹s:n:› ‹s:/o\"/› ‹k:if› ‹k:self›\n  p ‹s:<<~SQL›, ‹n:1›\n‹s:    q \"\n  SQL\n›  ‹n:nil›\n‹k:end›"},
		{"PHP", "‹k:<?php› ‹k:namespace› A; ‹k:function› ‹f:b›(?‹k:int› $c): ‹k:string› { ‹k:return› ‹s:\"d {›$e->‹f:f›()‹s:} $g\"›; } ‹c:// h›\n‹k:$this›->‹f:list›(‹s:<<<X›\n‹s: i\nX); null;›"},
		{"Java", "‹f:@A› ‹k:public› ‹k:final› ‹k:class› B<T> { ‹k:int› ‹f:c›(String d) { ‹k:return› ‹s:'e'› + ‹s:\"\"\"\n f\"\"\"› + ‹n:0xFFL›; } ‹c:/** @g */› }"},
		{"Kotlin", "‹k:fun› ‹f:a›(b: ‹k:Int›?) = ‹s:\"c ${›d { e }‹s:} $f\"› ‹c:/* g /* h */ i */›"},
		{"Scala", "‹k:def› ‹f:a›[B](c: ‹k:Int›): Option[B] = ‹n:None›"},
		{"C", "‹k:#include› <a.h>\n‹k:int› ‹f:b›(‹k:char› *c) { ‹k:return› ‹s:'\\n'› + ‹k:sizeof›(d) + ‹n:NULL›; }"},
		{"C++", "‹k:template›<‹k:typename› T> ‹k:class› A : ‹k:public› B { ‹k:void› ‹f:c›() { std::‹f:move›(‹k:this›->d); } };"},
		{"Objective-C", "‹k:@interface› A : B\n- (‹k:void›)c { [‹k:self› d:‹s:@\"e\"›]; }"},
		{"C#", "‹k:var› a = ‹s:$\"b {›‹f:c›(‹s:\"d\"›)‹s:}\"› + ‹s:@\"e\\\"›; ‹k:public› ‹k:string› F => ‹n:null›;"},
		{"Swift", "‹k:func› ‹f:a›(_ b: ‹k:Int›) -> ‹k:String› { ‹s:\"c \\(›‹f:d›(e)‹s:) f\"› } ‹c:// g›"},
		{"Rust", "‹k:#[a]› ‹k:pub› ‹k:fn› ‹f:b›<'c>(d: &'c ‹k:str›) -> ‹k:Self› { ‹f:e›!(‹s:\"f\n{}\"›, ‹s:'g'›, ‹s:r#\"h\"i\"#›) }"},
		{"Dart", "‹k:final› a = ‹s:\"b ${›‹f:c›()‹s:} $d\"›; ‹f:@e› ‹k:void› ‹f:f›() ‹k:async› {}"},
		{"Elixir", "‹k:def› ‹f:a›(b), ‹s:do:› ‹f:c›(‹s:\"d#{›‹f:e›(%{‹s:f:› ‹n:1›})‹s:}g\"›, ‹s::h›) ‹c:# i›"},
		{"Lua", "‹k:local› ‹k:function› ‹f:a›() ‹c:--[[ b\n]]› ‹k:return› ‹s:[[c\n]]› .. ‹s:\"d\"› ‹c:-- e›\n‹k:end›"},
		{"Shell", "‹k:if› [ ‹s:\"$a\"› = ‹s:'b'› ]; ‹k:then› ‹c:# c›\n  d ‹s:<<EOF› --e\n‹s:  f \"$g\nEOF\n›‹k:fi›"},
		{"SQL", "‹k:SELECT› a, ‹f:count›(*) ‹k:FROM› \"b\" ‹k:where› c = ‹s:'d''e'› ‹c:-- f›"},
		{"CoffeeScript", "a = (b) -> ‹s:\"c#{›d‹s:}\"› ‹k:if› ‹s:/e/›.test f ‹c:### g\n###› ‹n:yes›"},
		{"Elm", "a : ‹k:Int› -> ‹k:String›\na b = ‹k:case› c ‹k:of› ‹c:{- d {- e -} -}› ‹s:\"f\"› ‹c:-- g›"},
		{"ReScript", "‹k:let› a = ‹k:switch› b { | ‹f:Some›(c) => ‹s:`d${›e‹s:}`› | ‹n:None› => ‹s:\"f\"› } ‹c:// g›"},
		{"YAML", "‹k:a›: ‹s:\"b\"› ‹c:# c›\n‹k:d-e›: ‹n:true›"},
		{"TOML", "‹k:[a]›\n‹k:b› = ‹s:\"c\"› ‹c:# d›"},
	})
}
