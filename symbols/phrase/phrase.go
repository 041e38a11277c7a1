// Package phrase puts numbers and strangers' texts into sentences.
package phrase

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Count tells how many there are of a thing: "1 frame", "2 frames".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Ago tells in one unit how long ago something was: "just now", "5 min ago",
// "3 h ago", "yesterday", "2 d ago", "3 years ago"; "in the future" where two
// clocks differ by more than a minute.
func Ago(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d < -time.Minute:
		return "in the future"
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", d/time.Minute)
	case d < day:
		return fmt.Sprintf("%d h ago", d/time.Hour)
	case d < 2*day:
		return "yesterday"
	case d < 1000*day:
		return fmt.Sprintf("%d d ago", d/day)
	}
	return fmt.Sprintf("%d years ago", d/(365*day))
}

// Size tells a number of bytes as people do, 1000 of them to the kilobyte:
// "412 B", "2 KB", "2.5 MB".
func Size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 999_500:
		return fmt.Sprintf("%.0f KB", float64(n)/1e3)
	case n < 999_950_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Function names a function; one without a name as engines do.
func Function(name string) string {
	if name = strings.TrimSpace(name); name == "" {
		return "<anonymous>"
	}
	return name
}

// Place writes a place in a file as engines and editors do: file, line and
// column, which count from 1. What is 0 is left out.
func Place(file string, line, column int) string {
	if line < 1 {
		return file
	}
	file += ":" + strconv.Itoa(line)
	if column < 1 {
		return file
	}
	return file + ":" + strconv.Itoa(column)
}

// Clip cuts a text off after most bytes, or a few before, where no character
// is cut apart, and marks that with an ellipsis.
func Clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return Head(s, most) + "…"
}

// Middle is [Clip] for a text that is known by both of its ends, such as a URL.
func Middle(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return Head(s, most/2) + "…" + Tail(s, most/2)
}

// Head gives the first most bytes of a text, or a few less, where no
// character is cut apart.
func Head[T ~string | ~[]byte](s T, most int) T {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}

// Tail is [Head] for what a text ends with.
func Tail[T ~string | ~[]byte](s T, most int) T {
	from := max(0, len(s)-most)
	for from > 0 && from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:]
}
