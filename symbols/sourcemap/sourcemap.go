// Package sourcemap reads source maps as ECMA-426 describes them.
package sourcemap

import "errors"

// A Position is a place in a file: both numbers from 0, Column in UTF-16 code units.
type Position struct{ Line, Column int }

// A Mapping says that generated code from Generated on came from Original in a source.
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

// A Map is an opened source map. It is safe for concurrent use.
type Map struct{}

var errTODO = errors.New("sourcemap: being written")

func Open(path string) (*Map, error)                    { return nil, errTODO }
func Parse(data []byte) (*Map, error)                   { return nil, errTODO }
func ParseDataURL(url string) (*Map, error)             { return nil, errTODO }
func (m *Map) Close() error                             { return nil }
func (m *Map) Lookup(at ...Position) ([]Mapping, error) { return nil, errTODO }
func (m *Map) Walk(yield func(Mapping) bool) error      { return errTODO }
func (m *Map) Index() (*Index, error)                   { return nil, errTODO }
func (m *Map) Sources() int                             { return 0 }
func (m *Map) Source(i int) string                      { return "" }
func (m *Map) Content(i int) (string, bool)             { return "", false }
func (m *Map) Lines(i, from, to int) ([]string, bool)   { return nil, false }
func (m *Map) Names() int                               { return 0 }
func (m *Map) Name(i int) string                        { return "" }
func (m *Map) Ignored(i int) bool                       { return false }
func (m *Map) File() string                             { return "" }
func (m *Map) DebugID() string                          { return "" }
func (m *Map) ChunkID() string                          { return "" }

// An Index answers many look-ups.
type Index struct{}

func (x *Index) Lookup(p Position) Mapping                   { return None }
func (x *Index) Generated(source int, p Position) []Position { return nil }
