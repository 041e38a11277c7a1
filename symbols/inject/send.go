package inject

import (
	"context"
	"errors"
	"slices"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
)

// SendOptions say how pairs are sent.
type SendOptions struct {
	symbols.UploadOptions
	Batch  int                      // sets in one call, at least 1
	AtOnce int                      // calls at a time, at least 1
	Told   func(done int)           // how many sets are done; may be nil
	Needed func(needed []bool) bool // told which are needed before anything is sent; false ends it there. May be nil
}

// Send uploads what the project does not have, and tells for each upload what
// became of it, in their order. It asks first what is needed, and sends nothing
// when that fails. With Force what is new is sent in batches, and what differs
// after that, one at a time.
func Send(ctx context.Context, p symbols.Project, uploads []symbols.Upload, o SendOptions) ([]symbols.Uploaded, error) {
	results := make([]symbols.Uploaded, len(uploads))
	needed, err := p.CheckUploads(ctx, uploads, o.UploadOptions)
	known := err == nil
	if err != nil && !old(err) {
		return nil, err
	}
	if !known { // a server that can't say
		needed = slices.Repeat([]bool{true}, len(uploads))
	}
	if o.Needed != nil && !o.Needed(needed) {
		for i := range results {
			results[i].Kept = !needed[i]
		}
		return results, nil
	}
	s := sender{Project: p, SendOptions: o, uploads: uploads, results: results}
	var todo []int
	for i, u := range uploads {
		if needed[i] || u.ReleaseID != "" {
			todo = append(todo, i)
		} else {
			results[i].Kept = true
		}
	}
	s.done = len(uploads) - len(todo)
	if !o.Force {
		return results, s.send(ctx, todo, o.UploadOptions)
	}
	gentle := o.UploadOptions
	gentle.Force, gentle.SkipConflicts = false, true
	if err := s.send(ctx, todo, gentle); err != nil {
		return results, err
	}
	var differ []int
	for _, i := range todo {
		if results[i].Err == nil && results[i].Kept {
			differ = append(differ, i)
			s.done--
		}
	}
	return results, s.send(ctx, differ, o.UploadOptions)
}

// old reports whether an error says that the server does not know a call.
func old(err error) bool {
	var o interface{ TooOld() bool }
	return errors.As(err, &o) && o.TooOld()
}

// A sender sends uploads in batches.
type sender struct {
	symbols.Project
	SendOptions
	uploads []symbols.Upload
	results []symbols.Uploaded
	done    int
}

// send sends the uploads of those numbers.
func (s *sender) send(ctx context.Context, which []int, o symbols.UploadOptions) error {
	var g errgroup.Group
	g.SetLimit(max(s.AtOnce, 1))
	finished := make(chan int, len(which)+1)
	finished <- s.done
	for batch := range slices.Chunk(which, max(s.Batch, 1)) {
		g.Go(func() error {
			uploads := make([]symbols.Upload, len(batch))
			for k, i := range batch {
				uploads[k] = s.uploads[i]
			}
			for k, r := range s.Upload(ctx, uploads, o) {
				s.results[batch[k]] = r
			}
			n := <-finished + len(batch)
			finished <- n
			if s.Told != nil {
				s.Told(n)
			}
			return nil
		})
	}
	err := g.Wait()
	s.done = <-finished
	return err
}
