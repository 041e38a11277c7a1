package capture

import (
	"testing"
	"unicode/utf16"
)

func utf16Bytes(s string, big bool) string {
	out := []byte{}
	for _, u := range utf16.Encode([]rune("\ufeff" + s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return string(out)
}

func TestDecodeText(t *testing.T) {
	const s = "Error: größer 🚨\n"
	for name, in := range map[string]string{
		"plain": s, "UTF-8 mark": "\ufeff" + s, "little endian": utf16Bytes(s, false), "big endian": utf16Bytes(s, true),
		"half a unit at the end": utf16Bytes(s, false) + "x",
	} {
		if got := string(decodeText([]byte(in))); got != s {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestUnfence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"```\na\n```", "a\n"},
		{"\n```json\n{}\n```\n", "{}\n"},
		{"```\na\n```\nb\n```\nc\n```", "```\na\n```\nb\n```\nc\n```"},
		{"``````", "``````"},
		{"```\na", "```\na"},
		{"a", "a"},
	} {
		if got := string(unfence([]byte(c.in))); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestStripANSI(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain", "plain"},
		{"\x1b[31mred\x1b[0m", "red"},
		{"\x1b[38;5;196mx\x1b[K", "x"},
		{"\u009b1mx", "x"},
		{"\x1b]8;;https://x.test\x07link\x1b]8;;\x1b\\", "link"},
		{"\x1b]0;title\x1b\\x", "x"},
		{"\x1bPq#0\x1b\\x", "x"},
		{"\x1b]no end \x1b[31mx", "x"},
		{"\x1b]no end", ""},
		{"\x1b(Bx", "Bx"},
		{"\x1b[12", ""},
		{"\x1b[1\x01x", "\x01x"},
		{"x\x1b", "x"},
		{"\x1b\x01x", "\x01x"},
		{"größe", "größe"},
	} {
		if got := stripANSI(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestUnescape(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`a\nb`, "a\nb"}, {`a\r\n\tb`, "a\n\tb"}, {`\"q\" \/ \\`, `"q" / \`}, {`\u0041\`, `\u0041\`},
	} {
		if got := unescape(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}
