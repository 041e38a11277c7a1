package preflight

import "testing"

func TestEmbedSources(t *testing.T) {
	texts := map[int]string{0: "a<b", 2: "c()"}
	for name, c := range map[string]struct {
		in, want string
		n        int
	}{
		"regular":          {`{"version":3,"sources":["a","b"],"mappings":"AAAA"}`, `{"mappings":"AAAA","sources":["a","b"],"sourcesContent":["a<b",null],"version":3}`, 1},
		"kept as they are": {`{"sources":["a","b","c"],"sourcesContent":["x"],"x_own":{"b":1,"a":2}}`, `{"sources":["a","b","c"],"sourcesContent":["x",null,"c()"],"x_own":{"b":1,"a":2}}`, 1},
		"sections":         {`{"sections":[{"offset":{"line":0,"column":0},"map":{"sources":["a","b"]}},{"map":{"sources":[null]}}]}`, `{"sections":[{"map":{"sources":["a","b"],"sourcesContent":["a<b",null]},"offset":{"line":0,"column":0}},{"map":{"sources":[null],"sourcesContent":["c()"]}}]}`, 2},
	} {
		got, n, err := EmbedSources([]byte(c.in), func(i int) (string, bool) { text, ok := texts[i]; return text, ok })
		if err != nil || n != c.n || string(got) != c.want {
			t.Errorf("%s: %d, %v, %s", name, n, err, got)
		}
	}
	for _, bad := range []string{"", "[]", `{"sources":3}`, `{"sections":[{"map":null}]}`, `{"sections":7}`} {
		if got, _, err := EmbedSources([]byte(bad), func(int) (string, bool) { return "", false }); err == nil {
			t.Errorf("%s: %s", bad, got)
		}
	}
}
