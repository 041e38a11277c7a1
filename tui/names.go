package tui

import (
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/phrase"
	"symset/theme"
)

// longest is how many bytes of a name or a message are looked at; some are
// megabytes.
const longest = 300

// brief makes the beginning of strangers' text safe to show on one line.
func brief(s string) string {
	s, _, cut := strings.Cut(strings.TrimSpace(s), "\n")
	if len(s) > longest {
		s, cut = phrase.Head(s, longest), true
	}
	s = theme.Text(strings.TrimRight(s, "\r"))
	if cut {
		return s + " …"
	}
	return s
}

// briefEnd is [brief] for paths, whose end says most.
func briefEnd(s string) string {
	if len(s) > longest {
		s = "…" + phrase.Tail(s, longest)
	}
	return theme.Text(s)
}

// heading is an exception as its title: "TypeError: x is undefined".
func heading(x *symbols.Exception) string {
	switch {
	case x == nil:
		return "an event without exceptions"
	case x.Type == "" && x.Value == "":
		return "an exception without a name"
	case x.Value == "":
		return brief(x.Type)
	case x.Type == "":
		return brief(x.Value)
	}
	return brief(x.Type) + ": " + brief(x.Value)
}

// titleOf is an issue as its title, spelled as an exception's is.
func titleOf(i *symbols.Issue) string {
	if i.Name == "" && i.Description == "" {
		return "an exception"
	}
	return heading(&symbols.Exception{Type: i.Name, Value: i.Description})
}

// function names the function of a frame.
func (t *trace) function(n int) string {
	return functionOf(t.frames[n], t.read[n])
}

// functionOf names the function of a frame, which may not be read yet.
func functionOf(f *symbols.Frame, r *symbols.Resolved) string {
	name := f.Function
	if r != nil && r.OK() {
		name = r.Function
	}
	return brief(phrase.Function(name))
}

// place tells where a frame is, short: "src/cart/format.ts:18:29".
func (t *trace) place(n int) string {
	return placeOf(t.frames[n], t.read[n], t.theme.Glyphs.More)
}

// placeOf is [trace.place] of any frame; more is the glyph for what is left out.
func placeOf(f *symbols.Frame, r *symbols.Resolved, more string) string {
	if r != nil && r.OK() && r.Source != "" {
		return phrase.Place(shortSource(r.Source, more), r.Line, r.Column)
	}
	switch {
	case f.File == "" && f.Builtin:
		return "built in"
	case f.File == "":
		return "no file"
	}
	return phrase.Place(baseName(f.File), f.Line, f.Column)
}

// fullPlace is place with the whole path.
func (t *trace) fullPlace(n int) string {
	if r := t.read[n]; r != nil && r.OK() && r.Source != "" {
		return phrase.Place(briefEnd(plainSource(r.Source)), r.Line, r.Column)
	}
	if f := t.frames[n]; f.File != "" {
		return phrase.Place(briefEnd(f.File), f.Line, f.Column)
	}
	return t.place(n)
}

// plainSource takes off what bundlers put before the path of a source:
// "webpack://shop/./src/a.ts", "../../src/a.ts" and "file:///src/a.ts".
func plainSource(s string) string {
	if i := strings.Index(s, "://"); i >= 0 {
		scheme, rest := s[:i], s[i+3:]
		switch scheme {
		case "http", "https":
		case "file":
			return bundle.FilePath(rest)
		default: // webpack, turbopack, ng, vite, …: the host is the app's name
			if _, path, ok := strings.Cut(rest, "/"); ok {
				s = path
			}
		}
	}
	for {
		switch {
		case strings.HasPrefix(s, "./"):
			s = s[2:]
		case strings.HasPrefix(s, "../"):
			s = s[3:]
		default:
			return s
		}
	}
}

// shortSource is the part of a source's path that tells it from others: of a
// library its name and the file's, with the glyph for more between them, of a
// URL the path.
func shortSource(s, more string) string {
	s = plainSource(s)
	if i := strings.LastIndex(s, "node_modules/"); i >= 0 {
		s = s[i+len("node_modules/"):]
		parts, name := strings.Split(s, "/"), 1
		if strings.HasPrefix(s, "@") {
			name = 2
		}
		if len(parts) > name+1 {
			s = strings.Join(parts[:name], "/") + "/" + more + "/" + parts[len(parts)-1]
		}
	} else if i := strings.Index(s, "://"); i >= 0 {
		if _, path, ok := strings.Cut(s[i+3:], "/"); ok && path != "" {
			s = path
		}
	}
	return briefEnd(s)
}

// baseName is the file's name in a path or URL, without what follows it.
func baseName(s string) string {
	name := s
	if i := strings.IndexAny(name, "?#"); i > 0 {
		name = name[:i]
	}
	if i := strings.LastIndexAny(strings.TrimRight(name, "/\\"), "/\\"); i >= 0 {
		name = name[i+1:]
	}
	if name == "" {
		name = s
	}
	return briefEnd(name)
}

// upper is a sentence with a capital at its beginning, unless that is a URL or
// the name of a file.
func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	if first, _, _ := strings.Cut(s, " "); strings.ContainsAny(strings.TrimRight(first, ".,:;"), "./:_0123456789") {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}
