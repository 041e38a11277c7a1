package match

import (
	"encoding/json"
	"strings"
	"testing"
)

// Of a large map among many a sample is proved, and all that is around the frames:
// an edit there is seen, also where it moves nothing. Among few all is proved.
func TestLargeMap(t *testing.T) {
	const copies, hashed = 60, "https://x.example/static/app-3f9a1c2b.js"
	b := build{}
	b.made(t, "one.js", "right")
	bundle := strings.TrimSuffix(b["one.js"], "\n")
	type section struct {
		Offset struct {
			Line   int `json:"line"`
			Column int `json:"column"`
		} `json:"offset"`
		Map json.RawMessage `json:"map"`
	}
	var all struct {
		Version  int       `json:"version"`
		Sections []section `json:"sections"`
	}
	all.Version = 3
	for i := range copies {
		s := section{Map: json.RawMessage(b["one.js.map"])}
		s.Offset.Line = i
		all.Sections = append(all.Sections, s)
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	missed := 0
	for stale := 1; stale < copies; stale += 7 {
		var code []string
		for range copies {
			code = append(code, bundle)
		}
		code[stale] = strings.Replace(bundle, `"pay","card"`, `"pay","bill"`, 1)
		if code[stale] == bundle {
			t.Fatal("the bundle has nothing to change")
		}
		dir := build{"app-3f9a1c2b.js": strings.Join(code, "\n"), "app-3f9a1c2b.js.map": string(text)}.write(t)
		sure := func(line int, few int64) bool {
			w := Wanted{Ref: hashed, Frames: frames(hashed, columns...)}
			for i := range w.Frames {
				w.Frames[i].Line = line + 1
			}
			f, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			f.few = few
			r := only(t, f, w)
			return r.Chosen >= 0 && r.Candidates[r.Chosen].Confidence == Sure
		}
		if far := (stale + copies/2) % copies; sure(far, 0) {
			if missed++; missed == 1 && sure(far, few) {
				t.Errorf("called sure, alone and with an edit on line %d", stale+1)
			}
		}
		if sure(stale, 0) {
			t.Errorf("called sure for frames beside an edit on line %d", stale+1)
		}
	}
	if missed == 0 {
		t.Error("the sample has all of it, so nothing was asked")
	}
}
