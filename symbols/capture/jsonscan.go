package capture

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// eachItem calls yield for the items of an array or object until it gives
// false. The values are slices of raw, which must be valid JSON: what is around
// an event may be large, and is neither copied nor read twice.
func eachItem(raw json.RawMessage, yield func(key string, value json.RawMessage) bool) {
	object := raw[0] == '{'
	for i := skipSpace(raw, 1); i < len(raw) && raw[i] != '}' && raw[i] != ']'; {
		key := ""
		if object {
			end := skipValue(raw, i)
			key = keyText(raw[i:end])
			i = skipSpace(raw, end) + 1 // the colon
			i = skipSpace(raw, i)
		}
		end := skipValue(raw, i)
		if i >= end || !yield(key, raw[i:end:end]) {
			return
		}
		i = skipSpace(raw, end)
		if i < len(raw) && raw[i] == ',' {
			i = skipSpace(raw, i+1)
		}
	}
}

func keyText(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && len(raw) >= 2 && utf8.Valid(raw) {
		return string(raw[1 : len(raw)-1])
	}
	s, _ := textValue(raw)
	return s
}

func skipSpace(s []byte, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// skipValue gives the end of the value that begins at i, at most len(s).
func skipValue(s []byte, i int) int {
	for depth := 0; i < len(s); {
		switch s[i] {
		case '"':
			i = skipString(s, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			depth--
			i++
		case ',', ':', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
			i++
			continue
		default:
			for i < len(s) && bytes.IndexByte(structure, s[i]) < 0 {
				i++
			}
		}
		if depth <= 0 {
			return min(i, len(s))
		}
	}
	return len(s)
}

// structure are the bytes that end a number or a word.
var structure = []byte(" \n\t\r,:]}[{\"")

// skipString gives the end of the string that begins at i.
func skipString(s []byte, i int) int {
	for j := i + 1; j < len(s); j++ {
		n := bytes.IndexByte(s[j:], '"')
		if n < 0 {
			return len(s)
		}
		j += n
		slashes := 0
		for s[j-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return j + 1
		}
	}
	return len(s)
}
