package cli

import (
	"context"
	"errors"
	"fmt"

	"symset/symbols"
	"symset/symbols/keep"
)

// tellPending says in a line what was interrupted and not brought to an end.
func (s *streams) tellPending() {
	all, err := keeper().Pending()
	if err != nil {
		s.sayWith("warning", err.Error(), symbols.Hint(err))
	}
	left := 0
	var last keep.Entry
	for _, e := range all {
		if !e.Running {
			left, last = left+1, e
		}
	}
	switch left {
	case 0:
	case 1:
		s.say("warning", fmt.Sprintf("the %s of %s was interrupted: symset backups recover tells more", last.Do, last.Ref))
	default:
		s.say("warning", fmt.Sprintf("%d uploads, replacements or deletions were interrupted: symset backups recover tells more", left))
	}
}

// sayState tells what an interrupt left behind, where it left something.
func (s *streams) sayState(err error) {
	var e *keep.Error
	if !errors.As(err, &e) {
		return
	}
	s.say("error", e.Error())
	if hint := e.Hint(); hint != "" && !errors.Is(err, context.Canceled) || e.Left() {
		s.say("hint", hint)
	}
}
