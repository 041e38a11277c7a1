package bundle

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

const (
	maxEntries = 400_000 // files and folders looked at, over all roots
	maxDepth   = 48      // folders below a root
	maxNotes   = 20
)

// A walker fills the index of a Build.
type walker struct {
	b       *Build
	seen    map[string]bool // absolute paths of files in the index
	entries int
	skipped int // notes beyond maxNotes
}

func (w *walker) note(format string, args ...any) {
	if len(w.b.notes) < maxNotes {
		w.b.notes = append(w.b.notes, fmt.Sprintf(format, args...))
	} else {
		w.skipped++
	}
}

func (w *walker) walk(ctx context.Context) error {
	for i := range w.b.roots {
		r := &w.b.roots[i]
		if !r.dir {
			w.add(r, filepath.Base(r.name), !isScript(r.name))
			continue
		}
		if err := w.tree(ctx, r); err != nil {
			return fmt.Errorf("look through %s: %w", r.name, err)
		}
	}
	if w.skipped > 0 {
		w.b.notes = append(w.b.notes, fmt.Sprintf("and %d more", w.skipped))
	}
	return nil
}

// tree walks one root, level by level, so that what a limit cuts off is what
// lies deepest. The folders of a level are read side by side.
func (w *walker) tree(ctx context.Context, r *root) error {
	level := []string{""}
	for depth := 0; len(level) > 0; depth++ {
		if depth > maxDepth {
			w.note("%s: folders more than %d deep were not looked at", r.name, maxDepth)
			return nil
		}
		lists := make([][]fs.DirEntry, len(level))
		errs := make([]error, len(level))
		g, ctx := errgroup.WithContext(ctx)
		g.SetLimit(2 * runtime.GOMAXPROCS(0))
		for i, rel := range level {
			g.Go(func() error {
				lists[i], errs[i] = os.ReadDir(filepath.Join(r.name, filepath.FromSlash(rel)))
				return ctx.Err()
			})
		}
		if err := g.Wait(); err != nil {
			return err
		}
		var next []string
		for i, rel := range level {
			if errs[i] != nil {
				w.note("a folder can't be read: %v", errs[i])
			}
			if w.entries += len(lists[i]); w.entries > maxEntries {
				w.note("%s: more than %d files and folders, the rest was not looked at", r.name, maxEntries)
				return nil
			}
			next = append(next, w.folder(r, rel, lists[i])...)
		}
		level = next
	}
	return nil
}

// folder adds a folder's files to the index and gives its folders to walk.
func (w *walker) folder(r *root, rel string, list []fs.DirEntry) (folders []string) {
	mapped := map[string]bool{} // names that a map beside makes a generated file
	for _, e := range list {
		if isMap(e.Name()) {
			mapped[strings.TrimSuffix(e.Name(), ".map")] = true
		}
	}
	for _, e := range list {
		at := path.Join(rel, e.Name())
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			mode = w.link(r, at)
		}
		switch {
		case mode.IsDir() && (w.b.options.All || !skipFolder(e.Name())) && !w.isRoot(r.abs+"/"+at):
			folders = append(folders, at)
		case mode.IsDir() && e.Name() != "node_modules" && e.Name() != ".git" && w.b.hidden == "" && !w.isRoot(r.abs+"/"+at):
			w.b.hidden = filepath.Join(r.name, filepath.FromSlash(at))
		case mode.IsRegular() && isMap(e.Name()):
			w.add(r, at, true)
		case mode.IsRegular() && isOtherMap(e.Name()):
			w.b.others = append(w.b.others, newFile(r, at, true))
		case mode.IsRegular() && strings.EqualFold(path.Ext(e.Name()), ".css"):
			w.b.styles = append(w.b.styles, newFile(r, at, false))
		case mode.IsRegular() && isPage(e.Name()):
			w.b.pages = append(w.b.pages, newFile(r, at, false).path)
		case mode.IsRegular() && (isScript(e.Name()) || mapped[e.Name()]):
			w.add(r, at, false)
		}
	}
	return folders
}

// link tells what a link is to be taken for: a file when it leads to one
// inside a root. Folders inside a root are walked under their own names.
func (w *walker) link(r *root, rel string) fs.FileMode {
	p := filepath.Join(r.name, filepath.FromSlash(rel))
	st, err := os.Stat(p)
	switch {
	case err != nil || !st.IsDir() && !isMap(rel) && !isScript(rel):
	case !w.b.inside(p):
		w.note("%s links out of %s and was not followed", p, r.name)
	case !st.IsDir():
		return st.Mode()
	}
	return fs.ModeIrregular
}

func (w *walker) isRoot(abs string) bool {
	for _, r := range w.b.roots {
		if r.dir && r.abs == abs {
			return true
		}
	}
	return false
}

func (w *walker) add(r *root, rel string, isMap bool) {
	abs := r.abs + "/" + rel
	if w.seen[abs] {
		return
	}
	w.seen[abs] = true
	f := newFile(r, rel, isMap)
	if isMap {
		w.b.maps.add(f)
	} else {
		w.b.scripts.add(f)
	}
}

// skipFolder names the folders that hold no build of the project's own.
func skipFolder(name string) bool {
	switch name {
	case "node_modules":
		return true
	case ".next", ".output", ".vercel", ".svelte-kit", ".nuxt":
		return false
	}
	return strings.HasPrefix(name, ".")
}

// isMap reports whether a name is a JavaScript source map's.
func isMap(name string) bool {
	name = strings.ToLower(name)
	if !strings.HasSuffix(name, ".map") {
		return false
	}
	switch path.Ext(strings.TrimSuffix(name, ".map")) {
	case ".css":
		return false
	case ".ts", ".mts", ".cts": // maps of type declarations
		return !strings.Contains(name, ".d.")
	}
	return true
}

// Packed are the endings of the copies that build tools make of files for
// servers that send them compressed.
var Packed = []string{".gz", ".br", ".zst"}

// isOtherMap reports whether a name is that of a map which no exception needs:
// a style sheet's, or a compressed copy of a map.
func isOtherMap(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".css.map") || slices.ContainsFunc(Packed, func(ending string) bool {
		return strings.HasSuffix(name, ".map"+ending)
	})
}

// isPage reports whether a name is an HTML file's, or a manifest's.
func isPage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".json", ".webmanifest":
		return true
	}
	return false
}

// isScript reports whether a name is a JavaScript file's, or React Native's bundle.
func isScript(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".js", ".mjs", ".cjs", ".jsx":
		return true
	}
	return isBundle(name)
}

// isBundle reports whether a name is that of a bundle of React Native.
func isBundle(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".bundle", ".jsbundle", ".hbc":
		return true
	}
	return false
}
