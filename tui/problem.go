package tui

import (
	"errors"
	"time"

	"symset/symbols"
)

// A problem is an error of a project as the screens tell it: what went wrong,
// what to do, and whether waiting helps. Its texts are safe.
type problem struct {
	what, todo string
	wait       time.Duration // how long the server asks to wait
	offline    bool          // nothing answered
	absent     bool          // what was asked for is not there
	lacks      string        // the scope that the key has not
}

// problemOf reads an error; it gives the zero problem of none.
func problemOf(err error) problem {
	if err == nil {
		return problem{}
	}
	p := problem{
		what: brief(err.Error()), todo: brief(symbols.Hint(err)), lacks: brief(symbols.Lacks(err)),
		offline: symbols.Offline(err), absent: symbols.Absent(err),
	}
	var wait interface{ Wait() time.Duration }
	if errors.As(err, &wait) {
		p.wait = wait.Wait()
	}
	return p
}
