package inject

import (
	"bytes"
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"symset/symbols/sourcemap"
)

// ContentHash gives the content hash under which posthog-cli stores a pair
// that was injected in [Event] mode: of what both were before, so that it
// stays the same from release to release.
func ContentHash(src, mapText []byte) (string, error) {
	c := readChunk(src)
	obj, err := scanObject(mapText)
	if err != nil {
		return "", err
	}
	if _, indexed := obj.get("sections"); indexed {
		m, err := sourcemap.Parse(mapText)
		if err != nil {
			return "", err
		}
		flat, err := flatten(m, &obj)
		if err != nil {
			return "", err
		}
		if obj, err = scanObject(flat); err != nil {
			return "", err
		}
	}
	h := sha512.New()
	if _, err := spliced(src, c.bare()).WriteTo(h); err != nil {
		return "", err
	}
	h.Write([]byte{0})
	canonical(h, &obj, c.unshift())
	variant := "\x00chunk-id-only"
	if c.has && c.snippet.release != "" {
		variant = "\x00with-release"
	}
	h.Write([]byte(variant))
	return hex.EncodeToString(h.Sum(nil)), nil
}

// unshift gives how columns move when the snippet is taken out.
func (c *chunk) unshift() shift {
	if !c.has {
		return shift{}
	}
	_, s := c.put(c.id, c.snippet.release)
	s.by = -width(c.src[c.snippet.from:c.snippet.to])
	return s
}

// canonical writes a map as posthog-cli does, without chunk id and file: no
// white space, its release and debug id first, then the members by their names.
func canonical(h hash.Hash, o *object, back shift) {
	members := slices.DeleteFunc(slices.Clone(o.members), func(m member) bool {
		return m.key == "chunk_id" || m.key == "chunkId" || m.key == "file"
	})
	slices.SortStableFunc(members, func(a, b member) int {
		if special(a.key) != special(b.key) {
			return cmp.Compare(special(a.key), special(b.key))
		}
		return cmp.Compare(a.key, b.key)
	})
	comma := "{"
	for _, m := range members {
		h.Write([]byte(comma + `"` + m.key + `":`))
		comma = ","
		value := o.text[m.value:m.to]
		if m.key == "mappings" && back.by != 0 && len(value) > 1 {
			value = bytes.Join(spliced(value, back.shifted(value[1:len(value)-1], 1)), nil)
		}
		compact(h, value)
	}
	h.Write([]byte("}"))
}

// special ranks the members that posthog-cli writes first.
func special(key string) int {
	switch key {
	case "release_id":
		return 0
	case "debugId":
		return 1
	}
	return 2
}

// compact writes a JSON value without white space, with no escape in strings
// that they can do without.
func compact(h hash.Hash, value []byte) {
	for i := 0; i < len(value); {
		switch value[i] {
		case ' ', '\t', '\n', '\r':
			i++
		case '"':
			end := stringEnd(value, i)
			if end < 0 {
				return
			}
			plainString(h, value[i:end])
			i = end
		default:
			n := bytes.IndexAny(value[i:], "\" \t\n\r")
			if n < 0 {
				n = len(value) - i
			}
			h.Write(value[i : i+n])
			i += n
		}
	}
}

// plainString writes a JSON string, with its quotes, in its shortest form.
func plainString(h hash.Hash, s []byte) {
	for {
		i := bytes.IndexByte(s, '\\')
		if i < 0 {
			h.Write(s)
			return
		}
		h.Write(s[:i])
		s = s[i:]
		switch {
		case s[1] == '/':
			h.Write([]byte("/"))
			s = s[2:]
		case s[1] != 'u':
			h.Write(s[:2])
			s = s[2:]
		default:
			r, n := escape(s)
			h.Write(plainRune(r))
			s = s[n:]
		}
	}
}

// escape reads the \u escape that s begins with, or the two of a pair.
func escape(s []byte) (r rune, n int) {
	hex4 := func(s []byte) rune {
		if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
			return -1
		}
		v, err := strconv.ParseUint(string(s[2:6]), 16, 16)
		if err != nil {
			return -1
		}
		return rune(v)
	}
	r = hex4(s)
	if utf16.IsSurrogate(r) {
		if pair := utf16.DecodeRune(r, hex4(s[6:])); pair != utf8.RuneError {
			return pair, 12
		}
		return utf8.RuneError, 6
	}
	return max(r, 0), min(6, len(s))
}

// plainRune gives a character as a JSON string has it that escapes only what
// it must.
func plainRune(r rune) []byte {
	if r >= 0x20 && r != '"' && r != '\\' {
		return utf8.AppendRune(nil, r)
	}
	q, _ := json.Marshal(string(r)) // a string never fails
	return q[1 : len(q)-1]
}
