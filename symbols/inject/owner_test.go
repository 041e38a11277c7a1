//go:build !windows

package inject

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// TestWriteOwner holds that a file stays that of its user and group: what root
// injects into, in a container, another user serves.
func TestWriteOwner(t *testing.T) {
	user, group := os.Getuid(), os.Getgid()
	if groups, _ := os.Getgroups(); user == 0 {
		user, group = 7, 9
	} else if i := slices.IndexFunc(groups, func(g int) bool { return g != group }); i >= 0 {
		group = groups[i]
	} else {
		t.Skip("no other group to give a file to")
	}
	name := put(t, filepath.Join(t.TempDir(), "a.js"), "old")
	if err := os.Chown(name, user, group); err != nil {
		t.Skip(err)
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Write(Edit{Path: name, Text: text("new")}); err != nil {
		t.Fatal(err)
	}
	st, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if is := st.Sys().(*syscall.Stat_t); int(is.Uid) != user || int(is.Gid) != group || st.Mode().Perm() != 0o640 || get(t, name) != "new" {
		t.Errorf("it is %d:%d %v now, not %d:%d", is.Uid, is.Gid, st.Mode(), user, group)
	}
}
