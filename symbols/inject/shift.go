package inject

import (
	"bytes"
	"strings"

	"symset/symbols/sourcemap"
)

// A shift moves what stands on a line from a column on.
type shift struct {
	from sourcemap.Position // in the file before
	by   int                // columns
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// shifted gives what to change in mappings, which begin at a byte of the map:
// the first segment that moves, since the columns of those after it are
// counted from it, and where segments are out of order each that moves and
// has one before that does not, and the other way round.
func (s shift) shifted(mappings []byte, at int) (splices []splice) {
	i := 0
	for range s.from.Line {
		n := bytes.IndexByte(mappings[i:], ';')
		if n < 0 {
			return nil
		}
		i += n + 1
	}
	line := mappings[i:]
	if n := bytes.IndexByte(line, ';'); n >= 0 {
		line = line[:n]
	}
	column, moved := 0, false
	for k := 0; k < len(line); {
		if line[k] == ',' {
			k++
			continue
		}
		delta, n := number(line[k:])
		if n == 0 {
			break // damaged: nothing behind it is known to any reader
		}
		column += delta
		if moves := column >= s.from.Column; moves != moved {
			moved = moves
			if moves {
				delta += s.by
			} else {
				delta -= s.by
			}
			splices = append(splices, splice{at + i + k, at + i + k + n, vlq(delta)})
		}
		for k += n; k < len(line) && line[k] != ','; k++ {
		}
	}
	return splices
}

var digitOf = func() (of [256]int8) {
	for i := range of {
		of[i] = int8(strings.IndexByte(base64Digits, byte(i)))
	}
	return of
}()

// number decodes the VLQ number that text begins with and counts its digits; 0
// when there is none.
func number(text []byte) (v, n int) {
	for shift := 0; n < len(text) && n < 13; shift += 5 {
		d := int(digitOf[text[n]])
		if d < 0 {
			return 0, 0
		}
		n++
		v |= d & 31 << shift
		if d < 32 {
			if v&1 != 0 {
				return -(v >> 1), n
			}
			return v >> 1, n
		}
	}
	return 0, 0
}

// vlq encodes a number.
func vlq(v int) string { return string(appendVLQ(nil, v)) }

func appendVLQ(b []byte, v int) []byte {
	u := v << 1
	if v < 0 {
		u = -v<<1 | 1
	}
	for u >= 32 {
		b = append(b, base64Digits[u&31|32])
		u >>= 5
	}
	return append(b, base64Digits[u])
}
