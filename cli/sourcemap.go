package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"symset/client"
	"symset/symbols/bundle"
	"symset/symbols/inject"
)

// A pipeline is what the symset sourcemap commands are told. The flags are
// posthog-cli's.
type pipeline struct {
	dirs, include, exclude []string
	stdin                  bool // more of dirs are there
	prefix                 string
	all                    bool

	release, version, build string
	plist                   string
	mode                    string
	unbind                  bool // upload without releases when they are refused

	force, skip        bool
	batch, concurrency int
	deleteAfter        bool
	noCheck, noBackup  bool
	skipWithoutID      bool

	dryRun, noFail, json bool
}

func newSourcemap(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sourcemap",
		Short: "Inject chunk ids into a build, and upload its source maps",
		Long: `What a build pipeline does between building and deploying: inject puts a chunk id
into each minified file, upload sends the files with their source maps, process
does both. Flags and variables are those of posthog-cli.`,
		Example: `  symset sourcemap process --directory dist --delete-after
  symset sourcemap inject --directory dist --dry-run`,
		Args: oneOf,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	addEarly(cmd)
	cmd.AddCommand(newInject(s), newUpload(s), newProcess(s))
	return cmd
}

// early are flags that posthog-cli takes before its commands, too.
var early = []string{"no-fail", "dry-run"}

// addEarly makes known that these take no value, so that what stands behind
// them is found to be a command: that reads them.
func addEarly(cmd *cobra.Command) {
	for _, name := range early {
		cmd.Flags().Bool(name, false, "")
		cmd.Flags().Lookup(name).Hidden = true
	}
}

// anEarly names one that was given; empty for none.
func anEarly(cmd *cobra.Command) string {
	for _, name := range early {
		if cmd.Flags().Changed(name) {
			return name
		}
	}
	return ""
}

// aliases are posthog-cli's other names of flags.
func aliases(_ *pflag.FlagSet, name string) pflag.NormalizedName {
	switch name {
	case "file":
		name = "directory"
	case "ignore":
		name = "exclude"
	case "version":
		name = "release-version"
	case "env-file":
		name = "dotenv-file"
	}
	return pflag.NormalizedName(name)
}

func (p *pipeline) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringArrayVarP(&p.dirs, "directory", "d", nil, "build `folder`, or a file of it; can be repeated (also --file)")
	f.BoolVar(&p.stdin, "stdin", false, "also read folders and files from standard input, one per line")
	f.StringArrayVarP(&p.include, "include", "i", nil, "only files that match the `glob`; can be repeated")
	f.StringArrayVarP(&p.exclude, "exclude", "e", nil, "no files that match the `glob`; can be repeated (also --ignore)")
	f.StringVarP(&p.prefix, "public-path-prefix", "p", "", "`prefix` that the bundler puts before the URLs of source maps")
	f.BoolVar(&p.all, "all", false, "also look into node_modules and hidden folders")
	f.StringVar(&p.release, "release-name", "", "`name` of the release's program; else the repository's (also --project, without --api-key-file)")
	f.StringVar(&p.version, "release-version", "", "`version` of the release; else the commit (also --version)")
	f.StringVar(&p.build, "build", "", "`number` of the build, added to the version")
	f.StringVar(&p.plist, "info-plist", "", "Info.plist `file` to take the release from, where it is not given")
	f.StringVar(&p.mode, "release-mode", "event", "event or symbol-set: what carries the release, events or symbol sets (POSTHOG_RELEASE_MODE)")
	f.BoolVar(&p.dryRun, "dry-run", false, "say what would be done, and do nothing (POSTHOG_CLI_DRY_RUN)")
	f.BoolVar(&p.noFail, "no-fail", false, "exit with 0 whatever goes wrong")
	f.BoolVar(&p.json, "json", false, "print JSON")
	f.SetNormalizeFunc(aliases)
}

func (p *pipeline) addUpload(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&p.unbind, "skip-release-on-fail", true, "upload without releases when a set is bound to another one")
	f.BoolVar(&p.force, "force", false, "replace files that differ; event mode always does")
	f.BoolVar(&p.skip, "skip-on-conflict", false, "leave files that differ, without an error")
	f.IntVar(&p.batch, "batch-size", 50, "`sets` that are started together, at most 50")
	f.IntVar(&p.concurrency, "concurrency", 10, "`files` sent at a time (POSTHOG_CLI_SOURCEMAP_UPLOAD_CONCURRENCY)")
	f.BoolVar(&p.deleteAfter, "delete-after", false, "delete the source maps, and what names them, once all is uploaded")
	f.BoolVar(&p.skipWithoutID, "skip-missing-debug-ids", false, "leave out files that have no id, without an error")
	f.BoolVar(&p.noCheck, "no-check", false, "upload even if a map does not belong to its file")
	f.BoolVar(&p.noBackup, "no-backup", false, "replace even where no copy can be kept of what is there")
}

// ready fills in what the environment says, and refuses what can't be.
func (p *pipeline) ready(s *streams, cmd *cobra.Command) error {
	if s.access.keyFile == "" && s.access.project != "" { // posthog-cli's other name of --release-name
		p.release, s.access.project = cmp.Or(p.release, s.access.project), ""
	}
	for name, variable := range map[string]string{
		"release-mode": "POSTHOG_RELEASE_MODE", "dry-run": "POSTHOG_CLI_DRY_RUN", "concurrency": "POSTHOG_CLI_SOURCEMAP_UPLOAD_CONCURRENCY",
	} {
		flag := cmd.Flags().Lookup(name)
		if v := os.Getenv(variable); v != "" && flag != nil && !flag.Changed {
			if err := flag.Value.Set(v); err != nil {
				return fmt.Errorf("the variable %s is %q: %w", variable, v, inWords(err))
			}
		}
	}
	if p.stdin {
		if err := p.readDirs(s); err != nil {
			return err
		}
	}
	switch {
	case len(p.dirs) == 0:
		return advice{errors.New("--directory is needed: the folder of the build"), cmd.CommandPath() + " --directory dist"}
	case slices.Contains(p.dirs, ""):
		return errors.New("--directory is empty: the variable that was to give the folder has no value")
	case p.mode != "event" && p.mode != "symbol-set":
		return fmt.Errorf("--release-mode must be event or symbol-set, not %q", p.mode)
	case p.force && p.skip:
		return errors.New("--force and --skip-on-conflict can't be used together")
	case cmd.Flags().Lookup("batch-size") != nil && (p.batch < 1 || p.concurrency < 1):
		return errors.New("--batch-size and --concurrency are at least 1")
	}
	return p.selection().Check()
}

// readDirs reads paths from standard input.
func (p *pipeline) readDirs(s *streams) error {
	if s.access.keyFile == "-" {
		return errors.New("--stdin and --api-key-file - can't be used together: both read standard input")
	}
	lines := bufio.NewScanner(io.LimitReader(s.in, maxPaths))
	for lines.Scan() {
		if path := strings.TrimSpace(lines.Text()); path != "" {
			p.dirs = append(p.dirs, path)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read paths from standard input: %w", err)
	}
	if len(p.dirs) == 0 {
		return advice{errors.New("--stdin is given, and standard input names no folder or file"), "find dist -name '*.js' | symset sourcemap inject --stdin"}
	}
	return nil
}

const maxPaths = 64 << 20 // bytes of standard input that are read

func (p *pipeline) injectMode() inject.Mode {
	if p.mode == "symbol-set" {
		return inject.SymbolSet
	}
	return inject.Event
}

func (p *pipeline) selection() bundle.Selection {
	return bundle.Selection{Include: p.include, Exclude: p.exclude}
}

// run runs a command, and makes nothing of its failure when asked to.
func (p *pipeline) run(s *streams, cmd *cobra.Command, do func(context.Context) error) error {
	err := p.ready(s, cmd)
	if err == nil {
		err = s.interruptible(cmd, do)
	}
	if err == nil || !p.noFail {
		return err
	}
	var code exitCode
	if !errors.As(err, &code) {
		s.complain(err)
	}
	s.say("note", "it failed, but exits with 0 because of --no-fail")
	return nil
}

// open finds the pairs of the build, and tells what was passed over.
func (p *pipeline) open(ctx context.Context, s *streams) (*bundle.Build, []bundle.FilePair, []bundle.Skipped, error) {
	b, err := bundle.OpenWith(ctx, bundle.Options{All: p.all, Prefix: p.prefix}, p.dirs...)
	if err != nil {
		return nil, nil, nil, err
	}
	s.sayNotes(b.Notes())
	pairs, skipped, err := b.Pairs(ctx, p.selection())
	if err == nil && len(pairs) == 0 {
		hint := "have the build write source maps, as files or inline"
		switch {
		case slices.ContainsFunc(skipped, injected):
			hint = "some files carry chunk ids: if --delete-after deleted their maps, nothing is left to do; else build again"
		case len(p.include)+len(p.exclude) > 0:
			hint = "--include and --exclude may leave out everything"
		case b.Native():
			hint = "React Native's bundles are not injected into; posthog-cli hermes clone and upload are for them"
		case b.Hidden() != "":
			hint += fmt.Sprintf("; hidden folders such as %s are not looked into unless --directory names them", b.Hidden())
		}
		err = advice{fmt.Errorf("no JavaScript file with a source map in %s", strings.Join(p.dirs, ", ")), hint}
	}
	if err != nil {
		b.Close()
	}
	return b, pairs, skipped, err
}

// injected reports whether a file that was passed over carries a chunk id at its
// end. One that can't be read does not.
func injected(k bundle.Skipped) bool {
	if !isFile(k.File) {
		return false
	}
	comments, err := bundle.FileComments(k.File)
	return err == nil && comments.ChunkID != ""
}

// connect gives a client for the project. A host on the command line goes with
// the key of the environment or a file: a person typed it.
func (s *streams) connect() (*client.Client, error) {
	search, err := s.search()
	if err != nil {
		return nil, err
	}
	host := search.Host
	if search.Project == "" && search.Key.Empty() {
		search.Host = ""
	}
	c, err := s.find(search)
	if err == nil && host != "" && search.Host == "" {
		c, err = client.NewCredentials(host, c.Key.Reveal(), c.Project)
	}
	if err != nil {
		return nil, err
	}
	return s.clientFor(c)
}
