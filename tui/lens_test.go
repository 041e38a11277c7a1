package tui

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/tui/term"
)

// M reads the trace through the maps of this machine and back: they are opened
// once, the cursor stays on its frame.
func TestLens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := testApp(cart(), cartEvent())
		p := traceOf(a)
		local := cart()
		local.resolve["t"] = answer{state: symbols.Mapped, function: "renderRow", source: "src/list/VirtualList.tsx", line: 88, column: 15}
		opened := 0
		p.lens.lay = func(ctx context.Context) (Resolver, error) {
			opened++
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(3 * time.Second):
			}
			return local, nil
		}
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Key("G", "k", "k", "k")
		p.list.To(5)
		x.Has("no map found")
		at := p.current()
		x.Key("M")
		x.Has("opening the local maps", "no map found")
		x.After(5 * time.Second)
		x.Has("renderRow", "src/list/VirtualList.tsx:88:15", "read · local maps")
		if p.current() != at {
			t.Errorf("the cursor went from frame %d to %d", at, p.current())
		}
		x.Slowly(2*time.Second, "M")
		x.Has("no map found")
		x.HasNot("renderRow", "read · local maps")
		x.Slowly(2*time.Second, "M")
		x.Has("renderRow")
		if opened != 1 {
			t.Errorf("opened the maps %d times", opened)
		}
		x.Quit()
	})
}

// Opening local maps can fail, and be stopped.
func TestLensFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := testApp(cart(), cartEvent())
		p := traceOf(a)
		wait := time.Hour
		p.lens.lay = func(ctx context.Context) (Resolver, error) {
			select {
			case <-ctx.Done():
				return nil, ctx.Err()
			case <-time.After(wait):
			}
			return nil, errors.New("dist: permission denied")
		}
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Key("M", "esc")
		x.After(time.Second)
		if p.lens.asking || p.lens.on {
			t.Errorf("esc did not stop the opening: %+v", p.lens)
		}
		wait = time.Second
		x.Slowly(2*time.Second, "M")
		x.Has("open the local maps: dist: permission denied")
		x.Quit()
	})
}

// Where there is nothing to lay over, the key says so.
func TestLensNone(t *testing.T) {
	if l := (&lens{}); l.off() == "" {
		t.Error("no maps, and no reason")
	}
	l := &lens{stored: cart()}
	if l.turn(&env{ctx: context.Background()}) != nil || l.resolver() == nil {
		t.Error("turned to nothing")
	}
}
