package fit

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// literals compares two strings, the second in the original at where. Of the first
// it is known whether a string opens with it, as some minifiers write all as templates.
func literals(out, in []byte, opens bool, original []byte, where int) witness {
	requoted := opens && out[0] == '`' && in[0] != '`' && whole(out) && whole(in)
	switch {
	case sameLiteral(out, in):
		return keptValue
	case in[0] == '`' && whole(in) && whole(out) && startsString(original, where) && slightly(value(out), value(in)):
		return otherValue
	case out[0] == '`' && in[0] == '`' && !whole(in) && !whole(out) && opensTemplate(original, where) && parts(value(out), value(in)):
		return otherValue
	case out[0] == '`' && !requoted || in[0] == '`' || where > 0 && original[where-1] == '`' || !requoted && bytes.IndexByte(out, '`') >= 0 && bytes.IndexByte(in, '`') < 0:
		return silent // templates are split, and may be mapped where they end
	case value(in) == "undefined" && value(out) == "u", value(in) == "use strict", entity(value(in)), rewritten(out, in), stamped(value(out), value(in)):
		return silent // typeof a != "undefined" becomes typeof a < "u", and a module's directive its wrapper
	}
	return otherValue
}

// entity reports whether a text has an entity of markup, which tools write as the character.
func entity(text string) bool {
	_, rest, ok := strings.Cut(text, "&")
	name, _, closed := strings.Cut(rest, ";")
	return ok && closed && len(name) > 1 && len(name) < 9 && strings.IndexByte(name, ' ') < 0
}

// whole reports whether a string was not cut off.
func whole(quoted []byte) bool {
	return len(quoted) > 1 && quoted[len(quoted)-1] == quoted[0]
}

// startsString reports whether a string may begin at a place; a template that
// ends there has text or a brace before it.
func startsString(src []byte, at int) bool {
	return at > 0 && (src[at-1] <= ' ' || strings.IndexByte("(,=:+?[!&|>;", src[at-1]) >= 0)
}

// opensQuote reports whether a string may begin at a place, for files whose lines may
// begin with the end of a template.
func opensQuote(src []byte, at int) bool {
	return startsString(src, at) && src[at-1] != '\n' && src[at-1] != '\r'
}

// indexes reports whether a string at a place names the property of a value.
func indexes(t token, src []byte, at int) bool {
	at--
	if !whole(t.text) || at < 1 || src[at] != '[' || t.end >= len(src) || src[t.end] != ']' {
		return false
	}
	c := src[at-1]
	return word(c) || c == ')' || c == ']'
}

// opensTemplate reports whether the quote at a place is the first of a template: that
// before it on its line are closed, and no value ends behind it.
func opensTemplate(src []byte, at int) bool {
	line := src[max(0, at-longestTemplate):at]
	line = line[bytes.LastIndexByte(line, '\n')+1:]
	return bytes.Count(line, []byte("`"))%2 == 0 && at+1 < len(src) && !valueEnds(src[at+1])
}

// rewritten reports whether two strings are paths of one module: tools add
// extensions to the paths of imports, and write out what an alias, as ~/ or @app/,
// stands for. A dot alone is a sentence's.
func rewritten(out, in []byte) bool {
	x, y := value(out), value(in)
	if strings.HasPrefix(x, ".") && !strings.HasPrefix(y, ".") && strings.Contains(y, "/") && stem(x) == stem(y) {
		return true
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	rest, longer := strings.CutPrefix(y, x)
	return longer && rest != "." && strings.ContainsAny(y, "./")
}

// stem gives the name of the module that a path leads to, without its extension.
func stem(module string) string {
	name := path.Base(module)
	return strings.TrimSuffix(name, path.Ext(name))
}

// stamped reports whether a string has a version, or what a build puts in, where the
// source's has a place for that: builds put it into what is written already.
func stamped(out, in string) bool {
	for out != "" && in != "" && out[0] == in[0] {
		out, in = out[1:], in[1:]
	}
	for out != "" && in != "" && out[len(out)-1] == in[len(in)-1] {
		out, in = out[:len(out)-1], in[:len(in)-1]
	}
	switch {
	case len(in) > len("____") && strings.HasPrefix(in, "__") && strings.HasSuffix(in, "__") && in == strings.ToUpper(in):
		return true
	case strings.Contains(strings.ToLower(in), "version"), strings.HasPrefix(in, "0.0.0"):
		return version.MatchString(out)
	}
	return false
}

var version = regexp.MustCompile(`^v?\d+\.\d+\.\d+`)

// concatenated reports whether a string at a place is one that tools put a template
// together of: "".concat(a, "b").
func concatenated(src []byte, at int) bool {
	start := max(0, at-longestTerm)
	return bytes.Contains(src[start+bytes.LastIndexByte(src[start:at], ';')+1:at], []byte("concat(")) || bytes.HasPrefix(src[min(len(src), read(src, at).end):], []byte(").concat("))
}
