package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"symset/client"
	"symset/symbols"
	"symset/symbols/fit"
	"symset/symbols/preflight"
	"symset/symbols/sourcemap"
)

// checking is what symset check is asked to do.
type checking struct {
	source  string // the minified file
	ref     string // whose waiting frames are read, of the project
	event   string // a file whose frames are read
	release string // whose set it is to be, with its version; only with ref
	version string
	embed   string // the map to write, with the sources found here
	json    bool
}

func newCheck(s *streams) *cobra.Command {
	var c checking
	cmd := &cobra.Command{
		Use:   "check MAP",
		Short: "Prove a source map: is it valid, does it belong to its file, what reads with it",
		Long: `Show what is in a source map, and everything in it that breaks ECMA-426, with the
field, or the generated line and the segment, where it is. Lines and segments
count from 1.

With --source it also says whether the map belongs to that minified file, with
the evidence: which words, strings and numbers are in both where the map says so,
and whether the two are fit to be sent. With --event the frames of an exception in
a file are read with the map. With --for it reads the frames that wait for a symbol
set of the project that you are signed in to, or were read with the file that it
has, before and after, and asks the server what it would make of the upload.
Nothing is sent but the question.

--json prints one object. Of the map: map, valid, kind, mappings, sources,
contents (sources with their text), names, file, debug_id, chunk_id, and problems
with code, field, line, segment, count, message. With a file, an event or a ref:
  fit            verdict (match, doubtful, mismatch), score (0 to 1), agree,
                 against, compared, evidence (name, finding: good, odd, unknown,
                 words), examples (line, column, says, has, words)
  source         how the mappings lie in the file: fits, outside, split
  frames         file, line, column, before, after (source, line, column,
                 function, code, failure), change (starts, changes, same, stops,
                 unread), posthog, second: how they show it where that differs
  traces         of the frames that wait: asked, latest (of these those in a row,
                 the latest one first, that read)
  second_reader  asked, disagrees, left_out
  send           level (stop, warning, hint), name (size, encoding, empty,
                 damaged, contents, paths, secrets), words, do
  server         now (nothing, no file, a file, unfinished, this file, other
                 file), release (that the set is bound to), has, replaces,
                 needed, refuses, do, not_asked
Lines and columns count from 1, columns in UTF-16 units.

Exit code 0: a valid map that belongs to its minified file. 2: that is doubtful, or
a frame that read no longer does. 1: it is invalid or does not belong, PostHog would
refuse it, or an error.`,
		Example: `  symset check dist/app.js.map
  symset check --source dist/app.js dist/app.js.map
  symset check --source dist/app.js --event event.json dist/app.js.map
  symset check --source dist/app.js --for https://shop.example/app.js dist/app.js.map
  symset check --embed-sources app.js.map dist/app.js.map
  symset check --json dist/app.js.map`,
		ValidArgsFunction: files,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return advice{errors.New("symset check needs a source map to look at"), "symset check dist/app.js.map"}
			}
			return atMost(1, "one source map")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.refuse(); err != nil {
				return err
			}
			if c.ref != "" {
				return s.online(cmd, func(ctx context.Context, p *client.Client) error { return s.check(ctx, p, args[0], c) })
			}
			return s.check(cmd.Context(), nil, args[0], c)
		},
	}
	c.add(cmd.Flags())
	return cmd
}

func (c *checking) add(f *pflag.FlagSet) {
	f.StringVar(&c.source, "source", "", "the minified `file` that the map should belong to")
	f.StringVar(&c.event, "event", "", "`file` with an exception whose frames to read with the map")
	f.StringVar(&c.ref, "for", "", "`ref` of the symbol set, a URL or a chunk id, whose waiting frames to read")
	f.StringVar(&c.release, "release-name", "", "`name` of the program whose release the set would be bound to; with --for")
	f.StringVar(&c.version, "release-version", "", "`version` of that release")
	f.StringVar(&c.embed, "embed-sources", "", "`file` to write a copy of the map to, with the texts of sources that lie below the current folder")
	f.BoolVar(&c.json, "json", false, "print JSON")
}

// refuse tells which of the flags don't go together.
func (c *checking) refuse() error {
	switch {
	case c.event != "" && c.ref != "":
		return errors.New("--event and --for can't be used together")
	case (c.release == "") != (c.version == ""):
		return errors.New("--release-name and --release-version go together")
	case c.release != "" && c.ref == "":
		return errors.New("--release-name needs --for: what the set is bound to is asked of the project")
	}
	return nil
}

// check examines a map and prints what it found. The project may be nil.
func (s *streams) check(ctx context.Context, p symbols.Project, name string, c checking) error {
	v, err := s.examine(ctx, p, name, c)
	if err != nil {
		return err
	}
	if err := s.put(v, c.json); err != nil {
		return err
	}
	if code := v.code(); code != exitOK {
		return exitCode(code)
	}
	return nil
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

	*preflight.Report // only with --source, --event or --for
}

// code gives the exit code.
func (v *verdict) code() int {
	switch {
	case !v.Valid || v.Source != nil && !v.Source.Fits:
		return exitError
	case v.Report == nil:
		return exitOK
	case v.Outcome() == fit.Mismatch || len(v.Send) > 0 && v.Send[0].Level == preflight.Stop || v.Server != nil && v.Server.Refuses != "":
		return exitError
	case v.Outcome() == fit.Doubtful || slices.ContainsFunc(v.Frames, func(c preflight.Change) bool { return c.Change == preflight.Stops }):
		return exitUnresolved
	}
	return exitOK
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
	File     string         `json:"file"`
	Fits     bool           `json:"fits"`
	Mappings int            `json:"mappings"` // compared: of large maps a sample
	Outside  int            `json:"outside"`  // mappings behind the end of a line or of the file
	Split    int            `json:"split"`    // mappings that begin inside a word
	Line     int            `json:"line,omitempty"`
	Column   int            `json:"column,omitempty"` // the first of either, both from 1
	Ends     string         `json:"ends,omitempty"`   // line:column of the last mapping, when the file goes on long after it
	Shifts   []verdictShift `json:"shifts,omitempty"`
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
func (s *streams) examine(ctx context.Context, p symbols.Project, name string, c checking) (*verdict, error) {
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
	if c.embed != "" {
		if err := s.embed(m, name, c.embed); err != nil {
			return nil, err
		}
	}
	if c.source == "" && c.event == "" && c.ref == "" {
		return v, nil
	}
	return v, s.preflight(ctx, p, v, m, c)
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
