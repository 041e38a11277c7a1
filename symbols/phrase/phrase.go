// Package phrase puts numbers and strangers' texts into sentences.
package phrase

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Count tells how many there are of a thing: "1 frame", "2 frames".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
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

// Clip cuts a text off behind so many bytes, or a few before, where no character
// is cut apart, and marks that with an ellipsis.
func Clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return s[:starts(s, most)] + "…"
}

// Middle is [Clip] for a text that is told by both of its ends, such as a URL.
func Middle(s string, most int) string {
	if len(s) <= most {
		return s
	}
	from := len(s) - most/2
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[:starts(s, most/2)] + "…" + s[from:]
}

// starts gives where the character begins that has the n-th byte.
func starts(s string, n int) int {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
