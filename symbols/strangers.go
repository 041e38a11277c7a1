package symbols

import (
	"fmt"
	"slices"
	"strings"

	"symset/symbols/lines"
	"symset/symbols/scope"
	"symset/symbols/sourcemap"
)

// strangers doubts the frames of a trace that was thrown in another build than
// the minified file is of: the map answers their places all the same, with code
// that has nothing to do with them. Such a trace has frames in functions of other
// names, or at places where nothing can have been thrown. Of several traces those
// that are the file's own are believed, see [gathered.believed]; where it is not
// known which trace frames are of, and more of them are the file's own, these are.
// Safari's places are other ones, see [Resolved.idle].
func strangers(pair *Pair, text *lines.Text, functions *scope.File, frames []Resolved, safari func(frame int) bool) {
	if text == nil {
		return
	}
	at := make([]sourcemap.Position, len(frames))
	for i := range frames {
		at[i], _ = frames[i].Frame.Generated()
	}
	names, _ := functions.Names(at, nil) // without a map there is no error
	type call struct {
		at   sourcemap.Position
		name string
	}
	asked := map[call]bool{} // a function that calls itself counts once
	var all tallied
	traces := gathered{}
	why, misnamed := "", false
	native := make([]bool, len(frames))
	for i := range frames {
		f := &frames[i].Frame
		if f.Eval != "" {
			continue
		}
		c := call{at[i], f.Function}
		again := asked[c]
		asked[c] = true
		same, known := scope.Called(names[i], f.Function)
		if known && !same { // some builds give functions their names back when they run
			same, _ = scope.Called(frames[i].Function, f.Function)
		}
		stands := f.In(text)
		strange := known && !same || stands.Against() || frames[i].idle(text, at[i], safari(i))
		native[i] = !strange && (known || stands == OnItsLine)
		if name := known && !same; strange && (why == "" || name && !misnamed) { // which says most
			why, misnamed = unlike(f, stands, names[i], name), name
		}
		if !again {
			all.add(native[i], strange)
		}
		traces.add(f.Of, native[i], strange)
	}
	if !scope.Strangers(all.own, all.others) {
		return
	}
	doubt := &Failure{Code: Stale,
		Message: fmt.Sprintf("%s may be of another build than the trace: %s", pair.File, why),
		Do:      "find the build that ran, with its files as they were deployed",
	}
	known := traces.believed()
	for i := range frames {
		believed, ok := known[frames[i].Frame.Of.event()]
		if !ok {
			believed = native[i] && all.own > all.others
		}
		if frames[i].State == Mapped && frames[i].Failure == nil && !believed {
			frames[i].Failure = doubt
		}
	}
}

// ThrownInSafari gives the frames that threw, of an event that is known to come
// from JavaScriptCore: from Safari, or any browser of iOS. Their places may be
// behind any word.
func (e *Event) ThrownInSafari() map[*Frame]bool {
	if !e.ofSafari() {
		return nil
	}
	threw := map[*Frame]bool{}
	for i := range e.Exceptions {
		if x := &e.Exceptions[i]; len(x.Frames) > 0 {
			threw[&x.Frames[x.Reading()[0]]] = true
		}
	}
	return threw
}

func (e *Event) ofSafari() bool {
	return slices.ContainsFunc(e.Facts, func(f Fact) bool {
		return f.Name == "Browser" && strings.Contains(f.Value, "Safari") || f.Name == "OS" && strings.HasPrefix(f.Value, "iOS")
	}) || slices.ContainsFunc(e.Exceptions, func(x Exception) bool {
		return strings.Contains(x.Value, " (evaluating '") || strings.Contains(x.Value, ". (In '") || strings.HasPrefix(x.Value, "Can't find variable: ")
	})
}

// idle reports whether nothing can be running at the frame's place. What throws in
// Safari can be behind any word with a mapping, as behind one whose members are
// read into variables: "}=options,".
func (r *Resolved) idle(text *lines.Text, at sourcemap.Position, safari bool) bool {
	src := text.Bytes()
	offset, ok := text.Offset(at)
	switch {
	case !ok, r.State != Mapped, r.Place.Generated == at, Running(src, offset):
		return false
	}
	return !safari || text.Position(WordBehind(src, offset)) != r.Place.Generated
}

// unlike tells why a frame can't be of the file.
func unlike(f *Frame, stands Standing, name string, misnamed bool) string {
	switch {
	case misnamed:
		return fmt.Sprintf("at %d:%d it has the function %s, the trace says %s", f.Line, f.Column, name, f.Function)
	case stands == Beyond:
		return fmt.Sprintf("it has no %d:%d", f.Line, f.Column)
	case stands == OnAnother:
		return fmt.Sprintf("line %d is not the one that was captured with the frame", f.Line)
	case stands == InAWord:
		return fmt.Sprintf("%d:%d is in the middle of a word", f.Line, f.Column)
	}
	return fmt.Sprintf("at %d:%d no code can be running", f.Line, f.Column)
}
