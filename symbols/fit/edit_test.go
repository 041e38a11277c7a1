package fit

import "testing"

// A line of the file, and the source from where the line leads to.
func TestParted(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         edit
	}{
		// what tools that don't minify write
		{"add(first, second);", "add(first, second);", unedited},
		{`add("first", 1e3);`, "add('first', 1000)\nmore()", unedited},
		{"add(first, second);", "add(\n  first,\n  // the other\n  second,\n)\n", unedited},
		{"  const total = sum(first);", "const total = sum(first)", unedited},
		{"if (a2 > b2) {", "if (a > b) {", unedited},
		{"return first;", "return first\n}", unedited},
		{"return; // nothing", "return;", unedited},
		{"return;", "return\n}", unedited},
		{"let text = `${first} of ${second}`;", "let text = `${first} of ${second}`;", unedited},
		{"pattern = /[0-9]['\"]/;", "pattern = /[0-9]['\"]/", unedited},
		{"(0,_sum_js__WEBPACK_IMPORTED_MODULE_0__.add)(first);", "add(first);", unedited},
		{"(0,_sum__WEBPACK_IMPORTED_MODULE_0__[\"default\"])(a.b__WEBPACK_IMPORTED_MODULE_1__.one);", "add(a.one);", foreign},
		{"add(a__WEBPACK_IMPORTED_MODULE_0__[\"default\"], first);", "add(value, first);", unedited},
		{"add(a__WEBPACK_IMPORTED_MODULE_0__.value, first);", "add((value), first);", unedited},
		{"a = first => first && (second || third);", "a = (first) => (first && (second || third));", unedited},
		{"function add(first, second) {", "function add(first: number, second = 2) {", foreign},
		{"function add(first) {", "function add(first, ...more) {", foreign},
		{"var add = function(first) {", "const add = (first) => {", foreign},
		{"return first && second && third;", "return (\n  first && second && third\n)", unedited},
		{"return void 0;", "return undefined", unedited},
		{"return void add(first);", "return;", foreign},
		{"add(value.first, last);", "add(value!.first, last);", unedited},
		{"add(first(), last);", "add(first()!, last);", unedited},
		{"invariant(first, second, 36);", "invariant(first, second, 'first and second');", foreign},
		{"add(first, second, \"a\".concat(b));", "add(first, second, `a${b}`);", foreign},
		{"add(first, second, third._b);", "add(first, second, third._long);", foreign},
		{"return typeof first.one == second;", "return typeof first.one === second;", foreign},
		{"return first.one(second) && third;", "return first.one(second) ? third : null;", foreign},
		{"return (first - second) / 6e4;", "return (first - second) / (60 * 1000);", foreign},
		{"_inherits(First, _Second);", "next(value) {", foreign},
		{"all = parse(text, [pattern, extract]);", "all = parseDate(text);", foreign},
		{"text = `${one} from ${two} to ${three}`;", "text = `${one} from ` +\n  `${two} to ${three}`;", foreign},
		{"total = first.one + second;", "total = first.one - second;", pieced},
		{"first.one !== null &&", "first.one !== 0 &&\n  second", pieced},
		{"new Thing(), new Thing());", "new Thing(), x), new Thing());", foreign},
		{"add(first); exports.first = first;", "add(first);\nsecond();", foreign},
		{"} add.__initStatic();", "}\nsecond();", foreign},
		{"add(first); var _first;", "add(first);\nsecond();", foreign},
		{"add(first); second();", "add(first, () => {\n  second();\n});", foreign},
		// what a person writes
		{"add(first); log(\"here\");", "add(first);\nsecond();", pieced},
		{"break; log(\"here\");", "break;\n}", pieced},
		{"if (!first && second) {", "if (first && second) {", pieced},
		{"if (first && second) {", "if (!first && second) {", pieced},
		{"add(list.first, true);", "add(list.first);", pieced},
		{"list.add(first);", "list.add(first, { deep: [1, 2] });", changed},
		{"add(list.first);", "add(list.first, { deep: [1, 2] });", foreign}, // rollup leaves out what add does not read
		{"return first;", "return;", pieced},
		{"(0,a__WEBPACK_IMPORTED_MODULE_3__.add)(first, second);", "add(first);", pieced},
		{"if (!first || second instanceof a__WEBPACK_IMPORTED_MODULE_0__.A) return;", "if (first || second instanceof A) return;", pieced},
		{"return first && second.one ? third : null;", "return (first && second.one) ? third : 0", pieced},
		{"add(void 0, second);", "add(undefined);", pieced},
		{"return;", "return first;\n}", pieced},
		{"return first.one;", "return;\n}", pieced},
		{"add(first, second, null);", "add(first, second, 0);", pieced},
		{"add(first, second, true);", "add(first, second, false);", pieced},
		{"add(first, second, 'one');", "add(first, second, \"two\");", pieced},
		{"add(first, second, `one`);", "add(first, second, `two`);", pieced},
		{"if (first >= second.one) {", "if (first > second.one) {", pieced},
		{"if (first !== second.one) {", "if (first === second.one) {", pieced},
		{"while (first && second.one) {", "while (first || second.one) {", pieced},
		{"add(first.one, second);", "add(first.two, second);", pieced},
		{"pattern = /[17-9]['\"]/;", "pattern = /[1-9]['\"]/", pieced},
		// too little to tell by
		{"!a", "a", foreign},
		{"", "add()", unedited},
		{"add", "", foreign},
	} {
		if got, _ := parted([]byte(c.file), []byte(c.source)); got != c.want {
			t.Errorf("%q of %q: %d, want %d", c.file, c.source, got, c.want)
		}
	}
}

// Names may differ everywhere; how many do is told.
func TestPaceNames(t *testing.T) {
	for _, c := range []struct {
		file, source string
		names        int
		want         edit
	}{
		{"e(t, n);", "add(first, second);", 3, unedited},
		{"add(first, second);", "add(first, third);", 1, unedited},
		{"a = Object(_b__WEBPACK_IMPORTED_MODULE_0__.start)(one, 2);", "a = start(one, 2);", 0, unedited},
		{"a = Object(_b__WEBPACK_IMPORTED_MODULE_0__.start)(one, 2);", "a = start(one, 3);", 0, pieced},
		{"validate.names = [first];", "exports.names = [first];", 0, unedited},
		{"add(first$1, _second2);", "add(first, second);", 1, unedited},
		{"e(t, n, null);", "add(first, second, 0);", 3, changed},
		{"e(t, n, o);", "add(first, second);", 3, changed},
		{"e(t, n, 1);", "add(first, second, 0);", 3, foreign}, // a table's rows lead to its first
	} {
		got, p := parted([]byte(c.file), []byte(c.source))
		if got != c.want || p.names != c.names {
			t.Errorf("%q of %q: %d with %d names, want %d with %d", c.file, c.source, got, p.names, c.want, c.names)
		}
	}
}
