package capture

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzEachItem holds the scanner against encoding/json: on valid JSON both see
// the same items.
func FuzzEachItem(f *testing.F) {
	for _, s := range []string{
		`{}`, `[]`, ` { "a" : 1 , "b":[1,{"c":"}\""}],"a":null} `, `["\\",",","\"]",-1.5e3, true,[[]],{"x":{}}]`,
		`{"\u0061\n":"x","":""}`, `[1 , 2]`, "[\n]", `["\\\\\"",1]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = bytes.TrimSpace(data)
		if !json.Valid(data) {
			return
		}
		switch data[0] {
		case '{':
			var want map[string]json.RawMessage
			if err := json.Unmarshal(data, &want); err != nil {
				return
			}
			got, ok := nested(data)
			if !ok || len(got) != len(want) {
				t.Fatalf("%d keys, want %d", len(got), len(want))
			}
			for k, v := range want {
				if !bytes.Equal(got[k], v) {
					t.Fatalf("%q: %s, want %s", k, got[k], v)
				}
			}
		case '[':
			var want []json.RawMessage
			if err := json.Unmarshal(data, &want); err != nil {
				return
			}
			got, ok := list(data)
			if !ok || len(got) != len(want) {
				t.Fatalf("%d items, want %d", len(got), len(want))
			}
			for i, v := range want {
				if !bytes.Equal(got[i], v) {
					t.Fatalf("%d: %s, want %s", i, got[i], v)
				}
			}
		}
	})
}
