package tui

import (
	"context"
	"iter"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
)

// setPagesMsg brings a page of the list.
type setPagesMsg struct{ piece[symbols.SetPage] }

// setsRetryMsg says that the server may be asked again.
type setsRetryMsg struct {
	page *sets
	req  int // that it refused
}

// reads reports whether the list is being read.
func (s *sets) reads() bool { return s.pages.work.busy() }

// begin reads the list anew; setPagesMsg answers. What is shown stays until
// the new list is whole.
func (s *sets) begin() tea.Cmd {
	s.again, s.fresh = len(s.rows) > 0, nil
	s.total, s.read, s.err, s.ids = 0, 0, nil, map[string]bool{}
	p := s.project
	s.pages.open(s.env, func(ctx context.Context) iter.Seq2[symbols.SetPage, error] { return missingFirst(ctx, p) })
	return tea.Batch(s.next(), s.spin.start(), s.survey.begin(s.env))
}

// missingFirst gives the pages of the sets without a file, and then of those with
// one. Their counts are of all, 0 while that is not known.
func missingFirst(ctx context.Context, p symbols.Project) iter.Seq2[symbols.SetPage, error] {
	return func(yield func(symbols.SetPage, error) bool) {
		before := 0
		for _, status := range []symbols.SetStatus{symbols.WithoutFile, symbols.WithFile} {
			count := 0
			for page, err := range p.SetPages(ctx, symbols.SetFilter{Status: status, Order: symbols.LastUsedFirst}) {
				count = page.Count
				if status == symbols.WithoutFile || count < 0 {
					page.Count = 0 // the other half is not counted yet
				} else {
					page.Count += before
				}
				if !yield(page, err) || err != nil {
					return
				}
			}
			before += max(0, count)
		}
	}
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
			continue // known from frames, which name it again
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

// changed takes sets out that are gone, and asks anew for those that changed.
func (s *sets) changed(msg setsChangedMsg) tea.Cmd {
	gone := make(map[symbols.Ref]bool, len(msg.gone))
	for _, ref := range msg.gone {
		gone[ref] = true
		delete(s.chosen, ref)
	}
	out := make([]*setRow, 0, len(s.rows))
	for _, r := range s.rows {
		if !gone[r.Ref] {
			out = append(out, r)
		}
	}
	s.rows = out
	if msg.undone { // an upload: the frames that waited for it do so again
		s.merge()
	}
	if len(msg.changed) > 0 {
		return s.begin()
	}
	return s.arrange()
}
