package capture

import (
	"strings"

	"symset/symbols"
)

// atSignFrame reads a line of a Firefox or Safari trace: name@location, where
// the name may be empty or the location "[native code]". Safari also prints
// locations without a name.
//
//	f@url:1:2   a/b/<@url:1:2   async*f@url:1:2   @url:1:2   f@[native code]   url:1:2
//	f@url line 3 > eval:1:2     f@url line 3 > eval line 4 > Function:5:6
//	[native code]               f@ and eval code@, which are in code made by eval
//	f@12:345                    in a bundle of React Native, which has no name there
func atSignFrame(s string) (symbols.Frame, bool) {
	f := symbols.Frame{InApp: true}
	at := atSign(s)
	where := s
	if at >= 0 {
		f.Function = strings.TrimSpace(s[:at])
		where = strings.TrimSpace(s[at+1:])
	}
	if site, inside, ok := strings.Cut(where, " > "); ok {
		return geckoEval(f, site, inside)
	}
	p := cutPlace(where)
	switch {
	case where == "[native code]":
	case where == "" && at > 0:
		p.ok, f.Builtin = true, true
	case at < 0 && strings.HasPrefix(where, "/") && p.ok && !p.column.absent && bundleName(p.file):
	case at >= 0 && p.ok && p.file == "":
		if f.Platform = symbols.Web; identLen(f.Function) != len(f.Function) && f.Function != "<unknown>" {
			return f, false
		}
	case at < 0 && !(p.ok && hasScheme(where) && !strings.ContainsAny(where, " \t") && !p.column.absent):
		return f, false
	case !p.ok && !placeless(where):
		return f, false
	}
	finishText(&f, p)
	return f, true
}

// geckoEval reads Firefox's location of evaluated code. It tells the line of
// the outermost call of eval, never its column.
func geckoEval(f symbols.Frame, site, inside string) (symbols.Frame, bool) {
	i := strings.LastIndex(site, " line ")
	if i < 0 || digits(site[i+6:]) != len(site)-i-6 || len(site) == i+6 {
		return f, false
	}
	f.Eval = inside
	finishText(&f, textPlace{true, site[:i], checkCoordinate("line", 1, site[i+6:]), coordinate{absent: true}})
	if f.Bad == "the frame has a line but no column" {
		f.Bad = "the browser told the line of the eval call, but not its column"
	}
	return f, true
}

// atSign finds the @ between a name and a location. URLs hold more of them
// (/npm/@scope/pkg@1.2.3/), and so do names of messages (mail@example.com: …),
// so what follows must look like a location.
func atSign(s string) int {
	if n := len(s) - 1; n > 0 && s[n] == '@' && (identLen(s) == n || strings.HasSuffix(s, " code@") && identLen(s) == n-5) {
		return n
	}
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '@')
		if i < 0 {
			return -1
		}
		i += from
		if strings.Contains(s[from:i], ": ") || i > maxFunctionName {
			return -1
		}
		if locationLike(strings.TrimPrefix(s[i+1:], " ")) {
			return i
		}
		from = i + 1
	}
}

// maxFunctionName is the most bytes of a line that may be a function's name.
const maxFunctionName = 4096

func locationLike(s string) bool {
	switch {
	case strings.HasPrefix(s, "/"), strings.HasPrefix(s, "[native code]"), strings.HasPrefix(s, "[wasm code]"),
		strings.HasPrefix(s, "self-hosted:"), strings.HasPrefix(s, "<anonymous>"), strings.HasPrefix(s, "debugger eval code:"), strings.HasPrefix(s, "(index):"),
		windowsPath(s), hasScheme(s):
		return true
	}
	if i := strings.IndexAny(s, " \t@"); i >= 0 {
		return false
	}
	p := cutPlace(s) // a bare file name, as JavaScriptCore has them in React Native
	return p.ok && (!p.column.absent || scriptName(p.file) || builtinFile(p.file))
}

// scriptName reports whether a file is named like a script.
func scriptName(file string) bool {
	for _, ext := range []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte"} {
		if strings.HasSuffix(file, ext) {
			return true
		}
	}
	return bundleName(file)
}

// bundleName reports whether a file is named like a bundle of React Native.
func bundleName(file string) bool {
	return strings.HasSuffix(file, ".jsbundle") || strings.HasSuffix(file, ".bundle") || strings.HasSuffix(file, ".hbc")
}

// hasScheme reports whether s starts with a URL's scheme and a slash, or is a
// blob or data URL.
func hasScheme(s string) bool {
	i := 0
	for i < len(s) && (letter(s[i]) || i > 0 && (s[i] == '-' || s[i] == '+' || s[i] == '.' || s[i] >= '0' && s[i] <= '9')) {
		i++
	}
	if i < 2 || i >= len(s) || s[i] != ':' {
		return false
	}
	rest := s[i+1:]
	return strings.HasPrefix(rest, "/") || s[:i] == "blob" || s[:i] == "data" || s[:i] == "webpack" || s[:i] == "node" && rest != ""
}
