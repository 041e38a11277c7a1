package fit

import (
	"bytes"
	"path"
	"sort"
	"strings"
)

// markup reports whether a place of a source is in the HTML of a component: what
// is read there as numbers, strings and signs may be none.
func (c *court) markup(source int, src []byte, at int) bool {
	tags, known := c.scripts[source]
	if !known {
		if c.scripts == nil {
			c.scripts = map[int][]int{}
		}
		tags = scripts(c.m.Source(source), src)
		c.scripts[source] = tags
	}
	return tags != nil && sort.SearchInts(tags, at+1)%2 == 0
}

// component reports whether a source is a component with HTML in it.
func component(source string) bool {
	source, _, _ = strings.Cut(source, "?")
	switch path.Ext(source) {
	case ".svelte", ".vue", ".astro", ".html":
		return true
	}
	return false
}

// scripts gives the bytes behind the names in the tags that open and close a
// component's scripts, by turns; nil for what is no component.
func scripts(source string, src []byte) []int {
	if !component(source) {
		return nil
	}
	ends := []int{}
	for at := 0; ; {
		tag := []byte("<script")
		if len(ends)%2 > 0 {
			tag = []byte("</script")
		}
		i := bytes.Index(src[at:], tag)
		if i < 0 {
			return ends
		}
		at += i + len(tag)
		ends = append(ends, at)
	}
}
