package fit

import (
	"fmt"
	"path"
	"strings"
)

// Labels are what the two files are called and say of themselves beside the
// mappings. What is not known is empty.
type Labels struct {
	File, MapFile string // names of the two files; folders don't count
	SourceMap     string // the file's sourceMappingURL, as written
	ChunkID       string // in the file; the map tells its own
	DebugID       string // likewise
}

// A Finding is what a piece of evidence comes to.
type Finding int

const (
	Unknown Finding = iota // there is nothing to compare
	Good                   // file and map agree
	Odd                    // they disagree, more than they do when they belong together
)

func (f Finding) String() string { return [...]string{"unknown", "good", "odd"}[f] }

// An Item is a piece of evidence.
type Item struct {
	Name    string // stable, for JSON: chunk_id, debug_id, labels, inside, boundaries, tokens, names, originals, end
	Finding Finding
	Words   string // a sentence with the figures, lower case, no full stop
}

// items gives the evidence, that of the whole file first.
func (h *hearing) items(r *Report, labels Labels) []Item {
	return []Item{
		sameID("chunk_id", "chunk id", labels.ChunkID, h.m.ChunkID()),
		sameID("debug_id", "debug id", labels.DebugID, h.m.DebugID()),
		labelled(labels, h.m.File()),
		h.inside(r), h.boundaries(r), h.kept(), h.names(), h.originals(), h.end(r),
	}
}

// sameID compares ids. UUIDs are written in either case, with and without hyphens.
func sameID(name, words, file, inMap string) Item {
	plain := func(id string) string { return strings.ToLower(strings.ReplaceAll(id, "-", "")) }
	switch {
	case file == "" && inMap == "":
		return Item{name, Unknown, "neither has a " + words}
	case file == "":
		return Item{name, Unknown, fmt.Sprintf("only the map has a %s, %s", words, inMap)}
	case inMap == "":
		return Item{name, Unknown, fmt.Sprintf("only the file has a %s, %s", words, file)}
	case plain(file) == plain(inMap):
		return Item{name, Good, fmt.Sprintf("both have the %s %s", words, file)}
	}
	return Item{name, Odd, fmt.Sprintf("the file has the %s %s, the map %s", words, file, inMap)}
}

// labelled compares what the files call each other. Builds rename files, so
// one name that is another's says little; both do.
func labelled(l Labels, file string) Item {
	var agree, differ []string
	compare := func(said, is, words string) {
		if said, _, _ = strings.Cut(said, "?"); said == "" || is == "" || strings.HasPrefix(said, "data:") {
			return
		}
		if base(said) == base(is) {
			agree = append(agree, words+" "+base(said))
		} else {
			differ = append(differ, words+" "+base(said))
		}
	}
	compare(l.SourceMap, l.MapFile, "the file names the map")
	compare(file, l.File, "the map names the file")
	switch {
	case len(agree) > 0:
		return Item{"labels", Good, strings.Join(agree, ", ")}
	case len(differ) == 2:
		return Item{"labels", Odd, strings.Join(differ, ", ")}
	case len(differ) == 1:
		return Item{"labels", Unknown, differ[0]}
	}
	return Item{"labels", Unknown, "neither names the other"}
}

func base(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

func finding(odd bool) Finding {
	if odd {
		return Odd
	}
	return Good
}

func (h *hearing) inside(r *Report) Item {
	if r.Mappings == 0 {
		return Item{"inside", Odd, "the map has no mappings"}
	}
	return Item{"inside", finding(tooMany(r.Outside, r.Mappings)), fmt.Sprintf("%d of %d mappings lie outside of the file", r.Outside, r.Mappings)}
}

func (h *hearing) boundaries(r *Report) Item {
	words := fmt.Sprintf("%d of %d mappings begin inside a word", r.Split, r.Mappings)
	if h.banner > 0 {
		words += fmt.Sprintf(", none were the code %d lines higher, without the comment before it", h.banner)
	}
	return Item{"boundaries", finding(tooMany(r.Split, r.Mappings)), words}
}

// kept tells of the tokens that every tool keeps.
func (h *hearing) kept() Item {
	same := h.counts[keptWord] + h.counts[keptValue]
	differ := h.others() + h.edited()
	if same+differ == 0 {
		return Item{"tokens", Unknown, "no word, string or number is told by both"}
	}
	return Item{"tokens", finding(h.doubted()),
		fmt.Sprintf("%d words, strings and numbers are those of the sources, %d are others", same, differ)}
}

func (h *hearing) names() Item {
	same, differ := h.counts[keptName], h.counts[otherName]
	words := fmt.Sprintf("%d names stand in the sources where the map says, %d don't", same, differ)
	if same < differ || same+differ == 0 {
		return Item{"names", Unknown, words}
	}
	return Item{"names", Good, words}
}

func (h *hearing) originals() Item {
	if !h.read {
		return Item{"originals", Unknown, "the map has no texts of its sources"}
	}
	return Item{"originals", finding(h.lost()), fmt.Sprintf("%d of %d mappings lead to a place that their source has not", h.counts[nowhere], h.compared)}
}

func (h *hearing) end(r *Report) Item {
	if r.Mappings == 0 {
		return Item{"end", Unknown, "the map has no last mapping"}
	}
	return Item{"end", finding(r.behind > glue), fmt.Sprintf("the last mapping is at %d:%d", r.End.Line+1, r.End.Column+1)}
}
