package stored

import (
	"context"

	"symset/symbols"
)

// Forget has the store ask again for the symbol sets of refs: they were
// changed. Pairs that were given stay good until the store is closed.
func (s *Store) Forget(refs ...symbols.Ref) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ref := range refs {
		if f := s.finds[ref]; f != nil {
			s.old = append(s.old, f)
			delete(s.finds, ref)
		}
	}
}

// Has reports whether the symbol set of a ref is downloaded and open: reading
// with it costs no request then.
func (s *Store) Has(ref symbols.Ref) bool {
	s.mu.Lock()
	f := s.finds[ref]
	s.mu.Unlock()
	if f == nil {
		return false
	}
	select {
	case <-f.done:
		return f.pair != nil && f.err == nil
	default:
		return false
	}
}

// Fresh gives a project that is p, and has the store forget what is uploaded
// or deleted through it.
func (s *Store) Fresh(p symbols.Project) symbols.Project { return &fresh{p, s} }

type fresh struct {
	symbols.Project
	s *Store
}

// Upload uploads as the project does.
func (f *fresh) Upload(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) []symbols.Uploaded {
	results := f.Project.Upload(ctx, uploads, o)
	for _, u := range uploads {
		f.s.Forget(u.Ref)
	}
	return results
}

// DeleteSet deletes as the project does.
func (f *fresh) DeleteSet(ctx context.Context, id string) error {
	set, err := f.Set(ctx, id)
	if err == nil {
		err = f.Project.DeleteSet(ctx, id)
		f.s.Forget(set.Ref)
	}
	return err
}
