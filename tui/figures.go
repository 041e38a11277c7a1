package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// age says how long ago something was, in one unit.
func age(d time.Duration) string {
	switch {
	case d < -time.Minute:
		return "in the future"
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	case d < 1000*24*time.Hour:
		return fmt.Sprintf("%d d ago", int(d.Hours()/24))
	}
	return fmt.Sprintf("%d years ago", int(d.Hours()/24/365))
}

// ageShort is [age] for a column: "2 min", "3 h", "yesterday".
func ageShort(d time.Duration) string {
	switch {
	case d >= 24*time.Hour && d < 48*time.Hour:
		return "yesterday"
	case d < time.Minute:
		return "now"
	}
	return strings.TrimSuffix(age(d), " ago")
}

// moment tells a time exactly, and how long ago it was; empty for none.
func moment(e *env, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 Jan 2006 15:04 UTC") + " " + e.theme.Glyphs.Dot + " " + age(e.now().Sub(t))
}

// thousands writes a number with commas.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// bytes writes a size as people do: "2.5 MB".
func bytes(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.0f KB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
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
