package cli

import (
	"fmt"
	"strings"

	"symset/symbols/match"
	"symset/theme"
)

// A matchRows prints what was found for each symbol set: on a terminal as it
// comes, under a line that tells how far it is, and else all at the end.
type matchRows struct {
	s     *streams
	table *table
	line  *moving
	live  bool // rows are printed as they come
}

func (s *streams) matchRows(asJSON bool) *matchRows {
	t := s.table(column{name: "match", cells: 8}, column{name: "ref", middle: true}, column{name: "file", cells: 36, middle: true}, column{name: "why", cells: 40})
	return &matchRows{s: s, table: t, line: s.movingLine(), live: t.tty && !asJSON}
}

// add prints a row, if rows are printed as they come.
func (r *matchRows) add(a *matchAnswer) error {
	if !r.live {
		return nil
	}
	r.row(a)
	r.line.say("")
	return r.table.flush(r.s)
}

// end prints what was not printed yet, and for a person how it came out.
func (r *matchRows) end(answers []matchAnswer) error {
	tally := map[string]int{}
	for i := range answers {
		tally[answers[i].Confidence]++
		if !r.live {
			r.row(&answers[i])
		}
	}
	switch {
	case len(answers) == 0:
		r.s.say("note", "no symbol set is missing")
	case r.live:
		r.s.say("done", fmt.Sprintf("%d sure, %d likely, for %d no file", tally[match.Sure.String()], tally[match.Likely.String()], tally[match.None.String()]))
	}
	return r.table.flush(r.s)
}

func (r *matchRows) row(a *matchAnswer) {
	t := r.table
	style := t.Bad
	switch a.Confidence {
	case match.Sure.String():
		style = t.Good
	case match.Likely.String():
		style = t.Warn
	}
	var why []string
	if a.File == "" {
		why = append(why, a.Why)
	}
	for _, c := range a.Candidates {
		if c.File == a.File || a.File == "" {
			why = append(why, c.Reasons...)
			break
		}
	}
	t.row(cell{a.Confidence, style}, cell{string(a.Ref), theme.Style{}}, cell{text: dash(a.File)}, cell{strings.Join(why, "; "), t.Dim})
}
