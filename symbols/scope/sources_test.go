package scope

import "testing"

// Originals as frameworks and compilers' users write them. The name of the file
// tells how it is read.
func TestSources(t *testing.T) {
	for _, c := range []struct{ file, code, want string }{
		// Vue
		{"Cart.vue", "<template>\n<b @click=\"x => y\">{{ a }}</b>\n</template>\n<script>\nexport default {\n  data() { return { a: 1 } },\n  methods: { load() {¦} },\n}\n</script>", "methods.load"},
		{"Cart.vue", "<script>\nexport default { computed: { total: { get() {¦}, set(v) {} } } }\n</script>", "computed.total.get"},
		{"Cart.vue", "<script setup lang=\"ts\">\nconst props = defineProps<{ a: string }>();\nconst total = computed((): number => ¦1);\n</script>", "<anonymous>"},
		{"Cart.vue", "<script>export const a = () => {}</script>\n<script setup>\nfunction load() {¦}\n</script>\n<style>b { c: d }</style>", "load"},
		{"Cart.vue?vue&type=script&setup=true&lang.ts", "<template><p>it's</p></template><script setup lang=\"ts\">\nasync function load(a: string) {¦}\n</script>", "load"},
		{"Cart.vue", "<script lang=\"tsx\">\nexport default defineComponent({ setup() { return () => <b onClick={() => ¦1}/> } })\n</script>", "onClick"},
		{"Cart.vue", "<script>\nexport default { watch: { 'a.b'(v) {¦} } }", "watch.a.b"},
		// Svelte and Astro
		{"Cart.svelte", "<script context=\"module\">let a = '<b>'</script>\n<script lang=\"ts\">\nlet count = $state(0);\nconst add = (n: number): void => {¦}\n</script>\n<button on:click={() => add(1)}>it's</button>", "add"},
		{"Cart.svelte", "<script>\n$: total = items.map((i) => ¦i);\n</script>", "<anonymous>"},
		{"Page.astro", "---\nconst a = await fetch('x')\n---\n<html><script>\nfunction load() {¦}\n</script></html>", "load"},
		{"index.html", "<!doctype html><SCRIPT>\nwindow.app = { start() {¦} }\n</SCRIPT>", "app.start"},
		// TypeScript
		{"a.ts", "export default async function <T>(a: T): Promise<T> {¦}", "default"},
		{"a.ts", "export default async function load(): Promise<void> {¦}", "load"},
		{"a.ts", "export abstract class C<T = {}> extends B<T> { protected abstract a(): void; override async b?(): Promise<void> {¦} }", "C.b"},
		{"a.ts", "class C { declare a: string; readonly b = <T,>(x: T) => {¦} }", "C.b"},
		{"a.ts", "class C { static #a?: Map<string, () => void>; get [key](): string { return ¦1 } }", "C.[key]"},
		{"a.ts", "class C { constructor(@Inject(A) private a: A, b = () => 1) { super(); ¦ } }", "new C"},
		{"a.ts", "export const enum E { A = 1 << 2, B = A | 4, C = 'x'.length }\nfunction f() {¦}", "f"},
		{"a.ts", "declare module 'x' { export function a(): void }\nexport namespace N.M { export const f = () => {¦} }", "f"},
		{"a.ts", "import type { A } from 'a'; import b = require('b'); export = f; function f(this: Window, ...a: A[]) {¦}", "f"},
		{"a.ts", "let a = <any>b; const f = function <T>(this: T) {¦}", "f"},
		{"a.ts", "const f = (a: string | (() => void), b?: [x: number, ...y: string[]]): a is string => {¦}", "f"},
		{"a.ts", "const o = { a: <T>(x: T): x is NonNullable<T> => {¦} }", "o.a"},
		{"a.ts", "type T = `a${string}b` | { [K in keyof U as `x${K}`]?: U[K] }; function f() {¦}", "f"},
		{"a.ts", "function f<const T extends readonly unknown[]>(x: T): asserts x is T {¦}", "f"},
		{"a.ts", "using a = b(); accessor = 1; class C { accessor a = () => {¦} }", "C.a"},
		{"a.ts", "type = 1; interface_ = 2; const f = () => {¦}", "f"},
		{"a.mts", "const f = async <T>(a: T, { b }: { b: string } = { b: '' }): Promise<Array<T>> => {¦}", "f"},
		{"a.cts", "export = { load<T>(a: T) {¦} }", "load"},
		// JSX
		{"a.tsx", "export default function App({ a }: Props): JSX.Element { return <A<string> b=\"}\" c={a}>{¦a}</A> }", "App"},
		{"a.tsx", "const f = <T extends unknown>(a: T) => <b>{¦a}</b>", "f"},
		{"a.tsx", "const Table = <T,>({ rows }: { rows: T[] }) => rows.map((r) => <tr>{¦r}</tr>)", "<anonymous>"},
		{"a.jsx", "const F = () => <a.b.c d:e='>' {...f}>{/* } */}{'</a>'}{¦g}</a.b.c>", "F"},
		{"a.jsx", "const F = () => cond && <p>a < b {\"{\"} don't</p> || ¦x", "F"},
		{"a.jsx", "const F = memo(function F() { return <A render={() => <b/>} onDone={async () => { ¦ }} /> })", "onDone"},
		{"a.js", "const F = () => <p>{¦a}</p>", "F"},
		// JavaScript's corners
		{"a.mjs", "#!/usr/bin/env node\nimport a from 'a' with { type: 'json' };\nexport const f = () => import.meta.url + ¦1", "f"},
		{"a.mjs", "export { a as default, b as 'c d' } from './x';\nexport * as ns from 'y';\nexport function f() {¦}", "f"},
		{"a.js", "var a = b\n++c\nfunction f() {¦}", "f"},
		{"a.js", "let yield_ = 1, of = [1]; for (const x of of) /}/.test(x); for await (const y of z) {} const f = () => ¦1", "f"},
		{"a.js", "do x++; while (x < 5) /}/.test(y); function f() {¦}", "f"},
		{"a.js", "a = b\n/c/g.exec(d); function f() {¦}", "f"},
		{"a.js", "if (a) {} else /}/.test(b); const f = () => {¦}", "f"},
		{"a.js", "const { a = function () {¦} } = b", "a"},
		{"a.js", "x = class { static async *[Symbol.asyncIterator]() {¦} }", "x.[Symbol.asyncIterator]"},
		{"a.js", "x = { get: 1, set: 2, async: 3, static: 4, get get() {¦} }", "x.get"},
		{"a.js", "x = { async\n() {¦} }", "x.async"},
		{"a.js", "class C { static\na = 1\nget\nb() {¦} }", "C.b"},
		{"a.js", "class C { 'constructor'() {¦} }", "new C"},
		{"a.js", "class C { static constructor() {¦} }", "C.constructor"},
		{"a.js", "label: { const f = () => { break_: ¦ } }", "f"},
	} {
		src, at := mark(t, c.code)
		f := scanSource([]byte(src), c.file)
		got := ""
		if id := f.inside(at); id >= 0 {
			got = plain(f).name(id)
		}
		if got != c.want {
			t.Errorf("%s: %s\n\tis %q, want %q", c.file, c.code, got, c.want)
		}
	}
}
