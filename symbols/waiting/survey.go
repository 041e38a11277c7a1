package waiting

import (
	"context"
	"errors"
	"iter"

	"symset/symbols"
)

// Latest is how many exceptions a survey reads at most.
const Latest = 300

// perIssue is how many events of an issue are read where a key may list those of
// an issue alone.
const perIssue = 5

// errEnough ends a list when as many events were read as were wanted.
var errEnough = errors.New("enough events were read")

// Survey reads the exceptions of a project's last days, the latest first, and
// gives the waiting frames of one after the other: none for an event in which
// all is well. 0 days stand for 7. Each step may take as long as an answer of the
// server does. An error ends it.
//
// Where the key may not list all exceptions, those of each issue are read,
// the issue that was seen last first.
func Survey(ctx context.Context, p symbols.Project, days int) iter.Seq2[[]Frame, error] {
	return func(yield func([]Frame, error) bool) {
		read, stopped := 0, false
		take := func(filter symbols.EventFilter, atMost int) error {
			filter.Days, filter.Page = days, min(atMost, 100)
			for event, err := range p.Events(ctx, filter) {
				if err != nil {
					return err
				}
				if event.Issue == "" {
					event.Issue = filter.Issue
				}
				read++
				if stopped = !yield(Frames(&event), nil); stopped || read >= Latest {
					return errEnough
				}
				if atMost--; atMost == 0 {
					return nil
				}
			}
			return nil
		}
		err := take(symbols.EventFilter{}, Latest)
		if symbols.Lacks(err) != "" {
			err = byIssue(ctx, p, days, take)
		}
		if err != nil && !errors.Is(err, errEnough) && !stopped {
			yield(nil, err)
		}
	}
}

// byIssue takes a few events of every issue.
func byIssue(ctx context.Context, p symbols.Project, days int, take func(symbols.EventFilter, int) error) error {
	for issue, err := range p.Issues(ctx, symbols.IssueFilter{Days: days, Status: "all"}) {
		if err != nil {
			return err
		}
		if err := take(symbols.EventFilter{Issue: issue.ID}, perIssue); err != nil {
			return err
		}
	}
	return nil
}
