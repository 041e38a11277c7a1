package symbols_test

import (
	"encoding/json"
	"testing"

	"symset/symbols"
)

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
