package fit

import "testing"

// Types of the source, and what bundlers do to modules, are no difference.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		file, source string
		want         edit
	}{
		{"const path = [];", "const path: Array<string | number> = []", unedited},
		{"const all = new Map();", "const all = new Map<string, number[]>();", unedited},
		{"function add(first, second) {", "function add(first: number, second?: () => void): number | null {", unedited},
		{"function add(first, { one, two }) {", "function add(\n  first: number,\n  { one, two }: { one: string; two: T[] }\n) {", unedited},
		{"this.value = next;", "(this.value as any) = next as T\n", unedited},
		{"if (kind.value === first.one) {", "if ((kind.value as Kind) === first.one) {", unedited},
		{"return { dom: structure.all() };", "return {dom: structure.all() as HTMLElement} satisfies Spec", unedited},
		{"const event = pool.get(first).pop() || new First(this);", "const event = pool.get(first).pop() as T\n    || new First(this);", unedited},
		{"const next = list[last.index - first.index + 1];", "const next = list[last.index as number - (first.index as number) + 1];", unedited},
		{"function add(first) {", "export default function add<T>(first: T): T {", unedited},
		{"var first = second.one();", "let first = second.one();", unedited},
		{"return cancel(this.request);", "return Util.cancel(this.request);", unedited},
		{"return cancel$1(this.request);", "return Util.cancel(this.request);", unedited},
		{"return import_util.cancel(this.request);", "return cancel(this.request);", unedited},
		{"return (0, _util.cancel)(this.request);", "return cancel(this.request);", unedited},
		{"return list.filter((one) => one.open);", "return list.filter(one => one.open)", unedited},

		{"function add(first, second, last = 0) {", "function add(first: number, second, last) {", pieced},
		{"const path = find(first) || [];", "const path: Array<string> = find(first)\n", pieced},
		{"return cancel(this.request, true);", "return Util.cancel(this.request);", pieced},
		{"if (known(first) && (second.one)) {", "if (known(first as Known)) {", pieced},
		{"return tick ? count + 1 : other;", "return tick ? count : other;", pieced},
		{"super(`failed with ${reason}: ${request.url}`);", "super(`failed with ${reason}`)", pieced},
		{"break;", "continue\n", pieced},
		{"break;", "continue outer\n", foreign},
		{"const all = new Map();", "const all = new Map < first;", foreign},
	} {
		if got, p := new(verbatim).parted([]byte(c.file), []byte(c.source)); got != c.want || got == unedited && p.names > 0 {
			t.Errorf("%q of %q: %d with %d names, want %d", c.file, c.source, got, p.names, c.want)
		}
	}
}
