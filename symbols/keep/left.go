package keep

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"symset/symbols"
)

// inFlight is how long a server may be at work on what was asked of it by
// somebody who is gone.
const inFlight = time.Minute

// maxEntry is how many bytes of an entry's file are read: its lines are a few,
// of a ref of 2 KB and two paths of 4 each.
const maxEntry = 1 << 20

// Damaged says that entries of the journal can't be read: by whatever was done
// to their files, it is not known what they were about.
type Damaged struct{ Paths []string }

func (e *Damaged) Error() string {
	more := ""
	if n := len(e.Paths) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return fmt.Sprintf("what was written down in %s%s can't be read: something may have been interrupted", e.Paths[0], more)
}

// Hint says how to go on.
func (e *Damaged) Hint() string {
	return "the same upload again mends what is not whole; then remove the file"
}

// A leaving is what an entry's file says.
type leaving int

const (
	empty leaving = iota // it is empty: the server was not touched
	entire
	torn    // the last line is not whole
	garbage // no line is
)

// close removes the entry of a set that a crash left, if it was about the file
// with that hash, which the set is known to have.
func (k *Keeper) close(host, project string, ref symbols.Ref, hash string) {
	if k.dir == "" {
		return
	}
	path := filepath.Join(k.dir, "journal", entryName(host, project, ref))
	f, err := openLocked(path, 0)
	if err != nil {
		return // there is none, or another process has it
	}
	left, _ := read(f)
	o := &open{Entry: Entry{path: path}, k: k, f: f}
	o.end(left.Ref == ref && left.Do != Delete && left.New.Hash == hash)
}

// read gives what the last whole line of an entry's file says.
func read(r io.Reader) (Entry, leaving) {
	text, err := io.ReadAll(io.LimitReader(r, maxEntry))
	var last Entry
	found := empty
	for line := range bytes.SplitSeq(text, []byte("\n")) {
		line = bytes.TrimSpace(line)
		var e Entry
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) == nil && e.Ref != "":
			last, found = e, entire
		case found == empty:
			found = garbage
		case found == entire:
			found = torn
		}
	}
	if err != nil && found == empty {
		found = garbage
	}
	if last.Ref == "" {
		return last, found
	}
	for _, hash := range []*string{&last.Former, &last.New.Copy} {
		if !isHash(*hash) {
			*hash = ""
		}
	}
	if found == torn && !last.touched() {
		last.Step = Touching // it may have been what is missing
	}
	return last, found
}

// Pending gives what was begun and is not known to have ended, the oldest
// first: what crashes left and, marked as running, what others are at. What
// never touched a server is left out, and swept away. With a [*Damaged] error
// there are entries beside those that are given.
func (k *Keeper) Pending() ([]Entry, error) {
	all, bad, err := k.entries()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(e Entry) bool {
		if !e.Running && !e.touched() {
			if f, err := openLocked(e.path, 0); err == nil {
				again, found := read(f)
				o := &open{Entry: Entry{path: e.path}, k: k, f: f}
				o.end(found != garbage && !again.touched())
			}
			return true
		}
		return e.Ref == "" // its first line is being written
	})
	if len(bad) > 0 {
		return all, &Damaged{bad}
	}
	return all, nil
}

// entries gives all entries of the journal, the oldest first, and the paths of
// those that can't be read. What symset did not put there is left alone.
func (k *Keeper) entries() (all []Entry, bad []string, err error) {
	files, err := k.list("journal")
	if err != nil {
		return nil, nil, fmt.Errorf("read the journal: %w", err)
	}
	for _, file := range files {
		path := filepath.Join(k.dir, "journal", file.Name())
		if !strings.HasSuffix(path, ".jsonl") || !file.Type().IsRegular() {
			continue
		}
		f, err := openLocked(path, 0)
		running := errors.Is(err, errBusy)
		if err != nil {
			f, err = os.Open(path)
		}
		if err != nil {
			if !running && !errors.Is(err, fs.ErrNotExist) { // else it has just ended
				bad = append(bad, path)
			}
			continue
		}
		e, found := read(f)
		if running {
			_ = f.Close()
		} else {
			closeLocked(f)
		}
		if !running && (found == garbage || e.Ref != "" && entryName(e.Host, e.Project, e.Ref) != file.Name()) {
			bad = append(bad, path)
			continue
		}
		e.Running, e.path = running, path
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Entry) int { return a.Began.Compare(b.Began) })
	return all, bad, nil
}
