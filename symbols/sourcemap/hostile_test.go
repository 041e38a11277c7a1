package sourcemap

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// memory runs do and tells how many bytes it allocated in all.
func memory(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Opening and a look-up may allocate some times the size of the map, whatever
// it holds.
func TestHostileSizes(t *testing.T) {
	const n = 100_000
	section := `{"offset":{"line":%d,"column":0},"map":{"version":3,"sources":["s"],"mappings":"AAAA"}}`
	var sections strings.Builder
	for i := range n {
		fmt.Fprintf(&sections, section+",", i)
	}
	for name, c := range map[string]struct {
		text  string
		times uint64 // what may be allocated, in sizes of the text
		want  Mapping
	}{
		"sources":     {`{"version":3,"sources":[` + strings.Repeat(`"",`, 10*n) + `"x"],"mappings":"AAAA"}`, 1, at(0, 0, 0, 0, 0, -1)},
		"names":       {`{"version":3,"sources":["a"],"names":[` + strings.Repeat(`7,`, 10*n) + `"x"],"mappings":"AAAA"}`, 1, at(0, 0, 0, 0, 0, -1)},
		"ignored":     {`{"version":3,"sources":["a"],"ignoreList":[` + strings.Repeat(`0,`, 10*n) + `0],"mappings":"AAAA"}`, 60, at(0, 0, 0, 0, 0, -1)},
		"sections":    {`{"version":3,"sections":[` + sections.String() + fmt.Sprintf(section, n) + `]}`, 20, at(0, 0, 0, 0, 0, -1)},
		"lines":       {regular("AAAA" + strings.Repeat(";", 20*n)), 1, at(0, 0, 0, 0, 0, -1)},
		"segments":    {regular("AAAA" + strings.Repeat(",A", 20*n)), 1, at(0, 0, 0, 0, 0, -1)},
		"one number":  {regular("AAAA,CAA" + strings.Repeat("g", 20*n)), 1, at(0, 0, 0, 0, 0, -1)},
		"no digits":   {regular("AAAA," + strings.Repeat("!", 20*n)), 1, at(0, 0, 0, 0, 0, -1)},
		"commas":      {regular("AAAA" + strings.Repeat(",", 20*n)), 1, at(0, 0, 0, 0, 0, -1)},
		"fields":      {regular("AAAA" + strings.Repeat("A", 20*n)), 1, at(0, 0, 0, 0, 0, 0)},
		"backslashes": {`{"version":3,"sources":["a"],"sourcesContent":["` + strings.Repeat(`\\\u005c\"`, n) + `"],"mappings":"AAAA"}`, 1, at(0, 0, 0, 0, 0, -1)},
		"keys":        {`{"version":3,"sources":["a"],"mappings":"AAAA"` + strings.Repeat(`,"names":[]`, n) + `}`, 10, at(0, 0, 0, 0, 0, -1)},
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(c.text)
			var m *Map
			var got []Mapping
			used := memory(func() {
				var err error
				if m, err = Parse(data); err != nil {
					t.Fatal(err)
				}
				if got, err = m.Lookup(Position{0, 0}); err != nil {
					t.Fatal(err)
				}
			})
			if got[0] != c.want {
				t.Errorf("got %+v, want %+v", got[0], c.want)
			}
			if limit := c.times*uint64(len(data)) + 1<<20; used > limit {
				t.Errorf("took %d bytes for a map of %d", used, len(data))
			}
			m.Problems()
			if m.Sources() > 0 {
				m.Source(m.Sources() - 1)
				m.Lines(0, 0, 5)
			}
		})
	}
}

func TestGzipBomb(t *testing.T) {
	honest := compress(t, append([]byte(`{"version":3,"names":["`), bytes.Repeat([]byte(" "), 2*minAllowed)...))
	liar := append(honest, compress(t, []byte("]"))...) // what it says of its size holds for its last part only
	for name, bomb := range map[string][]byte{"honest": honest, "liar": liar} {
		var err error
		used := memory(func() { _, err = Parse(bomb) })
		var e *Error
		if !errors.As(err, &e) || e.Code != BadGzip || !errors.Is(err, errGrows) {
			t.Errorf("%s: %v", name, err)
		}
		if used > 10*minAllowed {
			t.Errorf("%s: a bomb of %d bytes took %d", name, len(bomb), used)
		}
	}
}

// A line far away must not cost a table of all before it.
func TestFarLines(t *testing.T) {
	far := `{"version":3,"sections":[{"offset":{"line":2147483647,"column":0},"map":` + regular("AAAA") + `}]}`
	m := parse(t, far)
	used := memory(func() {
		if x, err := m.Index(); err != nil || !x.Lookup(Position{2147483647, 1}).OK() {
			t.Errorf("not found: %v", err)
		}
	})
	if used > 1<<16 {
		t.Errorf("took %d bytes", used)
	}
}

func TestMapIsSafeForConcurrentUse(t *testing.T) {
	m := parse(t, regular("UAAA,LACA;AAAAC"))
	done := make(chan error)
	for range 8 {
		go func() {
			got, err := m.Lookup(Position{1, 0}, Position{0, 7})
			if err == nil && (m.Name(got[0].Name) != "bar" || got[1].Original.Line != 1) {
				err = fmt.Errorf("got %+v", got)
			}
			x, _ := m.Index()
			x.Generated(0, Position{1, 0})
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
