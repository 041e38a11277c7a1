package tui

import (
	"context"
	"testing"
)

func TestLatest(t *testing.T) {
	var l latest
	e := &env{ctx: context.Background()}
	if l.is(0) {
		t.Error("nothing runs, but 0 is it")
	}
	first, a := l.start(e)
	second, b := l.start(e)
	if first.Err() == nil || second.Err() != nil || l.is(a) || !l.is(b) {
		t.Errorf("a new start: %v, %v, %v, %v", first.Err(), second.Err(), l.is(a), l.is(b))
	}
	l.stop()
	l.stop()
	if second.Err() == nil || l.is(b) {
		t.Error("stopped, but it goes on")
	}
}
