package bundle

import (
	"encoding/json"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// maxManifest bounds a package.json.
const maxManifest = 1 << 20

// samePackage reports whether a frame of an installed package may be of this
// file: anyone's dist/index.js is not. The file must be the same in a folder of
// that package, by the folder's name or by its package.json.
func (b *Build) samePackage(frame []string, f *file) bool {
	pkg, inside, ok := modulePath(frame)
	if !ok {
		return true
	}
	if f.fit(inside).common < len(inside) {
		return false
	}
	folder := elements(f.root.abs + "/" + f.rel)
	folder = folder[:len(folder)-len(inside)]
	if fitOf(elements(pkg), "", path.Join(folder...)).common == len(elements(pkg)) {
		return true
	}
	up := filepath.Dir(f.path)
	for range len(inside) - 1 {
		up = filepath.Dir(up)
	}
	manifest := filepath.Join(up, "package.json")
	return b.below(manifest) && packageName(manifest) == pkg
}

// module looks for a frame's path through node_modules where walking does not
// go: below each root, from each of the path's folders on.
func (b *Build) module(frame []string) *file {
	for i := range b.roots {
		r := &b.roots[i]
		if !r.dir {
			continue
		}
		for from := 0; from <= slices.Index(frame, "node_modules"); from++ {
			rel := path.Join(frame[from:]...)
			p := filepath.Join(r.name, filepath.FromSlash(rel))
			if !filepath.IsLocal(filepath.FromSlash(rel)) {
				continue
			}
			if st, err := os.Stat(p); err != nil || !st.Mode().IsRegular() || !b.inside(p) {
				continue
			}
			b.mu.Lock()
			defer b.mu.Unlock()
			if b.modules[p] == nil {
				b.modules[p] = newFile(r, rel, false)
			}
			return b.modules[p]
		}
	}
	return nil
}

// packageName reads the name in a package.json; empty when it can't be told.
func packageName(path string) string {
	in, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	var manifest struct{ Name string }
	data, err := io.ReadAll(io.LimitReader(in, maxManifest))
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		return ""
	}
	return manifest.Name
}
