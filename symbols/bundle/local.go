package bundle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/sourcemap"
)

// A Local is a symbol set made of files on this machine: a minified file and
// its map, as a person chose them. It is safe for concurrent use.
type Local struct {
	Source string // the minified file's path
	Map    string // the map's path; empty when the minified file holds it

	Pair *symbols.Pair // the two, opened for reading

	build *Build
}

// OpenLocal opens the symbol set that the file at path is one half of, for ref.
// Of a minified file the map is found as for [Build]; of a map the minified
// file beside it: the one that it is named after, or names, or that names it.
// An error that wraps a [*symbols.Failure] says what lacks.
func OpenLocal(ctx context.Context, path string, ref symbols.Ref) (*Local, error) {
	if st, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Unwrap(err))
	} else if !st.Mode().IsRegular() {
		return nil, &symbols.Failure{Code: symbols.NoFile, Message: path + " is not a file", Do: "choose a minified file or its map"}
	}
	if !strings.HasSuffix(strings.ToLower(path), ".map") {
		return OpenFiles(ctx, path, "", ref)
	}
	source, err := sourceBeside(path)
	if err != nil {
		return nil, err
	}
	return OpenFiles(ctx, source, path, ref)
}

// OpenFiles is [OpenLocal] for a minified file and a map that are both named. An
// empty name stands for the map that the minified file holds, or names.
func OpenFiles(ctx context.Context, source, mapPath string, ref symbols.Ref) (*Local, error) {
	b, err := Open(ctx, source)
	if err != nil {
		return nil, err
	}
	script := newFile(&b.roots[0], filepath.Base(source), false)
	pair, isInline, err := b.openPair(ctx, &symbols.Frame{}, &match{file: script, mapPath: mapPath})
	if err != nil {
		var why *symbols.Failure
		if errors.As(err, &why) && why.Code == symbols.NoMap { // no other folder is looked in
			why.Do = "build with source maps, and choose it again"
		}
		return nil, errors.Join(err, b.Close())
	}
	pair.Ref = ref
	l := &Local{Source: source, Map: pair.MapFile, Pair: pair, build: b}
	if isInline {
		l.Map = ""
		b.pairs[pairKey{file: script}] = &openedSet{pair: pair, inline: true} // closed with the build
	}
	return l, nil
}

// sourceBeside finds the minified file of a map.
func sourceBeside(mapPath string) (string, error) {
	dir, name := filepath.Split(mapPath)
	names := []string{name[:len(name)-len(".map")]}
	if m, err := sourcemap.Open(mapPath); err == nil {
		if file := filepath.Base(filepath.FromSlash(m.File())); m.File() != "" && filepath.IsLocal(file) {
			names = append(names, file)
		}
		if err := m.Close(); err != nil {
			return "", err
		}
	}
	for _, n := range names {
		if st, err := os.Stat(filepath.Join(dir, n)); err == nil && st.Mode().IsRegular() {
			return filepath.Join(dir, n), nil
		}
	}
	list, err := os.ReadDir(filepath.Clean(dir + "."))
	if err != nil {
		return "", fmt.Errorf("look for the minified file of %s: %w", mapPath, err)
	}
	for _, e := range list {
		if !isScript(e.Name()) || e.Type()&fs.ModeType != 0 {
			continue
		}
		c, err := FileComments(filepath.Join(dir, e.Name()))
		if err == nil && filepath.Base(filepath.FromSlash(c.SourceMap)) == name {
			return filepath.Join(dir, e.Name()), nil
		}
	}
	return "", &symbols.Failure{Code: symbols.NoFile, Message: "the minified file of " + mapPath + " is not beside it",
		Do: "PostHog stores both: choose the minified file that was deployed, with its map beside it"}
}

// MapData gives the map as it would be sent.
func (l *Local) MapData() (container.Input, error) {
	if l.Map != "" {
		return container.File(l.Map)
	}
	c, err := FileComments(l.Source)
	if err != nil {
		return container.Input{}, err
	}
	data, err := sourcemap.DataURL(c.SourceMap)
	if err != nil {
		return container.Input{}, err
	}
	return container.Input{Reader: bytes.NewReader(data), Size: int64(len(data))}, nil
}

// Content packs the two for an upload, in the form that PostHog reads best.
// The files are read again as often as they are sent.
func (l *Local) Content() (container.Content, error) {
	source, err := container.File(l.Source)
	if err != nil {
		return container.Content{}, err
	}
	m, err := l.MapData()
	if err != nil {
		return container.Content{}, err
	}
	content, err := container.Pack(container.Zstd, container.SourceAndMap, source, m)
	if err != nil {
		return container.Content{}, fmt.Errorf("pack %s and its map: %w", l.Source, err)
	}
	return content, nil
}

// Upload packs the two for an upload. It names the files, from the root of the
// file system, so that one that is interrupted can be finished; those of a map
// that the minified file holds it does not.
func (l *Local) Upload() (symbols.Upload, error) {
	u := symbols.Upload{Ref: l.Pair.Ref}
	var err error
	if u.Content, err = l.Content(); err != nil || l.Map == "" {
		return u, err
	}
	source, err := filepath.Abs(l.Source)
	sourceMap, errMap := filepath.Abs(l.Map)
	if err == nil && errMap == nil {
		u.Files = []string{source, sourceMap}
	}
	return u, nil
}

// Close closes the map.
func (l *Local) Close() error { return l.build.Close() }
