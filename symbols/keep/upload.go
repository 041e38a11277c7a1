package keep

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
	"symset/symbols/container"
)

const (
	batch  = 50  // sets without a file that are uploaded together
	atOnce = 4   // sets that are replaced or put right at a time, each with a copy on its way
	waits  = 300 // times, of a second at least, that sets are tried that another symset is at
)

// A Request says how to go about an action.
type Request struct {
	Force         bool // replace files that differ
	SkipConflicts bool // leave files that differ as they are, without an error

	// Gently goes with Force: a server that is too old to tell which files
	// differ keeps those that it has, and what they are is not known.
	Gently bool

	// SkipReleaseOnFail uploads without releases when PostHog refuses because
	// a set is bound to another one, see [symbols.UploadOptions].
	SkipReleaseOnFail bool

	Batch  int // sets without a file that are begun together, at most 50; 0 for that
	AtOnce int // files that are sent at a time; 0 leaves it to the project

	// NoBackup goes on where no copy can be kept of what is there: on older
	// servers, and where there is no folder to keep it in.
	NoBackup bool

	// Waiting has sets wait, for minutes, until another symset that is at them is
	// done. It is called once, with how many there are. When it is nil they fail
	// at once, with [Busy].
	Waiting func(sets int)

	// Deed is a name for what several requests are parts of, see [NewDeed]. When
	// it is empty each stands for itself.
	Deed string

	// Progress is called from several goroutines. It may be nil.
	Progress func(Progress)

	// Told is called with the outcome of each set, one after the other. It
	// may be nil.
	Told func(Outcome)
}

// A Stage is what an action is at with one set.
type Stage string

// The stages.
const (
	Keeping Stage = "keeping a copy" // of what is there
	Sending Stage = "sending"
	Backing Stage = "putting back" // the kept copy is sent
)

// Progress is how far a stage is. It begins again when the stage does.
type Progress struct {
	Ref         symbols.Ref
	Stage       Stage
	Done, Total int64 // bytes; Total is -1 when it is not known
}

// Upload uploads symbol sets and tells for each what became of it, in their
// order. What is replaced with Force is kept before; nothing is touched that
// can't be, unless NoBackup says so. When the context ends, what is in hand is
// ended or put back within a minute.
//
// Everything that can be checked is checked before anything is changed: one
// conflict then fails all. After that each stands for itself.
func (k *Keeper) Upload(ctx context.Context, p symbols.Project, uploads []symbols.Upload, r Request) []Outcome {
	jobs := make([]*job, len(uploads))
	for i, u := range uploads {
		jobs[i] = &job{Upload: u, do: Upload}
	}
	return k.run(ctx, p, jobs, r)
}

// A work is what was asked for, under way.
type work struct {
	k *Keeper
	p symbols.Project
	r Request

	mu   sync.Mutex
	gone error // that the project no longer answers; nil while it does
}

func newWork(k *Keeper, p symbols.Project, r Request) *work {
	if r.Progress == nil {
		r.Progress = func(Progress) {}
	}
	r.Deed = cmp.Or(r.Deed, NewDeed())
	return &work{k: k, p: p, r: r}
}

// tell tells what became of a job, now and for later.
func (w *work) tell(j *job) {
	w.log(j)
	if w.r.Told != nil {
		w.r.Told(j.out)
	}
}

// A job is one set of a work.
type job struct {
	symbols.Upload
	do    Action
	copy  string // the hash of the kept copy that Content is, or empty
	entry *open
	out   Outcome

	undoes string // the id of the activity that this undoes, or empty
}

func (k *Keeper) run(ctx context.Context, p symbols.Project, jobs []*job, r Request) []Outcome {
	w := newWork(k, p, r)
	seen := map[symbols.Ref]bool{}
	var good []*job
	for _, j := range jobs {
		j.out = Outcome{Do: j.do, Ref: j.Ref, State: Untouched}
		switch {
		case seen[j.Ref]:
			j.fail(Untouched, errors.New("it is given twice"))
		case j.Content.Size > container.MaxPacked: // the project knows the words for it
			j.fail(Untouched, p.Upload(ctx, []symbols.Upload{j.Upload}, symbols.UploadOptions{})[0].Err)
		default:
			good = append(good, j)
		}
		seen[j.Ref] = true
	}
	if len(good) > 0 {
		w.upload(ctx, good)
		w.wait(ctx, good)
		_, _ = k.Prune(0) // what is too much is pruned the next time
	}
	outcomes := make([]Outcome, len(jobs))
	for i, j := range jobs {
		w.tell(j)
		outcomes[i] = j.out
	}
	return outcomes
}

// wait tries those again that another symset is at, if it is to.
func (w *work) wait(ctx context.Context, jobs []*job) {
	for try := 0; w.r.Waiting != nil && try < waits; try++ {
		var again []*job
		for _, j := range jobs {
			if _, busy := errors.AsType[*Busy](j.out.Err); busy {
				again = append(again, j)
			}
		}
		if jobs = again; len(jobs) == 0 {
			return
		}
		if try == 0 {
			w.r.Waiting(len(jobs))
		}
		for _, j := range jobs {
			if j.do == Replace {
				j.do = Upload
			}
			j.out = Outcome{Do: j.do, Ref: j.Ref, State: Untouched}
		}
		w.upload(ctx, jobs)
	}
}

// upload does what its kind of set asks for with each.
func (w *work) upload(ctx context.Context, jobs []*job) {
	s, err := w.sort(ctx, jobs)
	if err != nil {
		for _, j := range jobs {
			j.fail(Untouched, err)
		}
		return
	}
	w.pass(ctx, s.same, symbols.UploadOptions{SkipConflicts: true, SkipReleaseOnFail: w.r.SkipReleaseOnFail})
	w.closeLeft(s.same)
	w.pass(ctx, s.plain, w.options(false))
	for some := range slices.Chunk(s.fresh, w.batch()) {
		w.fresh(ctx, some)
	}
	var group errgroup.Group
	group.SetLimit(w.atOnce())
	for _, j := range s.replace {
		group.Go(func() error {
			w.replace(ctx, j)
			return nil
		})
	}
	_ = group.Wait() // each job has its own error
}

// options are those of an upload to the project.
func (w *work) options(force bool) symbols.UploadOptions {
	return symbols.UploadOptions{
		Force: force, SkipConflicts: (w.r.SkipConflicts || w.r.Gently) && !force, SkipReleaseOnFail: w.r.SkipReleaseOnFail, AtOnce: w.r.AtOnce,
	}
}

func (w *work) batch() int {
	if w.r.Batch > 0 {
		return min(w.r.Batch, batch)
	}
	return batch
}

func (w *work) atOnce() int {
	if w.r.AtOnce > 0 {
		return min(w.r.AtOnce, atOnce)
	}
	return atOnce
}

// send uploads some of the work's sets.
func (w *work) send(ctx context.Context, jobs []*job, o symbols.UploadOptions) []symbols.Uploaded {
	uploads, sizes := make([]symbols.Upload, len(jobs)), map[symbols.Ref]int64{}
	for i, j := range jobs {
		uploads[i], sizes[j.Ref] = j.Upload, j.Content.Size
	}
	o.Progress = func(ref symbols.Ref, sent int64) {
		w.r.Progress(Progress{ref, Sending, sent, sizes[ref]})
	}
	return w.p.Upload(ctx, uploads, o)
}

// pass uploads what loses nothing: sets whose file stays, and those that an
// older server decides about by itself.
func (w *work) pass(ctx context.Context, jobs []*job, o symbols.UploadOptions) {
	if len(jobs) == 0 {
		return
	}
	for i, r := range w.send(ctx, jobs, o) {
		j := jobs[i]
		j.out.SetID, j.out.Unbound = r.ID, r.Unbound
		switch {
		case r.Err != nil:
			j.fail(Untouched, r.Err)
		case r.Kept:
			j.out.State = Same
		default:
			j.out.State = Stored
		}
	}
}

// fresh uploads sets that have no file in use. There is nothing to keep; that
// they were begun is written down, because one that stays so looks healthy.
// When none of several comes through, nothing more is begun.
func (w *work) fresh(ctx context.Context, jobs []*job) {
	var group errgroup.Group // the disk takes several at a time as fast as one
	begun := make([]bool, len(jobs))
	for i, j := range jobs {
		group.Go(func() error {
			begun[i] = w.begin(ctx, j, Touching)
			return nil
		})
	}
	_ = group.Wait() // each job has its own error
	var good []*job
	for i, j := range jobs {
		if begun[i] {
			good = append(good, j)
		}
	}
	if jobs = good; len(jobs) == 0 {
		return
	}
	group.SetLimit(w.atOnce())
	for i, r := range w.send(ctx, jobs, w.options(false)) {
		group.Go(func() error {
			w.settle(ctx, jobs[i], r)
			return nil
		})
	}
	_ = group.Wait() // each job has its own error
	if len(jobs) > 1 && ctx.Err() == nil && !slices.ContainsFunc(jobs, func(j *job) bool { return j.out.Err == nil }) {
		w.giveUp(fmt.Errorf("none of the %d before it could be uploaded", len(jobs)))
	}
}

// gaveUp is why nothing more is begun; nil while it is.
func (w *work) gaveUp() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.gone
}

// giveUp begins nothing more.
func (w *work) giveUp(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gone = cmp.Or(w.gone, err)
}

// replace keeps what a set has and uploads another file in its place.
func (w *work) replace(ctx context.Context, j *job) {
	if j.do == Upload {
		j.do, j.out.Do = Replace, Replace
	}
	if !w.begin(ctx, j, Planned) {
		return
	}
	set, err := w.p.SetByRef(ctx, j.Ref)
	if err == nil {
		err = w.preserve(ctx, j, set)
	}
	if err == nil {
		err = w.touch(ctx, j)
	}
	if err != nil {
		j.end(Untouched, err)
		return
	}
	w.settle(ctx, j, w.send(ctx, []*job{j}, w.options(true))[0])
}

// touch writes down that the server is touched from here on.
func (w *work) touch(ctx context.Context, j *job) error {
	if err := j.entry.step(Touching); err != nil {
		return &NoFolder{Err: err}
	}
	return ctx.Err()
}

// preserve keeps a copy of what a set has before the job changes it.
func (w *work) preserve(ctx context.Context, j *job, set symbols.Set) error {
	j.out.SetID, j.entry.SetID = set.ID, set.ID
	c, err := w.k.keepCopy(ctx, w.p, set, string(j.do), func(done, total int64) {
		w.r.Progress(Progress{set.Ref, Keeping, done, total})
	})
	switch {
	case err == nil:
		j.out.Copy = &c
		j.entry.Former, j.entry.Copy, j.entry.Release = c.Hash, c.ID, c.ReleaseID
		return nil
	case w.r.NoBackup && ctx.Err() == nil:
		j.out.Note = fmt.Sprintf("no copy was kept: %v", err)
		return nil
	case ctx.Err() != nil:
		return err
	}
	return &NoCopyPossible{err}
}

// begin opens the job's entry. Where none can be written, what loses nothing
// goes on all the same.
func (w *work) begin(ctx context.Context, j *job, s Step) bool {
	if err := cmp.Or(w.gaveUp(), ctx.Err()); err != nil {
		j.fail(Untouched, err)
		return false
	}
	origin, err := originOf(j)
	if err != nil {
		j.fail(Untouched, err)
		return false
	}
	at := w.p.Place()
	e := Entry{Do: j.do, Ref: j.Ref, Host: at.Host, Project: at.Project, New: origin, Release: j.ReleaseID, Step: s}
	j.entry, err = w.k.begin(e)
	var none *NoFolder
	switch {
	case err == nil:
		if former, err := w.k.Copy(j.entry.Copy); err == nil {
			j.out.Copy = &former
		}
		return true
	case errors.As(err, &none) && (s == Touching || w.r.NoBackup):
		j.entry, j.out.Note = &open{Entry: e, k: w.k}, fmt.Sprintf("no record of it was kept: %v", err)
		return true
	}
	j.fail(Untouched, err)
	return false
}

// fail says why the job did not end as asked.
func (j *job) fail(s State, err error) {
	e := &Error{Do: j.do, Ref: j.Ref, State: s, Err: err}
	if j.out.Copy != nil {
		e.Copy = j.out.Copy.ID
	}
	j.out.State, j.out.Err = s, e
}
