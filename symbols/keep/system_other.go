//go:build !windows

package keep

import (
	"errors"
	"os"
	"syscall"
)

// openLocked opens a file that others can't open so until it is closed, by
// whatever: a lock of a process that is gone is no lock. The error is errBusy
// when another has it.
func openLocked(path string, flag int) (*os.File, error) {
	for {
		f, err := os.OpenFile(path, flag|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			err = errBusy
		}
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		mine, err := f.Stat()
		there, errThere := os.Stat(path)
		if err == nil && errThere == nil && os.SameFile(mine, there) {
			return f, nil
		}
		closeLocked(f) // it was removed by the one who had it
		if err != nil || flag&os.O_CREATE == 0 && errThere != nil {
			return nil, errors.Join(err, errThere)
		}
	}
}

// closeLocked closes what openLocked opened. Without a word a process that is
// being started meanwhile would hold the lock a little longer.
func closeLocked(f *os.File) {
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN)
	_ = f.Close()
}

// syncFolder makes what was made or renamed in a folder last.
func (k *Keeper) syncFolder(path string) error {
	if err := k.do("sync", path); err != nil {
		return err
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil // a file system that has no such thing
	}
	return errors.Join(err, d.Close())
}
