package tui

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/keep"
	"symset/tui/term"
)

func setsOf(a *app) *sets { return a.tabs[setsTab].pages[0].(*sets) }

// The first page is of use while the rest is read, counts become exact, and a
// failure keeps what has come.
func TestSetsStream(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakeProject{latency: 100 * time.Millisecond, sets: manySets(1000)}
		a := projectApp(p)
		x := term.Run(t, a, 80, 24)
		x.Slowly(350*time.Millisecond, "f")
		x.Has("chunk-000000.js", "of 1,000 ")
		x.Key("down", "down")
		at := pointed(x)
		x.After(3 * time.Second)
		x.Has("✗ 10 missing", "● 990 fetched")
		if got := pointed(x); got != at {
			t.Errorf("the cursor was on %s and is on %s", at, got)
		}
		calls := p.asked("SetPages")
		x.Slowly(3*time.Second, "r")
		if got := pointed(x); got != at || p.asked("SetPages") != 2*calls {
			t.Errorf("read again: the cursor is on %s, %d calls", got, p.asked("SetPages"))
		}
		p.fault = func(call string) error {
			if call == "SetPages 300" {
				return faulty{error: errors.New("nothing answers"), offline: true}
			}
			return nil
		}
		x.Slowly(3*time.Second, "r")
		x.Has("offline since 10:43")
		if n := len(setsOf(a).rows); n != 1000 {
			t.Errorf("%d rows are left of what was known", n)
		}
		p.fault = nil
		x.Slowly(3*time.Second, "r")
		x.HasNot("offline")
		quit(x, a)
	})
}

// A key that is taken away while the app is open is told below the rows, however
// many there are, and what was known stays: also what only frames knew of.
func TestSetsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		p.sets = append(p.sets, manySets(100)...)
		a := projectApp(p)
		x := term.Run(t, a, 80, 24)
		x.After(3 * time.Second)
		x.Slowly(time.Second, "f")
		counts, _, _ := strings.Cut(x.Screen(), "uploaded")
		p.fault = always(faulty{error: errors.New("not signed in to eu.posthog.com"), refused: true})
		x.Slowly(3*time.Second, "r", "end")
		x.Has("✗ not signed in to eu.posthog.com", "→ r tries again", "▸")
		if now, _, _ := strings.Cut(x.Screen(), "uploaded"); now != counts {
			t.Errorf("it counted %q, and counts %q", counts, now)
		}
		p.fault = nil
		x.Slowly(3*time.Second, "r")
		x.HasNot("not signed in")
		p.fault = func(call string) error {
			if strings.HasPrefix(call, "Events") {
				return faulty{error: errors.New("eu.posthog.com answered 500")}
			}
			return nil
		}
		x.Slowly(3*time.Second, "r")
		x.Has("! What waits, and which refs only frames name, is not known:")
		quit(x, a)
	})
}

// pointed is what the cursor is on, as it is seen.
func pointed(x *term.Terminal) string {
	_, rest, _ := strings.Cut(x.Screen(), "▸")
	fields := strings.Fields(rest)
	return fields[1]
}

// A row that paging lists twice is one; esc stops the reading.
func TestSetsTwiceAndStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		all := manySets(50)
		p := &fakeProject{sets: append(all, all[:10]...)}
		a := at(p)
		if n := len(setsOf(a).rows); n != 50 {
			t.Errorf("%d rows", n)
		}
		p = &fakeProject{latency: time.Second, sets: manySets(5000)}
		a = projectApp(p)
		x := term.Run(t, a, 80, 24)
		x.After(3500 * time.Millisecond)
		x.Slowly(5*time.Second, "esc")
		calls := p.asked("SetPages")
		x.After(10 * time.Second)
		if p.asked("SetPages") != calls || setsOf(a).reads() {
			t.Error("esc does not stop the reading")
		}
		quit(x, a)
	})
}

// When an upload is undone the frames that wait are all that is left of its
// set; it is listed with these.
func TestSetsUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		n, first := len(setsOf(a).rows), setsOf(a).shown[0]
		if first.ID == "" || first.waiting() == 0 {
			t.Fatalf("no frame waits for %s", first.Ref)
		}
		settle(a, setsChangedMsg{gone: []symbols.Ref{first.Ref}, undone: true})
		if i := rowOf(setsOf(a).shown, first.Ref); i < 0 || setsOf(a).shown[i].ID != "" || len(setsOf(a).rows) != n {
			t.Errorf("%s is row %d of %d, which were %d", first.Ref, i, len(setsOf(a).rows), n)
		}
		a.end()
	})
}

// Of several that are deleted it is told how many are, also where it is stopped.
func TestSetsDeleteStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &fakeProject{latency: time.Second}
		for i := range 8 {
			p.sets = append(p.sets, symbols.Set{ID: fmt.Sprint(i), Ref: symbols.Ref(fmt.Sprintf("https://a.test/%d.js", i)), Reason: `{"JavaScript":{"NoSourcemap":"x"}}`})
		}
		a := projectApp(p)
		a.env.now = time.Now
		x := term.Run(t, a, 100, 24)
		x.After(5 * time.Second)
		x.Key("a", "d", "right", "enter")
		x.After(4500 * time.Millisecond)
		x.Has(" 25%  delete 8 symbol sets  2 of 8")
		x.Key("X")
		x.After(2 * time.Second)
		x.Has("✗ Delete 8 symbol sets: stopped: 2 of 8 deleted, the others are as they were")
		if len(p.sets) != 6 {
			t.Errorf("%d sets are left", len(p.sets))
		}
		quit(x, a)
	})
}

// Deleting asks, does nothing unless it is told to, tells its outcome, and
// takes the rows away; a failure is told and the rest stays.
func TestSetsDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		a := at(p)
		n := len(setsOf(a).rows)
		for _, keys := range [][]string{{"d", "enter"}, {"d", "esc"}, {"d", "d"}, {"esc"}} {
			for _, k := range keys {
				press(a, k)
			}
		}
		if p.asked("DeleteSet") != 0 {
			t.Fatal("deleted without being told to")
		}
		for _, k := range []string{"space", "j", "space", "d", "right", "enter"} { // the first and the third
			press(a, k)
		}
		if p.asked("DeleteSet") != 2 || len(setsOf(a).rows) != n-2 {
			t.Errorf("%d calls, %d rows of %d", p.asked("DeleteSet"), len(setsOf(a).rows), n)
		}
		if d := a.jobs.deeds; len(d) != 1 || d[0].bad || len(a.jobs.running) != 0 {
			t.Errorf("deeds: %+v", d)
		}
		p.fault = always(faulty{error: errors.New("delete: the key may not"), hint: "add error_tracking:write"})
		for _, k := range []string{"d", "right", "enter"} {
			press(a, k)
		}
		if d := a.jobs.deeds; len(d) != 2 || !d[1].bad || d[1].hint == "" || !strings.Contains(d[1].outcome, "may not") || !a.toast.bad {
			t.Errorf("deeds: %+v", d)
		}
		a.end()
	})
}

// What is deleted with its file is kept, and comes back.
func TestSetsDeleteKeeps(t *testing.T) {
	folder := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		set := p.sets[5] // fetched: there is a file
		p.files[set.ID] = packedPair(t)
		a := projectApp(p)
		a.env.keeper = keep.New(folder)
		setsOf(a).spin.on = true
		settle(a, tea.WindowSizeMsg{Width: 80, Height: 24})
		settle(a, beginMsg{})
		settle(a, openSetMsg{id: set.ID})
		for _, k := range []string{"d", "right", "enter"} {
			press(a, k)
		}
		d := a.jobs.deeds
		if len(d) != 1 || d[0].bad || a.noUndo(d[0]) != "" || p.asked("DeleteSet") != 1 {
			t.Fatalf("deeds: %+v, calls %v", d, p.calls)
		}
		for _, k := range []string{"esc", "4", "z", "enter"} {
			press(a, k)
		}
		if len(a.jobs.deeds) != 1 {
			t.Error("undone without being told to")
		}
		for _, k := range []string{"z", "right", "enter"} {
			press(a, k)
		}
		if d := a.jobs.deeds; len(d) != 2 || d[1].bad || a.noUndo(d[0]) != "it has been undone" || p.asked("Upload "+string(set.Ref)) != 1 {
			t.Errorf("deeds: %+v, calls %v", d, p.calls)
		}
		a.end()
	})
}

// packedPair is a symbol set as it is stored.
func packedPair(t *testing.T) string {
	t.Helper()
	var packed strings.Builder
	if _, err := container.Write(&packed, container.Zstd, container.SourceAndMap,
		container.Input{Reader: strings.NewReader("let a=1"), Size: 7}, container.Input{Reader: strings.NewReader("{}"), Size: 2}); err != nil {
		t.Fatal(err)
	}
	return packed.String()
}

// Downloading unpacks the file into the working folder, and writes over none.
// Of several it says how many were written before one failed.
func TestSetsDownload(t *testing.T) {
	t.Chdir(t.TempDir())
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		p.files[p.sets[6].ID] = packedPair(t)
		a := at(p, "/", "backspace")
		press(a, "esc")
		for _, k := range []string{"f", "/"} {
			press(a, k)
		}
		for _, r := range "ffa1" {
			press(a, string(r))
		}
		for _, k := range []string{"enter", "w"} {
			press(a, k)
		}
		name := string(p.sets[6].Ref) + ".js"
		text, err := os.ReadFile(name)
		if err != nil || string(text) != "let a=1" {
			t.Errorf("%s: %q, %v; %+v", name, text, err, a.jobs.deeds)
		}
		press(a, "w")
		if d := a.jobs.deeds; len(d) != 2 || d[0].bad || !d[1].bad {
			t.Errorf("written over: %+v", d)
		}
		p.files[p.sets[7].ID] = packedPair(t)
		for _, m := range answers(downloadSets(a.env, []*setRow{newSetRow(p.sets[7]), newSetRow(p.sets[6])})) {
			out := m.(startJobMsg).job.run(t.Context(), &job{})
			if out.err == nil || !strings.HasPrefix(out.err.Error(), "1 of 2 downloaded: "+name) {
				t.Errorf("%v", out.err)
			}
		}
		a.end()
	})
}

// From the set to an exception that has its frame, and back.
func TestSetToException(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		a := at(p, "enter", "enter")
		tr, ok := a.front().(*trace)
		if !ok || p.asked("Event e1") != 1 || tr.missing() {
			t.Fatalf("front %T, calls %v", a.front(), p.calls)
		}
		press(a, "esc")
		press(a, "esc")
		if !a.tabbed() {
			t.Error("not back on the list")
		}
		a.end()
		ev := cartEvent()
		ev.Exceptions[0].Frames[0].Stored = p.frames[p.sets[6].ID][0].Frame.Stored
		p.events = append(p.events, ev)
		a = at(p)
		settle(a, openSetMsg{id: p.sets[6].ID})
		press(a, "enter")
		if tr, ok := a.front().(*trace); !ok || tr.eventShown().ID != ev.ID {
			t.Errorf("front %T", a.front())
		}
		a.end()
	})
}

// A page that was left takes no answers; a ref that PostHog lost is told so.
func TestSetPageAbsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		settle(a, openSetMsg{ref: "gone"})
		if p := a.front().(*setPage); p.err != nil || p.row == nil || p.row.ID != "" || !strings.Contains(p.view(), "PostHog has no symbol set with this ref") {
			t.Errorf("%v\n%s", p.err, p.view())
		}
		a.end()
	})
}

// BenchmarkSets reports how much longer keys take (Update and View) with
// 100,000 symbol sets than with 100: the budget is 1.5.
func BenchmarkSets(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			var cost [2]time.Duration
			apps := []*app{withSets(100, size), withSets(100_000, size)}
			for b.Loop() {
				for i, a := range apps {
					cost[i] += setsCost(a)
				}
			}
			b.ReportMetric(float64(cost[1])/float64(cost[0]), "times")
			b.ReportMetric(float64(cost[1].Microseconds())/float64(b.N)/200, "µs/key")
		})
	}
}

// withSets is an app that has listed n symbol sets, all shown.
func withSets(n int, size [2]int) *app {
	a := projectApp(&fakeProject{})
	a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
	s := setsOf(a)
	for _, set := range manySets(n) {
		s.rows = append(s.rows, newSetRow(set))
	}
	s.choice.text = ""
	a.Update(s.arrange()())
	return a
}

// setsCost is what 200 keys take: movement, selection, and typing a filter.
func setsCost(a *app) time.Duration {
	keys := []string{"j", "j", "G", "k", "space", "g", "/", "a", "b", "enter", "esc"}
	start := time.Now()
	for i := range 200 {
		a.Update(term.Press(keys[i%len(keys)]))
		a.View()
	}
	return time.Since(start)
}
