package tui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"symset/tui/term"
)

func TestPlaces(t *testing.T) {
	const id = "0199b200-ac3e-7000-8000-000000000001"
	a := at(shop())
	for text, want := range map[string][]string{
		"https://eu.posthog.com/project/42/error_tracking/" + id:                                        {"Go to the issue " + id},
		"https://eu.posthog.com/project/42/error_tracking/" + id + "?event=" + id + "&x=1":              {"Open the exception " + id},
		"https://eu.posthog.com/project/42/error_tracking/configuration?tab=error-tracking-symbol-sets": {"Go to Symbol sets"},
		"https://app.acme.com/assets/index.js":                                                          {"Open the symbol set of https://app.acme.com/assets/index.js"},
		" " + id + " ":                                                                                  {"Open the symbol set " + id, "Open the exception " + id, "Go to the issue " + id},
		"com.acme@1.0+2":                                                                                {"Open the symbol set of com.acme@1.0+2"},
		"trace.txt":                                                                                     {"Open the file trace.txt"},
		"'/tmp/an event.json'":                                                                          {"Open the file '/tmp/an event.json'"},
		"https://eu.posthog.com/project/42/error_tracking":                                              {"Go to Exceptions"},
		"<https://eu.posthog.com/project/42/events/" + id + ">":                                         {"Open the exception " + id},
		"https://eu.posthog.com/project/7/error_tracking/" + id:                                         {"Go to the issue " + id + " (the address is of project 7 on eu.posthog.com, and you are signed in to project 42 on https://eu.posthog.com)"},
		"upload": nil,
	} {
		var got []string
		for _, x := range a.places(text) {
			if x.off != "" {
				x.title += " (" + x.off + ")"
			}
			got = append(got, x.title)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q leads to %q, want %q", text, got, want)
		}
	}
}

// What is pasted into the palette is gone to.
func TestPaletteGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		name := filepath.Join(t.TempDir(), "trace.txt")
		if err := os.WriteFile(name, []byte("TypeError: x is undefined\n    at f (https://a.example/x.js:1:2)\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		const index = "https://app.acme.com/static/build/assets/index-3f9a1c.js"
		for text, want := range map[string]string{index: "*tui.setPage", name: "*tui.trace", name + ".txt": "*tui.sets"} {
			a := at(shop())
			press(a, ":")
			settle(a, tea.PasteMsg{Content: text})
			press(a, "enter")
			if got := reflect.TypeOf(a.front()).String(); got != want {
				t.Errorf("%s opens %s, want %s", text, got, want)
			}
			if p, ok := a.front().(*setPage); ok && len(p.frames) != 12 {
				t.Errorf("%s opens with %d of the 12 frames that wait for it", text, len(p.frames))
			}
			a.end()
		}
	})
}

// TestPastedAnywhere holds what a paste does where nothing is being typed.
func TestPastedAnywhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const id = "0199b200-ac3e-7000-8000-000000000001"
		for text, want := range map[string]string{
			"https://eu.posthog.com/project/42/error_tracking/" + id + "\n": "*tui.palette: Go to the issue " + id,
			"https://app.acme.com/assets/index.js":                          "*tui.palette: Open the symbol set of https://app.acme.com/assets/index.js",
			id:                                                              "*tui.palette: Open the symbol set " + id,
			"TypeError: x is undefined\n    at o (https://a.example/x.js:1:2)\n": "*tui.trace",
			"nothing\nof that kind": "*tui.sets",
			"dist/app.js":           "*tui.sets",
		} {
			a := at(shop())
			settle(a, tea.PasteMsg{Content: text})
			got := reflect.TypeOf(a.front()).String()
			if len(a.over) > 0 {
				got = "*tui.palette: " + a.over[0].(*palette).found[0].title
			}
			if got != want {
				t.Errorf("%q leads to %s, want %s", text, got, want)
			}
			a.end()
		}
	})
}

// The app comes back as it was left; a file that is damaged is no reason to
// fail.
func TestState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "symset", "app.json")
	a := at(shop(), "f", "s", "S", "4")
	kept := loadState(path)
	a.keep(kept)
	if err := kept.save(path); err != nil {
		t.Fatal(err)
	}
	b := projectApp(shop())
	b.restore(loadState(path))
	if b.shown != activityTab || setsOf(b).choice != setsOf(a).choice || setsOf(b).choice.text != "" {
		t.Errorf("tab %d, %+v", b.shown, setsOf(b).choice)
	}
	for _, text := range []string{"", "{", "null", `{"https://eu.posthog.com/project/42":{"tab":99,"pages":{"Symbol sets":{"order":"none"}}}}`} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		b := projectApp(shop())
		b.restore(loadState(path))
		if b.shown != 0 || setsOf(b).choice.text != firstFilter {
			t.Errorf("%q: tab %d, %+v", text, b.shown, setsOf(b).choice)
		}
	}
}

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
		x.Has("Nobody is signed in", "the environment", "s sign in")
		x.Key("d")
		x.Has("start the demo: no room")
		x.Key("s")
		x.Has("https://eu.posthog.com/cli/device?code=AB", "AB-12", "waiting until")
		x.Key("esc")
		x.HasNot("AB-12")
		x.Slowly(6*time.Second, "s")
		x.Has("nobody approved the login in time")
		x.Send(tea.PasteMsg{Content: "TypeError: x is undefined\n    at o (https://a.example/x.js:1:2)\n"})
		x.After(time.Second)
		x.Has("TypeError: x is undefined", "esc back")
		x.Key("esc")
		x.Send(tea.PasteMsg{Content: "https://eu.posthog.com/project/42/error_tracking/configuration"})
		x.Has("sign in, and it is shown", "s sign in")
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
