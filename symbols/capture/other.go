package capture

import (
	"strings"

	"symset/symbols"
)

// A textOther is a Python traceback while its lines come in. Its exception is
// named last and its frames end with the one that threw.
type textOther struct {
	on      bool
	frames  []symbols.Frame
	context bool // the next line is the source of the last frame
	links   bool // a sentence said that the last exception led to this one
}

// otherLine takes a line of a trace whose lines can't be read one by one. It
// reports whether the line was one.
func (p *textParser) otherLine(line string) bool {
	o := &p.other
	starts := strings.HasSuffix(line, "Traceback (most recent call last):")
	if !starts && !o.on {
		return false
	}
	s := stripPrefix(line)
	if starts {
		p.endOther()
		*o = textOther{on: true, links: p.linked()}
		p.pending = nil
		return true
	}
	if f, ok := pythonFrame(s); ok {
		if p.frames < maxFrames {
			p.frames++
			o.frames = append(o.frames, f)
		}
		o.context = true
		return true
	}
	switch {
	case s == "" || len(o.frames) == 0:
	case o.context && !readHeader(s).strong:
		o.frames[len(o.frames)-1].Context = &symbols.Context{Line: s}
		o.context = false
		return true
	case strings.Trim(s, "^~ ") == "" || strings.HasPrefix(s, "[Previous line repeated"):
		return true
	}
	if len(o.frames) > 0 && s != "" {
		h := readHeader(s)
		if h.typ == "" && identLen(s) == len(s) {
			h.typ, h.value = s, ""
		}
		p.endPython(h)
		return true
	}
	p.endOther()
	return false
}

// endOther ends a trace that stopped before it named its exception.
func (p *textParser) endOther() {
	if p.other.on && len(p.other.frames) > 0 {
		p.endPython(header{})
	}
	p.other = textOther{}
}

// linked reports whether the lines since the last trace say that it led to the
// next: Python prints causes first.
func (p *textParser) linked() bool {
	for _, l := range p.pending {
		if strings.Contains(l, "another exception occurred:") || strings.Contains(l, "direct cause of the following exception:") {
			return p.pythonLast()
		}
	}
	return false
}

func (p *textParser) pythonLast() bool {
	if len(p.events) == 0 {
		return false
	}
	x := p.events[len(p.events)-1].Exceptions
	return len(x) > 0 && x[0].CrashLast && len(x[0].Frames) > 0 && x[0].Frames[0].Platform == "python"
}

// endPython adds the traceback to the last event, before its own causes, or as
// an event of its own.
func (p *textParser) endPython(h header) {
	e := symbols.Exception{Type: h.typ, Value: h.value, Frames: p.other.frames, CrashLast: true}
	links := p.other.links
	p.other, p.pending = textOther{}, nil
	if links && len(p.events[len(p.events)-1].Exceptions) < maxExceptions {
		event := &p.events[len(p.events)-1]
		for i := range event.Exceptions {
			event.Exceptions[i].Relation = symbols.Cause
		}
		event.Exceptions = append([]symbols.Exception{e}, event.Exceptions...)
		return
	}
	p.endEvent()
	if len(p.events) < maxEvents {
		p.events = append(p.events, symbols.Event{Exceptions: []symbols.Exception{e}})
	}
}

// pythonFrame reads `File "app.py", line 12, in main`.
func pythonFrame(s string) (symbols.Frame, bool) {
	rest, ok := strings.CutPrefix(s, `File "`)
	if !ok {
		return symbols.Frame{}, false
	}
	file, rest, ok := strings.Cut(rest, `", line `)
	n := digits(rest)
	if !ok || n == 0 {
		return symbols.Frame{}, false
	}
	f := symbols.Frame{Platform: "python", File: file, Function: strings.TrimPrefix(rest[n:], ", in ")}
	f.Builtin = strings.HasPrefix(file, "<frozen ")
	f.InApp = !f.Builtin && !strings.Contains(file, "site-packages") && !strings.Contains(file, "dist-packages") &&
		!strings.Contains(file, "/lib/python")
	setPlace(&f, checkCoordinate("line", 1, rest[:n]), coordinate{absent: true})
	return f, true
}

// javaFrame reads `at com.shop.Cart.total(Cart.java:12)`, with a module before
// and an archive behind it.
func javaFrame(s string) (symbols.Frame, bool) {
	s, ok := strings.CutPrefix(s, "at ")
	open := strings.IndexByte(s, '(')
	if !ok || open < 3 || s[open-1] == ' ' {
		return symbols.Frame{}, false
	}
	name, where, ok := s[:open], s[open+1:], false
	where, _, ok = strings.Cut(where, ")")
	name = name[strings.LastIndexByte(name, '/')+1:] // java.base@17/java.util.List.of
	dot := strings.LastIndexByte(name, '.')
	if !ok || dot < 1 || strings.ContainsAny(name, " @:\\") {
		return symbols.Frame{}, false
	}
	f := symbols.Frame{Platform: "java", Module: name[:dot], Function: name[dot+1:]}
	file, number, ok := cutNumber(where)
	switch {
	case ok && javaSource(file):
		f.File = file
		setPlace(&f, checkCoordinate("line", 1, number), coordinate{absent: true})
	case where == "Native Method" || where == "Unknown Source" || where == "<generated>":
		f.Builtin = where == "Native Method"
	case javaSource(where):
		f.File = where
	default:
		return symbols.Frame{}, false
	}
	f.InApp = !f.Builtin
	for _, theirs := range []string{"java.", "javax.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.", "android.", "androidx.", "com.android."} {
		if strings.HasPrefix(f.Module, theirs) {
			f.InApp = false
		}
	}
	return f, true
}

func javaSource(file string) bool {
	for _, ext := range []string{".java", ".kt", ".scala", ".groovy", ".clj"} {
		if strings.HasSuffix(file, ext) {
			return true
		}
	}
	return file == "SourceFile" || file == "Unknown Source"
}
