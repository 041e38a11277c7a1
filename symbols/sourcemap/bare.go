package sourcemap

import (
	"bytes"
	"encoding/json"
)

// Bare gives a regular map as JSON with no more than another reader needs to
// answer positions up to last: its sources, its source root, and its mappings,
// as they stand, to behind last; all of them where columns go backward. It is
// nil for an index map, and where it would be more than about so many bytes.
func (m *Map) Bare(last Position, most int) ([]byte, error) {
	if m.kind == Indexed {
		return nil, nil
	}
	s := m.sections[0]
	v, err := m.survey(s)
	if err != nil {
		return nil, err
	}
	end := v.text.size
	if k := v.stretchOf(last) + 1; k < len(v.points) && !v.backward {
		end = v.points[k].at
	}
	sources := int(s.sources.to - s.sources.from)
	if end+sources > most {
		return nil, nil
	}
	root, err := json.Marshal(s.root)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	out.Grow(end + sources + len(root) + 128)
	out.WriteString(`{"version":3,"sourceRoot":`)
	out.Write(root)
	out.WriteString(`,"sources":[`)
	if s.sources.n > 0 {
		part, _, err := m.text.read(s.sources.from, s.sources.to, nil) // to behind the bracket
		if err != nil {
			return nil, err
		}
		out.Write(part)
	} else {
		out.WriteByte(']')
	}
	out.WriteString(`,"mappings":"`)
	for from := 0; from < end; from += chunk {
		part, _, err := v.text.read(from, min(from+chunk, end), out.AvailableBuffer())
		if err != nil {
			return nil, err
		}
		out.Write(part)
	}
	out.WriteString(`"}`)
	return out.Bytes(), nil
}
