package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/theme"
)

// TestDeedsOf holds how activities of earlier runs are told as deeds.
func TestDeedsOf(t *testing.T) {
	act := func(id, deed string, do keep.Action, more ...func(*keep.Activity)) keep.Activity {
		a := keep.Activity{ID: id, Deed: deed, Do: do, Ref: "https://x.example/a.js", State: keep.Stored, Text: "it is done"}
		for _, edit := range more {
			edit(&a)
		}
		return a
	}
	bad := func(why string) func(*keep.Activity) {
		return func(a *keep.Activity) { a.Bad, a.State, a.Text, a.Hint = true, keep.Untouched, why, "do "+why }
	}
	undoes := func(a *keep.Activity) { a.Undoes = "x" }
	for _, c := range []struct {
		acts []keep.Activity
		want []string
	}{
		{[]keep.Activity{act("1", "", keep.Upload), act("2", "", keep.Upload)}, []string{"upload a.js: the new file is in use", "upload a.js: the new file is in use"}},
		{[]keep.Activity{act("1", "d", keep.Upload), act("2", "e", keep.Delete), act("3", "d", keep.Replace)}, []string{"upload 2 symbol sets: 2 done", "delete a.js: the new file is in use"}},
		{[]keep.Activity{act("1", "d", keep.Restore), act("2", "d", keep.Upload)}, []string{"change 2 symbol sets: 2 done"}},
		{[]keep.Activity{act("1", "d", keep.Restore, undoes), act("2", "d", keep.Delete, undoes)}, []string{"undo what was done to 2 symbol sets: 2 done"}},
		{[]keep.Activity{act("1", "d", keep.Delete), act("2", "d", keep.Delete, bad("no")), act("3", "d", keep.Delete, bad("no"))}, []string{"delete 3 symbol sets: 1 of 3 done: no > do no"}},
	} {
		var got []string
		for _, acts := range deedsOf(c.acts) {
			d := pastDeed(acts)
			text := d.what + ": " + d.outcome
			if d.bad {
				text += " > " + d.hint
			}
			got = append(got, text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// Why something failed is told without what was done to which symbol set: that
// stands beside it, and would push the reason off the line.
func TestReasonOf(t *testing.T) {
	const ref = "https://acme.example/assets/app.js"
	long := symbols.Ref("https://acme.example/" + strings.Repeat("a", 500))
	failed := func(ref symbols.Ref, text string) error {
		return &keep.Error{Do: keep.Replace, Ref: ref, State: keep.Untouched, Err: errors.New(text)}
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{errors.New("download: no space left"), "download: no space left"},
		{failed(ref, "the connection was reset"), "the connection was reset; nothing was changed"},
		{failed(ref, "upload "+ref+": start the upload: HTTP 500"), "start the upload: HTTP 500; nothing was changed"},
		{failed(ref, "upload "+ref+"x: HTTP 500"), "HTTP 500; nothing was changed"},
		{failed(long, "upload "+string(long[:197])+"…: HTTP 500"), "HTTP 500; nothing was changed"},
		{failed(ref, "upload "+ref), "upload " + ref + "; nothing was changed"},
		{failed("", "HTTP 500"), "replace : HTTP 500; nothing was changed"},
		{fmt.Errorf("2 of 3 deleted: %w", failed(ref, "HTTP 500")), "2 of 3 deleted: HTTP 500; nothing was changed"},
	} {
		if got := reasonOf(c.err); got != c.want {
			t.Errorf("%v:\n got %q\nwant %q", c.err, got, c.want)
		}
	}
}

// Deeds are named so that their outcome has room beside them.
func TestShortRef(t *testing.T) {
	for ref, want := range map[symbols.Ref]string{
		"https://acme.example/assets/app.js?v=2":   "app.js",
		"0199a6e0-11d2-7b20-8a1e-66c0a7c2ffa1":     "0199a6e0…",
		"com.acme.app@9.2+1204":                    "com.acme.app@9.2+1204",
		"https://acme.example/a/\u202e\x1b[2Jb.js": theme.Text("\u202e\x1b[2Jb.js"),
	} {
		if got := shortRef(ref); got != want {
			t.Errorf("%q is %q, want %q", ref, got, want)
		}
	}
}
