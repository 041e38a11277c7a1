package stored

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"symset/symbols"
	"symset/symbols/container"
)

// Saving is how a symbol set's file is saved.
type Saving struct {
	Dir   string                  // is made when it is not there
	Force bool                    // replace files that are there
	Count func(read, total int64) // is called as bytes come; total is -1 when it is not known; may be nil
}

// Saved is what was saved.
type Saved struct {
	Type  container.Type
	Files []string // in the folder, their paths with it
}

// A TakenError says that there is a file already where one should be saved.
type TakenError struct{ Path string }

func (e *TakenError) Error() string { return e.Path + " is there already" }

// Save downloads what PostHog keeps for a symbol set and writes the parts into
// a folder, named by the last part of the ref. They appear there together, when
// all have come, or not at all.
func Save(ctx context.Context, p symbols.Project, set *symbols.Set, s Saving) (saved Saved, err error) {
	body, size, err := p.Download(ctx, set.ID)
	if err != nil {
		return Saved{}, err
	}
	defer body.Close()
	c, err := container.Open(&counter{Reader: body, total: size, tell: s.Count}, 0)
	if err != nil {
		return Saved{}, fmt.Errorf("reading the file of %s: %w", set.Ref, err)
	}
	if err := os.MkdirAll(s.Dir, 0o777); err != nil {
		return Saved{}, fmt.Errorf("making the folder to write into: %w", err)
	}
	// Beside where the files will be, so that they can be moved there.
	aside, err := os.MkdirTemp(s.Dir, ".symset-")
	if err != nil {
		return Saved{}, fmt.Errorf("writing into %s: %w", s.Dir, err)
	}
	defer os.RemoveAll(aside)
	saved.Type = c.Type
	for {
		part, err := c.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Saved{}, fmt.Errorf("reading the file of %s: %w", set.Ref, err)
		}
		to := filepath.Join(s.Dir, partName(set.Ref, c.Type, part.Role))
		if _, err := os.Lstat(to); err == nil && !s.Force {
			return Saved{}, &TakenError{to}
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Saved{}, err
		}
		if err := writeNew(filepath.Join(aside, filepath.Base(to)), part); err != nil {
			return Saved{}, fmt.Errorf("writing %s of %s: %w", part.Role, set.Ref, err)
		}
		saved.Files = append(saved.Files, to)
	}
	for _, to := range saved.Files {
		if err := os.Rename(filepath.Join(aside, filepath.Base(to)), to); err != nil {
			return Saved{}, fmt.Errorf("writing into %s: %w", s.Dir, err)
		}
	}
	return saved, nil
}

// partName is what a part of a symbol set is called on disk.
func partName(ref symbols.Ref, t container.Type, role container.Role) string {
	base := fileName(ref)
	script := base
	if !slices.Contains([]string{".js", ".mjs", ".cjs", ".css", ".bundle", ".jsbundle"}, path.Ext(base)) {
		script += ".js"
	}
	switch {
	case role == container.Mapping:
		return base + ".txt"
	case role == container.Archive:
		return base + ".zip"
	case t == container.HermesMap:
		return base + ".hbc.map"
	case role == container.Map:
		return script + ".map"
	}
	return script
}

// fileName makes of a ref, which is a stranger's, a name that is one on every
// system and no path: its last part, without the ending of a map.
func fileName(ref symbols.Ref) string {
	const most = 100 // bytes
	text, _, _ := strings.Cut(string(ref), "?")
	text, _, _ = strings.Cut(text, "#")
	text = strings.TrimRight(text, `/\`)
	text = text[strings.LastIndexAny(text, `/\`)+1:]
	text = strings.TrimSuffix(text, ".map")
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.', r == '+', r == '@':
			return r
		}
		return '_'
	}, text)
	safe = strings.TrimRight(strings.TrimLeft(safe[:min(len(safe), most)], ".-"), ".")
	switch stem, _, _ := strings.Cut(strings.ToLower(safe), "."); {
	case safe == "":
		return "set"
	case stem == "con", stem == "prn", stem == "aux", stem == "nul", len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt"):
		return "_" + safe // Windows takes these for devices
	}
	return safe
}

func writeNew(name string, r io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}

// A counter tells how much was read.
type counter struct {
	io.Reader
	read, total int64
	tell        func(read, total int64)
}

// Read reads, and tells.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if c.read += int64(n); c.tell != nil {
		c.tell(c.read, c.total)
	}
	return n, err
}
