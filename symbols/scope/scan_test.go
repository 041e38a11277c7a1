package scope

import (
	"strings"
	"testing"
)

// mark cuts the marker ¦ out of code and gives its place.
func mark(t *testing.T, code string) (string, int) {
	t.Helper()
	before, after, ok := strings.Cut(code, "¦")
	if !ok {
		t.Fatalf("no ¦ in %q", code)
	}
	return before + after, len(before)
}

// nameAt names the function at the marker with the file's own words.
func nameAt(t *testing.T, code string, lang Language) string {
	t.Helper()
	src, at := mark(t, code)
	f := Scan([]byte(src), lang)
	if f.Broken {
		t.Errorf("brackets do not match in %q", code)
	}
	id := f.inside(at)
	if id < 0 {
		return ""
	}
	return plain(f).name(id)
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		// Declarations and what is assigned.
		{`¦x(); function f(){}`, ""},
		{`function f(){¦}`, "f"},
		{`async function f(){¦}`, "f"},
		{`function* f(){¦}`, "f"},
		{`async function* f(a, b = () => 1){ yield /}/; ¦}`, "f"},
		{`export default function(){¦}`, "default"},
		{`export default () => {¦}`, "default"},
		{`export default async function load(){¦}`, "load"},
		{`x = function(){¦}`, "x"},
		{`var x = function y(){¦}`, "y"},
		{`let a = 1, x = e => ¦e`, "x"},
		{`const x = async e => { await ¦e }`, "x"},
		{`const x = async (e) => ¦e`, "x"},
		{`x ||= () => ¦1`, "x"},
		{`x = y || function(){¦}`, "x"},
		{`x = y ? function(){} : (0, function(){¦})`, "x"},
		{`a.b.c = () => ¦1`, "a.b.c"},
		{`a.b["c-d"] = () => ¦1`, "a.b.c-d"},
		{`f(x).c = () => ¦1`, "c"},
		{`X.prototype.m = function(){¦}`, "X.m"},
		{`exports.m = function(){¦}`, "m"},
		{`module.exports.m = exports.n = function(){¦}`, "n"},
		{`module.exports = function(){¦}`, "<anonymous>"},
		{`module.exports = { m(){¦} }`, "m"},
		{`window.app.start = () => {¦}`, "app.start"},
		{`function f(x = () => ¦1){}`, "x"},
		{`var {x = () => ¦1} = o`, "x"},
		{`({x = () => ¦1}) => 1`, "x"},
		{`function F(){ this.m = function(){¦} }`, "F.m"},
		{`function F(){ var _this = this; _this.m = () => {¦} }`, "F.m"},
		{`f(a = () => ¦1, b)`, "a"},

		// Passed.
		{`f(function(){¦})`, "<anonymous>"},
		{`const x = a.map(e => ¦e)`, "<anonymous>"},
		{`const X = new Promise(e => ¦e)`, "<anonymous>"},
		{`const x = useMemo(() => ¦1, [])`, "<anonymous>"},
		{`const onClick = useCallback(() => {¦}, [])`, "onClick"},
		{`const Panel = (0, r.memo)(() => ¦1)`, "Panel"},
		{`const Panel = memo(forwardRef((p, r) => ¦1))`, "Panel"},
		{`const Panel = forwardRef(function Inner(){¦})`, "Inner"},
		{`const Panel = connect(a)(() => ¦1)`, "Panel"},
		{`const f = n(() => ¦1, "written")`, "written"},
		{`n(() => ¦1, "two words")`, "<anonymous>"},
		{`r.n(() => ¦1, "member")`, "<anonymous>"},
		{`(function(){ return () => ¦1 })()`, "<anonymous>"},

		// Objects.
		{`o = {m(){¦}}`, "o.m"},
		{`o = {get m(){¦}}`, "o.m"},
		{`o = {set m(v){¦}}`, "o.m"},
		{`o = {async m(){¦}}`, "o.m"},
		{`o = {async *m(){¦}}`, "o.m"},
		{`o = {get(){¦}}`, "o.get"},
		{`o = {async: {settle: async () => {¦}}}`, "o.async.settle"},
		{`o = {"a b": () => ¦1}`, "o.a b"},
		{`o = {[Symbol.iterator]() {¦}}`, "o.[Symbol.iterator]"},
		{`o = {a: function b(){¦}}`, "b"},
		{`o = {...p, m: () => ¦1}`, "o.m"},
		{`o = Object.freeze({m(){¦}})`, "o.m"},
		{`f({onClick: () => ¦1})`, "onClick"},
		{`function f(){ return {m(){¦}} }`, "m"},
		{`f = () => ({m(){¦}})`, "m"},
		{`o = {if(){}, class: 1, function: {m(){¦}}}`, "o.function.m"},
		{`export default {methods: {load(){¦}}}`, "methods.load"},
		{`Object.defineProperty(X.prototype, "total", {get: function(){¦}})`, "X.total"},
		{`Object.defineProperty(X, "total", {enumerable: true, get(){¦}})`, "X.total"},

		// Classes.
		{`class C { constructor(){¦} }`, "new C"},
		{`class C { m(){¦} }`, "C.m"},
		{`class C { static async *m(){¦} }`, "C.m"},
		{`class C { #m(){¦} }`, "C.#m"},
		{`class C { static{¦} }`, "static C"},
		{`class C { a = ¦g() }`, "new C"},
		{`class C { static a = ¦g() }`, "static C"},
		{"class C { a = 1\nb = 2\n#m = () => {¦} }", "C.#m"},
		{`class C { get; set; static; m(){¦} }`, "C.m"},
		{"class C { get\nm(){¦} }", "C.m"},
		{`class C { "a"(){} 1(){} ["x" + 1](){} async(){¦} }`, "C.async"},
		{`class C extends (class {}) { m(){¦} }`, "C.m"},
		{`class C extends f({a: 1}) { m(){¦} }`, "C.m"},
		{`let C = class { m(){¦} }`, "C.m"},
		{`let C = class D { m(){¦} }`, "D.m"},
		{`X = (() => { class t { m(){¦} } return t })()`, "t.m"},
		{`class C { constructor(){ this.m = () => {¦} } }`, "C.m"},
		{`class C { constructor(){ _defineProperty(this, "m", () => {¦}) } }`, "C.m"},
		{`export default class { m(){¦} }`, "default.m"},
		{`f(class { constructor(){¦} })`, "new <anonymous>"},
		{`f(class { m(){¦} })`, "m"},

		// What compilers make of them.
		{`_createClass(C, [{key: "sum", value: function(){¦}}])`, "C.sum"},
		{`_createClass(C, [{key: "a", get: function(){}}, {key: "sum", get: function(){¦}}])`, "C.sum"},
		{`C.prototype.m = function(){ return __awaiter(this, void 0, void 0, function(){ return __generator(this, function(s){¦}) }) }`, "C.m"},
		{`var load = _asyncToGenerator(function*(){¦})`, "load"},
		{`function load(){ return _load.apply(this, arguments) } function _load(){ _load = _asyncToGenerator(function*(){¦}); }`, "load"},
		{`function load(){ return h(function*(){¦})() }`, "load"},
		{`f(regeneratorRuntime.mark(function _callee(){ return regeneratorRuntime.wrap(function _callee$(c){¦}) }))`, "<anonymous>"},

		// What tells a regular expression, a block, a template.
		{`if (x) /)}/.test(¦y); function f(){}`, ""},
		{`function f(){ x = a / b; ¦ } /}/`, "f"},
		{"function f(){ return `${(() => { return `}` })()}}` + ¦x }", "f"},
		{`function f(){ x = {} / 1; ¦}`, "f"},
		{`function f(){ {} /}/; ¦}`, "f"},
		{`function f(){ a++ / 1; ¦ b / 2 }`, "f"},
		{`function f(){ return /[/}]/.test(¦) }`, "f"},
		{"function f(){ return\n{} /}/; ¦}", "f"},
		{`function f(){ for (const x of /}/g) {} ¦}`, "f"},
		{`function f(){ switch (x) { case /}/: {} default: {} /}/ } ¦}`, "f"},
		{`function f(){ x.return / 2; x.if(1) / 2; ¦ }`, "f"},
		{`function f(){ a ? {b: 1} : {c(){¦}} }`, "c"},
		{"x = () => 1\ny(¦)", ""},
		{"x = e => e\n.foo(¦)", "x"},
		{`a = b ? x => x : y => ¦y`, "a"},
		{`x = 1_000.5e-3 + 0xE+1, f = () => ¦1`, "f"},
		{"function f(){ // }\n /* } */ ¦}", "f"},
		{"function f(){ <!-- }\n ¦}", "f"},
		{"#!/bin/env node }\nfunction f(){¦}", "f"},
		{`a?.b?.[0]?.(c); f = a ?.5 : () => ¦1`, "f"},
		{`async = 1; get = set; of = static_; f = async(x), g = () => ¦1`, "g"},
		{`function \u0066oo(){¦}`, "foo"},
		{`function größe(){¦}`, "größe"},
		{`class C { #𝒳 = 1; 名前(){¦} }`, "C.名前"},
	} {
		if got := nameAt(t, c.code, JavaScript); got != c.want {
			t.Errorf("%s\n\tis %q, want %q", c.code, got, c.want)
		}
	}
}

func TestEnclosing(t *testing.T) {
	src, at := mark(t, `class C { static{} get m(){ return [1].map(async e => { function f(){ g(¦) } }) } }`)
	var got []string
	f := Scan([]byte(src), JavaScript)
	for _, fn := range f.Enclosing(at) {
		got = append(got, src[fn.Start:fn.Start+5])
	}
	if want := "funct async get m"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(f.Funcs()); n != 4 {
		t.Errorf("%d functions, want 4", n)
	}
	for _, at := range []int{-1, 0, len(src), len(src) + 9} {
		if around := f.Enclosing(at); len(around) != 0 {
			t.Errorf("%v around %d", around, at)
		}
	}
}

func TestBroken(t *testing.T) {
	for code, want := range map[string]bool{
		"":                              false,
		"a=>b":                          false,
		"f(":                            true,
		"f())}":                         false,
		"\x00\xff\xfe":                  false,
		strings.Repeat("(", maxDepth+9): true,
	} {
		if got := Scan([]byte(code), JavaScript).Broken; got != want {
			t.Errorf("%.20q: %v, want %v", code, got, want)
		}
	}
	long := strings.Repeat("ü", maxName)
	if name := nameAt(t, "function "+long+"(){¦}", JavaScript); len(name) > maxName+len("…") || !strings.HasSuffix(name, "ü…") {
		t.Errorf("a name of %d bytes", len(name))
	}
}

func TestTypeScript(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{`function f<T extends {a: 1}>(x: T, y?: (a: T) => void): Promise<Map<string, () => T>> {¦}`, "f"},
		{`function f(x: string): { a: string } {¦}`, "f"},
		{`function f(x): x is string {¦}`, "f"},
		{`function f(x): asserts x {¦}`, "f"},
		{`function f(x: string): void; function f(x: any) {¦}`, "f"},
		{`const f = (x: number): Promise<void> => {¦}`, "f"},
		{`const f = (x: number): (() => void) => {¦}`, "f"},
		{`const f: (a: number) => void = (x) => {¦}`, "f"},
		{`const f = <T>(x: T) => {¦}`, "f"},
		{`const f = <T>x; const g = () => ¦1`, "g"},
		{`const f = async <T>(x: T): Promise<T> => {¦}`, "f"},
		{`class C<T> extends B<T> implements I<T>, J { private readonly a?: string = "b"; m<U>(x: U): void {¦} }`, "C.m"},
		{"abstract class C { abstract x(): void\n declare y: string\n protected m!: () => void\n static n = (a: string): number => {¦} }", "C.n"},
		{`class C { constructor(private readonly x: A<B>, @Inject() public y = 1) {¦} }`, "new C"},
		{"class C { [key: string]: any; @Input({a: () => 1}) b: string; @Output() m() {¦} }", "C.m"},
		{`@Component({a: () => 1}) export class C { m() {¦} }`, "C.m"},
		{"type X = { a: () => void } | ((b: string) => void)\nfunction f() {¦}", "f"},
		{"type X<T> = T extends (infer U)[] ? { a: U } : never\nfunction f() {¦}", "f"},
		{"interface I { m(): void; n: string }\nfunction f() {¦}", "f"},
		{"enum E { A = 1, B = 'x' }\nnamespace N { export function f() {¦} }", "f"},
		{`const x = y as unknown as { a: () => void }; const f = () => ¦1`, "f"},
		{`const x = { a: 1 } satisfies Record<string, () => void>; const f = () => ¦1`, "f"},
		{`const x = new Map<string, () => string>([["a", () => ¦1]])`, "<anonymous>"},
		{`const [a, b] = useState<{ a: string } | null>(null); const f = () => ¦1`, "f"},
		{`a!.b!.c = () => ¦1`, "a.b.c"},
		{`if (a < b && c > (d)) { f = () => ¦1 }`, "f"},
		{`for (let i = 0; i < n; i++) { if (i > (2)) f = () => ¦1 }`, "f"},
		{`rules = { total(lines: Line[], label: string): number {¦} }`, "rules.total"},
		{`export const rules: Record<string, { a: number }> = { a: async (x: number): Promise<void> => {¦} }`, "rules.a"},
		{`declare global { interface Window { x: string } } function f() {¦}`, "f"},
		{`x ? (a) : b => ¦b`, "<anonymous>"},
	} {
		if got := nameAt(t, c.code, TypeScript); got != c.want {
			t.Errorf("%s\n\tis %q, want %q", c.code, got, c.want)
		}
	}
}

func TestJSX(t *testing.T) {
	for _, c := range []struct{ code, want string }{
		{`const Badge = ({ item }: { item: Item }) => { return <b class="badge">{item.¦x}</b> }`, "Badge"},
		{`function F() { return <p>don't {"}"} // not a comment</p> } function g() {¦}`, "g"},
		{`const F = () => <><A b={<C/>} {...d} /><ns:a b-c='"'>it's</ns:a></>; const g = () => ¦1`, "g"},
		{`const F = () => <button onClick={() => ¦go()}>go</button>`, "onClick"},
		{`const F = () => <ul>{items.map((i) => <li key={i}>{¦i}</li>)}</ul>`, "<anonymous>"},
		{`const f = <T,>(x: T) => ¦x`, "f"},
		{`class P extends C<{ a: 1 }> { render() { return <List<string> a="b">{this.¦x}</List> } }`, "P.render"},
		{`x = a < b; const f = () => ¦1`, "f"},
	} {
		if got := nameAt(t, c.code, TSX); got != c.want {
			t.Errorf("%s\n\tis %q, want %q", c.code, got, c.want)
		}
	}
}
