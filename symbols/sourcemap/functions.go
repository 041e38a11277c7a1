package sourcemap

import "encoding/json"

// FunctionName gives the name of the function around a position of a source,
// from the function map that Metro writes for Hermes (x_facebook_sources). It is
// false when the map has none, or none around that position.
func (m *Map) FunctionName(source int, original Position) (string, bool) {
	s := m.sectionOf(source)
	if s == nil {
		return "", false
	}
	raw, err := s.functions.raw(m.text, source-s.firstSource)
	if err != nil || len(raw) == 0 || raw[0] != '[' {
		return "", false
	}
	// A source has a list of metadata, of which the first is the function map.
	var metadata []json.RawMessage
	var functions struct {
		Names    []string `json:"names"`
		Mappings string   `json:"mappings"`
	}
	if json.Unmarshal(raw, &metadata) != nil || len(metadata) == 0 || json.Unmarshal(metadata[0], &functions) != nil {
		return "", false
	}
	i, ok := enclosing(functions.Mappings, original)
	if !ok || i >= len(functions.Names) {
		return "", false
	}
	return functions.Names[i], true
}

// enclosing gives the name that holds at a position in a function map: that of
// the last place at or before it. A place is written as the differences of
// column, name and, for the first one after a semicolon, line; columns begin
// anew with each semicolon, lines with 1.
func enclosing(mappings string, p Position) (name int, ok bool) {
	text := []byte(mappings)
	line, column, index := int32(1), int32(0), int32(0)
	for i := 0; i < len(text); {
		switch text[i] {
		case ';':
			column = 0
			i++
			continue
		case ',':
			i++
			continue
		}
		var delta [3]int32
		for n := 0; i < len(text) && text[i] != ',' && text[i] != ';'; n++ {
			v, next, fault := vlq(text, i)
			if fault != "" || n == len(delta) {
				return name, ok
			}
			delta[n], i = v, next
		}
		if !add(&column, delta[0]) || !add(&index, delta[1]) || !add(&line, delta[2]) || line < 1 {
			return name, ok
		}
		if p.Before(Position{int(line) - 1, int(column)}) {
			return name, ok
		}
		name, ok = int(index), true
	}
	return name, ok
}
