package keep

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"symset/client/posthogtest"
	"symset/symbols"
)

// TestDiskFails fails everything that is done with a file, one after the
// other. Before the server is touched that stops a replace; afterwards it does
// not matter. In the end there is the old file or the new one, told truly.
func TestDiskFails(t *testing.T) {
	for _, lasting := range []bool{false, true} {
		stopped, done := 0, 0
		for n := 1; ; n++ {
			s, cl, k := start(t, posthogtest.Config{})
			has(t, s, "c1", "old")
			left := n
			k.spoil = func(op, name string) error {
				if left--; left == 0 || lasting && left < 0 {
					return &os.PathError{Op: op, Path: name, Err: syscall.ENOSPC}
				}
				return nil
			}
			out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]
			spoilt := left <= 0
			k.spoil = nil
			switch got := used(t, s, "c1"); {
			case out.State == Untouched && got == "old" && errors.Is(out.Err, syscall.ENOSPC) && out.Hint() != "":
				stopped++
			case out.State == Stored && got == "new" && out.Err == nil && out.Copy != nil:
				done++
			default:
				t.Errorf("step %d: the server has %q, and is told to be %s: %v (%s)", n, got, out.State, out.Err, out.Hint())
			}
			for _, e := range pending(t, k) {
				if f := k.Inspect(t.Context(), cl, e); f.Now != out.State {
					t.Errorf("step %d: left %s", n, f.Sentence())
				}
			}
			if !spoilt {
				break
			}
		}
		if stopped < 5 || done < 2 {
			t.Errorf("%d replaces were stopped, %d done", stopped, done)
		}
	}
}

// TestNoFolder holds that without a folder nothing is replaced, and that what
// loses nothing goes on.
func TestNoFolder(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]string{"none": "", "can't be written": file + "/below"} {
		t.Run(name, func(t *testing.T) {
			s, cl, _ := start(t, posthogtest.Config{})
			has(t, s, "c1", "old")
			k := New(dir)
			uploads := []symbols.Upload{pair(t, "c1", "new"), pair(t, "c2", "new")}
			out := k.Upload(t.Context(), cl, uploads, Request{Force: true})
			var none *NoFolder
			if !errors.As(out[0].Err, &none) || !strings.Contains(out[0].Hint(), "--no-backup") || used(t, s, "c1") != "old" {
				t.Errorf("%+v, and the server has %q", out[0], used(t, s, "c1"))
			}
			if out[1].State != Stored || out[1].Note == "" || used(t, s, "c2") != "new" {
				t.Errorf("%+v, and the server has %q", out[1], used(t, s, "c2"))
			}
			if out := k.Upload(t.Context(), cl, uploads[:1], Request{Force: true, NoBackup: true})[0]; out.State != Stored || out.Note == "" {
				t.Errorf("%+v", out)
			}
			copies, err := k.Copies()
			if left := pending(t, k); len(left)+len(copies) != 0 || err != nil {
				t.Errorf("%v %v %v", left, copies, err)
			}
			if removed, err := k.Prune(0); len(removed) != 0 || err != nil {
				t.Errorf("%v %v", removed, err)
			}
		})
	}
}

// TestPrune holds that the oldest copies go first, and never one that an entry
// needs.
func TestPrune(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "version 0")
	for n := 1; n <= 4; n++ {
		if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", fmt.Sprintf("version %d", n))}, Request{Force: true})[0]; out.Err != nil {
			t.Fatal(out.Err)
		}
	}
	before := mustCopies(t, k)
	if len(before) != 4 {
		t.Fatalf("%+v", before)
	}
	oldest := before[3]
	o, err := k.begin(Entry{Do: Replace, Ref: "c2", Former: oldest.Hash, Copy: oldest.ID, Step: Touching})
	if err != nil {
		t.Fatal(err)
	}
	removed, err := k.Prune(before[0].Size + oldest.Size)
	if err != nil || len(removed) != 2 || removed[0].ID != before[2].ID || removed[1].ID != before[1].ID {
		t.Errorf("removed %+v, %v", removed, err)
	}
	o.end(false) // as a crash would leave it
	if removed, err := k.Prune(-1); err != nil || len(removed) != 1 || removed[0].ID != before[0].ID {
		t.Errorf("removed %+v, %v", removed, err)
	}
	if _, f, err := k.open(oldest.Hash); err != nil {
		t.Error(err)
	} else {
		_ = f.Close()
	}
	if err := os.Remove(o.path); err != nil {
		t.Fatal(err)
	}
	if removed, err := k.Prune(-1); err != nil || len(removed) != 1 {
		t.Errorf("removed %+v, %v", removed, err)
	}
	if files, err := os.ReadDir(k.dir + "/copies"); err != nil || len(files) != 0 {
		t.Errorf("%v, %v", files, err)
	}
}

func mustCopies(t *testing.T, k *Keeper) []Copy {
	t.Helper()
	all, err := k.Copies()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestDamaged holds that a copy which is not what it was is not put back.
func TestDamaged(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	has(t, s, "c1", "old")
	out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, "c1", "new")}, Request{Force: true})[0]
	if out.Err != nil {
		t.Fatal(out.Err)
	}
	if err := os.WriteFile(k.dir+"/copies/"+out.Copy.Hash, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := k.Restore(t.Context(), cl, *out.Copy, Request{}); out.State != Untouched || out.Err == nil || used(t, s, "c1") != "new" {
		t.Errorf("%+v", out)
	}
}

// TestSpoiledActivities holds that lines which can't be read don't hide the
// others: one cut short, and the zeros that a crash can leave.
func TestSpoiledActivities(t *testing.T) {
	k := New(t.TempDir())
	text := `{"id":"1","ref":"a` + "\n" + strings.Repeat("\x00", 2<<20) + "\n" + `{"id":"2","ref":"b"}`
	if err := os.WriteFile(filepath.Join(k.dir, "activity.jsonl"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if acts, err := k.Activities(9); err != nil || len(acts) != 1 || acts[0].ID != "2" {
		t.Errorf("%+v, %v", acts, err)
	}
}

// TestPruneSpoiled holds that no copy is taken for abandoned whose record can't be
// read, and that one is that no record names.
func TestPruneSpoiled(t *testing.T) {
	s, cl, k := start(t, posthogtest.Config{})
	for _, ref := range []symbols.Ref{"c1", "c2"} {
		has(t, s, string(ref), "old "+string(ref))
		if out := k.Upload(t.Context(), cl, []symbols.Upload{pair(t, ref, "new")}, Request{Force: true})[0]; out.Err != nil {
			t.Fatal(out.Err)
		}
	}
	record := filepath.Join(k.dir, "records", mustCopies(t, k)[0].ID+".json")
	k.now = func() time.Time { return time.Now().Add(2 * abandoned) }
	for i, spoil := range []func() error{
		func() error { return os.WriteFile(record, []byte("{"), 0o600) },
		func() error { return os.Remove(record) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Prune(0); err != nil {
			t.Fatal(err)
		}
		if files, err := os.ReadDir(filepath.Join(k.dir, "copies")); err != nil || len(files) != 2-i {
			t.Errorf("%d copies are left, %v", len(files), err)
		}
	}
}
