package cli

import (
	"context"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/match"
)

// uploadSure proves the files that are surely the right ones, and uploads them.
// What came of each is told by its answer; the error is that all was stopped.
func (s *streams) uploadSure(ctx context.Context, p symbols.Project, answers []matchAnswer, noBackup bool) error {
	var sure []*matchAnswer
	for i := range answers {
		if answers[i].Confidence == match.Sure.String() {
			sure = append(sure, &answers[i])
		}
	}
	if len(sure) == 0 {
		s.say("note", "nothing is sure: nothing was uploaded")
		return nil
	}
	var uploads []symbols.Upload
	var of []*matchAnswer
	proved := s.counted("proved", len(sure))
	for i, a := range sure {
		u, doubtful, err := a.chosen.Prepare(ctx, a.Ref)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			a.Result, a.Problem, a.Hint = "failed", err.Error(), symbols.Hint(err)
		case doubtful:
			a.Result, a.Problem = "left out", "it is doubtful whether its map belongs to it"
		default:
			uploads, of = append(uploads, u), append(of, a)
		}
		proved(i + 1)
	}
	if len(uploads) == 0 {
		return nil
	}
	for i, out := range keeper().Upload(ctx, p, uploads, keep.Request{Force: true, NoBackup: noBackup, Progress: s.sent(len(uploads))}) {
		a := of[i]
		switch {
		case out.Err != nil:
			a.Result, a.Problem, a.Hint = "failed", out.Err.Error(), out.Hint()
		case out.State == keep.Same:
			a.Result = "unchanged"
		default:
			a.Result = "uploaded"
		}
		a.Copy = copyOf(&out)
		s.tell(&out)
	}
	return nil
}
