package tui

import "testing"

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
