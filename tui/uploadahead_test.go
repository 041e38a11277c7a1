package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
)

// threeBuilds puts beside the shop's build one whose map is of another build,
// and one whose map is cut off.
func threeBuilds(t *testing.T, dir string) {
	t.Helper()
	for name, edit := range map[string]func(string) string{
		"cut":   func(text string) string { return text[:len(text)/2] },
		"other": func(text string) string { return strings.Replace(text, `"mappings":"yB`, `"mappings":"6B`, 1) },
	} {
		to := filepath.Join(filepath.Dir(dir), name)
		if err := os.MkdirAll(to, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"shop-DZaeF1pT.js", "shop-DZaeF1pT.js.map"} {
			text, err := os.ReadFile(filepath.Join(dir, file))
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, ".map") {
				text = []byte(edit(string(text)))
			}
			if err := os.WriteFile(filepath.Join(to, file), text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Candidates are proved before one is chosen, and the best comes first, unless
// a person has begun to choose. Why a map is no good is told at once.
func TestUploadRanks(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		w, h int
		keys []string
		has  []string
	}{
		{"ranked_80x24", 80, 24, nil, []string{"▸ ✓ dist/assets/shop-DZaeF1pT.js"}},
		{"ranked_140x40", 140, 40, nil, []string{"▸ ✓ dist/assets/shop-DZaeF1pT.js"}},
		{"ranked_60x15", 60, 15, nil, []string{"▸ ✓"}},
		{"cut_80x24", 80, 24, []string{"down", "down", "U"}, []string{"map is broken"}},
		{"cut_140x40", 140, 40, []string{"down", "down", "U"}, []string{"map is broken"}},
		{"unasked_80x24", 80, 24, []string{"U"}, []string{"enter shows all of its proof first"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			shopFolder(t, threeBuilds)
			var got string
			synctest.Test(t, func(t *testing.T) {
				a, x := buildOn(t, corner(), nil, c.w, c.h)
				x.After(2 * time.Second)
				x.Send(mendMsg{refs: []symbols.Ref{cornerRef}, found: []candidate{{path: "dist/cut/shop-DZaeF1pT.js"}, {path: "dist/other/shop-DZaeF1pT.js"}, {path: "dist/assets/shop-DZaeF1pT.js"}}})
				x.After(2 * time.Second)
				x.Slowly(time.Second, c.keys...)
				x.Has(c.has...)
				got = x.Screen()
				quit(x, a)
			})
			if err := os.Chdir(home); err != nil { // where the goldens are
				t.Fatal(err)
			}
			golden.RequireEqual(t, got)
		})
	}
}

// What was written after it was proved is not sent.
func TestUploadChangedSince(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		a, x := buildOn(t, p, nil, 80, 24)
		x.After(2 * time.Second)
		x.Slowly(2*time.Second, "u")
		x.Key("enter")
		x.Has("4 of 4 frames resolve", "U upload")
		if err := os.Chtimes("dist/assets/shop-DZaeF1pT.js.map", now, now); err != nil {
			t.Fatal(err)
		}
		x.Slowly(time.Second, "U")
		x.Has("its map has changed")
		if got := p.changed(); got != "" {
			t.Errorf("changed by %q", got)
		}
		quit(x, a)
	})
}
