package fit

import "testing"

// One of the two has a piece of an expression more, or another operator.
func TestPieced(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         edit
	}{
		// what a person writes
		{"const all = icons() || 0;", "const all = icons()\n  return all", pieced},
		{"return curry(fn.length, fn) ?? void 0;", "return curry(fn.length, fn)\n}", pieced},
		{"return curry(fn.length, fn);", "return curry(fn.length, fn) ?? undefined;", pieced},
		{"if (first && second) {", "if (first) {\n  run()", pieced},
		{"if (known(first) && second) {", "if (known(first)) {\n  run()", pieced},
		{"if (known(first)) {", "if (known(first) && second) {\n  run()", pieced},
		{"if (second.one && known(first)) {", "if (known(first)) {\n  run()", pieced},
		{"if (!(base % 1) && last - first + 1 < all) {", "if (!(base % 1) && last - first < all) {", pieced},
		{"for (let i = 0; i <= all.length; i++) {", "for (let i = 0; i < all.length; i++) {", pieced},
		{"if (first === null || second == null) {", "if (first === null || second === null) {", pieced},
		{"if (first[i]?.search(pattern)) {", "if (first[i].search(pattern)) {", pieced},
		{"if (first[i].search(pattern)) {", "if (first[i]?.search(pattern)) {", pieced},
		{"if (first.all?.[last]) {", "if (first.all[last]) {", pieced},
		{"if (!first.open) run(first);", "if (first.open) run(first);", pieced},
		{"const html = tag.bind(first, 0);", "const html = tag.bind(first)\n", pieced},
		{"const html = tag.bind(first);", "const html = tag.bind()\n", pieced},
		{"found = old.filter((one) => one.id !== two.id);", "found = old.filter()", pieced},
		{"return { subscribe, current: null };", "return { subscribe };", pieced},
		{"return [ subscribe, current ];", "return [ subscribe ];", pieced},
		{"const add = (list, child, node = null) => {", "const add = (list, child, node) => {", pieced},
		// what tools do
		{"exports.g = function (table) {", "exports.HuffmanTable = function (table) {", foreign},
		{"const target = kind('esm5', 1);", "const target = kind('__TARGET__', 1);", foreign},
		{"const root = kind('data-box-root', 1);", "const root = kind('data-__PREFIX__-root', 1);", foreign},
		{"if (known(first)) {", "if (__DEV__ && known(first)) {", foreign},
		{"function roundTo(number, digits) {", "function roundTo(number, digits = 2) {", foreign},
		{"function format(text) {", "function format(text, ...values) {", foreign},
		{"function format(text, more) {", "function format(text) {", foreign},
		{"return flat()(map(fn, all));", "return flat(false)(map(fn, all));", foreign},
		{"return { first, second };", "return { first, second, third: false };", foreign},
		{"return { first, second: second };", "return { first, second };", foreign},
		{"return run(first, second());", "return run(first, second);", foreign},
		{"push({ first, second: $third() });", "push({ first, second: $third });", foreign},
		{"const common = requireCommon();", "const common = require('./common');", foreign},
		{`return typeof first.one == "string";`, "return typeof first.one === 'string';", foreign},
		{"let first = second, third, i = second + 1, last;", "let first = second, third, i, last;", foreign},
		{"import { first, second } from 'all';", "import { first, second, Third } from 'all';", foreign},
		{"export { first, second, third };", "export { first, second };", foreign},
		{"return first?.second.third;", "return e?.second.other.third;", foreign},
		{"kind !== first.one && /Mac/.test(platform);", "kind !== first.one\n  ? /Mac/.test(platform)\n  : false", foreign},
		{"kind !== first.one && (last == null ? void 0 : last.one) != null && // and", "kind !== first.one &&\n  last?.one != null", foreign},
		{"const last = e.second || null;", "const last = first.second", foreign},
	} {
		if got, _ := new(verbatim).parted([]byte(c.file), []byte(c.source)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

// A call or a negation stands around what the other has, or the values of ?: are
// exchanged.
func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         edit
	}{
		{"if (!(first === 0 && last)) {", "if (first === 0 && last) {", pieced},
		{"if (first === 0 && last) {", "if (!(first === 0 && last)) {", pieced},
		{"return Object.freeze(output.all);", "return output.all\n}", pieced},
		{"return output.all;", "return Object.freeze(output.all)\n}", pieced},
		{"queueMicrotask(() => first.push(second));", "first.push(second)\n", pieced},
		{"return tick ? count : count + 1;", "return tick ? count + 1 : count;", pieced},
		{"run(first + (all ? '' : '_' + stamp(all)), last);", "run(first + (all ? '_' + stamp(all) : ''), last);", pieced},

		{"let ref = $.source(null, first);", "let ref = null, first;", foreign},
		{"_class(first.push(second));", "first.push(second)\n", foreign},
		{"return Object.freeze(output.all);", "return output.one\n}", foreign},
		{"return tick ? count : count + 2;", "return tick ? count + 1 : count;", foreign},
		{"return e ? t : t + 1;", "return tick ? count + 1 : count;", foreign},
		{"return tick ? count", "return tick ? other : count", unedited},
	} {
		if got, _ := new(verbatim).parted([]byte(c.file), []byte(c.source)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}
