package fit

import "bytes"

// isKey reports whether the name at [from, to) is the key of an object's value,
// and no loop's label.
func isKey(src []byte, from, to int) bool {
	if to >= len(src) || src[to] != ':' {
		return false
	}
	if b := before(src, from); b != '{' && b != ',' || b == '{' && opensBlock(src, from) {
		return false
	}
	switch string(read(src, blank(src, to+1)).text) {
	case "for", "while", "do":
		return false
	}
	return true
}

// angular are the keys that Angular writes for others, as it puts in the files that
// these name.
var angular = map[string]string{"templateUrl": "template", "styleUrl": "styles", "styleUrls": "styles"}

// isMethod reports whether the name at [from, to) is that of a method, where it is
// defined.
func isMethod(src []byte, from, to int) bool {
	if to >= len(src) || src[to] != '(' || string(wordBefore(src, blankBefore(src, from))) == "function" {
		return false
	}
	src = src[:min(len(src), to+longestTerm)]
	end := closed(src, to+1)
	return end < len(src) && after(src, end+1) == '{'
}

// isLabel reports whether the name at [from, to) is the label of a statement, where
// it stands or where it is gone to.
func isLabel(src []byte, from, to int) bool {
	if at := blankBefore(src, from); at < from && leaves[string(wordBefore(src, at))] {
		return true
	}
	return after(src, to) == ':' && bytes.IndexByte([]byte(":;{})"), before(src, from)) >= 0
}

// opensBlock reports whether the brace before a place holds statements: what may
// be a key behind it is a label.
func opensBlock(src []byte, at int) bool {
	at = blankBefore(src, at)
	if at == 0 || src[at-1] != '{' {
		return false // a comment stands between
	}
	if at = blankBefore(src, at-1); at > 0 && bytes.IndexByte([]byte(");{}>"), src[at-1]) >= 0 {
		return true
	}
	switch string(wordBefore(src, at)) {
	case "try", "else", "do", "finally":
		return true
	}
	return false
}

// ofModule reports whether a property at a place is of what a module exports.
func ofModule(src []byte, at int) bool {
	if at > 0 && src[at-1] == '.' {
		at--
	}
	return bytes.HasSuffix(src[:at], []byte("exports"))
}
