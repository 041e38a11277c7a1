package inject

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"symset/symbols/sourcemap"
)

// A Mode says how exceptions come to their release.
type Mode int

// The modes of posthog-cli's --release-mode.
const (
	// Event: the chunk tells its release when it is loaded, so ids and
	// content stay the same from release to release.
	Event Mode = iota
	// SymbolSet: the symbol set is bound to a release, so each release has
	// chunk ids of its own.
	SymbolSet
)

// Options say what to inject.
type Options struct {
	Mode    Mode
	Release string   // the release's id; empty when none is known
	Pages   []string // paths of the build's pages, manifests and scripts, which may hold checksums
}

// A Status is what became of a file.
type Status string

// What becomes of files.
const (
	Added     Status = "injected"  // it had no chunk id
	Refreshed Status = "refreshed" // it had one, and now tells another release
	Unchanged Status = "unchanged"
)

// A Change is what injecting makes of a minified file.
type Change struct {
	Status  Status
	ChunkID string
	Was     string // the chunk id before, where it is another one now
	Source  Text   // the file's new content; nil when it stays as it is
	Note    string // what a person should know; empty as a rule
}

// A Plan is what injecting makes of a source map and the files that have it.
type Plan struct {
	Changes []Change // of each file, in their order
	Map     Text     // the map's new content; nil when it stays as it is
}

// Pair plans for a map and the minified files whose map it is: one as a rule.
// An error says why the map can't be used; nothing is to be changed then.
// The plan refers to the texts that are given.
func Pair(sources [][]byte, mapText []byte, o Options) (*Plan, error) {
	m, err := sourcemap.Parse(mapText)
	if err != nil {
		return nil, err
	}
	defer m.Close()
	obj, err := scanObject(mapText)
	if err != nil {
		return nil, err
	}
	w := worker{Options: o, m: m, obj: obj, shared: len(sources) > 1}
	plan := &Plan{}
	for _, src := range sources {
		change, err := w.source(src)
		if err != nil {
			return nil, err
		}
		plan.Changes = append(plan.Changes, change)
	}
	if w.id == "" {
		return plan, nil
	}
	plan.Map, err = w.newMap()
	return plan, err
}

// maxHead is how many bytes of a file tell that it is no text.
const maxHead = 512

var errNoText = errors.New("it is not JavaScript in UTF-8, but UTF-16 or bytecode, such as of Hermes: --exclude leaves it out")

var errElsewhere = errors.New("it has sections in other files, which are not read: have the build write it in one file")

// A worker plans for one map.
type worker struct {
	Options
	m      *sourcemap.Map
	obj    object
	shared bool

	id     string // for the map
	shift  shift
	shifts bool
}

// source plans for one of the map's files.
func (w *worker) source(src []byte) (Change, error) {
	if bytes.IndexByte(src[:min(len(src), maxHead)], 0) >= 0 {
		return Change{}, errNoText
	}
	c := readChunk(src)
	change := Change{Status: Unchanged, ChunkID: c.id}
	id, err := w.idFor(&c)
	switch {
	case err != nil || id == "":
		return change, err
	case c.id == "":
		change.Status = Added
	default:
		change.Status = Refreshed
	}
	if change.ChunkID = id; c.id != "" && c.id != id {
		change.Was = c.id
	}
	release := w.Release
	if w.Mode == SymbolSet {
		release = ""
	}
	splices, moved := c.put(id, release)
	// A map that has a chunk id was shifted for it, by way of another file
	// that shares it.
	if fresh := !c.has; fresh && c.id == "" && w.m.ChunkID() != "" {
		if !w.shared {
			change.Note = "its map has a chunk id already, and was taken to be shifted for it"
		}
	} else if w.shifts && moved != w.shift {
		return change, fmt.Errorf("the files that share the map begin in different ways: their columns can't be shifted together")
	} else {
		w.shift, w.shifts = moved, true
	}
	w.id = cmp.Or(w.id, id)
	if before(src).at > 0 && !c.has {
		change.Note = cmp.Or(change.Note, behind(src))
	}
	change.Source = spliced(src, splices)
	return change, nil
}

// behind says what the snippet was put behind.
func behind(src []byte) string {
	switch p := before(src); {
	case p.at == 3 && bytes.HasPrefix(src, []byte("\uFEFF")):
		return ""
	case p.at > begin(src):
		return "put after the directives, which must come first"
	}
	if !bytes.HasPrefix(bytes.TrimPrefix(src, []byte("\uFEFF")), []byte("#!")) {
		return "put after Bun's comment, which must come first"
	}
	return "put after the hashbang, which must come first"
}

// idFor gives the chunk id that a file is to have now; empty when it stays as
// it is. That no release is known is no reason to change one.
func (w *worker) idFor(c *chunk) (string, error) {
	debugID := w.m.DebugID()
	if w.shared {
		debugID = "" // it is one of the files', and nobody knows whose
	}
	switch {
	case c.id == "":
		return c.newID(w.Mode, debugID)
	case w.Release == "":
		return "", nil
	case w.Mode == SymbolSet && w.obj.str("release_id") != w.Release:
		return c.newID(w.Mode, "")
	case w.Mode == Event && (!c.has || c.snippet.release != w.Release):
		return c.id, nil
	}
	return "", nil
}

// newMap gives the map shifted, with its ids.
func (w *worker) newMap() (Text, error) {
	mappings, ok := w.obj.get("mappings")
	_, indexed := w.obj.get("sections")
	if indexed && slices.ContainsFunc(w.m.Problems(), func(p sourcemap.Problem) bool { return p.Code == sourcemap.SectionElsewhere }) {
		return nil, errElsewhere
	}
	if w.shifts && (indexed || !ok || bytes.IndexByte(w.obj.text[mappings.value:mappings.to], '\\') >= 0) {
		flat, err := flatten(w.m, &w.obj)
		if err != nil {
			return nil, err
		}
		if w.obj, err = scanObject(flat); err != nil {
			return nil, err
		}
		mappings, _ = w.obj.get("mappings")
	}
	var splices []splice
	if w.shifts {
		splices = w.shift.shifted(w.obj.text[mappings.value+1:mappings.to-1], mappings.value+1)
	}
	if w.m.ChunkID() == "" || w.Mode == SymbolSet {
		splices = append(splices, w.obj.set(w.id, "chunk_id", "chunkId"))
	}
	if w.Mode == SymbolSet && w.Release != "" {
		splices = append(splices, w.obj.set(w.Release, "release_id"))
	}
	return spliced(w.obj.text, splices), nil
}

// inlinePrefix begins the data: URL of a map that was injected into.
const inlinePrefix = "data:application/json;charset=utf-8;base64,"

// Inline is [Pair] for a minified file that has its map in itself.
func Inline(src []byte, o Options) (*Change, error) {
	c := readChunk(src)
	m, err := inlineMap(&c)
	if err != nil {
		return nil, err
	}
	plan, err := Pair([][]byte{src}, m, o)
	if err != nil {
		return nil, err
	}
	change := &plan.Changes[0]
	if change.Source == nil {
		return change, nil
	}
	text := bytes.Join(change.Source, nil)
	url := []byte(c.comments.SourceMap)
	at := bytes.LastIndex(text, url)
	if at < 0 {
		return nil, fmt.Errorf("its inline map can't be found again")
	}
	encoded := inlinePrefix + base64.StdEncoding.EncodeToString(bytes.Join(plan.Map, nil))
	change.Source = spliced(text, []splice{{at, at + len(url), encoded}})
	return change, nil
}
