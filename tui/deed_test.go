package tui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"symset/symbols"
	"symset/symbols/keep"
	"symset/theme"
)

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
