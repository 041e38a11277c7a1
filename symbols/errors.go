package symbols

import "errors"

// Hint gives what a person can do about an error, or about one that it wraps: a
// sentence or a command. It is empty when there is nothing to say.
func Hint(err error) string {
	var e interface{ Hint() string }
	if errors.As(err, &e) {
		return e.Hint()
	}
	return ""
}

// Absent reports whether an error says that what was asked for is not there,
// see [Project].
func Absent(err error) bool {
	var e interface{ Absent() bool }
	return errors.As(err, &e) && e.Absent()
}

// Offline reports whether an error says that nothing answered.
func Offline(err error) bool {
	var e interface{ Offline() bool }
	return errors.As(err, &e) && e.Offline()
}

// Refused reports whether an error says that the server would not do it if it
// were asked again either.
func Refused(err error) bool {
	var e interface{ Refused() bool }
	return errors.As(err, &e) && e.Refused()
}

// TooOld reports whether an error says that the server does not know the call.
func TooOld(err error) bool {
	var e interface{ TooOld() bool }
	return errors.As(err, &e) && e.TooOld()
}

// Lacks gives the scope that the key lacks; empty when an error says no such
// thing.
func Lacks(err error) string {
	var e interface{ Lacks() string }
	if errors.As(err, &e) {
		return e.Lacks()
	}
	return ""
}
