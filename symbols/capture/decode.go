package capture

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText gives data as UTF-8 without a byte-order mark. UTF-16 is what
// shells on Windows write when output is redirected; its mark shows it.
func decodeText(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data[2:], 0, 1)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data[2:], 1, 0)
	}
	return data
}

func decodeUTF16(data []byte, low, high int) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+high])<<8
	}
	out := make([]byte, 0, len(units))
	for _, r := range utf16.Decode(units) {
		out = utf8.AppendRune(out, r)
	}
	return out
}

// unfence takes one Markdown code fence off that holds the whole input.
func unfence(data []byte) []byte {
	t := bytes.TrimSpace(data)
	if !bytes.HasPrefix(t, []byte("```")) || !bytes.HasSuffix(t, []byte("```")) || len(t) < 7 {
		return data
	}
	_, body, ok := bytes.Cut(t, []byte("\n"))
	if !ok {
		return data
	}
	body = bytes.TrimSuffix(body, []byte("```"))
	if bytes.Contains(body, []byte("\n```")) {
		return data
	}
	return body
}

// stripANSI removes terminal escape sequences (ECMA-48 CSI, OSC and the other
// string sequences, two-byte escapes) and the 8-bit CSI.
func stripANSI(s string) string {
	if !strings.ContainsAny(s, "\x1b\u009b") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch {
		case s[i] == 0x1b:
			i += escapeLen(s[i:])
		case strings.HasPrefix(s[i:], "\u009b"):
			i += 2 + csiLen(s[i+2:])
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String()
}

// escapeLen is the length of the escape sequence that s starts with. Unfinished
// string sequences end before the next escape, so that the scan stays linear.
func escapeLen(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	switch s[1] {
	case '[':
		return 2 + csiLen(s[2:])
	case ']', 'P', 'X', '^', '_':
		for i := 2; i < len(s); i++ {
			switch s[i] {
			case 0x07:
				return i + 1
			case 0x1b:
				if i+1 < len(s) && s[i+1] == '\\' {
					return i + 2
				}
				return i
			}
		}
		return len(s)
	}
	if s[1] >= 0x20 && s[1] < 0x7f {
		return 2
	}
	return 1
}

// csiLen is the length of what follows a control sequence introducer:
// parameters, intermediates and the final byte.
func csiLen(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x40 && s[i] <= 0x7e {
			return i + 1
		}
		if s[i] < 0x20 || s[i] > 0x3f {
			return i
		}
	}
	return len(s)
}

// unescape undoes the escapes of a JSON string that was pasted without being
// decoded (`\n`, `\t`, `\"`, `\\`); others are left as they are.
func unescape(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
		case 't':
			b.WriteByte('\t')
		case '"', '\\', '/', '\'':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
