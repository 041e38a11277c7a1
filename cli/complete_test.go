package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	"symset/client/posthogtest"
)

// signIn signs this process in to a box.
func signIn(t *testing.T, box *posthogtest.Server) {
	t.Helper()
	for _, v := range onBox(t, box) {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
}

// completed gives the words and the directive that a shell gets; nothing else
// may be told.
func completed(t *testing.T, args ...string) (words []string, directive string) {
	t.Helper()
	code, out, bad := run("", append([]string{"__complete"}, args...)...)
	if code != 0 || !strings.HasPrefix(bad, "Completion ended with") || strings.Count(bad, "\n") != 1 {
		t.Errorf("%q: exit code %d, and %s", args, code, bad)
	}
	for line := range strings.Lines(out) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		words = append(words, word)
	}
	if len(words) == 0 {
		return nil, ""
	}
	return words[:len(words)-1], words[len(words)-1]
}

const (
	anyFile, noFile, folder = ":0", ":4", ":16"
	vendorURL               = "https://corner.example/assets/vendor-NRBDJ5BQ.js"
	wholeSet                = "0190aaaa-0000-7000-8000-000000000001"
)

// TestCompletion holds what shells complete for whom is signed in.
func TestCompletion(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	box.AddSet(posthogtest.Set{Ref: "https://corner.example/\x1b[2J.js"}, nil)
	signIn(t, box)
	issue := issueOf(t, box)
	for _, c := range []struct {
		args      string // the last word is completed; "…" is an empty one
		has, not  string // words, with spaces between
		directive string
	}{
		{"sets …", "show download " + shopURL, "\x1b", noFile},
		{"sets show https://corner.example/assets/shop", shopURL, vendorURL, noFile},
		{"sets show a …", "", shopURL, noFile},
		{"sets download …", wholeSet, shopURL, noFile},
		{"sets upload …", shopURL + " " + vendorURL, wholeSet, noFile},
		{"sets delete " + shopURL + " …", wholeSet + " " + vendorURL, shopURL, noFile},
		{"exceptions " + issue[:9], issue, "", noFile},
		{"exceptions show …", issue, "", noFile},
		{"explain …", issue, "", noFile},
		{"open " + issue[:3], issue, "", noFile},
		{"open trace", "", issue, anyFile},
		{"resolve ffffff", "", issue, anyFile},
		{"check …", "", shopURL, anyFile},
		{"check app.js.map --for …", shopURL, "", noFile},
		{"open --maps …", "", "", anyFile},
		{"match --directory …", "", "", folder},
		{"sets upload x --release-name …", "shop", "", noFile},
		{"sets upload x --release-version …", "1.4.2", "", noFile},
		{"sets --sort …", "newest waiting", "", noFile},
		{"exceptions --status …", "active all", "", noFile},
		{"--color …", "never", "", noFile},
		{"--project …", "42", "", noFile},
		{"login --host …", "https://eu.posthog.com", "", noFile},
		{"sets --limit …", "", "", noFile},
		{"status …", "", "", noFile},
	} {
		args := strings.Fields(strings.ReplaceAll(c.args, "…", "\x00"))
		for i := range args {
			args[i] = strings.Trim(args[i], "\x00")
		}
		words, directive := completed(t, args...)
		for want := range strings.FieldsSeq(c.has) {
			if !slices.Contains(words, want) {
				t.Errorf("%s: %q is not in %q", c.args, want, words)
			}
		}
		if c.not != "" && strings.Contains(strings.Join(words, " "), c.not) || c.has == "" && len(words) > 0 {
			t.Errorf("%s: gives %q", c.args, words)
		}
		if directive != c.directive {
			t.Errorf("%s: ends with %s, want %s", c.args, directive, c.directive)
		}
	}
}

// TestCompletionAlone holds that a shell is told nothing wrong when nobody is
// signed in, PostHog fails, or never answers.
func TestCompletionAlone(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	hung := newBox(t, posthogtest.Config{})
	hung.Break(posthogtest.Fault{Delay: time.Hour})
	box.Break(posthogtest.Fault{Status: 500})
	for name, env := range map[string][]string{
		"nobody": {"POSTHOG_CLI_API_KEY=", "POSTHOG_HOME=" + t.TempDir()}, "fails": onBox(t, box), "hangs": onBox(t, hung),
		"reads keys": {"POSTHOG_CLI_DOTENV_FILE=nowhere.env", "POSTHOG_HOME=" + t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			for _, v := range env {
				name, value, _ := strings.Cut(v, "=")
				t.Setenv(name, value)
			}
			for args, want := range map[string]string{"sets show ": noFile, "explain ": anyFile, "open --api-key-file - --project 1 ": anyFile} {
				if words, directive := completed(t, strings.Split(args, " ")...); len(words) > 0 || directive != want {
					t.Errorf("%s: %q %s", args, words, directive)
				}
			}
		})
	}
}

// TestCompletionOfCopies completes the ids of kept copies, which lie here.
func TestCompletionOfCopies(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	signIn(t, box)
	if words, _ := completed(t, "backups", "restore", ""); len(words) > 0 {
		t.Errorf("there are none, and it gives %q", words)
	}
	if code, _, bad := run("", "sets", "delete", "--yes", wholeSet); code != 0 {
		t.Fatal(bad)
	}
	words, _ := completed(t, "backups", "restore", "")
	if len(words) != 1 {
		t.Fatalf("gives %q", words)
	}
	if code, _, bad := run("", "backups", "restore", words[0]); code != 0 {
		t.Error(bad)
	}
}

// TestManual holds that the manual page tells of every command and flag, and
// that none of its lines is taken for an instruction that is none.
func TestManual(t *testing.T) {
	code, out, bad := run("", "help", "man")
	if code != 0 || bad != "" {
		t.Fatalf("exit code %d: %s", code, bad)
	}
	for _, want := range []string{".TH SYMSET 1", `symset \- find`, ".SS symset sets show REF|ID\n", `\fB\-m\fR, \fB\-\-maps\fR \fIfolder\fR`, `%LOCALAPPDATA%\esymset`, "On every page", `symset open \-\-maps dist trace.txt`} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in it", want)
		}
	}
	for line := range strings.Lines(out) {
		word, _, _ := strings.Cut(strings.TrimRight(line, "\n"), " ")
		if strings.HasPrefix(word, ".") && !slices.Contains([]string{".TH", ".SH", ".SS", ".B", ".PP", ".TP", ".nf", ".fi"}, word) || strings.HasPrefix(word, "'") {
			t.Errorf("an instruction that is none: %s", line)
		}
	}
	if got := escaped(".dot\n'quote\n\\n -x"); got != `\&.dot`+"\n"+`\&'quote`+"\n"+`\en \-x` {
		t.Errorf("escaped: %q", got)
	}
}
