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
		{"(0,_sum_js__WEBPACK_IMPORTED_MODULE_0__.add)(first);", "add(first);", foreign},
		{"function add(first, second) {", "function add(first: number, second = 2) {", foreign},
		{"function add(first) {", "function add(first, ...more) {", foreign},
		{"var add = function(first) {", "const add = (first) => {", foreign},
		{"return first && second && third;", "return (\n  first && second && third\n)", foreign},
		{"return void 0;", "return undefined", foreign},
		{"return void add(first);", "return;", foreign},
		{"add(value.first, last);", "add(value!.first, last);", foreign},
		{"add(first(), last);", "add(first()!, last);", foreign},
		{"invariant(first, second, 36);", "invariant(first, second, 'first and second');", foreign},
		{"add(first, second, \"a\".concat(b));", "add(first, second, `a${b}`);", foreign},
		{"add(first, second, third._b);", "add(first, second, third._long);", foreign},
		{"new Thing(), new Thing());", "new Thing(), x), new Thing());", foreign},
		// what a person writes
		{"if (!first && second) {", "if (first && second) {", changed},
		{"if (first && second) {", "if (!first && second) {", changed},
		{"add(list.first, true);", "add(list.first);", changed},
		{"add(list.first);", "add(list.first, { deep: [1, 2] });", changed},
		{"return first;", "return;", changed},
		{"return;", "return first;\n}", changed},
		{"return first.one;", "return;\n}", changed},
		{"add(first, second, null);", "add(first, second, 0);", changed},
		{"add(first, second, true);", "add(first, second, false);", changed},
		{"add(first, second, 'one');", "add(first, second, \"two\");", changed},
		{"add(first, second, `one`);", "add(first, second, `two`);", changed},
		{"if (first >= second.one) {", "if (first > second.one) {", changed},
		{"if (first !== second.one) {", "if (first === second.one) {", changed},
		{"while (first && second.one) {", "while (first || second.one) {", changed},
		{"add(first.one, second);", "add(first.two, second);", changed},
		{"pattern = /[17-9]['\"]/;", "pattern = /[1-9]['\"]/", changed},
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
		{"add(first$1, _second2);", "add(first, second);", 1, unedited},
		{"if (!e(t)) return;", "if (add(first)) return;", 2, changed},
		{"e(t, n, null);", "add(first, second, 0);", 3, changed},
		{"e(t, n, 1);", "add(first, second, 0);", 3, foreign}, // a table's rows lead to its first
	} {
		got, p := parted([]byte(c.file), []byte(c.source))
		if got != c.want || p.names != c.names {
			t.Errorf("%q of %q: %d with %d names, want %d with %d", c.file, c.source, got, p.names, c.want, c.names)
		}
	}
}
