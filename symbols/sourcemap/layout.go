package sourcemap

import (
	"math"
	"strconv"
	"strings"
)

// maxShort is how long a value can be, in bytes, that is kept when a map is
// opened: ids, the file, the source root.
const maxShort = 4 << 10

// An object is one source map object as it stands in the text: the map, or a
// section's.
type object struct {
	version  string // its JSON text; empty when missing
	mappings span
	hasText  bool   // mappings is a string
	notText  string // what mappings is instead of one
	section  *section
	noList   string // what sources is instead of a list
	sources  bool   // has sources
	parts    []*section
	indexed  bool
	ignored  []int // ignoreList
	google   []int // x_google_ignoreList
	file     string
	debugID  string
	chunkID  string
	keys     []string // the first few
	seen     fields
}

// A layout reads the structure of a map, keeping where its pieces lie.
type layout struct {
	*scanner
	faults faults
}

// mapObject takes a map object that is nested in so many index maps.
func (l *layout) mapObject(nesting int) *object {
	o := &object{section: &section{}}
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
		o.section.contents, o.section.texts = l.stringsIfList(key, true)
	case "names":
		o.section.names, _ = l.stringsIfList(key, false)
	case "x_facebook_sources":
		if l.peek() == '[' {
			o.section.functions = scanList(l.scanner, 1, func(int) { l.skip(2) })
		} else {
			l.skip(1)
		}
	case "ignoreList":
		o.ignored = l.indices(key)
	case "x_google_ignoreList":
		o.google = l.indices(key)
	case "sections":
		o.indexed = true
		o.parts = l.sections(nesting)
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
		return string(l.number(make([]byte, 0, maxDigits)))
	}
	return l.skip(1)
}

// short takes a short string; empty for anything else.
func (l *layout) short(key string) string {
	if l.peek() != '"' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a string", key, what)
		return ""
	}
	if s := l.str(); s.len() <= maxShort {
		return l.decode(s)
	}
	return ""
}

// stringsIfList takes a list of strings; anything else is a problem, and empty.
func (l *layout) stringsIfList(key string, orNull bool) (all list, strings int) {
	if l.peek() != '[' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a list", key, what)
		return list{}, 0
	}
	return l.strings(key, orNull)
}

// strings takes a list of strings, and null where that is allowed. It counts
// those that are strings.
func (l *layout) strings(key string, orNull bool) (all list, strings int) {
	var bad, first int
	var firstIs string
	all = scanList(l.scanner, 1, func(i int) {
		if l.peek() == '"' {
			l.str()
			strings++
		} else if what := l.skip(2); what != null || !orNull {
			if bad++; bad == 1 {
				first, firstIs = i, what
			}
		}
	})
	if bad > 0 {
		l.faults.put(Problem{Code: WrongType, Field: key, Line: -1, Segment: -1, Count: bad},
			"%q holds %s at index %d, not a string", key, firstIs, first)
	}
	return all, strings
}

// indices takes a list of numbers of sources.
func (l *layout) indices(key string) []int {
	if l.peek() != '[' {
		what := l.skip(1)
		l.faults.add(WrongType, key, "%q is %s, not a list", key, what)
		return nil
	}
	var out []int
	l.array(1, func(i int) {
		if c := l.peek(); c == '-' || c >= '0' && c <= '9' {
			if n, ok := index(string(l.number(make([]byte, 0, maxDigits)))); ok {
				out = append(out, n)
				return
			}
			l.faults.add(BadIgnore, key, "%q holds a number at index %d that is no source's", key, i)
			return
		}
		what := l.skip(2)
		l.faults.add(WrongType, key, "%q holds %s at index %d, not a number", key, what, i)
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

// usableVersion reports a version that is not the number 3, and whether it
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

// finish makes a section of a regular map's object.
func (l *layout) finish(o *object) *section {
	switch {
	case o.noList != "":
		l.faults.add(WrongType, "sources", "\"sources\" is %s, not a list", o.noList)
	case !o.sources:
		l.faults.add(WrongType, "sources", "there are no \"sources\"")
	}
	s := o.section
	s.mappings = o.mappings
	s.ignored = l.existing(o, "ignoreList", o.ignored)
	if google := l.existing(o, "x_google_ignoreList", o.google); o.seen&known["ignoreList"] == 0 {
		s.ignored = google
	}
	return s
}

// existing gives those of the ignored sources that exist.
func (l *layout) existing(o *object, key string, ignored []int) []int {
	var out []int
	for _, i := range ignored {
		if i >= o.section.sources.n {
			l.faults.add(BadIgnore, key, "%q names source %d, but there are %d", key, i, o.section.sources.n)
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
	return errorf(NotMap, "this is JSON, but not a source map: it has no \"mappings\" (it %s)", has)
}
