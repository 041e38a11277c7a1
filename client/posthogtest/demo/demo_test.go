package demo_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"symset/client"
	"symset/client/posthogtest/demo"
	"symset/symbols"
	"symset/symbols/reason"
)

func start(t *testing.T, now time.Time) *demo.Demo {
	t.Helper()
	d, err := demo.Start("", now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func signIn(t *testing.T, d *demo.Demo) *client.Client {
	t.Helper()
	credentials, err := client.NewCredentials(d.Server.URL, demo.Key, demo.Project)
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(credentials, client.Options{PerMinute: 1_000_000})
	t.Cleanup(c.Close)
	return c
}

// TestProject holds what the project lists, as a client sees it: of events that
// are alike, the latest.
func TestProject(t *testing.T) {
	now := time.Now()
	c := signIn(t, start(t, now))
	age := func(at time.Time) string {
		if at.IsZero() {
			return "-"
		}
		return now.Sub(at).Round(time.Hour).String()
	}
	var b strings.Builder
	for set, err := range c.Sets(t.Context(), symbols.SetFilter{Order: symbols.ByRef}) {
		if err != nil {
			t.Fatal(err)
		}
		release := "-"
		if set.Release != nil {
			release = set.Release.Project + " " + set.Release.Version + " " + set.Release.Commit()[:7]
		}
		fmt.Fprintf(&b, "%s file=%t %s made %s used %s %s\n", set.Ref, set.HasFile, release, age(set.Created), age(set.LastUsed), reason.Parse(set.Reason).Short())
	}
	for issue, err := range c.Issues(t.Context(), symbols.IssueFilter{Status: "all", Days: 30}) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "\n%s: %s (%s, %s, %d users, from %s to %s, at %s in %s)\n", issue.Name, issue.Description, issue.Status, issue.Library, issue.Users,
			age(issue.FirstSeen), age(issue.LastSeen), issue.Function, issue.Source)
		told := map[string]bool{}
		for event, err := range c.Events(t.Context(), symbols.EventFilter{Issue: issue.ID, Days: 30}) {
			if err != nil {
				t.Fatal(err)
			}
			if told[event.Exceptions[0].Value+event.Exceptions[0].Frames[0].Stored.Failure] {
				continue
			}
			told[event.Exceptions[0].Value+event.Exceptions[0].Frames[0].Stored.Failure] = true
			fmt.Fprintf(&b, "  %s ago\n", age(event.Time))
			for _, x := range event.Exceptions {
				fmt.Fprintf(&b, "    %s: %s\n", x.Type, x.Value)
				for _, i := range x.Reading() {
					s := x.Frames[i].Stored
					fmt.Fprintf(&b, "      %s %s:%d %s\n", s.Function, s.Source, s.Line, s.Failure)
				}
			}
		}
	}
	golden.RequireEqual(t, b.String())
}

// TestReasons holds that each reason which PostHog has is in the project.
func TestReasons(t *testing.T) {
	seen := map[string]bool{}
	for _, set := range start(t, time.Now()).Server.Sets() {
		r := reason.Parse(set.Failure)
		seen[string(r.Language)+"."+r.Code] = true
	}
	for _, want := range strings.Fields(`.MissingChunkIdData JavaScript.NoUrlOrChunkId JavaScript.NoSourceUrl JavaScript.NoSourcemap
		JavaScript.NoSourcemapUploaded JavaScript.InvalidSourceMap JavaScript.InvalidSourceAndMap JavaScript.TokenNotFound
		JavaScript.InvalidSourceUrl JavaScript.InvalidSourceMapHeader JavaScript.InvalidSourceMapUrl JavaScript.InvalidDataUrl
		JavaScript.Timeout JavaScript.HttpStatus JavaScript.NetworkError JavaScript.RedirectError JavaScript.BlockedUrl
		JavaScript.JSDataError Hermes.NoChunkId Hermes.NoSourcemapUploaded Hermes.InvalidMap Hermes.NoTokenForColumn Hermes.DataError
		Proguard.NoMapId Proguard.MissingMap Proguard.InvalidMapping Proguard.NoOriginalFrames Proguard.NoModuleProvided
		Proguard.MissingClass Proguard.InvalidClass Proguard.DataError Apple.NoDebugId Apple.NoMatchingDebugImage Apple.MissingDsym
		Apple.InvalidAddress Apple.SymbolNotFound Apple.ParseError Apple.DataError Native.NoDebugId Native.NoMatchingDebugImage
		Native.MissingSymbolSet Native.InvalidAddress Native.SymbolNotFound Native.ParseError Native.DataError`) {
		if !seen[want] {
			t.Errorf("no set failed with %s", want)
		}
	}
}

// TestVolume holds that counts, their parts and the events agree.
func TestVolume(t *testing.T) {
	c := signIn(t, start(t, time.Now()))
	for issue, err := range c.Issues(t.Context(), symbols.IssueFilter{Status: "all", Days: 30, Parts: 24}) {
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for _, n := range issue.Volume {
			sum += n
		}
		if issue.Volume != nil && sum != issue.Occurrences || issue.Occurrences < 6 {
			t.Errorf("%s: %d occurrences, %v", issue.Name, issue.Occurrences, issue.Volume)
		}
	}
}

// TestLive holds that exceptions go on coming, and stop with the context.
func TestLive(t *testing.T) {
	d := start(t, time.Now())
	before := len(d.Server.Frames())
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- d.Live(ctx, time.Millisecond) }()
	for events(t, d) < 45 {
		time.Sleep(time.Millisecond)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if after := len(d.Server.Frames()); after != before {
		t.Errorf("%d frames are stored, not %d: they were thrown before", after, before)
	}
	if _, err := d.Throw("nowhere"); err == nil {
		t.Error("a page that is not there throws")
	}
}

// events counts the events of all issues.
func events(t *testing.T, d *demo.Demo) int {
	t.Helper()
	n := 0
	for _, err := range signIn(t, d).Events(t.Context(), symbols.EventFilter{Days: 30, Page: 100}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// TestClose holds that the unpacked builds go, and that only the loopback
// interface is listened on.
func TestClose(t *testing.T) {
	d := start(t, time.Now())
	if _, err := os.Stat(d.Builds); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(d.Builds); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", d.Builds, err)
	}
	for _, address := range []string{"0.0.0.0:0", ":0", "example.com:80", "nonsense"} {
		if d, err := demo.Start(address, time.Now()); err == nil {
			t.Errorf("listens on %s", address)
			_ = d.Close()
		}
	}
}
