package scope

import (
	"strings"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Names gives the names of the functions around positions of a generated file,
// as their author would call them: see the package's convention. A name is
// empty for code outside of functions, bundlers' module wrappers included, and
// for positions that the file does not have.
//
// Where the map has the source's text, the function is found there, because
// bundlers inline, split and wrap functions; where it has none, or the mapping
// comes from outside of the generated function that the position is in, the
// generated function is named, word by word, through the map. Without a map
// the names are the generated file's. Without the file, src being nil, the map's
// texts alone are asked. Where the map knows of lines only and the line's
// beginning is in no function, the names are the file's. The error is the map's.
func Names(src []byte, at []sourcemap.Position, m Map) ([]string, error) {
	return Scan(src, JavaScript).Names(at, m)
}

// Names is the function Names for a generated file that was scanned as
// [JavaScript] before.
func (f *File) Names(at []sourcemap.Position, m Map) ([]string, error) {
	g := &generated{File: f, text: lines.New(f.src), m: m}
	out := make([]string, len(at))
	ids := make([]int32, len(at))
	for i, p := range at {
		ids[i] = -1
		if o, ok := g.text.Offset(p); ok {
			if ids[i] = g.classAt(o); ids[i] < 0 {
				ids[i] = g.inside(o)
			}
		}
	}
	w := plain(g.File)
	if m != nil {
		if err := g.ask(at, ids); err != nil {
			return nil, err
		}
		w.word = g.word
	}
	for i, p := range at {
		name, ok := "", false
		if m != nil {
			name, ok = g.original(p, ids[i])
		}
		switch {
		case ids[i] < 0:
		case !ok:
			name = g.moduleCode(ids[i], w.name(ids[i]))
		case (name == "" || name == anonymous) && g.coarse(p):
			if made := g.moduleCode(ids[i], plain(g.File).name(ids[i])); made != "" {
				name = made
			}
		}
		out[i] = name
	}
	return out, nil
}

// A Map is what naming asks of a source map. A [sourcemap.Map] is one; so is
// one whose columns or texts have to be put right first.
type Map interface {
	Lookup(at ...sourcemap.Position) ([]sourcemap.Mapping, error)
	ContentBytes(source int) ([]byte, bool) // is not changed
	Source(i int) string
	Name(i int) string
}

// A generated file with what its map says of some of its places.
type generated struct {
	*File
	text    *lines.Text
	m       Map
	told    map[sourcemap.Position]sourcemap.Mapping
	sources map[int]*source
}

// A source is an original file. Its file is nil when the map has no text of it.
type source struct {
	file *File
	text *lines.Text
}

// ask looks up everything that naming needs, at once: a look-up reads the
// whole map.
func (g *generated) ask(at []sourcemap.Position, ids []int32) error {
	want := make(map[sourcemap.Position]sourcemap.Mapping, 4*len(at))
	for _, p := range at {
		want[p] = sourcemap.None
	}
	note := func(offset int32) { want[g.text.Position(int(offset))] = sourcemap.None }
	dry := namer{f: g.File, word: func(w span, _ bool) string {
		note(unquoted(g.src, w).start)
		note(w.start)
		return ""
	}}
	seen := map[int32]bool{}
	for _, id := range ids {
		for ; id >= 0 && !seen[id]; id = g.around(id) {
			seen[id] = true
			note(g.nodes[id].start)
			note(g.nodes[id].name.start)
			note(g.nodes[id].open)
			dry.name(id)
		}
	}
	places := make([]sourcemap.Position, 0, len(want))
	for p := range want {
		places = append(places, p)
	}
	answers, err := g.m.Lookup(places...)
	if err != nil {
		return err
	}
	for i, p := range places {
		want[p] = answers[i]
	}
	g.told, g.sources = want, map[int]*source{}
	return nil
}

// exact gives the mapping that begins at a byte.
func (g *generated) exact(offset int) (sourcemap.Mapping, bool) {
	p := g.text.Position(offset)
	mp, ok := g.told[p]
	return mp, ok && mp.OK() && mp.Generated == p
}

// original names the function in the source's text around what the map says
// of p, which is in the generated function id; false when it can't tell.
func (g *generated) original(p sourcemap.Position, id int32) (string, bool) {
	mp := g.told[p]
	if o, ok := g.text.Offset(mp.Generated); id >= 0 && (!mp.OK() || ok && g.classAt(o) != id && g.inside(o) != id) {
		return g.header(id) // p has no mapping of its own
	}
	f, o := g.place(mp)
	if f == nil {
		return "", false
	}
	if class := f.classAt(o); class >= 0 && id >= 0 {
		if start, ok := g.exact(int(g.nodes[id].start)); ok && start.Original == mp.Original {
			return plain(f).name(class), true // made without a constructor of its own
		}
	}
	in := f.inside(o)
	if in < 0 {
		return "", true
	}
	return plain(f).name(in), true
}

// coarse reports whether all that the map says of p is which line it is of, as
// maps made for development do. Their code was not minified: its own names are
// better than none of the original line's beginning.
func (g *generated) coarse(p sourcemap.Position) bool {
	mp := g.told[p]
	return mp.OK() && p.Column > 0 && mp.Generated.Column == 0 && mp.Original.Column == 0
}

// header names the function of the source whose beginning is where the
// beginning of the generated function id comes from.
func (g *generated) header(id int32) (string, bool) {
	n := &g.nodes[id]
	for _, at := range []int32{n.start, n.name.start, n.open} {
		mp, ok := g.exact(int(at))
		if !ok {
			continue
		}
		f, o := g.place(mp)
		if f == nil {
			return "", false
		}
		if in := f.inside(o); in >= 0 && o <= int(f.nodes[in].open) {
			return plain(f).name(in), true
		}
	}
	return "", false
}

// place gives the source that a mapping leads to, with the byte in it; nil when
// the map has no text of it, or not there.
func (g *generated) place(mp sourcemap.Mapping) (*File, int) {
	if !mp.OK() {
		return nil, 0
	}
	src := g.source(mp.Source)
	if src.file == nil {
		return nil, 0
	}
	o, ok := src.text.Offset(mp.Original)
	if !ok || src.file.outside(o) {
		return nil, 0
	}
	return src.file, o
}

func (g *generated) source(i int) *source {
	src := g.sources[i]
	if src == nil {
		src = &source{}
		if text, ok := g.m.ContentBytes(i); ok {
			src.text = lines.New(text)
			src.file = scanSource(text, g.m.Source(i))
		}
		g.sources[i] = src
	}
	return src
}

// word spells a word of the generated file as its source does.
func (g *generated) word(w span, property bool) string {
	raw := g.File.text(w)
	mp, ok := g.exact(int(w.start))
	if !ok {
		mp, ok = g.exact(int(unquoted(g.src, w).start))
	}
	switch {
	case ok && mp.Name >= 0 && !isKeyword(g.m.Name(mp.Name)):
		return g.m.Name(mp.Name)
	case property && len(raw) > 2:
		return raw
	case ok:
		if f, o := g.place(mp); f != nil {
			end := (&scanner{src: f.src}).wordEnd(o)
			if text := f.text(span{int32(o), int32(end)}); end > o && !isKeyword(text) {
				return text
			}
		}
	}
	if property {
		return raw
	}
	return ""
}

// moduleCode takes the name from functions that nobody wrote: the wrappers
// that bundlers put around modules. They are unmapped, outside of all other
// functions, called where they stand or passed on, or kept by number or path.
func (g *generated) moduleCode(id int32, name string) string {
	if name != anonymous && !g.keepsModule(id) {
		return name
	}
	for ; id >= 0; id = g.around(id) {
		if _, mapped := g.exact(int(g.nodes[id].start)); mapped {
			return name
		}
		if n := &g.nodes[id]; !n.called && n.role != argument && n.role != item && !g.keepsModule(id) {
			return name
		}
	}
	return ""
}

// keepsModule reports whether a function's key is one of those under which
// bundlers keep modules.
func (g *generated) keepsModule(id int32) bool {
	n := &g.nodes[id]
	name := n.name
	if n.role == key {
		name = keyAt(g.src, int(n.at))
	} else if n.kind != Method || g.nodes[n.parent].kind != objectNode {
		return false
	}
	t := g.File.text(name)
	if around := g.around(id); t == "execute" && around >= 0 && g.nodes[around].role == argument {
		return plain(g.File).callee(&g.nodes[g.nodes[around].parent]) == "register" // System.register([], e => ({execute(){…}}))
	}
	return t != "" && isDigit(t[0]) || strings.ContainsAny(t, `/\`)
}

// isKeyword reports whether a word can't be the name of a variable.
func isKeyword(w string) bool {
	switch w {
	case "async", "await", "class", "const", "default", "export", "extends", "for", "function", "get", "if",
		"import", "let", "new", "return", "set", "static", "super", "throw", "typeof", "var", "void", "while", "yield":
		return true
	}
	return false
}
