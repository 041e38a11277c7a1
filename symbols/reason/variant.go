package reason

import (
	"strings"

	"symset/symbols/phrase"
)

// A variant is one of PostHog's reasons: rust/cymbal/src/core/error.rs.
type variant struct {
	language Language
	code     string
	class    Class
	text     string // what frames say: %s stands for any text, %d for digits, %x for 0x and hex digits
	tell     func(*Reason) told
}

// variants gives all of PostHog's reasons.
func variants() []variant {
	var all []variant
	for _, some := range [][]variant{javascript(), fetching(), hermes(), proguard(), apple(), native()} {
		all = append(all, some...)
	}
	return append(all, variant{"", "MissingChunkIdData", NoSymbolSet, "No symbol set for chunk id: %s", noneForChunk})
}

// match holds text against a pattern and gives what its holes hold. It takes
// time in proportion to the text: no pattern goes on after a %s with anything
// that must be looked for far.
func match(pattern, text string) (args []string, ok bool) {
	before, rest, hole := strings.Cut(pattern, "%")
	if !strings.HasPrefix(text, before) {
		return nil, false
	}
	text = text[len(before):]
	if !hole {
		return nil, text == ""
	}
	kind, rest := rest[0], rest[1:]
	if kind != 's' {
		n := digits(text, kind)
		args, ok = match(rest, text[n:])
		return append([]string{text[:n]}, args...), ok && n > 0 && text[:n] != "0x"
	}
	if rest == "" {
		return []string{text}, true
	}
	next, _, _ := strings.Cut(rest, "%")
	for i := 0; ; i += len(next) {
		k := strings.Index(text[i:], next)
		if k < 0 {
			return nil, false
		}
		i += k
		if args, ok = match(rest, text[i:]); ok {
			return append([]string{text[:i]}, args...), true
		}
	}
}

// digits counts the bytes of a number at text's start.
func digits(text string, kind byte) int {
	n, set := 0, "0123456789"
	if kind == 'x' {
		if !strings.HasPrefix(text, "0x") {
			return 0
		}
		n, set = 2, set+"abcdefABCDEF"
	}
	const most = 20 // of 64 bits
	for n < len(text) && n < most && strings.IndexByte(set, text[n]) >= 0 {
		n++
	}
	return n
}

const (
	// maxQuoted bounds how much of a stranger's text a sentence repeats, in bytes.
	maxQuoted = 160

	// maxReason bounds the reasons that are taken apart, in bytes; longer ones
	// are shown as text. PostHog cuts what it puts in at 2,048.
	maxReason = 64 << 10

	// shortCells is the room in a list.
	shortCells = 18
)

// clip cuts a long text in its middle.
func clip(s string) string { return phrase.Middle(s, maxQuoted) }

// arg gives an argument, cut where it is long, or a word in its place.
func (r *Reason) arg(i int, without string) string {
	if i >= len(r.Args) || r.Args[i] == "" {
		return without
	}
	return clip(r.Args[i])
}
