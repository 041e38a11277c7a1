package tui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"symset/tui/term"
)

// The address that is likely meant is there, and can be taken out.
func TestKeyFormPrefilled(t *testing.T) {
	for keys, want := range map[string]string{
		"7 enter phx_a enter":                            "https://ph.example|7|phx_a",
		"up ctrl+u enter 7 enter phx_a enter":            "|7|phx_a",
		"up backspace backspace enter 7 tab phx_a enter": "https://ph.examp|7|phx_a",
	} {
		synctest.Test(t, func(t *testing.T) {
			got := ""
			a := firstRun(Options{Host: "https://ph.example", SignInKey: func(_ context.Context, host, project, key string) (Options, error) {
				got = host + "|" + project + "|" + key
				return Options{}, errors.New("try the key: no")
			}})
			x := term.Run(t, a, 80, 24)
			x.Key("k")
			x.Has("https://ph.example")
			x.Key(strings.Fields(keys)...)
			x.After(time.Second)
			if got != want {
				t.Errorf("%s asks with %q, want %q", keys, got, want)
			}
			quit(x, a)
		})
	}
}

// The form asks for what is missing, never shows the key, and leads to the
// project; what is wrong with the key is told on the page.
func TestKeyForm(t *testing.T) {
	const key = "phx_secretsecret"
	var screen string
	synctest.Test(t, func(t *testing.T) {
		var got []string
		a := firstRun(Options{SignInKey: func(_ context.Context, host, project, key string) (Options, error) {
			got = append(got, host+"|"+project+"|"+key)
			if len(got) == 1 {
				return Options{}, errors.New("try the key: not signed in to eu.posthog.com")
			}
			return Options{Project: shop(), Title: "acme-web"}, nil
		}})
		x := term.Run(t, a, 80, 24)
		x.Key("k")
		x.Has("Sign in with a key")
		x.Key("enter", "enter") // without a project there is no next
		x.Send(tea.PasteMsg{Content: " 42 "})
		x.Key("enter")
		x.Send(tea.PasteMsg{Content: key + "\n"})
		screen = x.Screen()
		x.Key("up", "down", "enter")
		x.After(time.Second)
		x.Has("not signed in to eu.posthog.com", "k  sign in with")
		x.Key("k", "https://eu.posthog.com", "enter", "7", "tab", "phx_other", "enter")
		x.After(2 * time.Second)
		x.Has("acme-web", "[1 Sets]")
		if want := "|42|" + key + " https://eu.posthog.com|7|phx_other"; strings.Join(got, " ") != want {
			t.Errorf("asked with %q", got)
		}
		if strings.Contains(x.Raw(), "secret") || strings.Contains(x.Raw(), "phx_") {
			t.Error("the key reached the terminal")
		}
		quit(x, a)
	})
	golden.RequireEqual(t, screen)
}
