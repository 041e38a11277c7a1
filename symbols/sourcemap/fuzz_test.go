package sourcemap

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func seeds(f *testing.F) {
	maps, err := filepath.Glob("testdata/*.map")
	if err != nil || len(maps) == 0 {
		f.Fatal("no maps in testdata", err)
	}
	for _, path := range maps {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{
		regular("AAAA,IAAI;;AAAAA,K"), regular("UAAA,LACA"), regular("AAAA,!"), ")]}'\n" + regular("A"),
		`{"version":3,"sections":[{"offset":{"line":0,"column":3},"map":` + regular("AAAA;A") + `},{"offset":{"line":1,"column":0},"map":` + regular("ACAA") + `}]}`,
		`{"version":3,"sources":[null,"\ud800\n"],"sourcesContent":["a\r\n\u2028"],"names":[1],"mappings":"\/AAA","ignoreList":[1]}`,
		`{"version":3,"sources":["a"],"mappings":"AAAA","x_facebook_sources":[[{"names":["f"],"mappings":"AAA"}]]}`,
	} {
		f.Add([]byte(text))
	}
}

// FuzzParse: whatever the bytes, no panic, and all ways of asking agree.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if err != nil {
			return
		}
		agree(t, m)
		m.Problems()
		for i := range min(m.Sources(), 50) {
			content, ok := m.Content(i)
			lines, okLines := m.Lines(i, 0, len(content)+1)
			if ok != okLines || ok && len(lines) != len(lineEnds.FindAllString(content, -1))+1 {
				t.Errorf("content %d is %q, %v, its lines %q, %v", i, content, ok, lines, okLines)
			}
			if !utf8.ValidString(content) || !utf8.ValidString(m.Source(i)) {
				t.Errorf("source %d is not UTF-8", i)
			}
			m.SourceURL(i, "https://example.com/x.map")
			m.FunctionName(i, Position{1, 1})
		}
		for i := range min(m.Names(), 50) {
			m.Name(i)
		}
	})
}

// FuzzMappings: summaries, cursors and the index see the same segments.
func FuzzMappings(f *testing.F) {
	for _, text := range []string{"AAAA,IAAI;;AAAAA,K", "UAAA,LACA", "AAAA,,!", ";,;", "gggggggA", "AAAA,CAAg", "AAAAAA,AAA"} {
		f.Add(text, uint16(3))
	}
	f.Fuzz(func(t *testing.T, mappings string, repeat uint16) {
		mappings = strings.Map(func(r rune) rune {
			if r < ' ' || r == '"' || r == '\\' {
				return 'A'
			}
			return r
		}, mappings)
		if len(mappings) > 0 {
			mappings = strings.Repeat(mappings, min(int(repeat)+1, 20_000/len(mappings)+1))
		}
		m := parse(t, regular(mappings))
		agree(t, m)
		v, err := m.survey(m.sections[0])
		if err != nil {
			t.Fatal(err)
		}
		c := cursor{text: []byte(mappings)}
		segments := 0
		for c.next() {
			segments++
		}
		if segments != v.segments || c.i != v.end || (c.fault == "") != (v.lost == nil) || c.state != v.last {
			t.Errorf("decoded %d segments up to %d (%s) %+v,\nsurveyed %d up to %d, lost %v %+v", segments, c.i, c.fault, c.state, v.segments, v.end, v.lost, v.last)
		}
	})
}

// FuzzJSON: the scanner takes what encoding/json takes, block by block too.
func FuzzJSON(f *testing.F) {
	seeds(f)
	for _, text := range []string{`[1,-0.5e+7,0,"",{"a":{}},[[]],true,false,null]`, `"\u12"`, `01`, `1.`, `--1`, `"\x"`, "\"\x1f\"", `[1,]`, `{"a"}`, "\"" + strings.Repeat(`\"é`, 40) + "\""} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		want := json.Valid(data)
		whole := &scanner{text: &text{}, buf: data}
		whole.skip(0)
		if got := whole.ended(); got != want && (whole.err == nil || whole.err.Code != TooDeep) {
			t.Errorf("taken: %v, want %v (%v)", got, want, whole.err)
		}
		s := &stream{ready: make(chan block, len(data)/3+2), free: make(chan []byte, len(data)/3+2)}
		for i := 0; i < len(data); i += 3 {
			s.ready <- block{data: data[i:min(i+3, len(data))]}
		}
		close(s.ready)
		torn := &scanner{text: &text{}, stream: s}
		torn.skip(0)
		if torn.ended() != whole.ended() || torn.err != nil && torn.err.Code != whole.err.Code {
			t.Errorf("in blocks: %v, at once: %v", torn.err, whole.err)
		}
	})
}
