package tui

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

// BenchmarkExceptions reports how much longer a key takes (Update and View) in
// a list of 100,000 issues than in one of 100: the budget is 1.5.
func BenchmarkExceptions(b *testing.B) {
	var cost [2]time.Duration
	for b.Loop() {
		for i, n := range []int{100, 100_000} {
			a := listed(n)
			start := time.Now()
			for range 100 {
				a.Update(term.Press("j"))
				a.View()
			}
			cost[i] += time.Since(start)
			a.end()
		}
	}
	b.ReportMetric(float64(cost[1])/float64(cost[0]), "times")
	b.ReportMetric(float64(cost[1].Microseconds())/float64(b.N)/100, "µs/key")
}

// listed is an app whose exceptions are n, all at hand.
func listed(n int) *app {
	a := exceptionsApp(manyIssues(n))
	x := exceptionsOf(a)
	x.spin.on = true // no ticks
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 40})
	x.all.add(a.project.(*box).issues)
	x.all.at, x.all.pages.ended = now, true
	x.arrange()
	return a
}

// A key in a long list looks at the rows on the screen alone.
func TestExceptionsLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := listed(10_000)
		x := exceptionsOf(a)
		press(a, "G")
		if x.current().ID != "m9999" || len(x.seen) > 40 {
			t.Errorf("at %s, %d rows seen", x.current().ID, len(x.seen))
		}
		if allocs := testing.AllocsPerRun(20, func() { a.Update(term.Press("k")) }); allocs > 400 {
			t.Errorf("a key allocates %.0f times", allocs)
		}
		a.end()
	})
}
