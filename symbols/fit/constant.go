package fit

import "bytes"

const (
	mostConstants = 1 << 12 // names taken down of a source, or of all that is exported
	longestImport = 4 << 10 // bytes of an import that are looked at
)

// constants are the names of a source that are declared with const. Bundlers put
// the values of such where they are used, in other sources too, and leave the
// constants out.
type constants struct {
	court    *court
	src      []byte
	at       map[string]int // where the value of each begins; negative when there are two of the name that differ
	imported map[string]bool
	texts    map[int]*string // what the values that were asked for come to; nil for what is not known
}

// constants gives those of a source.
func (c *court) constants(source int, original []byte) *constants {
	k := c.declared[source]
	if k == nil {
		if c.declared == nil {
			c.declared = map[int]*constants{}
		}
		k = &constants{court: c, src: original}
		c.declared[source] = k
	}
	return k
}

// of finds a constant that the source uses: where its value begins, in it or in
// the other that exports it. It gives nil when there is none, or more than one.
func (k *constants) of(name []byte) (from *constants, at int) {
	if k.at == nil {
		k.find()
	}
	at, known := k.at[string(name)]
	switch {
	case known && at >= 0:
		return k, at
	case known || !k.imported[string(name)] || k.court == nil:
		return nil, 0
	}
	return k.court.exported(string(name))
}

// exported finds a constant that one source alone exports.
func (c *court) exported(name string) (from *constants, at int) {
	if c.exports == nil {
		c.exports = map[string]int{}
		for i, read := 0, 0; i < c.m.Sources() && read < held; i++ {
			read += c.export(i)
		}
	}
	i, known := c.exports[name]
	if !known || i < 0 {
		return nil, 0
	}
	source := c.source(i)
	if source == nil {
		return nil, 0
	}
	k := c.constants(i, source.Bytes())
	if k.at == nil {
		k.find()
	}
	if at, known = k.at[name]; !known || at < 0 {
		return nil, 0
	}
	return k, at
}

// export takes down what a source exports, and gives how many bytes it has.
func (c *court) export(source int) (bytes int) {
	var content []byte
	if t := c.texts[source]; t != nil {
		content = t.Bytes()
	} else {
		content, _ = c.m.ContentBytes(source)
	}
	each(content, "export const ", func(at int) int {
		n := string(read(content, code(content, at)).text)
		if _, twice := c.exports[n]; twice {
			c.exports[n] = -1
		} else if len(c.exports) < mostConstants {
			c.exports[n] = source
		}
		return at
	})
	return len(content)
}

// find reads the source for its constants and imports.
func (k *constants) find() {
	k.at, k.imported, k.texts = map[string]int{}, map[string]bool{}, map[int]*string{}
	each(k.src, "const ", func(at int) int {
		if len(k.at) < mostConstants {
			k.declare(at)
		}
		return at
	})
	each(k.src, "import", k.imports)
}

// each calls do with every place behind a word, and goes on where that says.
func each(src []byte, w string, do func(at int) int) {
	for at := 0; at < len(src); {
		i := bytes.Index(src[at:], []byte(w))
		if i < 0 {
			return
		}
		if at += i + len(w); at == len(w) || !word(src[at-len(w)-1]) {
			at = do(at)
		}
	}
}

// declare takes down the constant that is named at a place.
func (k *constants) declare(at int) {
	n := read(k.src, code(k.src, at))
	if n.kind != name {
		return
	}
	i := code(k.src, n.end)
	if i < len(k.src) && k.src[i] == ':' { // its type
		i = code(k.src, read(k.src, code(k.src, i+1)).end)
	}
	if i >= len(k.src) || k.src[i] != '=' {
		return
	}
	i = code(k.src, i+1)
	if before, twice := k.at[string(n.text)]; twice && (before < 0 || !bytes.Equal(valueText(k.src, before), valueText(k.src, i))) {
		i = -1
	}
	k.at[string(n.text)] = i
}

// valueText gives the text from a place up to where a statement or a line ends.
func valueText(src []byte, at int) []byte {
	src = src[at:min(len(src), at+longestTerm)]
	if end := bytes.IndexAny(src, ";\n"); end >= 0 {
		return src[:end]
	}
	return src
}

// imports takes down the names of the import at a place.
func (k *constants) imports(at int) (end int) {
	limit := min(len(k.src), at+longestImport)
	for at < limit {
		switch c := k.src[at]; {
		case c == '(' || c == ';' || c == '"' || c == '\'':
			return at
		case word(c):
			end := wordEnd(k.src, at)
			if len(k.imported) < mostConstants {
				k.imported[string(k.src[at:end])] = true
			}
			at = end
		default:
			at++
		}
	}
	return at
}
