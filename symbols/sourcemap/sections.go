package sourcemap

// maxNesting is how deep index maps may sit in index maps. The standard allows
// none; tools that join bundles have written one or two.
const maxNesting = 8

// sections takes the list of an index map's sections.
func (l *layout) sections(nesting int) []*section {
	if l.peek() != '[' {
		what := l.skip(1)
		l.fail(WrongType, "\"sections\" is %s, not a list", what)
		return nil
	}
	if nesting > 0 {
		l.faults.add(NestedSections, "sections", "an index map stands inside an index map, which the standard forbids")
	}
	if nesting >= maxNesting {
		l.fail(TooDeep, "index maps are nested more than %d deep", maxNesting)
		return nil
	}
	var out []*section
	l.array(1, func(i int) {
		if l.peek() != '{' {
			what := l.skip(2)
			l.faults.add(WrongType, "sections", "section %d is %s, not an object", i, what)
			return
		}
		out = append(out, l.section(i, nesting)...)
	})
	return out
}

// section takes one section, which may hold several when it is an index map.
func (l *layout) section(i, nesting int) []*section {
	var parts []*section
	var line, column int
	var placed, read bool
	l.scanner.object(2, func(key span) {
		switch name := l.key(key); {
		case name == "offset":
			line, column, placed = l.offset()
		case name == "map" && l.peek() == '{':
			inner := l.mapObject(nesting + 1)
			parts, read = l.leaves(inner, i), true
		case name == "map":
			what := l.skip(3)
			l.faults.add(WrongType, "sections", "the map of section %d is %s, not an object", i, what)
			read = true
		case name == "url":
			l.skip(3)
			l.faults.add(SectionElsewhere, "sections", "section %d is in another file, which is not read", i)
			read = true
		default:
			l.skip(3)
		}
	})
	if l.err != nil {
		return nil
	}
	if !read {
		l.faults.add(WrongType, "sections", "section %d has no map", i)
	}
	if !placed {
		l.faults.add(BadOffset, "sections", "section %d has no usable offset", i)
		return nil
	}
	for _, p := range parts {
		if p.start.Line == 0 {
			p.start.Column += column
		}
		p.start.Line += line
	}
	return parts
}

// offset takes where a section begins.
func (l *layout) offset() (line, column int, ok bool) {
	if l.peek() != '{' {
		l.skip(3)
		return 0, 0, false
	}
	var hasLine, hasColumn bool
	l.scanner.object(3, func(key span) {
		name := l.key(key)
		if c := l.peek(); c != '-' && (c < '0' || c > '9') {
			l.skip(4)
			return
		}
		n, ok := index(string(l.number(make([]byte, 0, maxDigits))))
		switch name {
		case "line":
			line, hasLine = n, ok
		case "column":
			column, hasColumn = n, ok
		}
	})
	return line, column, hasLine && hasColumn
}

// leaves gives the sections of a map inside section i: itself, or its own.
func (l *layout) leaves(o *object, i int) []*section {
	if l.err != nil || !l.usableVersion(o.version) {
		return nil
	}
	if o.indexed {
		return o.parts
	}
	switch {
	case !o.hasText && o.notText == "":
		l.faults.add(WrongType, "sections", "the map of section %d has no \"mappings\"", i)
		return nil
	case !o.hasText:
		l.faults.add(WrongType, "mappings", "\"mappings\" of section %d is %s, not a string", i, o.notText)
		return nil
	}
	return []*section{l.finish(o)}
}
