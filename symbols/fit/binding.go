package fit

import (
	"bytes"
	"hash/maphash"
	"iter"
)

// A binding is a name of a source, and the name that the file has for it.
// Minifiers give a variable one name for as long as it lives. That a name of the
// source is x wherever else its function has it, and is y just once, where y is
// another's name all along, is no minifier's work: somebody exchanged one variable
// for another (exchange.go).
type binding struct {
	in, out uint64 // hashes of the two names, the first with the source's number
	source  int
	offset  int  // byte of the file
	where   int  // byte of the source
	shared  bool // the mapping before leads to the same name
	same    bool // the two names are one
	differs bool // from the one before or behind it that has the same name in the source
	before  int  // number of the last of those before it that share its place in the table
}

// reach is how many bindings on either side of one are compared with it.
const reach = 96

// bindings are those heard last.
type bindings struct {
	ring  [2*reach + 1]binding
	heard int          // of all; they have numbers from 1
	last  [1 << 10]int // the number of the last binding, by the hash of its name in the source

	differing, exchanges int // how many were looked at
}

var seed = maphash.MakeSeed()

// bind hears what a name of the source is in the file. What a module's names are
// called outside of it is no variable, nor is a method, a label or the $ before a
// brace in a template; and a module's name, module.name, is not what the module's is,
// nor is the Object that webpack calls it by, Object(module.name)().
func (c *court) bind(out, in token, b binding) {
	src := c.text.Bytes()
	switch {
	case isKey(src, b.offset, out.end), isLabel(src, b.offset, out.end), string(in.text) == "constructor", string(out.text) == "Object",
		bytes.HasSuffix(src[:b.offset], []byte("as ")), bytes.HasPrefix(src[out.end:], []byte(" as ")), bytes.HasPrefix(src[out.end-1:], []byte("${")):
		return
	}
	if t := read(src, out.end); t.kind == dot && sameWord(t.text, in.text) {
		return
	}
	if b.same = bytes.Equal(out.text, in.text); b.same && isMethod(src, b.offset, out.end) {
		return
	}
	b.in, b.out = maphash.Bytes(seed, in.text)+uint64(b.source), maphash.Bytes(seed, out.text)
	c.bound.add(b)
	c.middle()
}

func (s *bindings) add(b binding) {
	last, oldest := &s.last[b.in%uint64(len(s.last))], max(0, s.heard+1-len(s.ring))
	b.before = *last
	for n := b.before; n > oldest; {
		o := &s.ring[(n-1)%len(s.ring)]
		if n = o.before; o.in == b.in {
			if o.out != b.out {
				o.differs, b.differs = true, true
			}
			break
		}
	}
	s.ring[s.heard%len(s.ring)] = b
	s.heard++
	*last = s.heard
}

// at gives one of the bindings in the ring, the oldest being 0.
func (s *bindings) at(i int) *binding { return &s.ring[(s.heard+i)%len(s.ring)] }

// around gives the bytes of the file where the first and the last of the bindings
// around the one in the middle begin.
func (s *bindings) around() (first, last int) {
	first = s.at(reach).offset
	for o := range s.others() {
		first, last = min(first, o.offset), max(last, o.offset)
	}
	return first, max(last, s.at(reach).offset)
}

// others gives the bindings around the one in the middle that are of its source.
func (s *bindings) others() iter.Seq[*binding] {
	return func(yield func(*binding) bool) {
		b, next := s.at(reach), s.heard%len(s.ring)
		older, newer := s.ring[next:], s.ring[:next]
		if s.heard < len(s.ring) {
			older = nil // there are none yet
		}
		for i := range older {
			if o := &older[i]; o.source == b.source && o != b && !yield(o) {
				return
			}
		}
		for i := range newer {
			if o := &newer[i]; o.source == b.source && o != b && !yield(o) {
				return
			}
		}
	}
}

// middle compares the binding in the middle with those around it.
func (c *court) middle() {
	b := c.bound.at(reach)
	if c.bound.heard <= reach || b.source < 0 {
		return
	}
	kept := !b.differs || b.shared || !c.exchange(b)
	if c.bindings.count(kept); !kept {
		source := c.source(b.source)
		c.stray = &Example{
			File: c.text.Position(b.offset), Source: b.source, Original: source.Position(b.where),
			Says: quote(source.Bytes(), b.where), Has: quote(c.text.Bytes(), b.offset),
		}
	}
}
