package phrase

import "testing"

func TestCount(t *testing.T) {
	for want, n := range map[string]int{"0 frames": 0, "1 frame": 1, "2 frames": 2} {
		if got := Count(n, "frame"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text         string
		most         int
		clip, middle string
	}{
		{"", 0, "", ""},
		{"as long", 7, "as long", "as long"},
		{"too long", 7, "too lon…", "too…ong"},
		{"äöü€", 5, "äö…", "ä…"},
		{"ää€ää", 8, "ää€…", "ää…ää"},
		{"\x80\x80\x80", 2, "…", "…"},
	} {
		if got := Clip(c.text, c.most); got != c.clip {
			t.Errorf("Clip(%q, %d) is %q, want %q", c.text, c.most, got, c.clip)
		}
		if got := Middle(c.text, c.most); got != c.middle {
			t.Errorf("Middle(%q, %d) is %q, want %q", c.text, c.most, got, c.middle)
		}
	}
}

func TestPlace(t *testing.T) {
	for want, c := range map[string]struct{ line, column int }{"a.ts": {}, "a.ts:18": {line: 18}, "a.ts:18:3": {18, 3}} {
		if got := Place("a.ts", c.line, c.column); got != want {
			t.Errorf("%d:%d is %q, want %q", c.line, c.column, got, want)
		}
	}
	if got := Place("a.ts", 0, 3); got != "a.ts" {
		t.Errorf("a column without a line is %q", got)
	}
}
