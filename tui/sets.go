package tui

import (
	"context"
	"iter"
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

	typing bool
	input  input
	detail detail // of the row under the cursor
	spin   spinner
}

// setPagesMsg brings a page of the list.
type setPagesMsg struct{ piece[symbols.SetPage] }

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

func newSets(e *env) *sets {
	return &sets{env: e, choice: setChoice{text: "state:missing"}, chosen: map[symbols.Ref]bool{}, counts: map[setState]int{}}
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
	s.list.H = s.layout().list.h
	s.list.To(s.list.Cursor)
}

func (s *sets) cursor() *tea.Cursor {
	if !s.typing {
		return nil
	}
	_, col := s.input.view(s.w - 20)
	return tea.NewCursor(3+col, s.h-1)
}

// reads reports whether the list is being read.
func (s *sets) reads() bool { return s.pages.work.busy() }

// begin reads the list anew; setPagesMsg answers. What is shown stays until
// the new list is whole.
func (s *sets) begin() tea.Cmd {
	s.again, s.fresh = len(s.rows) > 0, nil
	s.total, s.read, s.err, s.ids = 0, 0, nil, map[string]bool{}
	p := s.project
	s.pages.open(s.env, func(ctx context.Context) iter.Seq2[symbols.SetPage, error] {
		return func(yield func(symbols.SetPage, error) bool) {
			sum := 0
			for _, status := range []symbols.SetStatus{symbols.WithoutFile, symbols.WithFile} {
				count := 0
				for page, err := range p.SetPages(ctx, symbols.SetFilter{Status: status, Order: symbols.LastUsedFirst}) {
					count = page.Count
					if status == symbols.WithoutFile || count < 0 {
						page.Count = 0 // the other half is not counted yet
					} else {
						page.Count += sum
					}
					if !yield(page, err) || err != nil {
						return
					}
				}
				sum += max(0, count)
			}
		}
	})
	return tea.Batch(s.next(), s.spin.start(), s.survey.begin(s.env))
}

// next reads the next page.
func (s *sets) next() tea.Cmd {
	return s.pages.take(1, func(p piece[symbols.SetPage]) tea.Msg { return setPagesMsg{p} })
}

// take adds a page.
func (s *sets) take(msg setPagesMsg) tea.Cmd {
	if !s.pages.took(msg.piece) {
		return nil
	}
	heard := s.heard(msg.err)
	s.err = msg.err
	to := &s.rows
	if s.again {
		to = &s.fresh
	}
	for _, page := range msg.items {
		s.total = page.Count
		for _, set := range page.Sets {
			if s.ids[set.ID] {
				continue
			}
			s.ids[set.ID] = true
			s.read++
			*to = append(*to, newSetRow(set))
		}
	}
	var retry tea.Cmd
	if !msg.more {
		if s.again && msg.err == nil {
			s.rows = s.fresh
		}
		s.again, s.fresh = false, nil
		if msg.err == nil {
			s.total, s.at = s.read, s.now()
		} else if wait := problemOf(msg.err).wait; wait > 0 {
			req := msg.req
			retry = tea.Tick(wait, func(time.Time) tea.Msg { return setsRetryMsg{s, req} })
		}
		s.merge()
	}
	return tea.Batch(heard, retry, s.next(), s.arrange())
}

// setsRetryMsg says that the server may be asked again.
type setsRetryMsg struct {
	page *sets
	req  int // that it refused
}

// merge adds what frames know to the rows. It waits until the list is whole: a
// ref that is not in a part of it may come with the rest.
func (s *sets) merge() {
	if s.reads() || s.survey.tally == nil {
		return
	}
	listed := make(map[symbols.Ref]bool, len(s.rows))
	out := make([]*setRow, 0, len(s.rows)+8)
	for _, r := range s.rows {
		if r.ID == "" {
			continue // known from frames: these tell it anew
		}
		listed[r.Ref] = true
		if w := s.survey.tally.Of(r.Ref); w != r.wait && !r.HasFile {
			r = r.withWait(w)
		}
		out = append(out, r)
	}
	for _, w := range s.survey.tally.Waits() {
		if !listed[w.Ref] {
			out = append(out, newSetRow(symbols.Set{Ref: w.Ref, LastUsed: w.Latest}).withWait(w))
		}
	}
	s.rows = out
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
	if !s.arranging.is(msg.req) {
		return nil
	}
	s.arranging.stop()
	at := s.current()
	s.shown, s.counts = msg.shown, msg.counts
	s.list.N = len(s.shown)
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
