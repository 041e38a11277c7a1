package tui

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols/keep"
)

// spoiledKeeper has a folder in which nothing can be kept.
func spoiledKeeper(t *testing.T) *keep.Keeper {
	t.Helper()
	file := filepath.Join(t.TempDir(), "full")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return keep.New(filepath.Join(file, "copies"))
}

// Where no copy of what is there can be kept, it is replaced and deleted only
// after the name of what would be lost was typed.
func TestNoCopy(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want string // what was changed
		told string
	}{
		{"replace", []string{"u", "enter", "U"}, "", "Replace without keeping a copy"},
		{"replace mistyped", []string{"u", "enter", "U", "shop.js", "enter"}, "", "type the name"},
		{"replace left", []string{"u", "enter", "U", "esc"}, "", ""},
		{"replace typed", []string{"u", "enter", "U", "shop-DZaeF1pT.js", "enter"}, "Upload " + cornerRef + " forced", "4 frames of new exceptions will read"},
		{"delete", []string{"d", "right", "enter"}, "", "Delete without keeping a copy"},
		{"delete typed", []string{"d", "right", "enter", "shop-DZaeF1pT.js", "enter"}, "DeleteSet 0199a6d1-77aa-7c11-b0c3-000000000001", "Delete shop-DZaeF1pT.js: deleted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := spoiledKeeper(t)
			shopFolder(t, nil)
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				p.files[p.sets[0].ID] = packedPair(t)
				p.sets[0].HasFile, p.sets[0].Reason = true, ""
				a, x := buildOn(t, p, k, 80, 24)
				x.After(2 * time.Second)
				x.Slowly(time.Second, append([]string{"f"}, c.keys...)...)
				if c.told != "" {
					x.Has(c.told)
				}
				if got := p.changed(); got != c.want {
					t.Errorf("changed by %q, want %q", got, c.want)
				}
				quit(x, a)
			})
		})
	}
}

// TestNoCopyScreen shows what is asked, and what an upload tells beforehand
// where no folder is known to keep a copy in.
func TestNoCopyScreen(t *testing.T) {
	for _, c := range []shopScreen{
		{name: "asked_80x24", w: 80, h: 24, keys: []string{"esc", "f", "u", "enter", "U"}},
		{name: "asked_60x15", w: 60, h: 15, keys: []string{"esc", "f", "u", "enter", "U"}},
		{name: "nowhere_80x24", w: 80, h: 24, keys: []string{"esc", "f", "u", "enter"}},
	} {
		c.bare = true
		c.edit = func(p *fakeProject) {
			p.files[p.sets[0].ID] = packedPair(t)
			p.sets[0].HasFile, p.sets[0].Reason = true, ""
		}
		t.Run(c.name, func(t *testing.T) { c.show(t, corner, "u") })
	}
}
