package keep

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"symset/client"
	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/container"
)

const theKey = "phx_test_7f3a9c"

// start starts a PostHog, a client of it that retries at once, and a Keeper.
func start(t *testing.T, config posthogtest.Config) (*posthogtest.Server, *client.Client, *Keeper) {
	t.Helper()
	config.Key, config.Project = theKey, "42"
	s, err := posthogtest.Start(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, signIn(t, s.URL), New(filepath.Join(t.TempDir(), "state"))
}

func signIn(t *testing.T, url string) *client.Client {
	t.Helper()
	c, err := newClient(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func newClient(url string) (*client.Client, error) {
	credentials, err := client.NewCredentials(url, theKey, "42")
	return client.New(credentials, client.Options{Pause: time.Microsecond, Silence: time.Minute, PerMinute: 1_000_000}), err
}

const sourceMap = `{"version":3,"sources":["a.ts"],"names":[],"mappings":"AAAA"}`

// pair writes a minified file and its map, and gives them as an upload.
func pair(t *testing.T, ref symbols.Ref, source string) symbols.Upload {
	t.Helper()
	dir := t.TempDir()
	u := symbols.Upload{Ref: ref, Files: []string{filepath.Join(dir, "a.js"), filepath.Join(dir, "a.js.map")}}
	var inputs []container.Input
	for i, text := range []string{source, sourceMap} {
		if err := os.WriteFile(u.Files[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, container.Input{Reader: strings.NewReader(text), Size: int64(len(text))})
	}
	var err error
	if u.Content, err = container.Pack(container.Zstd, container.SourceAndMap, inputs...); err != nil {
		t.Fatal(err)
	}
	return u
}

// has makes the server have a finished set.
func has(t *testing.T, s *posthogtest.Server, ref, source string) string {
	t.Helper()
	var file bytes.Buffer
	if err := pair(t, "", source).Content.Write(&file); err != nil {
		t.Fatal(err)
	}
	return s.AddSet(posthogtest.Set{Ref: ref, Created: time.Now().Add(-time.Hour)}, file.Bytes())
}

// used gives what PostHog reads frames of a ref with: the source of a set that
// is finished, "begun" for one that is not, "missing" and "none".
func used(t *testing.T, s *posthogtest.Server, ref string) string {
	t.Helper()
	for _, set := range s.Sets() {
		switch {
		case set.Ref != ref:
			continue
		case set.StoragePtr == "":
			return "missing"
		case set.ContentHash == "":
			return "begun"
		}
		r, err := container.Open(bytes.NewReader(s.Object(set.StoragePtr)), 0)
		if err != nil {
			return err.Error()
		}
		part, err := r.Next()
		if err != nil {
			return err.Error()
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return err.Error()
		}
		return string(text)
	}
	return "none"
}

// pending gives the entries that are left.
func pending(t *testing.T, k *Keeper) []Entry {
	t.Helper()
	left, err := k.Pending()
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// TestUploads uploads "new" under a ref where something is already.
func TestUploads(t *testing.T) {
	force := Request{Force: true}
	storageAway := posthogtest.Fault{Path: "/symbols", Method: "POST", Cut: true, CutAt: -1}
	for name, c := range map[string]struct {
		config posthogtest.Config
		before string // "none", "missing", "begun", or the source in use
		r      Request
		faults []posthogtest.Fault

		after string
		state State
		err   string // a part of it
		hint  string
		copy  bool
		left  int // entries
	}{
		"new":                {before: "none", r: force, after: "new", state: Stored},
		"new, not forced":    {before: "none", after: "new", state: Stored},
		"missing":            {before: "missing", after: "new", state: Stored},
		"given up":           {before: "begun", after: "new", state: Stored},
		"conflict":           {before: "old", after: "old", state: Untouched, err: "another file", hint: "--force"},
		"skip":               {before: "old", r: Request{SkipConflicts: true}, after: "old", state: Same},
		"same":               {before: "new", r: force, after: "new", state: Same},
		"replace":            {before: "old", r: force, after: "new", state: Stored, copy: true},
		"replace, once more": {before: "old", r: force, faults: []posthogtest.Fault{{Path: "/symbols", Method: "POST", Status: 400, Times: 1}}, after: "new", state: Stored, copy: true},
		"put back":           {before: "old", r: force, faults: []posthogtest.Fault{{Path: "/symbols", Method: "POST", Status: 400, Times: 2}}, after: "old", state: PutBack, err: "400 Bad Request: nothing; what was there before was put back", copy: true},
		"finish, put back":   {before: "old", r: force, faults: []posthogtest.Fault{{Path: "bulk_finish", Status: 500, Times: 8}}, after: "old", state: PutBack, err: "put back", copy: true},
		"finish, unheard":    {before: "old", r: force, faults: []posthogtest.Fault{{Path: "bulk_finish", Status: 500, Worked: true, Times: 4}}, after: "new", state: Stored, copy: true},
		"start, unheard":     {before: "old", r: force, faults: []posthogtest.Fault{{Path: "bulk_start", Status: 500, Worked: true, Times: 8}}, after: "old", state: PutBack, err: "put back", copy: true},
		"start refused":      {before: "old", r: force, faults: []posthogtest.Fault{{Path: "bulk_start", Status: 400}}, after: "old", state: Untouched, err: "nothing was changed", copy: true},
		"storage away":       {before: "old", r: force, faults: []posthogtest.Fault{storageAway}, after: "begun", state: Unused, err: "PostHog uses no file for it now, and a copy of what it had is kept as", hint: "symset backups recover", copy: true, left: 1},
		"taken away again":   {before: "none", faults: []posthogtest.Fault{storageAway}, after: "none", state: PutBack, err: "can't be reached"},
		"no download":        {before: "old", r: force, faults: []posthogtest.Fault{{Path: "download", Status: 500}}, after: "old", state: Untouched, err: "no copy of the file that is there can be kept", hint: "try again"},
		"cut download":       {before: "old", r: force, faults: []posthogtest.Fault{{Path: "/symbols", Method: "GET", Cut: true, CutAt: 40}}, after: "old", state: Untouched, err: "no copy"},
		"without a copy":     {before: "old", r: Request{Force: true, NoBackup: true}, faults: []posthogtest.Fault{{Path: "download", Status: 500}}, after: "new", state: Stored},
		"older":              {config: posthogtest.Config{Generation: posthogtest.Older}, before: "old", r: force, after: "old", state: Untouched, err: "too old to give back", hint: "--no-backup"},
		"older, told so":     {config: posthogtest.Config{Generation: posthogtest.Older}, before: "old", r: Request{Force: true, NoBackup: true}, after: "new", state: Stored},
		"older, gently":      {config: posthogtest.Config{Generation: posthogtest.Older}, before: "old", r: Request{Force: true, Gently: true}, after: "old", state: Same},
		"no bulk, gently":    {config: posthogtest.Config{Generation: posthogtest.NoBulk}, before: "old", r: Request{Force: true, Gently: true}, after: "old", state: Same},
		"older, not forced":  {config: posthogtest.Config{Generation: posthogtest.Older}, before: "old", after: "old", state: Same},
		"older, new":         {config: posthogtest.Config{Generation: posthogtest.Older}, before: "none", after: "new", state: Stored},
		"older, away":        {config: posthogtest.Config{Generation: posthogtest.Older}, before: "none", faults: []posthogtest.Fault{storageAway}, after: "none", state: PutBack, err: "can't be reached"},
		"older, PUT fails":   {config: posthogtest.Config{Generation: posthogtest.Older}, before: "old", r: Request{Force: true, NoBackup: true}, faults: []posthogtest.Fault{{Method: "PUT", Status: 400}}, after: "old", state: Unknown, err: "not known"},
		"no bulk":            {config: posthogtest.Config{Generation: posthogtest.NoBulk}, before: "missing", after: "new", state: Stored},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, cl, k := start(t, c.config)
			u := pair(t, "c1", "new")
			switch c.before {
			case "none":
			case "missing":
				s.AddSet(posthogtest.Set{Ref: "c1", Failure: `{"JavaScript":"NoSourceUrl"}`}, nil)
			case "begun":
				s.AddSet(posthogtest.Set{Ref: "c1", StoragePtr: "nowhere"}, nil)
			case "new":
				s.AddSet(posthogtest.Set{Ref: "c1", ContentHash: u.Content.Hash}, []byte("x"))
				c.after = "this is not"
			default:
				has(t, s, "c1", c.before)
			}
			for _, f := range c.faults {
				s.Break(f)
			}
			out := k.Upload(t.Context(), cl, []symbols.Upload{u}, c.r)[0]
			s.Mend()
			if got := used(t, s, "c1"); !strings.HasPrefix(got, c.after) || out.State != c.state {
				t.Errorf("the server has %q, want %q; it is told to be %q, want %q", got, c.after, out.State, c.state)
			}
			if (out.Err == nil) != (c.err == "") || c.err != "" && !strings.Contains(out.Err.Error(), c.err) || !strings.Contains(out.Hint(), c.hint) {
				t.Errorf("error %v (hint %q), want one with %q (hint %q)", out.Err, out.Hint(), c.err, c.hint)
			}
			if (out.Copy != nil) != c.copy {
				t.Errorf("copy %+v, want one: %v", out.Copy, c.copy)
			}
			left := pending(t, k)
			if len(left) != c.left {
				t.Errorf("entries are left: %+v", left)
			}
			for _, e := range left {
				if f := k.Inspect(t.Context(), cl, e); f.Now != Unused || f.Finish != nil || f.Revive != nil {
					t.Errorf("%+v", f)
				}
				if out := k.Recover(t.Context(), cl, e, false, Request{}); out.Err != nil || used(t, s, "c1") != c.before {
					t.Errorf("put back: %+v, and the server has %q", out, used(t, s, "c1"))
				}
			}
			if a, err := k.Activities(9); err != nil || (len(a) == 0) != (c.state == Same) {
				t.Errorf("%+v, %v", a, err)
			}
			private(t, k.dir)
		})
	}
}

// private holds that only the owner can read what is kept, and that no key is
// in it.
func private(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		st, err := d.Info()
		if err != nil {
			return err
		}
		if st.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, st.Mode())
		}
		if d.IsDir() {
			return nil
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte(theKey)) {
			t.Errorf("%s has the key", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
