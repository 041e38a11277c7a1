package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

// slow is a job of total bytes that takes a second for each tenth.
func slow(name string, total int64, out ended) *job {
	return &job{name: name, run: func(ctx context.Context, j *job) ended {
		j.total.Store(total)
		for range 10 {
			select {
			case <-ctx.Done():
				return ended{err: ctx.Err()}
			case <-time.After(time.Second):
				j.done.Add(total / 10)
			}
		}
		return out
	}}
}

// A job that is stopped and brings to an end what is half done says so.
func TestJobStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(shop())
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Send(startJobMsg{&job{name: "replace app.js", sets: 2, run: func(ctx context.Context, j *job) ended {
			<-ctx.Done()
			time.Sleep(5 * time.Second)
			return ended{err: ctx.Err()}
		}}})
		x.Slowly(time.Second, "X")
		x.Has("stopping: replace app.js  0 of 2")
		x.After(5 * time.Second)
		x.HasNot("stopping")
		quit(x, a)
	})
}

// A job shows its progress on every page, outlives the page that began it, and
// ends in a toast and in Activity.
func TestJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := projectApp(shop())
		a.env.now = time.Now // the fake clock
		x := term.Run(t, a, 80, 24)
		x.After(2 * time.Second)
		x.Key("enter")
		x.Send(startJobMsg{slow("download app.js", 2_500_000, ended{outcome: "app.js in the current folder"})}, startJobMsg{slow("delete two", 0, ended{})})
		x.After(3150 * time.Millisecond)
		x.Has("30%  download app.js  750 KB of 2.5 MB  7 s", "1 more   X cancel")
		if a.View().ProgressBar == nil {
			t.Error("the terminal is told of no progress")
		}
		x.Key("esc", "2")
		x.Has("download app.js", "[2 Exceptions]")
		x.After(8 * time.Second)
		x.HasNot("X cancel")
		x.Key("4")
		x.Has("2 done in this run, 0 under way", "Download app.js", "app.js in the current folder", "Delete two")
		if a.View().ProgressBar != nil {
			t.Error("the progress stays")
		}
		x.Send(startJobMsg{slow("download b.js", 0, ended{})})
		x.Has("1 under way", "Download b.js")
		x.Slowly(time.Second, "X")
		x.Has("3 done in this run, 0 under way", "context canceled")
		x.Key("j", "k", "z", "y")
		quit(x, a)
	})
}

// Quitting is at once, but asks while a job would leave something half done.
func TestQuitWithJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		quits := func(msg tea.Msg) bool {
			_, cmd := a.Update(msg)
			for _, m := range answers(cmd) {
				if _, ok := m.(tea.QuitMsg); ok {
					return true
				}
				a.Update(m)
			}
			return false
		}
		if !quits(term.Press("q")) {
			t.Error("q does not quit")
		}
		j := slow("upload app.js", 10, ended{})
		a.start(j) // its command never runs
		if !quits(term.Press("q")) {
			t.Error("a job that loses nothing holds q up")
		}
		j.loss.Store(true)
		if quits(term.Press("q")) || len(a.over) != 1 || !strings.Contains(a.View().Content, "upload app.js is under way") {
			t.Error("q does not ask")
		}
		if quits(term.Press("enter")) || len(a.over) != 0 {
			t.Error("Cancel is not the default")
		}
		quits(term.Press("q"))
		quits(term.Press("right"))
		if !quits(term.Press("enter")) {
			t.Error("Quit does not quit")
		}
		if !quits(term.Press("ctrl+c")) {
			t.Error("ctrl+c does not quit")
		}
		j.cancel()
		a.end()
	})
}

// Where the project may not be changed, what would change it says so.
func TestReadOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		a.readOnly = true
		for _, keys := range [][]string{{"u"}, {"d"}, {"enter", "d"}, {"u"}} {
			for _, k := range keys {
				press(a, k)
			}
			if !strings.Contains(a.View().Content, "--read-only") || len(a.over) != 0 {
				t.Errorf("%v is not refused:\n%s", keys, a.View().Content)
			}
		}
		a.end()
	})
}

// TestNotice holds that the terminal is asked to tell of the end of a long job,
// and only when nobody looks.
func TestNotice(t *testing.T) {
	for _, c := range []struct {
		msg  tea.Msg
		took time.Duration
		want string
	}{
		{tea.BlurMsg{}, time.Minute, "\x1b]9;symset: Upload app␛[2J.js: 12 frames read now\a"},
		{tea.BlurMsg{}, time.Second, ""},
		{tea.FocusMsg{}, time.Minute, ""},
	} {
		a := at(shop())
		clock := now
		a.env.now = func() time.Time { return clock }
		a.Update(tea.BlurMsg{})
		a.Update(c.msg)
		j := slow("upload app␛[2J.js", 0, ended{})
		a.start(j)
		clock = clock.Add(c.took)
		got := ""
		for _, m := range answers(a.ended(jobEndedMsg{j, ended{outcome: "12 frames read now"}})) {
			if raw, ok := m.(tea.RawMsg); ok {
				got = raw.Msg.(string)
			}
		}
		if got != c.want {
			t.Errorf("%T after %v: %q, want %q", c.msg, c.took, got, c.want)
		}
		a.end()
	}
}

// At its end the app waits for what must not be left half done, but not for
// ever, and not for what can be.
func TestAwait(t *testing.T) {
	for name, c := range map[string]struct {
		loss  bool
		takes time.Duration
		want  time.Duration
		how   string
	}{
		"ends":       {true, 20 * time.Second, 20 * time.Second, "upload app.js: context canceled"},
		"hangs":      {true, time.Hour, inHand, "upload app.js: it did not finish; symset backups recover says what PostHog has"},
		"loses less": {false, time.Hour, 0, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, end := context.WithCancel(t.Context())
			a := projectApp(shop())
			told, how := "", ""
			a.env.ctx, a.opts.Waits, a.opts.Waited = ctx, func(what string) { told = what }, func(what string) { how += what }
			x := term.Run(t, a, 80, 24)
			x.Send(startJobMsg{&job{name: "upload app.js", run: func(ctx context.Context, j *job) ended {
				j.loss.Store(c.loss)
				<-ctx.Done()
				time.Sleep(c.takes)
				return ended{err: ctx.Err()}
			}}})
			x.After(time.Second)
			x.Quit()
			end()
			began := time.Now()
			if a.await(inHand); time.Since(began) != c.want || (told != "") != c.loss {
				t.Errorf("%s: waited %s, want %s; told %q", name, time.Since(began), c.want, told)
			}
			if how != c.how {
				t.Errorf("%s: it was told %q, want %q", name, how, c.how)
			}
			time.Sleep(2 * time.Hour) // what hung ends, too
			a.end()
		})
	}
}
