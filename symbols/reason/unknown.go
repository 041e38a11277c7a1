package reason

import (
	"strings"
	"unicode"
)

// unknown makes what is readable of a reason that this package does not know.
func (r *Reason) unknown() told {
	t := told{
		sentence: "PostHog says: " + r.listing(),
		steps:    []Step{uploadPair(r.Ref), {Do: "a newer symset may know more of it"}},
	}
	if name := words(r.Code); name != "" {
		t.why = "This reason is not known here. As PostHog stores it: " + clip(r.Raw)
		t.short = brief(name)
		return t
	}
	t.short = brief(r.Raw)
	return t
}

// listing gives the name of what is the matter, in words, with all that it
// carries; else the raw text.
func (r *Reason) listing() string {
	name := words(r.Code)
	if r.Detail != "" {
		name = words(r.Detail)
	} else if strings.HasSuffix(r.Code, "DataError") {
		name = ""
	}
	list := clip(strings.Join(r.Args, ", "))
	switch {
	case name != "" && list != "":
		return name + ": " + list
	case name+list != "":
		return name + list
	}
	return clip(r.Raw)
}

// words spells a variant's name as words: NoSourcemap as "no sourcemap". It is
// empty when the name is not one.
func words(name string) string {
	var b strings.Builder
	for i, c := range name {
		switch {
		case c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_':
			return ""
		case c == '_':
			b.WriteByte(' ')
			continue
		case i > 0 && unicode.IsUpper(c):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return clip(b.String())
}

// brief cuts a text for a list. Text that is more than plain ASCII could be
// wider than it is long, and is not repeated there.
func brief(s string) string {
	for _, c := range s {
		if c < ' ' || c >= unicode.MaxASCII {
			return "unknown reason"
		}
	}
	if len(s) <= shortCells {
		return s
	}
	return strings.TrimRight(s[:shortCells-2], " ") + ".."
}
