package inject

import (
	"bytes"
	"encoding/json"
	"errors"
)

// A member is a member of a JSON object: where it is, and where its value is.
type member struct {
	key      string
	from, to int
	value    int
}

// An object is a JSON object as it stands in a text.
type object struct {
	text    []byte
	end     int // where its closing brace is
	members []member
}

var errNoObject = errors.New("it is compressed, or not the JSON that it seems to be")

// scanObject finds the members of the object in text, which is valid JSON
// behind what a map may have before it (a byte-order mark, a guard line).
func scanObject(text []byte) (object, error) {
	o := object{text: text}
	i := 0
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		i = 3
	}
	if bytes.HasPrefix(text[i:], []byte(")]}")) {
		i = lineEnd(text, i)
	}
	if i = space(text, i); i >= len(text) || text[i] != '{' {
		return o, errNoObject
	}
	i++
	for {
		if i = space(text, i); i >= len(text) {
			return o, errNoObject
		}
		switch text[i] {
		case '}':
			o.end = i
			return o, nil
		case ',':
			i++
			continue
		case '"':
		default:
			return o, errNoObject
		}
		m := member{from: i}
		end := valueEnd(text, i)
		if end < 0 || json.Unmarshal(text[i:end], &m.key) != nil {
			return o, errNoObject
		}
		i = space(text, end)
		if i >= len(text) || text[i] != ':' {
			return o, errNoObject
		}
		m.value = space(text, i+1)
		if m.to = valueEnd(text, m.value); m.to < 0 {
			return o, errNoObject
		}
		o.members = append(o.members, m)
		i = m.to
	}
}

// get gives the last member with one of the keys.
func (o *object) get(keys ...string) (member, bool) {
	for i := len(o.members) - 1; i >= 0; i-- {
		for _, k := range keys {
			if o.members[i].key == k {
				return o.members[i], true
			}
		}
	}
	return member{}, false
}

// str gives the string that the last member with one of the keys is.
func (o *object) str(keys ...string) string {
	var s string
	if m, ok := o.get(keys...); ok {
		_ = json.Unmarshal(o.text[m.value:m.to], &s) // empty when it is no string
	}
	return s
}

// set gives what makes the member with one of the keys the string value, under
// the first of the keys.
func (o *object) set(value string, keys ...string) splice {
	if m, ok := o.get(keys...); ok {
		return splice{m.from, m.to, quote(keys[0]) + ":" + quote(value)}
	}
	comma := ","
	if len(o.members) == 0 {
		comma = ""
	}
	at := o.end
	if n := len(o.members); n > 0 {
		at = o.members[n-1].to
	}
	return splice{at, at, comma + quote(keys[0]) + ":" + quote(value)}
}

func space(text []byte, i int) int {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') {
		i++
	}
	return i
}

// valueEnd gives where the JSON value at i ends; -1 when it does not.
func valueEnd(text []byte, i int) int {
	if i >= len(text) {
		return -1
	}
	switch text[i] {
	case '"':
		return stringEnd(text, i)
	case '{', '[':
		for depth := 0; i < len(text); i++ {
			switch text[i] {
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			case '"':
				if i = stringEnd(text, i) - 1; i < 0 {
					return -1
				}
			}
		}
		return -1
	}
	n := bytes.IndexAny(text[i:], ",}] \t\r\n")
	if n < 0 {
		return -1
	}
	return i + n
}

// stringEnd gives where the JSON string that begins at i ends; -1 when it does not.
func stringEnd(text []byte, i int) int {
	for k := i + 1; ; k++ {
		n := bytes.IndexByte(text[k:], '"')
		if n < 0 {
			return -1
		}
		k += n
		slashes := 0
		for text[k-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return k + 1
		}
	}
}
