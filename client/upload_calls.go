package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"symset/symbols"
	"symset/symbols/container"
)

// An uploadEntry is how an upload is asked for.
type uploadEntry struct {
	Ref       symbols.Ref `json:"chunk_id"`
	ReleaseID *string     `json:"release_id"`
	Hash      string      `json:"content_hash"`
	Length    int64       `json:"content_length"`
}

// uploadsBody is the body of bulk_check_upload and bulk_start_upload.
func uploadsBody(uploads []symbols.Upload, o symbols.UploadOptions) any {
	entries := make([]uploadEntry, len(uploads))
	for i, u := range uploads {
		entries[i] = uploadEntry{Ref: u.Ref, Hash: u.Content.Hash, Length: u.Content.Size}
		if u.ReleaseID != "" {
			entries[i].ReleaseID = &u.ReleaseID
		}
	}
	return struct {
		Sets          []uploadEntry `json:"symbol_sets"`
		Force         bool          `json:"force"`
		SkipConflicts bool          `json:"skip_on_conflict"`
	}{entries, o.Force, o.SkipConflicts}
}

// checked is the answer of bulk_check_upload.
type checked struct {
	Refs []symbols.Ref `json:"chunk_ids_to_upload"`
}

func (a *checked) whole() bool { return a.Refs != nil }

// started is the answer of bulk_start_upload.
type started struct {
	Targets map[string]target `json:"id_map"`
}

func (a *started) whole() bool { return a.Targets != nil }

// success is the answer of what finishes uploads.
type success struct{ Success bool }

func (a *success) whole() bool { return a.Success }

// A target is where PostHog wants a file.
type target struct {
	SetID       string     `json:"symbol_set_id"`
	Form        *presigned `json:"presigned_url"`
	Fallback    *presigned `json:"fallback_presigned_url"`
	Put         putURL     `json:"presigned_put_url"`
	FallbackPut putURL     `json:"fallback_presigned_put_url"`
}

type presigned struct {
	URL    string
	Fields map[string]string
}

// places gives the first place and the second, if there is one. A form is
// taken before a URL to put to: every server gives one.
func (t target) places() (place, *place, error) {
	var found []place
	for _, form := range []*presigned{t.Form, t.Fallback} {
		if form != nil && isWeb(url.Parse(form.URL)) {
			found = append(found, place{url: form.URL, fields: form.Fields})
		}
	}
	if len(found) == 0 {
		for _, put := range []putURL{t.Put, t.FallbackPut} {
			if isWeb(url.Parse(string(put))) {
				found = append(found, place{url: string(put), put: true})
			}
		}
	}
	switch {
	case len(found) == 0 || t.SetID == "":
		return place{}, nil, errors.New("the server does not say where to send the file")
	case len(found) == 1:
		return found[0], nil, nil
	}
	return found[0], &found[1], nil
}

// start asks where files are to go, by ref; what PostHog keeps is missing. It
// can be asked again when the answer was lost: a set whose upload is not
// finished just gets a new place.
func (c *Client) start(ctx context.Context, batch []*job, o symbols.UploadOptions) (map[string]target, error) {
	var doubt bool
	answer, err := ask[started](ctx, c, call{
		doubt: &doubt, inHand: inHand, do: "start uploads", method: http.MethodPost, path: setsPath + "bulk_start_upload/", scope: writeScope, newer: true, body: uploadsBody(uploadsOf(batch), o),
	})
	for _, j := range batch { // a start whose answer was lost may have begun them
		j.result.Unfinished = j.result.Unfinished || doubt
	}
	return answer.Targets, err
}

// uploadSingly uploads to servers that have no bulk calls. They overwrite
// without a question, so the question is asked here.
func (c *Client) uploadSingly(ctx context.Context, batch []*job, o symbols.UploadOptions) {
	for _, j := range batch {
		if !o.Force {
			set, err := c.SetByRef(ctx, j.Ref)
			var absent *NotFound
			switch {
			case err == nil && set.HasFile && o.SkipConflicts:
				j.result.Kept = true
				continue
			case err == nil && set.HasFile:
				j.fail(&Conflict{Detail: "this server does not say whether it is the same"})
				continue
			case err != nil && !errors.As(err, &absent):
				j.fail(err)
				continue
			}
		}
		err := c.uploadSingle(ctx, j, o)
		if leaveRelease(err, o) {
			unbind([]*job{j})
			err = c.uploadSingle(ctx, j, o)
		}
		if err != nil {
			j.fail(err)
			continue
		}
		j.result.ID, j.result.Unfinished = j.target.SetID, false
	}
}

func (c *Client) uploadSingle(ctx context.Context, j *job, o symbols.UploadOptions) error {
	q := url.Values{"chunk_id": {string(j.Ref)}}
	if j.ReleaseID != "" {
		q.Set("release_id", j.ReleaseID)
	}
	var err error
	j.target, err = ask[target](ctx, c, call{
		doubt: &j.result.Unfinished, inHand: inHand, do: "start upload", method: http.MethodPost, path: setsPath + "start_upload/", query: q, scope: writeScope, newer: true,
	})
	if err != nil {
		return err
	}
	j.result.Unfinished = true
	main, fallback, err := j.target.places()
	if err != nil {
		return err
	}
	if err = c.store(ctx, main, fallback, j.Content, progressOf(o, j.Ref)); err != nil {
		return err
	}
	ctx, cancel := symbols.Outlasting(ctx, inHand)
	defer cancel()
	_, err = ask[success](ctx, c, call{
		do: "finish upload", method: http.MethodPut, path: setPath(j.target.SetID) + "finish_upload/", what: "symbol set " + clip(j.target.SetID), scope: writeScope,
		body: map[string]string{"content_hash": j.Content.Hash},
	})
	return err
}

// replaceOld replaces a file on servers that know no force: they take the
// minified source and the map as a form and make the container themselves. One
// that answers with the set has changed nothing, for it is not that old: its
// file is the same.
func (c *Client) replaceOld(ctx context.Context, j *job) {
	set, err := c.SetByRef(ctx, j.Ref)
	if err != nil {
		j.fail(err)
		return
	}
	if len(j.Content.Inputs()) != 2 {
		j.fail(fmt.Errorf("this server can replace a minified source and its map, and nothing else: %w", &Unsupported{Host: c.credentials.Host}))
		return
	}
	form, err := newForm(nil, partFile("minified", j.Content.Inputs()[0]), partFile("source_map", j.Content.Inputs()[1]))
	if err != nil {
		j.fail(err)
		return
	}
	const do = "replace symbol set"
	r, err := c.send(ctx, call{do: do, method: http.MethodPut, path: setPath(set.ID), what: "symbol set " + clip(set.ID), scope: writeScope, stream: form})
	switch {
	case err != nil:
		j.fail(err)
	case r.status == http.StatusNoContent:
		j.result.ID, j.result.Kept = set.ID, false
	default:
		if err := r.into(new(setRow)); err != nil {
			j.fail(fmt.Errorf("%s: %w", do, err))
		}
	}
}

func partFile(name string, in container.Input) formFile {
	return formFile{name, in.Size, func(w io.Writer) error {
		at, ok := in.Reader.(io.ReaderAt) // PackContent saw to it
		if !ok {
			return container.ErrChanged
		}
		_, err := io.Copy(w, io.NewSectionReader(at, 0, in.Size))
		return err
	}}
}
