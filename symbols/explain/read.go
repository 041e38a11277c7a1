package explain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
	"symset/symbols/reason"
	"symset/symbols/sourcemap"
)

// read takes the steps within the symbol set.
func (q *inquiry) read(ctx context.Context) {
	if q.pair == nil {
		return
	}
	p, before := q.pair, len(q.Steps)
	counts, err := p.Map.Counts()
	switch problems := p.Map.Problems(); {
	case err != nil:
		q.add(StepMap, Failed, fmt.Sprintf("%s can't be read: %v", p.MapFile, err))
		return
	case slices.ContainsFunc(problems, func(p sourcemap.Problem) bool { return p.Code == sourcemap.BadEncoding }):
		q.add(StepMap, Failed, fmt.Sprintf("%s is not UTF-8, and PostHog reads nothing else: %s", p.MapFile, problems[0].String()))
		q.Fix = append(q.Fix, Fix{Do: "save it as UTF-8: whatever wrote or copied the map changed that"})
	case len(problems) > 0:
		q.add(StepMap, Note, fmt.Sprintf("%s can be read, but is not valid: %s", p.MapFile, problems[0].String()))
	default:
		q.add(StepMap, OK, fmt.Sprintf("%s is a valid %s map: %s, %s", p.MapFile, p.Map.Kind(), phrase.Count(counts.Mappings, "mapping"), phrase.Count(counts.Sources, "source")))
	}
	q.resolved = q.readWith(ctx, symbols.Only(p))
	q.belongs()
	if q.resolved.State == symbols.Mapped {
		q.answered(ctx)
		return
	}
	if why := q.resolved.Failure; why != nil {
		if damage := damaged(p.Map.Problems()); damage != nil { // the rest follows from it
			q.Steps = q.Steps[:before]
			q.add(StepMap, Failed, fmt.Sprintf("%s is damaged: %s", p.MapFile, damage.String()))
			q.Fix = append(q.Fix, Fix{Do: "build again; whatever wrote or copied the map damaged it"})
			return
		}
		step := StepSegment
		if why.Code == symbols.Stale {
			return // told by belongs
		}
		if why.Code == symbols.BadMap {
			step = StepMap
		}
		q.add(step, Failed, why.Message)
		q.Fix = append(q.Fix, Fix{Do: why.Do})
	}
}

// readWith is what the frame becomes with the symbol sets of a store, among those
// of its trace that are of the same file.
func (q *inquiry) readWith(ctx context.Context, s symbols.Store) *symbols.Resolved {
	frames := []symbols.Frame{*q.Frame}
	for _, f := range q.Trace {
		if f.File == q.Frame.File && f.ChunkID == q.Frame.ChunkID && f.Platform == q.Frame.Platform {
			frames = append(frames, *f)
		}
	}
	ev := symbols.EventOf(frames...)
	return &symbols.NewResolver(s).Resolve(ctx, ev, ev.All())[0]
}

// damaged gives the problem that loses mappings, or nil.
func damaged(problems []sourcemap.Problem) *sourcemap.Problem {
	for i := range problems {
		switch problems[i].Code {
		case sourcemap.BadDigit, sourcemap.UnfinishedNumber, sourcemap.HugeNumber, sourcemap.OutOfBounds, sourcemap.NoSuchSource:
			return &problems[i]
		}
	}
	return nil
}

// belongs tells whether the map can be believed at the frame's place.
func (q *inquiry) belongs() {
	why := q.resolved.Failure
	switch {
	case why != nil && why.Code == symbols.Stale && q.resolved.OK():
		q.add(StepBelongs, Failed, why.Message+"; PostHog does not check that, and shows what the map says all the same")
		q.Fix = append(q.Fix, Fix{Do: why.Do})
	case why != nil && why.Code == symbols.Stale:
		q.add(StepBelongs, Failed, why.Message+"; PostHog does not check that, and shows another place")
		q.Fix = append(q.Fix, Fix{Do: why.Do})
	case why != nil && why.Code == symbols.Shifted:
		q.add(StepBelongs, Failed, why.Message+"; PostHog shows another place")
		q.Fix = append(q.Fix, Fix{Do: "build without hashes in the names of what a bundle loads, or get the bundler fixed"})
	case q.pair.Minified == nil:
		q.add(StepBelongs, NotAsked, "there is no minified file to hold the map against")
	default:
		q.add(StepBelongs, OK, "the map fits the minified file here")
	}
}

// answered tells what the map says of the frame.
func (q *inquiry) answered(ctx context.Context) {
	rv, m := q.resolved, q.pair.Map
	q.add(StepSegment, OK, fmt.Sprintf("the segment at %d:%d answers", rv.Place.Generated.Line+1, rv.Place.Generated.Column+1))
	if r, err := preflight.Run(ctx, preflight.Input{Pair: &symbols.Pair{Map: m, MapFile: q.pair.MapFile, Minified: q.pair.Minified, File: q.pair.File, Ref: q.pair.Ref}, Frames: []symbols.Frame{*q.Frame}}); err == nil && r.Frames[0].PostHog != "" {
		q.Steps[len(q.Steps)-1].Outcome = Note
		q.Steps[len(q.Steps)-1].Words += "; " + r.Frames[0].PostHog
	}
	q.add(StepSource, OK, fmt.Sprintf("%s, line %d, column %d", rv.Source, rv.Line, rv.Column))
	text, ok := m.Content(rv.SourceIndex)
	switch {
	case !ok && rv.Disk != "" && !q.pair.Inline():
		q.add(StepContent, Failed, fmt.Sprintf("the map has no text of %s: PostHog shows no code; it is here as %s", rv.Source, rv.Disk))
		q.Fix = append(q.Fix, Fix{"put the sources into the map", "symset check --embed-sources NEW.map " + reason.Quote(q.pair.MapFile, "OLD.map")})
		if ref := q.Frame.Ref(); ref != "" && q.pair.File != "" {
			q.Fix = append(q.Fix, Fix{"then upload that one", fmt.Sprintf("symset sets upload %s --source %s --map NEW.map", reason.Quote(string(ref), "REF"), reason.Quote(q.pair.File, "FILE"))})
		}
	case !ok:
		q.add(StepContent, Failed, fmt.Sprintf("the map has no text of %s: PostHog shows no code", rv.Source))
		q.Fix = append(q.Fix, Fix{Do: "build with sourcesContent"})
	case rv.Line > strings.Count(text, "\n")+1:
		q.add(StepContent, Failed, fmt.Sprintf("%s has no line %d in the map", rv.Source, rv.Line))
	default:
		q.add(StepContent, OK, "the map holds the source's text")
	}
	if rv.Function == "" {
		q.add(StepName, Note, "the place is outside of all functions, or no name is known")
		return
	}
	q.add(StepName, OK, "the function is "+rv.Function)
}

// mends reports whether the files that a frame resolves with here would mend it
// in PostHog: it needs something to look them up by, shows the code that the map
// holds, and is in no doubt.
func (q *inquiry) mends(rv *symbols.Resolved) bool {
	if q.Frame.Ref() == "" || rv.Failure != nil {
		return false
	}
	_, holds := rv.Pair.Map.Content(rv.SourceIndex)
	return holds || q.Diagnosis.Name != StepContent
}

// local tells what the build on this machine would make of the frame.
func (q *inquiry) local(ctx context.Context) {
	if q.Local == nil {
		return
	}
	rv := q.readWith(ctx, q.Local)
	switch {
	case rv.State == symbols.Mapped:
		q.Mends = q.Diagnosis != nil && q.mends(rv)
		q.Here = fmt.Sprintf("with the files here it is %s", strings.TrimSpace(fmt.Sprintf("%s %s:%d:%d", rv.Function, rv.Source, rv.Line, rv.Column)))
		if rv.Failure != nil {
			q.Here += ", in doubt: " + rv.Failure.Message
		}
		switch ref := q.Frame.Ref(); {
		case !q.Mends || rv.Pair.File == "":
		case rv.Pair.Inline():
			q.Fix = append([]Fix{{Do: fmt.Sprintf("upload %s, which has its map in it, with the app: u at the frame or its symbol set", rv.Pair.File)}}, q.Fix...)
		default:
			q.Fix = append([]Fix{{"upload the files that are here", fmt.Sprintf("symset sets upload %s --source %s --map %s", reason.Quote(string(ref), "REF"), reason.Quote(rv.Pair.File, "FILE"), reason.Quote(rv.Pair.MapFile, "MAP"))}}, q.Fix...)
		}
	case rv.Failure != nil:
		q.Here = "the files here don't mend it: " + rv.Failure.Message
	default:
		q.Here = "the files here don't change it"
	}
}
