package sourcemap

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// randomMappings gives up to n segments, empty lines in between, and seldom
// what is damaged or goes backward.
func randomMappings(random *rand.Rand, n int) string {
	segments := []string{"A", "AAAA", "CAAC", "EACE", "gBAAC", "IAAAA", "QAAD", "DAAA", "AAAAD", "!", "gggggggC"}
	usual := len(segments)
	if random.IntN(5) > 0 {
		usual -= 4
	}
	var b strings.Builder
	separator := ""
	for range random.IntN(n) {
		if random.IntN(5) == 0 {
			b.WriteString(";")
			separator = ""
		}
		if random.IntN(2000) == 0 {
			b.WriteString(strings.Repeat(";", 1+random.IntN(9000)))
			separator = ""
		}
		b.WriteString(separator + segments[random.IntN(usual)])
		separator = ","
	}
	return b.String()
}

// randomMap gives a map, or an index map with sections that may overlap.
func randomMap(random *rand.Rand) string {
	if random.IntN(3) > 0 {
		return regular(randomMappings(random, 20_000))
	}
	var sections []string
	line := 0
	for range 1 + random.IntN(30) {
		sections = append(sections, fmt.Sprintf(`{"offset":{"line":%d,"column":%d},"map":%s}`, line, random.IntN(5), regular(randomMappings(random, 600))))
		line += random.IntN(200)
	}
	return `{"version":3,"sections":[` + strings.Join(sections, ",") + `]}`
}

// Whatever a map is like, a sample has its first and its last mapping and what
// lies around the places, in order.
func TestSampleRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 100 {
		m := parse(t, randomMap(random))
		all := walked(t, m)
		var near []Position
		var at []int
		for range min(len(all), random.IntN(4)) {
			at = append(at, random.IntN(len(all)))
			near = append(near, all[at[len(at)-1]].Generated)
		}
		every := 1 + random.IntN(40)
		in := make([]bool, len(all)) // those that the sample has
		k := 0
		for _, mapping := range sampled(t, m, every, near...) {
			for k < len(all) && all[k] != mapping {
				k++
			}
			if k == len(all) {
				t.Fatalf("map %d, one in %d: %v is none of the map's, or not in order", n, every, mapping)
			}
			in[k] = true
			k++
		}
		if len(all) > 0 && !(has(in, all, 0) && has(in, all, len(all)-1)) {
			t.Errorf("map %d, one in %d: the first or the last mapping is not there", n, every)
		}
		for _, i := range at {
			for j := max(0, i-40); j < min(len(all), i+40); j++ {
				if !has(in, all, j) {
					t.Fatalf("map %d, one in %d: asked about the %d. mapping, the sample lacks the %d.", n, every, i, j)
				}
			}
		}
	}
}

// has reports whether a sample has the i-th mapping, or one that is equal.
func has(in []bool, all []Mapping, i int) bool {
	for j := max(0, i-100); j < min(len(all), i+100); j++ {
		if in[j] && all[j] == all[i] {
			return true
		}
	}
	return false
}
