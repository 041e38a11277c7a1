package fit

import "bytes"

// respelled reports whether strings at the two ends of a mapping may differ in
// a right pair: as the path of a module, which bundlers write anew with the
// content hash of the file it became, also where a source waits for a package, or as
// the text between two values of a template, which only looks like a string.
func respelled(src []byte, offset int, original []byte, where int) bool {
	return specifier(original, where) || specifier(src, offset) && behindWords(original, where, specifiers[:1]) || inTemplate(src, offset) && inTemplate(original, where)
}

// specifiers are what the path of a module or of another file stands behind.
var specifiers = [][]byte{[]byte("import("), []byte("require("), []byte("URL("), []byte("from"), []byte("import")}

// specifier reports whether the string at a place is the path of a module or a
// file, and no package's name.
func specifier(src []byte, at int) bool {
	return at+1 < len(src) && (src[at+1] == '.' || src[at+1] == '/') && behindWords(src, at, specifiers)
}

// behindWords reports whether one of some words is before a place.
func behindWords(src []byte, at int, some [][]byte) bool {
	head := bytes.TrimRight(src[max(0, at-longestToken):at], " \t\r\n")
	for bytes.HasSuffix(head, []byte("*/")) { // such as the name that webpack is to give a chunk
		begin := bytes.LastIndex(head, []byte("/*"))
		if begin < 0 {
			return false
		}
		head = bytes.TrimRight(head[:begin], " \t\r\n")
	}
	for _, s := range some {
		if rest, ok := bytes.CutSuffix(head, s); ok && (len(rest) == 0 || !word(rest[len(rest)-1]) && rest[len(rest)-1] != '.') {
			return true
		}
	}
	return false
}

// inTemplate reports whether a place is behind a value in a template, or behind
// a block.
func inTemplate(src []byte, at int) bool { return at > 0 && src[at-1] == '}' }
