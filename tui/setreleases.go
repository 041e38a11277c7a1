package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"symset/symbols/phrase"

	tea "charm.land/bubbletea/v2"
)

// releasesAtMost is how many releases can be chosen from, those used last.
const releasesAtMost = 500

// A seenRelease is a release that symbol sets of the list belong to.
type seenRelease struct {
	name    string // "web 4.18.2", as it came
	version string // what a filter looks for
	used    time.Time
	sets    int
	missing int
}

// releasesMsg brings the releases of the list, those used last first.
type releasesMsg struct {
	page     *sets
	releases []seenRelease
}

// askReleases finds the releases of the list; releasesMsg answers.
func (s *sets) askReleases() tea.Cmd {
	rows := s.rows
	return func() tea.Msg { return releasesMsg{s, releasesOf(rows)} }
}

func releasesOf(rows []*setRow) []seenRelease {
	index := map[string]int{}
	var out []seenRelease
	for _, r := range rows {
		name := r.Release.Name()
		if r.version() == "" {
			continue
		}
		i, known := index[name]
		if !known {
			i = len(out)
			index[name] = i
			out = append(out, seenRelease{name: name, version: r.version()})
		}
		x := &out[i]
		if x.sets++; r.state == missing {
			x.missing++
		}
		if r.LastUsed.After(x.used) {
			x.used = r.LastUsed
		}
	}
	slices.SortStableFunc(out, func(a, b seenRelease) int {
		return cmp.Or(b.used.Compare(a.used), strings.Compare(b.name, a.name))
	})
	return out[:min(len(out), releasesAtMost)]
}

// chooseRelease asks which release to show. That of the set under the cursor
// stands first, or all where one is shown already.
func (s *sets) chooseRelease(releases []seenRelease) tea.Cmd {
	if len(releases) == 0 {
		return say("none of the symbol sets read so far belongs to a release")
	}
	own := ""
	if r := s.current(); r != nil {
		own = r.Release.Name()
	}
	if i := slices.IndexFunc(releases, func(r seenRelease) bool { return r.name == own }); i > 0 {
		first := releases[i]
		copy(releases[1:i+1], releases[:i])
		releases[0] = first
	}
	dot := " " + s.theme.Glyphs.Dot + " "
	var as []action
	for _, r := range releases {
		title := brief(r.name) + dot + phrase.Count(r.sets, "symbol set")
		if r.missing > 0 {
			title += ", " + thousands(r.missing) + " missing"
		}
		as = append(as, action{title: title, run: func() tea.Cmd { return s.filter(withFacet(s.choice.text, "release", r.version)) }})
	}
	all := action{title: "All releases", run: func() tea.Cmd { return s.filter(withFacet(s.choice.text, "release", "")) }}
	if q := parseQuery(s.choice.text, setFacets...); q.facet("release") != "" {
		as = append([]action{all}, as...)
	}
	p := &palette{env: s.env, title: "Release", none: "no release is called that", actions: as, places: func(string) []action { return nil }}
	p.find()
	return send(overlayMsg{p})
}
