package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"symset/symbols"
	"symset/symbols/bundle"
	"symset/symbols/container"
	"symset/symbols/fit"
	"symset/symbols/phrase"
	"symset/symbols/preflight"
	"symset/symbols/sourcemap"
	"symset/symbols/stored"
	"symset/symbols/waiting"
)

// preflight proves the map with what the flags name beside it.
func (s *streams) preflight(ctx context.Context, p symbols.Project, v *verdict, m *sourcemap.Map, c checking) error {
	in := preflight.Input{
		Pair:    &symbols.Pair{Ref: symbols.Ref(c.ref), MapFile: v.Map, Map: m, Original: bundle.Originals(m, v.Map)},
		MapData: func() (container.Input, error) { return container.File(v.Map) },
		Project: p,
	}
	if c.release != "" {
		in.Release = &symbols.Release{Project: c.release, Version: c.version}
	}
	if c.source != "" {
		if isFolder(c.source) {
			return fmt.Errorf("%s is a folder, not a minified file", c.source)
		}
		minified, err := os.ReadFile(c.source)
		if err != nil {
			return fileError(c.source, err)
		}
		in.Pair.File, in.Pair.Minified = c.source, func() ([]byte, error) { return minified, nil }
		if c.ref != "" {
			if err := s.warnOther(symbols.Ref(c.ref), c.source); err != nil {
				return err
			}
		}
	}
	if err := s.framesFor(ctx, p, c, &in); err != nil {
		return err
	}
	if p != nil {
		sets := stored.New(p)
		defer sets.Close()
		in.Present = sets.Present(ctx, in.Pair.Ref)
	}
	var err error
	if v.Report, err = preflight.Run(ctx, in); err == nil && v.Fit != nil {
		v.compare(c.source, v.Fit.Report)
	}
	return err
}

// compare tells how the map's mappings lie in the file.
func (v *verdict) compare(source string, report *fit.Report) {
	v.Source = &verdictSource{File: source, Fits: report.Verdict() == fit.Fits, Mappings: report.Mappings, Outside: report.Outside, Split: report.Split}
	if report.Outside+report.Split > 0 {
		v.Source.Line, v.Source.Column = report.First.Line+1, report.First.Column+1
	}
	if report.Verdict() == fit.Beyond {
		v.Source.Ends = fmt.Sprintf("%d:%d", report.End.Line+1, report.End.Column+1)
	}
	for _, s := range report.Shifts {
		v.Source.Shifts = append(v.Source.Shifts, verdictShift{s.Line + 1, s.Column + 1, s.By, s.Name})
	}
}

// framesFor fills in the frames to read: those of an event in a file, or those
// that wait for the symbol set.
func (s *streams) framesFor(ctx context.Context, p symbols.Project, c checking, in *preflight.Input) error {
	switch {
	case c.event != "":
		events, err := s.readEvents(nil, []string{c.event})
		if err != nil {
			return err
		}
		type key struct {
			function, file string
			line, column   int
		}
		seen := map[key]bool{} // causes end with the frames of what they caused
		for i := range events {
			for n := range events[i].Frames() {
				f := events[i].Frame(n)
				k := key{f.Function, f.File, f.Line, f.Column}
				if goesWith(f, in.Pair) && !seen[k] {
					in.Frames = append(in.Frames, *f)
				}
				seen[k] = true
			}
		}
		if len(in.Frames) == 0 {
			return advice{fmt.Errorf("no frame of %s is of a file called as the map's", c.event), "name the event of the file that the map is of"}
		}
	case c.ref != "":
		set, err := p.SetByRef(ctx, in.Pair.Ref)
		known := &set
		if symbols.Absent(err) {
			known = nil
		} else if err != nil {
			return err
		}
		frames, err := waiting.ForSet(ctx, p, in.Pair.Ref, known)
		if in.Frames = waiting.Captured(frames); len(frames) == 0 {
			return err
		}
	}
	return nil
}

// goesWith reports whether a frame may be of the pair's file: by its chunk id,
// or by the file's name.
func goesWith(f *symbols.Frame, p *symbols.Pair) bool {
	if !f.Platform.JavaScript() || f.Builtin {
		return false
	}
	if id := p.Map.ChunkID(); f.ChunkID != "" && id != "" {
		return bundle.SameID(f.ChunkID, id)
	}
	file, _, _ := strings.Cut(f.File, "?")
	name := base(file)
	if name == "" {
		return false
	}
	return name == base(p.File) || name+".map" == base(p.MapFile) || name == base(p.Map.File())
}

// embed writes a copy of the map with the sources that lie here.
func (s *streams) embed(m *sourcemap.Map, name, to string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return fileError(name, err)
	}
	original := bundle.Originals(m, name)
	copied, n, err := preflight.EmbedSources(data, func(i int) (string, bool) {
		_, text, err := original(i)
		return strings.ToValidUTF8(string(text), "\uFFFD"), err == nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if n == 0 {
		s.say("note", "no source that the map lacks lies below the current folder: the copy has nothing more")
	}
	if err := os.WriteFile(to, copied, 0o666); err != nil {
		return fmt.Errorf("writing the map with its sources: %w", err)
	}
	s.say("note", fmt.Sprintf("wrote %s with the texts of %s", to, phrase.Count(n, "source")))
	return nil
}
