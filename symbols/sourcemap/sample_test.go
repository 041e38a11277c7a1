package sourcemap

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// long gives mappings of so many lines, with ten segments each.
func long(lines int) string {
	return strings.Repeat("AAAA,CAAC,EAAE,GAAG,IAAI,KAAK,MAAM,OAAO,QAAQ,SAAS;", lines)
}

func sampled(t *testing.T, m *Map, every int, near ...Position) []Mapping {
	t.Helper()
	var all []Mapping
	if err := m.Sample(every, near, func(mapping Mapping) bool { all = append(all, mapping); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestSample(t *testing.T) {
	section := func(line int, mappings string) string {
		return fmt.Sprintf(`{"offset":{"line":%d,"column":0},"map":%s}`, line, regular(mappings))
	}
	indexed := make([]string, 3000)
	for i := range indexed {
		indexed[i] = section(i, long(1))
	}
	for name, text := range map[string]string{
		"one line":           regular(strings.ReplaceAll(long(3000), ";", ",")),
		"many lines":         regular(long(3000)),
		"two sections":       `{"version":3,"sections":[` + section(0, long(2000)) + "," + section(2000, long(2000)) + `]}`,
		"many sections":      `{"version":3,"sections":[` + strings.Join(indexed, ",") + `]}`,
		"empty lines behind": regular(long(3000) + strings.Repeat(";", 20_000)),
		"empty lines before": regular(strings.Repeat(";", 20_000) + long(3000)),
		"empty last section": `{"version":3,"sections":[` + section(0, long(3000)) + "," + section(3000, "") + `]}`,
		"damaged at the end": regular(long(3000) + "AAAA,!"),
	} {
		m := parse(t, text)
		all := walked(t, m)
		if got := sampled(t, m, 1); !slices.Equal(got, all) {
			t.Errorf("%s: a sample of all has %d mappings, not %d", name, len(got), len(all))
		}
		asked := all[len(all)/3].Generated
		got := sampled(t, m, 10, asked)
		if len(got) > len(all)/2 || got[0] != all[0] || got[len(got)-1] != all[len(all)-1] {
			t.Errorf("%s: a sample has %d of %d mappings, from %v to %v", name, len(got), len(all), got[0], got[len(got)-1])
		}
		isAt := func(mapping Mapping) bool { return mapping.Generated == asked }
		at, in := slices.IndexFunc(got, isAt), slices.IndexFunc(all, isAt)
		if at < 30 || !slices.Equal(got[at-30:at+30], all[in-30:in+30]) {
			t.Errorf("%s: the sample lacks what stands around %v", name, asked)
		}
		rest := all
		for _, mapping := range got {
			k := slices.Index(rest, mapping)
			if k < 0 {
				t.Fatalf("%s: %v is none of the map's, or not in order", name, mapping)
			}
			rest = rest[k+1:]
		}
	}
}

// Lines on which columns go backward are read by the index, which has no
// stretches.
func TestSampleBackward(t *testing.T) {
	m := parse(t, regular(long(3000)+"IAAA,DAAA"))
	if got, all := sampled(t, m, 10), walked(t, m); !slices.Equal(got, all) {
		t.Errorf("%d mappings, not all %d", len(got), len(all))
	}
}

func TestSampleStops(t *testing.T) {
	m := parse(t, regular(long(3000)))
	n := 0
	if err := m.Sample(2, nil, func(Mapping) bool { n++; return n < 7 }); err != nil || n != 7 {
		t.Errorf("%d mappings after the seventh was refused, %v", n, err)
	}
}
