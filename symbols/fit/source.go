package fit

import "symset/symbols/lines"

// held bounds the bytes of original texts that are kept decoded.
const held = 16 << 20

// source gives the text of a source; nil for one without.
func (c *court) source(i int) *lines.Text {
	if c.last.text != nil && c.last.source == i {
		return c.last.text
	}
	t, known := c.texts[i]
	if !known {
		t = c.open(i)
	}
	c.last.source, c.last.text = i, t
	return t
}

// open decodes the text of a source, and lets go of others where they are much.
func (c *court) open(i int) (t *lines.Text) {
	if content, ok := c.m.ContentBytes(i); ok {
		t, c.read = lines.New(content), true
		if c.bytes += len(content); c.bytes > held {
			clear(c.texts)
			clear(c.declared)
			clear(c.scanned)
			c.bytes = len(content)
		}
	}
	c.texts[i] = t
	return t
}

// name gives one of the map's names.
func (c *court) name(i int) []byte {
	n, known := c.names[i]
	if !known {
		n = c.m.NameBytes(i)
		c.names[i] = n
	}
	return n
}
