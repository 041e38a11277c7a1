package sourcemap

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote decodes what stands between the quotes of a JSON string that the
// scanner took for valid. Lone surrogates and bytes that are not UTF-8 become
// U+FFFD.
func unquote(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(unquoteTo(make([]byte, 0, len(raw)), raw))
}

// unquoteTo is unquote onto bytes that are empty; they may be the beginning of
// raw, since no escape is shorter than what it stands for.
func unquoteTo(out, raw []byte) []byte {
	for len(raw) > 0 {
		k := bytes.IndexByte(raw, '\\')
		if k < 0 {
			out = append(out, raw...)
			break
		}
		out, raw = append(out, raw[:k]...), raw[k:]
		if len(raw) > 1 && raw[1] == 'n' { // the most of all, by far
			out, raw = append(out, '\n'), raw[2:]
			continue
		}
		out, raw = unescape(out, raw)
	}
	if utf8.Valid(out) {
		return out
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD"))
}

// unescape decodes the escape at the beginning of raw onto out and gives what
// follows it.
func unescape(out, raw []byte) (grown, rest []byte) {
	if len(raw) < 2 {
		return out, nil
	}
	switch c := raw[1]; c {
	case 'b':
		return append(out, '\b'), raw[2:]
	case 'f':
		return append(out, '\f'), raw[2:]
	case 'n':
		return append(out, '\n'), raw[2:]
	case 'r':
		return append(out, '\r'), raw[2:]
	case 't':
		return append(out, '\t'), raw[2:]
	case 'u':
		if len(raw) < 6 {
			return out, nil
		}
		r := hex4(raw[2:])
		if utf16.IsSurrogate(r) {
			if len(raw) >= 12 && raw[6] == '\\' && raw[7] == 'u' {
				if pair := utf16.DecodeRune(r, hex4(raw[8:])); pair != utf8.RuneError {
					return utf8.AppendRune(out, pair), raw[12:]
				}
			}
			r = utf8.RuneError
		}
		return utf8.AppendRune(out, r), raw[6:]
	default:
		return append(out, c), raw[2:]
	}
}

// hex4 reads four hexadecimal digits; -1 when they are not.
func hex4(b []byte) rune {
	var r rune
	for _, c := range b[:4] {
		d := hexDigit(c)
		if d < 0 {
			return -1
		}
		r = r<<4 | rune(d)
	}
	return r
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
