package fit

// A life is the bytes of the file between two of a name's assignments: minifiers
// give one name to variables that follow each other.
type life struct {
	from   int
	behind int // the statement that from is in
	to     int
}

// life gives the bytes around the binding in which a name is not assigned anew.
func (x *exchange) life(out uint64) life {
	l := life{to: len(x.text)}
	for o := range x.bindings.others() {
		switch {
		case o.out != out || !assigned(x.text, o.offset):
		case o.offset > x.b.offset:
			l.to = min(l.to, o.offset)
		case o.offset >= l.from:
			switch end := stop(x.text, o.offset, ",;\n"); {
			case end <= x.b.offset:
				l.from, l.behind = o.offset, end
			case inFunc(x.here[0], o.offset):
				l.to = min(l.to, o.offset)
			}
		}
	}
	return l
}

// has reports whether a binding is of that life.
func (l life) has(o *binding) bool {
	return o.offset == l.from || o.offset >= l.behind && o.offset < l.to
}
