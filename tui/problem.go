package tui

import (
	"errors"
	"time"
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
	p := problem{what: brief(err.Error())}
	var hint interface{ Hint() string }
	if errors.As(err, &hint) {
		p.todo = brief(hint.Hint())
	}
	var wait interface{ Wait() time.Duration }
	if errors.As(err, &wait) {
		p.wait = wait.Wait()
	}
	var offline interface{ Offline() bool }
	p.offline = errors.As(err, &offline) && offline.Offline()
	var absent interface{ Absent() bool }
	p.absent = errors.As(err, &absent) && absent.Absent()
	var lacks interface{ Lacks() string }
	if errors.As(err, &lacks) {
		p.lacks = brief(lacks.Lacks())
	}
	return p
}
