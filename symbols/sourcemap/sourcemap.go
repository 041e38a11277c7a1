// Package sourcemap reads source maps as ECMA-426 describes them: regular maps
// and index maps, from files, bytes and data: URLs.
//
// Cost follows what is asked. [Open] reads a file once, checks that it is JSON
// all through, and keeps only where its pieces lie. [Map.Lookup] answers a few
// positions after one pass over the mappings that keeps one checkpoint for each
// few kilobytes of them; [Map.Index] decodes them all, for many positions. Names
// and contents are decoded when asked for.
//
// Two strictnesses: what a lenient reader can still use is answered, and what a
// strict one objects to is in [Map.Problems]. A mapping with a source or
// name that does not exist spoils itself only. A segment that can't be decoded,
// or that takes a running number below 0 or over 2³¹-1, leaves everything after
// it in its mappings unknown, since all numbers there are relative to those
// before: the map answers up to that place and nothing from there on.
//
// All lines and columns count from 0. Columns are UTF-16 code units.
package sourcemap

import (
	"sync"
	"sync/atomic"
)

// A Position is a place in a file: both numbers from 0, Column in UTF-16 code units.
type Position struct{ Line, Column int }

// Before reports whether p comes before q in the file.
func (p Position) Before(q Position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Column < q.Column
}

// A Mapping says that generated code from Generated on comes from Original in a source.
type Mapping struct {
	Generated Position
	Source    int      // index into the map's sources; -1 when the code has no original
	Original  Position // meaningless when Source is -1
	Name      int      // index into the map's names; -1 when none
}

// OK reports whether the mapping has an original place.
func (m Mapping) OK() bool { return m.Source >= 0 }

// None is the answer for a position without a mapping.
var None = Mapping{Source: -1, Name: -1}

// Kind tells the two forms of source maps apart.
type Kind int

const (
	Regular Kind = iota // one list of mappings
	Indexed             // sections, each a map with an offset (ECMA-426 "index map")
)

func (k Kind) String() string {
	if k == Indexed {
		return "index"
	}
	return "regular"
}

// A Map is an opened source map. It is safe for concurrent use.
//
// Sources and names of an index map are numbered through all its sections, in
// the order of the file.
type Map struct {
	text     *text
	kind     Kind
	file     string
	debugID  string
	chunkID  string
	sections []*section // in the order of the file; one for a regular map
	order    []*section // the same, by where they start
	sources  int
	names    int
	contents int
	ignored  []bool // by source; nil when none is
	faults   faults // what reading the structure objected to

	index    atomic.Pointer[Index]
	indexing sync.Mutex
}

// A section is one list of mappings with its own sources and names.
type section struct {
	start       Position // where its generated code begins
	mappings    span
	root        string // sourceRoot, as written
	sources     list
	contents    list
	texts       int // how many contents are strings
	names       list
	functions   list // x_facebook_sources
	firstSource int  // the number of its first source in the whole map
	firstName   int
	ignored     []int // its ignored sources, until the map is built

	survey    atomic.Pointer[survey]
	surveying sync.Mutex
}

// Kind tells whether the map is a regular one or an index map.
func (m *Map) Kind() Kind { return m.kind }

// File is the map's own word for the generated file, which is often out of
// date; empty when it has none.
func (m *Map) File() string { return m.file }

// DebugID is the id that ties the map to its generated file (ECMA-426 proposal
// "debug id"): debugId, or debug_id as older tools write it.
func (m *Map) DebugID() string { return m.debugID }

// ChunkID is the id that PostHog's tools put into a map and its minified file:
// chunk_id or chunkId.
func (m *Map) ChunkID() string { return m.chunkID }

// Close gives back the file behind the map. Nothing may be asked after it.
func (m *Map) Close() error { return m.text.close() }
