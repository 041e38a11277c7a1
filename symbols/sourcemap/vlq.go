package sourcemap

import (
	"fmt"
	"math"
)

// digit gives the value of a base64 digit. Everything else has bit 6 set.
var digit = func() (table [256]uint8) {
	for i := range table {
		table[i] = 64
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = uint8(i)
	}
	return table
}()

// What a segment is: nothing on the line so far, generated code without an
// original, with one, and with a name too.
const (
	nothing uint8 = iota
	bare
	placed
	named
)

// What stood last on a line, to tell segments that are missing.
const (
	lineStart uint8 = iota
	segment
	comma
)

// A state is what decoding carries from segment to segment (ECMA-426 "decode
// mappings"): the running numbers, and what the last segment was.
type state struct {
	line, column        int32 // generated
	source, oline, ocol int32 // original
	name                int32
	segments            int32 // so far on the line
	kind                uint8 // of the last segment on the line
	after               uint8 // what stood last
}

// A cursor decodes a piece of mappings segment by segment, exactly and
// strictly.
type cursor struct {
	state
	text  []byte
	i     int
	begin int                                                    // where the segment began that was decoded last
	fault Code                                                   // why decoding stopped before the end
	minor func(c *cursor, code Code, format string, args ...any) // called for faults that spoil nothing; may be nil
}

// next decodes the next segment; false at the end of text or at a fault, after
// which the state is that before the bad segment.
func (c *cursor) next() bool {
	for c.i < len(c.text) {
		switch c.text[c.i] {
		case ';':
			if c.after == comma {
				c.mind(EmptySegment, "a segment is empty")
			}
			c.line++
			c.column, c.segments, c.kind, c.after = 0, 0, nothing, lineStart
			c.i++
		case ',':
			if c.after != segment {
				c.mind(EmptySegment, "a segment is empty")
			}
			c.after = comma
			c.i++
		default:
			return c.segment()
		}
	}
	return false
}

func (c *cursor) mind(code Code, format string, args ...any) {
	if c.minor != nil {
		c.minor(c, code, format, args...)
	}
}

// segment decodes the segment at i.
func (c *cursor) segment() bool {
	c.begin = c.i
	var delta [5]int32
	n := 0
	i := c.i
	for i < len(c.text) && c.text[i] != ',' && c.text[i] != ';' {
		v, next, fault := vlq(c.text, i)
		if fault != "" {
			return c.stop(fault)
		}
		if i = next; n < len(delta) {
			delta[n] = v
		}
		n++
	}
	s := c.state
	ok := add(&s.column, delta[0])
	s.kind = bare
	switch {
	case n == 1:
	case n < 4:
		return c.stop(FieldCount)
	default:
		ok = add(&s.source, delta[1]) && ok
		ok = add(&s.oline, delta[2]) && ok
		ok = add(&s.ocol, delta[3]) && ok
		s.kind = placed
		if n > 4 {
			ok = add(&s.name, delta[4]) && ok
			s.kind = named
		}
	}
	if !ok {
		return c.stop(OutOfBounds)
	}
	if n > 5 {
		c.mind(FieldCount, "a segment has %d fields, not 1, 4 or 5", n)
	}
	s.segments++
	s.after = segment
	c.state, c.i = s, i
	return true
}

func (c *cursor) stop(fault Code) bool {
	c.fault = fault
	c.i = c.begin
	return false
}

// add adds a delta and reports whether the sum is one the standard allows.
func add(v *int32, delta int32) bool {
	sum := int64(*v) + int64(delta)
	*v = int32(sum)
	return sum >= 0 && sum <= math.MaxInt32
}

// vlq decodes one number (ECMA-426 "VLQ"): digits of five bits, the lowest
// first, of which the very lowest bit is the sign. Digits that add nothing may
// follow without end.
func vlq(text []byte, i int) (v int32, next int, fault Code) {
	var bits uint64
	for shift := 0; i < len(text); shift += 5 {
		c := text[i]
		d := digit[c]
		switch {
		case c == ',' || c == ';':
			return 0, i, UnfinishedNumber
		case d >= 64:
			return 0, i, BadDigit
		case shift <= 30:
			bits |= uint64(d&31) << shift
		case d&31 != 0:
			return 0, i, HugeNumber
		}
		i++
		if d < 32 {
			if bits>>1 > math.MaxInt32 {
				return 0, i, HugeNumber
			}
			v = int32(bits >> 1)
			if bits&1 != 0 {
				v = -v
			}
			return v, i, ""
		}
	}
	return 0, i, UnfinishedNumber
}

// describe says what is wrong with the segment that a cursor stopped at.
func (c *cursor) describe() string {
	text := c.text[c.i:]
	for k, b := range text {
		if b == ',' || b == ';' || k == 40 {
			text = text[:k]
			break
		}
	}
	switch c.fault {
	case BadDigit:
		return fmt.Sprintf("segment %q has a character that is no base64 digit", text)
	case UnfinishedNumber:
		return fmt.Sprintf("segment %q ends inside a number", text)
	case HugeNumber:
		return fmt.Sprintf("segment %q has a number over 32 bits", text)
	case FieldCount:
		return fmt.Sprintf("segment %q has not 1, 4 or 5 fields", text)
	}
	return fmt.Sprintf("segment %q leads to a line, column or index below 0 or over 2147483647", text)
}
