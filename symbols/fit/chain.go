package fit

import "bytes"

// chained reports whether the file asks if there is anything before it looks into
// a value, a?.b, where the source does not: minifiers write that for a && a.b
// alone. The other way is counted, as tools for old browsers do away with all
// that ask.
func (c *court) chained(out, in token, offset int, original []byte, where int) bool {
	src := c.text.Bytes()
	if out.end >= len(src) || in.end >= len(original) || src[out.end] != '?' && original[in.end] != '?' {
		return false
	}
	asks, has := looked(src, out.end)
	does, says := looked(original, code(original, in.end))
	switch {
	case !asks && !does || has == nil || !bytes.Equal(has, says):
		return false
	case asks && does:
		c.chains.count(true)
		return false
	case chosen(src, offset) || chosen(original, where):
		return false
	case asks:
		return true
	}
	c.chains.count(false)
	return false
}

// looked gives the property of a value that ends at a place, and whether it is
// asked for with ?.
func looked(src []byte, at int) (asks bool, property []byte) {
	if asks = bytes.HasPrefix(src[at:], []byte("?.")); asks {
		at++
	}
	t := read(src, at)
	if t.kind != dot {
		return false, nil
	}
	return asks, t.text
}

// chosen reports whether what is asked first decides if the chain of properties
// at a place is looked into at all.
func chosen(src []byte, at int) bool {
	return bytes.IndexByte([]byte("&|:?"), before(src, chain(src, at))) >= 0
}
