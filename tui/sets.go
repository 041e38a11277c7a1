package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/rows"
)

// sets is the page that answers: what is missing, why, and what do I do? It
// lists the project's symbol sets, and the refs that only frames know.
type sets struct {
	*env
	w, h int

	pages stream[symbols.SetPage]
	rows  []*setRow       // as they came; elements are replaced in a copy
	fresh []*setRow       // of a list that is read again, until it is whole
	again bool            // fresh is being read
	ids   map[string]bool // of those that were listed: paging may list one twice
	total int             // how many there are, as PostHog counts; 0 when that is not known
	read  int             // how many were listed by PostHog
	at    time.Time       // when the list was whole
	err   error           // why it ended before its end

	survey survey // the frames that wait, by ref

	choice    setChoice
	arranging latest
	dirty     bool      // rows or choice changed since arranging began
	shown     []*setRow // what the list shows
	counts    map[setState]int
	list      rows.Rows
	chosen    map[symbols.Ref]bool

	query  field  // the filter, as it is typed
	detail detail // of the row under the cursor
	spin   spinner
}

// setsArrangedMsg brings the rows that the list shows.
type setsArrangedMsg struct {
	req    int
	shown  []*setRow
	counts map[setState]int
}

// setsChangedMsg says that symbol sets were deleted or uploaded: what is known
// of these is old.
type setsChangedMsg struct {
	gone, changed []symbols.Ref
	undone        bool // the changed have again what they had before
}

// refs are all of them.
func (m *setsChangedMsg) refs() []symbols.Ref { return slices.Concat(m.gone, m.changed) }

func newSets(e *env) *sets {
	return &sets{env: e, choice: setChoice{text: firstFilter}, chosen: map[symbols.Ref]bool{}, counts: map[setState]int{}}
}

func (s *sets) title() string { return "Symbol sets" }

func (s *sets) close() {
	s.pages.close()
	s.arranging.stop()
	s.survey.work.stop()
	s.detail.work.stop()
}

func (s *sets) resize(w, h int) {
	s.w, s.h = w, h
	s.list.Fit(s.list.N, s.layout().list.h)
}

// update takes what came of the page's own work, and what is typed or pointed.
func (s *sets) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case beginMsg:
		return s.begin()
	case setPagesMsg:
		return s.take(msg)
	case setsArrangedMsg:
		return s.arranged(msg)
	case surveyedMsg:
		if s.survey.take(msg) {
			s.merge()
			return tea.Batch(s.heard(msg.err), s.arrange())
		}
	case setsRetryMsg:
		if msg.page == s && msg.req == s.pages.work.n && !s.reads() {
			return s.begin()
		}
	case setsChangedMsg:
		return s.changed(msg)
	case releasesMsg:
		if msg.page == s {
			return s.chooseRelease(msg.releases)
		}
	case dueMsg, setFramesMsg:
		return s.detail.update(s.env, msg)
	case spinMsg:
		return s.spin.turn(msg, s.reads() || s.survey.work.busy())
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.typed(msg)
	case tea.MouseMsg:
		return pointAt(msg, &s.list, s.layout().list, s.follow, s.open)
	}
	return nil
}

// follow asks for what the screen lacks of the set under the cursor.
func (s *sets) follow() tea.Cmd {
	if r := s.current(); r != nil {
		return s.detail.follow(s.env, r.ID)
	}
	return nil
}

// arrange asks for the rows to show; setsArrangedMsg answers. While it runs,
// more changes wait for its end.
func (s *sets) arrange() tea.Cmd {
	if s.dirty = s.arranging.busy(); s.dirty {
		return nil
	}
	_, req := s.arranging.start(s.env)
	rows, choice := s.rows, s.choice
	return func() tea.Msg {
		counts := map[setState]int{}
		for _, r := range rows {
			counts[r.state]++
		}
		return setsArrangedMsg{req, choice.arrange(rows), counts}
	}
}

// arranged shows the rows; the cursor stays on its set.
func (s *sets) arranged(msg setsArrangedMsg) tea.Cmd {
	if !s.arranging.done(msg.req) {
		return nil
	}
	at := s.current()
	s.shown, s.counts = msg.shown, msg.counts
	s.list.N, s.list.H = len(s.shown), s.layout().list.h
	i := -1
	if at != nil && s.list.Cursor > 0 {
		i = rowOf(s.shown, at.Ref)
	}
	s.list.To(max(0, i))
	cmd := s.follow()
	if s.dirty {
		return tea.Batch(cmd, s.arrange())
	}
	return cmd
}

// current is the row under the cursor, nil when there is none.
func (s *sets) current() *setRow {
	if s.list.Cursor < 0 || s.list.Cursor >= len(s.shown) {
		return nil
	}
	return s.shown[s.list.Cursor]
}

// subjects are the refs that an action is for: the chosen ones, else the one
// under the cursor.
func (s *sets) subjects() []*setRow {
	if len(s.chosen) == 0 {
		if r := s.current(); r != nil {
			return []*setRow{r}
		}
		return nil
	}
	var out []*setRow
	for _, r := range s.rows {
		if s.chosen[r.Ref] {
			out = append(out, r)
		}
	}
	return out
}
