package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/phrase"
	"symset/symbols/reason"
	"symset/symbols/waiting"
	"symset/theme"
)

const (
	// shownFrames is how many waiting frames are printed at most.
	shownFrames = 20
	// surveyDays is how many days of exceptions are read for waiting frames,
	// unless a flag says otherwise.
	surveyDays = 7
)

func newSetsShow(s *streams) *cobra.Command {
	var asJSON bool
	days := surveyDays
	cmd := &cobra.Command{
		Use:   "show REF|ID",
		Short: "Show everything about a symbol set: why it failed, what to do, what waits for it",
		Long: `Show everything about a symbol set, named by its ref (a chunk id or a URL) or its
id: why PostHog has no file for it and what to do, and which frames of recent
exceptions wait for it. A ref that PostHog has no row for is shown too, when
frames wait for it.

Exit code 0: it has a file. 2: it has none. 1: an error, or nothing has that name.`,
		Example: `  symset sets show https://shop.example/assets/app.js
  symset sets show --json 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90`,
		ValidArgsFunction: s.refs(1, ""),
		Args:              exactly(1, "a ref or an id"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.online(cmd, func(ctx context.Context, c *client.Client) error {
				return s.showSet(ctx, c, args[0], days, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().IntVar(&days, "days", days, "how many days of exceptions to read for waiting frames, at most the latest 300")
	return cmd
}

// showSet prints all about a symbol set.
func (s *streams) showSet(ctx context.Context, p symbols.Project, name string, days int, asJSON bool) error {
	a, err := describeSet(ctx, p, name, days)
	if err != nil {
		return err
	}
	if err := s.put(&a, asJSON); err != nil {
		return err
	}
	if a.State == "missing" || a.State == "no row" {
		return exitCode(exitUnresolved)
	}
	return nil
}

// describeSet describes a set with the frames that wait for it: those of recent
// exceptions, or when these can't be had those that PostHog stored with it.
func describeSet(ctx context.Context, p symbols.Project, name string, days int) (setAnswer, error) {
	set, err := setOf(ctx, p, name)
	if err != nil && !symbols.Absent(err) {
		return setAnswer{}, err
	}
	tally, readErr := waiting.Count(ctx, p, days)
	if ctx.Err() != nil {
		return setAnswer{}, ctx.Err()
	}
	if err != nil {
		if wait := tally.Of(symbols.Ref(name)); wait != nil {
			a := newRowlessAnswer(wait)
			a.Waiting.tell(wait)
			return a, nil
		}
		return setAnswer{}, errors.Join(err, readErr)
	}
	wait := tally.Of(set.Ref)
	if wait == nil || readErr != nil {
		wait = &waiting.Wait{Ref: set.Ref}
	}
	if readErr != nil {
		stored, err := p.FramesOfSet(ctx, set.ID)
		if err != nil {
			return setAnswer{}, errors.Join(readErr, err)
		}
		wait.Frames = waiting.Stored(set.Ref, slices.DeleteFunc(stored, func(f symbols.StoredFrame) bool {
			return f.Frame.Stored != nil && f.Frame.Stored.Resolved && f.Frame.Stored.Failure == ""
		}))
		wait.Count = len(wait.Frames)
	}
	a := newSetAnswer(&set, wait)
	a.Waiting.tell(wait)
	return a, nil
}

// An answerWaitingFrame is a frame that waits, with where it was seen last.
type answerWaitingFrame struct {
	answerRaw
	Exception string     `json:"exception,omitempty"`
	Event     string     `json:"event,omitempty"`
	Issue     string     `json:"issue,omitempty"`
	Time      *time.Time `json:"time,omitempty"`
	Reason    string     `json:"reason,omitempty"` // in PostHog's words
}

// tell adds the frames to their count.
func (a *answerWaiting) tell(w *waiting.Wait) {
	for i := range w.Frames {
		f := &w.Frames[i]
		a.Frames = append(a.Frames, answerWaitingFrame{
			answerRaw: newAnswerRaw(&f.Frame),
			Exception: f.Heading, Event: f.Event, Issue: f.Issue, Time: moment(f.Time), Reason: f.Failure,
		})
	}
}

// print gives the set for people.
func (a *setAnswer) print(t *theme.Theme) []byte {
	p := page{Theme: t}
	mark, style := (&table{Theme: t}).state(a.State)
	p.line(p.Strong.Render(theme.Text(string(a.Ref))))
	p.line("  ", style.Render(mark+map[string]string{
		"uploaded": "uploaded", "missing": "missing: PostHog has no file for it",
		"doubtful": "it has a file, and a failure that may keep PostHog from reading it",
		"no row":   "missing: PostHog has no symbol set of this name, but frames wait for it",
	}[a.State]))
	p.fact("id", a.ID)
	p.fact("kind", kindWords(a.Ref))
	if r := a.Release; r != nil {
		p.fact("release", r.Project+" "+r.Version)
		p.fact("commit", r.Commit)
	}
	for _, at := range []struct {
		name string
		time *time.Time
	}{{"created", a.Created}, {"last used", a.LastUsed}} {
		if at.time != nil {
			p.fact(at.name, at.time.Format("2006-01-02 15:04 UTC")+", "+phrase.Ago(time.Since(*at.time)))
		}
	}
	switch {
	case a.State == "doubtful":
		p.line("")
		p.line(p.Dim.Render("before: " + theme.Text(a.Failure.Sentence)))
		p.line("  uploads don't clear a failure; if frames don't read, delete the symbol set and upload it again")
	case a.State == "uploaded" && a.Failure != nil:
		p.line("")
		p.line(p.Dim.Render("before: " + theme.Text(a.Failure.Sentence)))
		p.line("  PostHog goes on showing the failure, and reads the file all the same")
	default:
		p.failure(a.Failure)
	}
	if a.Waiting != nil {
		p.waiting(a)
	}
	return p.out.Bytes()
}

// waiting tells which frames wait for the set.
func (p *page) waiting(a *setAnswer) {
	p.line("")
	n := a.Waiting.Count
	switch {
	case n == 0:
		p.line(p.Dim.Render("no frame of recent exceptions waits for it"))
	case a.State == "uploaded" || a.State == "doubtful":
		p.line(p.Strong.Render(phrase.Count(n, "frame") + " of recent exceptions did without it"))
		p.line("  ", p.Dim.Render("PostHog reads no stored exception again; symset does:"))
	case n == 1:
		p.line(p.Strong.Render("1 frame of recent exceptions waits for it"))
	default:
		p.line(p.Strong.Render(fmt.Sprintf("%d frames of recent exceptions wait for it", n)))
	}
	for i, f := range a.Waiting.Frames {
		if i == shownFrames {
			p.line("  ", p.Dim.Render(fmt.Sprintf("%s and %d more", p.Glyphs.More, len(a.Waiting.Frames)-i)))
			break
		}
		p.line("  ", theme.Text(phrase.Function(f.Function)), "  ", theme.Text(base(phrase.Place(f.File, f.Line, f.Column))), "  ", p.Dim.Render(theme.Text(f.Exception)))
		if f.Event != "" {
			p.line("      ", p.Dim.Render("symset resolve "+reason.Quote(f.Event, "EVENT")))
		}
	}
}

// failure tells why, and what to do.
func (p *page) failure(f *answerFailure) {
	if f == nil {
		return
	}
	p.line("")
	p.line(p.Warn.Render(theme.Text(f.Sentence)))
	if f.Why != "" {
		p.line("  ", theme.Text(f.Why))
	}
	for _, step := range f.Steps {
		p.line("  ", p.Accent.Render(p.Glyphs.Hint), " ", theme.Text(step.Do))
		if step.Command != "" {
			p.line("      ", theme.Text(step.Command))
		}
	}
}
