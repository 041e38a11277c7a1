package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/theme"
	"symset/tui/term"
)

// at brings an app of a project to a state, without ticks.
func at(p *fakeProject, keys ...string) *app {
	a := projectApp(p)
	a.each(func(p page, _ int) {
		if s, ok := p.(*sets); ok {
			s.spin.on = true
		}
	})
	settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	settle(a, beginMsg{})
	for _, k := range keys {
		for _, key := range split(k) {
			press(a, key)
		}
	}
	return a
}

// TestPageSizes puts every page of a project into its states, at every size.
func TestPageSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		offline := always(faulty{error: errors.New("nothing answers"), hint: "check the network", offline: true})
		for name, c := range map[string]struct {
			keys []string
			edit func(*fakeProject)
		}{
			"sets": {}, "all sets": {keys: []string{"f"}}, "filter": {keys: []string{"/", "acme"}}, "none": {keys: []string{"/", "zzz", "enter"}},
			"selected": {keys: []string{"space", "a"}}, "confirm": {keys: []string{"d"}}, "help": {keys: []string{"?"}},
			"palette": {keys: []string{":", "https://eu.posthog.com/project/42/error_tracking/0199b200-ac3e-7000-8000-000000000001"}},
			"one set": {keys: []string{"enter"}}, "only frames": {keys: []string{"j", "enter"}}, "served": {keys: []string{"f", "/", "ffa1", "enter", "enter"}},
			"build": {keys: []string{"3"}}, "activity": {keys: []string{"d", "right", "enter", "4"}}, "no activity": {keys: []string{"4"}},
			"offline": {edit: func(p *fakeProject) { p.fault = offline }},
			"one set, offline": {keys: []string{"enter"}, edit: func(p *fakeProject) {
				p.fault = func(call string) error {
					if strings.HasPrefix(call, "Set ") || strings.HasPrefix(call, "Frames") {
						return offline(call)
					}
					return nil
				}
			}},
			"empty":   {edit: func(p *fakeProject) { p.sets, p.events = nil, nil }},
			"hostile": {edit: makeHostile}, "hostile set": {edit: makeHostile, keys: []string{"enter"}},
		} {
			p := shop()
			if c.edit != nil {
				c.edit(p)
			}
			a := at(p, c.keys...)
			fills(t, a, name, sizes)
			a.end()
		}
		a := firstRun(Options{Looked: []string{nasty}})
		for _, k := range []string{"", "o", "x"} {
			if k != "" {
				press(a, k)
			}
			fills(t, a, fmt.Sprint("welcome ", k), sizes)
		}
	})
}

// firstRun is an app that nobody is signed in to.
func firstRun(opts Options) *app {
	e := &env{ctx: context.Background(), theme: theme.New(0, true), now: func() time.Time { return now }, lens: &lens{}}
	a := newApp(e, opts)
	a.use(opts)
	settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
	return a
}

// makeHostile puts what terminals act on into every text of a project.
func makeHostile(p *fakeProject) {
	for i := range p.sets {
		s := &p.sets[i]
		s.Ref += symbols.Ref(nasty)
		s.Reason = strings.ReplaceAll(s.Reason, `"]`, nasty+`"]`)
		s.Release = &symbols.Release{Project: nasty, Version: nasty}
	}
	for id := range p.frames {
		for i := range p.frames[id] {
			f := &p.frames[id][i].Frame
			f.Function, f.File, f.Stored.Failure, f.Stored.Function = nasty, nasty, nasty, nasty
			f.Context = &symbols.Context{Before: []string{nasty}, Line: nasty}
		}
	}
	for i := range p.events {
		p.events[i] = waitingEvent(nasty, string(p.sets[i].Ref), nasty, 3)
		p.events[i].Exceptions[0].Type = nasty
	}
}

// Nothing of a stranger's text reaches the terminal's ear, on any page.
func TestHostileProject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		makeHostile(p)
		a := projectApp(p)
		a.opts.Title = nasty
		x := term.Run(t, a, 140, 40)
		x.After(2 * time.Second)
		for _, k := range []string{"j", "f", "j", "enter", "j", "esc", "space", "t", "v", "esc", "y", "u", "m", "x", "d", "right", "enter", "4", "y", "1", "/", "evil", "esc", ":", "o", "esc", "?", "esc", "G", "enter"} {
			x.Key(k)
			x.After(300 * time.Millisecond)
			for _, r := range x.Screen() {
				if r != '\n' && unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
					t.Fatalf("after %q the screen has %U:\n%s", k, r, x.Screen())
				}
			}
			exact(t, k, a.View().Content, 140, 40)
		}
		for _, bad := range []string{"\x1b]0;", "\x1b[2J\x1b[31m", "\x1bP", "\u202e", "\u009b", "\x9b5m"} {
			if strings.Contains(x.Raw(), bad) {
				t.Errorf("%q reached the terminal", bad)
			}
		}
		if title := a.View().WindowTitle; strings.ContainsAny(title, "\x1b\x07") {
			t.Errorf("window title %q", title)
		}
		quit(x, a)
	})
}

// No key stands for two things that can be done on a page, and each thing has a
// name, a sentence and a place in the help.
func TestProjectKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, keys := range [][]string{nil, {"f"}, {"/"}, {"space"}, {"enter"}, {"2"}, {"3"}, {"4"}, {"enter", "enter"}} {
			a := at(shop(), keys...)
			seen, ids := map[string]string{}, map[string]bool{}
			for _, x := range a.all() {
				if a.front().cursor() != nil {
					break // all keys are typed
				}
				if ids[x.id] || x.id == "" || x.title == "" || x.group == "" || x.run == nil && x.off == "" {
					t.Errorf("%v: %+v is there twice or not complete", keys, x.id)
				}
				ids[x.id] = true
				for _, k := range x.key.Keys() {
					if seen[k] != "" {
						t.Errorf("%v: %s is %s and %s", keys, k, seen[k], x.id)
					}
					seen[k] = x.id
				}
			}
			a.end()
		}
	})
}
