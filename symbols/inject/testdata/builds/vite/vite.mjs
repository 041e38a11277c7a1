// \0rolldown/runtime.js
var e = (e, t, n) => () => {
	if (n) throw n[0];
	try {
		return e && (t = e(e = 0)), t;
	} catch (e) {
		throw n = [e], e;
	}
}, t = (e, t) => () => (t || (e((t = { exports: {} }).exports, t, t.exports), e = null), t.exports), n, r = e((() => {
	n = class {
		items = [];
		total() {
			return this.items.reduce((e, t) => e + t.price * t.count, 0);
		}
		pay() {
			throw Error(`can't pay ${this.total()}`);
		}
	};
})), i = /* @__PURE__ */ t((() => {
	r();
	var e = new n();
	e.items.push({
		price: 3,
		count: 2
	});
	try {
		e.pay();
	} catch (e) {
		console.log(e.message, (function() {
			return this === void 0;
		})());
	}
}));
export default i();

//# sourceMappingURL=vite.mjs.map