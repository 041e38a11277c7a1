package tui

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
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

// An exception that is pasted into the palette is opened, as it is anywhere.
func TestPaletteOpens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, text := range []string{"> TypeError: x is undefined\r>     at o (https://a.example/x.js:1:2)\r", `{"$exception_list":[{"type":"Error","value":"x"}]}`} {
			a := at(shop())
			press(a, ":")
			settle(a, tea.PasteMsg{Content: text})
			if got := reflect.TypeOf(a.front()).String(); got != "*tui.trace" || len(a.over) > 0 {
				t.Errorf("%q leads to %s with %d over it", text, got, len(a.over))
			}
			a.end()
		}
	})
}

// What is no exception is told with what would be.
func TestPastedNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := at(shop())
		settle(a, tea.PasteMsg{Content: "nothing\nof that kind"})
		if text := a.toast.text; !strings.Contains(text, "it is not a stack trace") || !strings.Contains(text, "give a captured $exception event") {
			t.Errorf("it is told %q", text)
		}
		a.end()
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
			"TypeError: x is undefined\r    at o (https://a.example/x.js:1:2)\r": "*tui.trace", // as most terminals paste it
			"TypeError: x is undefined\r\n    at o (https://a.example/x.js:1:2)": "*tui.trace",
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
