package files

import (
	"path/filepath"
	"testing"
)

func TestPasted(t *testing.T) {
	if filepath.Separator != '/' {
		t.Skip("the paths are those of Unix")
	}
	for text, want := range map[string]string{
		"/a/b.js":                   "/a/b.js",
		" /a/b.js \n":               "/a/b.js",
		`/a/my\ app/b\(1\).js`:      "/a/my app/b(1).js",
		`'/a/my app/it'\''s.js'`:    "/a/my app/it's.js",
		`"/a/my app/b.js"`:          "/a/my app/b.js",
		"file:///a/my%20app/b.js":   "/a/my app/b.js",
		"file://localhost/a/b.js":   "/a/b.js",
		"~/dist/b.js":               "/home/me/dist/b.js",
		"~":                         "/home/me",
		"dist/../b.js":              "/proj/b.js",
		"~root/b.js":                "/proj/~root/b.js",
		"":                          "",
		"   ":                       "",
		"/a\n/b":                    "",
		"file://elsewhere/a/b.js":   "",
		"file://%zz":                "",
		"''":                        "",
		"/a/\x00b":                  "",
		`\`:                         `/proj/\`,
		"/a/" + "\u202e" + "gpj.js": "/a/\u202egpj.js",
	} {
		got, ok := Pasted(text, "/proj", "/home/me")
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestShort(t *testing.T) {
	for path, want := range map[string]string{
		"/home/me/app/dist/a.js": "dist/a.js", "/home/me/other/a.js": "~/other/a.js", "/srv/a.js": "/srv/a.js", "/home/me/app": ".",
	} {
		if got := filepath.ToSlash(Short(filepath.FromSlash(path), filepath.FromSlash("/home/me/app"), filepath.FromSlash("/home/me"))); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

func FuzzPasted(f *testing.F) {
	for _, s := range []string{`'a'`, `\ `, "file:///x", "~/", `"`} {
		f.Add(s)
	}
	dir, err := filepath.Abs(".")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := Pasted(s, dir, dir); ok && !filepath.IsAbs(got) {
			t.Errorf("%q: %q is not absolute", s, got)
		}
	})
}
