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
	}{
		{"nothing", func() error { return nil }, false},
		{"a script", write("a.js", "a()"), true},
		{"a map", write("a.js.map", "{}"), true},
		{"another file", write("notes.txt", "x"), false},
		{"more", write("a.js", "a();b()"), true},
		{"later", func() error { return os.Chtimes(file("a.js"), time.Time{}, time.Now().Add(time.Hour)) }, true},
		{"renamed", func() error { return os.Rename(file("a.js"), file("b.js")) }, true},
		{"gone", func() error { return os.RemoveAll(dir) }, true},
		{"still gone", func() error { return nil }, false},
	} {
		if err := c.do(); err != nil {
			t.Fatal(err)
		}
		now, err := Stamped(t.Context(), dir)
		if err != nil || (now != last) != c.changes {
			t.Errorf("%s: changed is %v, %v", c.name, now != last, err)
		}
		last = now
	}
}
