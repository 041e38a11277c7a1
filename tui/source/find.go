package source

import (
	"context"
	"strings"

	"symset/theme"
)

// maxHits bounds what a search remembers.
const maxHits = 10_000

// Find gives the lines that contain query, as indices from 0, at most 10,000.
// Capitals in the query make it mind the case, of ASCII letters. It reads the
// whole source: not for the event loop. It gives up when ctx ends.
func (d *Doc) Find(ctx context.Context, query string) []int {
	var hits []int
	if query == "" {
		return nil
	}
	for i := range d.lines {
		if i%1000 == 0 && ctx.Err() != nil {
			return nil
		}
		if len(Matches(theme.Text(d.line(i)), query)) > 0 {
			if hits = append(hits, i); len(hits) == maxHits {
				break
			}
		}
	}
	return hits
}

// Matches gives the places of query in text, in bytes: start, end, start, end.
// It minds the case as [Doc.Find] does.
func Matches(text, query string) []int {
	if query == "" {
		return nil
	}
	if lower(query) == query {
		text = lower(text)
	}
	var at []int
	for from := 0; ; {
		i := strings.Index(text[from:], query)
		if i < 0 {
			return at
		}
		at = append(at, from+i, from+i+len(query))
		from += i + len(query)
	}
}

// lower makes ASCII capitals small and keeps every byte's place.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
