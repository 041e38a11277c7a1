package inject

import (
	"bytes"
	"strconv"
	"strings"

	"symset/symbols/sourcemap"
)

// flatten gives an index map as a regular one that says the same, which is
// what posthog-cli makes of it. What the map has beside is kept.
func flatten(m *sourcemap.Map, o *object) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(`{"version":3`)
	for _, extra := range o.members {
		switch extra.key {
		case "version", "sections", "mappings", "sources", "sourcesContent", "sourceRoot", "names", "ignoreList", "x_google_ignoreList":
		default:
			b.WriteByte(',')
			b.Write(o.text[extra.from:extra.to])
		}
	}
	var ignored []string
	list(&b, "sources", m.Sources(), func(i int) string {
		if m.Ignored(i) {
			ignored = append(ignored, strconv.Itoa(i))
		}
		if _, ok := m.RawSource(i); !ok {
			return "null"
		}
		return quote(m.Source(i))
	})
	list(&b, "sourcesContent", m.Sources(), func(i int) string {
		if text, ok := m.Content(i); ok {
			return quote(text)
		}
		return "null"
	})
	list(&b, "names", m.Names(), func(i int) string { return quote(m.Name(i)) })
	if len(ignored) > 0 {
		b.WriteString(`,"ignoreList":[` + strings.Join(ignored, ",") + "]")
	}
	b.WriteString(`,"mappings":"`)
	if err := m.Walk(encoder(&b)); err != nil {
		return nil, err
	}
	b.WriteString(`"}`)
	return b.Bytes(), nil
}

func list(b *bytes.Buffer, key string, n int, item func(i int) string) {
	b.WriteString(`,"` + key + `":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(item(i))
	}
	b.WriteByte(']')
}

// encoder gives what writes mappings, in the order of the generated file.
func encoder(b *bytes.Buffer) func(sourcemap.Mapping) bool {
	var last sourcemap.Mapping // each number is written as what it is more than the last one
	first := true
	var segment []byte
	return func(m sourcemap.Mapping) bool {
		for last.Generated.Line < m.Generated.Line {
			b.WriteByte(';')
			last.Generated.Line++
			last.Generated.Column, first = 0, true
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		segment = appendVLQ(segment[:0], m.Generated.Column-last.Generated.Column)
		last.Generated.Column = m.Generated.Column
		if m.OK() {
			segment = appendVLQ(segment, m.Source-last.Source)
			segment = appendVLQ(segment, m.Original.Line-last.Original.Line)
			segment = appendVLQ(segment, m.Original.Column-last.Original.Column)
			last.Source, last.Original = m.Source, m.Original
			if m.Name >= 0 {
				segment = appendVLQ(segment, m.Name-last.Name)
				last.Name = m.Name
			}
		}
		b.Write(segment)
		return true
	}
}
