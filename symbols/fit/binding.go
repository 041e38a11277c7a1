package fit

import (
	"bytes"
	"hash/maphash"
)

// A binding is a name of a source, and the name that the file has for it.
// Minifiers give a variable one name for as long as it lives. That a name of the
// source is x wherever else it stands nearby, and is y just once, where y is
// another's name before and behind, is no minifier's work: somebody exchanged one
// variable for another.
type binding struct {
	in, out uint64 // hashes of the two names
	source  int
	offset  int // byte of the file
	where   int // byte of the source
}

// bindings are those heard last.
type bindings struct {
	ring  [2*reach + 1]binding
	heard int // of all
}

const (
	reach      = 24      // bindings on either side of one that are compared with it
	firm       = 3       // times that a name must be bound as it is around one that differs
	longestUse = 2 << 10 // bytes of the file between two uses of a variable
)

var seed = maphash.MakeSeed()

// bind hears what a name of the source is in the file.
func (c *court) bind(out, in token, b binding) {
	b.in, b.out = maphash.Bytes(seed, in.text), maphash.Bytes(seed, out.text)
	c.bound.add(b)
	c.middle()
}

// middle compares the binding in the middle with those around it.
func (c *court) middle() {
	s := &c.bound
	b := s.at(reach)
	if s.heard <= reach || b.source < 0 {
		return
	}
	near := s.around(b)
	switch {
	case !near.differ:
		c.bindings.count(true)
		return
	case near.kept && len(read(c.text.Bytes(), b.offset).text) > 2: // no name is changed around here
	case !near.framed || near.next-near.last > longestUse || !oneScope(c.text.Bytes()[near.last:near.next], b.offset-near.last):
		return
	}
	source := c.source(b.source)
	if source == nil || opened(c.text.Bytes(), b.offset) != opened(source.Bytes(), b.where) {
		return // tools write the value of a variable in its place
	}
	c.bindings.count(false)
	c.stray = &Example{
		File: c.text.Position(b.offset), Source: b.source, Original: source.Position(b.where),
		Says: quote(source.Bytes(), b.where), Has: quote(c.text.Bytes(), b.offset),
	}
}

// opened reports whether what a name stands for is looked into or called.
func opened(src []byte, at int) bool {
	switch c := after(src, read(src, at).end); c {
	case '.', '(', '[':
		return true
	}
	return false
}

func (s *bindings) add(b binding) {
	s.ring[s.heard%len(s.ring)] = b
	s.heard++
}

// at gives one of the bindings in the ring, the oldest being 0.
func (s *bindings) at(i int) *binding { return &s.ring[(s.heard+i)%len(s.ring)] }

// A neighbourhood is what the bindings around one say of its two names.
type neighbourhood struct {
	differ bool // both are bound otherwise, always alike
	kept   bool // and to themselves: nobody renames here
	framed bool // both are found before and behind, and often enough

	last, next int // bytes of the file where its name there is another's, before and behind
}

// around looks at the bindings around one.
func (s *bindings) around(b *binding) neighbourhood {
	var in, out [2]int // others of the one name and of the other, before and behind
	var to, from uint64
	var near neighbourhood
	for i := range len(s.ring) {
		other, side := s.at(i), 0
		if i > reach {
			side = 1
		}
		switch {
		case i == reach || other.source != b.source || i+s.heard < len(s.ring):
		case other.in == b.in && other.out == b.out:
			return neighbourhood{}
		case other.in == b.in:
			if to != 0 && to != other.out {
				return neighbourhood{}
			}
			to = other.out
			in[side]++
		case other.out == b.out:
			if from != 0 && from != other.in {
				return neighbourhood{}
			}
			from = other.in
			if out[side]++; side == 0 {
				near.last = other.offset
			} else if out[side] == 1 {
				near.next = other.offset
			}
		}
	}
	near.differ = to != 0 && from != 0
	near.kept = to == b.in && from == b.out
	near.framed = min(in[0], in[1], out[0], out[1]) > 0 && in[0]+in[1] >= firm && out[0]+out[1] >= firm
	return near
}

// oneScope reports whether no function begins or ends in a piece of code, as
// seen from a byte in it.
func oneScope(code []byte, at int) bool {
	if bytes.Contains(code, []byte("=>")) || bytes.Contains(code, []byte("function")) {
		return false
	}
	depth := 0
	for _, c := range code[at:] {
		switch c {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	depth = 0
	for i := at - 1; i >= 0; i-- {
		switch code[i] {
		case '}':
			depth++
		case '{':
			if depth--; depth < 0 && i > 0 && code[i-1] == ')' {
				return false
			}
		}
	}
	return true
}
