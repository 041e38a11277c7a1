package fit

import "testing"

// TestSameNumber holds that numbers are the same as JavaScript has them.
func TestSameNumber(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1000", "1e3", true}, {".5", "0.5", true}, {"0x10", "16", true}, {"1_000", "1e3", true}, {"10n", "10n", true},
		{"0x8000000000000000", "9223372036854776e3", true},
		{"9007199254740993", "9007199254740992", true},
		{"9007199254740993n", "9007199254740992n", false},
		{"1000", "1001", false}, {"0.1", "0.2", false}, {"1e999", "1", false},
	} {
		if got := sameNumber([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}
