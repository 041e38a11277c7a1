package preflight

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"symset/symbols"
)

// A desk is a project that answers about one symbol set.
type desk struct {
	symbols.Project
	set     symbols.Set
	missing error
	stored  string // the hash of the file that is in use; empty when none is
	fails   error  // whatever is asked about an upload
}

func (d desk) SetByRef(context.Context, symbols.Ref) (symbols.Set, error) { return d.set, d.missing }

func (d desk) CheckUploads(_ context.Context, u []symbols.Upload, o symbols.UploadOptions) ([]bool, error) {
	return []bool{d.stored == "" || !o.SkipConflicts && d.stored != u[0].Content.Hash}, d.fails
}

// What errors of a project say of themselves.
type (
	gone    struct{ error }
	refused struct{ error }
)

func (gone) Absent() bool     { return true }
func (refused) Refused() bool { return true }
func (refused) Hint() string  { return "leave the release out" }

func TestServer(t *testing.T) {
	const this = "the hash"
	release := &symbols.Release{Project: "shop", Version: "1.2"}
	day := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	failed := `{"JavaScript":{"NoSourcemap":"https://shop.example/main.js"}}`
	yes, no := true, false
	for name, c := range map[string]struct {
		desk desk
		want Server
	}{
		"nothing": {desk{missing: gone{errors.New("404")}}, Server{
			Now: NoSet, Has: "nothing: no symbol set of that name, neither failed nor uploaded", Needed: &yes}},
		"failed": {desk{set: symbols.Set{Reason: failed, Created: day}}, Server{
			Now: NoFile, Has: "no file: no source map was found for main.js; set made 2026-05-01", Needed: &yes}},
		"this file": {desk{set: symbols.Set{HasFile: true}, stored: this}, Server{Now: ThisFile, Has: "this very file", Needed: &no}},
		"another": {desk{set: symbols.Set{HasFile: true, Release: release, Created: day, LastUsed: day.AddDate(0, 0, 2)}, stored: "other"}, Server{
			Now: OtherFile, Release: "shop 1.2", Replaces: true, Needed: &yes,
			Has: "another file; bound to release shop 1.2; set made 2026-05-01, used 2026-05-03"}},
		"another over a failure": {desk{set: symbols.Set{HasFile: true, Reason: failed}, stored: "other"}, Server{
			Now: OtherFile, Replaces: true, Needed: &yes, Has: "another file, over an earlier failure: no source map was found for main.js"}},
		"never finished": {desk{set: symbols.Set{HasFile: true}}, Server{
			Now: Unfinished, Has: "an upload that was never finished, and uses no file", Needed: &yes}},
		"refused": {desk{set: symbols.Set{HasFile: true}, fails: refused{errors.New("bound to another release")}}, Server{
			Now: AFile, Replaces: true, Has: "a file, or an upload that was never finished", Refuses: "bound to another release", Do: "leave the release out"}},
		"too old, or away": {desk{set: symbols.Set{HasFile: true}, fails: errors.New("it has no such call")}, Server{
			Now: AFile, Replaces: true, Has: "a file, or an upload that was never finished", NotAsked: "it has no such call"}},
		"no answer": {desk{missing: errors.New("no connection")}, Server{NotAsked: "no connection"}},
	} {
		u := symbols.Upload{}
		u.Content.Hash = this
		got := Ask(t.Context(), c.desk, u)
		if needed := got.Needed; (needed == nil) != (c.want.Needed == nil) || needed != nil && *needed != *c.want.Needed {
			t.Errorf("%s: needed %v", name, needed)
		}
		if got.Needed, c.want.Needed = nil, nil; *got != c.want {
			t.Errorf("%s: %+v", name, *got)
		}
	}
}

// What can't be sent as it is is still asked about as far as that goes.
func TestServerOfHalf(t *testing.T) {
	p, data := pair(t, "esbuild/right", "esbuild/right")
	if s := run(t, Input{Pair: p, MapData: data, Project: desk{set: symbols.Set{HasFile: true}, stored: "other"}}).Server; s.Now != OtherFile || s.NotAsked+s.Refuses != "" {
		t.Errorf("a pair: %+v", s)
	}
	bound := desk{set: symbols.Set{HasFile: true, Release: &symbols.Release{Project: "shop", Version: "1.2"}}, stored: "other"}
	for version, want := range map[string]string{"1.2": "", "1.3": "bound to release shop 1.2, and stays there: it can't belong to shop 1.3"} {
		s := run(t, Input{Pair: p, MapData: data, Project: bound, Release: &symbols.Release{Project: "shop", Version: version}}).Server
		if s.Release != "shop 1.2" || (s.Refuses == "") != (want == "") || !strings.Contains(s.Refuses, want) || (s.Do == "") != (want == "") {
			t.Errorf("a pair of shop %s: %+v", version, s)
		}
	}
	half := *p
	half.Minified, half.File = nil, ""
	if s := run(t, Input{Pair: &half, MapData: data, Project: desk{missing: gone{errors.New("404")}}}).Server; s.Now != NoSet || s.NotAsked == "" {
		t.Errorf("without the minified file: %+v", s)
	}
	latin := *p
	latin.Minified = func() ([]byte, error) { return []byte("a('\xff')"), nil }
	if s := run(t, Input{Pair: &latin, MapData: data, Project: desk{set: symbols.Set{HasFile: true}}}).Server; s.Now != AFile || s.Refuses == "" {
		t.Errorf("not UTF-8: %+v", s)
	}
}
