package fit

import (
	"bytes"
	"path"
	"strings"
)

// markup reports whether a place of a source is in the HTML of a component: what
// is read there as numbers, strings and signs may be none.
func markup(source string, src []byte, at int) bool {
	source, _, _ = strings.Cut(source, "?")
	switch path.Ext(source) {
	case ".svelte", ".vue", ".astro", ".html":
		return bytes.LastIndex(src[:at], []byte("<script")) <= bytes.LastIndex(src[:at], []byte("</script"))
	}
	return false
}
