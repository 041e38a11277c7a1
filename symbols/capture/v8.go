package capture

import (
	"strings"

	"symset/symbols"
)

// engineFrame reads one line of a JavaScript stack trace, without the space
// around it, in the spelling of any engine.
func engineFrame(s string) (symbols.Frame, bool) {
	if rest, ok := strings.CutPrefix(s, "at "); ok {
		if f, ok := v8Frame(strings.TrimSpace(rest)); ok {
			return f, ok
		}
		return cutFrame(rest)
	}
	return atSignFrame(s)
}

// cutFrame reads a frame of V8 whose line was cut off, as where there was no
// room for it:
//
//	f (https://x.test/assets/ind…   https://x.test/assets/index.js:1...
func cutFrame(s string) (symbols.Frame, bool) {
	if !strings.HasSuffix(s, "…") && !strings.HasSuffix(s, "...") || !strings.ContainsAny(s, `/\`) {
		return symbols.Frame{}, false
	}
	f := symbols.Frame{File: s}
	if i := strings.LastIndex(s, " ("); i > 0 {
		f.Function, f.File = s[:i], s[i+2:]
	} else if strings.Contains(s, " ") {
		return f, false
	}
	f.Platform, f.InApp = platformOf(f.File), !foreign(f.File)
	f.Bad = "the line was cut off before its end"
	return f, true
}

// v8Frame reads what follows "at " in a trace of V8, Hermes or old Edge:
//
//	f (url:1:2)   new F (url:1:2)   async f (url:1:2)   f [as g] (url:1:2)   url:1:2
//	f (native)    f (<anonymous>)   async Promise.all (index 0)    f (2:1)
//	f (address at bundle:1:2)       f (eval at g (url:1:2), <anonymous>:3:4)
//	f @ url:1:2   f(url:1:2)        as Datadog and Sentry write them
func v8Frame(s string) (symbols.Frame, bool) {
	f := symbols.Frame{InApp: true}
	s = strings.TrimPrefix(s, "async ")
	where := s
	if open := locationStart(s); open >= 0 {
		f.Function = strings.TrimSpace(s[:open])
		where = strings.TrimPrefix(s[open+1:len(s)-1], "async ")
	} else if name, url, ok := strings.Cut(s, " @ "); ok && locationLike(url) {
		f.Function, where = name, url
	} else if s == "<anonymous>" || s == "native" {
		f.Function, where = s, ""
		f.Builtin = true
	}
	if f.Function == "" && strings.HasPrefix(where, "eval at ") {
		f.Function = "eval"
	}
	bare := f.Function == "" // then only a position makes it a frame
	if address, ok := strings.CutPrefix(where, "address at "); ok {
		f.Platform = symbols.Hermes
		where = address
	}
	if strings.HasPrefix(where, "eval at ") {
		where, f.Eval = evalSite(where)
	}
	if vm, file, ok := strings.Cut(where, " "); ok && builtinFile(vm) { // VM12 a.js, as Chrome's console names a file it read twice
		where = file
	}
	p := cutPlace(where)
	switch {
	case !bare && p.ok && p.file == "" && identLen(f.Function) == len(f.Function): // Bun's own code
		f.Builtin = true
	case p.ok && !f.Builtin && !fileLike(p.file) && (p.file == "" || !builtinFile(p.file)):
		return f, false
	case p.ok:
	case bare && !f.Builtin:
		return f, false
	case !bare && !f.Builtin && !placeless(where):
		return f, false
	}
	finishText(&f, p)
	return f, true
}

// locationStart is the index of the parenthesis that opens the location at the
// end of s, or -1. Names and paths may hold parentheses of their own: the one
// that balances the last is taken if a space stands before it, else the first
// after a space, else the former if it holds a location.
func locationStart(s string) int {
	if !strings.HasSuffix(s, ")") {
		return -1
	}
	depth, tight := 0, -1
	for i := len(s) - 1; i > 0; i-- {
		switch s[i] {
		case ')':
			depth++
		case '(':
			depth--
			if depth <= 0 && s[i-1] == ' ' {
				return i
			}
			if depth == 0 && tight < 0 {
				tight = i
			}
		}
	}
	if i := strings.Index(s, " ("); i > 0 {
		return i + 1
	}
	if tight > 0 {
		if p := cutPlace(s[tight+1 : len(s)-1]); p.ok && !p.column.absent || p.file == "<anonymous>" {
			return tight
		}
	}
	return -1
}

// evalSite takes "eval at f (eval at g (url:1:2), <anonymous>:3:4), <anonymous>:5:6"
// apart: the outermost code that is in a file (url:1:2), and the place inside
// the code that was evaluated (<anonymous>:5:6).
func evalSite(s string) (site, inside string) {
	if i := strings.LastIndex(s, "), "); i >= 0 {
		inside = s[i+3:]
	}
	for strings.HasPrefix(s, "eval at ") {
		open := strings.Index(s, " (")
		if open < 0 {
			return "", inside
		}
		s = s[open+2:]
	}
	if end := strings.Index(s, "), "); end >= 0 {
		s = s[:end]
	}
	return strings.TrimRight(s, ")"), inside
}

// fileLike reports whether what stands before a line and column can be a file,
// rather than words or a clock.
func fileLike(s string) bool {
	if strings.ContainsAny(s, " \t") {
		return strings.ContainsAny(s, `/\`)
	}
	return digits(s) < len(s)
}

// placeless reports whether where, standing in parentheses after a function's
// name, is a location although it has no line.
func placeless(where string) bool {
	switch {
	case where == "" || strings.ContainsAny(where, " \t"):
		return builtinFile(where) && where != ""
	case builtinFile(where):
		return true
	}
	return strings.Contains(where, "://") || strings.Contains(where, ":wasm-function[")
}

// A textPlace is a location at the end of a trace's line.
type textPlace struct {
	ok           bool // a line, or a line and a column, were found
	file         string
	line, column coordinate
}

// cutPlace splits "file:line:column" or "file:line", or "line:column" of a file
// without a name.
func cutPlace(s string) textPlace {
	none := textPlace{file: s, line: coordinate{absent: true}, column: coordinate{absent: true}}
	rest, last, ok := cutNumber(s)
	if !ok {
		return none
	}
	if file, first, ok := cutNumber(rest); ok {
		return textPlace{true, file, checkCoordinate("line", 1, first), checkCoordinate("column", 0, last)}
	}
	if digits(rest) == len(rest) {
		return textPlace{true, "", checkCoordinate("line", 1, rest), checkCoordinate("column", 0, last)}
	}
	if strings.Contains(rest, "://") && !strings.Contains(rest[strings.Index(rest, "://")+3:], "/") {
		return none // the number is a port
	}
	return textPlace{true, rest, checkCoordinate("line", 1, last), coordinate{absent: true}}
}

// cutNumber cuts ":digits" off the end of s.
func cutNumber(s string) (rest, number string, ok bool) {
	i := len(s)
	for i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	if i == len(s) || i < 2 || s[i-1] != ':' {
		return s, "", false
	}
	return s[:i-1], s[i:], true
}

// finishText fills in what a text frame's spelling tells beside its function.
func finishText(f *symbols.Frame, p textPlace) {
	f.File = p.file
	switch f.Function {
	case "?", "<unknown>", "(anonymous)", "(anonymous function)": // what tools write for no name
		f.Function = ""
	}
	if f.Platform == "" && !builtinFile(f.File) {
		f.Platform = platformOf(f.File)
	}
	f.Builtin = f.Builtin || builtinFile(f.File) && (f.File != "" || p.line.absent)
	f.InApp = !f.Builtin && !foreign(f.File)
	if i := strings.Index(f.File, ":wasm-function["); i >= 0 {
		f.File = f.File[:i]
		if !f.Builtin {
			f.Bad = "the place is an address in WebAssembly code"
		}
		return
	}
	if f.Platform != symbols.Hermes && !p.column.absent && p.column.bad == "" && p.column.n == 0 && !f.Builtin {
		p.column.bad = "the column is 0, but it counts from 1"
	}
	if f.Platform == "" { // the engine's own: its place is shown, never looked up
		f.Line, f.Column = p.line.n, p.column.n
		return
	}
	setPlace(f, p.line, p.column)
}
