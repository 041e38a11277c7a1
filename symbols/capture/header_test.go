package capture

import (
	"testing"

	"symset/symbols"
)

func TestReadHeader(t *testing.T) {
	for _, c := range []struct {
		line, typ, value string
		relation         symbols.Relation
		strong           bool
	}{
		{"TypeError: x: y", "TypeError", "x: y", symbols.Thrown, true},
		{"TypeError", "TypeError", "", symbols.Thrown, true},
		{"TypeError:", "TypeError", "", symbols.Thrown, true},
		{"a.b.CException: x", "a.b.CException", "x", symbols.Thrown, true},
		{"Größenfehler: x", "Größenfehler", "x", symbols.Thrown, false},
		{"Cart: x", "Cart", "x", symbols.Thrown, false},
		{"code: 'X'", "code", "'X'", symbols.Thrown, false},
		{"i [DomainError]: x", "DomainError", "x", symbols.Thrown, true},
		{"Error [ERR_X]: y", "Error [ERR_X]", "y", symbols.Thrown, true},
		{"AggregateError [ECONNREFUSED]: ", "AggregateError [ECONNREFUSED]", "", symbols.Thrown, true},
		{"Error [not a name]: y", "", "Error [not a name]: y", symbols.Thrown, false},
		{"[TypeError: x]", "TypeError", "x", symbols.Thrown, true},
		{"Uncaught TypeError: x", "TypeError", "x", symbols.Thrown, true},
		{"Uncaught (in promise) x", "", "x", symbols.Thrown, true},
		{"VM12:1 Uncaught TypeError: x", "TypeError", "x", symbols.Thrown, true},
		{"[Unhandled promise rejection: TypeError: x]", "TypeError", "x", symbols.Thrown, true},
		{"Unhandled Rejection (TypeError): x", "TypeError", "x", symbols.Thrown, true},
		{"error: uncaughtException: x", "", "x", symbols.Thrown, true},
		{`Exception in thread "main" a.BError: x`, "a.BError", "x", symbols.Thrown, true},
		{"Caused by: Cart: x", "Cart", "x", symbols.Cause, true},
		{"[cause]: TypeError: x", "TypeError", "x", symbols.Cause, true},
		{"Member: TypeError: x", "TypeError", "x", symbols.Member, true},
		{"Suppressed: a.BException: x", "a.BException", "x", symbols.Member, true},
		{"stack: 'TypeError: x", "TypeError", "x", symbols.Thrown, true},
		{"hello there", "", "hello there", symbols.Thrown, false},
		{"", "", "", symbols.Thrown, false},
	} {
		h := readHeader(c.line)
		if h.typ != c.typ || h.value != c.value || h.relation != c.relation || h.strong != c.strong {
			t.Errorf("%s\n got %+v\nwant %+v", c.line, h, c)
		}
	}
}

func TestStripPrefix(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"  text", "text"},
		{"Error: x", "Error: x"},
		{"error: x", "x"},
		{"error in x", "error in x"},
		{"ERROR x", "x"},
		{"[error] [web-1]: x", "x"},
		{"[cause]: Error: x", "[cause]: Error: x"},
		{"[errors]: [", "[errors]: ["},
		{"[TypeError: x]", "[TypeError: x]"},
		{"[native code]", "[native code]"},
		{"> | x", "x"},
		{"2026-01-02 03:04:05.678 [error] x", "x"},
		{"2026/01/02 03:04:05 x", "x"},
		{"2026-01-02T03:04:05+01:00 x", "x"},
		{"[02/Jan/2026:03:04:05 +0000] x", "x"},
		{"03:04:05.678 x", "x"},
		{"Jan  2 03:04:05 host app[12]: x", "x"},
		{"01-02 03:04:05.678  12  34 E Tag: x", "x"},
		{"01/02/2026, 3:04:05 PM x", "x"},
		{"02.01.2026 03:04:05 x", "x"},
		{"2026-01-02 03:04:05 UTC x", "x"},
		{"03:04:05,678-0500 x", "x"},
		{"2026-01-02T03:04:05-05:00 x", "x"},
		{"[info]: x", "x"},
		{"[info]x", "[info]x"},
		{"Jan 123 x", "Jan 123 x"},
		{"Error! x", "Error! x"},
		{"error! x", "x"},
		{"1234 - x y", "1234 - x y"},
		{"[a] 1234 - x y", "x y"},
		{"stderr F x", "x"},
		{"stdout x", "x"},
		{"web-1  | x", "x"},
		{"a b | x", "a b | x"},
		{"(node:12) x", "x"},
		{"10:30 x", "10:30 x"},
		{"2026-01-0x y", "2026-01-0x y"},
		{"Marching on", "Marching on"},
	} {
		if got := stripPrefix(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
