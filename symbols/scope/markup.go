package scope

import (
	"bytes"
	"path"
	"slices"
	"strings"
)

// scanSource scans an original source. Of a file that is markup around scripts
// (Vue, Svelte, Astro) it reads the scripts.
func scanSource(text []byte, name string) *File {
	name, _, _ = strings.Cut(name, "?")
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".vue", ".svelte", ".astro", ".html":
		scripts, blanked := scriptsOf(text)
		f := Scan(blanked, TSX)
		f.scripts, f.markup = scripts, true
		return f
	}
	return Scan(text, LanguageOf(name))
}

// scriptsOf finds what stands between <script …> and </script>, and blanks
// everything else but the line ends.
func scriptsOf(text []byte) ([]span, []byte) {
	var scripts []span
	blanked := slices.Clone(text)
	lower := bytes.ToLower(text)
	if len(lower) != len(text) { // a few letters change their length
		lower = text
	}
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			if c := blanked[i]; c != '\n' && c != '\r' {
				blanked[i] = ' '
			}
		}
	}
	pos := 0
	for {
		i := bytes.Index(lower[pos:], []byte("<script"))
		if i < 0 {
			break
		}
		open := bytes.IndexByte(lower[pos+i:], '>')
		if open < 0 {
			break
		}
		from := pos + i + open + 1
		to := bytes.Index(lower[from:], []byte("</script"))
		if to < 0 {
			to = len(lower) - from
		}
		blank(pos, from)
		scripts = append(scripts, span{int32(from), int32(from + to)})
		pos = from + to
	}
	blank(pos, len(text))
	return scripts, blanked
}

// outside reports whether a byte is in a file's markup.
func (f *File) outside(offset int) bool {
	if !f.markup {
		return false
	}
	return !slices.ContainsFunc(f.scripts, func(s span) bool { return int(s.start) <= offset && offset < int(s.end) })
}
