package sourcemap

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Code names a kind of [Error] or [Problem], stable for tests and JSON.
type Code string

// The codes of errors: why a file can't be read as a source map at all.
const (
	Unreadable Code = "unreadable"  // the file could not be read, or changed while it was
	Empty      Code = "empty"       // no bytes, or only white space
	HTML       Code = "html"        // a web page
	JavaScript Code = "javascript"  // JavaScript, most often the minified file itself
	Binary     Code = "binary"      // not text
	NotMap     Code = "not_a_map"   // JSON, but not a source map
	Syntax     Code = "syntax"      // damaged JSON
	Truncated  Code = "truncated"   // JSON that ends too early
	BadVersion Code = "version"     // a version other than 3
	WrongType  Code = "wrong_type"  // a field that is not what it must be
	TooDeep    Code = "too_deep"    // nested deeper than any map
	TooLarge   Code = "too_large"   // larger than this package reads
	BadGzip    Code = "gzip"        // compressed, and the compressed data is damaged
	BadDataURL Code = "data_url"    // a data: URL that can't be decoded
	NoMappings Code = "no_mappings" // a map that maps nothing: only looking up says so
)

// An Error says why a file can't be read as a source map, in a sentence about
// what it seems to be.
type Error struct {
	Code    Code
	Field   string // the field it is about, such as "mappings"; empty when none
	Message string // lower case, no full stop
	Err     error  // what was underneath, or nil
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

func errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// seeming says what a text is that does not read as a JSON object, by its
// beginning; nil when it can't tell.
func seeming(head []byte) *Error {
	trimmed := bytes.TrimLeft(head, " \t\r\n")
	if len(trimmed) == 0 {
		return nil
	}
	if notText(trimmed) {
		return errorf(Binary, "this is binary data, not a source map (maybe it is compressed)")
	}
	lower := strings.ToLower(string(trimmed[:min(len(trimmed), 512)]))
	switch {
	case strings.HasPrefix(lower, "<!doctype html") || strings.Contains(lower, "<html") || strings.Contains(lower, "<head"):
		return errorf(HTML, "this is an HTML page, not a source map")
	case lower[0] == '<':
		return errorf(NotMap, "this is XML or HTML, not a source map")
	case scripted(lower):
		return errorf(JavaScript, "this is JavaScript, not a source map")
	}
	return nil
}

// notText reports whether text holds what no text does. A rune cut off at the
// end does not count.
func notText(text []byte) bool {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && n == 1 && utf8.FullRune(text[i:]) {
			return true
		}
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1b {
			return true
		}
		i += n
	}
	return false
}

// scripted reports whether text, in lower case, reads like JavaScript.
func scripted(text string) bool {
	for _, start := range []string{"//", "/*", "#!", "!function", "(()", "(function", ";(", "\"use strict\"", "'use strict'", "{\"use strict\""} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	for _, word := range []string{"function", "=>", "var ", "let ", "const ", "import ", "import{", "export ", "export{", "require(", "module.exports"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
