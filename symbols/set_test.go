package symbols_test

import (
	"encoding/json"
	"testing"

	"symset/symbols"
)

func TestReleaseName(t *testing.T) {
	for want, r := range map[string]*symbols.Release{"": nil, "shop 1.4.2": {Project: "shop", Version: "1.4.2"}, "1.4.2": {Version: "1.4.2"}, "shop": {Project: "shop"}} {
		if got := r.Name(); got != want {
			t.Errorf("%+v is %q, want %q", r, got, want)
		}
	}
}

func TestReleaseCommit(t *testing.T) {
	for metadata, want := range map[string]string{
		``:                                  "",
		`null`:                              "",
		`{"git":null}`:                      "",
		`{"git":{"branch":"main"}}`:         "",
		`{"git":{"commit_id":"4f2a9c1"}}`:   "4f2a9c1",
		`{"git":{"commit_id":12}}`:          "",
		`["git"]`:                           "",
		`{"git":{"commit_id":"4f2a9c1"},"`:  "",
		`{"x":1,"git":{"commit_id":"a\n"}}`: "a\n",
	} {
		r := symbols.Release{Metadata: json.RawMessage(metadata)}
		if got := r.Commit(); got != want {
			t.Errorf("%s: commit %q, want %q", metadata, got, want)
		}
	}
}
