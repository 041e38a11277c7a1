package bundle

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"

	"symset/symbols"
)

// match gives the files that go with a frame equally well.
func (b *Build) match(ctx context.Context, f *symbols.Frame) ([]match, error) {
	frame := framePath(f.File)
	if f.ChunkID != "" {
		found, err := b.matchID(ctx, f.ChunkID, frame)
		if len(found) > 0 || err != nil {
			return best(found, frame), err
		}
	}
	if len(frame) == 0 {
		if f.Platform == symbols.Hermes && f.ChunkID == "" {
			return b.matchBundles(), nil
		}
		return nil, nil
	}
	found := b.matchName(frame)
	if len(found) == 0 {
		var err error
		if found, err = b.matchMapFile(ctx, frame); err != nil {
			return nil, err
		}
	}
	found = best(found, frame)
	for i := range found {
		found[i].evidence = append(found[i].evidence, nameEvidence(found[i].fit, frame))
		if _, hash := splitHash(frame[len(frame)-1]); hash != "" {
			found[i].evidence = append(found[i].evidence, "content hash in the name")
		}
	}
	return found, nil
}

func nameEvidence(f fit, frame []string) string {
	switch {
	case f.common == 0:
		return "the map names the file"
	case f.common > 1 || f.common == len(frame):
		return "same name and path"
	case f.whole:
		return "same name"
	}
	return "same name, other folder"
}

// matchID finds files by a chunk or debug id.
func (b *Build) matchID(ctx context.Context, id string, frame []string) ([]match, error) {
	scripts, err := b.scriptsByID(ctx, id)
	if err != nil {
		return nil, err
	}
	var found []match
	for _, s := range scripts {
		found = append(found, match{file: s, byID: true, evidence: []string{"chunk id"}})
	}
	if len(found) > 0 {
		return found, nil
	}
	maps, err := b.mapsByID(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, m := range maps {
		one := match{file: m, byID: true, evidence: []string{"chunk id in the map"}}
		if s := b.ownerOf(ctx, m, frame); s != nil {
			one.file, one.mapPath = s, m.path
		}
		found = append(found, one)
	}
	return found, nil
}

// ownerOf finds the minified file of a map that a frame's chunk id led to: one
// without an id of its own, since with one it would be another chunk's.
func (b *Build) ownerOf(ctx context.Context, m *file, frame []string) *file {
	names := []string{path.Base(m.rel[:len(m.rel)-len(path.Ext(m.rel))])}
	if len(frame) > 0 {
		names = append(names, frame[len(frame)-1])
	}
	for _, name := range names {
		for _, s := range b.scripts.byName[name] {
			if c, err := s.comments(); err != nil || c.ChunkID != "" {
				continue
			}
			if ref, err := b.mapOf(ctx, s); err == nil && ref.path == m.path {
				return s
			}
		}
	}
	return nil
}

// matchName finds files and lone maps by the frame's URL or path.
func (b *Build) matchName(frame []string) []match {
	base := frame[len(frame)-1]
	var found []match
	for _, s := range b.scripts.byName[base] {
		if b.samePackage(frame, s) {
			found = append(found, match{file: s})
		}
	}
	for _, m := range b.maps.byName[base+".map"] {
		if b.orphan(m) && b.samePackage(frame, m) {
			found = append(found, match{file: m})
		}
	}
	if len(found) == 0 && slices.Contains(frame, "node_modules") {
		if s := b.module(frame); s != nil {
			found = append(found, match{file: s})
		}
	}
	return found
}

// matchBundles finds the bundles of React Native, for frames that name no file:
// these are of the one bundle that an app has.
func (b *Build) matchBundles() []match {
	names := map[string]bool{}
	for name := range b.scripts.byName {
		names[name] = isBundle(name)
	}
	for name := range b.maps.byName {
		name = strings.TrimSuffix(name, ".map")
		names[name] = isBundle(name)
	}
	var found []match
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if names[name] {
			found = append(found, b.matchName([]string{name})...)
		}
	}
	for i := range found {
		found[i].evidence = []string{"the bundle of React Native in the build"}
	}
	return found
}

// matchMapFile finds lone maps by the file that they name.
func (b *Build) matchMapFile(ctx context.Context, frame []string) ([]match, error) {
	maps, err := b.mapsByFile(ctx, frame[len(frame)-1])
	if err != nil {
		return nil, err
	}
	var found []match
	for _, m := range maps {
		if b.orphan(m) && b.samePackage(frame, m) {
			found = append(found, match{file: m})
		}
	}
	return found, nil
}

// best keeps the matches that fit the frame's path best, in order, with their fits.
func best(found []match, frame []string) []match {
	var kept []match
	for _, m := range found {
		m.fit = m.file.fit(frame)
		if len(kept) > 0 && m.fit.better(kept[0].fit) {
			kept = kept[:0]
		}
		if len(kept) == 0 || m.fit == kept[0].fit {
			kept = append(kept, m)
		}
	}
	return kept
}

// fit compares the frame's path with the file's; of a map, with the path of
// the file it is the map of.
func (f *file) fit(frame []string) fit {
	rel := f.rel
	if f.isMap && (len(frame) == 0 || path.Ext(frame[len(frame)-1]) != ".map") {
		rel = rel[:len(rel)-len(path.Ext(rel))]
	}
	return fitOf(frame, f.root.abs, rel)
}
