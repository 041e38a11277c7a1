package fit

import "bytes"

const (
	mostConstants = 1 << 12 // names taken down of a source, or of what all export
	longestImport = 4 << 10 // bytes of an import that are looked at
)

// constants are the names of a source that are declared with const. Bundlers put
// the values of such where they are used, in other sources too, and leave the
// constants out.
type constants struct {
	court    *court
	src      []byte
	at       map[string]int // where the value of each begins; negative when there are two of the name
	exports  []string
	imported map[string]bool
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
		for i, read := 0, 0; i < c.m.Sources() && read < held && len(c.exports) < mostConstants; i++ {
			content, _ := c.m.ContentBytes(i)
			read += len(content)
			k := constants{src: content}
			k.find()
			for _, n := range k.exports {
				if _, twice := c.exports[n]; twice {
					c.exports[n] = -1
				} else {
					c.exports[n] = i
				}
			}
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

// find reads the source for its constants and imports.
func (k *constants) find() {
	k.at, k.imported = map[string]int{}, map[string]bool{}
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
	if _, twice := k.at[string(n.text)]; twice {
		i = -1
	}
	if k.at[string(n.text)] = i; bytes.HasSuffix(k.src[:at], []byte("export const ")) {
		k.exports = append(k.exports, string(n.text))
	}
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
