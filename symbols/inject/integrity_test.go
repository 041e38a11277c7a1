package inject

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"symset/symbols/bundle"
)

const checkedSource = "a()\n//# sourceMappingURL=app-1f.js.map\n"

// sri gives the checksum of a text as pages have it.
func sri(text string) string {
	sum := sha512.Sum384([]byte(text))
	return "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
}

// checkedBuild is a build with a file that says something of app-1f.js.
func checkedBuild(t *testing.T, name, text string) (*bundle.Build, []bundle.FilePair) {
	t.Helper()
	dir := t.TempDir()
	put(t, filepath.Join(dir, "app-1f.js"), checkedSource)
	put(t, filepath.Join(dir, "app-1f.js.map"), `{"version":3,"sources":["a.ts"],"sourcesContent":["a()"],"names":[],"mappings":"AAAA"}`)
	put(t, filepath.Join(dir, name), text)
	b, err := bundle.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	pairs, _, err := b.Pairs(t.Context(), bundle.Selection{})
	if err != nil || len(pairs) != 1 {
		t.Fatal(err, pairs)
	}
	return b, pairs
}

// A file of which a page, a manifest or a script has a checksum is told, for as
// long as that is not made anew.
func TestIntegrity(t *testing.T) {
	short, long, hexed := sha256.Sum256([]byte(checkedSource)), sha512.Sum512([]byte(checkedSource)), sha1.Sum([]byte(checkedSource))
	sha256, sha512 := "sha256-"+base64.StdEncoding.EncodeToString(short[:]), "sha512-"+base64.StdEncoding.EncodeToString(long[:])
	for name, c := range map[string]struct {
		file, text string
		noted      bool
	}{
		"a script's":        {"Index.HTML", `<script src="/app-1f.js" integrity="` + sri(checkedSource) + `"></script>`, true},
		"among others":      {"Index.HTML", `<link integrity='` + sha256 + ` ` + sri("x") + `' href=x>`, true},
		"an import map's":   {"Index.HTML", `<script type="importmap">{"integrity":{"./app-1f.js":"` + sha512 + `"}}</script>`, true},
		"with escapes":      {"Index.HTML", strings.NewReplacer("+", "&#43;", "/", "&#x2F;").Replace(sha512), true},
		"a manifest's":      {"assets.json", `{"app":"` + strings.ReplaceAll(sha512, "/", `\/`) + `"}`, true},
		"without padding":   {"manifest.json", strings.TrimRight(sha256, "="), true},
		"a script's table":  {"runtime.js", `r.sri={7:"` + sri(checkedSource) + `"}`, true},
		"Angular's":         {"ngsw.json", `{"hashTable":{"/app-1f.js":"` + hex.EncodeToString(hexed[:]) + `"}}`, true},
		"Nitro's":           {"nitro.mjs", `{"etag": "\"28-` + base64.StdEncoding.EncodeToString(hexed[:])[:27] + `\"","size": 40}`, true},
		"Nitro's, minified": {"index.mjs", `{etag:'"28-` + base64.StdEncoding.EncodeToString(hexed[:])[:27] + `"',size:40}`, true},
		"another file's":    {"Index.HTML", `<script src="/app-1f.js" integrity="` + sri("b()") + `"></script>`, false},
		"cut off":           {"Index.HTML", sha512[:40], false},
		"none":              {"Index.HTML", "sha384- sha256-\x00<\xff sha512-====", false},
	} {
		t.Run(name, func(t *testing.T) {
			b, pairs := checkedBuild(t, c.file, c.text)
			for run, release := range []string{"one", "one", "two"} { // the second changes nothing
				results, err := Run(t.Context(), pairs, Options{Release: release, Pages: b.Pages()}, false, nil)
				if err != nil || results[0].Err != nil {
					t.Fatal(err, results)
				}
				if got := strings.Contains(results[0].Warning, c.file+" has "); got != c.noted {
					t.Errorf("run %d: the warning is %q", run+1, results[0].Warning)
				}
			}
		})
	}
}

// A checksum that was made after a file was injected into stands: taking its map
// away leaves the file as it is.
func TestCleanChecked(t *testing.T) {
	b, pairs := checkedBuild(t, "index.html", "")
	_, prepared, err := Process(t.Context(), pairs, Options{Release: "one"}, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	injected := get(t, pairs[0].File)
	put(t, b.Pages()[0], sri(injected))
	results, err := Run(t.Context(), pairs, Options{Release: "one", Pages: b.Pages()}, false, nil)
	if err != nil || results[0].Warning != "" {
		t.Errorf("the checksum of what was injected is told: %v, %v", results, err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if out, err := Clean(stopped, prepared, b.Pages()); !errors.Is(err, context.Canceled) || out.Deleted != nil || get(t, pairs[0].File) != injected {
		t.Errorf("%+v, %v once it was stopped; the file is\n%s", out, err, get(t, pairs[0].File))
	}
	out, err := Clean(t.Context(), prepared, b.Pages())
	if err != nil || len(out.Deleted) != 1 || len(out.Named) != 1 || get(t, pairs[0].File) != injected {
		t.Errorf("%+v, %v; the file is\n%s", out, err, get(t, pairs[0].File))
	}
}

// A compressed copy of a file that has its map in itself publishes it, too.
func TestCleanPacked(t *testing.T) {
	dir := t.TempDir()
	p := bundle.FilePair{File: filepath.Join(dir, "a.js")}
	put(t, p.File, "a()\n//# sourceMappingURL=data:application/json;base64,"+base64.StdEncoding.EncodeToString([]byte(aMap))+"\n")
	put(t, p.File+".br", "compressed")
	seen, err := Seen(p)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := Clean(t.Context(), []Prepared{seen}, nil); err == nil || len(out.Deleted) > 0 || !strings.Contains(err.Error(), "a compressed copy") {
		t.Errorf("%+v, %v", out, err)
	}
}
