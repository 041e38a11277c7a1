package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/symbols/phrase"
)

// A deed is something that was done, with what came of it.
type deed struct {
	at      time.Time
	what    string // "replace index-3f9a1c.js"; safe
	outcome string // safe
	told    string // all of it, for below the list; empty: what and outcome; safe
	hint    string // what to do about it; safe
	bad     bool
	acts    []keep.Activity // what it did to symbol sets
}

// shortRef is a ref in a deed's name: the file's name, or the beginning of an id
// that people would not read to its end.
func shortRef(ref symbols.Ref) string {
	if symbols.IsUUID(string(ref)) {
		return string(ref[:8]) + "…"
	}
	return baseName(string(ref))
}

// sentence tells all of it.
func (d *deed) sentence() string {
	if d.told != "" {
		return d.told
	}
	return upper(d.what) + ": " + d.outcome
}

// facts are all that is known of it.
func (d *deed) facts(e *env) []fact {
	out := []fact{{"Outcome", d.sentence()}}
	if d.hint != "" {
		out = append(out, fact{"What to do", d.hint})
	}
	out = append(out, fact{"When", moment(e, d.at)})
	for _, a := range d.acts {
		if a.Note != "" && len(d.acts) > 1 {
			out = append(out, fact{"Note", upper(a.Note) + "."})
		}
		after := stateWords(a.State)
		if a.Bad && len(d.acts) > 1 {
			after = outcomeWords(a)
		}
		out = append(out, fact{"Reference", string(a.Ref)}, fact{"After it", after})
		if a.SetID != "" {
			out = append(out, fact{"Symbol set", a.SetID})
		}
		if a.Copy != "" {
			out = append(out, fact{"Kept copy", a.Copy})
		}
	}
	return out
}

// reasonOf tells why something was not done. What was done to which symbol set
// stands beside it, so that is left out.
func reasonOf(err error) string {
	text := err.Error()
	var failed *keep.Error
	if errors.As(err, &failed) {
		text = strings.Replace(text, failed.Error(), shorn(failed.Error(), failed.Ref), 1)
	}
	return brief(text)
}

// shorn is what went wrong with a symbol set without "replace REF: upload REF: "
// at its beginning. A long ref may be cut in it.
func shorn(text string, ref symbols.Ref) string {
	name := string(ref)
	name = name[:min(len(name), 100)]
	for {
		_, after, ok := strings.Cut(text, " ")
		if !ok || name == "" || !strings.HasPrefix(after, name) {
			return text
		}
		_, reason, ok := strings.Cut(after[len(name):], ": ")
		if !ok {
			return text
		}
		text = reason
	}
}

// pastDeed tells what was done at once as a deed: one activity, or several.
func pastDeed(acts []keep.Activity) *deed {
	a := acts[0]
	d := &deed{at: a.When, what: brief(string(a.Do)) + " " + shortRef(a.Ref), outcome: outcomeWords(a),
		told: upper(brief(a.Text)) + ".", hint: brief(a.Hint), bad: a.Bad, acts: acts}
	if a.Note != "" {
		d.told += " " + upper(brief(a.Note)) + "."
	}
	if len(acts) == 1 {
		return d
	}
	d.what, d.told = whatOf(acts)+" "+phrase.Count(len(acts), "symbol set"), ""
	done := 0
	var whys []string // of those that failed, each once
	for _, a := range acts {
		why := outcomeWords(a)
		switch {
		case !a.Bad:
			done++
			continue
		case !d.bad:
			d.bad, d.hint = true, brief(a.Hint)
		}
		if !slices.Contains(whys, why) {
			whys = append(whys, why)
		}
	}
	if d.outcome = fmt.Sprintf("%d done", done); d.bad {
		d.outcome = fmt.Sprintf("%d of %d done: %s", done, len(acts), strings.Join(whys[:min(3, len(whys))], "; "))
	}
	return d
}

// whatOf is what was done to the symbol sets of several activities.
func whatOf(acts []keep.Activity) string {
	all := func(of func(a keep.Activity) bool) bool {
		return !slices.ContainsFunc(acts, func(a keep.Activity) bool { return !of(a) })
	}
	switch do := acts[0].Do; {
	case all(func(a keep.Activity) bool { return a.Undoes != "" }):
		return "undo what was done to"
	case all(func(a keep.Activity) bool { return a.Do == keep.Upload || a.Do == keep.Replace }):
		return "upload"
	case all(func(a keep.Activity) bool { return a.Do == do }):
		return brief(string(do))
	}
	return "change"
}

// stateWords tells in a few words what a symbol set has.
func stateWords(s keep.State) string {
	return map[keep.State]string{
		keep.Untouched: "nothing was changed", keep.Same: "nothing was changed", keep.Stored: "the new file is in use", keep.Deleted: "deleted",
		keep.PutBack: "what was there was put back", keep.Unused: "PostHog uses no file for it", keep.Unknown: "what PostHog has is not known",
	}[s]
}

// outcomeWords tells likewise what a symbol set had after an activity, or why
// that failed.
func outcomeWords(a keep.Activity) string {
	words := stateWords(a.State)
	if a.Bad {
		return brief(shorn(a.Text, a.Ref))
	}
	if a.Copy != "" && (a.State == keep.Stored || a.State == keep.Deleted) {
		words += ", a copy is kept"
	}
	return words
}
