package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

// The first page leads to a project by a login or the demo, and to a trace that
// is pasted; what goes wrong is told there.
func TestWelcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := shop()
		broken := errors.New("log in: nobody approved the login in time")
		a := firstRun(Options{
			SignIn: func(ctx context.Context) (Login, error) {
				return Login{URL: "https://eu.posthog.com/cli/device?code=AB", Code: "AB-12", Expires: now.Add(time.Hour), Wait: func(ctx context.Context) (Options, error) {
					select {
					case <-ctx.Done():
						return Options{}, ctx.Err()
					case <-time.After(5 * time.Second):
						err := broken
						broken = nil
						return Options{Project: p, Title: "acme-web", Resolver: cart()}, err
					}
				}}, nil
			},
			Demo:   func(context.Context) (Options, error) { return Options{}, errors.New("start the demo: no room") },
			Looked: []string{"the environment", "/home/a/.posthog/credentials.json"},
		})
		x := term.Run(t, a, 80, 24)
		x.Has("You are not signed in", "the environment", "s sign in")
		x.Key("d")
		x.Has("start the demo: no room")
		x.Key("s")
		x.Has("https://eu.posthog.com/cli/device?code=AB", "AB-12", "waiting until")
		x.Key("esc")
		x.HasNot("AB-12")
		x.Slowly(6*time.Second, "s")
		x.Has("nobody approved the login in time")
		x.Send(tea.PasteMsg{Content: "TypeError: x is undefined\r    at o (https://a.example/x.js:1:2)\r"})
		x.After(time.Second)
		x.Has("TypeError: x is undefined", "esc back")
		x.Key("esc")
		x.Send(tea.PasteMsg{Content: "https://eu.posthog.com/project/42/error_tracking/configuration"})
		x.Has("sign in to see it", "s sign in")
		x.Key("o", "nothing like a trace", "enter")
		x.After(time.Second)
		x.Has("there is no file of that name")
		x.Slowly(6*time.Second, "s")
		x.Has("acme-web", "[1 Sets]")
		if !strings.Contains(x.Screen(), "6 missing") {
			t.Error("the project is not read")
		}
		quit(x, a)
	})
}

// What is pasted on one line may be a path, in quotes or as a URL, or JSON that is
// longer than any name.
func TestReadEvents(t *testing.T) {
	event := `{"$exception_list":[{"type":"TypeError","value":"` + strings.Repeat("long ", 2000) + `","stacktrace":{"frames":[]}}]}`
	path := filepath.Join(t.TempDir(), "my event.json")
	if err := os.WriteFile(path, []byte(event), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{event, path, "'" + path + "'", "file://" + strings.ReplaceAll(path, " ", "%20"), " " + strings.ReplaceAll(path, " ", `\ `) + "\n"} {
		if events, err := readEvents(text); err != nil || len(events) != 1 || events[0].Exceptions[0].Type != "TypeError" {
			t.Errorf("%.80s: %v", text, err)
		}
	}
	if _, err := readEvents(filepath.Dir(path)); err == nil {
		t.Error("a folder is read")
	}
}

// TestWelcomeGoesOn holds that the page whose address was pasted before anyone
// was signed in is what is shown then.
func TestWelcomeGoesOn(t *testing.T) {
	const id = "0199b200-ac3e-7000-8000-000000000001"
	for path, want := range map[string]string{"": "2 tui.exceptions", "/configuration?tab=error-tracking-symbol-sets": "1 tui.sets", "?event=" + id: "2 tui.trace"} {
		synctest.Test(t, func(t *testing.T) {
			a := firstRun(Options{SignInKey: func(context.Context, string, string, string) (Options, error) {
				return Options{Project: shop(), Title: "acme-web"}, nil
			}})
			x := term.Run(t, a, 80, 24)
			x.Send(tea.PasteMsg{Content: "https://eu.posthog.com/project/42/error_tracking" + path})
			x.Key("k", "tab", "42", "tab", "phx_a", "enter")
			x.After(2 * time.Second)
			if got := shownOn(a); got != want {
				t.Errorf("%q leads to %s, want %s", path, got, want)
			}
			quit(x, a)
		})
	}
}
