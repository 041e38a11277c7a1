package cli

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the scripts' commands print into the scripts")

// stopped names the variable with the time that the app's clock stands at in
// tests that ask for it.
const stopped = "SYMSET_TEST_CLOCK"

func TestMain(m *testing.M) {
	retryPause = time.Microsecond // here and nowhere else: tests run side by side
	testscript.Main(m, map[string]func(){
		"symset": func() {
			if at, err := time.Parse(time.RFC3339, os.Getenv(stopped)); err == nil {
				clock = func() time.Time { return at }
			}
			os.Exit(Main(os.Args[1:], os.Stdin, copied(os.Stdout), copied(os.Stderr)))
		},
	})
}

// TestScripts runs the program as a person does: testdata/*.txtar.
func TestScripts(t *testing.T) {
	demo, err := filepath.Abs("demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("DEMO", demo)
			e.Setenv("FIT", filepath.Join(demo, "..", "..", "symbols", "fit", "testdata", "corpus"))
			e.Setenv("BUNDLES", filepath.Join(demo, "..", "..", "testdata"))
			e.Setenv("NO_COLOR", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": wantCode,
		},
	})
}

// wantCode is the scripts' "code N COMMAND…": COMMAND must end with exit code N.
func wantCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N COMMAND [ARG…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("%s ended with %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// run runs a command in this process.
func run(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = Main(args, strings.NewReader(stdin), &out, &err)
	return code, out.String(), err.String()
}

func TestHelpOfEveryCommand(t *testing.T) {
	root := newRoot(&streams{})
	for _, cmd := range root.Commands() {
		if cmd.IsAdditionalHelpTopicCommand() {
			continue
		}
		t.Run(cmd.Name(), func(t *testing.T) {
			if cmd.Short == "" || cmd.Long == "" {
				t.Error("no words on what it is for")
			}
			if cmd.Example == "" {
				t.Error("no example")
			}
			for line := range strings.SplitSeq(cmd.Example, "\n") {
				if example, _, _ := strings.Cut(strings.TrimSpace(line), "   "); example != "" {
					understood(t, example)
				}
			}
		})
	}
}

// understood fails the test unless symset knows the command line: its command,
// its flags and the number of its arguments. What is before a pipe, and where
// output goes, is not looked at.
func understood(t *testing.T, line string) {
	t.Helper()
	at := strings.Index(line, "symset ")
	if at < 0 {
		t.Errorf("%s: calls no symset", line)
		return
	}
	words := strings.Fields(line[at:])[1:]
	for i, w := range words {
		if w == "|" || w == ">" || w == "<" || w == "#" {
			words = words[:i]
			break
		}
	}
	root := newRoot(&streams{})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd(words...)
	cmd, args, err := root.Find(words)
	if err == nil {
		err = cmd.ParseFlags(args)
	}
	if err == nil {
		err = cmd.ValidateArgs(cmd.Flags().Args())
	}
	if err != nil && !strings.Contains(err.Error(), "help requested") {
		t.Errorf("%s: %v", line, err)
	}
}
