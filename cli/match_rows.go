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
	sent := map[string]int{}
	for i := range answers {
		if a := &answers[i]; a.Result != "" {
			sent[a.Result]++
			r.result(a)
		}
	}
	switch {
	case len(answers) == 0:
		r.s.say("note", "no symbol set is missing")
	case r.live:
		r.s.say("done", fmt.Sprintf("%d sure, %d likely, none chosen for %d", tally[match.Sure.String()], tally[match.Likely.String()], tally[match.None.String()]))
	}
	if len(sent) > 0 {
		r.s.say("done", fmt.Sprintf("%d uploaded, %d unchanged, %d left out, %d failed", sent["uploaded"], sent["unchanged"], sent["left out"], sent["failed"]))
	}
	return r.table.flush(r.s)
}

// row prints what is found for a set: a line, or of files that are equally good one
// for each.
func (r *matchRows) row(a *matchAnswer) {
	for _, file := range a.Tied {
		r.cells("tie", r.table.Warn, a, file)
	}
	switch {
	case len(a.Tied) > 0:
	case a.Confidence == match.Sure.String():
		r.cells(a.Confidence, r.table.Good, a, a.File)
	case a.Confidence == match.Likely.String():
		r.cells(a.Confidence, r.table.Warn, a, a.File)
	default:
		r.cells(a.Confidence, r.table.Bad, a, "")
	}
}

// cells prints a line about a file, or about the best of those of which none is good.
func (r *matchRows) cells(word string, style theme.Style, a *matchAnswer, file string) {
	var why []string
	if a.Why != "" {
		why = append(why, a.Why)
	}
	for _, c := range a.Candidates {
		if file == "" {
			why = append(why, c.File)
		}
		if c.File == file || file == "" {
			why = append(why, c.Reasons...)
			break
		}
	}
	r.table.row(cell{word, style}, cell{string(a.Ref), theme.Style{}}, cell{text: dash(file)}, cell{strings.Join(why, "; "), r.table.Dim})
}

// result prints what came of an upload.
func (r *matchRows) result(a *matchAnswer) {
	style := map[string]theme.Style{"left out": r.table.Warn, "failed": r.table.Bad}[a.Result]
	if a.Problem == "" {
		style = r.table.Good
	}
	r.table.row(cell{a.Result, style}, cell{string(a.Ref), theme.Style{}}, cell{text: a.File}, cell{a.Problem, r.table.Dim})
	if a.Hint != "" {
		r.s.say("hint", a.Hint)
	}
}
