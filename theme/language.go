package theme

import (
	"path"
	"strings"
)

// languages says which lexer reads a file, by its extension or by the name
// that people and platforms call the language. Matching by globs,
// as chroma does, takes 3 ms a call.
var languages = map[string]string{
	"js": "JavaScript", "mjs": "JavaScript", "cjs": "JavaScript", "es6": "JavaScript", "javascript": "JavaScript",
	"jsx": "JSX", "ts": "TypeScript", "mts": "TypeScript", "cts": "TypeScript", "typescript": "TypeScript",
	"tsx": "TSX", "vue": "Vue", "svelte": "Svelte", "astro": "Astro", "coffee": "CoffeeScript",
	"html": "HTML", "htm": "HTML", "xhtml": "HTML", "css": "CSS", "scss": "SCSS", "sass": "Sass", "less": "SCSS", "styl": "Sass",
	"json": "JSON", "json5": "JSON", "jsonc": "JSON", "map": "JSON", "yaml": "YAML", "yml": "YAML", "toml": "TOML", "xml": "XML", "svg": "XML",
	"md": "Markdown", "mdx": "Markdown", "graphql": "GraphQL", "gql": "GraphQL",
	"py": "Python", "pyi": "Python", "pyx": "Cython", "python": "Python", "rb": "Ruby", "rake": "Ruby", "ruby": "Ruby", "erb": "HTML",
	"go": "Go", "rs": "Rust", "rust": "Rust", "php": "PHP", "phtml": "PHP", "java": "Java", "kt": "Kotlin", "kts": "Kotlin", "kotlin": "Kotlin",
	"scala": "Scala", "groovy": "Groovy", "gradle": "Groovy", "clj": "Clojure", "cljs": "Clojure", "swift": "Swift", "m": "Objective-C", "mm": "Objective-C",
	"c": "C", "h": "C", "cc": "C++", "cpp": "C++", "cxx": "C++", "hpp": "C++", "cs": "C#", "csharp": "C#", "fs": "F#", "vb": "Visual Basic", "dart": "Dart",
	"ex": "Elixir", "exs": "Elixir", "elixir": "Elixir", "erl": "Erlang", "elm": "Elm", "hs": "Haskell", "ml": "OCaml", "re": "ReScript", "res": "ReScript", "purs": "Haskell",
	"lua": "Lua", "pl": "Perl", "pm": "Perl", "perl": "Perl", "r": "R", "jl": "Julia", "zig": "Zig", "nim": "Nim", "cr": "Crystal", "sol": "Solidity",
	"sh": "Shell", "bash": "Shell", "zsh": "Shell", "ps1": "PowerShell", "sql": "SQL", "proto": "Protocol Buffers", "tf": "Terraform",
	"hbs": "HTML", "twig": "HTML", "tpl": "HTML",
}

// Language names the language of a source by its file name, as maps and frames
// spell it: a path or a URL, with a query or fragment ("App.vue?vue&lang=ts"),
// behind loaders ("loader!./a.css"), or just an extension or a language ("ts",
// "python"). It is empty when none is known.
func Language(name string) string {
	if i := strings.LastIndexByte(name, '!'); i >= 0 {
		name = name[i+1:]
	}
	name, query, _ := strings.Cut(name, "?")
	name, _, _ = strings.Cut(name, "#")
	if l := languages[loaderLanguage(query)]; l != "" {
		return l
	}
	base := strings.ToLower(path.Base(name))
	ext := strings.TrimPrefix(path.Ext(base), ".")
	if ext == "" {
		ext = base
	}
	return languages[ext]
}

// loaderLanguage gives what a bundler's query says of the block of a component
// that a source is ("vue&type=script&setup=true&lang=ts"), or "".
func loaderLanguage(query string) string {
	kind := ""
	for part := range strings.SplitSeq(query, "&") {
		key, value, found := strings.Cut(part, "=")
		switch {
		case key == "lang" && value != "":
			return strings.ToLower(value)
		case strings.HasPrefix(key, "lang."): // lang.ts, as Vite spells it
			return strings.ToLower(strings.TrimPrefix(key, "lang."))
		case key == "type" && found:
			kind = value
		}
	}
	switch kind {
	case "script":
		return "js"
	case "style":
		return "css"
	case "template":
		return "html"
	}
	return ""
}
