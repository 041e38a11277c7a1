package fit

import (
	"bytes"
	"math/big"
)

// worked works out what a number of the original and the sums behind it come
// to: minifiers write 128 for 1 << 7. It gives the byte behind the last number,
// and false where there is no such sum, or more than one operator in it. Of
// 32 - 1 - i and 31 * 1 + i it works out what comes before i.
func worked(src []byte, at int, first token) (sum *big.Float, end int, ok bool) {
	end = first.end
	if i := blank(src, end); i == len(src) || bytes.IndexByte([]byte("<|&+-*/"), src[i]) < 0 {
		return nil, end, false
	}
	sum, ok = double(first.text)
	var op string
	for n := 0; ok && n < 8; n++ {
		i := blank(src, end)
		next := string(src[i:min(len(src), i+2)])
		switch {
		case next == "<<":
		case next == "||" || next == "&&":
			return sum, end, op != ""
		case next != "" && (next[0] == '|' || next[0] == '&' || next[0] == '+' || next[0] == '-' || next[0] == '*' || next[0] == '/') && next != "**":
			next = next[:1]
		default:
			return sum, end, op != ""
		}
		switch {
		case (op == "*" || op == "/") && next != op && next != "|" && next != "&" && next != "<<":
			return sum, end, true
		case op != "" && op != next:
			return nil, 0, false
		}
		t := read(src, blank(src, i+len(next)))
		if t.kind != number {
			return sum, end, op != ""
		}
		op = next
		b, known := double(t.text)
		if ok = known; ok {
			sum, ok = applied(op, sum, b)
		}
		end = t.end
	}
	return nil, 0, false
}

// reckoned tells what two numbers that differ say, one of which may be what the other
// and the sum behind it come to; settled that what is around them tells no more.
func (c *court) reckoned(out, in token, offset int, original []byte, where int) (w witness, settled bool) {
	sum, end, isSum := worked(original, where, in)
	left, _, written := worked(c.text.Bytes(), offset, out)
	switch {
	case !isSum:
		return otherValue, false
	case comesTo(out.text, sum), before(c.text.Bytes(), offset) == '-' && comesTo(out.text, new(big.Float).Neg(sum)):
		return keptValue, true
	case written && left.Cmp(sum) != 0: // both are written out, at least in part
		return otherValue, true
	case written:
		return keptValue, true
	case !folded(c.text.Bytes(), offset, out.end) && !folded(original, where, end):
		return otherValue, true
	}
	if folded(c.text.Bytes(), offset, out.end) {
		c.sums.count(false) // a part of it was worked out
	}
	return silent, false
}

// double reads a number as JavaScript reckons with it: rounded to 53 bits, as is
// then what it comes to.
func double(text []byte) (*big.Float, bool) {
	n, ok := numeric(text)
	if ok {
		n.SetPrec(53)
	}
	return n, ok
}

func applied(op string, a, b *big.Float) (*big.Float, bool) {
	switch sum := new(big.Float); op {
	case "+":
		return sum.Add(a, b), true
	case "-":
		return sum.Sub(a, b), true
	case "*":
		return sum.Mul(a, b), true
	case "/":
		if b.Sign() == 0 {
			return nil, false
		}
		return sum.Quo(a, b), true
	}
	x, exact := a.Int64()
	y, exactly := b.Int64()
	if exact != big.Exact || exactly != big.Exact {
		return nil, false
	}
	switch op {
	case "|":
		return new(big.Float).SetInt64(int64(int32(x) | int32(y))), true
	case "&":
		return new(big.Float).SetInt64(int64(int32(x) & int32(y))), true
	}
	return new(big.Float).SetInt64(int64(int32(x) << (y & 31))), true
}

// comesTo reports whether a number as written is the sum, as near as JavaScript
// reckons.
func comesTo(written []byte, sum *big.Float) bool {
	n, ok := numeric(written)
	if !ok {
		return false
	}
	a, _ := n.Float64()
	b, _ := sum.Float64()
	return a == b
}

// blank gives the first byte from at on that is not white space.
func blank(src []byte, at int) int {
	for end := min(len(src), at+longestGap); at < end && src[at] <= ' '; {
		at++
	}
	return at
}
