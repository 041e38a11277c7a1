package bundle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestReadLabel(t *testing.T) {
	dir := t.TempDir()
	long := `"sourcesContent":["` + strings.Repeat(`\"debugId\":\"NO\",\\`, 4*mapEdge/16) + `"]`
	for name, tt := range map[string]struct {
		src  string
		want label
	}{
		"front":            {`{"chunk_id":"C","version":3}`, label{chunk: "C"}},
		"alias":            {`{"chunkId":"C","debug_id":"D"}`, label{chunk: "C", debug: "D"}},
		"guard":            {")]}'\n" + `{"file":"a.js","debugId":"D"}`, label{debug: "D", file: "a.js"}},
		"escaped":          {`{"file":"\u0061 \"b\".js"}`, label{file: `a "b".js`}},
		"spaced":           {"{\n  \"file\" : \"a.js\" ,\n \"debugId\":\t\"D\"\n}\n", label{debug: "D", file: "a.js"}},
		"nested":           {`{"sections":[{"map":{"debugId":"NO","file":"no"}}],"x":{"chunkId":"NO"},"file":"a.js"}`, label{file: "a.js"}},
		"key as a value":   {`{"a":"debugId","b":"NO","c":["file","no"]}`, label{}},
		"not a string":     {`{"debugId":1,"file":null,"chunk_id":{"chunk_id":"NO"}}`, label{}},
		"twice":            {`{"file":"a","file":"b"}`, label{file: "b"}},
		"not an object":    {`["debugId","NO"]`, label{}},
		"cut":              {`{"chunk_id":"C","debugId":"D`, label{chunk: "C"}},
		"empty":            {``, label{}},
		"long, front":      {`{"chunk_id":"C",` + long + `}`, label{chunk: "C"}},
		"long, back":       {`{"version":3,` + long + `,"debugId":"D","file":"a.js"}`, label{debug: "D", file: "a.js"}},
		"long, both":       {`{"file":"a","debugId":"D",` + long + `,"file":"b","mappings":";;"}` + "\n", label{debug: "D", file: "b"}},
		"long, back twice": {`{` + long + `,"file":"a","names":["file","x"],"file":"b"}`, label{file: "b"}},
		"long, nested":     {`{` + long + `,"x":{"file":"no","y":[{"debugId":"NO"}]},"chunkId":"C","z":{}}`, label{chunk: "C"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "a.map")
			if err := os.WriteFile(path, []byte(tt.src), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := readLabel(path); err != nil || got != tt.want {
				t.Errorf("got %+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}

func TestSameID(t *testing.T) {
	const uuid = "0339bdc7-4cd8-f8af-6475-6e2164756e21"
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{uuid, strings.ToUpper(uuid), true},
		{uuid, "0339BDC74CD8F8AF64756E2164756E21", true},
		{uuid, uuid[:35] + "2", false},
		{"https://x/A.js", "https://x/a.js", false},
		{"a-b", "ab", false},
	} {
		if got := SameID(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: %v", tt.a, tt.b, got)
		}
	}
}

// Read from either end, a whole object gives what encoding/json does.
func FuzzLabel(f *testing.F) {
	f.Add([]byte(`{"file":"a.js","debugId":"D\\","x":["y",{"file":1}],"chunk_id":"C"}`))
	f.Add([]byte(`{"chunk_id":[["\""]],"file":"\"\\\""}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		front, back := labelOf(src, nil), labelOf(nil, src)
		var members map[string]json.RawMessage
		if json.Unmarshal(src, &members) != nil || members == nil || strings.Contains(string(src), `\u`) || !utf8.Valid(src) {
			return // encoding/json replaces what is not UTF-8, a label keeps it
		}
		if _, twice := members["chunkId"]; twice || strings.Count(string(src), `"file"`) > 1 {
			return
		}
		var want string
		_ = json.Unmarshal(members["file"], &want)
		if front.file != want || back.file != want {
			t.Errorf("%s: file %q and %q, want %q", src, front.file, back.file, want)
		}
	})
}
