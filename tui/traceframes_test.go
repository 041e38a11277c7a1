package tui

import (
	"testing"

	"symset/symbols"
	"symset/theme"
)

// Each state of a frame has a glyph and a word, and each failure a few words.
func TestStates(t *testing.T) {
	why := &symbols.Failure{Code: symbols.Stale, Message: "old"}
	for _, c := range []struct {
		r           *symbols.Resolved
		stopped     bool
		glyph, word string
	}{
		{nil, false, "⠋", "app"},
		{nil, true, "·", "app"},
		{&symbols.Resolved{State: symbols.Mapped, InApp: true}, false, "✓", "app"},
		{&symbols.Resolved{State: symbols.Plain, InApp: true}, false, "✓", "app"},
		{&symbols.Resolved{State: symbols.Mapped}, false, "·", "lib"},
		{&symbols.Resolved{State: symbols.Mapped, InApp: true, Failure: why}, false, "!", "app"},
		{&symbols.Resolved{State: symbols.Unresolved, InApp: true, Failure: why}, false, "✗", "app"},
		{&symbols.Resolved{State: symbols.Unresolved}, false, "✗", "lib"},
		{&symbols.Resolved{State: symbols.Builtin}, false, "·", "own"},
	} {
		p := traceOf(testApp(cart(), cartEvent()))
		p.read[0], p.stopped = c.r, c.stopped
		if glyph, word, _ := p.stateOf(0); glyph != c.glyph || word != c.word {
			t.Errorf("%+v: %s %s, want %s %s", c.r, glyph, word, c.glyph, c.word)
		}
	}
	p := traceOf(testApp(cart(), cartEvent()))
	for _, code := range []symbols.FailureCode{symbols.NoPlace, symbols.NoFile, symbols.NoMap, symbols.BadMap, symbols.Stale, symbols.Ambiguous,
		symbols.NoMapping, symbols.Shifted, symbols.FetchFailed, symbols.FetchForbidden, symbols.Unsupported, symbols.Cancelled} {
		p.read[0] = &symbols.Resolved{Failure: &symbols.Failure{Code: code, Message: "a whole sentence about it"}}
		if got := p.short(0); theme.Width(got) > 20 || got == "" {
			t.Errorf("%s in short: %q", code, got)
		}
	}
	p.read[0].Failure.Code = "new"
	if got := p.short(0); got != "a whole sentence about it" {
		t.Errorf("an unknown code in short: %q", got)
	}
}
