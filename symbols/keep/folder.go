package keep

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// A Keeper keeps copies, the journal and the activities in a folder, which is
// made when something is first written. It is safe for concurrent use, also by
// several processes.
type Keeper struct {
	dir string
	now func() time.Time

	// spoil fails what is about to be done with a file; for tests. It may
	// be nil.
	spoil func(op, name string) error
}

// New makes a Keeper on a folder. Nothing is read or written yet. With an
// empty name all that needs the folder fails.
func New(dir string) *Keeper { return &Keeper{dir: dir, now: time.Now} }

// Folder gives the folder for what symset keeps: symset in $XDG_STATE_HOME, or
// where the system has such things. It is empty when the environment names no
// home.
func Folder(getenv func(string) string) string {
	if state := getenv("XDG_STATE_HOME"); filepath.IsAbs(state) {
		return filepath.Join(state, "symset")
	}
	home, below := getenv("HOME"), ".local/state"
	switch runtime.GOOS {
	case "darwin":
		below = "Library/Application Support"
	case "windows":
		home, below = getenv("LOCALAPPDATA"), "."
	}
	if !filepath.IsAbs(home) {
		return ""
	}
	return filepath.Join(home, below, "symset")
}

// Folder is where the Keeper keeps what it keeps; empty when that is nowhere.
func (k *Keeper) Folder() string { return k.dir }

// do tells what is about to be done with a file or folder, so that tests can
// spoil it.
func (k *Keeper) do(op, name string) error {
	if k.spoil == nil {
		return nil
	}
	return k.spoil(op, name)
}

// make makes a folder below the Keeper's and gives its path.
func (k *Keeper) make(name string) (string, error) {
	if k.dir == "" {
		return "", &NoFolder{}
	}
	path := filepath.Join(k.dir, name)
	err := k.do("make", path)
	if err == nil {
		err = os.MkdirAll(path, 0o700)
	}
	if err != nil {
		return "", &NoFolder{Err: err}
	}
	return path, nil
}

// list gives what is in a folder below the Keeper's: nothing when it is not
// there.
func (k *Keeper) list(name string) ([]os.DirEntry, error) {
	if k.dir == "" {
		return nil, nil
	}
	all, err := os.ReadDir(filepath.Join(k.dir, name))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return nil, nil
	}
	return all, err
}

// replace puts a file, and what write gives, in place of another in one
// step that survives a loss of power.
func (k *Keeper) replace(path string, write func(io.Writer) error) (err error) {
	if err := k.do("create", path); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // its mode is 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	err = write(spoiled{k, f})
	if err == nil {
		err = k.sync(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if err := k.do("rename", path); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return k.syncFolder(filepath.Dir(path))
}

func (k *Keeper) sync(f *os.File) error {
	if err := k.do("sync", f.Name()); err != nil {
		return err
	}
	return f.Sync()
}

// A spoiled writer writes to a file.
type spoiled struct {
	k *Keeper
	f *os.File
}

func (s spoiled) Write(p []byte) (int, error) {
	if err := s.k.do("write", s.f.Name()); err != nil {
		return 0, err
	}
	return s.f.Write(p)
}

// NewDeed names a deed of several requests.
func NewDeed() string { return newID() }

// newID makes a short name that no other has.
func newID() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// NoFolder says that nothing can be kept.
type NoFolder struct{ Err error } // nil when no folder is known

func (e *NoFolder) Error() string {
	if e.Err == nil {
		return "there is no folder to keep copies in: neither HOME nor XDG_STATE_HOME is set"
	}
	return fmt.Sprintf("the folder for copies can't be used: %v", e.Err)
}

func (e *NoFolder) Unwrap() error { return e.Err }

// Hint says how to go on.
func (e *NoFolder) Hint() string {
	return "set XDG_STATE_HOME to a folder that can be written, or go on without a copy: --no-backup"
}
