package inject

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"symset/symbols/bundle"
)

const (
	tempPrefix   = ".symset-new-"    // of a file's new content
	recordPrefix = ".symset-inject-" // of the record of what takes the place of what
)

// A record says which new file replaces which. It is there only
// once all of them are written, until all of them are in place.
type record struct {
	Moves []move `json:"moves"`
}

// A move puts one file of a folder in place of another.
type move struct {
	New, Old string // names in the record's folder, or paths from it
}

// An Edit is a file and its new content.
type Edit struct {
	Path string
	Text Text
	Was  bundle.Stamp // of the file before it was read; zero when it may have changed since
}

// ErrWritten is the error of replacing a file that was written since it was read.
var ErrWritten = errors.New("the file was written in the meantime: is the build still running?")

// ErrReadOnly is the error of replacing a file that must not be written.
var ErrReadOnly = errors.New("the file is read-only")

// Write replaces files together: when it is stopped in between, by whatever,
// either nothing has changed or [Recover] brings it to its end. Links stay
// links; modes and, as far as the system lets it, owners stay as they are.
func Write(edits ...Edit) (err error) {
	var rec record
	var written []string
	defer func() {
		if err != nil {
			for _, name := range written {
				os.Remove(name)
			}
		}
	}()
	home := ""
	folders := map[string]bool{}
	for _, e := range edits {
		old, err := filepath.EvalSymlinks(e.Path)
		if err != nil {
			return fmt.Errorf("replace %s: %w", e.Path, err)
		}
		if old, err = filepath.Abs(old); err != nil {
			return fmt.Errorf("replace %s: %w", e.Path, err)
		}
		if home == "" {
			home = filepath.Dir(old)
		}
		name, err := writeBeside(old, e.Text)
		if name != "" {
			written = append(written, name)
		}
		if err != nil {
			return fmt.Errorf("replace %s: %w", e.Path, err)
		}
		folders[filepath.Dir(old)] = true
		m := move{New: name, Old: old}
		for _, p := range []*string{&m.New, &m.Old} {
			if *p, err = filepath.Rel(home, *p); err != nil {
				return fmt.Errorf("replace %s: %w", e.Path, err)
			}
		}
		rec.Moves = append(rec.Moves, m)
	}
	for _, e := range edits {
		if e.Was != (bundle.Stamp{}) && bundle.StampOf(e.Path) != e.Was {
			return fmt.Errorf("replace %s: %w", e.Path, ErrWritten)
		}
	}
	if len(edits) == 1 { // one rename is whole by itself
		return moveAll(home, rec, folders)
	}
	name, err := writeRecord(home, rec)
	if err != nil {
		return fmt.Errorf("replace %s: %w", edits[0].Path, err)
	}
	written = nil // from here on they are the record's
	if err := moveAll(home, rec, folders); err != nil {
		return err
	}
	return os.Remove(name)
}

// writeBeside writes a file's new content beside it, safely on disk.
func writeBeside(old string, text Text) (name string, err error) {
	st, err := os.Stat(old)
	if err != nil {
		return "", err
	}
	if st.Mode().Perm()&0o200 == 0 {
		return "", ErrReadOnly
	}
	f, err := os.CreateTemp(filepath.Dir(old), tempPrefix+"*")
	if err != nil {
		return "", err
	}
	_, err = text.WriteTo(f)
	return f.Name(), errors.Join(err, keepOwner(f, st), f.Chmod(st.Mode().Perm()), f.Sync(), f.Close())
}

// writeRecord writes a record under its name only when it is whole.
func writeRecord(home string, rec record) (string, error) {
	data, err := json.Marshal(rec)
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp(home, tempPrefix+"*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	name := filepath.Join(home, recordPrefix+strings.TrimPrefix(filepath.Base(f.Name()), tempPrefix))
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return name, syncFolder(home)
}

func moveAll(home string, rec record, folders map[string]bool) error {
	for _, m := range rec.Moves {
		err := os.Rename(filepath.Join(home, m.New), filepath.Join(home, m.Old))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("put new files in place: %w", err)
		}
	}
	for folder := range folders {
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder makes renames in a folder last. Not every system can.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync()
	return f.Close()
}

// Recover brings to its end what a [Write] that was stopped began in a folder,
// unless the files were built again since, and takes away what another never
// came to use. It counts the files it put in place. Nobody else may be writing
// in the folder.
func Recover(dir string) (moved int, err error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return 0, err
	}
	for _, e := range list {
		if !e.Type().IsRegular() || !strings.HasPrefix(e.Name(), recordPrefix) {
			continue
		}
		name := filepath.Join(dir, e.Name())
		n, err := finish(dir, name)
		if moved += n; err != nil {
			return moved, fmt.Errorf("finish what %s records: %w", name, err)
		}
	}
	for _, e := range list {
		if e.Type().IsRegular() && strings.HasPrefix(e.Name(), tempPrefix) {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return moved, err
			}
		}
	}
	return moved, nil
}

func finish(dir, name string) (moved int, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	var rec record
	if err := json.Unmarshal(data, &rec); err != nil {
		return 0, err
	}
	st, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	folders := map[string]bool{}
	again := false // they were built
	for _, m := range rec.Moves {
		// Only what Write writes: a new file of ours beside the old one.
		if filepath.IsAbs(m.New) || filepath.Dir(m.New) != filepath.Dir(m.Old) || !strings.HasPrefix(filepath.Base(m.New), tempPrefix) {
			return 0, fmt.Errorf("it is no record of ours")
		}
		if _, err := os.Lstat(filepath.Join(dir, m.New)); err == nil {
			moved++
		}
		if old, err := os.Stat(filepath.Join(dir, m.Old)); err == nil && old.ModTime().After(st.ModTime()) {
			again = true
		}
		folders[filepath.Dir(filepath.Join(dir, m.Old))] = true
	}
	if again { // what was to take their place was made of others
		moved = 0
		for _, m := range rec.Moves {
			if err := os.Remove(filepath.Join(dir, m.New)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return 0, err
			}
		}
	} else if err := moveAll(dir, rec, folders); err != nil {
		return 0, err
	}
	return moved, os.Remove(name)
}
