package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/tui/term"
)

// BenchmarkKey reports how much longer a key takes (Update and View) in a
// trace of 5,000 frames whose source has a line of 1 MB than in one of 100
// frames: the budget is 1.5.
func BenchmarkKey(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			var cost [2]time.Duration
			for b.Loop() {
				for i, a := range []*app{loaded(b, 100, 100, size), loaded(b, 5000, 1<<20, size)} {
					cost[i] += keyCost(a)
				}
			}
			b.ReportMetric(float64(cost[1])/float64(cost[0]), "times")
			b.ReportMetric(float64(cost[1].Microseconds())/float64(b.N)/200, "µs/key")
		})
	}
}

// loaded is an app that has read n frames of a source with a line of length
// bytes.
func loaded(tb testing.TB, n, length int, size [2]int) *app {
	r := cart()
	long := strings.Repeat("const a = 1; ", length/13+1)
	r.sources["webpack://shop/./src/cart/format.ts"] = strings.Repeat("a\n", 17) + long + "\n" + formatTS
	f := r.resolve["o"]
	f.column = length
	r.resolve["o"] = f
	a := testApp(instant{r}, manyFrames(n))
	traceOf(a).spin.on = true
	settle(a, tea.WindowSizeMsg{Width: size[0], Height: size[1]})
	begin(a)
	if traceOf(a).todo != 0 || traceOf(a).open.original == nil {
		tb.Fatal("not loaded")
	}
	return a
}

// begin reads the event, without ticks.
func begin(a *app) {
	p := traceOf(a)
	_, req := p.reading.start(p.env)
	p.plan(groupsMsg{req, p.lens.stored.Groups(p.eventShown())})
	for _, g := range p.lens.stored.Groups(p.eventShown()) {
		p.running++
		p.take(framesResolvedMsg{p.reading.n, g, p.lens.stored.Resolve(p.ctx, p.eventShown(), g)})
	}
	get := p.openFrame(p.current())
	p.opens(get().(tea.BatchMsg)[0]().(openedMsg))
}

// instant is a fake that does not wait.
type instant struct{ fake }

// keyCost is what 200 keys take.
func keyCost(a *app) time.Duration {
	start := time.Now()
	for i := range 200 {
		key := "J"
		if i%2 == 1 {
			key = "j"
		}
		a.Update(term.Press(key))
		a.View()
	}
	return time.Since(start)
}

// A trace of many frames that all fail for their own reason is taken in
// without work that grows with its square.
func TestManyFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := cart()
		ev := symbols.Event{Exceptions: []symbols.Exception{{Type: "E"}}}
		for i := range 5000 {
			name := fmt.Sprint("f", i)
			r.resolve[name] = answer{failure: &symbols.Failure{Message: strings.Repeat(name+" ", 500)}}
			ev.Exceptions[0].Frames = append(ev.Exceptions[0].Frames, symbols.Frame{Function: name, File: fmt.Sprint(i%50, ".js"), Line: 1, Column: 1, Platform: symbols.Web})
		}
		a := settled(testApp(r, ev), 140, 40)
		p := traceOf(a)
		if p.todo != 0 || len(p.items) != 10_000 {
			t.Errorf("%d to do, %d rows", p.todo, len(p.items))
		}
		press(a, "G")
		if p.current() != 4999 {
			t.Errorf("the last frame is %d", p.current())
		}
	})
}
