package preflight

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// EmbedSources gives a copy of a map with the texts of its sources put in where
// it lacks them, and how many were. The text of the i-th source, counted through
// all sections, is asked for; false leaves it out. The copy's fields are in
// alphabetical order.
func EmbedSources(data []byte, text func(i int) (string, bool)) (copied []byte, n int, err error) {
	next := 0
	whole, err := embed(bytes.TrimPrefix(data, []byte("\ufeff")), &next, &n, text)
	if err != nil {
		return nil, 0, fmt.Errorf("embed sources: %w", err)
	}
	return whole, n, nil
}

// embed embeds the sources of a map or of all its sections; next is the number
// of its first source.
func embed(data []byte, next, n *int, text func(i int) (string, bool)) ([]byte, error) {
	var m map[string]json.RawMessage
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	if m == nil {
		return nil, errors.New("null is no map")
	}
	var sections []map[string]json.RawMessage
	if m["sections"] != nil {
		if err := json.Unmarshal(m["sections"], &sections); err != nil {
			return nil, err
		}
		for _, s := range sections {
			inner, err := embed(s["map"], next, n, text)
			if err != nil {
				return nil, err
			}
			s["map"] = inner
		}
		all, err := plain(sections)
		if err != nil {
			return nil, err
		}
		m["sections"] = all
		return plain(m)
	}
	var sources, contents []*string
	if err := unmarshal(m["sources"], &sources); err != nil {
		return nil, err
	}
	if err := unmarshal(m["sourcesContent"], &contents); err != nil {
		return nil, err
	}
	for len(contents) < len(sources) {
		contents = append(contents, nil)
	}
	for i := range sources {
		if contents[i] == nil {
			if t, ok := text(*next + i); ok {
				contents[i] = &t
				*n++
			}
		}
	}
	*next += len(sources)
	all, err := plain(contents)
	if err != nil {
		return nil, err
	}
	m["sourcesContent"] = all
	return plain(m)
}

func unmarshal(data json.RawMessage, to *[]*string) error {
	if data == nil {
		return nil
	}
	return json.Unmarshal(data, to)
}

// plain writes JSON as people write it: < stays <.
func plain(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}
