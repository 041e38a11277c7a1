package tui

import (
	"os"
	"path/filepath"
	"testing"
)

// The app comes back as it was left; a file that is damaged is no reason to
// fail.
func TestState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "symset", "app.json")
	a := at(shop(), "f", "s", "S", "4")
	kept := loadState(path)
	a.keep(kept)
	if err := kept.save(path); err != nil {
		t.Fatal(err)
	}
	b := projectApp(shop())
	b.restore(loadState(path))
	if b.shown != activityTab || setsOf(b).choice != setsOf(a).choice || setsOf(b).choice.text != "" {
		t.Errorf("tab %d, %+v", b.shown, setsOf(b).choice)
	}
	for _, text := range []string{"", "{", "null", `{"https://eu.posthog.com/project/42":{"tab":99,"pages":{"Symbol sets":{"order":"none"}}}}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		b := projectApp(shop())
		b.restore(loadState(path))
		if b.shown != 0 || setsOf(b).choice.text != firstFilter {
			t.Errorf("%q: tab %d, %+v", text, b.shown, setsOf(b).choice)
		}
	}
}
