package fit

import (
	"symset/symbols/lines"
	"symset/symbols/scope"
)

const (
	mostScanned   = 4 << 20 // bytes of a text that is read for its functions
	mostExchanges = 1 << 8  // exchanges that are looked for with those
	mostDiffering = 1 << 12 // bindings that differ and are looked at for one
	longestScope  = 1 << 16 // bytes of a function that are searched for a name

	theFile = -1 // where a number means a source
)

// functions finds the functions of a text. It gives nil for one that is too long.
func (c *court) functions(number int, text *lines.Text) *scope.File {
	f, known := c.scanned[number]
	if known {
		return f
	}
	language := scope.JavaScript
	if number != theFile {
		language = scope.LanguageOf(c.m.Source(number))
	}
	if len(text.Bytes()) <= mostScanned {
		f = scope.Scan(text.Bytes(), language)
	}
	if c.scanned == nil {
		c.scanned = map[int]*scope.File{}
	}
	c.scanned[number] = f
	return f
}

// An exchange is looked for where the binding in the middle differs.
type exchange struct {
	bindings   *bindings
	b          *binding
	file       *scope.File
	source     *scope.File
	here       []scope.Func // of the file around the binding, the innermost first, the file last
	there      []scope.Func // of the source, likewise
	text, name []byte       // of the file
	other      uint64       // what the source's name is elsewhere
	has        scope.Func   // of the file, which has it
}

// exchange reports whether the variable that a binding has in the file is another
// than the source's.
func (c *court) exchange(b *binding) bool {
	source := c.source(b.source)
	if c.bound.differing++; source == nil || c.bound.differing > mostDiffering || !c.bound.shared(b) {
		return false
	}
	src, original := c.text.Bytes(), source.Bytes()
	switch {
	case opened(src, b.offset) != opened(original, b.where):
		return false // a part of what a tool wrote for the source's
	case c.bound.unchanged(b):
		return before(src, b.offset) == before(original, b.where)
	case !placedAlike(src, b.offset, original, b.where), !c.bound.misplaced(b, src):
		return false
	}
	if c.bound.exchanges++; c.bound.exchanges > mostExchanges {
		return false
	}
	x := exchange{bindings: &c.bound, b: b, source: c.functions(b.source, source), text: src, name: read(src, b.offset).text}
	if x.source == nil {
		return false
	}
	there := x.source.Enclosing(b.where)
	x.there = append(there, scope.Func{End: len(original)})
	if x.same() {
		return false
	}
	if x.file = c.functions(theFile, c.text); x.file == nil {
		return false
	}
	here := x.file.Enclosing(b.offset)
	if (len(here) == 0) != (len(there) == 0) && !component(c.m.Source(b.source)) {
		return false // a module's code in a function of a bundler's
	}
	x.here = append(here, scope.Func{End: len(src)})
	return x.elsewhere() && x.another()
}

// shared reports whether there are other bindings of each of the two names.
func (s *bindings) shared(b *binding) bool {
	in, out := false, false
	for o := range s.others() {
		in = in || o.in == b.in && o.out != b.out
		out = out || o.in != b.in && o.out == b.out
	}
	return in && out
}

// unchanged reports whether the two names of a binding are themselves wherever
// else they are: nobody changes names here.
func (s *bindings) unchanged(b *binding) bool {
	for o := range s.others() {
		if (o.in == b.in || o.out == b.out) && !o.same {
			return false
		}
	}
	return true
}

// same reports whether the source's function has the name elsewhere as the variable
// that it is here: that needs no look at the functions of the file.
func (x *exchange) same() bool {
	for o := range x.bindings.others() {
		if o.in == x.b.in && o.out == x.b.out && directly(x.source, x.there[0], o.where) {
			return true
		}
	}
	return false
}

// elsewhere reports whether the innermost function that has the source's name
// elsewhere, which is one in both texts, always has it as one other variable.
func (x *exchange) elsewhere() bool {
	for level := 0; level < min(len(x.here), len(x.there), deepest) && x.other == 0; level++ {
		if x.has = x.here[level]; !x.alike(level) {
			return false
		}
	}
	return x.other != 0
}

// alike reports whether a function has the source's name as one other variable, if
// it has it.
func (x *exchange) alike(level int) bool {
	same := false
	for o := range x.bindings.others() {
		if o.in != x.b.in {
			continue
		}
		here, there := directly(x.file, x.here[level], o.offset), directly(x.source, x.there[level], o.where)
		switch {
		case !here && !there:
			continue
		case o.out == x.b.out, x.other != 0 && x.other != o.out:
			return false
		}
		x.other = o.out
		same = same || here && there
	}
	return same || x.other == 0
}

// another reports whether the file's name is a variable of another name in the
// source, in the innermost function around that has the two elsewhere. All that
// the function itself has of it near the binding must be known.
func (x *exchange) another() bool {
	alive := x.life(x.b.out)
	first, last := x.bindings.around()
	for level, f := range x.here[:min(len(x.here), deepest)] {
		var in uint64 // what the name is
		uses := 0     // of it
		for o := range x.bindings.others() {
			if o.out != x.b.out || !inFunc(f, o.offset) || !alive.has(o) {
				continue
			}
			if in != 0 && in != o.in {
				return false
			}
			if in = o.in; o.offset != alive.from {
				uses++
			}
		}
		from := max(f.Start, alive.behind, first)
		to := max(from, min(f.End, alive.to, read(x.text, last).end))
		if (level == 0 || in == 0) && level < len(x.here)-1 && (to-from > longestScope || mentions(x.text[from:to], x.name) > uses+1) {
			return false
		}
		if in != 0 {
			return x.crossed(f, in, alive)
		}
	}
	return false
}

// crossed reports whether in a function both names always stand for one variable
// each, the one of the source's name in too, for as long as they live.
func (x *exchange) crossed(f scope.Func, in uint64, alive life) bool {
	other := x.life(x.other)
	for o := range x.bindings.others() {
		switch {
		case o.in == in && o.out != x.b.out && inFunc(f, o.offset) && alive.has(o),
			o.out == x.other && o.in != x.b.in && other.has(o) && directly(x.file, x.has, o.offset):
			return false
		}
	}
	return true
}

func inFunc(f scope.Func, at int) bool { return at >= f.Start && at < f.End }

// directly reports whether a place is in a function and in none of those in it.
func directly(file *scope.File, f scope.Func, at int) bool {
	if !inFunc(f, at) {
		return false
	}
	around := file.Enclosing(at)
	return len(around) == 0 && f.Start == 0 || len(around) > 0 && around[0] == f
}
