//go:build unix

package keep

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
	"symset/symbols"
)

// TestLeft reads what crashes and others leave in the journal.
func TestLeft(t *testing.T) {
	planned, touching := `{"do":"replace","ref":"c1","host":"h","project":"42","step":"planned"}`, `{"do":"replace","ref":"c1","host":"h","project":"42","step":"touching"}`
	lines := func(l ...string) string { return "\n" + strings.Join(l, "\n\n") + "\n" }
	for name, c := range map[string]struct {
		text    string
		pending bool
		damaged bool
		stays   bool // the file
	}{
		"empty":            {text: ""},
		"planned":          {text: lines(planned)},
		"touching":         {text: lines(planned, touching), pending: true, stays: true},
		"cut":              {text: lines(planned, touching[:40]), pending: true, stays: true},
		"cut, gone on":     {text: lines(planned, touching[:40], planned)},
		"unknown step":     {text: lines(strings.Replace(planned, "planned", "dancing", 1)), pending: true, stays: true},
		"only a beginning": {text: lines(touching[:40]), damaged: true, stays: true},
		"zeros":            {text: strings.Repeat("\x00", 4096), damaged: true, stays: true},
		"no entry":         {text: `{"do":"replace"}`, damaged: true, stays: true},
		"of another ref":   {text: strings.Replace(touching, "c1", "c2", 1), damaged: true, stays: true},
		"an endless line":  {text: strings.Repeat("x", 2<<20), damaged: true, stays: true},
	} {
		t.Run(name, func(t *testing.T) {
			k := New(t.TempDir())
			path := filepath.Join(k.dir, "journal", entryName("h", "42", "c1"))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			left, err := k.Pending()
			var bad *Damaged
			if (len(left) == 1) != c.pending || errors.As(err, &bad) != c.damaged || err != nil && (bad == nil || bad.Hint() == "" || !strings.Contains(err.Error(), path)) {
				t.Errorf("%+v, %v", left, err)
			}
			if _, err := os.Stat(path); (err == nil) != c.stays {
				t.Errorf("the file: %v", err)
			}
			_, err = k.Prune(-1)
			if err != nil {
				t.Errorf("nothing to prune: %v", err)
			}
		})
	}
}

// TestForeign holds that what is no file of symset's stays, and keeps nobody.
func TestForeign(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]; out.Err != nil {
		t.Fatal(out.Err)
	}
	for _, dir := range []string{"journal", "records"} {
		end := map[string]string{"journal": ".jsonl", "records": ".json"}[dir]
		at := func(name string) string { return filepath.Join(k.dir, dir, name) }
		err := errors.Join(os.WriteFile(at("README"), []byte("hi"), 0o600), os.Mkdir(at("folder"+end), 0o700), os.Symlink("/etc/hosts", at("link"+end)), os.Symlink("nowhere", at("lost"+end)))
		if err != nil {
			t.Skip(err)
		}
		_ = syscall.Mkfifo(at("pipe"+end), 0o600)
	}
	if left := pending(t, k); len(left) != 0 || len(mustCopies(t, k)) != 1 {
		t.Errorf("%+v, %+v", left, mustCopies(t, k))
	}
	for _, dir := range []string{"journal", "records"} {
		if files, err := os.ReadDir(filepath.Join(k.dir, dir)); err != nil || len(files) < 4 {
			t.Errorf("%v, %v", files, err)
		}
	}
	// An entry goes into no other file.
	kept := filepath.Join(t.TempDir(), "kept")
	path := filepath.Join(k.dir, "journal", entryName(cl.Place().Host, "42", "c1"))
	if err := errors.Join(os.WriteFile(kept, []byte("mine"), 0o600), os.Symlink(kept, path)); err != nil {
		t.Fatal(err)
	}
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "newest")}, Request{Force: true})[0]
	if text, err := os.ReadFile(kept); err != nil || string(text) != "mine" || out.State != Untouched || used(t, s, "c1") != "new" {
		t.Errorf("%+v, %q, %v", out, text, err)
	}
}

// TestDamagedJournal holds that no copy goes while it is not known which are needed.
func TestDamagedJournal(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]; out.Err != nil {
		t.Fatal(out.Err)
	}
	path := filepath.Join(k.dir, "journal", entryName("h", "42", "c9"))
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	var bad *Damaged
	if removed, err := k.Prune(-1); len(removed) != 0 || !errors.As(err, &bad) {
		t.Errorf("%v, %v", removed, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if removed, err := k.Prune(-1); len(removed) != 1 || err != nil {
		t.Errorf("%v, %v", removed, err)
	}
}

// TestForbidden holds that an entry which may only be read, or not even that, is
// not passed over: it is of a symset that another user ran.
func TestForbidden(t *testing.T) {
	k := New(t.TempDir())
	path := filepath.Join(k.dir, "journal", entryName("h", "42", "c1"))
	entry := `{"do":"replace","ref":"c1","host":"h","project":"42","step":"touching"}`
	if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(entry), 0o400)); err != nil {
		t.Fatal(err)
	}
	if left := pending(t, k); len(left) != 1 || left[0].Ref != "c1" {
		t.Errorf("it can be read: %+v", left)
	}
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("root reads everything")
	}
	var bad *Damaged
	if left, err := k.Pending(); len(left) != 0 || !errors.As(err, &bad) {
		t.Errorf("it can't be read: %+v, %v", left, err)
	}
}

// TestInHand ends the context while the server is at work on a request that it
// goes on with: how that ends is waited for, and put right.
func TestInHand(t *testing.T) {
	for do, c := range map[string]struct {
		method, path string
		state        State
		after        string
	}{
		"replace": {"POST", "bulk_start_upload", PutBack, "old"},
		"upload":  {"POST", "bulk_start_upload", PutBack, "none"},
		"delete":  {"DELETE", "symbol_sets", Deleted, "none"},
	} {
		t.Run(do, func(t *testing.T) {
			s, cl, k := start(t, posthogtest.Config{})
			if do != "upload" {
				has(t, s, "c1", "old")
			}
			s.Break(posthogtest.Fault{Method: c.method, Path: c.path, Delay: 300 * time.Millisecond, Deaf: true, Times: 1})
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				for asked := false; !asked; time.Sleep(time.Millisecond) {
					for _, r := range s.Requests() {
						asked = asked || r.Method == c.method && strings.Contains(r.Path, c.path)
					}
				}
				cancel()
			}()
			var out Outcome
			if do == "delete" {
				set, err := cl.SetByRef(t.Context(), "c1")
				if err != nil {
					t.Fatal(err)
				}
				out = k.Delete(ctx, cl, []symbols.Set{set}, Request{})[0]
			} else {
				out = k.Upload(ctx, cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]
			}
			if got := used(t, s, "c1"); out.State != c.state || got != c.after || len(pending(t, k)) != 0 {
				t.Errorf("%+v, and the server has %q", out, got)
			}
		})
	}
}

// TestLate has the answer of a start get lost, with the server at work on it
// afterwards: the entry stays until what it did is seen.
func TestLate(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	s.Break(posthogtest.Fault{Path: "bulk_start_upload", Status: 504})
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]
	left := pending(t, k)
	if out.State != Untouched || !strings.Contains(out.Hint(), "symset backups recover") || len(left) != 1 {
		t.Fatalf("%+v, %+v", out, left)
	}
	if f := k.Inspect(t.Context(), cl, left[0]); !f.Whole() || !f.Early {
		t.Errorf("%+v", f)
	}
	k.now = func() time.Time { return time.Now().Add(2 * inFlight) }
	if f := k.Inspect(t.Context(), cl, left[0]); !f.Whole() || f.Early {
		t.Errorf("later: %+v", f)
	}
	k.now = func() time.Time { return time.Now().Add(-24 * time.Hour) }
	if f := k.Inspect(t.Context(), cl, left[0]); f.Early {
		t.Errorf("the clock was put back: %+v", f)
	}
	s.Mend()
	begin(t, s, "c1")
	if f := k.Inspect(t.Context(), cl, left[0]); f.Now != Unused || f.Revive != nil {
		t.Errorf("it came late: %+v", f)
	}
	if out := k.Recover(t.Context(), cl, left[0], false, Request{}); out.State != PutBack || used(t, s, "c1") != "old" || len(pending(t, k)) != 0 {
		t.Errorf("%+v, and the server has %q", out, used(t, s, "c1"))
	}
}

// begin has the server begin an upload that nobody finishes.
func begin(t *testing.T, s *posthogtest.Server, ref string) {
	t.Helper()
	for _, set := range s.Sets() {
		if set.Ref == ref {
			set.StoragePtr, set.ContentHash = "nowhere", ""
			s.AddSet(set, nil)
		}
	}
}
