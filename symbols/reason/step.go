package reason

import (
	"net/url"
	"path"
	"strings"
	"unicode"
)

// ref gives what the symbol set is looked up by: what the caller said, else the
// first argument.
func (r *Reason) ref() string {
	if r.Ref == "" && len(r.Args) > 0 {
		return r.Args[0]
	}
	return r.Ref
}

// script gives the names that a file and its map have in commands, after the
// ref where that is the URL of a script.
func script(ref string) (file, sourceMap string) {
	file = "app.js"
	if u := parseURL(ref); u != nil {
		switch base := path.Base(u.Path); path.Ext(base) {
		case ".js", ".mjs", ".cjs":
			file = base
		}
	}
	return Quote(file, "app.js"), Quote(file+".map", "app.js.map")
}

func uploadPair(ref string) Step {
	file, sourceMap := script(ref)
	return Step{"upload the file that was deployed and its map under this name",
		"symset sets upload " + Quote(ref, "REF") + " --source " + file + " --map " + sourceMap}
}

func replacePair(ref string) Step {
	step := uploadPair(ref)
	return Step{"replace what is stored by a file and its map of one build", step.Command + " --force"}
}

func checkMap(ref string) Step {
	_, sourceMap := script(ref)
	return Step{"look what is wrong with the map of your build", "symset check " + sourceMap}
}

func checkPair(ref string) Step {
	file, sourceMap := script(ref)
	return Step{"hold the map of your build against its file", "symset check --source " + file + " " + sourceMap}
}

// refetch makes PostHog try again, which it would do 24 hours after the
// failure at the earliest.
func refetch(do, ref string) Step {
	return Step{do + ", then delete the failed set: PostHog tries again with the next exception, not only after a day",
		"symset sets delete " + Quote(ref, "REF")}
}

func inject() Step {
	return Step{"for builds to come, upload maps by chunk id: then nothing has to be fetched", "symset sourcemap process --directory dist"}
}

func uploadBuild() Step {
	return Step{"upload the build that was deployed; it must be those very files, with the ids in them", "symset sourcemap upload --directory dist"}
}

func nothing(why string) Step { return Step{Do: "nothing can be done for this one: " + why} }

// Quote makes one word of s for a POSIX shell. What can't be typed, what a
// command would take for an option, and nothing at all become the placeholder.
func Quote(s, placeholder string) string {
	const plain = "-._:/@%+,="
	bare := s != ""
	for _, c := range s {
		switch {
		case !unicode.IsPrint(c) || c == unicode.ReplacementChar:
			return placeholder
		case c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(plain, c):
			bare = false
		}
	}
	switch {
	case s == "" || s[0] == '-' || len(s) > 2048:
		return placeholder
	case bare:
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// parseURL gives an http or https URL, or nil.
func parseURL(s string) *url.URL {
	if u, err := url.Parse(s); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return u
	}
	return nil
}

// address finds the URL in a message of PostHog's HTTP library: "error sending
// request for url (https://…)". A message that is a URL is one itself.
func address(message string) string {
	if _, after, ok := strings.Cut(message, " for url ("); ok {
		if i := strings.LastIndexByte(after, ')'); i >= 0 {
			after = after[:i]
		}
		return after
	}
	if _, after, ok := strings.Cut(message, "Response from "); ok {
		after, _, _ = strings.Cut(after, " ")
		return after
	}
	if parseURL(message) != nil {
		return message
	}
	return ""
}

// file names a URL's file, or else what it is.
func file(address, without string) string {
	u := parseURL(address)
	switch {
	case u == nil && address != "":
		return clip(address)
	case u == nil:
		return without
	case strings.Trim(u.Path, "/") == "":
		return clip(u.Host)
	}
	return clip(path.Base(u.Path))
}

// host names a URL's server, or else what it is.
func host(address, without string) string {
	if u := parseURL(address); u != nil {
		return clip(u.Host)
	}
	return without
}

// page reports whether a URL looks like that of a web page. Frames without a
// place of their own, and those of scripts inside a page, name the page.
func page(address string) bool {
	u := parseURL(address)
	if u == nil {
		return false
	}
	base := path.Base(u.Path)
	return strings.HasSuffix(u.Path, "/") || !strings.Contains(base, ".") || strings.HasPrefix(path.Ext(base), ".htm") || path.Ext(base) == ".php"
}

// ofPage adds to what is said about a script's URL when it is that of a page.
func ofPage(address string, t told) told {
	if !page(address) {
		return t
	}
	t.why = strings.TrimSpace(t.why + " The address looks like that of a page, not of a script: frames without a line of their own name the page they ran on, and so do scripts written into it.")
	t.steps = []Step{nothing("no source map belongs to a page"), {"if it is a script after all, upload it and its map under this name", uploadPair(address).Command}}
	return t
}
