package fit

import (
	"bytes"
	"strings"

	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// Tools that don't minify write most lines as they stand in the sources. A
// verbatim compares these as a whole: mappings that lead to statements, or to
// lines, say nothing of what follows their first token. Where many lines stayed,
// one that is its source's but for one place is another build's.
type verbatim struct {
	line             int               // the first that was not compared
	last             sourcemap.Mapping // the first of the last line that is mapped
	kept, renamed    int               // lines that stayed, and those of which only names did not
	changed, mangled int               // lines with an edit, and with other names beside it
	swapped          int               // lines with one name exchanged for another of the code around
	pieced           int               // lines that differ by a piece of an expression
	folded           int               // lines with !0 for true, as tools write that fold expressions
	before           differing         // the last
	moved            moved
	ended            int // strings behind the last line that the source has not
}

// longestLine bounds the bytes of a line that is compared; minified ones are longer.
const longestLine = 512

// lines counts the lines that stayed and those that were edited. Names that
// differ say nothing where all were renamed.
func (v *verbatim) lines() rare {
	if v.renamed*2 > v.kept {
		return rare{v.kept + v.renamed, v.changed + v.mangled}
	}
	return rare{v.kept, v.changed}
}

// names counts the lines of which the names stayed, and those with one exchanged.
func (v *verbatim) names() rare { return rare{max(0, v.kept-4*v.renamed), v.swapped} }

// named reports whether names stay, as far as can be told by now.
func (v *verbatim) named() bool { return v.renamed < 8 || v.kept > 4*v.renamed }

func (v *verbatim) stayed() {
	v.kept++
	v.moved.forget()
}

// A difference is where a line and its source part.
type difference struct {
	at       sourcemap.Position // in the file
	original sourcemap.Position
	sort     int // among [court.rares]
}

// compareLine compares the line that begins with a mapping; it is for lines that
// were not compared. It reports where the two part if that is an edit.
func (c *court) compareLine(at sourcemap.Position, mapping sourcemap.Mapping) (difference, bool) {
	v := &c.verbatim
	if !mapping.OK() {
		return difference{}, false
	}
	text, before := c.text.Line(at.Line), v.line
	v.line, v.last = at.Line+1, mapping
	v.last.Generated = at
	first := at == (sourcemap.Position{})
	if len(text) > longestLine && !first {
		return difference{}, false
	}
	start, _ := c.text.Offset(sourcemap.Position{Line: at.Line})
	offset, ok := c.text.Offset(at)
	source := c.source(mapping.Source)
	if !ok || source == nil || offset-start > blank(text, 0) {
		return difference{}, false
	}
	where, ok := source.Offset(mapping.Original)
	if !ok {
		return difference{}, false
	}
	file, original := text[offset-start:], source.Bytes()
	if first && begins(original, where) && pushed(text, original[where:]) && !strings.HasSuffix(c.m.Source(mapping.Source), "browser-pack/_prelude.js") {
		v.moved.found = 1
		return difference{at, mapping.Original, movedSort}, true
	}
	out, in := blank(file, 0), blank(original, where)
	switch {
	case len(text) > longestLine:
		return difference{}, false
	case out > 0 && in == where && !begun(file, out, read(original, in)):
		v.line = before // the white space before the code may be mapped to what was before it
		return difference{}, false
	case len(file)-out > shortest && bytes.HasPrefix(original[in:], file[out:]):
		v.stayed()
		return difference{}, false
	}
	original = original[where:min(len(original), where+2*longestLine)]
	how, p := v.parted(file, original)
	part := func(i, j, sort int) (difference, bool) {
		return difference{c.text.Position(offset + i), source.Position(where + j), sort}, true
	}
	if how == unedited && p.names == 0 {
		if p.tokens >= enough {
			v.stayed()
		}
		return difference{}, false
	}
	switch {
	case how == unedited && v.named() && v.exchanged(at.Line, file, original):
		v.pieced++
		return part(p.i, p.j, pieceSort)
	case how == unedited:
		v.renamed++
		if p.names == 1 && p.tokens >= enough && v.named() && swapped(c.text, source, offset, where, p) {
			v.swapped++
			return part(p.to.at, p.from.at, namesSort)
		}
	case v.moved.hear(c.text, at.Line, original):
		return part(p.i, p.j, movedSort)
	case how == foreign:
		if folds(file, original) {
			v.folded++
		}
	case follows(file, original):
	case how == pieced && !c.resumes(at.Line):
		v.pieced++
		return part(p.i, p.j, pieceSort)
	case how == pieced:
	case p.names > 0:
		v.mangled++
		return part(p.i, p.j, linesSort)
	case c.m.Sources() == 1: // bundlers drop arguments that nobody reads
		v.changed++
		return part(p.i, p.j, linesSort)
	}
	return difference{}, false
}

// somePieces is how many a person changes of a line or two.
const somePieces = 3

// pieces counts the lines that stayed and those that differ by a piece. Tools that
// fold expressions turn conditions around, too, and put statements together.
func (v *verbatim) pieces() rare {
	if v.folded*100 > v.kept || v.pieced > somePieces && v.pieced*100 > v.kept {
		return rare{0, v.pieced}
	}
	return rare{v.kept, v.pieced}
}

// folds reports whether a line has !0 or !1 where its source has a word.
func folds(file, original []byte) bool {
	out, in := firstLine(file), firstLine(original)
	return (bytes.Contains(out, []byte("!0")) || bytes.Contains(out, []byte("!1"))) && (bytes.Contains(in, []byte("true")) || bytes.Contains(in, []byte("false")))
}

// resumes reports whether a line is of a function that Babel takes apart for
// browsers without generators: it turns the conditions there around, and returns
// what nothing returns.
func (c *court) resumes(line int) bool {
	for n := line - 1; n <= line+1; n++ {
		if n >= 0 && n < c.text.Len() && bytes.HasPrefix(bytes.TrimPrefix(bytes.TrimSpace(c.text.Line(n)), []byte("return ")), []byte("_context")) {
			return true
		}
	}
	return false
}

// parted is [parted], but that names stay, as far as can be told by now: one that
// differs may be where a line parts from its source.
func (v *verbatim) parted(file, original []byte) (edit, *pace) {
	how, p := parted(file, original)
	switch {
	case commentedOut(file, original), commentedOut(original, firstLine(file)):
		return pieced, &pace{file: file, source: original}
	case how != foreign:
	case p.names > 0 && v.named():
		if q := p.named(); q.edit() == pieced {
			return pieced, q
		}
	}
	return how, p
}

// commentedOut reports whether what is a line of code here is a comment there.
func commentedOut(here, there []byte) bool {
	comment, isOne := bytes.CutPrefix(bytes.TrimLeft(there, " \t"), []byte("//"))
	if !isOne {
		return false
	}
	line := firstLine(comment)
	return len(line) >= shortest && sameCode(firstLine(here), line)
}

// begun reports whether the code at a place begins with the token, or with what
// tools write for it.
func begun(file []byte, at int, b token) bool {
	a := read(file, at)
	p := pace{file: file, i: at}
	return bytes.Equal(a.text, b.text) || p.rewrote(a, b) > 0
}

// follows reports whether a line of the file is the next of the source: esbuild
// maps the items of a list to the line before.
func follows(file, original []byte) bool {
	_, next, _ := bytes.Cut(original, []byte("\n"))
	how, p := parted(file, next)
	return how == unedited && p.names == 0 && p.tokens > 0
}

// begins reports whether nothing but white space is before a place on its line.
func begins(src []byte, at int) bool {
	for at > 0 && (src[at-1] == ' ' || src[at-1] == '\t') {
		at--
	}
	return at == 0 || src[at-1] == '\n' || src[at-1] == '\r'
}

// swapped reports whether the name that differs was exchanged for another: a name
// that a tool gives a thing is no other thing's, here or there.
func swapped(text, source *lines.Text, offset, where int, p *pace) bool {
	src, original := text.Bytes(), source.Bytes()
	if min(len(p.to.text), len(p.from.text)) < 3 || !halts(p.source, p.behind) || item(p.file) || item(firstLine(p.source)) {
		return false
	}
	if declares[string(wordBefore(p.file, blankBefore(p.file, p.to.at)))] {
		return false // of declarations together, each is mapped to the first
	}
	if c := after(original, where+p.behind); c == '.' || c == '[' || c == '(' {
		return false // a name of a module's is written without the module
	}
	alias, imports := string(p.to.text)+" as "+string(p.from.text), original[:min(len(original), 4*around)]
	return nearby(src, offset, p.from.text) && nearby(original, where, p.to.text) && !bytes.Contains(imports, []byte(alias))
}

// item reports whether a line is one of a list's.
func item(line []byte) bool { return bytes.HasSuffix(bytes.TrimSpace(line), []byte(",")) }

// around is how many bytes before and behind a place are near it.
const around = 8 << 10

// nearby reports whether a variable of that name stands in the code around a place.
func nearby(src []byte, at int, name []byte) bool {
	src = src[max(0, at-around):min(len(src), at+around)]
	for i := 0; ; {
		n := bytes.Index(src[i:], name)
		if n < 0 {
			return false
		}
		i += n
		end := i + len(name)
		if i > 0 && !word(src[i-1]) && bytes.IndexByte([]byte("./'\""), src[i-1]) < 0 && end < len(src) && !word(src[end]) {
			return true
		}
		i = end
	}
}
