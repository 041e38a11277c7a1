package fit

import (
	"bytes"

	"symset/symbols/sourcemap"
)

// A branch is the first term of a condition that a mapping leads to, as file and
// source have it. Minifiers turn conditions around, if (!a) b() becomes
// a || b(), but what runs when a is true stays. That the next mapping behind the
// term tells: it leads to what follows the condition in the source, to its next
// term, or past what follows.
type branch struct {
	at      sourcemap.Position
	mapping sourcemap.Mapping
	out, in term // out.link is none when no branch is being heard
}

const (
	longestBranch = 4 << 10 // bytes of a source between a condition and what runs
	longestOpener = 64      // bytes of parentheses and the like before what runs
)

// branched hears a mapping, which stands at the byte out of the file and in of
// its source.
func (c *court) branched(at sourcemap.Position, mapping sourcemap.Mapping, original []byte, out, in int) {
	if b := &c.branch; b.out.link != none {
		src := c.text.Bytes()
		switch {
		case out >= b.out.from && out < b.out.end:
			return
		case out < b.out.end || out-b.out.end > longestOpener || b.mapping.Source != mapping.Source || !opens(src[b.out.end:out]):
			b.out.link = none
		case read(original, in).kind.starts() && (c.since.told || read(src, out).kind == nothing):
			if runs, known := b.in.runs(original, in); known {
				c.decide(b, original, runs == b.out.positive())
			}
			b.out.link = none
		}
	}
	c.begin(at, mapping, original, out, in)
}

// begin takes down the term that a mapping leads to, if it is the first that a
// condition of the source asks, or the last of those that && joins.
func (c *court) begin(at sourcemap.Position, mapping sourcemap.Mapping, original []byte, out, in int) {
	in = chain(original, in)
	src := c.text.Bytes()
	var said, has head
	first := asked(original, in)
	if first {
		said, has = headOf(original, in), headOf(src, chain(src, out))
	} else {
		var says, does bool
		if said, says = joined(original, in); !says {
			return
		}
		if has, does = joined(src, chain(src, out)); !does {
			return
		}
	}
	if !said.control() {
		return
	}
	if has.from == c.branch.out.from || !likewise(read(src, has.from), read(original, said.from)) {
		return
	}
	c.branch = branch{at: at, mapping: mapping, out: term{from: has.from}}
	b := branch{at: at, mapping: mapping}
	var ok bool
	if b.in, ok = said.term(original); !ok || !first && b.in.link != body {
		return
	}
	if b.out, ok = has.term(src); !ok || b.in.compared != b.out.compared || b.in.equals != b.out.equals {
		return
	}
	if b.in.compared && b.in.bare != b.out.bare { // a === b became !a === b
		c.decide(&b, original, false)
		return
	}
	c.branch = b
}

// decide counts whether a branch is the same in both files.
func (c *court) decide(b *branch, original []byte, same bool) {
	if !same && c.markup(b.mapping.Source, original, b.in.from) {
		return // {#if (a) || b} is no if (a)
	}
	if c.branches.count(same); !same {
		c.stray = &Example{
			File: b.at, Source: b.mapping.Source, Original: b.mapping.Original,
			Says: b.in.quote(original), Has: b.out.quote(c.text.Bytes()),
		}
	}
}

// quote gives a term with what stands around it.
func (t term) quote(src []byte) string {
	from := t.from
	for from > 0 && t.from-from < shown/4 && bytes.IndexByte([]byte("!( "), src[from-1]) >= 0 {
		from--
	}
	return clip(bytes.TrimSpace(src[from:t.end]))
}

// chain gives where the chain of properties begins that a place is in: some
// tools map the end of a.b.c for all of it.
func chain(src []byte, at int) int {
	first := at
	for at > 0 && at < len(src) && (src[at-1] == '.' || src[at] == '.') {
		if src[at] != '.' {
			at--
		}
		start := at
		for at > 0 && word(src[at-1]) && first-at < longestTerm {
			at--
		}
		if at == start {
			break
		}
	}
	return at
}

// starts reports whether a statement or a term begins with it.
func (k kind) starts() bool { return k != nothing && k != other && k != dot }

// likewise reports whether two tokens may begin one term.
func likewise(a, b token) bool {
	return a.kind == b.kind && a.kind != nothing && (a.kind != other || a.text[0] == b.text[0])
}

// runs tells whether what stands at a place of the source runs when the term
// there, without any negation, is true.
func (t term) runs(src []byte, at int) (when, known bool) {
	if at < t.end || at-t.end > longestBranch {
		return false, false
	}
	if t.link != body {
		return t.positive(), !bytes.ContainsAny(src[t.end:at], "&|?:;{)") // the next term
	}
	src = src[:at+1]
	end := statement(src, t.end, deepest)
	if end > at {
		return t.positive(), true
	}
	if end >= 0 {
		if other := elsePart(src, end); other >= 0 {
			if end = statement(src, other, deepest); end > at {
				return !t.positive(), true
			}
		}
	}
	return !t.positive(), end >= 0 && opens(src[end:at])
}

// opens reports whether code is nothing but what may stand before the first
// token of a statement or a term that is mapped.
func opens(src []byte) bool {
	for i := 0; i < len(src); {
		if i, _ = gap(src, i); i == len(src) {
			break
		}
		switch c := src[i]; {
		case bytes.IndexByte([]byte("({[!-+~"), c) >= 0:
			i++
		case word(c):
			end := step(src, i)
			switch string(src[i:end]) {
			case "var", "let", "const", "return", "throw", "void", "typeof", "new", "await", "yield", "delete", "if", "else":
			default:
				return false
			}
			i = end
		default:
			return false
		}
	}
	return true
}
