// Package preflight tells what a symbol set would do before it is sent: whether
// the map belongs to the file, how the frames that wait for it would read, how
// PostHog itself will show them, and whether the files are fit to leave this
// machine.
package preflight

import (
	"context"
	"fmt"
	"path"
	"strings"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/container"
	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
)

// An Input is what is to be proved.
type Input struct {
	// Pair is the minified file and its map. Without a minified file only
	// the map is looked at. Pair.Original finds sources on disk, or is nil.
	Pair *symbols.Pair

	// MapData gives the map as it would be sent, to be read with an
	// [io.ReaderAt]; nil leaves out what needs its bytes, such as the search
	// for secrets.
	MapData func() (container.Input, error)

	// Frames are those that wait for the symbol set. With Code the code
	// around each is kept, as far as it is not long, for screens to show.
	Frames []symbols.Frame
	Code   bool

	// Present is what the server has now, or nil.
	Present *symbols.Pair

	// Project, when it is not nil, is asked what it would make of the upload
	// under Pair.Ref. It changes nothing.
	Project symbols.Project
	// Release is what the upload is to bind the set to, by its project and
	// version; nil for none.
	Release *symbols.Release
}

// A Report is everything that was found. It is JSON as it is: lines and
// columns count from 1, columns in UTF-16 code units.
type Report struct {
	Fit    *Fit     `json:"fit,omitempty"`           // nil without a minified file
	Frames []Change `json:"frames,omitempty"`        // one for each of the input, in its order
	Traces *Traces  `json:"traces,omitempty"`        // nil where it is not known which traces the frames are of
	Second *Second  `json:"second_reader,omitempty"` // nil without frames
	Send   []Note   `json:"send"`                    // what speaks against sending, the gravest first
	Server *Server  `json:"server,omitempty"`        // nil when no project was asked
}

// A Fit is whether the map belongs to the minified file, see package fit.
type Fit struct {
	Verdict  string     `json:"verdict"` // match, doubtful or mismatch
	Score    float64    `json:"score"`   // of the mappings that tell anything, the part that agrees: 0 to 1
	Agree    int        `json:"agree"`
	Against  int        `json:"against"`
	Compared int        `json:"compared"` // mappings
	Evidence []Evidence `json:"evidence"`
	Examples []Example  `json:"examples,omitempty"`

	Report *fit.Report `json:"-"` // how all mappings lie in the file
}

// Oddest is what speaks most against the map: a place where it errs, or else the
// first piece of evidence that is odd; empty when there is neither.
func (f *Fit) Oddest() string {
	if len(f.Examples) > 0 {
		return f.Examples[0].Words
	}
	for _, e := range f.Evidence {
		if e.Finding == fit.Odd.String() {
			return e.Words
		}
	}
	return ""
}

// Evidence is a piece of what the verdict was made of.
type Evidence struct {
	Name    string `json:"name"`
	Finding string `json:"finding"` // good, odd or unknown
	Words   string `json:"words"`
}

// An Example is a place where map and file disagree.
type Example struct {
	Line   int    `json:"line"` // in the minified file
	Column int    `json:"column"`
	Source string `json:"source,omitempty"`
	Says   string `json:"says,omitempty"` // what stands there by the map
	Has    string `json:"has,omitempty"`  // what the file has
	Words  string `json:"words"`
}

// Outcome gives the verdict, [fit.Match] when there was no file to compare with.
func (r *Report) Outcome() fit.Outcome {
	for _, o := range []fit.Outcome{fit.Doubtful, fit.Mismatch} {
		if r.Fit != nil && r.Fit.Verdict == o.String() {
			return o
		}
	}
	return fit.Match
}

// Stops tells what PostHog would refuse, or could not read; empty when nothing
// is.
func (r *Report) Stops() string {
	for _, n := range r.Send {
		if n.Level == Stop {
			return n.Words
		}
	}
	return ""
}

// Run proves a symbol set. An error is one of reading the files.
func Run(ctx context.Context, in Input) (*Report, error) {
	minified, data, err := read(&in)
	if err != nil {
		return nil, err
	}
	r := &Report{Send: []Note{}}
	var other reader
	var work errgroup.Group
	if len(in.Frames) > 0 {
		work.Go(func() error {
			other = openSecond(in)
			return nil
		})
	}
	work.Go(func() (err error) {
		check := func(_ *lines.Text, _ *sourcemap.Map, near []sourcemap.Position) (*fit.Report, error) {
			var err error
			if r.Fit, err = belongs(minified, in.Pair, near...); err != nil {
				return nil, err
			}
			return r.Fit.Report, nil
		}
		if len(in.Frames) > 0 {
			if r.Frames, err = changes(ctx, in, minified, check); err != nil {
				return err
			}
			r.Traces = tracesOf(in.Frames, r.Frames)
		}
		if minified == nil || r.Fit != nil { // the frames' walk over the map was the verdict's, too
			return nil
		}
		if _, err = check(minified, in.Pair.Map, nil); err != nil {
			return fmt.Errorf("comparing %s with %s: %w", in.Pair.MapFile, in.Pair.File, err)
		}
		return nil
	})
	work.Go(func() (err error) {
		r.Send, err = fitToSend(minified, in.Pair, data)
		return err
	})
	if err := work.Wait(); err != nil {
		return nil, err
	}
	if len(in.Frames) > 0 {
		var report *fit.Report
		if r.Fit != nil {
			report = r.Fit.Report
		}
		r.Second = other.read(in.Pair.Map, report, r.Frames)
	}
	if in.Project != nil {
		r.Server = ask(ctx, in, minified, data)
	}
	return r, ctx.Err()
}

// read reads the minified file and finds the map, as far as they are at hand. It
// keeps the first with the pair: others who need it have it from there.
func read(in *Input) (minified *lines.Text, data container.Input, err error) {
	if in.Pair.Minified != nil {
		src, err := in.Pair.Minified()
		if err != nil {
			return nil, data, fmt.Errorf("reading %s: %w", in.Pair.File, err)
		}
		minified = lines.New(src)
		pair := *in.Pair
		pair.Minified = func() ([]byte, error) { return src, nil }
		in.Pair = &pair
	}
	if in.MapData != nil {
		if data, err = in.MapData(); err != nil {
			return nil, data, fmt.Errorf("reading %s: %w", in.Pair.MapFile, err)
		}
	}
	return minified, data, nil
}

// belongs judges map and file; its report has the positions near.
func belongs(minified *lines.Text, p *symbols.Pair, near ...sourcemap.Position) (*Fit, error) {
	c := bundle.ReadComments(minified.Bytes())
	j, err := fit.Judge(minified, p.Map, fit.Labels{
		File: base(p.File), MapFile: base(p.MapFile),
		SourceMap: c.SourceMap, ChunkID: c.ChunkID, DebugID: c.DebugID,
	}, near...)
	if err != nil {
		return nil, err
	}
	f := &Fit{Verdict: j.Outcome.String(), Score: j.Score(), Agree: j.Agree, Against: j.Against, Compared: j.Compared, Report: j.Report}
	for _, item := range j.Items {
		f.Evidence = append(f.Evidence, Evidence{item.Name, item.Finding.String(), item.Words})
	}
	for _, e := range j.Examples {
		f.Examples = append(f.Examples, Example{
			Line: e.File.Line + 1, Column: e.File.Column + 1, Source: p.Map.Source(e.Source),
			Says: e.Says, Has: e.Has, Words: e.String(),
		})
	}
	return f, nil
}

func base(name string) string {
	if name == "" {
		return ""
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}
