package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/symbols"
	"symset/tui/term"
)

// faulty are the errors of a project, as package client makes them.
type faulty struct {
	error
	hint    string
	wait    time.Duration
	offline bool
	lacks   string
	refused bool
}

func (f faulty) Hint() string        { return f.hint }
func (f faulty) Wait() time.Duration { return f.wait }
func (f faulty) Offline() bool       { return f.offline }
func (f faulty) Lacks() string       { return f.lacks }
func (f faulty) Refused() bool       { return f.refused }

func always(err error) func(string) error { return func(string) error { return err } }

// TestSets shows the page of symbol sets, and that of one of them, in their
// states.
func TestSets(t *testing.T) {
	for _, c := range []struct {
		name  string
		w, h  int
		keys  []string
		edit  func(p *fakeProject)
		early bool
		light bool
		look  bool
		ascii bool
	}{
		{name: "missing_80x24", w: 80, h: 24},
		{name: "missing_140x40", w: 140, h: 40},
		{name: "missing_60x15", w: 60, h: 15},
		{name: "ascii_80x24", w: 80, h: 24, ascii: true},
		{name: "looks_80x24", w: 80, h: 24, look: true, keys: []string{"down", "space"}},
		{name: "light_80x24", w: 80, h: 24, look: true, light: true},
		{name: "all_140x40", w: 140, h: 40, keys: []string{"f"}},
		{name: "doubtful_140x40", w: 140, h: 40, keys: []string{"/", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "doubt", "enter"}},
		{name: "uploaded_80x24", w: 80, h: 24, keys: []string{"f", "f", "down"}},
		{name: "filter_80x24", w: 80, h: 24, keys: []string{"/", "acme !vendor"}},
		{name: "nothing_80x24", w: 80, h: 24, keys: []string{"/", "zzz", "enter"}},
		{name: "selected_80x24", w: 80, h: 24, keys: []string{"space", "space", "s"}},
		{name: "delete_80x24", w: 80, h: 24, keys: []string{"d"}},
		{name: "deleted_80x24", w: 80, h: 24, keys: []string{"d", "right", "enter"}},
		{name: "loading_80x24", w: 80, h: 24, early: true},
		{name: "none_80x24", w: 80, h: 24, edit: func(p *fakeProject) { *p = fakeProject{latency: p.latency} }},
		{name: "good_80x24", w: 80, h: 24, edit: func(p *fakeProject) { p.sets, p.events = p.sets[5:9], nil }},
		{name: "offline_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = always(faulty{error: errors.New("list symbol sets: eu.posthog.com does not answer"), hint: "check the network", offline: true})
		}},
		{name: "forbidden_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = always(faulty{error: errors.New("list symbol sets: the key may not do that"), lacks: "error_tracking:read"})
		}},
		{name: "wait_80x24", w: 80, h: 24, edit: func(p *fakeProject) {
			p.fault = always(faulty{error: errors.New("list symbol sets: too many requests"), wait: 12 * time.Second})
		}},
		{name: "one_80x24", w: 80, h: 24, keys: []string{"enter"}},
		{name: "one_140x40", w: 140, h: 40, keys: []string{"enter", "down"}},
		{name: "one_60x15", w: 60, h: 15, keys: []string{"enter"}},
		{name: "onlyframes_80x24", w: 80, h: 24, keys: []string{"down", "enter"}},
		{name: "served_140x40", w: 140, h: 40, keys: []string{"f", "/", "ffa1", "enter", "enter"}},
		{name: "since_80x24", w: 80, h: 24, keys: []string{"f", "/", "index", "enter", "enter"}, edit: func(p *fakeProject) { p.sets[0].HasFile = true }},
		{name: "since_140x40", w: 140, h: 40, keys: []string{"f", "f"}, edit: func(p *fakeProject) { p.sets[0].HasFile = true }},
		{name: "releases_80x24", w: 80, h: 24, keys: []string{"v"}, edit: someReleases},
		{name: "release_80x24", w: 80, h: 24, keys: []string{"v", "4.17", "enter", "v"}, edit: someReleases},
		{name: "noreleases_80x24", w: 80, h: 24, keys: []string{"v"}, edit: func(p *fakeProject) { p.sets = p.sets[2:5] }},
		{name: "help_80x24", w: 80, h: 24, keys: []string{"?"}},
		{name: "activity_80x24", w: 80, h: 24, keys: []string{"d", "right", "enter", "4"}},
		{name: "deed_80x24", w: 80, h: 24, keys: []string{"d", "right", "enter", "4", "enter"}},
		{name: "faileddeed_80x24", w: 80, h: 24, keys: []string{"d", "right", "enter", "4"}, edit: func(p *fakeProject) {
			p.fault = func(call string) error {
				if strings.HasPrefix(call, "Delete") {
					return faulty{error: errors.New("delete " + string(p.sets[0].Ref) + ": eu.posthog.com answered 500 Internal Server Error"), hint: "try again later; what PostHog has was not changed"}
				}
				return nil
			}
		}},
		{name: "noactivity_80x24", w: 80, h: 24, keys: []string{"4"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := shop()
				p.latency = 100 * time.Millisecond
				if c.edit != nil {
					c.edit(p)
				}
				a := projectApp(p)
				a.ascii = c.ascii
				x := term.Run(t, a, c.w, c.h)
				if c.light {
					x.Light()
				}
				if !c.early {
					x.After(3 * time.Second)
				}
				x.Slowly(500*time.Millisecond, c.keys...)
				got := x.Screen()
				if c.look {
					got += x.Looks()
				}
				golden.RequireEqual(t, got)
				quit(x, a)
			})
		})
	}
}

// someReleases spreads the sets of a project over releases.
func someReleases(p *fakeProject) {
	for i := range p.sets {
		if i%3 > 0 {
			p.sets[i].Release = &symbols.Release{Project: "web", Version: fmt.Sprintf("4.%d.0", 15+i%5)}
		}
	}
}
