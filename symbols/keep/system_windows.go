package keep

import (
	"errors"
	"os"
	"syscall"
)

// openLocked opens a file that others can't open until it is closed, by
// whatever. The error is errBusy when another has it.
func openLocked(path string, flag int) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	mode := uint32(syscall.OPEN_EXISTING)
	if flag&os.O_CREATE != 0 {
		mode = syscall.OPEN_ALWAYS
	}
	const sharingViolation, shareDelete = syscall.Errno(32), 4
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, shareDelete, nil, mode, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, errBusy
	}
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// closeLocked closes what openLocked opened.
func closeLocked(f *os.File) { _ = f.Close() }

// syncFolder does nothing: the system keeps folders in order by itself.
func (k *Keeper) syncFolder(path string) error { return k.do("sync", path) }
