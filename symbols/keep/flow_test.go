package keep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"symset/client/posthogtest"
	"symset/symbols"
	"symset/symbols/container"
)

// TestUndo replaces, deletes and uploads, and undoes each.
func TestUndo(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	release := s.AddRelease(posthogtest.Release{Project: "p", Version: "1"})
	has(t, s, "c1", "old")
	last := func() Activity {
		t.Helper()
		all, err := k.Activities(1)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0]
	}
	undo := func(a Activity, want string) {
		t.Helper()
		if out := k.Undo(t.Context(), cl, a, Request{}); out.Err != nil || used(t, s, string(a.Ref)) != want {
			t.Errorf("%s: %v, and the server has %q, want %q", a.Text, out.Err, used(t, s, string(a.Ref)), want)
		}
	}
	if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]; out.Err != nil {
		t.Fatal(out.Err)
	}
	replaced := last()
	if !strings.Contains(replaced.Text, "c1 was replaced; a copy of what was there is kept as "+replaced.Copy) {
		t.Errorf("%q", replaced.Text)
	}
	undo(replaced, "old")
	if last().Undoes != replaced.ID {
		t.Errorf("%+v", last())
	}
	var changed *Changed
	if out := k.Undo(t.Context(), cl, replaced, Request{}); !errors.As(out.Err, &changed) || out.Hint() == "" {
		t.Errorf("undone twice: %+v", out)
	}

	// The set joins a release, to be in it again after the undo.
	if r := cl.Upload(t.Context(), []symbols.Upload{{Ref: "c1", ReleaseID: release, Content: pair(t, "c1", "newer").Content}}, symbols.UploadOptions{Force: true})[0]; r.Err != nil {
		t.Fatal(r.Err)
	}
	set, err := cl.SetByRef(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	if out := k.Delete(t.Context(), cl, []symbols.Set{set}, Request{})[0]; out.Err != nil || used(t, s, "c1") != "none" {
		t.Errorf("%+v", out)
	}
	undo(last(), "newer")
	if back := s.Sets()[0]; back.ReleaseID != release {
		t.Errorf("%+v", back)
	}

	if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c2", "new")}, Request{})[0]; out.Err != nil {
		t.Fatal(out.Err)
	}
	uploaded := last()
	undo(uploaded, "none")
	if last().Undoes != uploaded.ID {
		t.Errorf("%+v", last())
	}
	c, err := k.Copy(last().Copy[:5])
	if err != nil {
		t.Fatal(err)
	}
	content, f, err := k.open(c.Hash)
	if err != nil || content.Size != c.Size {
		t.Fatalf("%v, %d bytes of %+v", err, content.Size, c)
	}
	f.Close()
}

// TestDelete deletes a set whose file can't be kept.
func TestDelete(t *testing.T) {
	for name, c := range map[string]struct {
		begun bool
		r     Request
		fault posthogtest.Fault
		after string
		err   string
	}{
		"no copy":     {fault: posthogtest.Fault{Path: "download", Status: 500}, after: "old", err: "nothing was changed"},
		"told so":     {r: Request{NoBackup: true}, fault: posthogtest.Fault{Path: "download", Status: 500}, after: "none"},
		"begun":       {begun: true, after: "none"},
		"refused":     {fault: posthogtest.Fault{Method: "DELETE", Status: 403}, after: "old", err: "nothing was changed"},
		"unheard":     {fault: posthogtest.Fault{Method: "DELETE", Status: 500, Worked: true, Times: 1}, after: "none"},
		"unheard all": {fault: posthogtest.Fault{Method: "DELETE", Status: 418, Worked: true, Times: 1}, after: "none"},
	} {
		t.Run(name, func(t *testing.T) {
			s, cl, k := start(t, posthogtest.Config{})
			id := has(t, s, "c1", "old")
			if c.begun {
				id = s.AddSet(posthogtest.Set{Ref: "c1", StoragePtr: "nowhere"}, nil)
			}
			set, err := cl.Set(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if c.fault.Status != 0 {
				s.Break(c.fault)
			}
			out := k.Delete(t.Context(), cl, []symbols.Set{set}, c.r)[0]
			if got := used(t, s, "c1"); got != c.after || (out.Err == nil) != (c.err == "") || c.err != "" && !strings.Contains(out.Err.Error(), c.err) {
				t.Errorf("the server has %q, want %q: %v, want %q", got, c.after, out.Err, c.err)
			}
			if left := pending(t, k); len(left) != 0 {
				t.Errorf("%+v", left)
			}
		})
	}
}

// TestServerGone closes the server in the middle of things.
func TestServerGone(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	var uploads []symbols.Upload
	for n := 1; n <= 3; n++ {
		uploads = append(uploads, pair(t, symbols.Ref(fmt.Sprintf("c%d", n)), "new"))
	}
	var once sync.Once
	out := k.Upload(t.Context(), cl, uploads, Request{Force: true, Progress: func(p Progress) {
		if p.Ref == "c1" && p.Stage == Sending {
			once.Do(func() { _ = s.Close() })
		}
	}})
	if o := out[0]; o.State != Unknown || o.Copy == nil || !strings.Contains(o.Err.Error(), "can't be reached") ||
		!strings.Contains(o.Err.Error(), "kept as "+o.Copy.ID) || !strings.Contains(o.Hint(), "symset backups recover") || strings.Contains(o.Err.Error(), "\n") {
		t.Errorf("%+v", o)
	}
	left := pending(t, k)
	if len(left) != 1 || left[0].Running || left[0].Note == "" {
		t.Fatalf("%+v", left)
	}
	if f := k.Inspect(t.Context(), cl, left[0]); f.Now != Unknown || f.Err == nil {
		t.Errorf("%+v", f)
	}
	if out := k.Recover(t.Context(), cl, left[0], true, Request{}); out.State != Unknown || len(pending(t, k)) != 1 {
		t.Errorf("%+v", out)
	}
}

// TestLeftAndThere holds that what a crash left is closed by an upload of the
// file that the set turns out to have, and not by one of another.
func TestLeftAndThere(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	for _, release := range []string{"", s.AddRelease(posthogtest.Release{Project: "shop", Version: "1"})} {
		ref := symbols.Ref("c" + release)
		u := pair(t, ref, "new")
		u.ReleaseID = release
		if out := k.Upload(t.Context(), cl, []symbols.Upload{u}, Request{})[0]; out.Err != nil {
			t.Fatal(out.Err)
		}
		for _, hash := range []string{"of another file", u.Content.Hash} {
			at := cl.Place()
			o, err := k.begin(Entry{Do: Upload, Ref: ref, Host: at.Host, Project: at.Project, New: Origin{Hash: hash}, Step: Touching})
			if err != nil {
				t.Fatal(err)
			}
			o.end(false)
			if out := k.Upload(t.Context(), cl, []symbols.Upload{u}, Request{Force: true})[0]; out.State != Same || out.Err != nil {
				t.Errorf("%+v", out)
			}
			if left := pending(t, k); (len(left) == 0) != (hash == u.Content.Hash) {
				t.Errorf("with the hash %q %+v is left", hash, left)
			}
		}
	}
}

// TestInterrupted ends the context while a file is sent. What has arrived by
// then is finished, what has not is put back.
func TestInterrupted(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	ctx, cancel := context.WithCancel(t.Context())
	out := k.Upload(ctx, cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true, Progress: func(p Progress) {
		if p.Stage == Sending {
			cancel()
		}
	}})[0]
	switch got := used(t, s, "c1"); {
	case out.State == PutBack && got == "old" && errors.Is(out.Err, context.Canceled):
	case out.State == Stored && got == "new" && out.Err == nil:
	default:
		t.Errorf("%+v, and the server has %q", out, got)
	}
	if left := pending(t, k); len(left) != 0 {
		t.Errorf("%+v", left)
	}
}

// TestBuiltAgain has a build write its files anew while they are sent: what is
// there then is neither sent under the other's hash nor left half done.
func TestBuiltAgain(t *testing.T) {
	for name, text := range map[string]string{"as long": "met", "longer": "newest of all", "shorter": "n", "gone": ""} {
		t.Run(name, func(t *testing.T) {
			s, cl, k := start(t, posthogtest.Config{})
			has(t, s, "c1", "old")
			u := pair(t, "c1", "new")
			source, err := container.File(u.Files[0])
			if err != nil {
				t.Fatal(err)
			}
			if u.Content, err = container.Pack(container.Zstd, container.SourceAndMap, source, u.Content.Inputs()[1]); err != nil {
				t.Fatal(err)
			}
			rebuild := func() {
				err := os.Remove(u.Files[0]) // as bundlers empty their folder first
				if err == nil && text != "" {
					err = os.WriteFile(u.Files[0], []byte(text), 0o600)
				}
				if err != nil {
					t.Error(err)
				}
			}
			var once sync.Once
			out := k.Upload(t.Context(), cl, []symbols.Upload{u}, Request{Force: true, Progress: func(p Progress) {
				if p.Stage == Sending {
					once.Do(rebuild)
				}
			}})[0]
			if got := used(t, s, "c1"); out.State != PutBack || got != "old" || out.Err == nil {
				t.Errorf("%+v, and the server has %q", out, got)
			}
			if left := pending(t, k); len(left) != 0 {
				t.Errorf("%+v", left)
			}
		})
	}
}

// TestExpired has the first upload outlive what was signed for it.
func TestExpired(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	s.Break(posthogtest.Fault{Method: "POST", Path: "/symbols", Status: 403, Body: "<Error><Code>AccessDenied</Code><Message>Policy expired.</Message></Error>", Times: 4})
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]
	if out.State != PutBack || !strings.Contains(out.Err.Error(), "Policy expired") || used(t, s, "c1") != "old" {
		t.Errorf("%+v, and the server has %q", out, used(t, s, "c1"))
	}
}

// TestTwoAtOnce lets two work on one set, with a folder in common.
func TestTwoAtOnce(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	var busy *Busy
	var other Outcome
	var once sync.Once
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true, Progress: func(p Progress) {
		once.Do(func() {
			if left := pending(t, k); len(left) != 1 || !left[0].Running {
				t.Errorf("%+v", left)
			}
			second := New(k.dir)
			other = second.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "newest")}, Request{Force: true})[0]
		})
	}})[0]
	if out.State != Stored || used(t, s, "c1") != "new" || other.State != Untouched || !errors.As(other.Err, &busy) || other.Hint() == "" {
		t.Errorf("%+v\n%+v", out, other)
	}
}

// TestWaiting lets one wait for another that is at the same set, as pipelines do.
func TestWaiting(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	told, ended := make(chan int, 1), make(chan Outcome, 1)
	var once sync.Once
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true, Progress: func(p Progress) {
		once.Do(func() {
			go func() {
				ended <- New(k.dir).Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "newest"), pair(t, "c2", "newest")},
					Request{Force: true, Waiting: func(sets int) { told <- sets }})[0]
				close(told)
			}()
			if sets := <-told; sets != 1 {
				t.Errorf("it waits for %d", sets)
			}
		})
	}})[0]
	if other := <-ended; out.State != Stored || other.State != Stored || other.Err != nil || other.Do != Replace || used(t, s, "c1") != "newest" {
		t.Errorf("%+v\n%+v, and the server has %q", out, other, used(t, s, "c1"))
	}
}

// TestBulk uploads many, with a storage that fails in between; a second run
// ends complete, and touches nothing that was done.
func TestBulk(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	var uploads []symbols.Upload
	for n := range 120 {
		ref := symbols.Ref(fmt.Sprintf("c%d", n))
		uploads = append(uploads, pair(t, ref, "new"))
		if n%10 == 0 {
			has(t, s, string(ref), "old")
		}
	}
	s.Break(posthogtest.Fault{Method: "POST", Path: "/symbols", Status: 400, Skip: 30, Times: 25})
	bad := 0
	for i, r := range k.Upload(t.Context(), cl, uploads, Request{Force: true}) {
		got := used(t, s, fmt.Sprintf("c%d", i))
		if r.Err != nil {
			bad++
		}
		if r.Err == nil && got != "new" || r.Err != nil && got != "old" && got != "none" || r.State == Unused || r.State == Unknown {
			t.Errorf("c%d: %+v, and the server has %q", i, r, got)
		}
	}
	if bad == 0 || bad == len(uploads) {
		t.Errorf("%d failed", bad)
	}
	s.Mend()
	s.Forget()
	for i, r := range k.Upload(t.Context(), cl, uploads, Request{Force: true}) {
		if got := used(t, s, fmt.Sprintf("c%d", i)); r.Err != nil || got != "new" {
			t.Errorf("c%d: %+v, and the server has %q", i, r, got)
		}
	}
	sent := 0
	for _, r := range s.Requests() {
		if r.Method == "POST" && r.Path == "/symbols" {
			sent++
		}
	}
	if sent != bad || len(pending(t, k)) != 0 {
		t.Errorf("%d files were sent for the %d that had failed", sent, bad)
	}
	acts, err := k.Activities(500)
	deeds := map[string]int{}
	for _, a := range acts {
		deeds[a.Deed]++
	}
	if err != nil || len(deeds) != 2 || deeds[acts[0].Deed] != bad || deeds[acts[len(acts)-1].Deed] != len(uploads) {
		t.Errorf("two requests are told as deeds of %v activities, %v", deeds, err)
	}
}

// A set that had no file when it was listed may have one by now: a copy is kept.
func TestDeleteListedBefore(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	set, err := cl.Set(t.Context(), s.AddSet(posthogtest.Set{Ref: "c1", Failure: `{"JavaScript":{"NoSourcemap":"x"}}`}, nil))
	if err != nil || set.HasFile {
		t.Fatal(set, err)
	}
	if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{})[0]; out.Err != nil {
		t.Fatal(out.Err)
	}
	if out := k.Delete(t.Context(), cl, []symbols.Set{set}, Request{})[0]; out.State != Deleted || out.Copy == nil || used(t, s, "c1") != "none" {
		t.Errorf("%+v", out)
	}
}

// What was not begun because all was stopped is no activity, and the server is
// not asked about it.
func TestStoppedBefore(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "a()")
	s.AddSet(posthogtest.Set{Ref: "https://a.test/b.js", Failure: `{"JavaScript":{"NoSourcemap":"x"}}`}, nil)
	var sets []symbols.Set
	for page, err := range cl.SetPages(t.Context(), symbols.SetFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, page.Sets...)
	}
	s.Forget()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, o := range k.Delete(ctx, cl, sets, Request{}) {
		if o.State != Untouched || !errors.Is(o.Err, context.Canceled) {
			t.Errorf("%s is %s: %v", o.Ref, o.State, o.Err)
		}
	}
	if acts, err := k.Activities(9); err != nil || len(acts) > 0 || len(s.Requests()) > 0 || len(s.Sets()) != 2 {
		t.Errorf("%d activities, %v; %d requests, %d sets", len(acts), err, len(s.Requests()), len(s.Sets()))
	}
}
