// Package files is what a person chooses a file from: a folder's entries,
// narrowed while typing, and paths as they come when pasted or dropped into a
// terminal. [Read] asks the disk and may take its time; all else is quick.
package files

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sahilm/fuzzy"
)

// maxEntries bounds what of a folder is listed.
const maxEntries = 20_000

// An Entry is a file or folder in a folder. Links are shown as what they lead
// to.
type Entry struct {
	Name     string
	Folder   bool
	Size     int64     // bytes, 0 for folders
	Modified time.Time // zero when it can't be known
}

// Hidden reports whether the entry is one that people don't look for.
func (e Entry) Hidden() bool { return strings.HasPrefix(e.Name, ".") || e.Name == "node_modules" }

// A Folder is a folder with its entries: folders first, then files, each by
// name.
type Folder struct {
	Path    string // absolute, cleaned
	Entries []Entry
	Left    int // entries that are not listed, for there are too many
}

// Read lists a folder. What can be neither a folder nor a file (sockets,
// devices, links that lead nowhere) is left out. It ends with ctx.
func Read(ctx context.Context, path string) (Folder, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return Folder{}, fmt.Errorf("open folder %s: %w", path, err)
	}
	d, err := os.Open(abs)
	if err != nil {
		return Folder{}, fmt.Errorf("open folder: %w", err)
	}
	defer d.Close()
	f := Folder{Path: abs}
	for {
		list, err := d.ReadDir(1000)
		for _, e := range list {
			if len(f.Entries) == maxEntries {
				f.Left++
			} else if entry, ok := look(abs, e); ok {
				f.Entries = append(f.Entries, entry)
			}
		}
		switch {
		case ctx.Err() != nil:
			return Folder{}, ctx.Err()
		case len(list) == 0 && err != nil: // io.EOF as a rule; else what came is shown
			slices.SortFunc(f.Entries, order)
			return f, nil
		}
	}
}

// look tells what an entry is.
func look(dir string, e fs.DirEntry) (Entry, bool) {
	info, err := e.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = os.Stat(filepath.Join(dir, e.Name()))
	}
	if err != nil || !info.IsDir() && !info.Mode().IsRegular() {
		return Entry{}, false
	}
	entry := Entry{Name: e.Name(), Folder: info.IsDir(), Modified: info.ModTime()}
	if !entry.Folder {
		entry.Size = info.Size()
	}
	return entry, true
}

func order(a, b Entry) int {
	if a.Folder != b.Folder {
		if a.Folder {
			return -1
		}
		return 1
	}
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Name, b.Name))
}

// Narrow gives the entries that a query lets through. Names that have it as a
// part come in their order; if there are none, those that have its characters
// in this order, the best first. Hidden entries are left out unless they are
// asked for, by hidden or by a dot that begins the query.
func (f Folder) Narrow(query string, hidden bool) []Entry {
	hidden = hidden || strings.HasPrefix(query, ".")
	var seen, found []Entry
	var names []string
	lower := strings.ToLower(query)
	for _, e := range f.Entries {
		if e.Hidden() && !hidden {
			continue
		}
		seen, names = append(seen, e), append(names, e.Name)
		if strings.Contains(strings.ToLower(e.Name), lower) {
			found = append(found, e)
		}
	}
	if len(found) > 0 || query == "" {
		return found
	}
	for _, m := range fuzzy.Find(query, names) {
		found = append(found, seen[m.Index])
	}
	return found
}
