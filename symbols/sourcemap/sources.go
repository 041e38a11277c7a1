package sourcemap

import (
	"net/url"
	"sort"
	"strings"
)

// Sources tells how many sources the map has, of all its sections.
func (m *Map) Sources() int { return m.sources }

// Names tells how many names the map has, of all its sections.
func (m *Map) Names() int { return m.names }

// sectionOf gives the section that has the i-th source.
func (m *Map) sectionOf(i int) *section {
	if i < 0 || i >= m.sources {
		return nil
	}
	return m.sections[sort.Search(len(m.sections), func(k int) bool { return m.sections[k].firstSource > i })-1]
}

// Source gives the i-th source as the map spells it, with the map's sourceRoot
// before it unless it is absolute: a URL, or a path from the root. It is empty
// for a source that is null (ECMA-426: code that is nobody's), and for an i that
// is out of range.
func (m *Map) Source(i int) string {
	raw, ok := m.RawSource(i)
	if !ok {
		return ""
	}
	return rooted(m.sectionOf(i).root, raw)
}

// RawSource gives the i-th source exactly as it stands in "sources"; false when
// it is null or out of range.
func (m *Map) RawSource(i int) (string, bool) {
	s := m.sectionOf(i)
	if s == nil {
		return "", false
	}
	return s.sources.str(m.text, i-s.firstSource)
}

// SourceURL gives the i-th source resolved against the URL of the map (ECMA-426
// "decode source map sources"), or as [Map.Source] does when it can't be.
func (m *Map) SourceURL(i int, mapURL string) string {
	source := m.Source(i)
	base, err := url.Parse(mapURL)
	if err != nil || source == "" {
		return source
	}
	ref, err := url.Parse(source)
	if err != nil {
		return source
	}
	return base.ResolveReference(ref).String()
}

// rooted puts a source root before a source.
func rooted(root, source string) string {
	switch {
	case root == "" || source == "" || absolute(source):
		return source
	case strings.HasSuffix(root, "/"):
		return root + source
	}
	return root + "/" + source
}

// absolute reports whether a source stands for itself: it begins with a slash,
// a scheme ("webpack://", "file:") or a drive ("C:\").
func absolute(source string) bool {
	if source[0] == '/' || source[0] == '\\' {
		return true
	}
	for i := range len(source) {
		switch c := source[i] | 0x20; {
		case c >= 'a' && c <= 'z':
		case i > 0 && source[i] == ':':
			return true
		case i > 0 && strings.IndexByte("0123456789+-.", source[i]) >= 0:
		default:
			return false
		}
	}
	return false
}

// Name gives the i-th name; empty when it is no string or out of range.
func (m *Map) Name(i int) string { return string(m.NameBytes(i)) }

// NameBytes is [Map.Name] as bytes that must not be changed.
func (m *Map) NameBytes(i int) []byte {
	if i < 0 || i >= m.names {
		return nil
	}
	s := m.sections[sort.Search(len(m.sections), func(k int) bool { return m.sections[k].firstName > i })-1]
	return s.names.view(m.text, i-s.firstName)
}

// Ignored reports whether the map marks the i-th source as code that people do
// not debug, such as libraries (ECMA-426 "ignoreList", or x_google_ignoreList).
func (m *Map) Ignored(i int) bool { return i >= 0 && i < len(m.ignored) && m.ignored[i] }

// Content gives the text of the i-th source; false when the map has none.
func (m *Map) Content(i int) (string, bool) {
	s := m.sectionOf(i)
	if s == nil {
		return "", false
	}
	return s.contents.str(m.text, i-s.firstSource)
}

// ContentBytes is [Map.Content] as bytes of the caller's own.
func (m *Map) ContentBytes(i int) ([]byte, bool) {
	s := m.sectionOf(i)
	if s == nil {
		return nil, false
	}
	return s.contents.bytes(m.text, i-s.firstSource)
}
