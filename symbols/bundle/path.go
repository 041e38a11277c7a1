package bundle

import (
	"net/url"
	"path"
	"strings"

	"symset/symbols"
)

// maxElements bounds how much of a path is compared, from its end.
const maxElements = 64

// framePath gives the elements of a frame's URL or path, without host, query
// and fragment, percent-decoded when it is a URL. It is nil for what can't be
// a file, such as "node:fs" or "<anonymous>".
func framePath(file string) []string {
	p := file
	if scheme, rest, ok := strings.Cut(p, "://"); ok && isScheme(scheme) {
		_, p, _ = strings.Cut(rest, "/")
		p, _, _ = strings.Cut(p, "#")
		p, _, _ = strings.Cut(p, "?")
		p, _, _ = strings.Cut(p, "//&") // Metro's way of writing a query that React Native keeps
		p = symbols.TrimPlace(p)
		if decoded, err := url.PathUnescape(p); err == nil {
			p = decoded
		}
	} else if strings.HasPrefix(p, "node:") || strings.HasPrefix(p, "data:") {
		return nil
	} else if slash := strings.LastIndexAny(p, `/\`); strings.Contains(p[slash+1:], "?") {
		p = p[:slash+1+strings.Index(p[slash+1:], "?")]
	}
	return elements(p)
}

// isScheme reports whether s has the form of a URL's scheme, which a drive letter
// does not.
func isScheme(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(c))) {
			return false
		}
	}
	return len(s) > 1
}

// FilePath gives the path that a file: URL has behind "file://": for one with
// a drive letter, "/C:/src/a.ts", without the slash before it.
func FilePath(p string) string {
	if len(p) > 3 && p[0] == '/' && p[2] == ':' && p[3] == '/' && 'a' <= p[1]|0x20 && p[1]|0x20 <= 'z' {
		return p[1:]
	}
	return p
}

// elements splits a path at either separator and takes "." and ".." out.
func elements(p string) []string {
	if len(p) >= 2 && p[1] == ':' && !strings.Contains(p, "/") || strings.HasPrefix(p, `\\`) || !strings.Contains(p, "/") {
		p = strings.ReplaceAll(p, `\`, "/")
	}
	var out []string
	for e := range strings.SplitSeq(p, "/") {
		switch e {
		case "", ".":
		case "..":
			out = out[:max(0, len(out)-1)]
		default:
			out = append(out, e)
		}
	}
	return out[max(0, len(out)-maxElements):]
}

// A fit is how well a file's path goes with a frame's. Fits are compared, and
// a greater one is better.
type fit struct {
	common int  // path elements in common from the end, the name among them
	whole  bool // the file's path inside its root is all in common
}

func (a fit) better(b fit) bool {
	if a.common != b.common {
		return a.common > b.common
	}
	return a.whole && !b.whole
}

// fitOf compares a frame's path with a file at rel inside a root at abs, both
// with slashes. Nothing in common gives the zero fit.
func fitOf(frame []string, abs, rel string) fit {
	var f fit
	for rest, above := rel, abs; f.common < len(frame) && rest != ""; {
		dir, base := path.Split(rest)
		if base != frame[len(frame)-1-f.common] {
			break
		}
		f.common++
		if rest = strings.TrimRight(dir, "/"); rest == "" {
			rest, above = strings.TrimRight(above, "/"), ""
		}
	}
	f.whole = f.common > strings.Count(rel, "/")
	return f
}

// modulePath splits a path that goes through node_modules into the name of the
// innermost package and the path inside it.
func modulePath(frame []string) (pkg string, inside []string, ok bool) {
	for i := len(frame) - 1; i >= 0; i-- {
		if frame[i] != "node_modules" {
			continue
		}
		rest := frame[i+1:]
		n := 1
		if len(rest) > 0 && strings.HasPrefix(rest[0], "@") {
			n = 2
		}
		if len(rest) <= n {
			return "", nil, false
		}
		return strings.Join(rest[:n], "/"), rest[n:], true
	}
	return "", nil, false
}

// splitHash takes the content hash out of a file's name: "index-3f9a1c2b.js"
// gives "index-.js" and the hash. Not every hash that is letters only is seen.
func splitHash(base string) (stem, hash string) {
	dot := strings.LastIndexByte(base, '.')
	if dot < 0 {
		return base, ""
	}
	for _, infix := range []string{".min", ".bundle", ".chunk"} {
		dot = len(strings.TrimSuffix(base[:dot], infix))
	}
	for i, c := range []byte(base[:dot]) {
		if c != '-' && c != '.' && c != '_' {
			continue
		}
		if token := base[i+1 : dot]; isHash(token) {
			return base[:i+1] + base[dot:], token
		}
	}
	return base, ""
}

// isHash reports whether part of a name looks like a content hash: hexadecimal,
// base 32 or 36, or eight letters of base64.
func isHash(token string) bool {
	digits, lower, upper, hex, plain := 0, 0, 0, true, true
	for _, c := range []byte(token) {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'a' <= c && c <= 'z':
			lower++
			hex = hex && c <= 'f'
		case 'A' <= c && c <= 'Z':
			upper++
			hex = hex && c <= 'F'
		case c == '-' || c == '_':
			hex, plain = false, false
		default:
			return false
		}
	}
	if digits == 0 && plain && len(token) == 8 {
		// A fifth of what esbuild, Vite and Rollup write.
		return lower == 0 || upper > 2 && lower > 1 && !camel(token)
	}
	if digits == 0 || lower+upper == 0 || !plain && len(token) != 8 {
		return false
	}
	return hex && len(token) >= 6 || len(token) >= 8 && (digits > 1 || upper > 0)
}

// camel reports whether letters may be words: capitals begin them, or stand
// together at the start of all.
func camel(letters string) bool {
	small := false // one was before
	for i := range len(letters) - 1 {
		capital, next := letters[i] < 'a', letters[i+1] < 'a'
		if small && capital && next {
			return false
		}
		small = small || !capital
	}
	return letters[len(letters)-1] >= 'a'
}
