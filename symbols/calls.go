package symbols

import "bytes"

// Calls reports whether code at a byte of a file calls something, makes or throws
// it, waits for it, or reads or writes what an object has: where frames are but for
// a few. Of what [Running] allows it leaves out names that are only read or declared,
// and words of the language that do nothing, as "return".
func Calls(src []byte, at int) bool {
	if !Running(src, at) {
		return false
	}
	before, here := src[:at], src[at:]
	if !word(here[0]) {
		return here[0] != '(' || ends(before) || bytes.HasPrefix(here, []byte("(0,"))
	}
	name := here[:wordLength(here)]
	if doing[string(name)] {
		return true
	}
	if bytes.HasSuffix(before, []byte(".")) || bytes.HasSuffix(before, []byte("#")) {
		return true
	}
	if still[string(name)] {
		return false
	}
	rest := bytes.TrimLeft(here[len(name):], " ")
	rest = bytes.TrimPrefix(rest, []byte("?."))
	return bytes.HasPrefix(rest, []byte("`")) || bytes.HasPrefix(rest, []byte("(")) && !defines(rest)
}

// doing are the words of the language that errors arise at; still are those that may
// stand before a bracket and call nothing.
var (
	doing = set("new", "throw", "await", "yield", "import", "super", "in", "instanceof")
	still = set("if", "for", "while", "switch", "catch", "return", "typeof", "function", "with", "of", "case", "void", "delete", "else", "do", "async")
)

func set(words ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words {
		out[w] = true
	}
	return out
}

func wordLength(s []byte) int {
	n := 0
	for n < len(s) && word(s[n]) {
		n++
	}
	return n
}

// furthest is how many bytes of a method's parameters are looked through.
const furthest = 256

// defines reports whether what begins with "(" are the parameters of a method, which
// its body follows.
func defines(code []byte) bool {
	depth := 0
	for i, c := range code[:min(len(code), furthest)] {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return bytes.HasPrefix(bytes.TrimLeft(code[i+1:], " "), []byte("{"))
			}
		}
	}
	return false
}
