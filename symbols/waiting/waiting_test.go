package waiting_test

import (
	"testing"
	"time"

	"symset/symbols"
	"symset/symbols/waiting"
)

func TestWhatWaits(t *testing.T) {
	const url = "https://a.test/app.js"
	frame := func(change func(*symbols.Frame)) symbols.Frame {
		f := symbols.Frame{Platform: symbols.Web, File: url, Line: 1, Column: 7, Stored: &symbols.Stored{Raw: true, Failure: "Could not find sourcemap for source url: " + url}}
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		frame     symbols.Frame
		ref, also symbols.Ref
	}{
		"unresolved":       {frame: frame(func(*symbols.Frame) {}), ref: url},
		"resolved":         {frame: frame(func(f *symbols.Frame) { f.Stored.Resolved, f.Stored.Failure = true, "" })},
		"never asked":      {frame: frame(func(f *symbols.Frame) { f.Stored = nil }), ref: url},
		"guessed as it is": {frame: frame(func(f *symbols.Frame) { f.Stored.Resolved = true }), ref: url},
		"nothing to look up": {frame: frame(func(f *symbols.Frame) {
			f.File, f.Stored.Resolved, f.Stored.Failure = "app.js", true, "This frame had no source url or chunk id"
		})},
		"chunk id":         {frame: frame(func(f *symbols.Frame) { f.ChunkID = "c1" }), ref: "c1", also: url},
		"chunk id in Node": {frame: frame(func(f *symbols.Frame) { f.Platform, f.ChunkID, f.File = symbols.Node, "c1", "/srv/a.js" }), ref: "c1"},
		"no place":         {frame: frame(func(f *symbols.Frame) { f.Column = 0 })},
		"the engine's":     {frame: frame(func(f *symbols.Frame) { f.Builtin = true })},
		"another language": {frame: frame(func(f *symbols.Frame) { f.Platform = "python" })},
		"told by a failure": {frame: frame(func(f *symbols.Frame) {
			f.File, f.Stored.Raw, f.Stored.Failure = "/app.js", false, "No sourcemap uploaded for chunk id: c2"
		}), ref: "c2"},
		"told by no failure": {frame: frame(func(f *symbols.Frame) {
			f.File, f.Stored.Raw, f.Stored.Failure = "/app.js", false, "Request timed out while fetching: x"
		})},
	} {
		t.Run(name, func(t *testing.T) {
			ev := symbols.Event{ID: "e", Issue: "i", Time: time.Unix(9, 0), Exceptions: []symbols.Exception{{Type: "TypeError", Value: "x is\nundefined", Frames: []symbols.Frame{c.frame}}}}
			got := waiting.Frames(&ev)
			if c.ref == "" {
				if len(got) != 0 {
					t.Fatalf("waits for %q", got[0].Ref)
				}
				return
			}
			if len(got) != 1 {
				t.Fatalf("%d frames wait, want one", len(got))
			}
			w := got[0]
			if w.Ref != c.ref || w.Also != c.also {
				t.Errorf("waits for %q and %q", w.Ref, w.Also)
			}
			if w.Event != "e" || w.Issue != "i" || w.Heading != "TypeError: x is" || !w.Time.Equal(ev.Time) {
				t.Errorf("seen in %+v", w)
			}
		})
	}
}

// TestCaptured holds that frames keep what is known of the trace that they are of.
func TestCaptured(t *testing.T) {
	ev := symbols.Event{ID: "e", Time: time.Unix(9, 0), Release: "r", Facts: []symbols.Fact{{Name: "Browser", Value: "Safari"}}, Exceptions: []symbols.Exception{{Frames: []symbols.Frame{
		{Platform: symbols.Web, File: "https://x.test/a.js", Line: 1, Column: 2}, {Platform: symbols.Web, File: "https://x.test/a.js", Line: 1, Column: 9},
	}}}}
	got := waiting.Captured(waiting.Frames(&ev))
	if len(got) != 2 {
		t.Fatalf("%d frames", len(got))
	}
	for i, want := range []symbols.Trace{{Event: "e", Time: ev.Time, Release: "r", Safari: true}, {Event: "e", Time: ev.Time, Release: "r"}} { // the first one threw
		if got[i].Of == nil || *got[i].Of != want {
			t.Errorf("frame %d is of %+v, want %+v", i, got[i].Of, want)
		}
	}
}

func TestTally(t *testing.T) {
	at := func(second int64, event string, ref, also symbols.Ref, line int) waiting.Frame {
		return waiting.Frame{Ref: ref, Also: also, Event: event, Time: time.Unix(second, 0), Frame: symbols.Frame{File: "f.js", Line: line, Column: 1}}
	}
	var tally waiting.Tally
	tally.Add([]waiting.Frame{at(5, "e1", "a", "", 1), at(5, "e1", "a", "", 2), at(5, "e1", "b", "https://b.test/", 1)})
	tally.Add(nil)
	tally.Add([]waiting.Frame{at(9, "e2", "a", "", 1)})
	if tally.Events != 3 {
		t.Errorf("%d events, want 3", tally.Events)
	}
	waits := tally.Waits()
	if len(waits) != 2 || waits[0].Ref != "a" || waits[1].Ref != "b" {
		t.Fatalf("waits %v", waits)
	}
	a := waits[0]
	if a.Count != 3 || a.Events != 2 || a.Latest.Unix() != 9 || len(a.Frames) != 2 || a.Frames[0].Event != "e2" {
		t.Errorf("for a: %d frames in %d events until %d, different %+v", a.Count, a.Events, a.Latest.Unix(), a.Frames)
	}
	if w := tally.Of("https://b.test/"); w == nil || w.Count != 1 {
		t.Error("the frame with a chunk id is not found by its URL")
	}
	if tally.Of("c") != nil {
		t.Error("something waits for what was never named")
	}
}
