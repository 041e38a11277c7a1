package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"symset/symbols/fit"
	"symset/symbols/lines"
	"symset/symbols/sourcemap"
	"symset/theme"
)

func newCheck(s *streams) *cobra.Command {
	var source string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "check MAP",
		Short: "Tell what is in a source map, and everything that is wrong with it",
		Long: `Tell what is in a source map, and everything that is wrong with it by ECMA-426,
with the field, or the generated line and the segment, where it is. Lines and
segments count from 1. With --source it also tells whether the map belongs to
that minified file.

Exit code 0: a valid map, and the one of its minified file. 1: it is not, or an
error.`,
		Example: `  symset check dist/app.js.map
  symset check --source dist/app.js dist/app.js.map
  symset check --json dist/app.js.map`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return advice{errors.New("symset check needs a source map to look at"), "symset check dist/app.js.map"}
			}
			return atMost(1, "one source map")(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			v, err := examine(args[0], source)
			if err != nil {
				return err
			}
			out := v.print(s.theme())
			if asJSON {
				if out, err = marshal(v); err != nil {
					return err
				}
			}
			if err := s.write(out); err != nil {
				return err
			}
			if !v.Valid || v.Source != nil && !v.Source.Fits {
				return exitCode(exitError)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&source, "source", "", "the minified `file` that the map should belong to")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// A verdict is what symset check says of a map.
type verdict struct {
	Map      string           `json:"map"`
	Valid    bool             `json:"valid"` // a source map without problems
	Kind     string           `json:"kind,omitempty"`
	Mappings int              `json:"mappings"`
	Sources  int              `json:"sources"`
	Contents int              `json:"contents"` // of the sources, those whose text the map has
	Names    int              `json:"names"`
	File     string           `json:"file,omitempty"`
	DebugID  string           `json:"debug_id,omitempty"`
	ChunkID  string           `json:"chunk_id,omitempty"`
	Problems []verdictProblem `json:"problems"`
	Source   *verdictSource   `json:"source,omitempty"` // only with --source
}

// A verdictProblem is one problem. Line and Segment count from 1; 0 when it is
// not about a segment.
type verdictProblem struct {
	Code    sourcemap.Code `json:"code"`
	Field   string         `json:"field,omitempty"`
	Line    int            `json:"line,omitempty"`
	Segment int            `json:"segment,omitempty"`
	Count   int            `json:"count"`
	Message string         `json:"message"`
}

// A verdictSource is what the minified file says of the map.
type verdictSource struct {
	File    string         `json:"file"`
	Fits    bool           `json:"fits"`
	Outside int            `json:"outside"` // mappings behind the end of a line or of the file
	Split   int            `json:"split"`   // mappings that begin inside a word
	Line    int            `json:"line,omitempty"`
	Column  int            `json:"column,omitempty"` // the first of either, both from 1
	Ends    string         `json:"ends,omitempty"`   // line:column of the last mapping, when the file goes on long after it
	Shifts  []verdictShift `json:"shifts,omitempty"`
}

// A verdictShift is a known reason why columns of the map are off.
type verdictShift struct {
	Line    int    `json:"line"`    // where it begins in the map, from 1
	Column  int    `json:"column"`  // from 1, in UTF-16 units
	By      int    `json:"by"`      // columns that the map is ahead of the file from there on
	Written string `json:"written"` // the file name whose hash was written after the map was made
}

// examine reads the map, and the minified file when one is named. What is no
// map gets a verdict, what can't be read an error.
func examine(name, source string) (*verdict, error) {
	if _, err := os.Stat(name); err != nil {
		return nil, fileError(name, err)
	}
	if isFolder(name) {
		return nil, advice{fmt.Errorf("%s is a folder, not a source map", name), "name one of its .map files"}
	}
	v := &verdict{Map: name, Problems: []verdictProblem{}}
	m, err := sourcemap.Open(name)
	var refused *sourcemap.Error
	switch {
	case errors.As(err, &refused) && !errors.Is(err, fs.ErrPermission):
		v.Problems = append(v.Problems, verdictProblem{Code: refused.Code, Field: refused.Field, Count: 1, Message: refused.Error()})
		return v, nil
	case err != nil:
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer m.Close()
	if err := v.describe(m); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if source == "" {
		return v, nil
	}
	if isFolder(source) {
		return nil, fmt.Errorf("%s is a folder, not a minified file", source)
	}
	minified, err := os.ReadFile(source)
	if err != nil {
		return nil, fileError(source, err)
	}
	report, err := fit.Check(lines.New(minified), m, nil)
	if err != nil {
		return nil, fmt.Errorf("comparing %s with %s: %w", name, source, err)
	}
	v.Source = &verdictSource{File: source, Fits: report.Verdict() == fit.Fits, Outside: report.Outside, Split: report.Split}
	if report.Outside+report.Split > 0 {
		v.Source.Line, v.Source.Column = report.First.Line+1, report.First.Column+1
	}
	if report.Verdict() == fit.Beyond {
		v.Source.Ends = fmt.Sprintf("%d:%d", report.End.Line+1, report.End.Column+1)
	}
	for _, s := range report.Shifts {
		v.Source.Shifts = append(v.Source.Shifts, verdictShift{s.Line + 1, s.Column + 1, s.By, s.Name})
	}
	return v, nil
}

// describe fills in what the map has and what is wrong with it.
func (v *verdict) describe(m *sourcemap.Map) error {
	n, err := m.Counts()
	if err != nil {
		return err
	}
	v.Kind, v.File, v.DebugID, v.ChunkID = m.Kind().String(), m.File(), m.DebugID(), m.ChunkID()
	v.Mappings, v.Sources, v.Contents, v.Names = n.Mappings, n.Sources, n.Contents, n.Names
	for _, p := range m.Problems() {
		v.Problems = append(v.Problems, verdictProblem{p.Code, p.Field, p.Line + 1, p.Segment + 1, p.Count, p.Message})
	}
	v.Valid = len(v.Problems) == 0
	return nil
}

// print gives the verdict for people.
func (v *verdict) print(t *theme.Theme) []byte {
	p := page{Theme: t}
	p.line(p.Strong.Render(theme.Text(v.Map)))
	if v.Kind != "" {
		p.fact("kind", v.Kind+" source map")
		p.fact("mappings", fmt.Sprint(v.Mappings))
		p.fact("sources", fmt.Sprintf("%d, %d with their text", v.Sources, v.Contents))
		p.fact("names", fmt.Sprint(v.Names))
		p.fact("file", v.File)
		p.fact("debug id", v.DebugID)
		p.fact("chunk id", v.ChunkID)
	}
	for _, problem := range v.Problems {
		p.line("  ", p.Bad.Render(p.Glyphs.Bad), " ", theme.Text(problem.sentence()))
	}
	p.line("")
	good, bad := p.Good.Render(p.Glyphs.Good)+" ", p.Bad.Render(p.Glyphs.Bad)+" "
	switch {
	case v.Valid:
		p.line(good, "a valid source map")
	case v.Kind == "":
		p.line(bad, "not a source map")
	default:
		p.line(bad, "not a valid source map: ", count(len(v.Problems), "problem"))
	}
	if v.Source != nil {
		p.source(v.Source, v.Mappings)
	}
	return p.out.Bytes()
}

// source tells whether the map belongs to the minified file.
func (p *page) source(s *verdictSource, mappings int) {
	good, bad := p.Good.Render(p.Glyphs.Good)+" ", p.Bad.Render(p.Glyphs.Bad)+" "
	found := fmt.Sprintf("%d of %d mappings begin inside a word or outside of it", s.Split+s.Outside, mappings)
	switch {
	case s.Fits:
		p.line(good, theme.Text(fmt.Sprintf("it belongs to %s: %s", s.File, found)))
	case s.Ends != "":
		p.line(bad, theme.Text(fmt.Sprintf("it belongs to a shorter build of %s: the last mapping is at %s, long before the file ends", s.File, s.Ends)))
	default:
		p.line(bad, theme.Text(fmt.Sprintf("it belongs to another build of %s: %s, the first at %d:%d", s.File, found, s.Line, s.Column)))
	}
	for _, shift := range s.Shifts {
		p.line(p.Warn.Render(p.Glyphs.Doubt), " ", theme.Text(fmt.Sprintf(
			"its columns are %d too large from %d:%d on: the hash of %s was written after the map was made; symset reads it right, PostHog does not",
			shift.By, shift.Line, shift.Column, shift.Written)))
	}
}

// fact writes a line with a name and what it is, if it is known.
func (p *page) fact(name, value string) {
	if value != "" {
		p.line("  ", p.Dim.Render(fmt.Sprintf("%-9s", name)), " ", theme.Text(value))
	}
}

// sentence tells a problem with its place.
func (p verdictProblem) sentence() string {
	s := p.Message
	switch {
	case p.Line > 0:
		s = fmt.Sprintf("%s: %s (generated line %d, segment %d)", p.Field, s, p.Line, p.Segment)
	case p.Field != "":
		s = p.Field + ": " + s
	}
	if p.Count > 1 {
		s += fmt.Sprintf(", %d times", p.Count)
	}
	return s
}
