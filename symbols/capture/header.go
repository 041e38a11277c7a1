package capture

import (
	"strings"

	"symset/symbols"
)

// A header is the line of a trace that names the exception.
type header struct {
	typ, value string
	relation   symbols.Relation
	labelled   bool // "Caused by:", "[cause]:", "Member:" and the like stood before it
	strong     bool // nothing but an exception's first line looks like this
}

// labels are what stands before an exception that belongs to another.
var labels = []struct {
	text     string
	relation symbols.Relation
}{
	{"Caused by: ", symbols.Cause}, {"caused by: ", symbols.Cause}, {"[cause]: ", symbols.Cause}, {"cause: ", symbols.Cause},
	{"[Cause]: ", symbols.Cause}, {"Member: ", symbols.Member}, {"Suppressed: ", symbols.Member},
}

// introductions are what engines and runtimes say before an exception nobody
// caught. They are not part of it.
var introductions = []string{
	"Uncaught (in promise) ", "Uncaught (in promise): ", "Uncaught exception: ", "Uncaught ", "uncaughtException: ",
	"Unhandled Promise Rejection: ", "Unhandled promise rejection: ", "Unhandled Promise rejection: ", "Unhandled rejection ",
	"Unhandled Rejection: ", "unhandledRejection: ", "UnhandledPromiseRejectionWarning: ", "Unhandled error: ",
	"Unhandled exception: ", "Possible Unhandled Promise Rejection: ", "Unhandled JS Exception: ", "thrown: ",
}

// readHeader reads a line as an exception's first. A line that doesn't look
// like one gives a header with its text as the value.
func readHeader(line string) header {
	s := stripPrefix(line)
	var h header
	for _, l := range labels {
		if rest, ok := strings.CutPrefix(s, l.text); ok {
			h.relation, h.labelled, s = l.relation, true, rest
			break
		}
	}
	if i := strings.Index(s, " Uncaught "); i > 0 && !strings.Contains(s[:i], " ") {
		s = s[i+1:] // VM12:1 Uncaught …, main.js:1 Uncaught …
	}
	s = strings.TrimPrefix(s, "stack: ")
	s = strings.TrimPrefix(s, `"stack": `)
	s = strings.TrimLeft(s, `'"`+"`")
	for range 3 { // "Unhandled error: [Uncaught …]"
		s = unbracket(s)
		for _, in := range introductions {
			if rest, ok := strings.CutPrefix(s, in); ok && rest != "" {
				s, h.strong = rest, true
			}
		}
	}
	if rest, ok := strings.CutPrefix(s, `Exception in thread "`); ok {
		if _, after, ok := strings.Cut(rest, `" `); ok {
			s, h.strong = after, true
		}
	}
	if rest, ok := strings.CutPrefix(s, "Unhandled Rejection ("); ok {
		if typ, value, ok := strings.Cut(rest, "): "); ok {
			h.typ, h.value, h.strong = typ, value, true
			return h
		}
	}
	h.typ, h.value = splitType(s)
	h.strong = h.strong || h.labelled || errorName(h.typ)
	return h
}

// readWithin reads a line that says something else before the exception, as
// logs do: "request failed: TypeError: x".
func readWithin(line string) (header, bool) {
	s := stripPrefix(line)
	for from := 0; ; {
		i := strings.Index(s[from:], ": ")
		if i < 0 {
			return header{}, false
		}
		i += from
		start := strings.LastIndexAny(s[from:i], " (='\"`") + from + 1
		if start > 0 && errorName(s[start:i]) && identLen(s[start:i]) == i-start {
			return header{typ: s[start:i], value: s[i+2:]}, true
		}
		from = i + 2
	}
}

// unbracket takes the brackets off "[TypeError: x]", as node prints an error
// without a stack and React Native a rejection.
func unbracket(s string) string {
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && strings.Contains(s, ": ") {
		return s[1 : len(s)-1]
	}
	return s
}

// splitType splits "Type: message", "Type", "Ctor [Type]: message" and
// "Type [CODE]: message". Type is empty when there is none.
func splitType(s string) (typ, value string) {
	n := identLen(s)
	if n == 0 {
		return "", s
	}
	typ, rest := s[:n], s[n:]
	if in, ok := strings.CutPrefix(rest, " ["); ok {
		if name, after, ok := strings.Cut(in, "]"); ok && name != "" && identLen(name) == len(name) && (after == "" || after[0] == ':') {
			rest = after
			if strings.ToUpper(name) == name {
				typ += " [" + name + "]"
			} else {
				typ = name
			}
		}
	}
	switch {
	case rest == "" && (errorName(typ) || typ[0] >= 'A' && typ[0] <= 'Z'):
		return typ, ""
	case rest == ":":
		return typ, ""
	case strings.HasPrefix(rest, ": "):
		return typ, rest[2:]
	}
	return "", s
}

// identLen is the length of the name that s starts with: a class, or one with
// its package.
func identLen(s string) int {
	n := 0
	for n < len(s) && n < maxFunctionName {
		c := s[n]
		ok := letter(c) || c == '_' || c == '$' || c >= 0x80 || n > 0 && (c >= '0' && c <= '9' || c == '.')
		if !ok {
			break
		}
		n++
	}
	return n
}

// errorName reports whether a type is named as exceptions are.
func errorName(typ string) bool {
	if typ, _, _ = strings.Cut(typ, " ["); typ == "Trace" { // console.trace
		return true
	}
	for _, end := range []string{"Error", "Exception", "Warning", "Fault", "Rejection", "Interrupt", "Panic", "Failure"} {
		if strings.HasSuffix(typ, end) {
			return true
		}
	}
	return false
}
