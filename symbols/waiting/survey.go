package waiting

import (
	"cmp"
	"context"
	"errors"
	"iter"

	"symset/symbols"
)

// Latest is how many exceptions a survey reads unless it is told otherwise.
const Latest = 300

// Options say how far a survey goes.
type Options struct {
	Days   int // how far to look back; 0 means 7
	Events int // that are read at most, the latest first; 0 means Latest

	// PerIssue is how many events of an issue are read where a key may list
	// those of an issue alone; 0 means 5.
	PerIssue int
}

// errEnough ends a list when as many events were read as were wanted.
var errEnough = errors.New("enough events were read")

// Survey reads recent exceptions of a project, the latest first, and gives the
// waiting frames of one after the other: none for an event in which all is
// well. Each step may take as long as an answer of the server does. An error
// ends it.
//
// Where the key may not list all exceptions, those of each issue are read,
// the issue that was seen last first.
func Survey(ctx context.Context, p symbols.Project, o Options) iter.Seq2[[]Frame, error] {
	most := cmp.Or(o.Events, Latest)
	return func(yield func([]Frame, error) bool) {
		read, stopped := 0, false
		take := func(filter symbols.EventFilter, atMost int) error {
			filter.Days, filter.Page = o.Days, min(atMost, 100)
			for event, err := range p.Events(ctx, filter) {
				if err != nil {
					return err
				}
				if event.Issue == "" {
					event.Issue = filter.Issue
				}
				read++
				if stopped = !yield(Frames(&event), nil); stopped || read >= most {
					return errEnough
				}
				if atMost--; atMost == 0 {
					return nil
				}
			}
			return nil
		}
		err := take(symbols.EventFilter{}, most)
		if symbols.Lacks(err) != "" {
			err = byIssue(ctx, p, o, take)
		}
		if err != nil && !errors.Is(err, errEnough) && !stopped {
			yield(nil, err)
		}
	}
}

// byIssue takes a few events of every issue.
func byIssue(ctx context.Context, p symbols.Project, o Options, take func(symbols.EventFilter, int) error) error {
	for issue, err := range p.Issues(ctx, symbols.IssueFilter{Days: o.Days, Status: "all"}) {
		if err != nil {
			return err
		}
		if err := take(symbols.EventFilter{Issue: issue.ID}, cmp.Or(o.PerIssue, 5)); err != nil {
			return err
		}
	}
	return nil
}
