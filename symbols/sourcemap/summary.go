package sourcemap

// class gives the value of a base64 digit, below 64; sepComma or sepLine; or
// something larger.
var class = func() (table [256]uint8) {
	for i, d := range digit {
		table[i] = d
		if d >= 64 {
			table[i] = 128
		}
	}
	table[','], table[';'] = sepComma, sepLine
	return table
}()

const (
	sepComma = 64
	sepLine  = 65
)

// A summary is what a piece of mappings adds to the running numbers, found
// without knowing them.
type summary struct {
	delta state // segments: since the last line began; line, column, …: sums
	total int32 // segments in all
	least bounds
	most  bounds
	seen  uint8 // kinds of segments, a bit each
	opens bool  // it begins with the end of a line
	odd   bool  // it holds something that [cursor] must look at; the rest is meaningless
}

// bounds are extremes of the running numbers, relative to the piece's
// beginning.
type bounds struct{ source, oline, ocol, name int32 }

// summarize sums a piece of mappings that begins and ends behind a separator
// (or with the text). Anything but whole segments of 1, 4 or 5 numbers of up to
// four digits, in the order of their columns, makes the summary odd.
func summarize(t []byte) (s summary) {
	var line, column, source, oline, ocol, name int32
	var since, total int32 // segments before the line began, and in all
	kind, after := nothing, lineStart
	odd := summary{odd: true}
	s.opens = len(t) > 0 && t[0] == ';'
	for i := 0; i < len(t); {
		if c := class[t[i]]; c >= 64 {
			if c != sepLine || after == comma {
				return odd
			}
			line++
			column, since, kind, after = 0, total, nothing, lineStart
			i++
			continue
		}
		var f [5]int32
		n := 0
		if i+6 <= len(t) {
			w := t[i : i+6]
			a, b, c, d := class[w[0]], class[w[1]], class[w[2]], class[w[3]]
			if a|b|c|d < 32 {
				f[0], f[1], f[2], f[3] = signed(a), signed(b), signed(c), signed(d)
				i, n = i+4, 4
				if e := class[w[4]]; e < 32 {
					f[4] = signed(e)
					i, n = i+1, 5
				}
			}
		}
		for i < len(t) {
			d := class[t[i]]
			if d >= 64 {
				break
			}
			i++
			v := int32(d & 31)
			for shift := 5; d >= 32; shift += 5 {
				if i == len(t) || shift > 15 {
					return odd
				}
				if d = class[t[i]]; d >= 64 {
					return odd
				}
				i++
				v |= int32(d&31) << shift
			}
			if n == len(f) {
				return odd
			}
			f[n] = v>>1 ^ -(v & 1) + v&1
			n++
		}
		column += f[0]
		kind = bare
		if n != 1 {
			if n < 4 {
				return odd
			}
			if f[1] != 0 {
				source += f[1]
				s.least.source, s.most.source = min(s.least.source, source), max(s.most.source, source)
			}
			oline += f[2]
			ocol += f[3]
			s.least.oline, s.least.ocol = min(s.least.oline, oline), min(s.least.ocol, ocol)
			kind = placed
			if n == 5 {
				name += f[4]
				s.least.name, s.most.name = min(s.least.name, name), max(s.most.name, name)
				kind = named
			}
		}
		if f[0] < 0 {
			return odd
		}
		total++
		s.seen |= 1 << kind
		after = segment
		if i < len(t) && t[i] == ',' {
			after = comma
			i++
		} else if i < len(t) && class[t[i]] != sepLine {
			return odd
		}
	}
	s.total = total
	s.delta = state{line: line, column: column, source: source, oline: oline, ocol: ocol, name: name,
		segments: total - since, kind: kind, after: after}
	return s
}

// signed gives the number of a single digit.
func signed(d uint8) int32 {
	v := int32(d)
	return v>>1 ^ -(v & 1) + v&1
}

// plus gives the state after a piece.
func (s state) plus(p state) state {
	if p.line == 0 {
		p.column += s.column
		p.segments += s.segments
		if p.kind == nothing {
			p.kind = s.kind
		}
	}
	return state{line: s.line + p.line, column: p.column, source: s.source + p.source, oline: s.oline + p.oline,
		ocol: s.ocol + p.ocol, name: s.name + p.name, segments: p.segments, kind: p.kind, after: p.after}
}

// comfortable is how large running numbers can be for a piece to be summed up:
// checkEvery digits, of which each number has up to four, can't take them over
// 2³¹-1.
const comfortable = 1 << 30

// takes reports whether a piece can follow as its summary says, within the
// bounds of the standard and of the section's lists.
func (s *state) takes(p *summary, in *section) bool {
	switch {
	case p.odd,
		s.after == comma && p.opens,
		max(s.column, s.source, s.oline, s.ocol, s.name) >= comfortable,
		min(s.source+p.least.source, s.oline+p.least.oline, s.ocol+p.least.ocol, s.name+p.least.name) < 0,
		p.seen&(1<<placed|1<<named) != 0 && int(s.source+p.most.source) >= in.sources.n,
		p.seen&(1<<named) != 0 && int(s.name+p.most.name) >= in.names.n:
		return false
	}
	return true
}
