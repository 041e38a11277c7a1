package bundle

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestStamped holds what changes a stamp.
func TestStamped(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) func() error {
		return func() error { return os.WriteFile(file(name), []byte(text), 0o600) }
	}
	last, err := Stamped(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		do      func() error
		changes bool
		bare    int
	}{
		{"nothing", func() error { return nil }, false, 1},
		{"a map", write("a.js.map", "{}"), true, 1},
		{"a script", write("a.js", "a()"), true, 0},
		{"another file", write("notes.txt", "x"), false, 0},
		{"more", write("a.js", "a();b()"), true, 0},
		{"later", func() error { return os.Chtimes(file("a.js"), time.Time{}, time.Now().Add(time.Hour)) }, true, 0},
		{"renamed", func() error { return os.Rename(file("a.js"), file("b.js")) }, true, 0},
		{"gone", func() error { return os.RemoveAll(dir) }, true, 1},
		{"still gone", func() error { return nil }, false, 1},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		now, err := Stamped(t.Context(), dir)
		if err != nil || (now != last) != c.changes || now.Bare != c.bare {
			t.Errorf("%s: changed is %v, %d are bare, %v", c.name, now != last, now.Bare, err)
		}
		last = now
	}
}
