package fit

import (
	"bytes"
	"strings"

	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// A witness is what one mapping says of whether its map is the file's.
type witness uint8

const (
	silent        witness = iota // nothing that would be otherwise in a wrong map
	alike                        // names, or the same punctuation
	unlike                       // a name and punctuation
	keptWord                     // a property, keyword or name stands in both files
	keptValue                    // a string or number stands in both files
	keptName                     // the map's name stands at the original place
	otherWord                    // two properties that differ
	otherValue                   // two strings or numbers that differ
	otherKind                    // tokens of other kinds, or two keywords
	otherSign                    // arithmetic with another sign
	otherName                    // the map's name does not stand at the original place
	otherBetween                 // strings, numbers or operators behind the token that differ
	beyondComment                // code, where the original has a comment
	askew                        // the original's token stands a column beside the place
	nowhere                      // the original place is not in its source
	splitWord                    // the mapping begins inside a word
	outsideFile                  // the mapping lies outside the file
	witnesses
)

// A court hears the mappings of a map about a file.
type court struct {
	text  *lines.Text
	m     *sourcemap.Map
	texts map[int]*lines.Text // of sources; nil for those without a text
	last  struct {            // the source asked for last
		source int
		text   *lines.Text
	}
	names    map[int][]byte     // of the map, as far as they were asked for
	bytes    int                // of the texts held
	declared map[int]*constants // of sources, as far as they were asked for
	exports  map[string]int     // the source that exports each constant, negative when several do; nil when not asked for
	read     bool               // there is at least one
	guessed  int                // words that differ from the map's name, without a text to tell by
	scripts  map[int][]int      // of sources, as far as they were asked for; see [court.markup]

	private, keys, sums, relations, spans, branches, chains, calls, fields, bindings rare

	since    span     // what the last mapping began
	marks    []marked // of the last span
	branch   branch   // the condition that is being heard
	bound    bindings
	scanned  map[int]*scope.File // the functions of texts, as far as they were asked for; the file's too
	stray    *Example            // where tokens of a sort differ, if it is not where the last mapping leads
	verbatim verbatim
}

// rare counts what tools change all of or nothing of: one change among many
// that stayed is an edit.
type rare struct{ kept, other int }

func (r *rare) count(kept bool) {
	if kept {
		r.kept++
	} else {
		r.other++
	}
}

// sorts of tokens and lines are counted as rare.
const (
	tokenSorts = 10
	linesSort  = tokenSorts + iota - 1
	namesSort
	movedSort
	pieceSort
	endSort
	sorts
)

// A counted is what was counted of one sort, and how many must stay for each that
// differs to call that an edit.
type counted struct {
	rare
	many int
}

func (s counted) edited() bool { return s.other > 0 && s.kept >= s.many*s.other }

func (c *court) rares() [sorts]counted {
	return [sorts]counted{{c.keys, 8}, {c.private, 30}, {c.sums, 30}, {c.relations, 8}, {c.spans, 12}, {c.branches, 2}, {c.chains, 2}, {c.calls, 3}, {c.fields, 1}, {c.bindings, 4},
		linesSort: {c.verbatim.lines(), 30}, namesSort: {c.verbatim.names(), 30}, movedSort: {rare{0, c.verbatim.moved.found}, 0}, pieceSort: {c.verbatim.pieces(), 4}, endSort: {rare{0, c.verbatim.ended}, 0}}
}

// strayed tells how many tokens of each sort differ.
func (c *court) strayed() [tokenSorts]int {
	return [tokenSorts]int{c.keys.other, c.private.other, c.sums.other, c.relations.other, c.spans.other, c.branches.other, c.chains.other, c.calls.other, c.fields.other, c.bindings.other}
}

// hear gives what a mapping says, the place being where it begins in the file.
func (c *court) hear(at sourcemap.Position, mapping sourcemap.Mapping, fitness int) witness {
	switch fitness {
	case outside:
		return outsideFile
	case split:
		if c.spaceless(at, mapping) {
			return silent
		}
		return splitWord
	case within:
		return silent
	}
	if !mapping.OK() {
		return silent
	}
	offset, ok := c.text.Offset(at)
	if !ok {
		return silent
	}
	source := c.source(mapping.Source)
	if source == nil {
		return c.named(offset, mapping)
	}
	where, ok := source.Offset(mapping.Original)
	if !ok {
		return nowhere
	}
	if fitness == shared && !valueAlone(source.Bytes(), where) {
		if out, in := read(c.text.Bytes(), offset), read(source.Bytes(), where); out.kind == name && in.kind == name {
			c.bind(out, in, binding{source: mapping.Source, offset: offset, where: where, shared: true})
			if sameWord(out.text, in.text) {
				c.called(out, in, source.Bytes())
			}
		}
		return c.common(offset, source.Bytes(), where)
	}
	w := c.compare(offset, source.Bytes(), where, mapping)
	if w == otherValue && c.markup(mapping.Source, source.Bytes(), where) {
		return silent
	}
	return w
}

// compare compares what stands at both ends of a mapping, and around it.
func (c *court) compare(offset int, original []byte, where int, mapping sourcemap.Mapping) witness {
	src := c.text.Bytes()
	out, in := read(src, offset), read(original, where)
	c.field(offset, original, where, mapping)
	w := c.tokens(out, in, offset, original, where, mapping)
	if w == otherValue && in.kind == literal && (respelled(src, offset, original, where) || concatenated(src, offset)) {
		w = silent
	}
	if out.kind == name && in.kind == name {
		c.bind(out, in, binding{source: mapping.Source, offset: offset, where: where})
	}
	if out.kind == in.kind && (w == keptWord && in.kind != keyword || w == keptName || w == alike && in.kind == name) {
		c.called(out, in, original)
	}
	if out.kind.operand() && in.kind.operand() && c.chained(out, in, offset, original, where) {
		return otherSign
	}
	surrounded := func() bool { return before(src, offset) == before(original, where) }
	added := (in.kind == literal || w == otherValue) && operatorOf(original[code(original, in.end):]) == "+"
	if out.kind == literal && in.kind == literal && added && before(original, where) != '+' {
		if before(src, offset) == '+' {
			return silent // the end of a sum that was put together leads to where the sum begins
		}
		if put := c.constants(mapping.Source, original).put(out.text, where, surrounded()); put != silent {
			return put
		}
	}
	switch {
	case w != otherValue:
	case in.kind == number:
		var settled bool
		if w, settled = c.reckoned(out, in, offset, original, where); settled {
			return w
		}
	case added && strings.HasPrefix(value(out.text), value(in.text)):
		w = silent // strings put together
	}
	if (w == keptValue || w == otherValue) && out.ended() && in.ended() && (folded(src, offset, out.end) || folded(original, where, in.end)) {
		a, b := after(src, out.end), after(original, in.end)
		switch {
		case surrounded() && a == b:
		case w == keptValue:
			c.sums.count(true)
		case !surrounded() || !valueEnds(a) || !valueEnds(b):
			if w = silent; folded(src, offset, out.end) {
				c.sums.count(false)
			}
		}
	}
	if out.kind == name && in.kind == number && valueEnds(after(src, out.end)) && valueEnds(after(original, in.end)) && surrounded() {
		return otherValue // tools write numbers for names, and no names for numbers
	}
	if x := operatorOf(src[out.end:]); x != "" && w < otherWord && out.kind.operand() && in.kind.operand() {
		switch y := operatorOf(original[code(original, in.end):]); {
		case y == "" || !surrounded():
		case x[0] == '<' || x[0] == '>':
			if y[0] == '<' || y[0] == '>' { // or a sum before it was worked out
				c.relations.count(x == y)
			}
		case x != y && y[0] != '<' && y[0] != '>' && !commuted(original, where, in.end, x, y) && operand(src, out.end, x).kind == operand(original, in.end, y).kind:
			return otherSign
		}
	}
	if stepped(src[offset:], original[where:]) || out.kind.operand() && in.kind.operand() && stepped(src[out.end:], original[in.end:]) {
		return otherSign
	}
	if w != keptWord && w != keptValue && w != keptName && beside(src, offset, in) {
		return askew
	}
	return w
}

// commuted reports whether tools may have written the operator x for y behind an
// operand, as they change which comes first: 2*a+b for a*2+b, b-a for -a+b.
func commuted(original []byte, at, end int, x, y string) bool {
	second := operand(original, end, y)
	behind := bytes.TrimLeft(original[code(original, second.end):], ") ")
	return before(original, at) == '-' || second.kind == number && operatorOf(behind) == x
}

// operand gives the token behind an operator that follows a place.
func operand(src []byte, at int, op string) token {
	at += bytes.Index(src[at:], []byte(op)) + len(op)
	return read(src, blank(src, at))
}

// named compares a place with the map's name for it, which is all there is to
// compare with when the map has no texts.
func (c *court) named(offset int, mapping sourcemap.Mapping) witness {
	if mapping.Name < 0 {
		return silent
	}
	out, n := read(c.text.Bytes(), offset), c.name(mapping.Name)
	switch {
	case len(n) == 0:
		return silent
	case out.kind == property || out.kind == dot:
		switch {
		case sameWord(out.text, n):
			return keptWord
		case private(n) || string(out.text) == "default", out.kind == dot:
			return silent // what is before a dot has its name for some
		}
		c.guessed++
		return otherWord
	case out.kind == name:
		return alike
	}
	return unlike
}

// tokens compares what stands at both ends of a mapping.
func (c *court) tokens(out, in token, offset int, original []byte, where int, mapping sourcemap.Mapping) witness {
	if in.kind == name && (out.kind == literal || out.kind == number) {
		if w := c.inlined(out, in, offset, original, where, mapping); w != silent {
			return w
		}
	}
	same := sameWord(out.text, in.text)
	if w := c.truths(out, in, offset, original, where); w != silent {
		return w
	}
	switch {
	case out.kind != nothing && in.kind == nothing && where < len(original) && original[where] == '/':
		return beyondComment
	case out.kind == nothing || in.kind == nothing:
		return silent
	case out.kind == literal && in.kind == literal:
		return literals(out.text, in.text, opensQuote(c.text.Bytes(), offset), original, where)
	case out.kind == number && in.kind == number:
		switch {
		case sameNumber(out.text, in.text):
			return keptValue
		case offset > 0 && c.text.Bytes()[offset-1] == '!':
			return silent // of true or false
		case string(out.text) != "0":
		case bytes.HasSuffix(c.text.Bytes()[:offset], []byte("void ")),
			isArgument(c.text.Bytes(), offset, out.end) && before(original, where) == '=':
			return silent // of undefined, or for a constant that nobody reads
		}
		return otherValue
	case out.kind == in.kind && (out.kind == property || out.kind == dot):
		switch {
		case same:
		case string(out.text) == "apply" && bytes.HasPrefix(original[in.end:], []byte("(...")),
			string(in.text) == "$", string(out.text) == "exports", len(out.text) <= mangled && ofModule(original, where):
			return silent // bundlers write jQuery for $, and shorten what modules export
		}
		if private(in.text) || private(out.text) {
			if string(out.text) == "call" {
				return silent // what was looked up before: (t=this._a).b==null||t.b.call(t)
			}
			c.private.count(same)
			if !same && len(out.text) <= mangled {
				return silent
			}
		}
		switch {
		case same:
			return keptWord
		case len(out.text) == 1, c.written(out, mapping, original, where), string(out.text) == "concat", bytes.HasSuffix(bytes.TrimRight(c.text.Bytes()[:offset], "."), in.text):
			return silent // iterator.n(), "".concat() and list.push.apply() are loops, templates and spreads for old browsers
		}
		return otherWord
	case out.kind == in.kind && same && out.kind != other:
		if out.kind == name && isKey(original, where, in.end) {
			c.keys.count(true)
		}
		return keptWord
	case mapping.Name >= 0 && in.kind == name && !isKey(original, where, in.end):
		if !bytes.HasPrefix(original[where:], c.name(mapping.Name)) {
			return otherName
		}
		switch out.kind {
		case other:
			return otherKind
		case literal: // in the list of those that ...rest goes without
			return silent
		}
		return keptName
	case out.kind == name && in.kind == name:
		if isKey(c.text.Bytes(), offset, out.end) && isKey(original, where, in.end) && !private(in.text) && angular[string(in.text)] != string(out.text) && !c.written(out, mapping, original, where) {
			c.keys.count(false)
		}
		return alike
	case out.kind == name && in.kind == literal && isKey(c.text.Bytes(), offset, out.end) && isKey(original, where, in.end):
		c.keys.count(string(out.text) == value(in.text)) // a key without its quotes
		return silent
	case (out.kind == property || out.kind == dot) && in.kind == literal && indexes(in, original, where):
		if string(out.text) == value(in.text) { // a["b"] becomes a.b
			return keptWord
		}
		return otherWord
	case out.kind == other && in.kind == other:
		if out.text[0] == in.text[0] {
			if in.text[0] == '`' && retyped(c.text.Bytes(), offset, original, where) {
				return otherValue
			}
			return alike
		}
		return silent
	case out.kind == literal && (out.text[0] == '`' || bytes.HasPrefix(out.text[1:], in.text)):
		return silent // the text of a template or of markup
	case out.kind != other && in.kind != other:
		return otherKind
	}
	return unlike
}

// written reports whether a word is one that a tool wrote: the map has its name,
// and leads to where the code begins that it was written for.
func (c *court) written(out token, mapping sourcemap.Mapping, original []byte, where int) bool {
	if mapping.Name < 0 {
		return false
	}
	n := c.name(mapping.Name)
	return bytes.Equal(n, out.text) && !bytes.HasPrefix(original[where:], n)
}

// truths compares two tokens that are true or false; it is silent on others.
func (c *court) truths(out, in token, offset int, original []byte, where int) witness {
	has, known := truth(c.text.Bytes(), offset, out)
	says, there := truth(original, where, in)
	switch {
	case !known || !there:
		return silent
	case has == says:
		return keptValue
	}
	if end := bytes.IndexByte(original[in.end:min(len(original), in.end+2)], ','); end >= 0 {
		next := blank(original, in.end+end+1)
		if says, there = truth(original, next, read(original, next)); there && says == has {
			return silent // Terser maps each of a list of these to the first
		}
	}
	return otherValue
}

// truth tells what a token is that is true or false. Minifiers write !0 and !1,
// and map the one or the other of its characters.
func truth(src []byte, at int, t token) (is, known bool) {
	switch {
	case t.kind == keyword:
		is = string(t.text) == "true"
		return is, is || string(t.text) == "false"
	case t.kind == other && t.text[0] == '!':
		at++
		t = read(src, at)
	case t.kind != number || at == 0 || src[at-1] != '!':
		return false, false
	}
	is = string(t.text) == "0"
	return is, is || string(t.text) == "1"
}

// beside reports whether the original's token stands a column before or behind
// the place that the map names for it.
func beside(src []byte, offset int, in token) bool {
	if t := read(src, offset); t.kind == literal && value(t.text) == string(in.text) {
		return false // in quotes
	}
	for _, at := range []int{offset - 1, offset + 1} {
		if at < 0 || at >= len(src) || at > 0 && word(src[at-1]) && word(src[at]) {
			continue
		}
		out := read(src, at)
		switch {
		case out.kind != in.kind:
		case in.kind == literal && len(in.text) > 3 && sameLiteral(out.text, in.text),
			(in.kind == keyword || in.kind == name) && len(in.text) > 2 && bytes.Equal(out.text, in.text):
			return true
		}
	}
	return false
}

// mangled is up to how many bytes the names are long that builds give private properties.
const mangled = 5

// private reports whether a property is one that builds shorten by its name.
func private(text []byte) bool {
	return text[0] == '_' || text[0] == '$' || text[len(text)-1] == '_'
}
