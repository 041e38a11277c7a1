// Package cli is symset's command line: a file for each command. It knows
// flags, output formats and exit codes, and leaves the work to other packages.
//
// Answers go to standard output, everything else to standard error with
// "symset:" before it. Nothing that comes from an event, a map or a file name
// is printed before package theme has made it safe.
//
// What commands share is in args.go and unknown.go (what they are told), read.go,
// maps.go and online.go (what they work on), output.go, table.go, print.go and
// progress.go (what they tell), and keeping.go (copies, and what was interrupted).
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"symset/symbols"
	"symset/theme"
)

// The exit codes of every command.
const (
	exitOK         = 0
	exitError      = 1 // something went wrong, or symset check found problems
	exitUnresolved = 2 // frames that needed resolving were not

	exitInterrupted = 130 // by a signal, as shells count
)

// streams is what a command reads and writes, and what all of them are told.
type streams struct {
	in       io.Reader
	out, err io.Writer
	look     look
	watch    bool // the app tells when builds are built again
	access   access
	line     moving
}

// Main runs symset with the arguments after the program's name and gives the
// exit code: 0 when all went well, 1 on an error or a map with problems, 2 when
// frames stayed unresolved.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s := &streams{in: stdin, out: stdout, err: stderr}
	root := newRoot(s)
	strict(root)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(context.Background())
	var code exitCode
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE): // whoever read the output has seen enough
		return exitError
	}
	s.complain(err)
	return exitError
}

// complain tells an error, and what to do about it.
func (s *streams) complain(err error) { s.sayWith("error", err.Error(), symbols.Hint(err)) }

// sayWith is say with a hint, if there is one.
func (s *streams) sayWith(kind, text, hint string) {
	s.say(kind, text)
	if hint != "" {
		s.say("hint", hint)
	}
}

// sayNotes says sentences that a person should know.
func (s *streams) sayNotes(notes []string) {
	for _, note := range notes {
		s.say("note", note)
	}
}

// say prints a line for the person at the terminal.
func (s *streams) say(kind, text string) {
	s.movingLine().say("")
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		fmt.Fprintf(s.err, "symset: %s: %s\n", kind, theme.Text(line))
	}
}

// exitCode is the error of a command that has said what it had to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// advice is an error with what to try, for a person.
type advice struct {
	error
	hint string
}

func (a advice) Hint() string  { return a.hint }
func (a advice) Unwrap() error { return a.error }

func newRoot(s *streams) *cobra.Command {
	var tellVersion bool
	root := &cobra.Command{
		Use:   "symset [ADDRESS]",
		Short: "Find, prove and mend PostHog's symbol sets; read minified exceptions as source",
		Long: `symset turns minified JavaScript exceptions back into source. It lists the symbol
sets of a PostHog project, says which are missing and why, proves that a source
map is the right one and uploads it, and shows an exception as the source it came
from, with PostHog or from just a pasted trace and a build folder.

Without a command it opens the app on the PostHog project that you are signed in
to: its symbol sets, the missing ones first, and its exceptions. Without a project
it offers to sign in, a demo, or to open a file. With --plain it prints what is
missing, why, and what mends it.`,
		Example: `  symset                             the app on your project
  symset https://eu.posthog.com/project/1/error_tracking/0190f3f2-7c1e-7d43-9a51-3f1e8c5b2a90
  symset demo                        look around in a made-up project
  symset open --maps dist trace.txt  an exception of your own
  pbpaste | symset resolve -         print it instead`,
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, args []string) error {
			if tellVersion {
				_, err := fmt.Fprintln(s.out, "symset", version())
				return err
			}
			switch name := anEarly(cmd); {
			case name != "":
				return advice{fmt.Errorf("--%s goes with symset sourcemap", name), "symset sourcemap --help shows how it is used"}
			case len(args) == 1:
				return s.openOnline(cmd, args[0], mapFlags{}, "", eventOf)
			case s.plainly():
				return s.tellMissing(cmd)
			case s.screen(""):
				return s.runApp(cmd)
			}
			return cmd.Help()
		},
		SilenceErrors:     true,
		SilenceUsage:      true,
		DisableAutoGenTag: true,

		SuggestionsMinimumDistance: 2,
	}
	// Not cobra's own flag, whose template costs more time than all else that
	// happens before the first line.
	root.Flags().BoolVarP(&tellVersion, "version", "v", false, "print symset's version")
	root.Flags().BoolVar(&s.watch, "watch", false, "watch the build folders, and say on the Build tab when they are built again")
	addEarly(root)
	s.look.addApp(root)
	root.SetFlagErrorFunc(flagError)
	s.look.add(root)
	s.access.add(root)
	root.AddCommand(newResolve(s), newOpen(s), newCheck(s), newExplain(s), newDemo(s), newConfig(s), newLogin(s), newLogout(s), newStatus(s), newSets(s), newBackups(s), newMatch(s), newExceptions(s), newSourcemap(s), newKeys(s), newMan(s))
	root.CompletionOptions.SetDefaultShellCompDirective(noFiles)
	s.completeFlags(root)
	return root
}
