package reason

import (
	"fmt"
	"strconv"
	"strings"
)

// flaws are what can be wrong with a stored symbol set, by PostHog's names:
// rust/common/symbol_data/src/error.rs.
func flaws() []flaw {
	return []flaw{
		{"WrongVersion", "Wrong version: %d, expected %d", "it is of version {0}, and PostHog expected {1}"},
		{"DataTooShort", "Data too short, expected %d, got %d", "it ends after {less} bytes, where {more} are needed"},
		{"DataTooLong", "Data too long, expected %d, got %d", "it has {more} bytes, where it should end after {less}"},
		{"InvalidMagic", "Invalid magic", "it is not PostHog's symbol data: a bare map was uploaded, or another file"},
		{"InvalidDataType", "Invalid data type: %d expected %s", "it holds symbols of the type {0}, where {1} is needed"},
		{"InvalidDataTypeForOperation", "Invalid data type %d for operation %s", "it holds symbols of the type {0}, which can't be used to {1}"},
		{"InvalidUtf8", "Invalid utf8, got error: %s", "its text is not UTF-8 ({0})"},
		{"CompressionError", "Compression error: %s", "it can't be decompressed ({0})"},
		{"UnknownCompression", "Unknown compression type: %d", "it is compressed by the unknown method {0}"},
	}
}

type flaw struct{ code, text, words string }

// parseData reads the part of a frame's text that tells a flaw.
func parseData(text string) (detail string, args []string) {
	for _, f := range flaws() {
		if args, ok := match(f.text, text); ok {
			return f.code, args
		}
	}
	return "", []string{text}
}

// flaw tells what is wrong with stored data.
func (r *Reason) flaw() string {
	for _, f := range flaws() {
		if f.code == r.Detail {
			return r.fill(f.words)
		}
	}
	return "PostHog says: " + r.listing()
}

// fill puts arguments into words: {0} and {1}, or {less} and {more} of the two
// numbers. PostHog writes what it wanted and what it got in either order.
func (r *Reason) fill(words string) string {
	a, b := r.arg(0, "?"), r.arg(1, "?")
	less, more := a, b
	if n, err := strconv.ParseUint(a, 10, 64); err == nil {
		if m, err := strconv.ParseUint(b, 10, 64); err == nil && m < n {
			less, more = b, a
		}
	}
	return strings.NewReplacer("{0}", a, "{1}", b, "{less}", less, "{more}", more).Replace(words)
}

// unreadable explains stored data that can't be read.
func unreadable(again func(*Reason) Step) func(*Reason) told {
	return func(r *Reason) told {
		return told{
			short:    "file is unreadable",
			sentence: "PostHog can't read the symbol set that is stored",
			why:      fmt.Sprintf("Something was uploaded, but %s.", r.flaw()),
			steps:    []Step{again(r)},
		}
	}
}
