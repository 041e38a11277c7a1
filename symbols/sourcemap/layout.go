package sourcemap

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxNesting is how deep index maps may sit in index maps. The standard allows
// none; tools that join bundles have written one or two.
const maxNesting = 8

// maxShort is how long a value can be, in bytes, that is kept when a map is
// opened: ids, the file, the source root.
const maxShort = 4 << 10

// An object is one source map object as it stands in the text: the map, or a
// section's.
type object struct {
	version  string // its JSON text; empty when missing
	mappings span
	hasText  bool // mappings is a string
	notText  string
	section  section
	noList   string // what sources is instead of a list
	sources  bool   // has sources
	texts    int    // how many contents are strings
	parts    []*section
	indexed  bool
	ignored  []int
	file     string
	debugID  string
	chunkID  string
	keys     []string // the first few
	seen     fields
}

// A layout reads the structure of a map, keeping where its pieces lie.
type layout struct {
	*scanner
	faults   faults
	contents int // sources with content, so far
}

// object takes a map object that is nested in so many index maps.
func (l *layout) mapObject(nesting int) *object {
	o := &object{}
	l.scanner.object(0, func(key span) {
		name := l.key(key)
		if nesting == 0 {
			l.field = name
		}
		field := known[name]
		if o.seen&field != 0 {
			l.faults.add(DuplicateKey, name, "the key %q stands there twice; the last one counts", name)
		}
		o.seen |= field
		if nesting == 0 && len(o.keys) < 4 {
			o.keys = append(o.keys, name)
		}
		l.member(o, name, nesting)
		if nesting == 0 {
			l.field = ""
		}
	})
	return o
}

// fields is a set of the keys that this package reads.
type fields uint16

var known = map[string]fields{
	"version": 1 << 0, "file": 1 << 1, "sourceRoot": 1 << 2, "sources": 1 << 3, "sourcesContent": 1 << 4,
	"names": 1 << 5, "mappings": 1 << 6, "sections": 1 << 7, "ignoreList": 1 << 8, "x_google_ignoreList": 1 << 9,
	"x_facebook_sources": 1 << 10, "debugId": 1 << 11, "debug_id": 1 << 12, "chunk_id": 1 << 13, "chunkId": 1 << 14,
}

// key decodes an object's key; empty for one that is too long to matter.
func (l *layout) key(k span) string {
	if l.err != nil || k.len() > maxShort {
		return ""
	}
	return l.decode(k)
}

// decode decodes a string, from what was just scanned if it is still at hand.
func (l *layout) decode(s span) string {
	if from := s.from - l.base; from >= 0 && s.to-l.base <= int64(len(l.buf)) {
		return unquote(l.buf[from : s.to-l.base])
	}
	part, _, err := l.text.read(s.from, s.to, nil)
	if err != nil {
		return ""
	}
	return unquote(part)
}

// member takes the value of a key.
func (l *layout) member(o *object, key string, nesting int) {
	switch key {
	case "version":
		o.version = l.version()
	case "mappings":
		o.hasText, o.notText = false, ""
		if l.peek() == '"' {
			o.mappings, o.hasText = l.str(), true
		} else {
			o.notText = l.skip(1)
		}
	case "sources":
		o.sources, o.noList = true, ""
		if l.peek() != '[' {
			o.noList = l.skip(1)
		} else {
			o.section.sources, _ = l.strings(key, true)
		}
	case "sourcesContent":
		o.section.contents, o.texts = l.stringsIfList(key, true)
	case "names":
		o.section.names, _ = l.stringsIfList(key, false)
	case "x_facebook_sources":
		if l.peek() == '[' {
			o.section.functions = scanList(l.scanner, 1, func(int) { l.skip(2) })
		} else {
			l.skip(1)
		}
	case "ignoreList", "x_google_ignoreList":
		o.ignored = append(o.ignored, l.indices(key)...)
	case "sections":
		o.indexed = true
		o.parts = l.sections(o, nesting)
	case "sourceRoot":
		o.section.root = l.short(key)
	case "file":
		o.file = l.short(key)
	case "debugId":
		o.debugID = l.short(key)
	case "debug_id":
		if id := l.short(key); o.debugID == "" {
			o.debugID = id
		}
	case "chunk_id", "chunkId":
		o.chunkID = l.short(key)
	default:
		l.skip(1)
	}
}

// version takes the value of "version" and gives its text.
func (l *layout) version() string {
	switch c := l.peek(); {
	case c == '"':
		if s := l.str(); s.len() <= 64 {
			return strconv.Quote(l.decode(s))
		}
		return `"…"`
	case c == '-' || c >= '0' && c <= '9':
		return l.number()
	}
	return l.skip(1)
}

// short takes a short string; empty for anything else.
func (l *layout) short(key string) string {
	if l.peek() != '"' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a string", key, article(what))
		return ""
	}
	if s := l.str(); s.len() <= maxShort {
		return l.decode(s)
	}
	return ""
}

// stringsIfList takes a list of strings; anything else is a problem, and empty.
func (l *layout) stringsIfList(key string, null bool) (all list, strings int) {
	if l.peek() != '[' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a list", key, article(what))
		return list{}, 0
	}
	return l.strings(key, null)
}

// strings takes a list of strings, and null where that is allowed. It counts
// those that are strings.
func (l *layout) strings(key string, null bool) (all list, strings int) {
	all = scanList(l.scanner, 1, func(i int) {
		if l.peek() == '"' {
			l.str()
			strings++
		} else if what := l.skip(2); what != "null" || !null {
			l.faults.add(WrongType, key, "%q holds %s at index %d, not a string", key, article(what), i)
		}
	})
	return all, strings
}

// indices takes a list of numbers of sources.
func (l *layout) indices(key string) []int {
	if l.peek() != '[' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a list", key, article(what))
		return nil
	}
	var out []int
	l.array(1, func(i int) {
		if c := l.peek(); c == '-' || c >= '0' && c <= '9' {
			if n, ok := index(l.number()); ok {
				out = append(out, n)
				return
			}
			l.faults.add(BadIgnore, key, "%q holds a number at index %d that is no source's", key, i)
			return
		}
		what := l.skip(2)
		l.faults.add(WrongType, key, "%q holds %s at index %d, not a number", key, article(what), i)
	})
	return out
}

// index reads a number as an index: a whole one from 0 to 2³¹-1.
func index(number string) (int, bool) {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n < 0 || n > math.MaxInt32 || n != math.Trunc(n) {
		return 0, false
	}
	return int(n), true
}

// isThree reports whether the text of a version is the number 3.
func isThree(version string) bool {
	n, err := strconv.ParseFloat(version, 64)
	return err == nil && n == 3
}

// usableVersion tells of a version that is not the number 3, and whether it
// can be read as if it were.
func (l *layout) usableVersion(version string) bool {
	switch {
	case isThree(version):
	case version == "":
		l.faults.add(BadVersion, "version", "there is no \"version\"; 3 is assumed")
	case isThree(strings.Trim(version, `"`)) || version == "null":
		l.faults.add(BadVersion, "version", "\"version\" is %s, not the number 3", version)
	default:
		l.faults.add(BadVersion, "version", "\"version\" is %s, not the number 3", version)
		return false
	}
	return true
}

// sections takes the list of an index map's sections.
func (l *layout) sections(o *object, nesting int) []*section {
	if l.peek() != '[' {
		what := l.skip(1)
		l.fail(WrongType, "\"sections\" is %s, not a list", article(what))
		return nil
	}
	if nesting > 0 {
		l.faults.add(NestedSections, "sections", "an index map stands inside an index map, which the standard forbids")
	}
	if nesting >= maxNesting {
		l.fail(TooDeep, "index maps are nested more than %d deep", maxNesting)
		return nil
	}
	var out []*section
	l.array(1, func(i int) {
		if l.peek() != '{' {
			what := l.skip(2)
			l.faults.add(WrongType, "sections", "section %d is %s, not an object", i, article(what))
			return
		}
		out = append(out, l.section(i, nesting)...)
	})
	return out
}

// section takes one section, which may hold several when it is an index map.
func (l *layout) section(i, nesting int) []*section {
	var parts []*section
	var line, column int
	var placed, read bool
	l.scanner.object(2, func(key span) {
		switch name := l.key(key); {
		case name == "offset":
			line, column, placed = l.offset(i)
		case name == "map" && l.peek() == '{':
			inner := l.mapObject(nesting + 1)
			parts, read = l.leaves(inner, i), true
		case name == "map":
			what := l.skip(3)
			l.faults.add(WrongType, "sections", "the map of section %d is %s, not an object", i, article(what))
			read = true
		case name == "url":
			l.skip(3)
			l.faults.add(SectionElsewhere, "sections", "section %d is in another file, which is not read", i)
			read = true
		default:
			l.skip(3)
		}
	})
	if l.err != nil {
		return nil
	}
	if !read {
		l.faults.add(WrongType, "sections", "section %d has no map", i)
	}
	if !placed {
		l.faults.add(BadOffset, "sections", "section %d has no usable offset", i)
		return nil
	}
	for _, p := range parts {
		if p.start.Line == 0 {
			p.start.Column += column
		}
		p.start.Line += line
	}
	return parts
}

// offset takes where a section begins.
func (l *layout) offset(i int) (line, column int, ok bool) {
	if l.peek() != '{' {
		l.skip(3)
		return 0, 0, false
	}
	var hasLine, hasColumn bool
	l.scanner.object(3, func(key span) {
		name := l.key(key)
		if c := l.peek(); c != '-' && (c < '0' || c > '9') {
			l.skip(4)
			return
		}
		n, ok := index(l.number())
		switch name {
		case "line":
			line, hasLine = n, ok
		case "column":
			column, hasColumn = n, ok
		}
	})
	return line, column, hasLine && hasColumn
}

// leaves gives the sections of a map inside section i: itself, or its own.
func (l *layout) leaves(o *object, i int) []*section {
	if l.err != nil || !l.usableVersion(o.version) {
		return nil
	}
	if o.indexed {
		return o.parts
	}
	switch {
	case !o.hasText && o.notText == "":
		l.faults.add(WrongType, "sections", "the map of section %d has no \"mappings\"", i)
		return nil
	case !o.hasText:
		l.faults.add(WrongType, "mappings", "\"mappings\" of section %d is %s, not a string", i, article(o.notText))
		return nil
	}
	return []*section{l.finish(o)}
}

// finish makes a section of a regular map's object.
func (l *layout) finish(o *object) *section {
	s := &o.section
	s.mappings = o.mappings
	switch {
	case o.noList != "":
		l.faults.add(WrongType, "sources", "\"sources\" is %s, not a list", article(o.noList))
	case !o.sources:
		l.faults.add(WrongType, "sources", "there are no \"sources\"")
	}
	l.contents += o.texts
	return &section{mappings: o.mappings, root: s.root, sources: s.sources, contents: s.contents,
		names: s.names, functions: s.functions, ignored: o.ignoredIn(l)}
}

// ignoredIn gives the ignored sources that exist.
func (o *object) ignoredIn(l *layout) []int {
	var out []int
	for _, i := range o.ignored {
		if i >= o.section.sources.n {
			l.faults.add(BadIgnore, "ignoreList", "the ignore list names source %d, but there are %d", i, o.section.sources.n)
			continue
		}
		out = append(out, i)
	}
	return out
}

// notMap says what a JSON object is that is no source map.
func (o *object) notMap() *Error {
	var names []string
	for _, k := range o.keys {
		if k != "" && len(k) < 40 {
			names = append(names, strconv.Quote(k))
		}
	}
	has := "is empty"
	if len(names) > 0 {
		has = "has " + strings.Join(names, ", ")
	}
	return errorf(NotMap, "%s", fmt.Sprintf("this is JSON, but not a source map: it has no \"mappings\" (it %s)", has))
}
