package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"symset/symbols"
	"symset/symbols/container"
)

const (
	uploadBatch = 50 // that are started together; what PostHog signs is good for five minutes
	checkBatch  = 1000
	sendAtOnce  = 4                // unless told otherwise; each holds the compressor's window in memory
	inHand      = 30 * time.Second // to end what was begun when the context ends
)

// progressOf is the options' Progress for one set, never nil.
func progressOf(o symbols.UploadOptions, ref symbols.Ref) func(sent int64) {
	return func(sent int64) {
		if o.Progress != nil {
			o.Progress(ref, sent)
		}
	}
}

// CheckUploads says for each upload whether PostHog needs its file, and fails
// as [Client.Upload] would before it sends anything. It changes nothing. The
// error is [Unsupported] on servers before mid-2026.
func (c *Client) CheckUploads(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) ([]bool, error) {
	needed, err := c.check(ctx, uploads, o)
	if !leaveRelease(err, o) {
		return needed, err
	}
	unbound := slices.Clone(uploads)
	for i := range unbound {
		unbound[i].ReleaseID = ""
	}
	return c.check(ctx, unbound, o)
}

// leaveRelease reports whether to try again without releases.
func leaveRelease(err error, o symbols.UploadOptions) bool {
	var other *OtherRelease
	return o.SkipReleaseOnFail && errors.As(err, &other)
}

func (c *Client) check(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) ([]bool, error) {
	needed := make([]bool, 0, len(uploads))
	for batch := range slices.Chunk(uploads, checkBatch) {
		answer, err := ask[checked](ctx, c, call{
			do: "check uploads", method: http.MethodPost, path: setsPath + "bulk_check_upload/", scope: writeScope, newer: true, body: uploadsBody(batch, o),
		})
		if err != nil {
			return nil, err
		}
		for _, u := range batch {
			needed = append(needed, slices.Contains(answer.Refs, u.Ref))
		}
	}
	return needed, nil
}

// Upload stores symbol sets and tells for each what became of it, in their
// order. Everything that can be checked is checked before anything is changed:
// one conflict then fails all. After that each stands for itself.
func (c *Client) Upload(ctx context.Context, uploads []symbols.Upload, o symbols.UploadOptions) []symbols.Uploaded {
	results := make([]symbols.Uploaded, len(uploads))
	jobs := make([]*job, 0, len(uploads))
	seen := map[symbols.Ref]bool{}
	for i, u := range uploads {
		switch {
		case u.Content.Size > container.MaxPacked:
			results[i].Err = fmt.Errorf("upload %s: %w", clip(string(u.Ref)), &TooLarge{Detail: fmt.Sprintf("%d bytes, compressed", u.Content.Size)})
		case seen[u.Ref]:
			results[i].Err = fmt.Errorf("upload %s: it is given twice", clip(string(u.Ref)))
		default:
			jobs = append(jobs, &job{Upload: u, result: &results[i]})
		}
		seen[u.Ref] = true
	}
	jobs, old := c.sift(ctx, jobs, o)
	size := uploadBatch
	if o.Force {
		size = 1
	}
	for batch := range slices.Chunk(jobs, size) {
		c.uploadBatch(ctx, batch, o, old)
	}
	return results
}

// A job is an upload under way.
type job struct {
	symbols.Upload
	result *symbols.Uploaded
	target target
	stored bool
}

func uploadsOf(jobs []*job) []symbols.Upload {
	uploads := make([]symbols.Upload, len(jobs))
	for i, j := range jobs {
		uploads[i] = j.Upload
	}
	return uploads
}

func (j *job) fail(err error) {
	j.result.Err = fmt.Errorf("upload %s: %w", clip(string(j.Ref)), err)
}

// unbind takes the releases out of uploads.
func unbind(jobs []*job) {
	for _, j := range jobs {
		j.result.Unbound = j.result.Unbound || j.ReleaseID != ""
		j.ReleaseID = ""
	}
}

func failAll(jobs []*job, err error) {
	for _, j := range jobs {
		j.fail(err)
	}
}

// sift leaves out what PostHog has, and reports whether the server is too old
// to say. A set that is to join a release stays: only a start binds it.
func (c *Client) sift(ctx context.Context, jobs []*job, o symbols.UploadOptions) (left []*job, old bool) {
	if len(jobs) == 0 || c.noCheck.Load() {
		return jobs, len(jobs) > 0
	}
	needed, err := c.check(ctx, uploadsOf(jobs), o)
	if leaveRelease(err, o) {
		unbind(jobs)
		needed, err = c.check(ctx, uploadsOf(jobs), o)
	}
	var unsupported *Unsupported
	switch {
	case errors.As(err, &unsupported):
		c.noCheck.Store(true)
		return jobs, true
	case err != nil:
		failAll(jobs, err)
		return nil, false
	}
	for i, j := range jobs {
		if j.result.Kept = !needed[i] && j.ReleaseID == ""; !j.result.Kept {
			left = append(left, j)
		}
	}
	return left, false
}

// uploadBatch starts, sends and finishes a few uploads.
func (c *Client) uploadBatch(ctx context.Context, batch []*job, o symbols.UploadOptions, old bool) {
	if err := ctx.Err(); err != nil {
		failAll(batch, err)
		return
	}
	if c.noBulk.Load() {
		c.uploadSingly(ctx, batch, o)
		return
	}
	targets, err := c.start(ctx, batch, o)
	if leaveRelease(err, o) {
		unbind(batch)
		targets, err = c.start(ctx, batch, o)
	}
	var unsupported *Unsupported
	switch {
	case errors.As(err, &unsupported):
		c.noBulk.Store(true)
		c.uploadSingly(ctx, batch, o)
		return
	case err != nil:
		failAll(batch, err)
		return
	}
	var started []*job
	for _, j := range batch {
		var found bool
		if j.target, found = targets[string(j.Ref)]; found {
			started = append(started, j)
			j.result.Unfinished = true
		} else if j.result.Kept = true; old && o.Force {
			c.replaceOld(ctx, j)
		}
	}
	c.sendAll(ctx, started, o)
	c.finish(ctx, started)
}

// sendAll sends the files of uploads that were started.
func (c *Client) sendAll(ctx context.Context, jobs []*job, o symbols.UploadOptions) {
	var group errgroup.Group
	group.SetLimit(cmp.Or(max(o.AtOnce, 0), sendAtOnce))
	for _, j := range jobs {
		group.Go(func() error {
			if err := c.sendOne(ctx, j, o); err != nil {
				j.fail(err)
			} else {
				j.stored = true
			}
			return nil
		})
	}
	_ = group.Wait() // each job has its own error
}

// sendOne sends a file, and once more with a new signature when the first one
// expired while others were sent.
func (c *Client) sendOne(ctx context.Context, j *job, o symbols.UploadOptions) error {
	for again := false; ; again = true {
		main, fallback, err := j.target.places()
		if err != nil {
			return err
		}
		err = c.store(ctx, main, fallback, j.Content, progressOf(o, j.Ref))
		var refused *Storage
		if again || !errors.As(err, &refused) || refused.Status != http.StatusForbidden {
			return err
		}
		targets, startErr := c.start(ctx, []*job{j}, o)
		fresh, found := targets[string(j.Ref)]
		if startErr != nil || !found {
			return err
		}
		j.target = fresh
	}
}

// finish tells PostHog what has arrived. Nothing else is named: older servers
// delete every set of a finish that fails. It is done even when the context
// has ended, because what is not finished is not used and looks as if it were.
func (c *Client) finish(ctx context.Context, jobs []*job) {
	hashes := map[string]string{}
	var arrived []*job
	for _, j := range jobs {
		if j.stored {
			hashes[j.target.SetID] = j.Content.Hash
			arrived = append(arrived, j)
		}
	}
	if len(arrived) == 0 {
		return
	}
	ctx, cancel := symbols.Outlasting(ctx, inHand)
	defer cancel()
	_, err := ask[success](ctx, c, call{
		do: "finish uploads", what: "symbol set to finish", method: http.MethodPost, path: setsPath + "bulk_finish_upload/", scope: writeScope,
		body: map[string]any{"content_hashes": hashes},
	})
	for _, j := range arrived {
		if err != nil {
			j.fail(err)
			continue
		}
		j.result.ID, j.result.Unfinished = j.target.SetID, false
	}
}
