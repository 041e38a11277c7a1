//go:build !windows

package inject

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner and the group of the one whose place it
// is to take, or the group alone where the system lets nobody but root do more.
// An error says that users of the old file could not read the new one.
func keepOwner(f *os.File, old fs.FileInfo) error {
	st, err := f.Stat()
	if err != nil {
		return err
	}
	was, is := old.Sys().(*syscall.Stat_t), st.Sys().(*syscall.Stat_t)
	if was.Uid == is.Uid && was.Gid == is.Gid || f.Chown(int(was.Uid), int(was.Gid)) == nil {
		return nil
	}
	if err := f.Chown(-1, int(was.Gid)); err != nil && old.Mode().Perm()&0o004 == 0 {
		return fmt.Errorf("it is another user's, and those who read it could not read the new text: run this as that user: %w", err)
	}
	return nil
}
