package phrase

import (
	"testing"
	"time"
)

func TestCount(t *testing.T) {
	for want, n := range map[string]int{"0 frames": 0, "1 frame": 1, "2 frames": 2} {
		if got := Count(n, "frame"); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestAgo(t *testing.T) {
	const day = 24 * time.Hour
	for d, want := range map[time.Duration]string{
		-time.Hour: "in the future", -time.Second: "just now", 59 * time.Second: "just now",
		time.Minute: "1 min ago", time.Hour - 1: "59 min ago", time.Hour: "1 h ago", day - 1: "23 h ago",
		day: "yesterday", 2*day - 1: "yesterday", 2 * day: "2 d ago", 999 * day: "999 d ago", 4 * 365 * day: "4 years ago",
	} {
		if got := Ago(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1 KB", 1499: "1 KB", 999_499: "999 KB", 999_500: "1.0 MB",
		2_500_000: "2.5 MB", 104_857_600: "104.9 MB", 999_949_999: "999.9 MB", 999_950_000: "1.0 GB", 2_500_000_000: "2.5 GB",
	} {
		if got := Size(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestFunction(t *testing.T) {
	for name, want := range map[string]string{"": "<anonymous>", "  ": "<anonymous>", "Cart.render": "Cart.render"} {
		if got := Function(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text               string
		most               int
		clip, middle, tail string
	}{
		{"", 0, "", "", ""},
		{"as long", 7, "as long", "as long", "as long"},
		{"too long", 7, "too lon…", "too…ong", "oo long"},
		{"äöü€", 5, "äö…", "ä…", "ü€"},
		{"ää€ää", 8, "ää€…", "ää…ää", "€ää"},
		{"\x80\x80\x80", 2, "…", "…", ""},
	} {
		if got := Tail(c.text, c.most); got != c.tail {
			t.Errorf("Tail(%q, %d) is %q, want %q", c.text, c.most, got, c.tail)
		}
		if got := string(Tail([]byte(c.text), c.most)); got != c.tail {
			t.Errorf("Tail(%q, %d) of bytes is %q, want %q", c.text, c.most, got, c.tail)
		}
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
