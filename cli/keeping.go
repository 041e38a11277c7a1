package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"symset/symbols"
	"symset/symbols/keep"
)

// keeper keeps copies of what is replaced and deleted.
func keeper() *keep.Keeper { return keep.New(keep.Folder(os.Getenv)) }

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
		s.say("warning", fmt.Sprintf("the %s of %s was interrupted: symset backups recover says more", last.Do.Noun(), last.Ref))
	default:
		s.say("warning", fmt.Sprintf("%d uploads, replacements or deletions were interrupted: symset backups recover says more", left))
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

// copyOf is the id of the copy that was kept; empty for none.
func copyOf(out *keep.Outcome) string {
	if out.Copy == nil {
		return ""
	}
	return out.Copy.ID
}

// sayKept says of a set that a copy of its file is kept; none has an empty id.
func (s *streams) sayKept(ref symbols.Ref, id string) {
	if id != "" {
		s.say("note", fmt.Sprintf("a copy of the file that %s had is kept: symset backups restore %s", ref, id))
	}
}

// tell says what else there is to know of what was done.
func (s *streams) tell(out *keep.Outcome) {
	s.sayKept(out.Ref, copyOf(out))
	if out.Note != "" {
		s.say("note", out.Note)
	}
}
