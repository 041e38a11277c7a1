package scope

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// anonymous is the name of functions that nothing names.
const anonymous = "<anonymous>"

// maxSteps bounds how far a name is looked for: from a function to the call it
// is passed to, to the object that is in, and so on.
const maxSteps = 32

// maxName is how much of a name is kept, in bytes.
const maxName = 512

// A namer names the functions of a file.
type namer struct {
	f *File

	// word tells how a word of the file was spelled by the person who wrote
	// it; empty when nobody did.
	word func(w span, property bool) string

	// prefix says that a name is wanted to put before another, where none is
	// better than what a minifier made up.
	prefix bool

	steps *int // taken so far for this name
}

// plain spells words as the file does.
func plain(f *File) namer {
	return namer{f: f, word: func(w span, _ bool) string { return f.text(w) }}
}

func (f *File) text(w span) string {
	w = unquoted(f.src, w)
	t := string(f.src[w.start:w.end])
	if i := strings.Index(t, "$$module$"); i > 0 { // Closure Compiler's name for what is of a module
		t = t[:i]
	}
	if strings.Contains(t, "\\u") {
		t = escape().ReplaceAllStringFunc(t, func(e string) string {
			r, err := strconv.ParseUint(strings.Trim(e, `\u{}`), 16, 32)
			if err != nil || !unicode.IsPrint(rune(r)) {
				return e
			}
			return string(rune(r))
		})
	}
	return t
}

// escape is how identifiers and strings spell letters beyond ASCII.
var escape = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\\u(?:[0-9a-fA-F]{4}|\{[0-9a-fA-F]{1,6}\})`)
})

// name names a function; of a class, the constructor.
func (w namer) name(id int32) string {
	w.steps = new(int)
	for range maxSteps {
		n := &w.f.nodes[id]
		if name, ok := w.try(n, id); ok {
			if len(name) > maxName {
				name = strings.ToValidUTF8(name[:maxName], "") + "…"
			}
			return name
		}
		if id = w.f.around(id); id < 0 { // a helper's function: the one around it was written
			return anonymous
		}
	}
	return anonymous
}

// try names a function; false when it only carries the body of the one around.
func (w namer) try(n *node, id int32) (string, bool) {
	switch n.kind {
	case classNode:
		return w.made("new", id), true
	case StaticBlock:
		return w.made("static", n.parent), true
	case Field:
		if n.static {
			return w.made("static", n.parent), true
		}
		return w.made("new", n.parent), true
	case Method, Getter, Setter:
		return w.memberName(n), true
	}
	if n.label.end > 0 {
		return w.f.text(n.label), true
	}
	if n.name.end > 0 {
		raw := w.f.text(n.name)
		if strings.HasPrefix(raw, "_callee") || n.role == argument && w.callee(&w.f.nodes[n.parent]) == "__asyncGenerator" {
			return "", false
		}
		if n.role == key { // {key: "total", value: function total() {…}}, as helpers that make classes have it
			if told, ok := w.described(n.parent); ok {
				return told, true
			}
		}
		return w.spell(n.name, false), true
	}
	if n.called && n.role != argument {
		if n.gen {
			return "", false
		}
		return anonymous, true
	}
	if n.role == argument && w.f.nodes[n.parent].kind == callNode {
		return w.argument(n, id)
	}
	return or(w.used(n), anonymous), true
}

// spell gives a word as its author spelled it, or as the file does.
func (w namer) spell(t span, property bool) string {
	if name := w.word(t, property); name != "" {
		return name
	}
	if raw := w.f.text(t); !w.prefix || len(raw) > 2 {
		return raw
	}
	return ""
}

// memberName names a method of a class or an object.
func (w namer) memberName(n *node) string {
	name := w.word(n.name, true)
	if w.f.nodes[n.parent].kind == classNode {
		if name == "constructor" && !n.static && n.kind == Method {
			return w.made("new", n.parent)
		}
		return join(w.class(n.parent), name)
	}
	if n.kind != Method || name == "get" || name == "set" || name == "value" {
		if told, ok := w.described(n.parent); ok && (name == "get" || name == "set" || name == "value") {
			return told
		}
	}
	return join(w.owner(n.parent), name)
}

// made names what runs to make an object of a class, or the class.
func (w namer) made(how string, class int32) string {
	return how + " " + or(w.class(class), anonymous)
}

// used names an expression after what becomes of it.
func (w namer) used(n *node) string {
	if *w.steps++; *w.steps > maxSteps {
		return ""
	}
	switch n.role {
	case assigned:
		return w.path(int(n.at))
	case exported:
		return "default"
	case key:
		k := keyAt(w.f.src, int(n.at))
		p := &w.f.nodes[n.parent]
		if p.kind == classNode {
			return join(w.class(n.parent), w.word(k, true))
		}
		name := w.word(k, true)
		if name == "value" || name == "get" || name == "set" {
			if told, ok := w.described(n.parent); ok {
				return told
			}
		}
		return join(w.owner(n.parent), name)
	case argument:
		c := &w.f.nodes[n.parent]
		if c.kind == callNode && n.at == 0 && isWrapper(w.callee(c)) {
			return w.used(c)
		}
	}
	return ""
}

// argument names a function that is passed in a call.
func (w namer) argument(n *node, id int32) (string, bool) {
	c := &w.f.nodes[n.parent]
	callee := w.callee(c)
	if isHelper(callee) || n.gen && c.role != argument {
		if c.role == assigned || c.role == key {
			name := w.used(c)
			if around := w.f.around(id); around >= 0 && name == "_"+w.spell(w.f.nodes[around].name, false) {
				return name[1:], true // function load() { _load = helper(function*(){…}) }
			}
			return strings.TrimPrefix(name, "_"), name != ""
		}
		return "", false
	}
	if name := w.defined(c, n.at); name != "" {
		return name, true
	}
	name := w.used(c)
	last := name[strings.LastIndexByte(name, '.')+1:]
	capital := last != "" && last[0] >= 'A' && last[0] <= 'Z' && strings.ToUpper(last) != last
	if n.at == 0 && name != "" && (isWrapper(callee) || capital && !w.constructed(c)) {
		return name, true
	}
	return anonymous, true
}

// described names a property from the object that describes it: an argument of
// Object.defineProperty(x, "name", {…}) or {key: "name", value: …} in a
// helper that makes classes.
func (w namer) described(object int32) (string, bool) {
	o := &w.f.nodes[object]
	if o.parent < 0 {
		return "", false
	}
	p := &w.f.nodes[o.parent]
	if o.role == argument && p.label.end > 0 && p.open == o.at-1 {
		return join(w.target(p), w.f.text(p.label)), true
	}
	if o.role == item && o.label.end > 0 {
		name := w.f.text(o.label)
		if p.role == argument {
			name = join(w.target(&w.f.nodes[p.parent]), name)
		}
		return name, true
	}
	return "", false
}

// target gives the first argument of a call, as a path.
func (w namer) target(c *node) string {
	if c.start == 0 {
		return ""
	}
	return w.path(int(c.start))
}

// owner names an object literal, as its functions' prefix.
func (w namer) owner(object int32) string {
	o := &w.f.nodes[object]
	w.prefix = true
	if *w.steps++; *w.steps > maxSteps || o.role == exported {
		return ""
	}
	if o.role == argument {
		c := &w.f.nodes[o.parent]
		if c.kind != callNode {
			return ""
		}
		switch w.callee(c) {
		case "freeze", "seal", "create", "defineProperties", "exports": // the last of SystemJS
			return w.used(c)
		case "assign", "__assign", "_extends", "_objectSpread", "_object_spread", "_object_spread_props", "__spreadValues", "__spreadProps":
			return or(w.used(c), w.target(c))
		}
		return w.defined(c, o.at)
	}
	if name := w.used(o); name != "default" {
		return name
	}
	return ""
}

// class names a class.
func (w namer) class(id int32) string {
	n := &w.f.nodes[id]
	w.prefix = true
	if *w.steps++; *w.steps > maxSteps {
		return ""
	}
	if n.name.end > 0 {
		name := w.spell(n.name, false)
		if n.role == assigned && len(name) > 1 && name[0] == '_' {
			// const _Cart = class _Cart {…}: esbuild's, when the class refers to itself
			if target := w.path(int(n.at)); target == "" || target == name || target == name[1:] {
				return name[1:]
			}
		}
		return name
	}
	if n.label.end > 0 {
		return w.f.text(n.label)
	}
	name := w.used(n)
	if name == "" && n.role == argument {
		c := &w.f.nodes[n.parent]
		name = w.used(c)
	}
	return name
}

// receiver names what "this" is at a place: the class, or the function that
// makes one.
func (w namer) receiver(offset int) string {
	for at := w.f.find(offset); at >= 0; at = w.f.up[at] {
		n := &w.f.nodes[w.f.order[at]]
		switch n.kind {
		case Method, Getter, Setter, StaticBlock, Field:
			if w.f.nodes[n.parent].kind == classNode {
				return w.class(n.parent)
			}
			return w.owner(n.parent)
		case Function:
			if n.name.end > 0 {
				return w.spell(n.name, false)
			}
			return strings.TrimSuffix(w.used(n), ".constructor")
		}
	}
	return ""
}

// path names the a.b.c that ends at end.
func (w namer) path(end int) string {
	var out []string
	ps := parts(w.f.src, end)
	last := span{}
	for i, p := range ps {
		raw := w.f.text(p.span)
		if i < len(ps)-1 || len(ps) == 1 {
			switch raw {
			case "exports", "export", "module", "window", "globalThis", "self", "global":
				if i < len(ps)-1 || raw == "exports" || raw == "export" { // export = …: TypeScript
					continue
				}
			}
		}
		if i > 0 && raw == "prototype" {
			continue
		}
		if i == 0 && len(ps) > 1 {
			switch strings.TrimRight(or(w.word(p.span, false), raw), "0123456789") { // _this2, exports2: renamed
			case "this", "_this", "self", "that":
				raw = w.receiver(int(p.start))
			case "exports", "module":
				raw = ""
			default:
				owner := w
				owner.prefix = true
				raw = owner.spell(p.span, p.property)
			}
		} else {
			raw = w.spell(p.span, p.property)
		}
		if raw != "" {
			out = append(out, raw)
		}
		last = p.span
	}
	if n := len(ps); n > 1 && w.f.text(last) == "exports" { // module.exports = …
		return ""
	}
	return strings.Join(slices.Compact(out), ".")
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// join puts what there is of words together.
func join(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), ".")
}
