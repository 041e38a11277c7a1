package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/symbols"
	"symset/symbols/keep"
	matching "symset/symbols/match"
	"symset/symbols/phrase"
)

// begin matches the folders with what is missing; matchedMsg answers, and
// meanwhile the report fills.
func (p *build) begin() tea.Cmd {
	ctx, req := p.work.start(p.env)
	p.choices = p.choicesNow()
	if p.list.Cursor > 0 && p.wanted == "" {
		p.wanted = p.here
	}
	p.report, p.rows, p.err = &matchReport{}, nil, nil
	p.proof.drop()
	project, keeper, folders, report := p.project, p.keeper, p.folders, p.report
	var read tea.Cmd = func() tea.Msg { return matchedMsg{req, report.run(ctx, project, keeper, folders)} }
	if p.watch.work.busy() {
		read = tea.Sequence(p.watchAnew(), read) // so that a build during the reading is noticed
	}
	return tea.Batch(p.spin.start(), read)
}

// run reads the folders and what is wanted, and matches the two.
func (r *matchReport) run(ctx context.Context, p symbols.Project, k *keep.Keeper, folders []string) error {
	folder, err := matching.Open(ctx, folders...)
	if err != nil {
		return err
	}
	defer folder.Close() // it was only read
	r.mu.Lock()
	r.files, r.notes = folder.Files(), folder.Notes()
	r.mu.Unlock()
	wanted, err := matching.WantedOf(ctx, p, 0)
	if err != nil && (wanted == nil || ctx.Err() != nil) {
		return err
	}
	before := uploadedBefore(k, p.Place())
	r.mu.Lock()
	r.wanted, r.before, r.known, r.unheard = wanted, before, true, err
	r.mu.Unlock()
	return folder.Match(ctx, wanted, func(one matching.Result) {
		r.mu.Lock()
		r.results = append(r.results, one)
		r.mu.Unlock()
	})
}

// uploadedBefore gives what was uploaded from this machine and not changed since,
// and when: PostHog goes on telling the failure from before, and the frames that
// waited then are told for days.
func uploadedBefore(k *keep.Keeper, at symbols.Place) map[symbols.Ref]time.Time {
	acts, _ := k.Activities(pastRows) // the Activity tab tells why they can't be read
	known, out := map[symbols.Ref]bool{}, map[symbols.Ref]time.Time{}
	for _, a := range acts { // the latest first
		if known[a.Ref] || a.State == keep.Untouched || a.State == keep.Same || a.Host != at.Host || a.Project != at.Project {
			continue
		}
		if known[a.Ref] = true; a.State == keep.Stored && !a.Bad && a.Do != keep.Restore {
			out[a.Ref] = a.When
		}
	}
	return out
}

// warn tells what the match could not look at.
func (r *matchReport) warn() tea.Cmd {
	r.mu.Lock()
	defer r.mu.Unlock()
	what := slices.Clone(r.notes)
	if r.unheard != nil {
		what = append(what, "not all waiting frames are known: "+problemOf(r.unheard).what)
	}
	if len(what) == 0 {
		return nil
	}
	return complain(strings.Join(what, "; "))
}

// follow proves the file of the row under the cursor where that is seen.
func (p *build) follow() tea.Cmd {
	r := p.current()
	if r == nil {
		return nil
	}
	p.here = r.wanted.Ref
	c := r.best()
	if p.w < twoPanes || c == nil || p.proof.path == c.File {
		return nil
	}
	p.proof.drop()
	return p.resting.after(p.env, restBefore)
}

// prove proves it; proofMsg answers.
func (p *build) prove() tea.Cmd {
	r := p.current()
	c := r.best()
	if c == nil || p.proof.path == c.File {
		return nil
	}
	file, wanted := *c, r.wanted
	return tea.Batch(p.spin.start(), p.proof.begin(p.env, c.File, func(ctx context.Context) proofMsg {
		l, err := file.Open(ctx, wanted.Ref)
		return proveLocal(ctx, l, err, wanted.Frames, nil)
	}))
}

// bulk is an upload of several symbol sets.
type bulk struct {
	project symbols.Project
	keeper  *keep.Keeper // of what an upload takes the place of
	wanted  []*matching.Wanted
	files   []matching.Candidate

	mu   sync.Mutex
	sent map[symbols.Ref]int64
}

// uploadJob proves and sends what is chosen.
func (p *build) uploadJob() *job {
	b := &bulk{project: p.project, keeper: p.keeper, sent: map[symbols.Ref]int64{}}
	for _, r := range p.chosen() {
		b.wanted = append(b.wanted, r.wanted)
		b.files = append(b.files, *r.best())
	}
	return &job{name: "upload " + phrase.Count(len(b.files), "symbol set"), run: b.run}
}

// run proves each pair, and sends those that belong together in one go. What
// is left out is said.
func (b *bulk) run(ctx context.Context, j *job) ended {
	var uploads []symbols.Upload
	var doubtful []string
	var bad failures
	stopped := false
	for i, w := range b.wanted {
		u, doubt, err := b.files[i].Prepare(ctx, w.Ref)
		if stopped = ctx.Err() != nil; stopped {
			break
		}
		if errors.Is(err, matching.ErrBuiltAgain) {
			err = &builtAgain{err}
		}
		if err != nil {
			bad.add(w.Ref, err)
			continue
		}
		if doubt {
			doubtful = append(doubtful, baseName(b.files[i].File))
		}
		j.total.Add(u.Content.Size)
		uploads = append(uploads, u)
	}
	out := ended{}
	var done []symbols.Ref
	if len(uploads) > 0 && !stopped {
		j.loss.Store(true)
		results := b.keeper.Upload(ctx, b.project, uploads, keep.Request{Force: true, Told: j.told, Progress: func(p keep.Progress) { b.tell(j, p) }})
		j.loss.Store(false)
		for i, r := range results {
			switch {
			case wasStopped(r.Err):
				stopped = true
			case r.Err != nil:
				bad.add(uploads[i].Ref, r.Err)
			default:
				done = append(done, uploads[i].Ref)
			}
		}
		out.then = setsChangedMsg{changed: done}
		out.outcome = fmt.Sprintf("%d sent; exceptions from now on are read with them", len(done))
		if len(doubtful) > 0 {
			out.outcome += "; it is doubtful whether these have the right map: " + strings.Join(doubtful, ", ")
		}
	}
	switch {
	case bad.n > 0:
		out.err = &notSent{fmt.Sprintf("%d of %d were not sent: %s", len(b.wanted)-len(done), len(b.wanted), bad.text()), bad.first}
	case stopped:
		out.err = fmt.Errorf("stopped: %d of %d sent, the others are as they were", len(done), len(b.wanted))
	}
	return out
}

// failures are why symbol sets were not sent, and which, each reason once.
type failures struct {
	first error
	n     int
	whys  []string
	of    map[string][]symbols.Ref
}

func (f *failures) add(ref symbols.Ref, err error) {
	if f.first == nil {
		f.first, f.of = err, map[string][]symbols.Ref{}
	}
	why := err.Error()
	var failed *keep.Error
	if errors.As(err, &failed) {
		why = failed.Why()
	}
	f.n++
	if f.of[why] == nil {
		f.whys = append(f.whys, why)
	}
	f.of[why] = append(f.of[why], ref)
}

// text tells the first three of the reasons.
func (f *failures) text() string {
	var said []string
	for _, why := range f.whys[:min(3, len(f.whys))] {
		refs := f.of[why]
		name := briefEnd(string(refs[0]))
		if len(refs) > 1 {
			name += fmt.Sprintf(" and %d more", len(refs)-1)
		}
		said = append(said, name+": "+brief(why))
	}
	return strings.Join(said, "; ")
}

// notSent says which of several were not sent. What can be done is what can be
// done about the first.
type notSent struct {
	text  string
	first error
}

func (e *notSent) Error() string { return e.text }
func (e *notSent) Unwrap() error { return e.first }

// builtAgain says that a file was written after it was matched.
type builtAgain struct{ error }

// Hint says what to do.
func (e *builtAgain) Hint() string { return "r on the Build tab reads the folders again" }

// tell adds up what was sent of all.
func (b *bulk) tell(j *job, p keep.Progress) {
	if p.Stage != keep.Sending {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	j.done.Add(p.Done - b.sent[p.Ref])
	b.sent[p.Ref] = p.Done
}
