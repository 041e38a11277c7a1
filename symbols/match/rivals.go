package match

import (
	"cmp"
	"path"
	"slices"

	"symset/symbols/bundle"
)

// most bounds how many files of one name are looked into for a set.
const most = 64

// possible gives the files that have an id or a name that frames name.
func (f *Folder) possible(w *Wanted) []*file {
	found := slices.Clone(f.byID[bundle.FoldID(string(w.Ref))])
	known := map[*file]bool{}
	for _, s := range found {
		known[s] = true
	}
	names := []string{bundle.BaseName(string(w.Ref))}
	for i := range w.Frames {
		names = append(names, bundle.BaseName(w.Frames[i].File))
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name == "" || path.Ext(name) == "" {
			continue
		}
		for _, s := range f.byName[name] {
			if !known[s] {
				found = append(found, s)
			}
		}
	}
	if len(found) > most {
		found = nearest(found, bundle.PathOf(string(w.Ref)), most)
	}
	return found
}

// nearest gives the n files that lie most as a path does, the earlier ones of those
// that do alike.
func nearest(files []*file, to bundle.Path, n int) []*file {
	type distant struct {
		*file
		common int
	}
	all := make([]distant, len(files))
	for i, s := range files {
		all[i] = distant{s, s.Common(to)}
	}
	slices.SortStableFunc(all, func(a, b distant) int { return cmp.Compare(b.common, a.common) })
	for i := range n {
		files[i] = all[i].file
	}
	return files[:n]
}

// compare looks at rivals: files of different code that may all be the one.
func compare(all []Candidate, w *Wanted) {
	if slices.ContainsFunc(all, func(c Candidate) bool { return c.becomes }) {
		for i := range all {
			if c := &all[i]; !c.byID && c.Confidence >= Likely {
				c.limit(Doubtful, "injecting would give the chunk id to another file")
			}
		}
	}
	likely := func(c *Candidate) bool { return c.Confidence >= Likely }
	asked := slices.ContainsFunc(all, func(c Candidate) bool { return likely(&c) && c.asked })
	if asked || contested(all, likely) { // names weigh for all or for none
		for i := range all {
			if c := &all[i]; likely(c) {
				c.names(w.Frames)
			}
		}
	}
	if contested(all, func(c *Candidate) bool { return c.hashed }) {
		for i := range all {
			if c := &all[i]; c.hashed && c.Confidence == Sure {
				c.limit(Likely, "another file has its name and differs")
			}
		}
	}
	if contested(all, func(c *Candidate) bool { return c.byID && !c.otherID && !c.bare && c.Against == 0 && !c.strange() }) {
		for i := range all {
			if c := &all[i]; c.byID && c.Confidence == Sure {
				c.limit(Likely, "another file has the chunk id and differs")
			}
		}
	}
}

// contested reports whether candidates of a kind differ in their code.
func contested(all []Candidate, kind func(*Candidate) bool) bool {
	var first *Candidate
	for i := range all {
		switch c := &all[i]; {
		case !kind(c):
		case first == nil:
			first = c
		case c.code != first.code:
			return true
		}
	}
	return false
}

// add adds a candidate; one with the same code and a map that says the same is
// no rival of another. They come the best first.
func (r *Result) add(c Candidate) {
	for i := range r.Candidates {
		o := &r.Candidates[i]
		if o.code != c.code || !sameMap(o.of, c.of) {
			continue
		}
		if o.Confidence == c.Confidence && !sameBytes(o.of, c.of) && c.of.says(true) && o.of.says(false) { // and has the sources' text
			c.Same, *o = append(o.Same, o.File), c
		} else {
			o.Same = append(o.Same, c.File)
		}
		return
	}
	r.Candidates = append(r.Candidates, c)
}

// choose takes the best candidate, if it is better than the next. Of two that
// would be sure neither is: only one file was deployed.
func (r *Result) choose() {
	if len(r.Candidates) > 1 && r.Candidates[1].Confidence == Sure {
		for i := range r.Candidates {
			if c := &r.Candidates[i]; c.Confidence == Sure {
				c.limit(Likely, "just as much speaks for another file")
			}
		}
	}
	switch {
	case len(r.Candidates) == 0:
		r.Why = "no file has its id or name"
	case r.Candidates[0].Confidence < Likely:
		r.Why = "only doubtful files were found"
	case len(r.Candidates) == 1:
		r.Chosen = 0
	default:
		switch a, b := &r.Candidates[0], &r.Candidates[1]; {
		case !a.ties(b):
			r.Chosen = 0
		case a.code == b.code:
			r.Why = "two different maps of the same file are equally good"
		default:
			r.Why = "two different files are equally good"
		}
	}
}

// Tied gives the candidates that are equally good, for which none is chosen; nil when
// one is chosen, or none is good.
func (r *Result) Tied() []Candidate {
	if r.Chosen >= 0 || len(r.Candidates) == 0 || r.Candidates[0].Confidence < Likely {
		return nil
	}
	n := 1
	for n < len(r.Candidates) && r.Candidates[0].ties(&r.Candidates[n]) {
		n++
	}
	return r.Candidates[:n]
}

func (c *Candidate) ties(o *Candidate) bool {
	return c.Confidence == o.Confidence && c.weight == o.weight
}
