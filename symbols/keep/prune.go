package keep

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// abandoned is how old a file is that a crash left behind half written.
const abandoned = 24 * time.Hour

// lockStore keeps others from naming and pruning copies. The function lets
// them again.
func (k *Keeper) lockStore() (func(), error) {
	dir, err := k.make(".")
	if err != nil {
		return nil, err
	}
	f, err := patiently(func() (*os.File, error) { return openLocked(filepath.Join(dir, "copies.lock"), os.O_CREATE) })
	if err != nil {
		return nil, err
	}
	return func() { closeLocked(f) }, nil
}

// patiently tries for a while to open what another has: nobody has it for long.
func patiently(open func() (*os.File, error)) (*os.File, error) {
	const tries, pause = 50, 20 * time.Millisecond
	for n := 1; ; n++ {
		f, err := open()
		if !errors.Is(err, errBusy) || n == tries {
			return f, err
		}
		time.Sleep(pause)
	}
}

// mostCopies is how many bytes of copies are kept.
const mostCopies = 2 << 30

// Prune removes the oldest copies until no more than limit bytes are kept, and
// gives those that it removed. 0 stands for 2 GiB, less than 0 for none at
// all. What the journal needs stays, however much that is.
func (k *Keeper) Prune(limit int64) ([]Copy, error) {
	if limit == 0 {
		limit = mostCopies
	}
	records, err := k.list("records")
	if err != nil || len(records) == 0 {
		return nil, err
	}
	unlock, err := k.lockStore()
	if err != nil {
		return nil, fmt.Errorf("prune copies: %w", err)
	}
	defer unlock()
	copies, err := k.Copies()
	if err != nil {
		return nil, err
	}
	open, bad, err := k.entries()
	if err == nil && len(bad) > 0 {
		err = &Damaged{bad} // which copies it needs is not known
	}
	if err != nil {
		return nil, fmt.Errorf("prune copies: %w", err)
	}
	uses, total := map[string]int{}, int64(0)
	for _, c := range copies {
		if uses[c.Hash]++; uses[c.Hash] == 1 {
			total += c.Size
		}
	}
	var removed []Copy
	for i := len(copies) - 1; i >= 0 && (limit < 0 || total > limit); i-- {
		c := copies[i]
		if slices.ContainsFunc(open, func(e Entry) bool { return e.needs(&c) }) {
			continue
		}
		if err := k.forget(c, uses[c.Hash] == 1); err != nil {
			return removed, fmt.Errorf("prune copies: %w", err)
		}
		if uses[c.Hash]--; uses[c.Hash] == 0 {
			total -= c.Size
		}
		removed = append(removed, c)
	}
	if len(copies) == count(records, ".json") { // else some can't be read, and what they name is not known
		k.sweep(uses)
	}
	return removed, nil
}

// count counts the entries whose names end so.
func count(entries []os.DirEntry, end string) (n int) {
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), end) {
			n++
		}
	}
	return n
}

// forget removes a record, and its file when it is the last one.
func (k *Keeper) forget(c Copy, last bool) error {
	record := filepath.Join(k.dir, "records", c.ID+".json")
	if err := k.do("remove", record); err != nil {
		return err
	}
	if err := os.Remove(record); err != nil || !last {
		return err
	}
	err := os.Remove(filepath.Join(k.dir, "copies", c.Hash))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return err
}

// needs reports whether an entry that is open needs a copy, or may: it names it
// after it was kept.
func (e *Entry) needs(c *Copy) bool {
	return e.Former == c.Hash || e.New.Copy == c.Hash || e.Ref == c.Ref && e.Host == c.Host && e.Project == c.Project
}

// sweep removes what crashes left: copies that no record names, and files half
// written. What is young may be somebody's who is at it.
func (k *Keeper) sweep(uses map[string]int) {
	for _, dir := range []string{"copies", "records"} {
		entries, err := k.list(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			st, err := e.Info()
			left := strings.HasPrefix(e.Name(), ".") || dir == "copies" && uses[e.Name()] == 0
			if err == nil && left && k.now().Sub(st.ModTime()) > abandoned {
				_ = os.Remove(filepath.Join(k.dir, dir, e.Name()))
			}
		}
	}
}
