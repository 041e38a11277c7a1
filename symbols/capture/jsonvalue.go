package capture

import (
	"bytes"
	"encoding/json"
	"strings"

	"symset/symbols/phrase"
)

// has reports whether o has key with a value that is not null.
func has(o object, key string) bool {
	v, ok := o[key]
	return ok && string(v) != "null"
}

// text gives the first of keys that o has, if it is a string, a number or a
// boolean, as text.
func text(o object, keys ...string) string {
	for _, key := range keys {
		if v := o[key]; len(v) > 0 && string(v) != "null" {
			if s, ok := textValue(v); ok {
				return s
			}
			if v[0] != '{' && v[0] != '[' {
				return string(v)
			}
		}
	}
	return ""
}

// unquote decodes JSON text that stands in a string, however often it was
// encoded: servers and exports do it once or twice.
func unquote(raw json.RawMessage) json.RawMessage {
	raw = bytes.TrimSpace(raw)
	for range 3 {
		s, ok := textValue(raw)
		if !ok {
			break
		}
		t := bytes.TrimSpace([]byte(s))
		if !startsJSON(t) || !json.Valid(t) {
			break
		}
		raw = t
	}
	return raw
}

// nested decodes an object, or one in a string, up to maxKeys.
func nested(raw json.RawMessage) (object, bool) {
	raw = unquote(raw)
	if len(raw) == 0 || raw[0] != '{' {
		return nil, false
	}
	o := object{}
	eachItem(raw, func(key string, v json.RawMessage) bool {
		o[key] = v
		return len(o) < maxKeys
	})
	return o, true
}

// list decodes an array, or one in a string, up to maxItems.
func list(raw json.RawMessage) ([]json.RawMessage, bool) {
	raw = unquote(raw)
	if len(raw) == 0 || raw[0] != '[' {
		return nil, false
	}
	items := []json.RawMessage{}
	eachItem(raw, func(_ string, v json.RawMessage) bool {
		items = append(items, v)
		return len(items) < maxItems
	})
	return items, true
}

// texts decodes an array's strings; other values are left as JSON.
func texts(raw json.RawMessage) []string {
	items, _ := list(raw)
	out := make([]string, 0, len(items))
	for _, item := range items {
		s, ok := textValue(item)
		if !ok {
			s = string(item)
		}
		out = append(out, s)
	}
	return out
}

// truth decodes a boolean, or gives otherwise.
func truth(raw json.RawMessage, otherwise bool) bool {
	switch string(raw) {
	case "true", `"true"`:
		return true
	case "false", `"false"`:
		return false
	}
	return otherwise
}

// kindOf names the kind of a JSON value for a sentence.
func kindOf(raw json.RawMessage) string {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return "missing"
	}
	switch raw[0] {
	case '"':
		return "a string"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 'n':
		return "null"
	case 't', 'f':
		return "a boolean"
	}
	return "a number"
}

// encode puts decoded values back into JSON. They came from JSON, so it can't
// fail.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return json.RawMessage("null")
	}
	return data
}

// join appends a key to a JSON path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func orRoot(path string) string {
	if path == "" {
		return "the top"
	}
	return path
}

// looksLikeHTML reports whether text is a web page.
func looksLikeHTML(t []byte) bool {
	head := strings.ToLower(string(t[:min(len(t), 200)]))
	return strings.HasPrefix(head, "<!doctype") || strings.HasPrefix(head, "<html") || strings.Contains(head, "<head")
}

// meantAsJSON reports whether text that starts like JSON, but is none, is JSON
// that breaks off rather than a line that starts with a bracket.
func meantAsJSON(t []byte) bool {
	rest := bytes.TrimSpace(t[1:])
	return t[0] == '{' || len(rest) > 0 && bytes.IndexByte([]byte(`{["`), rest[0]) >= 0
}

// describeText says what a text without a frame looks like.
func describeText(t []byte) string {
	switch {
	case looksLikeHTML(t):
		return "a web page (HTML)"
	case bytes.IndexByte(t[:min(len(t), 1024)], 0) >= 0:
		return "a binary file"
	}
	first, _, _ := strings.Cut(string(t), "\n")
	return "text without a stack frame; it starts with \"" + phrase.Clip(strings.TrimSpace(stripANSI(first)), 60) + "\""
}
