package sourcemap

import (
	"errors"
	"strings"
	"testing"
)

// at makes an answer: generated line and column, source, original line and
// column, name.
func at(line, column, source, oline, ocol, name int) Mapping {
	return Mapping{Position{line, column}, source, Position{oline, ocol}, name}
}

func bareAt(line, column int) Mapping { return Mapping{Position{line, column}, -1, Position{}, -1} }

func TestLookup(t *testing.T) {
	index := func(sections string) string { return `{"version":3,"sections":[` + sections + `]}` }
	part := func(offset, source, mappings string) string {
		return `{"offset":` + offset + `,"map":{"version":3,"sources":["` + source + `"],"names":["` + source + `Name"],"mappings":"` + mappings + `"}}`
	}
	two := index(part(`{"line":0,"column":0}`, "one", "AAAA,IAAIA;AACA") + "," + part(`{"line":0,"column":20}`, "two", "CAAAA;IACA"))
	for name, c := range map[string]struct {
		text string
		at   Position
		want Mapping
	}{
		"exactly":                         {regular("AAAA,IAAIA"), Position{0, 4}, at(0, 4, 0, 0, 4, 0)},
		"between":                         {regular("AAAA,IAAIA"), Position{0, 3}, at(0, 0, 0, 0, 0, -1)},
		"far behind the last":             {regular("AAAA,IAAIA"), Position{0, 1 << 40}, at(0, 4, 0, 0, 4, 0)},
		"before the line's first":         {regular("AAAA;IACA"), Position{1, 1}, None},
		"line without segments":           {regular("AAAA;;AACA"), Position{1, 0}, None},
		"line past the last":              {regular("AAAA"), Position{5, 0}, None},
		"before the file":                 {regular("AAAA"), Position{-1, 0}, None},
		"one field":                       {regular("AAAA,K"), Position{0, 7}, bareAt(0, 5)},
		"equal columns, exactly":          {regular("AAAA,IAAI,AACA,AACA"), Position{0, 4}, at(0, 4, 0, 0, 4, -1)},
		"equal columns, past them":        {regular("AAAA,IAAI,AACA,AACA"), Position{0, 5}, at(0, 4, 0, 2, 4, -1)},
		"backward columns":                {regular("UAAA,LACA"), Position{0, 12}, at(0, 10, 0, 0, 0, -1)},
		"backward columns, in between":    {regular("UAAA,LACA"), Position{0, 7}, at(0, 5, 0, 1, 0, -1)},
		"backward to one column":          {regular("UAAA,LACA,KACA"), Position{0, 10}, at(0, 10, 0, 0, 0, -1)},
		"source that does not exist":      {regular("AEAA,CAAA"), Position{0, 1}, bareAt(0, 1)},
		"name that does not exist":        {regular("AAAAE"), Position{0, 0}, at(0, 0, 0, 0, 0, -1)},
		"six fields":                      {regular("AAAAAA,KAAK"), Position{0, 6}, at(0, 5, 0, 0, 5, -1)},
		"empty segments":                  {regular(",AAAA,,CAAC,;,AACA"), Position{0, 1}, at(0, 1, 0, 0, 1, -1)},
		"before the damage":               {regular("AAAA,CAAC,!AAA,CAAC;AACA"), Position{0, 1}, at(0, 1, 0, 0, 1, -1)},
		"at the damage":                   {regular("AAAA,CAAC,!AAA,CAAC;AACA"), Position{0, 2}, None},
		"far behind the damage":           {regular("AAAA,CAAC,!AAA,CAAC;AACA"), Position{1, 0}, None},
		"damage at a line's beginning":    {regular("AAAA;!"), Position{1, 0}, None},
		"negative column":                 {regular("CAAC,FAAA,EAAC"), Position{0, 2}, None},
		"negative source":                 {regular("AAAA,CDAA,CCAA"), Position{0, 2}, None},
		"negative line":                   {regular("AAAA,CADA,CACA"), Position{0, 2}, None},
		"negative name":                   {regular("AAAAA,CAAAD,CAAAC"), Position{0, 2}, None},
		"two fields":                      {regular("AAAA,CA,CAAC"), Position{0, 2}, None},
		"over 32 bits":                    {regular("AAAA,gggggggC,KAAK"), Position{0, 5}, None},
		"32 bits in sum":                  {regular("AAAA,CA+/////DA,CACA"), Position{0, 2}, None},
		"a line that no source has":       {regular("AA+/////DA,CACA,CAFA"), Position{0, 0}, bareAt(0, 0)},
		"unfinished":                      {regular("AAAA,CAAg"), Position{0, 1}, None},
		"digits that add nothing":         {regular("AAAA," + "o" + strings.Repeat("g", 5000) + "AAAI"), Position{0, 4}, at(0, 4, 0, 0, 4, -1)},
		"escaped slash":                   {`{"version":3,"sources":["a"],"mappings":"\/\u0041AA,CAAC"}`, Position{0, 0}, None},
		"escaped letters":                 {`{"version":3,"sources":["a"],"mappings":"A\u0041AA,CAAC"}`, Position{0, 1}, at(0, 1, 0, 0, 1, -1)},
		"last of two keys":                {`{"version":3,"sources":["a"],"mappings":"AACA","mappings":"AAAA","sources":[]}`, Position{0, 0}, bareAt(0, 0)},
		"section":                         {two, Position{0, 5}, at(0, 4, 0, 0, 4, 0)},
		"section's first line is shifted": {two, Position{0, 21}, at(0, 21, 1, 0, 0, 1)},
		"section's other lines are not":   {two, Position{1, 4}, at(1, 4, 1, 1, 0, -1)},
		"before a section's first":        {two, Position{0, 20}, at(0, 4, 0, 0, 4, 0)},
		"section's end":                   {two, Position{1, 0}, None},
		"before all sections":             {index(part(`{"line":3,"column":0}`, "a", "AAAA")), Position{1, 0}, None},
		"sections out of order":           {index(part(`{"line":9,"column":0}`, "x", "AAAA") + "," + part(`{"line":0,"column":0}`, "y", "AAAA")), Position{0, 0}, at(0, 0, 1, 0, 0, -1)},
		"sections at one place":           {index(part(`{"line":0,"column":0}`, "x", "AAAA") + "," + part(`{"line":0,"column":0}`, "y", "AAAA")), Position{0, 0}, at(0, 0, 1, 0, 0, -1)},
		"nested sections":                 {index(`{"offset":{"line":2,"column":4},"map":` + two + `}`), Position{2, 25}, at(2, 25, 1, 0, 0, 1)},
		"nested sections, next line":      {index(`{"offset":{"line":2,"column":4},"map":` + two + `}`), Position{3, 4}, at(3, 4, 1, 1, 0, -1)},
		"a section that can't be read":    {index(part(`{"line":0,"column":0}`, "x", "AAAA") + `,{"offset":{"line":1,"column":0},"map":7},{"map":{}},9`), Position{0, 0}, at(0, 0, 0, 0, 0, -1)},
		"a damaged section":               {index(part(`{"line":0,"column":0}`, "x", "!") + "," + part(`{"line":1,"column":0}`, "y", "AAAA")), Position{1, 0}, at(1, 0, 1, 0, 0, -1)},
		"a far section":                   {index(part(`{"line":2147483647,"column":2147483647}`, "x", "AAAA")), Position{2147483647, 2147483648}, at(2147483647, 2147483647, 0, 0, 0, -1)},
	} {
		t.Run(name, func(t *testing.T) {
			m := parse(t, c.text)
			got, err := m.Lookup(c.at)
			if err != nil {
				if c.want == None {
					return
				}
				t.Fatal(err)
			}
			if c.want == None && !got[0].OK() {
				got[0] = None // where unknown code begins does not matter
			}
			if got[0] != c.want {
				t.Errorf("got %+v, want %+v", got[0], c.want)
			}
			agree(t, m)
		})
	}
}

func TestLookupKeepsTheOrderAsked(t *testing.T) {
	m := parse(t, regular("AAAA,IAAI;AACA"))
	got, err := m.Lookup(Position{1, 3}, Position{0, 9}, Position{0, 0}, Position{1, 3})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Position{{1, 0}, {0, 4}, {0, 0}, {1, 0}} {
		if got[i].Generated != want {
			t.Errorf("answer %d is %v, want %v", i, got[i].Generated, want)
		}
	}
	if got, err := m.Lookup(); len(got) != 0 || err != nil {
		t.Errorf("nothing asked: %v, %v", got, err)
	}
}

// Checkpoints, chunks and several processors must not show.
func TestLookupInLargeMaps(t *testing.T) {
	for name, r := range map[string]recipe{
		"one line":   {sources: 12, lines: 1200},
		"many lines": {sources: 12, lines: 1200, perLine: 7},
	} {
		var text strings.Builder
		if err := writeMap(&text, r); err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			m := parse(t, text.String())
			if p := m.Problems(); len(p) > 0 {
				t.Error(p)
			}
			all := walked(t, m)
			x, err := m.Index()
			if err != nil {
				t.Fatal(err)
			}
			fresh := parse(t, text.String())
			for i, mapping := range all {
				if got := x.Lookup(mapping.Generated); got != mapping {
					t.Fatalf("Index.Lookup(%v) = %+v, want %+v", mapping.Generated, got, mapping)
				}
				if i%37 > 0 {
					continue
				}
				past := Position{mapping.Generated.Line, mapping.Generated.Column + 1}
				got, err := fresh.Lookup(mapping.Generated, past)
				if err != nil || got[0] != mapping || got[1] != x.Lookup(past) {
					t.Fatalf("Lookup(%v) = %+v, %v, want %+v", mapping.Generated, got, err, mapping)
				}
			}
			if c, err := m.Counts(); err != nil || c.Mappings != len(all) {
				t.Errorf("counted %d, %v, want %d", c.Mappings, err, len(all))
			}
		})
	}
}

func TestMapsThatMapNothing(t *testing.T) {
	for text, message := range map[string]string{
		regular(""):                   "no segments",
		regular(";;,;"):               "no segments",
		regular("!6LAAO,CAAC"):        "damaged from the first segment on",
		`{"version":3,"sections":[]}`: "no segments",
		`{"version":3,"sections":[{"offset":{"line":0,"column":0},"url":"x.map"}]}`: "in other files",
	} {
		m := parse(t, text)
		_, err := m.Lookup(Position{0, 0})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), message) {
			t.Errorf("%s: Lookup gives %v, want %q", text, err, message)
		}
		if _, err := m.Index(); err == nil {
			t.Errorf("%s: Index gives no error", text)
		}
		agree(t, m)
	}
}

func TestGenerated(t *testing.T) {
	// b.ts 3:4 went to three places, 3:9 to one.
	m := parse(t, regular("AAAA,ICGI;AAAA,EAAK;AAAL,CAAK"))
	x, err := m.Index()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		source int
		at     Position
		want   []Position
	}{
		{0, Position{0, 0}, []Position{{0, 0}}},
		{1, Position{3, 4}, []Position{{0, 4}, {1, 0}, {2, 0}}},
		{1, Position{3, 8}, []Position{{0, 4}, {1, 0}, {2, 0}}},
		{1, Position{3, 9}, []Position{{1, 2}, {2, 1}}},
		{1, Position{3, 99}, []Position{{1, 2}, {2, 1}}},
		{1, Position{3, 3}, nil},
		{1, Position{4, 0}, nil},
		{1, Position{-1, 0}, nil},
		{2, Position{0, 0}, nil},
		{-1, Position{0, 0}, nil},
	} {
		got := x.Generated(c.source, c.at)
		if len(got) != len(c.want) {
			t.Errorf("Generated(%d, %v) = %v, want %v", c.source, c.at, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("Generated(%d, %v) = %v, want %v", c.source, c.at, got, c.want)
			}
		}
	}
}
