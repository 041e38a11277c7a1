package files

import (
	"net/url"
	"path/filepath"
	"strings"

	"symset/symbols/bundle"
)

// Pasted reads a path as terminals paste it when a file is dropped, or as a
// person copies it: in quotes, with backslashes before blanks, as a file: URL,
// beginning with ~ for home. It gives false for what can be no path: nothing,
// or several lines. A relative path is taken from dir.
func Pasted(text, dir, home string) (string, bool) {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text, "\n\r\x00") {
		return "", false
	}
	switch quote := text[0]; {
	case (quote == '\'' || quote == '"') && len(text) > 1 && text[len(text)-1] == quote:
		text = text[1 : len(text)-1]
		if quote == '\'' {
			text = strings.ReplaceAll(text, `'\''`, `'`)
		}
	case strings.HasPrefix(text, "file://"):
		u, err := url.Parse(text)
		if err != nil || u.Host != "" && u.Host != "localhost" {
			return "", false
		}
		text = filepath.FromSlash(bundle.FilePath(u.Path))
	case filepath.Separator == '/':
		text = unescape(text)
	}
	if text == "~" || strings.HasPrefix(text, "~/") {
		text = filepath.Join(home, strings.TrimPrefix(text[1:], "/"))
	}
	if text == "" {
		return "", false
	}
	if !filepath.IsAbs(text) {
		text = filepath.Join(dir, text)
	}
	return filepath.Clean(text), true
}

// unescape takes the backslashes off that a shell wants.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Short spells a path for people: from home as ~, below dir as it is from
// there.
func Short(path, dir, home string) string {
	if rel, err := filepath.Rel(dir, path); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	if rel, err := filepath.Rel(home, path); err == nil && home != "" && filepath.IsLocal(rel) {
		return filepath.Join("~", rel)
	}
	return path
}
