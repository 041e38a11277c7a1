package sourcemap

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestVLQ(t *testing.T) {
	for text, want := range map[string]struct {
		value int32
		next  int
		fault Code
	}{
		"A":             {0, 1, ""},
		"B":             {0, 1, ""}, // minus nothing
		"C":             {1, 1, ""},
		"D":             {-1, 1, ""},
		"e":             {15, 1, ""},
		"gB":            {16, 2, ""},
		"hB,":           {-16, 2, ""},
		"+/////D":       {math.MaxInt32, 7, ""},
		"//////D":       {-math.MaxInt32, 7, ""},
		"ggggggE":       {0, 7, HugeNumber},
		"+//////A":      {0, 8, HugeNumber},
		"gggggggB":      {0, 7, HugeNumber},
		"CgggA":         {1, 1, ""},
		"igggggggggggA": {1, 13, ""},
		"":              {0, 0, UnfinishedNumber},
		"g":             {0, 1, UnfinishedNumber},
		"gg,A":          {0, 2, UnfinishedNumber},
		"g;":            {0, 1, UnfinishedNumber},
		"g=":            {0, 1, BadDigit},
		"\x80":          {0, 0, BadDigit},
	} {
		v, next, fault := vlq([]byte(text), 0)
		if fault != want.fault || fault == "" && (v != want.value || next != want.next) {
			t.Errorf("%q: %d, %d, %q, want %d, %d, %q", text, v, next, fault, want.value, want.next, want.fault)
		}
	}
}

func TestVLQRoundTrip(t *testing.T) {
	for _, n := range []int{0, 1, -1, 15, 16, -16, 511, 512, 1 << 20, -1 << 20, math.MaxInt32, -math.MaxInt32} {
		var b strings.Builder
		appendVLQ(&b, n)
		if v, next, fault := vlq([]byte(b.String()), 0); int(v) != n || next != b.Len() || fault != "" {
			t.Errorf("%d came back as %d, %q", n, v, fault)
		}
	}
}

// A summary, which does not know where it begins, must come to what a cursor
// comes to, or say that it is odd.
func TestSummarize(t *testing.T) {
	begin := state{line: 5, column: 40, source: 3, oline: 70, ocol: 30, name: 9, segments: 2, kind: named, after: comma}
	for text, odd := range map[string]bool{
		"":                     false,
		"A":                    false,
		"AAAA,":                false,
		"AAAA,CADAD,gBAgBhB;C": false,
		";;;":                  false,
		"gwBgwBgwBgwBgwB":      false,
		"AAAAAA":               true,
		"AA":                   true,
		"AAA;":                 true,
		",A":                   true,
		"A,,A":                 true,
		"A,;A":                 true,
		"A!":                   true,
		"AAAg":                 true,
		"gwwwB":                true, // five digits
		"CAAA,DAAA":            true, // backward
	} {
		s := summarize([]byte(text))
		if s.odd != odd {
			t.Errorf("%q: odd is %v", text, s.odd)
		}
		if odd {
			continue
		}
		c := cursor{state: begin, text: []byte(text)}
		total := int32(0)
		for c.next() {
			total++
		}
		if text == "" {
			continue // there are no such pieces
		}
		if got := begin.plus(s.delta); got != c.state || s.total != total {
			t.Errorf("%q: %+v after %d segments, want %+v after %d", text, got, s.total, c.state, total)
		}
	}
}

func TestUnquote(t *testing.T) {
	for _, raw := range []string{
		``, `abc`, `é😀`, `a\nb`, `\"\\\/\b\f\n\r\t`, `\u0041`, `\u00e9\u2028`, `\ud83d\ude00`, `\ud83d`, `\ude00x`, `\ud83d\n`, `\ud83d\ud83d\ude00`,
		"bad \xff byte", "bad \xff \\n", `\u0000`,
	} {
		var want string
		if err := json.Unmarshal([]byte(`"`+raw+`"`), &want); err != nil {
			t.Fatal(err)
		}
		if got := unquote([]byte(raw)); got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestControl(t *testing.T) {
	for length := range 100 {
		b := []byte(strings.Repeat("\x20\x7f\x80\xff", 25)[:length])
		if n := control(b); n != length {
			t.Errorf("%d clean bytes: stopped at %d", length, n)
		}
		for i := range b {
			old := b[i]
			for _, c := range []byte{0, '\n', 0x1f} {
				b[i] = c
				if n := control(b); n != i {
					t.Errorf("%#x at %d of %d: stopped at %d", c, i, length, n)
				}
			}
			b[i] = old
		}
	}
}
