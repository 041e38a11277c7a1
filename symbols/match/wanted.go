package match

import (
	"context"

	"symset/symbols"
	"symset/symbols/reason"
	"symset/symbols/waiting"
)

// WantedOf gives what a project wants: its sets without a file, those whose
// file PostHog could not read, and what frames of recent exceptions name that
// it has no set of; each with the frames that wait for it. Sets of other
// languages than JavaScript are left out, as far as they can be told: builds
// hold no files for them. Where exceptions can't be read the sets alone are
// given, with the error; where the sets can't, nothing is.
func WantedOf(ctx context.Context, p symbols.Project, days int) ([]Wanted, error) {
	tally, unread := waiting.Count(ctx, p, days)
	var all []Wanted
	listed := map[symbols.Ref]bool{}
	for page, err := range p.SetPages(ctx, symbols.SetFilter{}) {
		if err != nil {
			return nil, err
		}
		for i := range page.Sets {
			set := &page.Sets[i]
			listed[set.Ref] = true
			if reason.LanguageOfRef(string(set.Ref), set.Reason) != reason.JavaScript {
				continue
			}
			if w := tally.Of(set.Ref); !set.HasFile || set.Reason != "" || w != nil {
				all = append(all, wantedBy(set.Ref, set.Release, w))
			}
		}
	}
	for _, w := range tally.Waits() {
		if !listed[w.Ref] {
			all = append(all, wantedBy(w.Ref, nil, w))
		}
	}
	return all, unread
}

// wantedBy is a set that frames wait for; nil for none.
func wantedBy(ref symbols.Ref, release *symbols.Release, w *waiting.Wait) Wanted {
	out := Wanted{Ref: ref, Release: release}
	if w == nil {
		return out
	}
	out.Waiting, out.Latest, out.Frames = w.Count, w.Latest, waiting.Captured(w.Frames)
	return out
}
