package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"symset/symbols/keep"
	"symset/symbols/phrase"
	"symset/theme"
)

// barCells is how wide the bar of a job is.
const barCells = 10

// A job is long work. It belongs to the app and outlives the page that began
// it; its outcome is shown, and kept in Activity.
type job struct {
	name string // what it does, to what: "download index-3f9a1c.js"; safe
	run  func(context.Context, *job) ended

	sets  int          // that it goes through one after the other; 0 or 1 when its bytes tell more
	nth   atomic.Int64 // sets that are done with
	total atomic.Int64 // bytes in all; 0 when that is not known
	done  atomic.Int64 // bytes so far
	deed  string       // what its requests are parts of, see [keep.NewDeed]
	loss  atomic.Bool  // stopping now would leave something half done: quitting asks

	began  time.Time
	ends   bool // it was stopped, and comes to its end
	cancel context.CancelFunc
	over   chan struct{} // closed when run has returned
	out    ended         // what it returned; not to be read before

	mu   sync.Mutex
	acts []keep.Activity // what it did to symbol sets
}

// told takes what became of a symbol set.
func (j *job) told(o keep.Outcome) {
	j.nth.Add(1)
	if o.Activity != nil {
		j.mu.Lock()
		j.acts = append(j.acts, *o.Activity)
		j.mu.Unlock()
	}
}

// keeps takes the progress of a copy that is made or sent.
func (j *job) keeps(p keep.Progress) {
	j.done.Store(p.Done)
	j.total.Store(max(0, p.Total))
}

// request is what keep is asked with; bare goes on where no copy can be kept.
func (j *job) request(bare bool) keep.Request {
	return keep.Request{Deed: j.deed, NoBackup: bare, Progress: j.keeps, Told: j.told}
}

// ended is how a job came out.
type ended struct {
	outcome string // "12 frames read now"; empty says "done"
	err     error
	then    tea.Msg // for the pages: what has changed; nil when nothing did
	offer   tea.Cmd // asks whether to do it in another way; nil when there is none
}

// deed is what a job did.
func (e *ended) deed(j *job) *deed {
	d := &deed{what: j.name, outcome: e.outcome, acts: j.acts}
	if e.err != nil {
		p := problemOf(e.err)
		d.bad, d.outcome, d.told, d.hint = true, reasonOf(e.err), upper(p.what)+".", p.todo
	}
	return d
}

// startJobMsg asks the app to run a job; jobEndedMsg tells how it came out.
type (
	startJobMsg struct{ job *job }
	jobEndedMsg struct {
		job *job
		ended
	}
	jobTickMsg struct{}
)

// jobs are those that run, and what was done.
type jobs struct {
	running []*job
	deeds   []*deed         // the latest last
	undone  map[string]bool // the ids of activities that were
	ticking bool
}

// start runs a job.
func (a *app) start(j *job) tea.Cmd {
	var ctx context.Context
	ctx, j.cancel = context.WithCancel(a.ctx)
	j.began, j.over, j.deed = a.now(), make(chan struct{}), keep.NewDeed()
	a.jobs.running = append(a.jobs.running, j)
	return tea.Batch(func() tea.Msg {
		defer close(j.over)
		j.out = j.run(ctx, j)
		return jobEndedMsg{j, j.out}
	}, a.tick())
}

// tick draws the progress again, as long as something runs.
func (a *app) tick() tea.Cmd {
	if a.jobs.ticking || len(a.jobs.running) == 0 {
		return nil
	}
	a.jobs.ticking = true
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return jobTickMsg{} })
}

// ended takes a job off, keeps what came of it and shows it. What it has
// changed goes to the pages.
func (a *app) ended(msg jobEndedMsg) tea.Cmd {
	msg.job.cancel()
	a.jobs.running = slices.DeleteFunc(a.jobs.running, func(j *job) bool { return j == msg.job })
	d := msg.deed(msg.job)
	d.at = a.now()
	tell := a.did(d)
	if msg.offer != nil { // which tells why
		d.hint = "do it again, and type the name when asked, to go on without a copy"
		tell = msg.offer
	}
	cmd := tea.Batch(tell, a.heard(msg.err), a.notice(d, msg.job))
	if msg.then != nil {
		cmd = tea.Batch(cmd, send(msg.then))
	}
	return cmd
}

// longJob is from when on the end of a job is announced to those who look elsewhere.
const longJob = 5 * time.Second

// notice has the terminal announce a long job's end when it is not in front (OSC
// 9, which terminals that don't know it pass over).
func (a *app) notice(d *deed, j *job) tea.Cmd {
	if !a.away || a.now().Sub(j.began) < longJob {
		return nil
	}
	return tea.Raw(ansi.Notify("symset: " + brief(d.sentence())))
}

// cancelJob stops the job that the line shows.
func (a *app) cancelJob() tea.Cmd {
	a.jobs.running[0].ends = true
	a.jobs.running[0].cancel()
	return nil
}

// jobLine is the progress of the first job: a bar, how much, how long, and how
// many more there are.
func (a *app) jobLine() string {
	th := a.theme
	j := a.jobs.running[0]
	right := "   X cancel "
	if n := len(a.jobs.running) - 1; n > 0 {
		right = fmt.Sprintf("   %d more%s", n, right)
	}
	took := a.now().Sub(j.began)
	text := j.name
	if j.ends {
		text, took = "stopping: "+text, 0 // what is half done is brought to an end
	}
	bar := strings.Repeat(th.Glyphs.Rule, barCells)
	if part, far := j.progress(); part >= 0 {
		full := int(part * barCells)
		bar = strings.Repeat(th.Glyphs.Full, full) + strings.Repeat(th.Glyphs.Rule, barCells-full)
		text = fmt.Sprintf("%3d%%  %s  %s%s", int(part*100), text, far, left(part, took))
	} else if far != "" {
		text += "  " + far
	}
	room := a.w - barCells - 3 - theme.Width(right)
	return " " + th.Accent.Render(bar) + "  " + th.Fit(text, room) + " " + th.Dim.Render(right)
}

// progress is how much of a job is done, from 0 to 1 and in words; below 0 when
// it is not known how much there is to do.
func (j *job) progress() (part float64, far string) {
	total, done := j.total.Load(), j.done.Load()
	switch {
	case j.sets > 1:
		nth := j.nth.Load()
		return float64(nth) / float64(j.sets), fmt.Sprintf("%s of %s", thousands(int(nth)), thousands(j.sets))
	case total > 0:
		return min(1, float64(done)/float64(total)), phrase.Size(done) + " of " + phrase.Size(total)
	case done > 0:
		return -1, phrase.Size(done)
	}
	return -1, ""
}

// left estimates the time that the rest takes; empty as long as there is
// little to go by.
func left(part float64, took time.Duration) string {
	if part < 0.05 || took < time.Second {
		return ""
	}
	rest := time.Duration(float64(took) * (1 - part) / part)
	return fmt.Sprintf("  %d s", int(rest.Round(time.Second).Seconds()))
}

// progress is the terminal's own progress bar, nil when nothing runs.
func (a *app) progress() *tea.ProgressBar {
	if len(a.jobs.running) == 0 {
		return nil
	}
	if part, _ := a.jobs.running[0].progress(); part >= 0 {
		return tea.NewProgressBar(tea.ProgressBarDefault, int(part*100))
	}
	return tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
}

// inHand is how long the app waits at its end for what must not be left half
// done. Package keep gives that a minute.
const inHand = 65 * time.Second

// await waits for the jobs that would leave something half done; their context
// has ended. It is called when no more events come.
func (a *app) await(most time.Duration) {
	over := time.After(most)
	told := false
	for _, j := range a.jobs.running {
		if !j.loss.Load() {
			continue
		}
		if !told && a.opts.Waits != nil {
			a.opts.Waits(j.name)
		}
		told = true
		select {
		case <-j.over:
			a.waited(j, cmp.Or(j.out.deed(j).outcome, "done"))
		case <-over:
			a.waited(j, "it did not finish; symset backups recover says what PostHog has")
			return
		}
	}
}

// waited tells how a job came out that was waited for.
func (a *app) waited(j *job, how string) {
	if a.opts.Waited != nil {
		a.opts.Waited(j.name + ": " + how)
	}
}

// quit ends the app at once, but for work that would be left half done.
func (a *app) quit() tea.Cmd {
	for _, j := range a.jobs.running {
		if j.loss.Load() {
			return a.ask(confirm{title: "Quit", choices: []choice{{"Quit", func() tea.Cmd { return tea.Quit }}},
				text: []string{j.name + " is under way. Before symset ends, it is finished, or what was there before is put back; this takes a minute at most."}})
		}
	}
	return tea.Quit
}
