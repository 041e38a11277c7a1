package theme

import "github.com/alecthomas/chroma/v2"

// compiled are more of the languages that are compiled before they run.
func compiled() map[string]family {
	kotlin := family{line: `//`, block: "/* */", nested: true, strings: []form{with(form{`"""`, quoted{close: `"""`, lines: true}}, "${"), with(double, "${")}, sigils: []sigil{char, at}, words: wordList{
		keywords: `abstract actual annotation as break by catch class companion const constructor continue crossinline data do else enum expect external
			final finally for fun if import in infix init inline inner interface internal is lateinit noinline object open operator out override package
			private protected public reified return sealed suspend tailrec throw try typealias val var vararg when where while`,
		kinds:     `Any Array Boolean Byte Char Double Float Int List Long Map Nothing Set Short String Unit`,
		constants: `true false null`, pseudo: `this super it`,
	}}
	scala := kotlin
	scala.words = wordList{
		keywords: `abstract case catch class def derives do else end enum export extends extension final finally for forSome given if implicit import inline
			lazy macro match new object opaque open override package private protected return sealed then throw trait transparent try type using val var while with yield`,
		kinds:     `Any AnyRef Boolean Byte Char Double Float Int Long Nothing Short String Unit`,
		constants: `true false null None`, pseudo: `this super`,
	}
	return map[string]family{
		"Kotlin": kotlin, "Scala": scala,
		"Go": {line: `//`, block: "/* */", strings: []form{double, rawTick}, sigils: []sigil{char}, words: wordList{
			keywords:  `break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var`,
			kinds:     `any bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string uint uint16 uint32 uint64 uint8 uintptr comparable`,
			constants: `true false nil iota`,
		}},
		"Rust": {line: `//`, block: "/* */", nested: true,
			strings: []form{{`[bc]?r##"`, quoted{close: `"##`, lines: true}}, {`[bc]?r#"`, quoted{close: `"#`, lines: true}}, {`[bc]?r"`, quoted{close: `"`, lines: true}}, {`[bc]?"`, quoted{close: `"`, lines: true, escape: true}}},
			sigils:  []sigil{char, {`'[a-z_]\w*`, chroma.NameLabel}, {`#!?\[[^\]\n]*\]?`, chroma.CommentPreproc}},
			words: wordList{
				keywords:  `as async await break const continue crate dyn else enum extern fn for if impl in let loop macro_rules match mod move mut pub ref return static struct super trait type union unsafe use where while`,
				kinds:     `bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize`,
				constants: `true false None`, pseudo: `self Self`,
			}},
		"Swift": {line: `//`, block: "/* */", nested: true, strings: []form{with(long, `\(`), with(double, `\(`)}, sigils: []sigil{at, {`#[a-z]\w*`, chroma.CommentPreproc}}, words: wordList{
			keywords: `actor any as associatedtype async await break case catch class continue convenience default defer deinit didSet do dynamic else enum
				extension fallthrough fileprivate final for func get guard if import in indirect infix init inout internal is isolated lazy let mutating
				nonisolated nonmutating open operator optional override postfix precedencegroup prefix private protocol public repeat required rethrows
				return set some static struct subscript switch throw throws try typealias unowned var weak where while willSet`,
			kinds:     `Any Array Bool Character Dictionary Double Float Int Int32 Int64 Never Optional Set String UInt Void`,
			constants: `true false nil`, pseudo: `self Self super`,
		}},
		"C#": {line: `//`, block: "/* */",
			strings: []form{{`\$?"""`, quoted{close: `"""`, lines: true}}, {`(?:\$@|@\$)"`, quoted{close: `"`, lines: true, inset: "{"}}, {`@"`, quoted{close: `"`, lines: true}}, with(form{`\$"`, double.after}, "{"), double},
			sigils:  []sigil{char, {preproc, chroma.CommentPreproc}},
			words: wordList{
				keywords: `abstract add as async await break case catch checked class const continue default delegate do else enum event explicit extern finally
					fixed for foreach get goto if implicit in init interface internal is lock namespace new operator out override params partial private protected
					public readonly record ref remove required return sealed select set sizeof stackalloc static struct switch throw try typeof unchecked unsafe
					using var virtual volatile when where while with yield`,
				kinds:     `bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort void`,
				constants: `true false null`, pseudo: `this base`,
			}},
		"Dart": {line: `//`, block: "/* */", nested: true,
			strings: []form{{`r"`, quoted{close: `"`}}, {`r'`, quoted{close: `'`}}, with(long, "${"), with(form{`'''`, quoted{close: `'''`, lines: true, escape: true}}, "${"), with(double, "${"), with(single, "${")},
			sigils:  []sigil{at},
			words: wordList{
				keywords: `abstract as assert async await base break case catch class const continue covariant default deferred do else enum export extends
					extension external factory final finally for get hide if implements import in interface is late library mixin new on operator part required
					rethrow return sealed set show static switch sync throw try typedef var when while with yield`,
				kinds:     `Future List Map Never Object Set Stream String bool double dynamic int num void`,
				constants: `true false null`, pseudo: `this super`,
			}},
		"Solidity": {line: `//`, block: "/* */", strings: []form{double, single}, words: wordList{
			keywords: `abstract assembly break catch constant constructor continue contract delete do else emit enum error event external fallback for function
				if immutable import indexed interface internal is library mapping memory modifier new override payable pragma private public pure receive return
				returns revert storage struct try type using view virtual while calldata`,
			kinds: `address bool bytes bytes32 int int256 string uint uint256 uint8`, constants: `true false`, pseudo: `this super`,
		}},
		"Zig": {line: `//`, strings: []form{double}, sigils: []sigil{char, {`@\w+`, chroma.NameFunction}}, words: wordList{
			keywords: `align and anyframe asm async await break catch comptime const continue defer else enum errdefer error export extern fn for if inline noalias
				opaque or orelse packed pub resume return struct suspend switch test threadlocal try union unreachable usingnamespace var volatile while`,
			kinds: `anyerror anytype bool f32 f64 i16 i32 i64 i8 isize noreturn type u16 u32 u64 u8 usize void`, constants: `true false null undefined`,
		}},
		"Nim": {line: `#`, block: "#[ ]#", nested: true, strings: []form{long, double}, sigils: []sigil{char}, words: wordList{
			keywords: `addr and as asm bind block break case cast concept const continue converter defer discard distinct div do elif else end enum except export
				finally for from func if import in include interface is isnot iterator let macro method mixin mod not notin object of or out proc ptr raise ref
				return shl shr static template try tuple type using var when while xor yield`,
			kinds: `bool char cstring float float64 int int64 seq string uint`, constants: `true false nil`,
		}},
	}
}

// scripted are more of the languages that run from their source.
func scripted() map[string]family {
	quotes := func(prefix, inset string) (all []form) {
		for _, q := range []string{`"""`, `'''`, `"`, `'`} {
			all = append(all, with(form{prefix + q, quoted{close: q, lines: len(q) == 3, escape: true}}, inset))
		}
		return all
	}
	python := family{line: `#`, strings: append(quotes(`(?:[rR]?[fFtT]|[fFtT][rR])`, "{"), quotes(`(?:[rR]?[bB]|[bB][rR]|[rRuU])?`, "")...), sigils: []sigil{at}, words: wordList{
		keywords: `and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or
			pass raise return try while with yield`,
		kinds:     `bool bytes dict float frozenset int list object set str tuple`,
		constants: `True False None Ellipsis NotImplemented`, pseudo: `self cls`,
	}}
	cython := python
	cython.words.keywords += " cdef cpdef cimport ctypedef nogil"
	return map[string]family{
		"Python": python, "Cython": cython,
		"PHP": {line: `//|#(?!\[)`, block: "/* */", arrow: true, heredoc: `<<<["']?(\w+)["']?`, strings: []form{with(form{`"`, quoted{close: `"`, lines: true, escape: true}}, "{"), {`'`, quoted{close: `'`, lines: true, escape: true}}},
			sigils: []sigil{{`<\?(?:php|=)?|\?>`, chroma.CommentPreproc}, {`\$this\b`, chroma.NameBuiltinPseudo}, cash, {`#\[\w+`, chroma.NameDecorator}}, words: wordList{
				keywords: `abstract and as break callable case catch class clone const continue declare default do echo else elseif empty enum extends final finally
					fn for foreach function global goto if implements include include_once instanceof insteadof interface isset list match namespace new or print
					private protected public readonly require require_once return static switch throw trait try unset use var while xor yield`,
				kinds:     `array bool float int iterable mixed never object string void`,
				constants: `true false null TRUE FALSE NULL`, pseudo: `self parent`,
			}},
		"Lua": {line: `--(?!\[\[)`, block: "--[[ ]]", strings: []form{{`\[\[`, quoted{close: `]]`, lines: true}}, double, single}, words: wordList{
			keywords: `and break do else elseif end for function goto if in local not or repeat return then until while`, constants: `true false nil`, pseudo: `self`,
		}},
		"SQL": {line: `--`, block: "/* */", caps: true, strings: []form{{`'`, quoted{close: `'`, lines: true}}, {`"`, quoted{close: `"`, kind: chroma.NameVariable}}, {"`", quoted{close: "`", kind: chroma.NameVariable}}}, words: wordList{
			keywords: `add all alter and any as asc begin between by cascade case check column commit constraint create cross database default delete desc distinct
				drop else end except exists foreign from full function group having if in index inner insert intersect into is join key left like limit not
				offset on or order outer over partition primary references returning returns right rollback row select set table then transaction trigger union
				unique update using values view when where window with`,
			kinds: `bigint boolean char date decimal double float int integer json jsonb numeric real serial smallint text time timestamp uuid varchar`, constants: `true false null`,
		}},
		"CoffeeScript": {line: `#(?!##)`, block: "### ###", regex: true, strings: []form{with(long, "#{"), {`'''`, quoted{close: `'''`, lines: true, escape: true}}, with(double, "#{"), single}, sigils: []sigil{{`@\w*`, chroma.NameVariable}}, words: wordList{
			keywords: `and await break by case catch class continue default delete do else extends finally for if in instanceof is isnt loop new not of or own return
				switch then throw try typeof unless until when while yield`,
			constants: `true false null undefined yes no on off`, pseudo: `this super`,
		}},
		"Perl": {line: `#`, strings: []form{double, single}, sigils: []sigil{{`[$@%]\w+`, chroma.NameVariable}}, words: wordList{
			keywords: `and bless cmp die do else elsif eq eval for foreach ge gt if last le local lt my ne next no not or our package redo require return sub unless until use while xor`,
		}},
		"R": {line: `#`, strings: []form{double, single}, words: wordList{
			keywords: `break else for function if in next repeat return while library require`, constants: `TRUE FALSE NULL NA NaN Inf`,
		}},
		"Julia": {line: `#(?!=)`, block: "#= =#", nested: true, strings: []form{with(long, "$("), with(double, "$(")}, sigils: []sigil{char, at}, end: `!?`, words: wordList{
			keywords: `abstract baremodule begin break catch const continue do else elseif end export finally for function global if import in isa let local macro module
				mutable primitive quote return struct try type using where while`,
			constants: `true false nothing missing`,
		}},
		"PowerShell": {line: `#`, block: "<# #>", caps: true, strings: []form{with(form{`"`, quoted{close: `"`, lines: true}}, "$("), {`'`, quoted{close: `'`, lines: true}}}, sigils: []sigil{cash, {`[A-Za-z]+-[A-Za-z]\w*`, chroma.NameFunction}}, words: wordList{
			keywords: `begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach function if in param process return
				switch throw trap try until using while`,
		}},
		"Erlang": {line: `%`, strings: []form{double, {`'`, quoted{close: `'`, escape: true}}}, sigils: []sigil{{`\?\w+`, chroma.NameConstant}, {`^-[a-z]\w*`, chroma.Keyword}}, words: wordList{
			keywords: `after and andalso begin case catch cond div end fun if let maybe not of or orelse receive rem try when xor`, constants: `true false undefined`,
		}},
		"Clojure": {line: `;`, strings: []form{{`"`, quoted{close: `"`, lines: true, escape: true}}}, sigils: []sigil{{`::?[\w.*+!?/-]+`, chroma.LiteralStringSymbol}}, end: `[?!]?`, words: wordList{
			keywords: `catch cond def defmacro defmulti defmethod defn defprotocol defrecord do doseq dotimes finally fn for if if-let let letfn loop new ns recur
				require throw try var when when-let`,
			constants: `true false nil`,
		}},
		"Visual Basic": {line: `'`, caps: true, strings: []form{{`"`, quoted{close: `"`}}}, words: wordList{
			keywords: `addhandler and andalso as async await byref byval call case catch class const continue declare delegate dim do each else elseif end enum event exit
				finally for friend function get handles if implements imports in inherits interface is isnot let loop me mod module mustinherit mybase namespace new
				next not of on operator option optional or orelse overloads overridable overrides partial private property protected public raiseevent readonly
				redim return select set shared static step structure sub synclock then throw to try until using when while with xor`,
			kinds: `boolean byte char date decimal double integer long object short single string`, constants: `true false nothing`,
		}},
	}
}

// described are languages of data and of interfaces.
func described() map[string]family {
	key := sigil{`[\w.-]{1,80}(?=[ \t]{0,8}[:=])`, chroma.NameTag}
	return map[string]family{
		"YAML":    {line: `(?<!\S)#`, strings: []form{double, {`'`, quoted{close: `'`}}}, sigils: []sigil{{`[\w.-]{1,80}(?=:(?:\s|$))`, chroma.NameTag}, {`[&*]\w+`, chroma.NameVariable}}, words: wordList{constants: `true false null yes no on off`}},
		"TOML":    {line: `#`, strings: []form{long, {`'''`, quoted{close: `'''`, lines: true}}, double, {`'`, quoted{close: `'`}}}, sigils: []sigil{{`^\[\[?[^\]\n]*\]?`, chroma.Keyword}, key}, words: wordList{constants: `true false`}},
		"GraphQL": {line: `#`, strings: []form{long, double}, sigils: []sigil{cash, {`@\w+`, chroma.NameDecorator}}, words: wordList{keywords: `directive enum extend fragment implements input interface mutation on query scalar schema subscription type union`, kinds: `Boolean Float ID Int String`, constants: `true false null`}},
		"Protocol Buffers": {line: `//`, block: "/* */", strings: []form{double, single}, words: wordList{keywords: `enum extend extensions import map message oneof option optional package public repeated required reserved returns rpc service stream syntax to`,
			kinds: `bool bytes double fixed32 fixed64 float int32 int64 sint32 sint64 string uint32 uint64`, constants: `true false`}},
		"Terraform": {line: `#|//`, block: "/* */", strings: []form{with(double, "${")}, sigils: []sigil{key}, heredoc: `<<-?(\w+)`, words: wordList{keywords: `data dynamic for if in locals module output provider resource terraform variable`, constants: `true false null`}},
	}
}
