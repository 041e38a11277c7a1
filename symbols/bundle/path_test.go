package bundle

import (
	"slices"
	"strings"
	"testing"
)

func TestFramePath(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"https://x.example/assets/main.js?v=3#top", "assets/main.js"},
		{"http://localhost:8081/index.bundle//&platform=ios&dev=true", "index.bundle"},
		{"https://x.example/assets/main.js:12:3", "assets/main.js"},
		{"http://x.example:8080/a%20b/%5Bslug%5D/page.js", "a b/[slug]/page.js"},
		{"http://x.example/%zz/main.js", "%zz/main.js"},
		{"http://x.example", ""},
		{"http://x.example/a/../b/./c.js", "b/c.js"},
		{"file:///srv/app/dist/main.js", "srv/app/dist/main.js"},
		{"file:///C:/app/main.js", "C:/app/main.js"},
		{"app:///main.jsbundle", "main.jsbundle"},
		{"capacitor://localhost/js/main.js", "js/main.js"},
		{"/srv/C#/100%25/main.js", "srv/C#/100%25/main.js"},
		{`C:\app\dist\main.js`, "C:/app/dist/main.js"},
		{`dist\main.js`, "dist/main.js"},
		{"../../w/main.js?x", "w/main.js"},
		{"index.android.bundle", "index.android.bundle"},
		{"node:internal/timers", ""},
		{"data:text/javascript,throw 1", ""},
		{"", ""},
	} {
		if got := strings.Join(framePath(tt.file), "/"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.file, got, tt.want)
		}
	}
	if got := framePath(strings.Repeat("a/", 1000) + "b.js"); len(got) != maxElements || got[maxElements-1] != "b.js" {
		t.Errorf("a long path gives %d elements", len(got))
	}
}

func TestFilePath(t *testing.T) {
	for url, want := range map[string]string{"/srv/a.ts": "/srv/a.ts", "/C:/src/a.ts": "C:/src/a.ts", "/d:/a.ts": "d:/a.ts", "/:/a.ts": "/:/a.ts", "/1:/a.ts": "/1:/a.ts", "": ""} {
		if got := FilePath(url); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	for _, tt := range []struct {
		frame, abs, rel string
		want            fit
	}{
		{"assets/main.js", "/p/dist", "assets/main.js", fit{2, true}},
		{"static/assets/main.js", "/p/dist", "assets/main.js", fit{2, true}},
		{"main.js", "/p/dist", "assets/main.js", fit{1, false}},
		{"srv/dist/main.js", "/p/dist", "main.js", fit{2, true}},
		{"srv/build/main.js", "/p/dist", "main.js", fit{1, true}},
		{"js/main.js", "/p/dist", "assets/main.js", fit{1, false}},
		{"p/dist/main.js", "/p/dist", "main.js", fit{3, true}},
		{"main.js", "/p", "other.js", fit{0, false}},
		{"main.js", "/", "main.js", fit{1, true}},
	} {
		if got := fitOf(elements(tt.frame), tt.abs, tt.rel); got != tt.want {
			t.Errorf("%s with %s in %s: got %v, want %v", tt.frame, tt.rel, tt.abs, got, tt.want)
		}
	}
}

func TestModulePath(t *testing.T) {
	for _, tt := range []struct{ frame, pkg, inside string }{
		{"srv/node_modules/lodash/forEach.js", "lodash", "forEach.js"},
		{"node_modules/.pnpm/a@1/node_modules/@s/a/dist/i.js", "@s/a", "dist/i.js"},
		{"srv/dist/main.js", "", ""},
		{"node_modules/x.js", "", ""},
	} {
		pkg, inside, ok := modulePath(elements(tt.frame))
		if pkg != tt.pkg || strings.Join(inside, "/") != tt.inside || ok != (tt.pkg != "") {
			t.Errorf("%s: got %q, %q, %v", tt.frame, pkg, inside, ok)
		}
	}
}

func TestSplitHash(t *testing.T) {
	for _, tt := range []struct{ base, stem, hash string }{
		{"index-3f9a1c.js", "index-.js", "3f9a1c"},
		{"main-3orYq-El.js", "main-.js", "3orYq-El"},
		{"lazy.b14208ab.js", "lazy..js", "b14208ab"},
		{"lazy-NKCZE6KT.mjs", "lazy-.mjs", "NKCZE6KT"},
		{"my-app-v2-3f9a1c2b.min.js", "my-app-v2-.min.js", "3f9a1c2b"},
		{"app-KYJGHIJC.js", "app-.js", "KYJGHIJC"},
		{"main-oVQraVoa.js", "main-.js", "oVQraVoa"},
		{"page-HTMLPage.js", "page-HTMLPage.js", ""},
		{"page-MyAppBar.js", "page-MyAppBar.js", ""},
		{"page-settings.js", "page-settings.js", ""},
		{"main.js", "main.js", ""},
		{"web-component2.js", "web-component2.js", ""},
		{"chunk-523.js", "chunk-523.js", ""},
		{"LICENSE", "LICENSE", ""},
	} {
		if stem, hash := splitHash(tt.base); stem != tt.stem || hash != tt.hash {
			t.Errorf("%s: got %q, %q", tt.base, stem, hash)
		}
	}
}

func FuzzFramePath(f *testing.F) {
	f.Add("https://x.example/a%20b/main.js:1:2", "/p/dist", "main.js")
	f.Add(`\\server\share\main.js`, "", "")
	f.Fuzz(func(t *testing.T, file, abs, rel string) {
		path := framePath(file)
		if slices.Contains(path, "") || slices.Contains(path, "..") || len(path) > maxElements {
			t.Errorf("%q: %q", file, path)
		}
		if got := fitOf(path, abs, rel); got.common > len(path) {
			t.Errorf("%q with %q in %q: %v", file, rel, abs, got)
		}
		if len(path) > 0 {
			splitHash(path[len(path)-1])
		}
		modulePath(path)
	})
}
