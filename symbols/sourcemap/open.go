package sourcemap

import (
	"bytes"
	"io"
	"math"
	"os"
	"slices"
	"sort"
)

// Open reads the map in a file, which stays open until [Map.Close] if it is
// large. The file may be compressed with gzip, which is seen from its content.
// An error is (or wraps) an [*Error], or comes from opening the file.
func Open(path string) (*Map, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	t, notes, err := fileText(f)
	if err != nil {
		f.Close()
		return nil, err
	}
	if t.file == nil {
		f.Close()
	}
	m, err := build(t, notes)
	if err != nil {
		t.close()
		return nil, err
	}
	return m, nil
}

// Parse reads a map from memory. The map refers to data, which must not change.
func Parse(data []byte) (*Map, error) {
	t, notes, err := memoryText(data)
	if err != nil {
		return nil, err
	}
	return build(t, notes)
}

// fileText finds out how to read a file: piece by piece, or all at once when
// it is small, no regular file, or has to be decoded first.
func fileText(f *os.File) (*text, faults, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		return nil, nil, errorf(NotMap, "this is a directory, not a source map")
	}
	if !info.Mode().IsRegular() {
		data, err := io.ReadAll(io.LimitReader(f, maxDecoded+1))
		if err != nil {
			return nil, nil, unreadable(err)
		}
		if len(data) > maxDecoded {
			return nil, nil, errorf(TooLarge, "more than %d MB, and not a regular file", maxDecoded>>20)
		}
		return memoryText(data)
	}
	t := &text{file: f, size: info.Size()}
	head, _, err := t.read(0, min(t.size, 4<<10), nil)
	if err != nil {
		return nil, nil, err
	}
	if t.size > wholeSize && !encoded(head) {
		t.from, err = guard(head)
		return t, nil, err
	}
	data, _, err := t.read(0, t.size, nil)
	if err != nil {
		return nil, nil, err
	}
	return memoryText(data)
}

// build reads the structure of the map in t.
func build(t *text, notes faults) (*Map, error) {
	l := &layout{scanner: newScanner(t), faults: notes}
	defer l.close()
	o, err := l.top()
	if err != nil {
		return nil, err
	}
	m := &Map{text: t, file: o.file, debugID: o.debugID, chunkID: o.chunkID}
	if o.indexed {
		m.kind = Indexed
		m.sections = o.parts
		if o.hasText || o.notText != "" {
			l.faults.add(MixedMap, "mappings", "an index map has \"mappings\" of its own, which are not read")
		}
	} else {
		m.sections = []*section{l.finish(o)}
	}
	m.number()
	m.sort(&l.faults)
	m.faults = l.faults
	if err := m.bound(); err != nil {
		return nil, err
	}
	return m, nil
}

// top reads the whole text as one map object.
func (l *layout) top() (*object, error) {
	if l.ended() {
		return nil, errorf(Empty, "the file is empty")
	}
	head := slices.Clone(l.buf[l.pos:min(len(l.buf), l.pos+4<<10)])
	if l.peek() != '{' {
		what := l.skip(0)
		if l.ended() {
			return nil, errorf(NotMap, "this is JSON, but not a source map: it is %s", what)
		}
		l.unexpected("the end of the file")
		return nil, l.refuse(head, false)
	}
	o := l.mapObject(0)
	if !l.ended() {
		l.unexpected("the end of the file")
		return nil, l.refuse(head, len(o.keys) > 0)
	}
	return o, l.acceptable(o)
}

// refuse gives the scanner's error, or what the text seems to be when it is no
// JSON object at all: one that has begun with a key is a damaged one.
func (l *layout) refuse(head []byte, begun bool) error {
	if !begun && (l.err.Code == Syntax || l.err.Code == Truncated) {
		if e := seeming(head); e != nil {
			return e
		}
	}
	return l.err
}

// acceptable says why a JSON object can't be read as a map.
func (l *layout) acceptable(o *object) error {
	switch {
	case !o.indexed && !o.hasText && o.notText == "" && !o.sources:
		return o.notMap()
	case !l.usableVersion(o.version):
		return &Error{Code: BadVersion, Field: "version", Message: "\"version\" is " + o.version + ", not 3"}
	case o.indexed:
		return nil
	case o.notText != "":
		return &Error{Code: WrongType, Field: "mappings", Message: "\"mappings\" is " + o.notText + ", not a string"}
	case !o.hasText:
		return &Error{Code: WrongType, Field: "mappings", Message: "there are no \"mappings\""}
	case o.noList != "":
		return &Error{Code: WrongType, Field: "sources", Message: "\"sources\" is " + o.noList + ", not a list"}
	}
	return nil
}

// number numbers sources and names through all sections.
func (m *Map) number() {
	for _, s := range m.sections {
		s.firstSource, s.firstName = m.sources, m.names
		m.sources += s.sources.n
		m.names += s.names.n
		m.contents += s.texts
	}
	for _, s := range m.sections {
		for _, i := range s.ignored {
			if m.ignored == nil {
				m.ignored = make([]bool, m.sources)
			}
			m.ignored[s.firstSource+i] = true
		}
		s.ignored = nil
	}
}

// sort puts the sections in the order of where they start.
func (m *Map) sort(f *faults) {
	m.order = m.sections
	for i := 1; i < len(m.sections); i++ {
		a, b := m.sections[i-1].start, m.sections[i].start
		switch {
		case b.Before(a):
			f.add(SectionOrder, "sections", "the section at %d:%d stands behind the one at %d:%d", b.Line, b.Column, a.Line, a.Column)
		case a == b:
			f.add(SectionOverlap, "sections", "two sections begin at %d:%d", b.Line, b.Column)
		}
	}
	before := func(i, j int) bool { return m.order[i].start.Before(m.order[j].start) }
	if !sort.SliceIsSorted(m.order, before) {
		m.order = slices.Clone(m.sections)
		sort.SliceStable(m.order, before)
	}
}

// bound refuses what this package's 32-bit numbers can't tell apart.
func (m *Map) bound() error {
	for _, s := range m.sections {
		if s.mappings.len() > math.MaxInt32-blockSize {
			return &Error{Code: TooLarge, Field: "mappings", Message: "\"mappings\" is over 2 GB"}
		}
	}
	if m.sources > math.MaxInt32 || m.names > math.MaxInt32 {
		return errorf(TooLarge, "more than 2³¹ sources or names")
	}
	return nil
}

// guard gives where the JSON begins: behind a UTF-8 byte-order mark, and behind
// a first line that begins with )]} (ECMA-426 "parse JSON", which has the quote too).
func guard(head []byte) (int64, error) {
	n := 0
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		n = 3
	}
	if bytes.HasPrefix(head[n:], []byte(")]}")) {
		end := bytes.IndexAny(head[n:], "\r\n")
		if end < 0 {
			return 0, errorf(Truncated, "the line that begins with \")]}\" never ends")
		}
		n += end
	}
	return int64(n), nil
}
