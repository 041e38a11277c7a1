package theme

import "testing"

func TestSlice(t *testing.T) {
	for _, c := range []struct {
		in       string
		from, to int
		want     string
	}{
		{"abcdef", 2, 4, "cd"}, {"abc", 2, 9, "c"}, {"abc", 5, 9, ""}, {"abc", -3, 1, "a"}, {"abc", 2, 2, ""},
		{"日本語", 0, 4, "日本"}, {"日本語", 1, 4, " 本"}, {"日本語", 2, 5, "本 "}, {"日本語", 1, 2, " "}, {"é日x", 1, 4, "日x"},
	} {
		if got := Slice(c.in, c.from, c.to); got != c.want {
			t.Errorf("Slice(%q, %d, %d) = %q, want %q", c.in, c.from, c.to, got, c.want)
		}
	}
}

func FuzzSlice(f *testing.F) {
	f.Add("a日b\u0301", 1, 3)
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		s = Text(s)
		from, to = max(0, min(from, 200)), max(0, min(to, 200))
		want := max(0, min(to, Width(s))-from)
		if got := Slice(s, from, to); Width(got) != want {
			t.Errorf("Slice(%q, %d, %d) = %q: %d cells, want %d", s, from, to, got, Width(got), want)
		}
	})
}
