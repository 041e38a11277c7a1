"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
var __classPrivateFieldGet = (this && this.__classPrivateFieldGet) || function (receiver, state, kind, f) {
    if (kind === "a" && !f) throw new TypeError("Private accessor was defined without a getter");
    if (typeof state === "function" ? receiver !== state || !f : !state.has(receiver)) throw new TypeError("Cannot read private member from an object whose class did not declare it");
    return kind === "m" ? f : kind === "a" ? f.call(receiver) : f ? f.value : state.get(receiver);
};
var __await = (this && this.__await) || function (v) { return this instanceof __await ? (this.v = v, this) : new __await(v); }
var __asyncGenerator = (this && this.__asyncGenerator) || function (thisArg, _arguments, generator) {
    if (!Symbol.asyncIterator) throw new TypeError("Symbol.asyncIterator is not defined.");
    var g = generator.apply(thisArg, _arguments || []), i, q = [];
    return i = Object.create((typeof AsyncIterator === "function" ? AsyncIterator : Object).prototype), verb("next"), verb("throw"), verb("return", awaitReturn), i[Symbol.asyncIterator] = function () { return this; }, i;
    function awaitReturn(f) { return function (v) { return Promise.resolve(v).then(f, reject); }; }
    function verb(n, f) { if (g[n]) { i[n] = function (v) { return new Promise(function (a, b) { q.push([n, v, a, b]) > 1 || resume(n, v); }); }; if (f) i[n] = f(i[n]); } }
    function resume(n, v) { try { step(g[n](v)); } catch (e) { settle(q[0][3], e); } }
    function step(r) { r.value instanceof __await ? Promise.resolve(r.value.v).then(fulfill, reject) : settle(q[0][2], r); }
    function fulfill(value) { resume("next", value); }
    function reject(value) { resume("throw", value); }
    function settle(f, v) { if (f(v), q.shift(), q.length) resume(q[0][0], q[0][1]); }
};
var _Cart_instances, _a, _Cart_secret, _Cart_check, _Cart_sneak, _Cart_priv_get;
Object.defineProperty(exports, "__esModule", { value: true });
exports.all = exports.memoized = exports.Anon = exports.Mixin = exports.lazy = exports.expr = exports.Shop = exports.Color = exports.rules = exports.Cart = exports.asyncArrow = exports.arrowFn = void 0;
exports.plainFn = plainFn;
exports.genFn = genFn;
exports.asyncGen = asyncGen;
exports.asyncFn = asyncFn;
exports.Widget = Widget;
exports.default = defaultFn;
exports.curry = curry;
const mark = (name, ...rest) => globalThis.MARK(name, ...rest);
function plainFn() { mark("N:plainFn"); }
const arrowFn = () => mark("N:arrowFn");
exports.arrowFn = arrowFn;
const asyncArrow = (...args_1) => __awaiter(void 0, [...args_1], void 0, function* (id = mark("N:asyncArrow")) { yield mark("N:asyncArrow"); });
exports.asyncArrow = asyncArrow;
function* genFn() { yield mark("N:genFn"); }
function asyncGen() { return __asyncGenerator(this, arguments, function* asyncGen_1() { yield yield __await(mark("N:asyncGen")); }); }
function asyncFn() {
    return __awaiter(this, arguments, void 0, function* ({ a = mark("N:asyncFn"), b: { c = 1 } = { c: 2 } } = {}) { try {
        yield a;
    }
    catch (_b) {
        return mark("N:asyncFn", a, c);
    } });
}
class Base {
    constructor(x) {
        this.x = x;
        mark("N:new Base", x);
    }
}
class Cart extends Base {
    constructor(y) {
        super(y);
        _Cart_instances.add(this);
        this.items = mark("N:new Cart");
        _Cart_secret.set(this, 1);
        this.handler = () => mark("N:Cart.handler", __classPrivateFieldGet(this, _Cart_secret, "f"));
        mark("N:new Cart", y);
    }
    total(tax) { return mark("N:Cart.total", tax, __classPrivateFieldGet(this, _Cart_instances, "m", _Cart_check).call(this, tax), __classPrivateFieldGet(_a, _a, "m", _Cart_sneak).call(_a, 1)); }
    get sum() { return mark("N:Cart.sum"); }
    set sum(v) { mark("N:Cart.sum", v); }
    static of(v) { return mark("N:Cart.of", v); }
    load(id) {
        return __awaiter(this, void 0, void 0, function* () { yield id; return mark("N:Cart.load", id); });
    }
    *each() { yield mark("N:Cart.each"); }
    stream() { return __asyncGenerator(this, arguments, function* stream_1() { yield yield __await(mark("N:Cart.stream")); }); }
    get() { return mark("N:Cart.get"); }
    set(v) { return mark("N:Cart.set", v); }
    static static() { return mark("N:Cart.static"); }
    async() { return mark("N:Cart.async"); }
    "quoted-key"() { return mark("N:Cart.quoted-key"); }
    42() { return mark("N:Cart.42"); }
    use() { return [mark("N:Cart.use", __classPrivateFieldGet(this, _Cart_instances, "a", _Cart_priv_get))].map((e) => mark("N:<anonymous>", e)); }
}
exports.Cart = Cart;
_a = Cart, _Cart_secret = new WeakMap(), _Cart_instances = new WeakSet(), _Cart_check = function _Cart_check(v) { return mark("N:Cart.#check", v, __classPrivateFieldGet(this, _Cart_secret, "f")); }, _Cart_sneak = function _Cart_sneak(v) { return mark("N:Cart.#sneak", v); }, _Cart_priv_get = function _Cart_priv_get() { return mark("N:Cart.#priv"); };
Cart.count = mark("N:static Cart");
Cart.make = (x) => mark("N:Cart.make", x);
(() => {
    mark("N:static Cart");
})();
exports.rules = {
    check(v) { return mark("N:rules.check", v); },
    arrow: (v) => mark("N:rules.arrow", v),
    settle(v) {
        return __awaiter(this, void 0, void 0, function* () { yield v; return mark("N:rules.settle", v); });
    },
    asyncArrow: (v) => __awaiter(void 0, void 0, void 0, function* () { yield v; return mark("N:rules.asyncArrow", v); }),
    *walk() { yield mark("N:rules.walk"); },
    get size() { return mark("N:rules.size"); },
    set size(v) { mark("N:rules.size", v); },
    nested: { deep: { fn: function () { return mark("N:rules.nested.deep.fn"); } } },
    "key-quoted": () => mark("N:rules.key-quoted"),
    7: () => mark("N:rules.7"),
    get: () => mark("N:rules.get"),
};
var Color;
(function (Color) {
    Color[Color["Red"] = mark("N:")] = "Red";
    Color[Color["Blue"] = 2] = "Blue";
})(Color || (exports.Color = Color = {}));
var Shop;
(function (Shop) {
    function open() { return mark("N:open"); }
    Shop.open = open;
})(Shop || (exports.Shop = Shop = {}));
const expr = function named() { return mark("N:named"); };
exports.expr = expr;
function Widget() { mark("N:Widget", new.target); this.render = function () { return mark("N:Widget.render"); }; }
Widget.prototype.draw = function (x) { return mark("N:Widget.draw", x); };
exports.lazy = (() => { let cache; return () => (cache !== null && cache !== void 0 ? cache : (cache = mark("N:<anonymous>"))); })();
function defaultFn() { outer: for (const a of [1, 2]) {
    for (;;) {
        if (a / 2 > 1)
            continue outer;
        mark("N:defaultFn", /[/]}/g.test(`${a}${`}${mark("N:defaultFn")}`}`));
        break outer;
    }
} }
function curry(a) { return (b) => (c) => mark("N:<anonymous>", a, b, c); }
const Mixin = (B) => class Mixed extends B {
    hello() { return mark("N:Mixed.hello"); }
};
exports.Mixin = Mixin;
const Anon = class {
    ping() { return mark("N:Anon.ping"); }
};
exports.Anon = Anon;
globalThis.api = { start() { return mark("N:api.start"); } };
setTimeout(() => { mark("N:<anonymous>"); }, 10);
new Promise((res) => { res(mark("N:<anonymous>")); }).then(function onDone() { mark("N:onDone"); });
exports.memoized = memo(() => mark("N:memoized"));
function memo(f) { mark("N:memo"); return f; }
exports.all = [new Cart(1), genFn, asyncGen, exports.rules, Color, Shop, exports.lazy, exports.expr, new Widget];
mark("N:");
