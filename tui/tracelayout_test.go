package tui

import (
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// The boxes lie on the page, each with its heading above it, and none over
// another.
func TestLayout(t *testing.T) { synctest.Test(t, testLayout) }

func testLayout(t *testing.T) {
	for name, keys := range map[string][]string{"read": nil, "unread": {"G", "k", "k"}, "zoom": {"z"}, "minified": {"tab"}, "cause": {"c"}} {
		for _, event := range []symbols.Event{cartEvent(), manyFrames(500), {}} {
			a := settled(testApp(cart(), event), 80, 24)
			for _, k := range keys {
				press(a, k)
			}
			p := traceOf(a)
			for w := minW; w <= 220; w += 10 {
				for h := minH; h <= 60; h += 3 {
					settle(a, tea.WindowSizeMsg{Width: w, Height: h})
					l := p.layout()
					boxes := map[string]rect{"frames": l.frames, "causes": l.causes, "facts": l.facts, "code": l.code, "mini": l.mini, "how": l.how}
					for n, r := range boxes {
						if r.h < 0 || r.h > 0 && (r.x < 0 || r.y < 2 || r.x+r.w > w || r.y+r.h > h-2) {
							t.Fatalf("%s at %d×%d: %s at %+v is not on the page", name, w, h, n, r)
						}
						for m, o := range boxes {
							o.y, o.h = o.y-1, o.h+1 // with its heading
							if n < m && r.h > 0 && o.h > 1 && r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h {
								t.Fatalf("%s at %d×%d: %s %+v lies on %s %+v", name, w, h, n, r, m, o)
							}
						}
					}
					if l.code.h < 3 || !p.zoomed && l.frames.h < 1 {
						t.Fatalf("%s at %d×%d: no room for code %+v or frames %+v", name, w, h, l.code, l.frames)
					}
				}
			}
		}
	}
}
