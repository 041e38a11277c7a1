package tui

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/stored"
	"symset/tui/term"
)

// TestSetPreview shows what the best file of the builds would make of a missing
// set: whether it is the right one, and how the frame under the cursor reads.
func TestSetPreview(t *testing.T) {
	for _, c := range []shopScreen{
		{name: "fits_140x40", w: 140, h: 40},
		{name: "nextframe_140x40", w: 140, h: 40, keys: []string{"down"}},
		{name: "another_140x40", w: 140, h: 40, folder: otherMap},
		{name: "nothing_140x40", w: 140, h: 40, edit: func(p *fakeProject) {
			p.sets[0].Ref, p.events, p.frames = "https://corner.example/assets/other-11aa22bb.js", nil, nil
		}},
	} {
		t.Run(c.name, func(t *testing.T) { c.show(t, corner, "enter") })
	}
}

// The builds are looked through once, for a set that is missing, when all that
// waits for it is known and there is room to tell.
func TestSetPreviewAsks(t *testing.T) {
	for name, c := range map[string]struct {
		w     int
		state setState
		edit  func(p *setPage)
		want  bool
	}{
		"missing":      {w: 140, state: missing, want: true},
		"narrow":       {w: 100, state: missing},
		"served":       {w: 140, state: uploaded},
		"no build":     {w: 140, state: missing, edit: func(p *setPage) { p.env.local = nil }},
		"being read":   {w: 140, state: missing, edit: func(p *setPage) { p.work.start(p.env) }},
		"frames asked": {w: 140, state: missing, edit: func(p *setPage) { p.id, p.detail.known = "1", false }},
		"looked":       {w: 140, state: missing, edit: func(p *setPage) { p.preview.looked = true }},
	} {
		p := &setPage{env: &env{ctx: t.Context(), local: &Local{}}, w: c.w, row: &setRow{state: c.state}}
		if c.edit != nil {
			c.edit(p)
		}
		if p.foresee(); p.preview.looking.busy() != c.want {
			t.Errorf("%s: the builds are looked through: %v, want %v", name, p.preview.looking.busy(), c.want)
		}
		p.close()
	}
}

// Frames that PostHog did not read are shown with the set's own file, if that
// was downloaded for something else; it is not for this.
func TestSetSights(t *testing.T) {
	for _, name := range []string{"stored_140x40", "notstored_140x40"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := corner()
				p.latency = 0
				p.sets[0].HasFile = true
				p.files[p.sets[0].ID] = packedShop(t)
				for _, f := range p.events[0].Exceptions[0].Frames {
					p.frames[p.sets[0].ID] = append(p.frames[p.sets[0].ID], symbols.StoredFrame{Created: now, Frame: f})
				}
				a := projectApp(p)
				a.sets = stored.New(p)
				defer a.sets.Close()
				if name == "stored_140x40" {
					if _, err := a.sets.Find(t.Context(), p.events[0].Frame(0)); err != nil {
						t.Fatal(err)
					}
				}
				x := term.Run(t, a, 140, 40)
				x.After(time.Second)
				x.Key("f", "enter")
				x.After(time.Second)
				golden.RequireEqual(t, x.Screen())
				if n := p.asked("Download"); n > 1 {
					t.Errorf("downloaded %d times", n)
				}
				quit(x, a)
			})
		})
	}
}

// packedShop is the shop's script and map as PostHog stores them.
func packedShop(t *testing.T) string {
	t.Helper()
	var packed strings.Builder
	var parts [2]container.Input
	for i, name := range []string{"shop-DZaeF1pT.js", "shop-DZaeF1pT.js.map"} {
		text, err := os.ReadFile("../testdata/vite/assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		parts[i] = container.Input{Reader: strings.NewReader(string(text)), Size: int64(len(text))}
	}
	if _, err := container.Write(&packed, container.Zstd, container.SourceAndMap, parts[0], parts[1]); err != nil {
		t.Fatal(err)
	}
	return packed.String()
}

// The page fills its box with what the best file would make of the set, too, at
// every size, also when it was reached by way of others.
func TestSetPreviewSizes(t *testing.T) {
	shopFolder(t, nil)
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		p.latency = 0
		for i := range p.events[0].Exceptions[0].Frames {
			f := &p.events[0].Exceptions[0].Frames[i]
			f.Function = []string{"日本語の名前", "👩‍👩‍👧 é", "שלום\u202e", nasty}[i]
		}
		a := projectApp(p)
		withBuild(a)
		settle(a, tea.WindowSizeMsg{Width: 140, Height: 40})
		a.tabs[setsTab].pages[0].(*sets).spin.on = true
		settle(a, beginMsg{})
		settle(a, openSetMsg{id: p.sets[0].ID})
		page, ok := a.front().(*setPage)
		if !ok || page.preview.proof.report == nil || page.code.Doc() == nil || page.mini.Doc() == nil {
			t.Fatalf("the best file is not proved: %T, %+v", a.front(), page.preview.proof.err)
		}
		for range 4 {
			fills(t, a, "preview ", append(sizes, [2]int{200, 60}, [2]int{110, 15}, [2]int{111, 24}))
			press(a, "j")
		}
		a.end()
	})
}
