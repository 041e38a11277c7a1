package cymbal

import (
	"encoding/json"
	"testing"
)

// FuzzResolve holds that a frame of any shape becomes JSON or an error.
func FuzzResolve(f *testing.F) {
	for _, frame := range []string{
		`{"platform":"web:javascript","filename":"https://a.example/a.js","chunk_id":"c1","function":"f","lineno":1,"colno":6}`,
		`{"platform":"node:javascript","filename":"/a.js","chunk_id":"c1","lineno":2,"colno":-1,"context_line":"x","pre_context":["y"]}`,
		`{"platform":"hermes","chunkId":"c1","colno":3}`, `{"platform":"java","map_id":"c1"}`, `null`, `[]`,
	} {
		f.Add(frame)
	}
	set, why := Open(javaScript, pack(f, minified, `{"version":3,"sources":["src/a.ts"],"names":[],"mappings":"AAAA,KAAU"}`))
	if why != nil {
		f.Fatal(why)
	}
	f.Fuzz(func(t *testing.T, frame string) {
		for _, find := range []Finder{one{}, one{ref: "c1", set: set}} {
			if got, err := Resolve(json.RawMessage(frame), find); err == nil && (!json.Valid(got.Contents) || !json.Valid(got.Context)) {
				t.Errorf("%s, %s", got.Contents, got.Context)
			}
		}
	})
}
