package stored

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"symset/symbols"
	"symset/symbols/container"
	"symset/symbols/reason"
	"symset/symbols/sourcemap"
)

// open finds, downloads and opens the symbol set of a ref.
func (s *Store) open(ctx context.Context, ref symbols.Ref) (*symbols.Pair, error) {
	set, err := s.project.SetByRef(ctx, ref)
	switch {
	case symbols.Absent(err):
		return nil, &symbols.Failure{Code: symbols.NoFile, Message: "PostHog has no symbol set for " + string(ref),
			Do: "upload it, or name a build folder with --maps"}
	case err != nil:
		return nil, failed(ref, err)
	case !set.HasFile:
		return nil, without(ref, set.Reason)
	}
	r, _, err := s.project.Download(ctx, set.ID)
	switch {
	case symbols.Absent(err):
		return nil, &symbols.Failure{Code: symbols.NoFile, Message: "PostHog lists a file for " + string(ref) + " and has none: its upload was not finished",
			Do: "upload it again"}
	case err != nil:
		return nil, failed(ref, err)
	}
	defer r.Close()
	u, err := s.unpack(r)
	var bad *container.Error
	switch {
	case errors.As(err, &bad):
		return nil, damaged(ref, err)
	case err != nil:
		return nil, failed(ref, err)
	case u.mapFile == "":
		u.remove()
		return nil, &symbols.Failure{Code: symbols.Unsupported, Message: fmt.Sprintf("the symbol set of %s holds %s, not a source map", ref, u.kind)}
	}
	m, err := sourcemap.Open(u.mapFile)
	if err != nil {
		u.remove()
		return nil, damaged(ref, err)
	}
	pair := &symbols.Pair{Ref: ref, File: string(ref), MapFile: "PostHog's map of " + string(ref), Map: m, Evidence: []string{"symbol set on PostHog"}}
	if u.sourceFile != "" {
		pair.Minified = func() ([]byte, error) { return os.ReadFile(u.sourceFile) }
	}
	return pair, nil
}

// An unpacked is a container's texts as files.
type unpacked struct {
	kind                container.Type
	sourceFile, mapFile string // empty when there is none
}

// remove drops the files of what is not used after all.
func (u *unpacked) remove() {
	for _, name := range []string{u.sourceFile, u.mapFile} {
		if name != "" {
			os.Remove(name)
		}
	}
}

// unpack writes the texts of a container into files. What no source map comes
// with is not read.
func (s *Store) unpack(r io.Reader) (u unpacked, err error) {
	defer func() {
		if err != nil {
			u.remove()
		}
	}()
	c, err := container.Open(r, s.limit)
	if err != nil {
		return u, err
	}
	u.kind = c.Type
	if c.Type != container.SourceAndMap && c.Type != container.HermesMap {
		return u, nil
	}
	for {
		part, err := c.Next()
		if err == io.EOF {
			return u, nil
		}
		if err != nil {
			return u, err
		}
		if part.Role == container.Source && part.Size > s.source {
			continue // the next part is after it
		}
		name, err := s.file(part)
		if part.Role == container.Map {
			u.mapFile = name
		} else {
			u.sourceFile = name
		}
		if err != nil {
			return u, err
		}
	}
}

// file writes r into a new temporary file and gives its name.
func (s *Store) file(r io.Reader) (name string, err error) {
	dir, err := s.folder()
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, "")
	if err != nil {
		return "", fmt.Errorf("make a temporary file: %w", err)
	}
	_, err = io.Copy(f, r)
	return f.Name(), errors.Join(err, f.Close())
}

// folder gives the store's temporary folder, which nobody else may look into.
func (s *Store) folder() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return "", errClosed
	}
	if s.dir == "" {
		dir, err := os.MkdirTemp("", "symset-sets-")
		if err != nil {
			return "", fmt.Errorf("make a temporary folder: %w", err)
		}
		s.dir = dir
	}
	return s.dir, nil
}

// without tells why a symbol set has no file, as far as PostHog does.
func without(ref symbols.Ref, stored string) *symbols.Failure {
	f := &symbols.Failure{Code: symbols.NoFile, Message: "PostHog has no file for " + string(ref), Do: "upload it, or name a build folder with --maps"}
	why := reason.Parse(stored)
	why.Ref = string(ref)
	if !why.IsZero() {
		f.Message += ": " + why.Sentence()
		if steps := why.Remedy(); len(steps) > 0 {
			f.Do = steps[0].Do
		}
	}
	return f
}

func damaged(ref symbols.Ref, err error) *symbols.Failure {
	return &symbols.Failure{Code: symbols.BadMap, Message: fmt.Sprintf("the file that PostHog has for %s can't be read: %v", ref, err),
		Do: "upload it again, from the build that it belongs to"}
}

// failed is that the symbol set could not be got, which says nothing of it.
func failed(ref symbols.Ref, err error) *symbols.Failure {
	return &symbols.Failure{Code: symbols.FetchFailed, Message: fmt.Sprintf("the symbol set of %s could not be got: %v", ref, err), Do: symbols.Hint(err)}
}

func stopped(ref symbols.Ref) *symbols.Failure {
	return &symbols.Failure{Code: symbols.Cancelled, Message: "getting the symbol set of " + string(ref) + " was stopped"}
}
