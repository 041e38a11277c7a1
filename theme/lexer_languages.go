package theme

import "github.com/alecthomas/chroma/v2"

// Strings that many languages share. A line's end closes those that can't go
// on over lines.
var (
	double  = form{`"`, quoted{close: `"`, escape: true}}
	single  = form{`'`, quoted{close: `'`, escape: true}}
	long    = form{`"""`, quoted{close: `"""`, lines: true, escape: true}}
	rawTick = form{"`", quoted{close: "`", lines: true}}
	// one character, or one escape
	char = sigil{`'(?:\\[^\n']{1,8}|\\'|[^'\\\n])'`, chroma.LiteralStringChar}
	at   = sigil{`@` + identifier + `(?:\.\w+)*`, chroma.NameDecorator}
	cash = sigil{`\$\w+|\$\{\w+\}`, chroma.NameVariable}
)

// with gives a form in which expressions may stand.
func with(f form, inset string) form {
	f.after.inset = inset
	return f
}

const (
	cWords = `auto break case const continue default do else enum extern for goto if inline register restrict return sizeof static struct switch
		typedef union volatile while _Atomic _Generic _Noreturn _Static_assert _Thread_local`
	cKinds   = `bool char double float int long short signed unsigned void size_t ssize_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t wchar_t`
	cppWords = ` alignas alignof catch class co_await co_return co_yield concept consteval constexpr constinit const_cast decltype delete dynamic_cast
		explicit export final friend mutable namespace new noexcept operator override private protected public reinterpret_cast requires
		static_assert static_cast template thread_local throw try typeid typename using virtual`
	javaWords = `abstract assert break case catch class continue default do else enum extends final finally for if implements import instanceof
		interface native new package permits private protected public record return sealed static strictfp super switch synchronized this throw
		throws transient try var volatile while yield`
	javaKinds = `boolean byte char double float int long short void`
	preproc   = `^[ \t]{0,80}#[ \t]{0,8}[a-z]\w*`
)

// families are the languages of which a table tells enough.
func families() map[string]family {
	directive := sigil{preproc, chroma.CommentPreproc}
	c := family{line: `//`, block: "/* */", strings: []form{{`(?:u8|[uUL])?"`, double.after}}, sigils: []sigil{directive, char}, words: wordList{cWords, cKinds, "true false NULL nullptr", ""}}
	cpp := c
	cpp.words = wordList{cWords + cppWords, cKinds + " char8_t char16_t char32_t", c.words.constants, "this"}
	objc := c
	objc.strings = []form{{`@?"`, double.after}}
	objc.sigils = []sigil{directive, char, {`@[a-z]\w*`, chroma.Keyword}}
	objc.words = wordList{cWords + ` in out inout atomic nonatomic strong weak copy assign readonly readwrite nullable nonnull`, cKinds + " id instancetype BOOL SEL Class NSInteger NSUInteger CGFloat", "YES NO nil Nil NULL true false", "self super"}
	java := family{line: `//`, block: "/* */", strings: []form{long, double}, sigils: []sigil{char, at}, words: wordList{javaWords, javaKinds, "true false null", ""}}
	groovy := java
	groovy.strings = []form{with(long, "${"), with(double, "${"), single}
	groovy.sigils = []sigil{at}
	groovy.words.keywords += " as def in trait"
	haskell := family{line: `--`, block: "{- -}", nested: true, strings: []form{double}, sigils: []sigil{char}, end: `'?`, words: wordList{
		keywords:  `case class data default deriving do else family forall foreign if import in infix infixl infixr instance let mdo module newtype of qualified then type where`,
		kinds:     `Int Integer String Bool Char Double Float Maybe Either IO`,
		constants: `True False Nothing`,
	}}
	elm := haskell
	elm.strings = []form{long, double}
	elm.words = wordList{`alias as case effect else exposing if import in infix let module of port then type where`, `Int Float String Bool Char List Maybe Result`, `True False Nothing`, ""}
	ml := family{block: "(* *)", nested: true, strings: []form{double}, sigils: []sigil{char}, words: wordList{
		keywords: `abstract and as assert begin class constraint do done downto else end exception external for fun function functor if in include inherit
			initializer lazy let match member method module mutable namespace new object of open or override private rec sig static struct then to try
			type use val virtual when while with yield`,
		kinds: `int float string bool char unit list array option`, constants: `true false null None`,
	}}
	fsharp := ml
	fsharp.line, fsharp.strings = `//`, []form{long, double}
	reason := family{line: `//`, block: "/* */", nested: true, strings: []form{double, {"`", quoted{close: "`", lines: true, escape: true, inset: "${"}}}, sigils: []sigil{char, {`@@?[\w.]+`, chroma.NameDecorator}}, words: wordList{
		keywords: `and as assert async await catch class constraint else exception external for if in include lazy let module mutable of open private rec switch to try type when while with`,
		kinds:    ml.words.kinds, constants: `true false None`,
	}}
	ruby := family{line: `#`, block: "=begin =end", regex: true, end: `[?!]?`, heredoc: `<<[~-]?["'` + "`" + `]?([A-Z_][A-Z0-9_]*)["'` + "`" + `]?`,
		strings: []form{with(double, "#{"), single, with(form{"`", quoted{close: "`", escape: true}}, "#{"),
			with(form{`%[QWIwiq]?\(`, quoted{close: ")", lines: true, escape: true}}, "#{"), with(form{`%[QWIwiq]?\[`, quoted{close: "]", lines: true, escape: true}}, "#{")},
		sigils: []sigil{{`::`, chroma.Operator}, {`:` + identifier + `[?!=]?|` + identifier + `[?!]?:(?!:)`, chroma.LiteralStringSymbol}, {`@@?\w+|\$\w+`, chroma.NameVariable}},
		words: wordList{
			keywords: `alias and begin break case class def defined? do else elsif end ensure for if in module next not or redo rescue retry return super
				then undef unless until when while yield require require_relative include extend attr_reader attr_writer attr_accessor private protected public raise`,
			constants: `true false nil __FILE__ __LINE__`, pseudo: `self`,
		}}
	crystal := ruby
	crystal.words.keywords += " abstract enum fun lib macro of out struct type union with"
	elixir := family{line: `#`, end: `[?!]?`, strings: []form{with(form{`~[a-zA-Z]"""|"""`, long.after}, "#{"), with(double, "#{"), single},
		sigils: []sigil{{`::`, chroma.Operator}, {`:` + identifier + `[?!]?|` + identifier + `[?!]?:(?!:)`, chroma.LiteralStringSymbol}, {`@\w+`, chroma.NameDecorator}},
		words: wordList{
			keywords: `after alias and case catch cond def defdelegate defexception defguard defimpl defmacro defmacrop defmodule defoverridable defp
				defprotocol defstruct do else end fn for if import in not or quote raise receive require rescue try unless unquote use when with`,
			constants: `true false nil __MODULE__`,
		}}
	shell := family{line: `(?<![^\s;(])#`, heredoc: `<<-?["']?(\w+)["']?`, strings: []form{{`\$?"`, quoted{close: `"`, lines: true, escape: true, inset: "${"}}, {`\$?'`, quoted{close: `'`, lines: true}}},
		sigils: []sigil{{`\$(?:\w+|[@*#?$!-]|\{[^}\n]{0,80}\}?)`, chroma.NameVariable}, {`-{1,2}[A-Za-z][\w-]*`, chroma.Name}}, words: wordList{
			keywords:  `case do done elif else esac export fi for function if in local readonly return select set source then trap unset until while exit shift`,
			constants: `true false`,
		}}
	all := map[string]family{
		"C": c, "C++": cpp, "Objective-C": objc, "Java": java, "Groovy": groovy, "Haskell": haskell, "Elm": elm, "OCaml": ml, "F#": fsharp, "ReScript": reason,
		"Ruby": ruby, "Crystal": crystal, "Elixir": elixir, "Shell": shell,
	}
	for _, more := range []map[string]family{compiled(), scripted(), described()} {
		for name, f := range more {
			all[name] = f
		}
	}
	return all
}
