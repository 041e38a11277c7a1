package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
	"symset/tui/term"
)

// No key stands for two actions at once, whatever state the page is in, and
// every action can be told and run.
func TestActions(t *testing.T) { synctest.Test(t, testActions) }

func testActions(t *testing.T) {
	for name, keys := range map[string][]string{"": nil, "find kept": {"/", "item", "enter"}, "typing": {"/"}, "zoom": {"z"}, "minified": {"tab"}, "last frame": {"G"}} {
		for _, events := range [][]symbols.Event{{cartEvent()}, {cartEvent(), {}}, {{}}} {
			a := settled(testApp(cart(), events...), 80, 24)
			for _, k := range keys {
				for _, key := range split(k) {
					press(a, key)
				}
			}
			list := a.all()
			if a.front().cursor() != nil {
				list = a.front().actions()
			}
			bound, ids := map[string]string{}, map[string]bool{}
			for _, x := range list {
				for _, k := range x.key.Keys() {
					if bound[k] != "" {
						t.Errorf("%s: %s is bound to %s and %s", name, k, bound[k], x.id)
					}
					bound[k] = x.id
				}
				if ids[x.id] {
					t.Errorf("%s: there are two actions %s", name, x.id)
				}
				ids[x.id] = true
				if x.title == "" || x.group == "" || len(x.key.Keys()) == 0 || x.run == nil && a.front().cursor() == nil {
					t.Errorf("%s: %+v is not complete", name, x)
				}
			}
		}
	}
}

// Pressing a key that can't do anything now says why.
func TestOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), symbols.Event{}), 80, 24)
		for key, why := range map[string]string{"c": "only one exception", "j": "no frames", "tab": "no minified code", "y": "no frames", "e": "no frame", "p": "one event", "r": "all frames are read", "esc": "q quits"} {
			settleOnly(a, term.Press(key))
			if got := a.toast.text; !strings.Contains(got, why) {
				t.Errorf("%s says %q, not %q", key, got, why)
			}
		}
	})
}

// settleOnly sends a message and what is said because of it.
func settleOnly(a *app, msg tea.Msg) {
	_, cmd := a.Update(msg)
	for _, m := range answers(cmd) {
		if s, ok := m.(toastMsg); ok {
			a.Update(s)
		}
	}
}

// The bottom line is as wide as the screen, with help at its end.
func TestBottomLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := settled(testApp(cart(), cartEvent()), 80, 24)
		th := theme.New(0, true)
		for w := range 150 {
			line := bottomLine(th, a.all(), w)
			if theme.Width(line) != w {
				t.Errorf("%d cells: %q has %d", w, line, theme.Width(line))
			}
			if w >= 9 && !strings.HasSuffix(line, "? help ") {
				t.Errorf("%d cells: no help in %q", w, line)
			}
		}
	})
}

// The key table has every key of a page once, and none of a page that works
// everywhere.
func TestKeys(t *testing.T) {
	all, seen, groups := map[string]bool{}, map[string]bool{}, map[string]bool{}
	last, page := "", ""
	for _, k := range Keys() {
		switch {
		case k.Page == "":
			seen, groups = all, map[string]bool{}
		case k.Page != page:
			seen, groups = map[string]bool{}, map[string]bool{}
		}
		page = k.Page
		for name := range strings.FieldsSeq(k.Keys) {
			if seen[name] {
				t.Errorf("%s is listed twice", name)
			}
			seen[name], all[name] = true, true
		}
		if k.Does == "" || k.Group == "" {
			t.Errorf("%+v is not complete", k)
		}
		if k.Group != last && groups[k.Group] {
			t.Errorf("%s is in two places", k.Group)
		}
		groups[k.Group], last = true, k.Group
	}
	for _, name := range []string{"↓", "j", "J", "tab", "f", "c", "n", "p", "/", "y", "Y", "e", "?", ":", "q", "esc", "ctrl+c"} {
		if !all[name] {
			t.Errorf("%s is not listed", name)
		}
	}
}
