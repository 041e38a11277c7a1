package cli

import (
	"fmt"
	"strings"
	"sync"

	"symset/symbols"
)

// progress shows how much of a file was sent on a line of the terminal that
// standard error is, and gives what takes the line away. Elsewhere it says
// nothing.
func (s *streams) progress(size int64) (told func(symbols.Ref, int64), done func()) {
	if _, tty := terminal(s.err); !tty || size <= 0 {
		return nil, func() {}
	}
	const cells = 24
	var mu sync.Mutex
	last := int64(-1)
	line := func(text string) { fmt.Fprintf(s.err, "\r%-60s\r%s", "", text) }
	told = func(_ symbols.Ref, sent int64) {
		percent := min(sent, size) * 100 / size
		mu.Lock()
		defer mu.Unlock()
		if percent == last {
			return
		}
		last = percent
		full := int(percent) * cells / 100
		line(fmt.Sprintf("symset: sending [%s%s] %d%% of %s", strings.Repeat("#", full), strings.Repeat(".", cells-full), percent, bytesOf(size)))
	}
	return told, func() {
		mu.Lock()
		defer mu.Unlock()
		if last >= 0 {
			line("")
		}
	}
}

// bytesOf tells a number of bytes as people do.
func bytesOf(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}
