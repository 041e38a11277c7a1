const mark = (name: string, ...rest: any[]): any => (globalThis as any).MARK(name, ...rest);
export function plainFn() { mark("N:plainFn"); }
export const arrowFn = () => mark("N:arrowFn");
export const asyncArrow = async (id = mark("N:asyncArrow")) => { await mark("N:asyncArrow"); };
export function* genFn(): any { yield mark("N:genFn"); }
export async function* asyncGen(): any { yield mark("N:asyncGen"); }
export async function asyncFn({ a = mark("N:asyncFn"), b: { c = 1 } = { c: 2 } }: any = {}) { try { await a } catch { return mark("N:asyncFn", a, c) } }
class Base { constructor(public x: any) { mark("N:new Base", x) } }
export class Cart extends Base {
  items = mark("N:new Cart");
  static count = mark("N:static Cart");
  #secret = 1;
  handler = () => mark("N:Cart.handler", this.#secret);
  static make = (x: any) => mark("N:Cart.make", x);
  #check(v: any) { return mark("N:Cart.#check", v, this.#secret) }
  static #sneak(v: any) { return mark("N:Cart.#sneak", v) }
  constructor(y: any) { super(y); mark("N:new Cart", y) }
  total(tax: number) { return mark("N:Cart.total", tax, this.#check(tax), Cart.#sneak(1)) }
  get sum() { return mark("N:Cart.sum") }
  set sum(v) { mark("N:Cart.sum", v) }
  static of(v: any) { return mark("N:Cart.of", v) }
  async load(id: any) { await id; return mark("N:Cart.load", id) }
  *each() { yield mark("N:Cart.each") }
  async *stream(): any { yield mark("N:Cart.stream") }
  get() { return mark("N:Cart.get") }
  set(v: any) { return mark("N:Cart.set", v) }
  static static() { return mark("N:Cart.static") }
  async() { return mark("N:Cart.async") }
  "quoted-key"() { return mark("N:Cart.quoted-key") }
  42() { return mark("N:Cart.42") }
  get #priv() { return mark("N:Cart.#priv") }
  use() { return [mark("N:Cart.use", this.#priv)].map((e) => mark("N:<anonymous>", e)) }
  static { mark("N:static Cart") }
}
export const rules: any = {
  check(v: any) { return mark("N:rules.check", v) },
  arrow: (v: any) => mark("N:rules.arrow", v),
  async settle(v: any) { await v; return mark("N:rules.settle", v) },
  asyncArrow: async (v: any) => { await v; return mark("N:rules.asyncArrow", v) },
  *walk() { yield mark("N:rules.walk") },
  get size() { return mark("N:rules.size") },
  set size(v: any) { mark("N:rules.size", v) },
  nested: { deep: { fn: function () { return mark("N:rules.nested.deep.fn") } } },
  "key-quoted": () => mark("N:rules.key-quoted"),
  7: () => mark("N:rules.7"),
  get: () => mark("N:rules.get"),
};
export enum Color { Red = mark("N:") as any, Blue = 2 }
export namespace Shop { export function open() { return mark("N:open") } }
export const expr = function named() { return mark("N:named") };
export function Widget(this: any) { mark("N:Widget", new.target); this.render = function () { return mark("N:Widget.render") } }
Widget.prototype.draw = function (x: any) { return mark("N:Widget.draw", x) };
export const lazy = (() => { let cache: any; return () => (cache ??= mark("N:<anonymous>")) })();
export default function defaultFn() { outer: for (const a of [1, 2]) { for (;;) { if (a / 2 > 1) continue outer; mark("N:defaultFn", /[/]}/g.test(`${a}${`}${mark("N:defaultFn")}`}`)); break outer } } }
export function curry(a: any) { return (b: any) => (c: any) => mark("N:<anonymous>", a, b, c) }
export const Mixin = (B: any) => class Mixed extends B { hello() { return mark("N:Mixed.hello") } };
export const Anon = class { ping() { return mark("N:Anon.ping") } };
(globalThis as any).api = { start() { return mark("N:api.start") } };
setTimeout(() => { mark("N:<anonymous>") }, 10);
new Promise((res) => { res(mark("N:<anonymous>")) }).then(function onDone() { mark("N:onDone") });
export const memoized = memo(() => mark("N:memoized"));
function memo<T>(f: T) { mark("N:memo"); return f }
export const all = [new Cart(1), genFn, asyncGen, rules, Color, Shop, lazy, expr, new (Widget as any)];
mark("N:");
