package inject

import (
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/bundle"
)

// A file that a page holds a checksum of is told, when it was changed.
func TestIntegrity(t *testing.T) {
	for name, c := range map[string]struct {
		page  string
		noted bool
	}{
		"a script's":         {`<script type="module" crossorigin src="/assets/app-1f.js" integrity="sha384-abc"></script>`, true},
		"before its address": {"<SCRIPT\n integrity='sha512-a/b.js'\n src='app-1f.js?v=2#x'></SCRIPT>", true},
		"without quotes":     {`<p>1 < 2</p><script src=https://cdn.example/app-1f.js integrity=sha256-abc></script>`, true},
		"a preload's":        {`<link rel="modulepreload" href="./assets/app-1f.js" integrity="sha384-abc">`, true},
		"none":               {`<script src="/assets/app-1f.js"></script><p>integrity</p>`, false},
		"another file's":     {`<script src="/assets/other.js" integrity="sha384-abc"></script><script src="app-1f.js"></script>`, false},
		"cut off":            {`<script src="app-1f.js" integrity="sha`, true},
		"no page":            {"\x00<\xff<script", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(dir, "app-1f.js"), "a()\n//# sourceMappingURL=app-1f.js.map\n")
			put(t, filepath.Join(dir, "app-1f.js.map"), `{"version":3,"sources":["a.ts"],"sourcesContent":["a()"],"names":[],"mappings":"AAAA"}`)
			put(t, filepath.Join(dir, "Index.HTML"), c.page)
			b, err := bundle.Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			pairs, _, err := b.Pairs(t.Context(), bundle.Selection{})
			if err != nil {
				t.Fatal(err)
			}
			for run, want := range []bool{c.noted, false} { // the second changes nothing
				results, err := Run(t.Context(), pairs, Options{Pages: b.Pages()}, false, nil)
				if err != nil || results[0].Err != nil {
					t.Fatal(err, results)
				}
				if got := strings.Contains(results[0].Note, "Index.HTML holds a checksum of it"); got != want {
					t.Errorf("run %d: the note is %q", run+1, results[0].Note)
				}
			}
		})
	}
}
