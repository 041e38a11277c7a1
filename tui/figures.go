package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"symset/symbols/phrase"
)

// ageShort is [phrase.Ago] for a column: "now", "2 min", "3 h", "yesterday".
func ageShort(d time.Duration) string {
	if d < time.Minute {
		return "now"
	}
	return strings.TrimSuffix(phrase.Ago(d), " ago")
}

// moment tells a time exactly, and how long ago it was; empty for none.
func moment(e *env, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006 15:04 UTC") + " " + e.theme.Glyphs.Dot + " " + phrase.Ago(e.now().Sub(t))
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// compact writes a count in five cells at most: 412, 12.3k, 4.1M.
func compact(n int) string {
	switch {
	case n < 10_000:
		return strconv.Itoa(n)
	case n < 1_000_000:
		return strconv.FormatFloat(float64(n/100)/10, 'f', -1, 64) + "k"
	}
	return strconv.FormatFloat(float64(n/100_000)/10, 'f', -1, 64) + "M"
}
