package fit

import (
	"bytes"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

const (
	tallest = 1 << 10 // lines of comments that are tried as a banner, at the most
	walks   = 4       // times that all mappings are gone over for it, at the most
)

// banner gives how many lines of comments somebody put before a file's code
// after its map was made, as for a licence: the map is of this code, and off by
// that many lines all over. It gives 0 when that is not so.
func banner(text *lines.Text, m *sourcemap.Map) (int, error) {
	most := min(headLines(text), tallest)
	if most == 0 {
		return 0, nil
	}
	var first []sourcemap.Position
	err := m.Walk(func(mapping sourcemap.Mapping) bool {
		first = append(first, mapping.Generated)
		return len(first) < ahead
	})
	for by, walked := 1, 0; by <= most && walked < walks && err == nil; by++ {
		misfits, all := 0, 0
		hear := func(at sourcemap.Position) {
			at.Line += by
			if judge(text, at) != inside {
				misfits++
			}
			all++
		}
		for _, at := range first {
			hear(at)
		}
		if tooMany(misfits, all) {
			continue
		}
		misfits, all, walked = 0, 0, walked+1
		err = m.Walk(func(mapping sourcemap.Mapping) bool {
			hear(mapping.Generated)
			return true
		})
		if err == nil && !tooMany(misfits, all) {
			return by, nil
		}
	}
	return 0, err
}

// headLines counts the lines before a file's code, if there is a comment in them.
func headLines(text *lines.Text) int {
	src, at := text.Bytes(), 0
	for comments := 0; ; comments++ {
		at = blank(src, at)
		end := -1
		switch rest := src[at:]; {
		case bytes.HasPrefix(rest, []byte("//")):
			end = bytes.IndexByte(rest, '\n')
		case bytes.HasPrefix(rest, []byte("/*")):
			if end = bytes.Index(rest, []byte("*/")); end >= 0 {
				end += 2
			}
		}
		switch {
		case end < 0 && comments == 0:
			return 0
		case end < 0:
			return text.Position(at).Line
		}
		at += end
	}
}
