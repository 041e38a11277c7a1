package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"symset/client"
	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/explain"
	"symset/symbols/phrase"
	"symset/symbols/stored"
	"symset/theme"
)

func newExplain(s *streams) *cobra.Command {
	var paths []string
	var asJSON bool
	which := unnamed
	cmd := &cobra.Command{
		Use:   "explain EVENT|ISSUE|FILE|-",
		Short: "Show step by step why a frame reads as it does in PostHog",
		Long: `Show step by step what PostHog does for a frame, what each step finds, and what
mends the first that fails: what the symbol set is looked up by, whether it is
there, how the map is found, whether it can be read and belongs to the file, and
what it answers.

The exception is an event, or the latest of an issue, of the project that you are
signed in to, named by its id or the address of its page; or a file as for symset
resolve: then PostHog is not asked, and steps that need it say so. With --maps it
also says whether the build's files would mend the frame. Without --frame it is the
frame that threw, or the next that PostHog did not resolve.

Exit code 0: no step fails. 2: one does. 1: an error.`,
		Example: `  symset explain 0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset explain --maps dist event.json
  symset explain --frame 3 --json event.json`,
		ValidArgsFunction: s.issues(true),
		Args:              exactly(1, "the id of an event or issue, or a file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.explainNamed(cmd, args, func(ctx context.Context, ev *symbols.Event, in explain.Input) error {
				return s.explain(ctx, ev, which, paths, in, asJSON)
			})
		},
	}
	f := cmd.Flags()
	f.StringArrayVarP(&paths, "maps", "m", nil, "`folder` or file with minified files and their maps; can be repeated")
	f.IntVar(&which, "frame", which, "`number` of the frame: its index in symset resolve --json\n(default: the one that threw, or the first that did not resolve)")
	f.Lookup("frame").DefValue = "0" // said in words
	f.BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// explainNamed has the exception explained that is named: one of the project, or
// in a file.
func (s *streams) explainNamed(cmd *cobra.Command, args []string, answer func(context.Context, *symbols.Event, explain.Input) error) error {
	if namesEvent(args[0]) {
		return s.online(cmd, func(ctx context.Context, c *client.Client) error {
			named, err := readPasted(args[0], c.Credentials())
			if err != nil {
				return err
			}
			ev, err := eventOf(ctx, c, named)
			if err != nil {
				return err
			}
			s.sayNotes(ev.Notes)
			sets := stored.New(c)
			defer sets.Close()
			return answer(ctx, &ev, explain.Input{Project: c, Stored: sets})
		})
	}
	events, err := s.readEvents(cmd, args)
	if err != nil {
		return err
	}
	if len(events) > 1 {
		s.say("note", fmt.Sprintf("the input has %d events; the first is explained", len(events)))
	}
	return answer(cmd.Context(), &events[0], explain.Input{})
}

// unnamed is the number of the frame where none is named.
const unnamed = -1

// An explanation is what symset explain tells.
type explanation struct {
	Frame answerRaw `json:"frame"`
	Index int       `json:"index"`
	*explain.Explanation
}

// explain explains a frame of an event and prints it.
func (s *streams) explain(ctx context.Context, ev *symbols.Event, which int, paths []string, in explain.Input, asJSON bool) error {
	if which == unnamed {
		which = worst(ev)
	}
	if in.Frame = ev.Frame(which); in.Frame == nil {
		if ev.Frames() == 0 {
			return errors.New("the exception has no frames: there is nothing for PostHog to resolve")
		}
		return advice{fmt.Errorf("there is no frame %d", which), fmt.Sprintf("its frames are 0 to %d", ev.Frames()-1)}
	}
	for i := range ev.Frames() {
		in.Trace = append(in.Trace, ev.Frame(i))
	}
	if len(paths) > 0 {
		build, err := bundle.Open(ctx, paths...)
		if err != nil {
			return err
		}
		defer build.Close()
		in.Local = build
	}
	e := explanation{Index: which, Explanation: explain.Explain(ctx, in), Frame: newAnswerRaw(in.Frame)}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := s.put(&e, asJSON); err != nil {
		return err
	}
	if e.Diagnosis != nil {
		return exitCode(exitUnresolved)
	}
	return nil
}

// worst gives the number of the frame that is explained unless one is named: of
// the exception's own code the first as people read that PostHog did not
// resolve, else the one that threw.
func worst(ev *symbols.Event) int {
	first, from := 0, 0
	for i := range ev.Exceptions {
		e := &ev.Exceptions[i]
		for k, n := range e.Reading() {
			f := &e.Frames[n]
			if i == 0 && k == 0 {
				first = n
			}
			if !f.Builtin && f.Stored != nil && (!f.Stored.Resolved || f.Stored.Failure != "") {
				return from + n
			}
		}
		from += len(e.Frames)
	}
	return first
}

// print tells the explanation to people.
func (e *explanation) print(t *theme.Theme) []byte {
	p := page{Theme: t}
	f := e.Frame
	p.line(p.Strong.Render(theme.Text(phrase.Function(f.Function))), " ", theme.Text(phrase.Place(f.File, f.Line, f.Column)))
	for _, step := range e.Steps {
		mark, words := p.good(), theme.Text(step.Words)
		switch step.Outcome {
		case explain.Failed:
			mark, words = p.bad(), p.Strong.Render(words)
		case explain.Note:
			mark = p.doubt()
		case explain.NotAsked:
			mark, words = p.dot(), p.Dim.Render(words)
		}
		p.line("  ", mark, " ", p.Dim.Render(fmt.Sprintf("%-8s", step.Name)), " ", words)
	}
	p.line("")
	switch last := e.Steps[len(e.Steps)-1]; {
	case e.Diagnosis == nil && last.Outcome == explain.NotAsked:
		p.line(p.dot(), " none of the steps that could be taken fails")
	case e.Diagnosis == nil:
		p.line(p.good(), " no step fails")
	default:
		p.line(p.bad(), " the first step that fails is ", p.Strong.Render(e.Diagnosis.Name))
		for _, fix := range e.Fix {
			p.line("  ", theme.Text(fix.Do))
			if fix.Command != "" {
				p.line("    ", p.Strong.Render(theme.Text(fix.Command)))
			}
		}
	}
	if e.Here != "" {
		p.line("  ", p.Dim.Render(theme.Text(e.Here)))
	}
	return p.out.Bytes()
}
