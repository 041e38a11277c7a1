package preflight

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Wherever the pieces end that a map is read in, each secret counts once and
// each character is whole.
func TestInspectPieces(t *testing.T) {
	key := "AKIA" + "ABCDEFGHIJKLMNOP"
	for _, at := range []int{0, inspectedAt - 200, inspectedAt - 129, inspectedAt - 128, inspectedAt - 127, inspectedAt - 10, inspectedAt - 1, inspectedAt, 2*inspectedAt - 256, 2*inspectedAt - 130} {
		text := strings.Repeat("x", at) + " " + key + " 漢𝒳é" + strings.Repeat("é", 300_000)
		for _, pad := range []string{"", "é", "a", "漢"} {
			r, err := inspect(input([]byte(text + pad + strings.Repeat("漢", 500_000))))
			if err != nil || !r.utf8 || r.found[slices.IndexFunc(marks, func(m mark) bool { return m.letters == "AKIA" })] != 1 || len(r.secrets()) != 1 {
				t.Errorf("a key at %d, then %q: %+v, %v", at, pad, r, err)
			}
		}
	}
}

func TestInspectDamage(t *testing.T) {
	whole := []byte(strings.Repeat("漢", inspectedAt))
	for _, at := range []int{0, 1, inspectedAt - 131, inspectedAt - 128, inspectedAt - 2, inspectedAt - 1, inspectedAt, inspectedAt + 1, 2 * inspectedAt, len(whole) - 1} {
		damaged := bytes.Clone(whole)
		damaged[at] = 0xff
		if r, err := inspect(input(damaged)); err != nil || r.utf8 {
			t.Errorf("a byte at %d that is none of a character's is not seen: %v", at, err)
		}
	}
	for n := range 4 {
		text := append(bytes.Repeat([]byte("x"), inspectedAt-1), "𝒳"[:n]...)
		if r, err := inspect(input(text)); err != nil || r.utf8 != utf8.Valid(text) {
			t.Errorf("%d bytes of a character at the end: %v, %v", n, r.utf8, err)
		}
	}
}
