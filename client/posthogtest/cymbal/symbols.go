package cymbal

import (
	"bytes"
	"io"
	"slices"
	"sort"

	"symset/symbols/container"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// Symbols are a stored symbol set, opened.
type Symbols struct {
	kind     container.Type
	minified []byte
	sm       *sourcemap.Map
	tokens   []sourcemap.Mapping // of the whole map, in order
}

// Open opens a stored file for a language's frames. Kinds that this package
// does not read come without a map.
func Open(language string, file []byte) (*Symbols, *Failure) {
	c, err := container.Open(bytes.NewReader(file), 0)
	if err != nil {
		return nil, dataError(language, err)
	}
	s := &Symbols{kind: c.Type}
	var text []byte
	for {
		part, err := c.Next()
		if err == io.EOF {
			break
		}
		var data []byte
		if err == nil {
			data, err = io.ReadAll(part)
		}
		if err != nil {
			return nil, dataError(language, err)
		}
		switch part.Role {
		case container.Source:
			s.minified = data
		case container.Map:
			text = data
		}
	}
	if text == nil {
		return s, nil
	}
	s.sm, err = sourcemap.Parse(text)
	if err == nil {
		err = s.sm.Walk(func(m sourcemap.Mapping) bool {
			s.tokens = append(s.tokens, m)
			return true
		})
	}
	switch {
	case err != nil && language == hermesLanguage:
		return nil, fail(language, "InvalidMap", err.Error())
	case err != nil:
		return nil, fail(language, "InvalidSourceMap", err.Error())
	}
	return s, nil
}

// token gives the last mapping at or before a place, on whatever line that is;
// before the first it is the first. It is false for a map without mappings and
// for code that has no original.
func (s *Symbols) token(at sourcemap.Position) (sourcemap.Mapping, bool) {
	if len(s.tokens) == 0 {
		return sourcemap.None, false
	}
	i := sort.Search(len(s.tokens), func(i int) bool { return at.Before(s.tokens[i].Generated) })
	m := s.tokens[max(0, i-1)]
	return m, m.OK()
}

// name gives the function around a place of the minified file; empty outside
// of all.
func (s *Symbols) name(at sourcemap.Position, m sourcemap.Mapping) string {
	if s.kind == container.HermesMap {
		name, _ := s.sm.FunctionName(m.Source, m.Original)
		return name
	}
	names, err := scope.Names(s.minified, []sourcemap.Position{at}, s.sm)
	if err != nil {
		return ""
	}
	return names[0]
}

const (
	contextLines = 15  // after a line; one more before it
	lineLength   = 300 // characters of a line of context
	cutMark      = "...✂️"
)

// A line is one of a frame record's context.
type line struct {
	Number int    `json:"number"` // from 1
	Line   string `json:"line"`
}

// A surrounding is the context of a frame record.
type surrounding struct {
	Before []line `json:"before"`
	Line   line   `json:"line"`
	After  []line `json:"after"`
}

func numbered(n int, text string) line {
	if runes := []rune(text); len(runes) > lineLength {
		text = string(runes[:lineLength]) + cutMark
	}
	return line{n, text}
}

// around gives the lines around a source's line, which counts from 0; nil when
// the map does not have them.
func (s *Symbols) around(source, at int) *surrounding {
	from := max(0, at-contextLines-1)
	texts, ok := s.sm.Lines(source, from, at+contextLines+1)
	if !ok || at-from >= len(texts) {
		return nil
	}
	c := &surrounding{Before: []line{}, After: []line{}}
	for i, text := range texts {
		n := numbered(from+i+1, text)
		switch {
		case from+i < at:
			c.Before = append(c.Before, n)
		case from+i == at:
			c.Line = n
		default:
			c.After = append(c.After, n)
		}
	}
	return c
}

// captured gives the lines that a frame was captured with, those before it the
// nearest first; nil when there are none.
func (r raw) captured() *surrounding {
	if r["context_line"] == nil {
		return nil
	}
	at, _ := r.number("lineno")
	c := &surrounding{Before: []line{}, Line: numbered(at, r.text("context_line")), After: []line{}}
	before := r.lines("pre_context")
	slices.Reverse(before)
	for i, text := range before {
		c.Before = append(c.Before, numbered(max(0, at-1-i), text))
	}
	for i, text := range r.lines("post_context") {
		c.After = append(c.After, numbered(at+1+i, text))
	}
	return c
}

// minified reports whether captured lines are too long for people, on average.
func (c *surrounding) minified() bool {
	n := len(c.Line.Line)
	for _, l := range slices.Concat(c.Before, c.After) {
		n += len(l.Line)
	}
	return n/(1+len(c.Before)+len(c.After)) > lineLength
}
