package sourcemap

import (
	"os"
	"path/filepath"
	"testing"
)

// Damaged copies of one map must answer as the good one does, or not at all.
// Those of other builds are left to whoever compares a map with its file.
func TestDamagedMapsDoNotLie(t *testing.T) {
	dir := filepath.Join(shared(t, "SYMSET_TRUTH", "truth"), "broken")
	good, err := Open(filepath.Join(dir, "control-good", "main.js.map"))
	if err != nil {
		t.Fatal(err)
	}
	places := walked(t, good)
	other := map[string]bool{
		"stale-map": true, "debugid-mismatch": true, "stale-map-chunkid-mismatch": true, "stale-too-short": true, "comment-in-string": true, "two-comments-last-wins": true,
	}
	folders, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	opened := 0
	for _, folder := range folders {
		path := filepath.Join(dir, folder.Name(), "main.js.map")
		if _, err := os.Stat(path); err != nil || other[folder.Name()] {
			continue
		}
		m, err := Open(path)
		if err != nil {
			continue
		}
		opened++
		for _, want := range places {
			got, err := m.Lookup(want.Generated)
			if err != nil {
				break
			}
			if got[0].OK() && got[0].Original != want.Original {
				t.Errorf("%s: %v came from %v, want %v or nothing", folder.Name(), want.Generated, got[0].Original, want.Original)
			}
		}
		m.Close()
	}
	if opened < 30 {
		t.Errorf("only %d maps open", opened)
	}
}
