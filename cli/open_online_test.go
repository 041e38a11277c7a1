package cli

import (
	"testing"

	"symset/client/posthogtest"
)

// TestScreenOfDeepLinks opens the app on an exception of a project, by the id
// of the event and of its issue; esc goes to the list.
func TestScreenOfDeepLinks(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	env := []string{"HOME=" + t.TempDir(), "POSTHOG_CLI_HOST=" + box.URL, "POSTHOG_CLI_PROJECT_ID=42", "POSTHOG_CLI_API_KEY=" + boxKey}
	for _, args := range [][]string{
		{"open", "--maps", "demo", payEvent},
		{"exceptions", issueOf(t, box)},
		{"open", box.URL + "/project/42/error_tracking/" + issueOf(t, box)},
		{box.URL + "/project/42/events/" + payEvent + "/2026-11-20"},
		{"open", issueOf(t, box)},
	} {
		s := start(t, 120, 40, env, args...)
		s.see("CheckoutError: cannot charge 3 items by card")
		s.see("event")
		if len(args) == 4 {
			s.see("checkout.ts:20:13") // what was named is laid over from the start
		}
		s.see("esc back") // the first would stop what is still being read
		s.press("\x1b")
		s.see("[2 Exceptions]")
		s.see("RangeError")
		s.press("q")
		s.ends(0)
	}
	s := start(t, 100, 30, env, "open", "0190aaaa-0000-7000-8000-0000000000ff")
	s.see("there is no exception 0190aaaa")
	s.press("q")
	s.ends(0)
}

// TestScreenOfSetLinks opens the app on a symbol set by its ref and by its id;
// in a pipe the same is printed.
func TestScreenOfSetLinks(t *testing.T) {
	box := newBox(t, posthogtest.Config{})
	id := box.AddSet(posthogtest.Set{Ref: "https://shop.example/assets/linked.js", Failure: `{"JavaScript":{"NoSourcemap":"x"}}`}, nil)
	env := []string{"HOME=" + t.TempDir(), "POSTHOG_CLI_HOST=" + box.URL, "POSTHOG_CLI_PROJECT_ID=42", "POSTHOG_CLI_API_KEY=" + boxKey}
	for _, name := range []string{"https://shop.example/assets/linked.js", id} {
		s := start(t, 120, 40, env, "sets", name)
		s.see("‹ Symbol sets  https://shop.example/assets/linked.js")
		s.see("✗ missing")
		s.press("\x1b")
		s.see("[1 Symbol sets]")
		s.press("q")
		s.ends(0)
	}
	for name, want := range map[string]bool{"https://a/x.js": true, id: true, "com.acme@1+2": true, "shwo": false, "delete": false} {
		if namesSet(name) != want {
			t.Errorf("%q names a set: %v", name, !want)
		}
	}
}
