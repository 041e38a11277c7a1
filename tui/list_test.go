package tui

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"symset/symbols"
	"symset/tui/term"
)

// The wheel moves a list under its cursor, which a key finds again; a click
// below a list chooses none of its rows.
func TestWheel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(corner())
		for i := range 50 {
			a.did(&deed{at: now.Add(time.Duration(i) * time.Second), what: fmt.Sprintf("deed %02d", i)})
		}
		x := term.Run(t, a, 80, 24)
		x.Slowly(time.Second, "4")
		x.Has("Deed 49")
		x.HasNot("Deed 30")
		for range 4 {
			x.Wheel(10, 5, 1)
		}
		x.Has("Deed 30")
		x.HasNot("Deed 48")
		x.After(time.Second)
		x.HasNot("Deed 48")
		x.Click(10, 20)
		x.HasNot("▸") // what stands there tells of the row under the cursor
		x.Key("j")
		x.Has("Deed 48")
		x.Key("G")
		x.Has("Deed 00")
		x.Key("pgup", "g")
		x.Has("Deed 49")
		quit(x, a)
	})
}

// The frames of a symbol set follow the wheel, too.
func TestWheelOnFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := corner()
		p.sets[0].HasFile = true
		for i := range 60 {
			p.frames[p.sets[0].ID] = append(p.frames[p.sets[0].ID], symbols.StoredFrame{Frame: symbols.Frame{
				Platform: symbols.Web, Function: fmt.Sprintf("frame%02d", i), File: cornerRef, Line: 1, Column: i + 1}})
		}
		a := projectApp(p)
		x := term.Run(t, a, 80, 40)
		x.After(time.Second)
		x.Slowly(time.Second, "f", "enter")
		x.Has("frame00")
		x.HasNot("frame25")
		for range 5 {
			x.Wheel(10, 30, 1)
		}
		x.Has("frame25")
		x.HasNot("frame00")
		quit(x, a)
	})
}
