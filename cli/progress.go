package cli

import (
	"fmt"
	"strings"
	"sync"

	"symset/symbols/keep"
)

// progress shows how far something is on a line of the terminal that standard
// error is, and gives what takes the line away. Elsewhere it says nothing.
func (s *streams) progress() (show func(keep.Progress), done func()) {
	if !s.moving() {
		return nil, func() {}
	}
	const cells = 24
	var mu sync.Mutex
	last := ""
	line := func(text string) {
		if text != last {
			fmt.Fprintf(s.err, "\r%-*s\r%s", len(last), "", text)
			last = text
		}
	}
	show = func(p keep.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if p.Total <= 0 {
			line(fmt.Sprintf("symset: %s", p.Stage))
			return
		}
		full := int(min(p.Done, p.Total) * cells / p.Total)
		line(fmt.Sprintf("symset: %s [%s%s] %d%% of %s", p.Stage, strings.Repeat("#", full), strings.Repeat(".", cells-full), min(p.Done, p.Total)*100/p.Total, bytesOf(p.Total)))
	}
	return show, func() {
		mu.Lock()
		defer mu.Unlock()
		line("")
	}
}

// moving reports whether a line on standard error may change while it is seen.
func (s *streams) moving() bool {
	_, tty := terminal(s.err)
	return tty && !s.plainly()
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
