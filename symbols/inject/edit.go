package inject

import (
	"bytes"
	"cmp"
	"io"
	"slices"
)

// A Text is the content of a file in pieces, most of which are pieces of what
// the file was.
type Text [][]byte

// joined gives the text in one piece.
func (t Text) joined() []byte {
	if len(t) == 1 {
		return t[0]
	}
	return bytes.Join(t, nil)
}

// WriteTo writes the text.
func (t Text) WriteTo(w io.Writer) (n int64, err error) {
	for _, piece := range t {
		k, err := w.Write(piece)
		n += int64(k)
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// A splice puts something in place of the bytes [from, to).
type splice struct {
	from, to int
	with     string
}

// spliced gives src with the splices, which must not overlap. Of two at one
// place the one given first comes first.
func spliced(src []byte, splices []splice) Text {
	slices.SortStableFunc(splices, func(a, b splice) int { return cmp.Compare(a.from, b.from) })
	var out Text
	at := 0
	for _, s := range splices {
		out = append(out, src[at:s.from:s.from])
		if s.with != "" {
			out = append(out, []byte(s.with))
		}
		at = s.to
	}
	return append(out, src[at:])
}
